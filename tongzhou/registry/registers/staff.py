"""机构、人员、任职 — bodies are seen by all staff, people by those who work over or beside them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import offices
from tongzhou.registry.models import Appointment, Body, BodyKind, Certificate, Person
from tongzhou.registry.models.bodies import under

from .changes import OF_APPOINTMENTS, OF_BODIES, OF_CERTIFICATES, OF_PEOPLE, place_of_person
from .place import IN_LEAGUE, by_name, everything
from .register import Column, Filter, Register, Related, day


def _kinds(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in BodyKind.choices]


def _whether(yes: str, no: str) -> list[tuple[str, str]]:
    return [("1", yes), ("0", no)]


BODIES = Register(
    code="bodies",
    label=gettext_lazy("机构"),
    noun=gettext_lazy("机构"),
    model=Body,
    columns=(
        Column("name", gettext_lazy("名称"), lambda b: b.name, order="name", lead=True),
        Column("kind", gettext_lazy("类别"), lambda b: b.get_kind_display()),
        Column("region", gettext_lazy("地区"), lambda b: b.region.name),
        Column("prefix", gettext_lazy("发文代字"), lambda b: b.document_prefix, phone=False),
        Column("active", gettext_lazy("状态"), lambda b: _("在用") if b.is_active else _("停用")),
    ),
    order="name",
    search=by_name,
    hint=gettext_lazy("名称或拼音"),
    scope=everything,
    filters=(
        IN_LEAGUE,
        Filter("kind", gettext_lazy("类别"), _kinds, lambda value: Q(kind=value)),
        Filter(
            "active",
            gettext_lazy("状态"),
            lambda _person, _on: _whether(_("在用"), _("停用")),
            lambda value: Q(is_active=value == "1"),
        ),
    ),
    details=(
        Column("name", gettext_lazy("名称"), lambda b: b.name),
        Column("short", gettext_lazy("简称"), lambda b: b.short_name),
        Column("kind", gettext_lazy("类别"), lambda b: b.get_kind_display()),
        Column("region", gettext_lazy("所在地区"), lambda b: b.region.name),
        Column("parent", gettext_lazy("上级机构"), lambda b: b.parent.name if b.parent else ""),
        Column("prefix", gettext_lazy("发文代字"), lambda b: b.document_prefix),
        Column("uscc", gettext_lazy("统一社会信用代码"), lambda b: b.uscc),
        Column("address", gettext_lazy("地址"), lambda b: b.address),
        Column("telephone", gettext_lazy("联系电话"), lambda b: b.telephone),
        Column("since", gettext_lazy("设立日期"), lambda b: day(b.since)),
        Column("until", gettext_lazy("撤销日期"), lambda b: day(b.until)),
    ),
    related=(
        Related(gettext_lazy("任职人员"), "appointments", lambda b: Q(body=b)),
        Related(gettext_lazy("下级机构"), "bodies", lambda b: Q(parent=b)),
    ),
    joins=("region", "parent"),
    icon="landmark",
    changes=OF_BODIES,
)


def people_in_reach(person: Person, on: date) -> Q:
    """Oneself, and whoever holds or held an office where one works."""
    reach = Q(pk__in=[])
    for region in offices.regions_of(person, on=on):
        reach |= under(region)
    return Q(pk=person.pk) | Q(pk__in=Appointment.objects.filter(reach).values("person"))


def appointments_in_reach(person: Person, on: date) -> Q:
    """One's own appointments, and all where one works."""
    return Q(person=person) | offices.within_reach(person, on=on)


PEOPLE = Register(
    code="people",
    label=gettext_lazy("人员"),
    noun=gettext_lazy("人员"),
    model=Person,
    columns=(
        Column("name", gettext_lazy("姓名"), lambda p: p.name, order="name", lead=True),
        Column("username", gettext_lazy("用户名"), lambda p: p.username, order="username"),
        Column("phone", gettext_lazy("手机号"), lambda p: str(p.phone), phone=False),
        Column("active", gettext_lazy("状态"), lambda p: _("可登录") if p.is_active else _("停用")),
    ),
    order="name",
    search=lambda words: by_name(words) | Q(username__istartswith=words),
    hint=gettext_lazy("姓名、拼音或用户名"),
    scope=people_in_reach,
    filters=(
        Filter(
            "active",
            gettext_lazy("状态"),
            lambda _person, _on: _whether(_("可登录"), _("停用")),
            lambda value: Q(is_active=value == "1"),
        ),
    ),
    details=(
        Column("name", gettext_lazy("姓名"), lambda p: p.name),
        Column("username", gettext_lazy("用户名"), lambda p: p.username),
        Column("phone", gettext_lazy("手机号"), lambda p: str(p.phone)),
        Column("email", gettext_lazy("电子邮箱"), lambda p: p.email),
        Column("active", gettext_lazy("状态"), lambda p: _("可登录") if p.is_active else _("停用")),
    ),
    related=(
        Related(gettext_lazy("任职"), "appointments", lambda p: Q(person=p)),
        Related(gettext_lazy("执法证件"), "certificates", lambda p: Q(person=p)),
    ),
    icon="users",
    changes=OF_PEOPLE,
    place=place_of_person,
)


