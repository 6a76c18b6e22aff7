"""入罪标准 — whether what is owed reaches what the interpretation of the supreme court asks. Pure. Whole fen.

法释〔2013〕3号 3: one worker three months and 5,000–20,000 yuan, or ten workers and 30,000–100,000 yuan together;
the province fixes its figure in the range. Until the office has set the region's figure, what lies inside the
range is for a person to decide, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law import Article, amount, article
from tongzhou.procedure.view import View

from .ledger import outstanding, rows_of, workers

INTERPRETATION = "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释"
YES, NO, UNSURE = "达到", "未达到", "在法定幅度内，本地标准没有设定，由人决定"


@dataclass(frozen=True)
class Weighed:
    """What the ledger says, against what is asked."""

    workers: int
    amount: int
    longest_months: int
    largest_single: int
    single: str
    group: str

    @property
    def certain(self) -> bool:
        """Say whether one of the two is reached, whatever figure the province has fixed."""
        return YES in (self.single, self.group)

    @property
    def cites(self) -> Article:
        return article(INTERPRETATION, 3)


def weighed(view: View, *, on: date, region: str = "") -> Weighed:
    """Weigh what is still owed: months by the lines of the ledger."""
    waiting = [(w, outstanding(view, w.key)) for w in workers(view, "owed")]
    waiting = [(w, left) for w, left in waiting if left > 0]
    months = {w.key: len({r.month for r in rows_of(w) if r.owed > 0}) for w, _left in waiting}
    least_months = int(amount("crime_months", on=on).value)
    least_workers = int(amount("crime_workers", on=on).value)
    total = sum(left for _w, left in waiting)
    long_ = [left for w, left in waiting if months[w.key] >= least_months]
    return Weighed(
        workers=len(waiting),
        amount=total,
        longest_months=max(months.values(), default=0),
        largest_single=max((left for _w, left in waiting), default=0),
        single=judged(max(long_, default=0), between("single", on=on, region=region)),
        group=judged(
            total if len(waiting) >= least_workers else 0, between("group", on=on, region=region)
        ),
    )


def between(name: str, *, on: date, region: str = "") -> tuple[int, int]:
    """Return the least and the most a figure may be, in fen; twice the same where the region's is known."""
    try:
        known = int(
            amount(f"crime_threshold_{name}", on=on, region=region, accept_unverified=False).value
            * 100
        )
    except (LookupError, ValueError):
        ends = (amount(f"crime_{name}_range", on=on, key=key).value for key in ("least", "most"))
        least, most = (int(value * 100) for value in ends)
        return least, most
    return known, known


def judged(sum_: int, ends: tuple[int, int]) -> str:
    """Say whether a sum reaches a figure that lies somewhere between two."""
    least, most = ends
    return YES if sum_ >= most else UNSURE if sum_ >= least else NO
