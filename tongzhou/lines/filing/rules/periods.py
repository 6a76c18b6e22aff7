"""备案期限 — by when a hiring, a renewal, a change or an ending is to be declared, and why then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law import Article, Calendar, Due, Length, days, due, months
from tongzhou.lines.filing.instruments import ENDING, FILING, INSURED, WRITTEN


@dataclass(frozen=True)
class Duty:
    """Something an employer has to do by a day: what, how long, from which event, under which text."""

    code: str
    label: str
    length: Length
    cites: Article


HIRE = Duty("hire", "招用备案", days(30), FILING)
RENEW = Duty("renew", "续订备案", days(30), FILING)
CHANGE = Duty("change", "变更备案", days(30), FILING)
# Several provinces say seven days; a notice of Inner Mongolia was not found. No “fifteen days” was found anywhere.
END = Duty("end", "解除终止备案", days(7), FILING)
SIGN = Duty("sign", "订立书面劳动合同", months(1), WRITTEN)
# Known from texts of other provinces only; suspension of business was found in none and is counted as closing.
FIRM = Duty("firm", "单位变更备案", days(30), FILING)
CLOSE = Duty("close", "单位注销、停业备案", days(7), FILING)
INSURANCE = Duty("insurance", "社会保险登记变更、注销（在社会保险经办机构办理）", days(30), INSURED)
MOVE = Duty("move", "转移档案和社会保险关系", days(15), ENDING)


@dataclass(frozen=True)
class ByWhen:
    """A duty with its day: the reckoning, when it was done (None: not yet), and how late on a day."""

    duty: Duty
    due: Due
    done_on: date | None
    late: int  # days; 0: in time, or still running

    @property
    def day(self) -> date:
        """The last day in time."""
        assert self.due.day is not None  # nothing holds such a period
        return self.due.day

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    def account(self) -> list[str]:
        """Return why it is this day, line by line, the text last."""
        return [*self.due.lines(), f"依据：{self.duty.cites}"]


def by_when(
    duty: Duty, *, event: date, done_on: date | None, on: date, calendar: Calendar
) -> ByWhen:
    """Return by when a duty that began with an event is to be done, seen on a day."""
    reckoned = due(duty.length, start=event, calendar=calendar)
    last = reckoned.day
    assert last is not None
    late = max(((done_on or on) - last).days, 0)
    return ByWhen(duty, reckoned, done_on, late)
