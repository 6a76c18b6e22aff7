"""入罪标准 — whether what is owed reaches what the interpretation of the supreme court asks. Pure. Whole fen.

法释〔2013〕3号 3: one worker three months and 5,000–20,000 yuan, or ten workers and 30,000–100,000 yuan together;
the province fixes its figure in the range. Where its figure is not known to us, what lies inside the range is for
a person to decide, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law import Article, article
from tongzhou.procedure.view import View

from .ledger import outstanding, rows_of, workers

INTERPRETATION = "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释"
MONTHS, WORKERS = 3, 10
SINGLE = (500_000, 2_000_000)  # fen; the least and the most a province may fix
GROUP = (3_000_000, 10_000_000)
YES, NO, UNSURE = "达到", "未达到", "在幅度内，自治区标准未查到，由人决定"


@dataclass(frozen=True)
class Weighed:
    """What the ledger says, against what is asked."""

    workers: int
    amount: int
    longest_months: int
    largest_single: int  # of those who wait three months or more
    single: str
    group: str

    @property
    def certain(self) -> bool:
        """Say whether one of the two is reached, whatever figure the province has fixed."""
        return YES in (self.single, self.group)

    @property
    def cites(self) -> Article:
        return article(INTERPRETATION, 3)


def weighed(view: View, *, on: date, region: str = "") -> Weighed:  # noqa: ARG001
    """Weigh what is still owed: months by the lines of the ledger."""
    waiting = [(w, outstanding(view, w.key)) for w in workers(view, "owed")]
    waiting = [(w, left) for w, left in waiting if left > 0]
    months = {w.key: len({r.month for r in rows_of(w) if r.owed > 0}) for w, _left in waiting}
    amount = sum(left for _w, left in waiting)
    long_ = [left for w, left in waiting if months[w.key] >= MONTHS]
    return Weighed(
        workers=len(waiting),
        amount=amount,
        longest_months=max(months.values(), default=0),
        largest_single=max((left for _w, left in waiting), default=0),
        single=judged(max(long_, default=0), SINGLE),
        group=judged(amount if len(waiting) >= WORKERS else 0, GROUP),
    )


def judged(amount: int, between: tuple[int, int]) -> str:
    """Say whether an amount reaches a figure that lies somewhere between two."""
    least, most = between
    return YES if amount >= most else UNSURE if amount >= least else NO
