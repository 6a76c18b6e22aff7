"""统计 — the items of the returns of arbitration, each with its definition in words and its condition on cases.

A number on a page and the list behind it come from the same condition, so they cannot differ. Everything
is asked of the cases the reader can see, in a subtree of regions, for a period; both ends count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tongzhou.law.heads import CAUSES
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.rules.track import GROUP
from tongzhou.procedure.models import Entry
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.registry.models import Employer

Measure = Literal["cases", "people", "asked", "given"]
CHANGED = ("改判", "部分改判")
ANNULLED = "撤销裁决"
EMPLOYER = "respondent/e"  # key of a respondent in the register of employers


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    since: date
    until: date

    @property
    def days(self) -> tuple[date, date]:
        """Both ends, for a range."""
        return self.since, self.until


@dataclass(frozen=True)
class Item:
    """One number of the returns: what it is called, what it counts, and which cases it is about."""

    code: str
    label: Any
    words: Any  # the definition, as the page states it
    where: Callable[[Period], Q]
    measure: Measure = "cases"
    part_of: str = ""  # the item of which it is a part


def _accepted(period: Period) -> Q:
    return Q(accepted_on__range=period.days)


def _closed(period: Period) -> Q:
    return Q(accepted_on__isnull=False, ended__range=period.days)


def _carried(period: Period) -> Q:
    return Q(accepted_on__lt=period.since) & (Q(ended=None) | Q(ended__gte=period.since))


def _open(period: Period) -> Q:
    return Q(accepted_on__lte=period.until) & (Q(ended=None) | Q(ended__gt=period.until))


def _of_a_group() -> Q:
    return Q(by_worker=True, people__gte=GROUP)


def _ruled(act: str, period: Period) -> Q:
    told = Entry.objects.filter(act=act, happened_on__range=period.days)
    return Q(case__in=told.values("case"))


def _late(period: Period) -> Q:
    still = _open(period) & Q(award_due__lt=period.until)
    return (_closed(period) & Q(was_late=True)) | still


ITEMS: tuple[Item, ...] = (
    Item("carried", _("上期结转"), _("期初以前受理、期初尚未结案的案件"), _carried),
    Item("accepted", _("本期受理"), _("受理日期在本期的案件（含简易处理、集体争议）"), _accepted),
    Item(
        "accepted_group",
        _("集体争议"),
        _("本期受理中，劳动者一方十人以上的案件"),
        lambda p: _accepted(p) & _of_a_group(),
        part_of="accepted",
    ),
    Item(
        "accepted_worker",
        _("劳动者申请"),
        _("本期受理中，申请人为劳动者的案件"),
        lambda p: _accepted(p) & Q(by_worker=True),
        part_of="accepted",
    ),
    Item("people", _("涉及劳动者"), _("本期受理案件的劳动者人数"), _accepted, "people"),
    Item(
        "people_group",
        _("集体争议涉及劳动者"),
        _("本期受理的集体争议的劳动者人数"),
        lambda p: _accepted(p) & _of_a_group(),
        "people",
        part_of="people",
    ),
    Item("closed", _("本期结案"), _("本期内全部请求已有处理结果或案件已终结、撤销、并案的案件"), _closed),
    Item(
        "mediation",
        _("调解结案"),
        _("本期结案中，没有裁决而有生效调解书的案件"),
        lambda p: _closed(p) & Q(closed_by="mediation"),
        part_of="closed",
    ),
    Item(
        "award",
        _("裁决结案"),
        _("本期结案中，作出裁决书的案件（部分调解、部分裁决的计入裁决）"),
        lambda p: _closed(p) & Q(closed_by="award"),
        part_of="closed",
    ),
    Item(
        "other",
        _("其他方式结案"),
        _("本期结案中，撤回、按撤回处理、终结、撤销、并案的案件"),
        lambda p: _closed(p) & Q(closed_by="other"),
        part_of="closed",
    ),
    Item(
        "worker_wins",
        _("劳动者胜诉"),
        _("裁决结案中，劳动者的请求全部得到支持，或者用人单位的请求全部未得到支持"),
        lambda p: _closed(p) & Q(closed_by="award", result="worker"),
        part_of="award",
    ),
    Item(
        "employer_wins",
        _("用人单位胜诉"),
        _("裁决结案中，劳动者的请求全部未得到支持，或者用人单位的请求全部得到支持"),
        lambda p: _closed(p) & Q(closed_by="award", result="employer"),
        part_of="award",
    ),
    Item(
        "part_each",
        _("双方部分胜诉"),
        _("裁决结案中，请求得到部分支持的案件"),
        lambda p: _closed(p) & Q(closed_by="award", result="part"),
        part_of="award",
    ),
    Item(
        "final",
        _("终局裁决"),
        _("本期结案中，有终局裁决书的案件"),
        lambda p: _closed(p) & Q(final_awards=True),
        part_of="award",
    ),
    Item(
        "outside",
        _("案外调解和解"),
        _("本期内、受理之前全部申请人撤回申请的案件（经调解建议或自行和解），不计入受理和结案"),
        lambda p: Q(accepted_on=None, decided_on__range=p.days),
    ),
    Item("asked", _("请求金额"), _("本期受理案件的请求金额，以最后一次变更为准"), _accepted, "asked"),
    Item("given", _("结案金额"), _("本期结案案件的裁决金额与调解金额之和"), _closed, "given"),
    Item("open", _("期末未结"), _("期末以前受理、期末尚未结案的案件"), _open),
    Item(
        "late",
        _("超审限"),
        _("本期结案时已超过审理期限，或期末未结且期末已超过审理期限（以现行届满日为准）的案件"),
        _late,
    ),
    Item("sued", _("起诉"), _("起诉登记日期在本期的案件，一案多人起诉计一件"), lambda p: Q(sued_on__range=p.days)),
    Item(
        "changed",
        _("法院改判"),
        _("本期收到法院改判、部分改判结果的案件"),
        lambda p: _ruled("court_ruled", p) & Q(court__in=CHANGED),
    ),
    Item(
        "annulled",
        _("终局裁决被撤销"),
        _("本期收到撤销终局裁决裁定的案件"),
        lambda p: _ruled("annulment_ruled", p) & Q(annulment=ANNULLED),
    ),
)  # fmt: skip
BY_CODE = {item.code: item for item in ITEMS}
RATES: tuple[tuple[str, Any, Any], ...] = (
    ("closing_rate", _("结案率"), _("本期结案 ÷（上期结转 + 本期受理）")),
    ("mediation_rate", _("调解结案率"), _("调解结案 ÷ 本期结案")),
    ("average_days", _("平均办理天数"), _("本期结案案件自受理之日至结案之日的自然日数的平均数")),
)
MEASURES = {
    "cases": Count("pk"),
    "people": Sum("people"),
    "asked": Sum("asked"),
    "given": Sum(F("awarded") + F("settled")),
}


def disputes(seen: CaseQuerySet, *, region: str = "") -> QuerySet[Dispute]:
    """Return the disputes among cases somebody can see, in a subtree of regions, with the day each ended.

    A case ends when everybody's claims are decided; one that was merged, when it was merged.
    """
    if region:
        level = {2: "province", 4: "league", 6: "county"}[len(region)]
        seen = seen.filter(**{level: region})
    return Dispute.objects.filter(case__in=seen.values("pk")).annotate(
        ended=Coalesce("decided_on", "case__closed_on")
    )


def behind(item: str, found: QuerySet[Dispute], period: Period) -> QuerySet[Dispute]:
    """Return the disputes behind one number."""
    return found.filter(BY_CODE[item].where(period))


def figures(found: QuerySet[Dispute], period: Period) -> dict[str, int | Decimal | None]:
    """Return item → number: cases, people or fen; rates in per cent, days with one decimal. One query.

    A rate of nothing is None, never nought.
    """
    length = ExpressionWrapper(F("ended") - F("accepted_on"), output_field=DurationField())
    asked: dict[str, Any] = {"n_length": Sum(length, filter=_closed(period))}
    for item in ITEMS:
        measure = MEASURES[item.measure]
        asked[f"n_{item.code}"] = type(measure)(
            *measure.source_expressions, filter=item.where(period)
        )
    raw = {name.removeprefix("n_"): n for name, n in found.aggregate(**asked).items()}
    out: dict[str, int | Decimal | None] = {item.code: raw[item.code] or 0 for item in ITEMS}
    closed, stock = raw["closed"], raw["carried"] + raw["accepted"]
    out["closing_rate"] = share(closed, stock)
    out["mediation_rate"] = share(raw["mediation"], closed)
    total: timedelta | None = raw["length"]
    out["average_days"] = rounded(Decimal(total.days) / closed) if closed and total else None
    return out


def share(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one decimal, half up; None of nothing."""
    return rounded(Decimal(part * 100) / whole) if whole else None


