"""单位经办人 — who acts for which employer at the portal, seen by whoever sees the employer."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy

from tongzhou.registry import offices
from tongzhou.registry.models import EmployerUser, Person

from .changes import OF_AGENTS, place_of_agent
from .register import Column, Filter, Register, day


def agents_in_reach(person: Person, on: date) -> Q:
    """Those who act for an employer where one works."""
    return offices.within_reach(person, on=on, prefix="employer__")


AGENTS = Register(
    code="agents",
    label=gettext_lazy("单位经办人"),
    noun=gettext_lazy("单位经办人"),
    model=EmployerUser,
    columns=(
        Column("person", gettext_lazy("姓名"), lambda a: a.person.name, lead=True),
        Column("employer", gettext_lazy("用人单位"), lambda a: a.employer.survivor().name),
        Column("role", gettext_lazy("身份"), lambda a: str(a.get_role_display())),
        Column(
            "since", gettext_lazy("起始日期"), lambda a: day(a.since), order="since", phone=False
        ),
        Column("until", gettext_lazy("截止日期"), lambda a: day(a.until)),
    ),
    order="since",
    search=lambda words: (
        Q(person__name__icontains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(employer__name__icontains=words)
    ),
    hint=gettext_lazy("姓名、拼音或用人单位"),
    scope=agents_in_reach,
    filters=(
        Filter(
            "role",
            gettext_lazy("身份"),
            lambda _person, _on: [(str(v), str(label)) for v, label in EmployerUser.Role.choices],
            lambda value: Q(role=value),
        ),
    ),
    details=(
        Column("person", gettext_lazy("姓名"), lambda a: a.person.name),
        Column("phone", gettext_lazy("手机号"), lambda a: str(a.person.phone)),
        Column("employer", gettext_lazy("用人单位"), lambda a: a.employer.survivor().name),
        Column("role", gettext_lazy("身份"), lambda a: str(a.get_role_display())),
        Column("since", gettext_lazy("起始日期"), lambda a: day(a.since)),
        Column("until", gettext_lazy("截止日期"), lambda a: day(a.until)),
        Column(
            "by", gettext_lazy("核实人"), lambda a: a.confirmed_by.name if a.confirmed_by else ""
        ),
    ),
    joins=("person", "employer", "confirmed_by"),
    icon="user-check",
    changes=OF_AGENTS,
    place=place_of_agent,
)
