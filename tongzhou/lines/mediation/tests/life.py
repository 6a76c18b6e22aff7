"""A mediation without a database: acts judged and folded as the door would, on the days a test names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tongzhou.law import CALENDAR
from tongzhou.lines.mediation import aftermath, facts, receipt, room
from tongzhou.lines.mediation.procedure import CASE
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY, TIME, Act
from tongzhou.procedure.facts import Facts, FileRef, Naming, Nothing, stored
from tongzhou.procedure.fold import fold
from tongzhou.procedure.judge import Actor, check_can, check_may, check_speaks_for
from tongzhou.procedure.view import Record, View

HERE = "150223"
SAREN, BOLOD, FIRM = "claimant/w1", "claimant/w2", "respondent/e1"
MONDAY = date(2026, 3, 2)
SCAN = FileRef(digest="a" * 64, name="签字页.pdf", size=1024)
WAGES = ClaimItem(head="wages", amount=1_200_000, since=date(2025, 11, 1), until=date(2026, 1, 31), basis="三个月工资未付")  # fmt: skip
OVERTIME = ClaimItem(head="overtime", amount=300_000, basis="双休日加班12天")
SEVERANCE = ClaimItem(head="severance", amount=800_000, basis="工作两年")


def application(**more: Any) -> facts.Application:
    """Return what 萨仁 says on her phone: three months' wages and overtime, of a company in the town."""
    given: dict[str, Any] = {
        "names": {SAREN: "萨仁", FIRM: "示例建筑有限公司"},
        "claims": {SAREN: (WAGES, OVERTIME)},
        "story": "2025年11月起没有发工资，我于2026年2月离开工地。",
        "hired_on": date(2025, 5, 6),
        "place": HERE,
        "way": "administrative",
        "channel": "网上",
    }
    return facts.Application(**(given | more))


@dataclass
class Life:
    """One mediation, told act by act."""

    records: list[Record] = field(default_factory=list)

    @property
    def view(self) -> View:
        return fold({CASE.version: CASE}, self.records, CALENDAR)

    def opens(self, *, on: date = MONDAY, **more: Any) -> Life:
        """Let the application come in."""
        stated = application(**more)
        stated.check()
        self._write(receipt.apply, stated, on=on, about=tuple(stated.names), office=PARTY.code)
        return self

    def does(
        self,
        act: Act[Any],
        stated: Facts | None = None,
        *,
        on: date,
        about: tuple[str, ...] = (),
        office: str = "",
        parties: tuple[str, ...] = (),
    ) -> Life:
        """Perform an act, or raise the Refused that the door would. Silence that is due speaks first."""
        self.lets_time_pass(on)
        stated = Nothing() if stated is None else stated
        office = office or act.offices[-1].code
        by = Actor("7" if act.by_handler else "1", "某人", office, HERE, parties=parties)
        check_may(by, act, self.view)
        check_speaks_for(by, act, self.view, about)
        stated.check()
        if act.adds and isinstance(stated, Naming):
            about = (*about, *stated.called())
        check_can(self.view, act, stated, on=on, about=about, actors=("1",))
        self._write(act, stated, on=on, about=about, office=office)
        return self

    def lets_time_pass(self, on: date) -> Life:
        """Write down what silence has brought about by a day."""
        while silent := self.view.silent(on):
            clock = silent[0]
            act = clock.limit.on_lapse.act
            assert act
            assert clock.speaks_on
            self._write(act, Nothing(), on=clock.speaks_on, about=(), office=TIME.code)
        return self

    def _write(
        self, act: Act[Any], stated: Facts, *, on: date, about: tuple[str, ...], office: str
    ) -> None:
        self.records.append(
            Record(
                len(self.records),
                act.code,
                CASE.version,
                ("1",),
                office,
                HERE,
                on,
                datetime(on.year, on.month, on.day, 2, tzinfo=UTC),
                about,
                stored(stated),
            )
        )


def accepted(*, on: date = date(2026, 3, 4), **more: Any) -> Life:
    """Return a mediation the company has agreed to, accepted on the Wednesday."""
    life = Life().opens(**more)
    life.does(receipt.consent, facts.Reply(manner="电话"), on=on, about=(FIRM,))
    return life.does(receipt.accept, facts.Taken(), on=on)


def mediating(**more: Any) -> Life:
    """Return a mediation in the hands of 其其格."""
    return accepted(**more).does(
        receipt.assign,
        facts.Assignment(names={"mediator/7": "其其格"}, body="3"),
        on=date(2026, 3, 5),
    )


TERMS = facts.Agreement(
    items={SAREN: {"wages": 1_200_000, "overtime": 100_000}},
    payments=(
        facts.Instalment(claimant=SAREN, on=date(2026, 3, 20), amount=800_000),
        facts.Instalment(claimant=SAREN, on=date(2026, 4, 20), amount=500_000),
    ),
)


def drafted(**more: Any) -> Life:
    """Return a mediation with an agreement on the table."""
    return mediating(**more).does(room.draft, TERMS, on=date(2026, 3, 10))


def concluding() -> facts.Conclusion:
    """Return what the mediator states when the agreement takes effect."""
    return facts.Conclusion(
        names={SAREN: "萨仁"}, payments=TERMS.payments, settled=TERMS.sums, seal=True
    )


def agreed(**more: Any) -> Life:
    """Return a mediation whose agreement took effect on 11 March."""
    life = drafted(**more)
    for who in (SAREN, FIRM):
        life.does(room.sign, facts.Signing(scan=(SCAN,)), on=date(2026, 3, 11), about=(who,))
    return life.does(room.conclude, concluding(), on=date(2026, 3, 11))


def unpaid() -> Life:
    """Return an agreement of which the first instalment did not come."""
    return agreed().does(
        aftermath.miss, facts.Ground(words="到期未付"), on=date(2026, 3, 23), about=("payment/1",)
    )
