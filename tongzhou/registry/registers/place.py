"""行政区划 — public codes, seen by all staff."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import codes
from tongzhou.registry.models import Person, Region
from tongzhou.registry.models.bodies import under

from .register import Column, Filter, Register, Related


def everything(_person: Person, _on: date) -> Q:
    """Everyone on the staff sees every record."""
    return Q()


def by_name(words: str) -> Q:
    """Characters anywhere in the name, or pinyin or initials from the start."""
    typed = words.lower().replace(" ", "")
    found = Q(name__icontains=words)
    if typed.isascii() and typed.isalnum():
        found |= Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    return found


def leagues(_person: Person, _on: date) -> list[tuple[str, str]]:
    """The leagues and cities, as choices."""
    known = Region.objects.filter(level=codes.LEAGUE).order_by("code")
    return [(region.code, region.name) for region in known]


IN_LEAGUE = Filter("league", gettext_lazy("盟市"), leagues, lambda value: Q(league=value))


def whole_path(region: Region) -> str:
    """Return the names from the league down: 包头市 土默特右旗."""
    line = codes.line_of(region.code)[1:] or (region.code,)
    names = dict(Region.objects.filter(code__in=line).values_list("code", "name"))
    return " ".join(names.get(code, code) for code in line)


def _standing(region: Region) -> str:
    return _("行政区划") if region.is_administrative else _("仅用于统计，不作为管辖区域")


REGIONS = Register(
    code="regions",
    label=gettext_lazy("行政区划"),
    noun=gettext_lazy("地区"),
    model=Region,
    columns=(
        Column("code", gettext_lazy("代码"), lambda r: r.gb_code, order="code"),
        Column("name", gettext_lazy("名称"), lambda r: r.name, lead=True),
        Column("level", gettext_lazy("层级"), lambda r: r.get_level_display(), phone=False),
        Column("parent", gettext_lazy("上级"), lambda r: r.parent.name if r.parent else ""),
    ),
    order="code",
    search=lambda words: by_name(words) | Q(code__startswith=words),
    hint=gettext_lazy("名称、拼音或代码"),
    scope=everything,
    filters=(
        IN_LEAGUE,
        Filter(
            "level",
            gettext_lazy("层级"),
            lambda _person, _on: [(str(v), str(label)) for v, label in Region.Level.choices],
            lambda value: Q(level=value),
        ),
    ),
    details=(
        Column("code", gettext_lazy("代码"), lambda r: r.gb_code),
        Column("name", gettext_lazy("名称"), whole_path),
        Column("short", gettext_lazy("简称"), lambda r: r.short_name),
        Column("level", gettext_lazy("层级"), lambda r: r.get_level_display()),
        Column("basis", gettext_lazy("代码依据"), lambda r: r.get_basis_display()),
        Column("standing", gettext_lazy("性质"), _standing),
    ),
    related=(
        Related(gettext_lazy("下级地区"), "regions", lambda r: Q(parent=r)),
        Related(gettext_lazy("机构"), "bodies", lambda r: under(r.code)),
    ),
    joins=("parent",),
    icon="map",
)