def _manner(appointment: Appointment) -> str:
    if appointment.withdrawn:
        return _("未生效即撤回")
    if appointment.delegated_from:
        return _("受%(person)s委托") % {"person": appointment.delegated_from.person}
    return _("代理") if appointment.acting else _("任职")


def _offices(person: Person, on: date) -> list[tuple[str, str]]:
    known = Appointment.objects.filter(appointments_in_reach(person, on))
    return [
        (o, offices.label(o))
        for o in known.values_list("office", flat=True).distinct().order_by("office")
    ]


APPOINTMENTS = Register(
    code="appointments",
    label=gettext_lazy("任职"),
    noun=gettext_lazy("任职"),
    model=Appointment,
    columns=(
        Column("person", gettext_lazy("姓名"), lambda a: a.person.name, lead=True),
        Column("office", gettext_lazy("职务"), lambda a: offices.label(a.office), order="office"),
        Column("body", gettext_lazy("机构"), lambda a: a.body.name),
        Column("manner", gettext_lazy("方式"), _manner, phone=False),
        Column("since", gettext_lazy("起始日期"), lambda a: day(a.since)),
        Column("until", gettext_lazy("截止日期"), lambda a: day(a.until)),
    ),
    order="office",
    search=lambda words: (
        Q(person__name__icontains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(person__initials__startswith=words.lower())
        | Q(body__name__icontains=words)
    ),
    hint=gettext_lazy("姓名、拼音或机构"),
    scope=appointments_in_reach,
    filters=(Filter("office", gettext_lazy("职务"), _offices, lambda value: Q(office=value)),),
    details=(
        Column("person", gettext_lazy("姓名"), lambda a: a.person.name),
        Column("office", gettext_lazy("职务"), lambda a: offices.label(a.office)),
        Column("body", gettext_lazy("机构"), lambda a: a.body.name),
        Column("region", gettext_lazy("地区"), lambda a: a.region.name),
        Column("manner", gettext_lazy("方式"), _manner),
        Column("since", gettext_lazy("起始日期"), lambda a: day(a.since)),
        Column("until", gettext_lazy("截止日期"), lambda a: day(a.until)),
        Column("reason", gettext_lazy("事由"), lambda a: a.reason),
        Column("by", gettext_lazy("经办人"), lambda a: a.granted_by.name if a.granted_by else ""),
    ),
    related=(Related(gettext_lazy("委托他人代行"), "appointments", lambda a: Q(delegated_from=a)),),
    joins=("person", "body", "region", "granted_by", "delegated_from__person"),
    icon="badge-check",
    changes=OF_APPOINTMENTS,
)


def certificates_in_reach(person: Person, on: date) -> Q:
    """One's own certificates, and all of those at work where one works."""
    return Q(person=person) | offices.within_reach(person, on=on)


def _certificate_state(certificate: Certificate) -> str:
    if certificate.withdrawn_on:
        return _("%(on)s收回") % {"on": certificate.withdrawn_on}
    return _("至%(until)s有效") % {"until": certificate.until}


CERTIFICATES = Register(
    code="certificates",
    label=gettext_lazy("执法证件"),
    noun=gettext_lazy("执法证件"),
    model=Certificate,
    columns=(
        Column("name", gettext_lazy("姓名"), lambda c: c.name, order="name", lead=True),
        Column("kind", gettext_lazy("种类"), lambda c: str(c.get_kind_display()), phone=False),
        Column("number", gettext_lazy("证件编号"), lambda c: c.number),
        Column("body", gettext_lazy("所在机构"), lambda c: c.body.name, phone=False),
        Column("until", gettext_lazy("状态"), _certificate_state),
    ),
    order="name",
    search=lambda words: (
        Q(name__icontains=words)
        | Q(number__istartswith=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(person__initials__startswith=words.lower())
        | Q(body__name__icontains=words)
    ),
    hint=gettext_lazy("姓名、拼音、证件编号或机构"),
    scope=certificates_in_reach,
    filters=(
        IN_LEAGUE,
        Filter(
            "kind",
            gettext_lazy("种类"),
            lambda _person, _on: [(str(v), str(label)) for v, label in Certificate.Kind.choices],
            lambda value: Q(kind=value),
        ),
        Filter(
            "held",
            gettext_lazy("状态"),
            lambda _person, _on: _whether(_("未收回"), _("已收回")),
            lambda value: Q(withdrawn_on__isnull=value == "1"),
        ),
    ),
    details=(
        Column("name", gettext_lazy("姓名"), lambda c: c.name),
        Column("kind", gettext_lazy("种类"), lambda c: str(c.get_kind_display())),
        Column("number", gettext_lazy("证件编号"), lambda c: c.number),
        Column("body", gettext_lazy("所在机构"), lambda c: c.body.name),
        Column("region", gettext_lazy("地区"), lambda c: c.region.name),
        Column("specialties", gettext_lazy("专长"), lambda c: c.specialties),
        Column("since", gettext_lazy("有效期起"), lambda c: day(c.since)),
        Column("until", gettext_lazy("有效期止"), lambda c: day(c.until)),
        Column("withdrawn", gettext_lazy("收回日期"), lambda c: day(c.withdrawn_on)),
        Column("why", gettext_lazy("收回原因"), lambda c: c.withdrawn_why),
    ),
    joins=("person", "body", "region"),
    icon="id-card",
    changes=OF_CERTIFICATES,
)
