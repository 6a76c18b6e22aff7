"""用人单位、工程项目 — seen by whoever holds an office over the place where they are."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import credit_code, naming, offices
from tongzhou.registry.models import Employer, EmployerAlias, Industry, Person, Project

from .changes import OF_EMPLOYERS, OF_PROJECTS
from .place import IN_LEAGUE, by_name
from .register import Column, Filter, Register, Related, day

SHORTEST_CODE = 4  # characters of a credit code that are worth searching for


def employers_in_reach(person: Person, on: date) -> Q:
    """Standing employers where one works; what was merged away is found at what it became."""
    return Q(merged_into=None) & offices.within_reach(person, on=on)


def projects_in_reach(person: Person, on: date) -> Q:
    """Projects where one works, wherever their contractor is registered."""
    return offices.within_reach(person, on=on)


def find_employers(words: str) -> Q:
    """A name now or before, here or of a record merged into this one; pinyin; the credit code."""
    code = credit_code.tidy(words)
    named = EmployerAlias.objects.filter(
        Q(name__icontains=words) | Q(name_key=naming.company_key(words))
    )
    direct = by_name(words) | Q(pk__in=named.values("employer"))
    if len(code) >= SHORTEST_CODE and set(code) <= set(credit_code.ALPHABET):
        direct |= Q(uscc__startswith=code)
    return direct | Q(pk__in=_survivors(direct))


def _survivors(direct: Q) -> list[int]:
    """What the records that fit were merged into, at any remove; merges are few."""
    found: list[int] = []
    gone = Employer.objects.filter(direct, merged_into__isnull=False)
    while into := [key for key in gone.values_list("merged_into", flat=True) if key is not None]:
        found += into
        gone = Employer.objects.filter(pk__in=into, merged_into__isnull=False)
    return found


def _sections(_person: Person, _on: date) -> list[tuple[str, str]]:
    return [(i.code, f"{i.code} {i.name}") for i in Industry.objects.filter(parent=None)]


def _code(employer: Employer) -> str:
    return employer.uscc or _("暂登记")


def _other_names(employer: Employer) -> str:
    return "；".join(name for name in employer.all_names() if name != employer.name)


EMPLOYERS = Register(
    code="employers",
    label=gettext_lazy("用人单位"),
    noun=gettext_lazy("用人单位"),
    model=Employer,
    columns=(
        Column("name", gettext_lazy("名称"), lambda e: e.name, order="name", lead=True),
        Column("uscc", gettext_lazy("统一社会信用代码"), _code),
        Column("region", gettext_lazy("地区"), lambda e: e.region.name),
        Column(
            "industry",
            gettext_lazy("行业"),
            lambda e: e.industry.name if e.industry else "",
            phone=False,
        ),
        Column("size", gettext_lazy("规模"), lambda e: e.get_size_display(), phone=False),
    ),
    order="name",
    search=find_employers,
    hint=gettext_lazy("名称、曾用名、拼音或信用代码"),
    scope=employers_in_reach,
    filters=(
        IN_LEAGUE,
        Filter(
            "industry",
            gettext_lazy("行业门类"),
            _sections,
            lambda value: Q(industry=value) | Q(industry__parent=value),
        ),
        Filter(
            "size",
            gettext_lazy("规模"),
            lambda _person, _on: [(str(v), str(label)) for v, label in Employer.Size.choices],
            lambda value: Q(size=value),
        ),
    ),
    details=(
        Column("name", gettext_lazy("名称"), lambda e: e.name),
        Column("names", gettext_lazy("曾用名、别称"), _other_names),
        Column("uscc", gettext_lazy("统一社会信用代码"), _code),
        Column("form", gettext_lazy("主体类型"), lambda e: e.get_form_display()),
        Column("legal", gettext_lazy("法定代表人（负责人）"), lambda e: e.legal_representative),
        Column("region", gettext_lazy("所在地区"), lambda e: e.region.name),
        Column("address", gettext_lazy("地址"), lambda e: e.address),
        Column("grid", gettext_lazy("网格"), lambda e: e.grid),
        Column("industry", gettext_lazy("行业"), lambda e: e.industry.name if e.industry else ""),
        Column("size", gettext_lazy("规模"), lambda e: e.get_size_display()),
        Column(
            "headcount",
            gettext_lazy("职工人数"),
            lambda e: "" if e.headcount is None else str(e.headcount),
        ),
        Column("telephone", gettext_lazy("联系电话"), lambda e: e.telephone),
        Column("active", gettext_lazy("状态"), lambda e: _("存续") if e.is_active else _("已注销")),
    ),
    related=(
        Related(gettext_lazy("分支机构"), "employers", lambda e: Q(parent__in=e.family())),
        Related(gettext_lazy("工程项目"), "projects", lambda e: Q(contractor__in=e.family())),
        Related(gettext_lazy("单位经办人"), "agents", lambda e: Q(employer__in=e.family())),
    ),
    joins=("region", "industry"),
    icon="building-2",
    changes=OF_EMPLOYERS,
)

PROJECTS = Register(
    code="projects",
    label=gettext_lazy("工程项目"),
    noun=gettext_lazy("工程项目"),
    model=Project,
    columns=(
        Column("name", gettext_lazy("项目名称"), lambda p: p.name, order="name", lead=True),
        Column("code", gettext_lazy("项目编码"), lambda p: p.code, phone=False),
        Column(
            "contractor", gettext_lazy("施工总承包单位"), lambda p: p.contractor.survivor().name
        ),
        Column("region", gettext_lazy("地区"), lambda p: p.region.name),
        Column("since", gettext_lazy("开工日期"), lambda p: day(p.since), phone=False),
        Column("until", gettext_lazy("竣工日期"), lambda p: day(p.until), phone=False),
    ),
    order="name",
    search=lambda words: (
        Q(name__icontains=words) | Q(code__startswith=words) | Q(contractor__name__icontains=words)
    ),
    hint=gettext_lazy("项目名称、编码或总承包单位"),
    scope=projects_in_reach,
    filters=(IN_LEAGUE,),
    details=(
        Column("name", gettext_lazy("项目名称"), lambda p: p.name),
        Column("code", gettext_lazy("项目编码"), lambda p: p.code),
        Column(
            "contractor", gettext_lazy("施工总承包单位"), lambda p: p.contractor.survivor().name
        ),
        Column(
            "client",
            gettext_lazy("建设单位"),
            lambda p: p.client.survivor().name if p.client else "",
        ),
        Column("region", gettext_lazy("所在地区"), lambda p: p.region.name),
        Column("address", gettext_lazy("地址"), lambda p: p.address),
        Column("grid", gettext_lazy("网格"), lambda p: p.grid),
        Column("since", gettext_lazy("开工日期"), lambda p: day(p.since)),
        Column("until", gettext_lazy("竣工日期"), lambda p: day(p.until)),
    ),
    joins=("region", "contractor", "client"),
    icon="hard-hat",
    changes=OF_PROJECTS,
)
