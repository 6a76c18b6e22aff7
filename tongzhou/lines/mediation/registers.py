"""登记簿 — mediating bodies and mediators as the desk shows them, with their history."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import offices
from tongzhou.registry.models import Person
from tongzhou.registry.registers import Column, Filter, Register, Related

from .models import MediationBody, Mediator
from .suggesting import loads
from .ways import WAYS


def _in_reach(person: Person, on: date) -> Q:
    """Whoever works in a county, a league or the region sees those who mediate there."""
    found = Q(pk__in=[])
    for region in offices.regions_of(person, on=on):
        county = region[:6]
        if len(county) == 6:
            found |= Q(county=county)
        elif len(county) == 4:
            found |= Q(league=county)
        else:
            found |= Q(county__startswith=county)
    return found


def _ways(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(w.code, w.label) for w in WAYS.values()]


def _grades(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Mediator.Grade.choices]


def _conflicts(mediator: Mediator) -> str:
    rows = mediator.conflicts.filter(is_over=False).select_related("employer")
    return "；".join(f"{c.employer.name}（{c.why}）" for c in rows)


def _load(mediator: Mediator) -> str:
    count = loads([str(mediator.person_id)])[str(mediator.person_id)]
    return _("%(n)s 件，上限 %(most)s 件") % {"n": count, "most": mediator.body.capacity}


def _members(body: MediationBody) -> str:
    if body.worker_members is None:
        return ""
    return _("职工方 %(w)s 人，企业方 %(e)s 人") % {
        "w": body.worker_members,
        "e": body.employer_members,
    }


MEDIATORS = Register(
    code="mediators",
    label=gettext_lazy("调解员"),
    noun=gettext_lazy("调解员"),
    model=Mediator,
    columns=(
        Column("name", gettext_lazy("姓名"), lambda m: m.name, order="name", lead=True),
        Column("body", gettext_lazy("调解组织"), lambda m: m.body.body.name),
        Column("grade", gettext_lazy("等级"), lambda m: str(m.get_grade_display())),
        Column("languages", gettext_lazy("语言"), lambda m: m.spoken),
        Column("until", gettext_lazy("聘期止"), lambda m: m.until.isoformat(), phone=False),
    ),
    order="name",
    search=lambda words: (
        Q(name__icontains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(person__initials__startswith=words.lower())
        | Q(body__body__name__icontains=words)
    ),
    hint=gettext_lazy("姓名、拼音或调解组织"),
    scope=_in_reach,
    filters=(
        Filter("grade", gettext_lazy("等级"), _grades, lambda value: Q(grade=value)),
        Filter(
            "language",
            gettext_lazy("语言"),
            lambda _person, _on: [("mongolian", _("能用蒙古语调解"))],
            lambda _value: Q(mongolian=True),
        ),
    ),
    details=(
        Column("name", gettext_lazy("姓名"), lambda m: m.name),
        Column("body", gettext_lazy("调解组织"), lambda m: m.body.body.name),
        Column("grade", gettext_lazy("等级"), lambda m: str(m.get_grade_display())),
        Column("certificate", gettext_lazy("证书编号"), lambda m: m.certificate),
        Column("languages", gettext_lazy("语言"), lambda m: m.spoken),
        Column("fields", gettext_lazy("专长"), lambda m: m.fields),
        Column("full", gettext_lazy("专职"), lambda m: _("是") if m.full_time else _("否")),
        Column("since", gettext_lazy("聘期起"), lambda m: m.since.isoformat()),
        Column("until", gettext_lazy("聘期止"), lambda m: m.until.isoformat()),
        Column("load", gettext_lazy("现承办"), _load),
        Column("conflicts", gettext_lazy("利益关系"), _conflicts),
    ),
    joins=("body__body", "person"),
    icon="handshake",
)

BODIES = Register(
    code="mediation-bodies",
    label=gettext_lazy("调解组织"),
    noun=gettext_lazy("调解组织"),
    model=MediationBody,
    columns=(
        Column("name", gettext_lazy("名称"), lambda b: b.body.name, lead=True),
        Column("way", gettext_lazy("调解方式"), lambda b: str(b.get_way_display())),
        Column("region", gettext_lazy("地区"), lambda b: b.region.name),
        Column(
            "active",
            gettext_lazy("状态"),
            lambda b: _("受理案件") if b.is_active else _("暂停受理"),
        ),
    ),
    order="id",
    search=lambda words: Q(body__name__icontains=words) | Q(body__pinyin__startswith=words.lower()),
    hint=gettext_lazy("名称或拼音"),
    scope=_in_reach,
    filters=(Filter("way", gettext_lazy("调解方式"), _ways, lambda value: Q(way=value)),),
    details=(
        Column("name", gettext_lazy("名称"), lambda b: b.body.name),
        Column("way", gettext_lazy("调解方式"), lambda b: str(b.get_way_display())),
        Column("region", gettext_lazy("地区"), lambda b: b.region.name),
        Column(
            "employer", gettext_lazy("所在单位"), lambda b: b.employer.name if b.employer else ""
        ),
        Column("members", gettext_lazy("委员"), _members),
        Column("trades", gettext_lazy("行业"), lambda b: b.trades),
        Column("capacity", gettext_lazy("每名调解员承办上限"), lambda b: str(b.capacity)),
        Column("telephone", gettext_lazy("联系电话"), lambda b: b.body.telephone),
    ),
    related=(Related(gettext_lazy("调解员"), "mediators", lambda b: Q(body=b)),),
    joins=("body", "region", "employer"),
    icon="landmark",
)
