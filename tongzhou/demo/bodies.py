"""Bodies of the demo region: the four sponsors at every level, and what a county needs to carry tasks."""

from __future__ import annotations

from tongzhou.registry.models import Body, Region

# kind → (name after the region's name, short name after the region's short name, document prefix)
REGION_BODIES = {
    "hrss": ("人力资源和社会保障厅", "人社厅", "内人社"),
    "drc": ("发展和改革委员会", "发改委", "内发改"),
    "union": ("总工会", "总工会", "内工发"),
    "fic": ("工商业联合会", "工商联", "内联发"),
    "government": ("人民政府", "政府", "内政"),
}
LEAGUE_BODIES = {
    "hrss": ("人力资源和社会保障局", "人社局", "人社"),
    "drc": ("发展和改革委员会", "发改委", "发改"),
    "union": ("总工会", "总工会", "工发"),
    "fic": ("工商业联合会", "工商联", "联发"),
}
COUNTY_BODIES = LEAGUE_BODIES | {
    "government": ("人民政府", "政府", "政"),
    "justice": ("司法局", "司法局", "司"),
    "court": ("人民法院", "法院", "法"),
    "finance": ("财政局", "财政局", "财"),
    "housing": ("住房和城乡建设局", "住建局", "住建"),
    "market": ("市场监督管理局", "市监局", "市监"),
    "inspection": ("劳动保障监察大队", "监察大队", "劳监"),
    "arbitration": ("劳动人事争议仲裁委员会", "仲裁委", "劳人仲"),
    "mediation": ("劳动争议调解中心", "调解中心", "劳"),
}
INSTITUTE = "中国劳动和社会保障科学研究院"


def make(kind: str, region: Region, words: tuple[str, str, str]) -> Body:
    """Create a body of a region, or return the one that is there."""
    name, short, prefix = words
    first = region.name[0]
    body, _ = Body.objects.get_or_create(
        region=region,
        name=f"{region.name}{name}",
        defaults={
            "kind": kind,
            "short_name": f"{region.short_name}{short}",
            "document_prefix": prefix if len(region.code) == 2 else f"{first}{prefix}",
        },
    )
    return body


def build(counties: list[str]) -> dict[tuple[str, str], Body]:
    """Create the bodies of the region, of all leagues, and of these counties: (region, kind) → body."""
    found: dict[tuple[str, str], Body] = {}
    for level, words in (("province", REGION_BODIES), ("league", LEAGUE_BODIES)):
        for region in Region.objects.filter(level=level, code__startswith="15").order_by("code"):
            for kind, said in words.items():
                found[region.code, kind] = make(kind, region, said)
    for region in Region.objects.filter(code__in=counties).order_by("code"):
        for kind, said in COUNTY_BODIES.items():
            found[region.code, kind] = make(kind, region, said)
    whole = Region.objects.get(code="15")
    institute, _ = Body.objects.get_or_create(
        region=whole,
        name=INSTITUTE,
        defaults={"kind": "institute", "short_name": "劳科院", "document_prefix": "劳科"},
    )
    found["15", "institute"] = institute
    return found
