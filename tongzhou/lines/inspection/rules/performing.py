"""履行 — what is owed and paid, what is added for each day, when the court may be asked, when the case may close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tongzhou.law import Hold
from tongzhou.law.penalties.hearing import late_fine
from tongzhou.lines.inspection.facts.deciding import Decision
from tongzhou.lines.inspection.facts.opening import Filing
from tongzhou.lines.inspection.facts.performing import (
    Additional,
    Asked,
    Enforced,
    Payment,
    Performance,
    Ruled,
)
from tongzhou.lines.inspection.states import VIOLATION, WORKER
from tongzhou.procedure.view import View

from .deciding import seq
from .opening import WAGES

DAILY = Decimal("0.03")  # 行政处罚法 72: 每日按罚款数额的百分之三


@dataclass(frozen=True)
class Owed:
    """A fine on one violation, in fen."""

    key: str
    fined: int
    paid: int
    added: int

    @property
    def left(self) -> int:
        """What of the fine itself is not paid."""
        return max(self.fined - self.paid, 0)


def owed(view: View) -> list[Owed]:
    """Return the fines of the case, one for each violation that was fined."""
    rows = ((s.key, view.ledger.get(s.key, {})) for s in view.of(VIOLATION))
    return [
        Owed(key, row["fined"], row.get("paid", 0), row.get("added", 0))
        for key, row in rows
        if row.get("fined")
    ]


def pay_until(view: View) -> date | None:
    """Return the last day of payment: of the deferral granted, else of the fifteen days."""
    for code in ("deferred", "payment"):
        found = [c for (limit, _k), c in view.clocks.items() if limit == code and c.due]
        if found:
            return max(c.due for c in found if c.due)
    return None


@dataclass(frozen=True)
class Addition:
    """What is added to one fine, and how it is reckoned. Amounts in fen."""

    key: str
    unpaid: int
    days: int
    raw: int
    cap: int
    before: int = 0  # added by an earlier decision

    @property
    def amount(self) -> int:
        return max(min(self.raw, self.cap) - self.before, 0)

    def lines(self, name: str) -> str:
        """Return the arithmetic in words."""
        worked = (
            f"{name}：{self.unpaid / 100:,.2f}元 × 3% × {self.days}天 = {self.raw / 100:,.2f}元"
        )
        if self.raw > self.cap:
            worked += f"，超过罚款本数，按{self.cap / 100:,.2f}元计"
        if self.before:
            worked += f"，减去已加处的{self.before / 100:,.2f}元"
        return worked


def addition(key: str, *, fined: int, unpaid: int, days: int, before: int = 0) -> Addition:
    """Reckon three in a hundred of what is unpaid for each day late, capped at the fine itself. 行政处罚法 72."""
    raw = int((Decimal(unpaid) * DAILY * days).quantize(Decimal(1), ROUND_HALF_UP))
    return Addition(key, unpaid, days, raw, fined, before)


def additions(view: View, until: date) -> list[Addition]:
    """Return what is added by a day, for each fine that is not paid; empty before the day of payment is over."""
    due = pay_until(view)
    if due is None or until <= due:
        return []
    days = late_fine(Decimal(0), due=due, until=until, holds=disputed(view, until)).days
    found = (
        addition(o.key, fined=o.fined, unpaid=o.left, days=days, before=o.added)
        for o in owed(view)
        if o.left
    )
    return [a for a in found if a.amount]


def disputed(view: View, until: date) -> list[Hold]:
    """Return the time of review and of suit, in which nothing is added (行政处罚法 73)."""
    out = []
    for asked, ruled in (("ask_review", "review_ruled"), ("sue", "suit_ruled")):
        said, end = view.said.get(asked), view.said.get(ruled)
        if not isinstance(said, Asked) or said.filed_on > until:
            continue
        over = isinstance(end, Ruled) and seq(view, ruled) > seq(view, asked)
        day = end.received_on if over and isinstance(end, Ruled) else None
        out.append(Hold(said.filed_on, day, "复议、诉讼期间"))
    return out


def adds_right(view: View, facts: Additional) -> bool:
    """What is added is what the law makes of it."""
    found = additions(view, facts.until)
    return bool(found) and facts.amounts == {a.key: a.amount for a in found}


def fines_are_late(view: View, on: date) -> bool:
    """A fine is unpaid and its day is over."""
    due = pay_until(view)
    return due is not None and on > due and any(o.left for o in owed(view))


def pays_no_more_than_owed(view: View, facts: Payment) -> bool:
    """No payment goes beyond the fine and what was added to it."""
    rows = {o.key: o for o in owed(view)}
    return all(
        key in rows and amount <= rows[key].fined + rows[key].added - rows[key].paid
        for key, amount in facts.amounts.items()
    )


def completes_rightly(view: View, facts: Payment) -> bool:
    """“All paid” is said only where nothing of the fines is left after this payment."""
    left = sum(o.fined + o.added - o.paid for o in owed(view)) - sum(facts.amounts.values())
    return facts.complete == (left <= 0)


def time_for_review_is_over(view: View) -> bool:
    """Neither review nor suit was brought in time, or the suit has ended."""
    return seq(view, "suit_over") > seq(view, "sue")


def urged_in_vain(view: View, on: date) -> bool:
    """Ten working days have passed since the urging was received. 行政强制法 54."""
    clocks = [c for (code, _k), c in view.clocks.items() if code == "urging"]
    return bool(clocks) and all(c.due is not None and c.due < on for c in clocks)


def wages_open(view: View) -> bool:
    """A wage matter was handed over and has not told its end."""
    opened = seq(view, "open_wages")
    if opened < 0 and handed_over_at_filing(view):
        opened = 0
    return opened >= 0 and opened > seq(view, "wages_closed")


def handed_over_at_filing(view: View) -> bool:
    """Say whether the filing itself opened a wage matter: wages owed, and workers named."""
    said = view.said.get("file")
    return isinstance(said, Filing) and starts_wage_matter(view, said)


def starts_wage_matter(_view: View, facts: Filing) -> bool:
    """Wages are owed, and it is known to whom."""
    return WAGES in facts.violations and any(k.startswith(f"{WORKER.code}/") for k in facts.names)


def no_wages_open(view: View) -> bool:
    """No wage matter of this case is open."""
    return not wages_open(view)


def is_performed(view: View) -> bool:
    """Nothing of what was decided is left to do: paid, performed, or dealt with by the court."""
    said = view.said.get("court_result")
    if isinstance(said, Enforced) and said.outcome != "裁定准予执行":
        return True
    if any(o.fined + o.added > o.paid for o in owed(view)):
        return False
    treated = view.said.get("treat")
    if isinstance(treated, Decision):
        done = view.said.get("perform")
        fresh = seq(view, "perform") > seq(view, "treat")
        return fresh and isinstance(done, Performance) and done.outcome == "全部履行"
    return True
