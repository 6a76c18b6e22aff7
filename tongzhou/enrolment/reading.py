"""名册的写法 — how market regulators write where an entity is, what kind it is and what it does, read as the register keeps it. Asks no database.

Each is asked once for each different text of a file, on another thread: the places are read before the first row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongzhou.procedure.tabular.cells import NOTHING, tidy
from tongzhou.registry import codes
from tongzhou.registry.models import Employer, Industry, Region

# Where a place lies, as the sender sees it.
HERE, COUNTY_ONLY, ELSEWHERE, SEVERAL, WIDE, UNKNOWN = (
    "here", "county_only", "elsewhere", "several", "wide", "unknown",
)  # fmt: skip
Form = Employer.Form
# 登记管理部门代码和机构类别代码 of GB 32100-2015, its first two characters; any other is 其他.
FORM_OF_CODE = {
    "11": Form.ORGAN, "12": Form.INSTITUTION, "13": Form.ORGAN,
    "51": Form.SOCIAL, "52": Form.SOCIAL, "53": Form.SOCIAL,
    "91": Form.COMPANY, "92": Form.SOLE_TRADER, "93": Form.COOPERATIVE,
}  # fmt: skip
# What the kinds of regulators have in common, the narrower first: “有限责任公司分公司” is a branch, “社会团体” no organ of the state.
FORM_WORDS = (
    (Form.OTHER, ("集体经济组织", "村民委员会", "居民委员会", "工会", "事务所", "其他组织")),
    (Form.BRANCH, ("分公司", "分支机构", "分店", "分部", "营业部", "办事处", "代表机构", "非法人")),
    (Form.SOLE_TRADER, ("个体", "家庭经营")),
    (Form.COOPERATIVE, ("合作社",)),
    (Form.INSTITUTION, ("事业单位",)),
    (Form.SOCIAL, ("社会组织", "社会团体", "民办非企业", "社会服务机构", "基金会", "商会", "协会")),
    (Form.ORGAN, ("机关", "群众团体", "人民团体")),
    (Form.COMPANY, ("公司", "企业", "独资", "合伙", "国有", "全民", "集体", "股份", "联营", "私营", "外资", "外商", "内资")),
    (Form.OTHER, ("其他", "其它")),
)  # fmt: skip
INDUSTRY = re.compile(r"([A-T]?)(\d{2,4})?(?![0-9A-Z])")


@dataclass(frozen=True)
class Places:
    """The regions, and those of the sender; none: all of them. And the industries, by code."""

    regions: Mapping[str, Region] = field(default_factory=dict)
    mine: tuple[str, ...] = ()
    industries: Mapping[str, Industry] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)  # → counties that bear it

    @classmethod
    def read(cls, mine: Iterable[str]) -> Places:
        """Read the tables of codes. Two queries."""
        regions = {r.code: r for r in Region.objects.all() if r.is_administrative}
        industries = {i.code: i for i in Industry.objects.all()}
        return cls(regions, tuple(mine), industries, _names(regions))

    def places(self, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None, str | None]]:
        """Return for texts the region meant, and where that lies."""
        return [self._place(text) if text else (None, None) for (text,) in asked]

    def _place(self, text: str) -> tuple[str | None, str | None]:
        told = _plain(text)
        return self._coded(told) if told.isascii() and told.isdigit() else self._named(told)

    def _coded(self, code: str) -> tuple[str | None, str | None]:
        """Read a code of six, nine or twelve digits. A community is kept in its township, and where none is known in its county."""
        county = code[:6]
        if len(code) in (2, 4) or county.endswith("00"):
            return None, WIDE
        if len(code) not in (6, 9, 12):
            return None, UNKNOWN
        # A street of a development zone is administered, though the zone itself is a figure of statistics.
        township = code[:9] if len(code) > 6 and code[:9] in self.regions else ""
        meant = township or county
        if meant not in self.regions:
            return None, UNKNOWN
        if not self._is_mine(meant):
            return meant, ELSEWHERE
        is_whole = township or not code[6:].strip("0")
        return meant, HERE if is_whole else COUNTY_ONLY

    def _named(self, name: str) -> tuple[str | None, str | None]:
        bearers = sorted(self.names.get(name, ()))
        mine = [code for code in bearers if self._is_mine(code)]
        if len(mine) == 1:
            return mine[0], HERE
        if mine:
            return None, SEVERAL
        if bearers:
            return None, ELSEWHERE
        wide = any(name in (r.name, r.short_name) for r in self.regions.values() if len(r.code) < 6)
        return None, WIDE if wide else UNKNOWN

    def _is_mine(self, code: str) -> bool:
        return not self.mine or code.startswith(self.mine)

    def divisions(self, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None]]:
        """Return for texts the industry as the register keeps it: a section or a division of GB/T 4754; UNKNOWN for none that is there."""
        return [(self._industry(text) if text else None,) for (text,) in asked]

    def _industry(self, text: str) -> str | None:
        told = _plain(text).upper()
        if told in NOTHING:
            return None
        found = INDUSTRY.match(told)
        section, division = (found[1], (found[2] or "")[:2]) if found else ("", "")
        if not section and not division:
            named = [code for code, one in self.industries.items() if _plain(one.name) == told]
            # Of a section and a division of one name the division says more.
            return max(named, key=str.isdigit, default=UNKNOWN)
        known = self.industries.get(division or section)
        if known is None or (section and division and known.parent_id != section):
            return UNKNOWN
        return str(known.code)


def _names(regions: Mapping[str, Region]) -> dict[str, frozenset[str]]:
    """Return by each name a county is called by, with league and region before it or without, the counties that bear it."""
    found: dict[str, set[str]] = {}
    for code, region in regions.items():
        if len(code) != codes.LENGTHS[codes.COUNTY]:
            continue
        above = [regions[one] for one in codes.line_of(code)[:-1] if one in regions]
        for name in (region.name, region.short_name):
            ways = [name, *(f"{one.name}{name}" for one in above), "".join([*(one.name for one in above), name])]  # fmt: skip
            for way in ways:
                found.setdefault(_plain(way), set()).add(code)
    return {name: frozenset(some) for name, some in found.items()}


def forms(asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None]]:
    """Return for texts the kind of entity; UNKNOWN for one that nobody knows."""
    return [(_form(text) if text else None,) for (text,) in asked]


def _form(text: str) -> str | None:
    told = _plain(text)
    if told in NOTHING:
        return None
    for code, label in Form.choices:
        if told in (code, _plain(str(label))):
            return str(code)
    kinds = (form for form, words in FORM_WORDS if any(word in told for word in words))
    found = next(kinds, None)
    return found.value if found else UNKNOWN


def form_of(uscc: str, *, is_branch: bool = False) -> str:
    """Return the kind of entity where none is written: a branch where a head is named, else what the credit code says. GB 32100-2015."""
    if is_branch:
        return Form.BRANCH.value
    return FORM_OF_CODE.get(uscc[:2], Form.OTHER).value


def alike(one: str, other: str) -> bool:
    """Say whether two texts differ in nothing but width, case and blanks: “示例（包头）” and “示例(包头)” do not."""
    return one == other or _plain(one).casefold() == _plain(other).casefold()


def _plain(text: str) -> str:
    return "".join(tidy(text).split())