def rounded(value: Decimal) -> Decimal:
    """Round to one decimal, half up."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Group:
    """One line of a breakdown of the cases accepted; `value` names it in the address of the list."""

    value: str
    label: str
    cases: int
    people: int
    asked: int  # fen


def by_cause(found: QuerySet[Dispute], period: Period) -> list[Group]:
    """Return the cases accepted in a period by cause, in the order of the table of causes. One query."""
    rows = _grouped(behind("accepted", found, period), "cause")
    return [Group(code, CAUSES[code], *rows[code]) for code in CAUSES if code in rows]


def by_employer(
    found: QuerySet[Dispute], period: Period, what: Literal["form", "industry"]
) -> list[Group]:
    """Return the cases accepted by type of employer or by industry, most cases first. Two queries.

    The employer is the first respondent; where an employer applies, or the respondent is a worker, it is
    counted apart.
    """
    rows = _grouped(behind("accepted", found, period), "respondent")
    known = _employers(set(rows), what)
    out: dict[tuple[str, str], list[int]] = {}
    for key, numbers in rows.items():
        line = out.setdefault(known.get(key, ("", str(_("非用人单位或未登记")))), [0, 0, 0])
        for place, number in enumerate(numbers):
            line[place] += number
    groups = [Group(value, label, *numbers) for (value, label), numbers in out.items()]
    return sorted(groups, key=lambda g: (-g.cases, g.label))


def of_employers(value: str, found: QuerySet[Dispute], what: str) -> QuerySet[Dispute]:
    """Return the disputes against employers of one type, or of one industry; empty: of none."""
    keys = set(found.order_by().values_list("respondent", flat=True).distinct())
    known = _employers(keys, what)
    return found.filter(respondent__in=[k for k in keys if known.get(k, ("", ""))[0] == value])


def _grouped(found: QuerySet[Dispute], by: str) -> dict[str, tuple[int, int, int]]:
    rows = found.order_by().values(by).annotate(n=Count("pk"), w=Sum("people"), fen=Sum("asked"))
    return {r[by]: (r["n"], r["w"] or 0, r["fen"] or 0) for r in rows}


def _employers(keys: set[str], what: str) -> dict[str, tuple[str, str]]:
    """Return key of a respondent → (value, label) of what its employer is. One query."""
    pks = {key.removeprefix(EMPLOYER): key for key in keys if key.startswith(EMPLOYER)}
    numbers = [int(pk) for pk in pks if pk.isdigit()]
    out = {}
    for employer in Employer.objects.filter(pk__in=numbers).select_related("industry__parent"):
        out[pks[str(employer.pk)]] = (
            (employer.form, str(employer.get_form_display()))
            if what == "form"
            else _section(employer)
        )
    return out


def _section(employer: Employer) -> tuple[str, str]:
    industry = employer.industry and (employer.industry.parent or employer.industry)
    return (industry.code, industry.name) if industry else ("none", str(_("行业未登记")))
