"""月报的数字 — counts of one area and one month, from the rows of warnings. Shares of few are not told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Q

from tongzhou.registry.models import Employer, Industry, Region
from tongzhou.warning.models import ResponseRow, RuleRow, WarningRow
from tongzhou.warning.pages.sight import area_q
from tongzhou.warning.rules import WARNING, Level

FEW = 10  # fewer than this: counts, and no share
WITHIN = 30  # days in which a recovery counts as following a response
LOOK_BACK = 365
EARLIEST = date(2000, 1, 1)  # nothing was watched before it
LEAGUE = 4
TOWNSHIP = 9  # the length of its code
# Where the register does not say in which part of an area an employer lies, by the length of the code of the area.
NOT_SAID = {2: "未写明盟市", 4: "未写明旗县", 6: "未写明苏木乡镇"}
UNFOUNDED = "不属实"
NEVER_REAL = (
    "false",
    "duplicate",
)  # endings of what was no trouble, or is counted with another warning
KINDS = {
    "letter": "风险提示函",
    "call": "电话提醒",
    "visit": "现场走访",
    "interview": "约谈",
    "plan": "处置方案",
}
ENDINGS = {"closed": "解除", "false": "误报", "duplicate": "重复", "transferred": "转办"}


@dataclass(frozen=True)
class Effect:
    """What followed one kind of response: of so many whose thirty days are over, so many recovered within them."""

    kind: str
    label: str
    responses: int
    recovered: int

    @property
    def share(self) -> int | None:
        """Per cent recovered; None where they are too few to tell."""
        return round(100 * self.recovered / self.responses) if self.responses >= FEW else None


@dataclass
class Month:
    """A month of warnings in an area."""

    area: str
    name: str
    first: date
    last: date
    opened: Counter[str] = field(default_factory=Counter)  # level → warnings opened
    ended: Counter[str] = field(default_factory=Counter)  # ending → warnings ended
    causes: Counter[str] = field(default_factory=Counter)  # of those verified
    false_causes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)  # rules that hit together
    industries: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    people: int = 0
    amount: int = 0  # fen
    asked: int = 0
    answered: int = 0
    late: int = 0
    days: list[int] = field(default_factory=list)  # from issue to feedback
    open_now: int = 0
    effects: list[Effect] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.opened.total()

    @property
    def levels(self) -> list[tuple[Level, int]]:
        return [(level, self.opened[level.value]) for level in WARNING]

    @property
    def median_days(self) -> str | None:
        """The middle number of days from issue to feedback, between two of them the half; None without any."""
        return f"{median(self.days):g}" if self.days else None


def bounds_of(month: str, today: date) -> tuple[date, date]:
    """Return the first and last day of a month written 2026-11; the month of today for anything else."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = today.replace(day=1)
    if not EARLIEST <= first <= today:
        first = today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first, after - timedelta(days=1)


def of_month(area: str, month: str, *, today: date, at: datetime) -> Month:
    """Return the figures of an area and a month. Few queries, however many warnings there are.

    Late is what was met, set back or ended after its time, and what still runs and is over at the moment `at`.
    """
    first, last = bounds_of(month, today)
    name = Region.objects.filter(code=area).values_list("name", flat=True).first() or area
    told = Month(area, name, first, last)
    rows = list(WarningRow.objects.filter(area_q(area), opened_on__range=(first, last)))
    _opened(told, rows, at)
    ended = WarningRow.objects.filter(area_q(area), closed_on__range=(first, last))
    told.ended = Counter(ended.values_list("ending", flat=True))
    told.open_now = WarningRow.objects.filter(area_q(area), is_open=True).count()
    _rules(told, [r.case_id for r in rows])
    told.effects = effects(area, today=min(today, last + timedelta(days=WITHIN)))
    return told


