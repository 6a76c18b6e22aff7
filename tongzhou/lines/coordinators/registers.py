"""登记簿 — coordinators and contact employers as the desk shows them: searched, filtered, exported.

The rows are written by the journals of their cases, so nothing is changed here; whoever sees a case sees its row.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.models import Case
from tongzhou.procedure.scope import sight_of
from tongzhou.registry.models import Person
from tongzhou.registry.registers import Column, Filter, Register, Related
from tongzhou.registry.registers.register import day

from .contact.procedure import CODE as CONTACT_CODE
from .models import ContactRow, CoordinatorRow
from .person.procedure import CODE as PERSON_CODE
from .person.procedure import PERSON


def _seen(procedure: str, person: Person, on: date) -> Q:
    cases = Case.objects.visible_to(sight_of(person, on=on)).filter(procedure=procedure)
    return Q(case__in=cases.values("pk"))


def people_seen(person: Person, on: date) -> Q:
    """Return the condition on the coordinators this person sees."""
    return _seen(PERSON_CODE, person, on)


def contacts_seen(person: Person, on: date) -> Q:
    """Return the condition on the contact employers this person sees."""
    return _seen(CONTACT_CODE, person, on)


def _states(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(s.code, s.staff) for s in PERSON.states.values()]


def _groups(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(g, g) for g in ("企业", "工会", "企业组织", "社区", "园区", "基层平台", "社会组织")]


def _state(row: CoordinatorRow) -> str:
    return PERSON.states[row.state].staff


def _languages(row: CoordinatorRow) -> str:
    return _("汉语、蒙古语") if row.mongolian else _("汉语")


def _where(row: CoordinatorRow) -> str:
    return "；".join(
        f"{d.place} {d.name}{' ' + d.grid if d.grid else ''}（{'专职' if d.full_time else '兼职'}）"
        for d in row.case.deployments.filter(until=None)
    )


def _serves(row: CoordinatorRow) -> str:
    return "、".join(row.case.served.values_list("name", flat=True))


def _hours(row: CoordinatorRow) -> str:
    return "；".join(
        f"{t.on} {t.topic} {t.hours}学时{f' {t.score}分' if t.score is not None else ''}"
        for t in row.case.training.order_by("-on")
    )


COORDINATORS = Register(
    code="coordinators",
    label=gettext_lazy("劳动关系协调员"),
    noun=gettext_lazy("协调员"),
    model=CoordinatorRow,
    columns=(
        Column("name", gettext_lazy("姓名"), lambda r: r.name, order="name", lead=True),
        Column("group", gettext_lazy("类别"), lambda r: r.group),
        Column("sponsor", gettext_lazy("推荐单位"), lambda r: r.sponsor, phone=False),
        Column("state", gettext_lazy("状态"), _state),
        Column("level", gettext_lazy("技能等级"), lambda r: r.level, phone=False),
        Column("until", gettext_lazy("证书有效期止"), lambda r: day(r.certificate_until), phone=False),
        Column("languages", gettext_lazy("语言"), _languages, phone=False),
    ),
    order="name",
    search=lambda words: Q(name__icontains=words) | Q(sponsor__icontains=words),
    hint=gettext_lazy("姓名或推荐单位"),
    scope=people_seen,
    filters=(
        Filter("state", gettext_lazy("状态"), _states, lambda value: Q(state=value)),
        Filter("group", gettext_lazy("类别"), _groups, lambda value: Q(group=value)),
        Filter(
            "language",
            gettext_lazy("语言"),
            lambda _person, _on: [("mongolian", _("能用蒙古语工作"))],
            lambda _value: Q(mongolian=True),
        ),
    ),
    details=(
        Column("name", gettext_lazy("姓名"), lambda r: r.name),
        Column("number", gettext_lazy("登记编号"), lambda r: r.case.number),
        Column("group", gettext_lazy("类别"), lambda r: r.group),
        Column("post", gettext_lazy("工作单位和职务"), lambda r: r.post),
        Column("sponsor", gettext_lazy("推荐单位"), lambda r: r.sponsor),
        Column("state", gettext_lazy("状态"), _state),
        Column("level", gettext_lazy("技能等级"), lambda r: r.level),
        Column("certificate", gettext_lazy("证书编号"), lambda r: r.certificate),
        Column("until", gettext_lazy("证书有效期止"), lambda r: day(r.certificate_until)),
        Column("mediator", gettext_lazy("持有调解员证"), lambda r: _("是") if r.mediator else _("否")),
        Column("languages", gettext_lazy("语言"), _languages),
        Column("since", gettext_lazy("聘期起"), lambda r: day(r.since)),
        Column("where", gettext_lazy("派驻"), _where),
        Column("serves", gettext_lazy("服务单位"), _serves),
        Column("training", gettext_lazy("培训"), _hours),
        Column("grade", gettext_lazy("最近考核等次"), lambda r: r.grade),
    ),
    related=(Related(gettext_lazy("定点联系单位"), "contact-employers", lambda r: Q(person=r.person)),),
    joins=("case",),
    icon="users-round",
)  # fmt: skip

CONTACTS = Register(
    code="contact-employers",
    label=gettext_lazy("定点联系单位"),
    noun=gettext_lazy("联系单位"),
    model=ContactRow,
    columns=(
        Column("name", gettext_lazy("单位名称"), lambda r: r.employer_name, order="employer_name", lead=True),
        Column("who", gettext_lazy("协调员"), lambda r: r.person_name),
        Column("cycle", gettext_lazy("走访周期"), lambda r: r.cycle),
        Column("since", gettext_lazy("起始日期"), lambda r: day(r.since), phone=False),
        Column("ended", gettext_lazy("结束日期"), lambda r: day(r.ended_on), phone=False),
    ),
    order="employer_name",
    search=lambda words: Q(employer_name__icontains=words) | Q(person_name__icontains=words),
    hint=gettext_lazy("单位名称或协调员"),
    scope=contacts_seen,
    details=(
        Column("name", gettext_lazy("单位名称"), lambda r: r.employer_name),
        Column("who", gettext_lazy("协调员"), lambda r: r.person_name),
        Column("why", gettext_lazy("选定理由"), lambda r: r.why),
        Column("contact", gettext_lazy("单位联系人"), lambda r: r.contact),
        Column("cycle", gettext_lazy("走访周期"), lambda r: r.cycle),
        Column("since", gettext_lazy("起始日期"), lambda r: day(r.since)),
        Column("ended", gettext_lazy("结束日期"), lambda r: day(r.ended_on)),
    ),
    related=(Related(gettext_lazy("用人单位登记"), "employers", lambda r: Q(pk=r.employer)),),
    joins=("case",),
    icon="building-2",
)  # fmt: skip
