"""登记簿 — the item list and the two rosters as the desk shows them, with their history."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import offices
from tongzhou.registry.models import Person
from tongzhou.registry.registers import Column, Filter, Register, Related
from tongzhou.registry.registers.place import IN_LEAGUE
from tongzhou.registry.registers.register import day

from .models import DrawItem, DrawObject, DrawOfficer


def in_reach(person: Person, on: date) -> Q:
    """Whoever works in a county, a league or the region sees its rosters."""
    found = Q(pk__in=[])
    for region in offices.regions_of(person, on=on):
        length = len(region)
        found |= (
            Q(county=region[:6])
            if length >= 6
            else Q(league=region)
            if length == 4
            else Q(province=region)
        )
    return found


def items_in_reach(person: Person, on: date) -> Q:
    """One's own region and those above it have items that count here."""
    wanted = {r[:n] for r in offices.regions_of(person, on=on) for n in (2, 4, 6)}
    return Q(region__in=wanted)


def _grades(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in DrawObject.Grade.choices]


def _risks(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in DrawObject.Risk.choices]


def _ties(officer: DrawOfficer) -> str:
    return "；".join(
        t.employer.name for t in officer.ties.filter(is_over=False).select_related("employer")
    )


def _away(officer: DrawOfficer) -> str:
    if officer.away_since is None:
        return ""
    return _("%(since)s 至 %(until)s") % {
        "since": officer.away_since,
        "until": day(officer.away_until) or "—",
    }


ITEMS = Register(
    code="draw-items",
    label=gettext_lazy("抽查事项清单"),
    noun=gettext_lazy("抽查事项"),
    model=DrawItem,
    columns=(
        Column("code", gettext_lazy("编码"), lambda i: i.code, order="code"),
        Column("name", gettext_lazy("事项"), lambda i: i.name, lead=True),
        Column("method", gettext_lazy("方式"), lambda i: str(i.get_method_display())),
        Column("until", gettext_lazy("截止日期"), lambda i: day(i.until), phone=False),
    ),
    order="code",
    search=lambda words: Q(name__icontains=words) | Q(code__istartswith=words),
    hint=gettext_lazy("事项或编码"),
    scope=items_in_reach,
    details=(
        Column("code", gettext_lazy("编码"), lambda i: i.code),
        Column("name", gettext_lazy("事项"), lambda i: i.name),
        Column("of", gettext_lazy("检查对象"), lambda i: i.of),
        Column("content", gettext_lazy("检查内容"), lambda i: i.content),
        Column("basis", gettext_lazy("依据"), lambda i: i.basis),
        Column("method", gettext_lazy("方式"), lambda i: str(i.get_method_display())),
        Column(
            "ratio",
            gettext_lazy("抽查比例不低于"),
            lambda i: f"{i.ratio}%" if i.ratio is not None else "",
        ),
        Column("per_year", gettext_lazy("每年至少抽查次数"), lambda i: str(i.per_year)),
        Column("departments", gettext_lazy("联合部门"), lambda i: i.departments),
        Column("checklist", gettext_lazy("现场检查表事项编码"), lambda i: i.checklist),
        Column("since", gettext_lazy("起始日期"), lambda i: day(i.since)),
        Column("until", gettext_lazy("截止日期"), lambda i: day(i.until)),
    ),
    icon="list-checks",
)

OBJECTS = Register(
    code="draw-objects",
    label=gettext_lazy("检查对象名录库"),
    noun=gettext_lazy("检查对象"),
    model=DrawObject,
    columns=(
        Column("name", gettext_lazy("名称"), lambda o: o.name, order="name", lead=True),
        Column("grade", gettext_lazy("诚信等级"), lambda o: str(o.get_grade_display())),
        Column("risk", gettext_lazy("风险"), lambda o: str(o.get_risk_display())),
        Column("checked", gettext_lazy("最近检查"), lambda o: day(o.checked_on), phone=False),
        Column("excluded", gettext_lazy("不参加抽取"), lambda o: o.excluded, phone=False),
    ),
    order="name",
    search=lambda words: Q(name__icontains=words) | Q(employer__uscc=words.upper()),
    hint=gettext_lazy("名称或统一社会信用代码"),
    scope=in_reach,
    filters=(
        IN_LEAGUE,
        Filter("grade", gettext_lazy("诚信等级"), _grades, lambda value: Q(grade=value)),
        Filter("risk", gettext_lazy("风险"), _risks, lambda value: Q(risk=value)),
        Filter(
            "excluded",
            gettext_lazy("参加抽取"),
            lambda _person, _on: [("1", _("参加")), ("0", _("不参加"))],
            lambda value: Q(excluded="") if value == "1" else ~Q(excluded=""),
        ),
    ),
    details=(
        Column("name", gettext_lazy("名称"), lambda o: o.name),
        Column("uscc", gettext_lazy("统一社会信用代码"), lambda o: o.employer.uscc or ""),
        Column(
            "industry",
            gettext_lazy("行业"),
            lambda o: o.employer.industry.name if o.employer.industry else "",
        ),
        Column("grade", gettext_lazy("诚信等级"), lambda o: str(o.get_grade_display())),
        Column("risk", gettext_lazy("风险"), lambda o: str(o.get_risk_display())),
        Column("tags", gettext_lazy("标签"), lambda o: o.tags),
        Column("since", gettext_lazy("用工起始日期"), lambda o: day(o.since)),
        Column("checked", gettext_lazy("最近检查"), lambda o: day(o.checked_on)),
        Column("excluded", gettext_lazy("不参加抽取"), lambda o: o.excluded),
    ),
    related=(Related(gettext_lazy("用人单位登记"), "employers", lambda o: Q(pk=o.employer_id)),),
    joins=("employer__industry",),
    also=lambda found: found.with_checks(),
    icon="building-2",
)

OFFICERS = Register(
    code="draw-officers",
    label=gettext_lazy("执法检查人员名录库"),
    noun=gettext_lazy("检查人员"),
    model=DrawOfficer,
    columns=(
        Column("name", gettext_lazy("姓名"), lambda o: o.name, order="name", lead=True),
        Column("body", gettext_lazy("机构"), lambda o: o.body.name),
        Column("post", gettext_lazy("岗位"), lambda o: o.post, phone=False),
        Column("active", gettext_lazy("参加抽取"), lambda o: _("是") if o.is_active else _("否")),
        Column("away", gettext_lazy("离岗"), _away),
    ),
    order="name",
    search=lambda words: (
        Q(name__icontains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(person__initials__startswith=words.lower())
        | Q(body__name__icontains=words)
    ),
    hint=gettext_lazy("姓名、拼音或机构"),
    scope=in_reach,
    filters=(IN_LEAGUE,),
    details=(
        Column("name", gettext_lazy("姓名"), lambda o: o.name),
        Column("body", gettext_lazy("机构"), lambda o: o.body.name),
        Column("post", gettext_lazy("岗位"), lambda o: o.post),
        Column("active", gettext_lazy("参加抽取"), lambda o: _("是") if o.is_active else _("否")),
        Column("away", gettext_lazy("离岗"), _away),
        Column("ties", gettext_lazy("回避单位"), _ties),
    ),
    related=(Related(gettext_lazy("执法证件"), "certificates", lambda o: Q(person=o.person_id)),),
    joins=("body", "person"),
    icon="badge-check",
)