def _opened(told: Month, rows: list[WarningRow], at: datetime) -> None:
    places = _places(told.area, rows)
    for row in rows:
        told.opened[row.level] += 1
        told.places[places(row)] += 1
        told.industries[row.industry[:1]] += 1
        if row.found != UNFOUNDED:
            told.people += row.people or 0
            told.amount += row.amount or 0
        told.asked += row.asked_on is not None
        told.answered += row.answered_on is not None
        told.late += row.was_late or row.due_at < at
        if row.cause and row.found != UNFOUNDED:
            told.causes[row.cause] += 1
        if row.issued_on and row.fed_back_on:
            told.days.append((row.fed_back_on - row.issued_on).days)
    names = dict(Region.objects.filter(code__in=list(told.places)).values_list("code", "name"))
    names[told.area] = NOT_SAID.get(len(told.area), names.get(told.area, ""))
    told.places = _called(told.places, lambda code: names.get(code, code))
    letters = [code for code in told.industries if code]
    labels = dict(Industry.objects.filter(code__in=letters).values_list("code", "name"))
    told.industries = _called(told.industries, lambda code: labels.get(code, "行业未登记"))


def _called(counted: Counter[str], name: Callable[[str], str]) -> Counter[str]:
    """Return the same counts by name: what is called the same is counted together."""
    found: Counter[str] = Counter()
    for code, n in counted.items():
        found[name(code)] += n
    return found


def _places(area: str, rows: list[WarningRow]) -> Callable[[WarningRow], str]:
    """Return where a warning is counted: the leagues of the region, the counties of a league, the townships of a county."""
    column = {2: "league", 4: "county"}.get(len(area))
    if column:
        return lambda row: str(getattr(row, column))
    lying = dict(
        Employer.objects.filter(pk__in={r.employer for r in rows if r.employer}).values_list(
            "pk", "region_id"
        )
    )
    return lambda row: lying.get(row.employer or 0, row.county)[:TOWNSHIP]


def _rules(told: Month, cases: list[int]) -> None:
    by_case: dict[int, list[RuleRow]] = defaultdict(list)
    for row in RuleRow.objects.filter(case__in=cases).order_by("rule"):
        by_case[row.case_id].append(row)
        told.rules[row.rule] += 1
        if row.verdict == "false" and row.cause:
            told.false_causes[row.cause] += 1
    for rows in by_case.values():
        codes = [r.rule for r in rows]
        told.pairs.update((a, b) for n, a in enumerate(codes) for b in codes[n + 1 :])


def effects(area: str, *, today: date) -> list[Effect]:
    """Return, for each kind of response of the last year, how many recovered within thirty days after it.

    Recovered: reported as solved, or closed, within the days. Only responses whose days are over count, and none to a warning that
    was found to be nothing: there was nothing to recover from. It says what followed, not what was caused: warnings that get a
    visit are graver than those that get a letter.
    """
    since, until = today - timedelta(days=LOOK_BACK), today - timedelta(days=WITHIN)
    rows = ResponseRow.objects.filter(done_on__range=(since, until))
    if len(area) <= LEAGUE:
        rows = rows.filter(county__startswith=area)
    else:
        rows = rows.filter(area_q(area))
    unfounded = Q(case__warning__found=UNFOUNDED) | Q(case__warning__resolved=UNFOUNDED)
    rows = rows.exclude(unfounded | Q(case__warning__ending__in=NEVER_REAL))
    pairs: Any = rows.values_list(
        "kind", "done_on", "case__warning__resolved", "case__warning__fed_back_on",
        "case__warning__ending", "case__warning__closed_on",
    )  # fmt: skip
    counted: Counter[str] = Counter()
    recovered: Counter[str] = Counter()
    for kind, done_on, resolved, fed_back_on, ending, closed_on in pairs:
        counted[kind] += 1
        ends = [
            d
            for d in (
                fed_back_on if resolved == "已化解" else None,
                closed_on if ending == "closed" else None,
            )
            if d
        ]
        recovered[kind] += any(done_on <= d <= done_on + timedelta(days=WITHIN) for d in ends)
    return [Effect(k, label, counted[k], recovered[k]) for k, label in KINDS.items()]
