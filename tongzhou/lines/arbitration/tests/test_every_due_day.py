"""Random lawful histories of a dispute, and a simulator that walks the days one by one: they agree on every date.

The simulator knows neither fold nor clocks nor the arithmetic of `law`: it keeps a list of the days it has
counted, and asks the calendar of each day alone whether it is worked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.procedure import DISPUTE
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts, stored
from tongzhou.procedure.fold import advanced, fold
from tongzhou.procedure.judge import check_can
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import Record, View

ONE, FIRM = "claimant/w1", "respondent/e1"
DAY = timedelta(days=1)
VERSIONS = {DISPUTE.version: DISPUTE}


# --- the simulator: one day after another -------------------------------------------------------------


def worked(day: date) -> bool:
    return not CALENDAR.why_rest(day)


def on_or_after(day: date) -> date:
    while not worked(day):
        day += DAY
    return day


def working_days_after(start: date, count: int) -> date:
    day = start
    while count:
        day += DAY
        count -= worked(day)
    return day


def latest_notice(hearing: date, count: int) -> date:
    """The last worked day from which so many working days still end by the hearing."""
    day = hearing
    while not worked(day) or working_days_after(day, count) > hearing:
        day -= DAY
    return day


@dataclass
class Award:
    """The forty-five days, counted by hand: extensions, days that do not count, and beginning again."""

    accepted: date
    total: int = 45
    counted: list[date] = field(default_factory=list)
    stayed: bool = False
    published: bool = False
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.accepted

    def walk_to(self, day: date) -> None:
        """Count every day up to and including this one, as things stand on each."""
        while self.today < day:
            self.today += DAY
            if not (self.stayed or self.published):
                self.counted.append(self.today)

    def uncount_today(self) -> None:
        """The first day of a stay does not count; 恢复之日 does."""
        if self.counted and self.counted[-1] == self.today:
            self.counted.pop()

    def begin_again(self) -> None:
        self.counted, self.total = [], 45

    def due(self) -> date | None:
        days, day = list(self.counted), self.today
        while len(days) < self.total:
            if self.stayed or self.published:
                return None
            day += DAY
            days.append(day)
        return on_or_after(days[self.total - 1])


@dataclass
class Hand:
    """Everything with a date in a dispute, kept by hand."""

    dates: dict[tuple[str, str], date | None] = field(default_factory=dict)
    award: Award | None = None


# --- the history: the same acts through the engine's own judgment -------------------------------------


class Story:
    """A dispute told act by act; each lawful act reaches the engine and the simulator alike."""

    def __init__(self, on: date) -> None:
        self.on, self.records, self.view = on, [], View(DISPUTE)
        self.hand = Hand()
        names = {ONE: "示例职工", FIRM: "示例公司"}
        claims = {ONE: (ClaimItem(head="wages", amount=100),)}
        opening = facts.Application(names=names, claims=claims, story="欠薪")
        self._write(DISPUTE.opens, opening, (ONE, FIRM))
        self.hand.dates["acceptance", ""] = working_days_after(on, 5)

    def _write(self, act: Act[Any], stated: Facts, about: tuple[str, ...]) -> None:
        record = Record(
            len(self.records),
            act.code,
            DISPUTE.version,
            ("1",),
            act.offices[-1].code,
            "150221",
            self.on,
            datetime(2026, 1, 1, tzinfo=UTC),
            about,
            stored(stated),
        )
        self.records.append(record)
        if len(self.records) == 1:
            self.view = fold(VERSIONS, self.records, CALENDAR)
        else:
            self.view = advanced(self.view, VERSIONS, record, CALENDAR)

    def does(self, name: str, stated: Facts | None = None, about: tuple[str, ...] = ()) -> bool:
        """Do an act if it is lawful; say whether it was."""
        act = DISPUTE.by_code[name]
        stated = act.asks() if stated is None else stated
        try:
            stated.check()
            check_can(self.view, act, stated, on=self.on, about=about, actors=("1",))
        except (Refused, ValueError):
            return False
        self._write(act, stated, about)
        return True

    def passes(self, days: int) -> None:
        self.on += timedelta(days=days)
        if self.hand.award:
            self.hand.award.walk_to(self.on)


def joins(story: Story, n: int) -> None:
    key = f"respondent/e{n}"
    if key not in story.view.subjects and story.does(
        "join", facts.Joining(names={key: "示例公司二"}, ground="追加"), (key,)
    ):
        story.hand.award.begin_again()
        story.hand.dates["copy", key] = working_days_after(story.on, 5)


def amends(story: Story, n: int) -> None:
    claims = {ONE: (ClaimItem(head="overtime", amount=n + 1),)}
    if story.does("amend_claim", facts.MoreClaimants(claims=claims), (ONE,)):
        story.hand.award.begin_again()


def counterclaims(story: Story, n: int) -> None:
    key = f"counterclaim/{n}"
    stated = facts.CounterClaim(names={key: "反申请"}, by=FIRM, story="违约金")
    if key not in story.view.subjects and story.does("counterclaim", stated, (key,)):
        story.hand.dates["counterclaim", key] = working_days_after(story.on, 5)
    waiting = [k for (code, k) in story.hand.dates if code == "counterclaim"]
    for asked in waiting[: n % 2]:
        if story.does("take_counterclaim", facts.Reason(reason="合并"), (asked,)):
            story.hand.award.begin_again()


def stays(story: Story, _n: int) -> None:
    award = story.hand.award
    ground = "案件处理需要等待工伤认定、伤残等级鉴定以及其他鉴定结论"
    if story.does("stay", facts.Stay(ground=ground)):
        if not award.published:
            award.uncount_today()
        award.stayed = True


def resumes(story: Story, _n: int) -> None:
    award = story.hand.award
    if story.does("resume", facts.Resumption()):
        award.stayed = False
        counts_today(story)


def publishes(story: Story, _n: int) -> None:
    award = story.hand.award
    if award.published:
        return  # a second notice while one runs is no new stretch
    if story.does("publish", facts.Publication(medium="示例日报", until=story.on + 30 * DAY)):
        if not award.stayed:
            award.uncount_today()
        award.published = True


def notice_ends(story: Story, _n: int) -> None:
    award = story.hand.award
    if story.does("published"):
        award.published = False
        counts_today(story)


def counts_today(story: Story) -> None:
    """恢复之日 counts, unless another hold still lasts, it counts already, or time began again that day."""
    award = story.hand.award
    held = award.stayed or award.published
    fresh = story.view.clocks["decision", ""].start == story.on
    if not held and not fresh and (not award.counted or award.counted[-1] != story.on):
        award.counted.append(story.on)


def extends(story: Story, n: int) -> None:
    if story.does("extend", facts.More(days=n % 15 + 1, reason="复杂")):
        story.hand.award.total += n % 15 + 1


def converts(story: Story, _n: int) -> None:
    story.does("convert", facts.Conversion(reason="复杂"))


def serves(story: Story, n: int) -> None:
    received = story.on - timedelta(days=n % 3)
    stated = ServiceOfPaper(way="直接送达", sent_on=received, received_on=received, receiver="示例")
    if story.does("serve_copy", stated, (FIRM,)):
        story.hand.dates["defence", FIRM] = working_days_after(received, 10)


def answers(story: Story, _n: int) -> None:
    if story.does("answer", facts.Defence(words="答辩"), (FIRM,)):
        story.hand.dates["forwarding", FIRM] = working_days_after(story.on, 5)


def asks_recusal(story: Story, n: int) -> None:
    key = f"recusal/{n}"
    stated = facts.RecusalRequest(names={key: "回避"}, member="member/1", ground="与本案有利害关系")
    if key not in story.view.subjects and story.does("ask_recusal", stated, (key,)):
        story.hand.dates["recusal", key] = working_days_after(story.on, 3)


def sets_hearing(story: Story, n: int) -> None:
    key, on = f"hearing/{n}", story.on + timedelta(days=20 + n)
    if key in story.view.subjects:
        return
    stated = facts.Hearing(names={key: "开庭"}, hearing_on=on, starts="09:00", room="一庭")
    if story.does("set_hearing", stated, (key,)):
        story.hand.dates["hearing_notice", key] = latest_notice(on, 5)
        story.hand.dates["postponement", key] = latest_notice(on, 3)


def entrusts(story: Story, _n: int) -> None:
    if story.does("entrust", facts.Entrusting(body="示例调解中心", consent=True)):
        story.hand.dates["entrusted", ""] = working_days_after(story.on, 10)


MOVES = (
    joins,
    amends,
    counterclaims,
    stays,
    resumes,
    publishes,
    notice_ends,
    extends,
    converts,
    serves,
    answers,
    asks_recusal,
    sets_hearing,
    entrusts,
)
STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(MOVES), st.integers(2, 40)), max_size=25
)


def accepted(story: Story, days: int) -> None:
    """Let the clerk ask for papers once, get them, and take the case simply with one arbitrator."""
    story.passes(days % 4)
    if days % 2 and story.does(
        "ask_papers", facts.Missing(items=("身份证",), due=story.on + 5 * DAY)
    ):
        story.passes(days % 7)
        story.does("supply", facts.Supplement(note="已补"))
        story.hand.dates["acceptance", ""] = working_days_after(story.on, 5)
    story.passes(days % 3)
    story.does("accept_simple", facts.SimpleAcceptance(ground="双方同意", suited=True))
    story.hand.award = Award(story.on)
    story.hand.dates["copy", FIRM] = working_days_after(story.on, 5)
    story.hand.dates["tribunal_notice", ""] = working_days_after(story.on, 5)
    sits = facts.Tribunal(names={"member/1": "示例"}, roles={"member/1": "独任仲裁员"})
    story.does("form_tribunal", sits, ("member/1",))


def they_agree(story: Story) -> None:
    found = {key: clock.due for key, clock in story.view.clocks.items() if not clock.limit.is_a_day}
    assert found.pop(("decision", "")) == story.hand.award.due()
    assert found == story.hand.dates


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dates(date(2025, 1, 2), date(2026, 4, 30)), st.integers(0, 20), STEPS)
def test_every_due_day_is_the_one_found_by_walking_the_days(first, days, steps) -> None:
    story = Story(first)
    accepted(story, days)
    they_agree(story)
    for gap, move, n in steps:
        story.passes(gap)
        move(story, n)
        they_agree(story)
    again = fold(VERSIONS, story.records, CALENDAR)
    assert {k: c.due for k, c in again.clocks.items()} == {
        k: c.due for k, c in story.view.clocks.items()
    }


@pytest.mark.parametrize(
    ("stay", "resume", "due"),
    [
        ("2026-03-10", "2026-03-10", "2026-04-16"),  # a stay of no day
        ("2026-03-10", "2026-03-20", "2026-04-27"),  # ten days; the last is a Sunday, so Monday
    ],
)
def test_the_simulator_itself_counts_as_one_does_on_paper(stay, resume, due) -> None:
    award = Award(date(2026, 3, 2))
    award.walk_to(date.fromisoformat(stay))
    award.uncount_today()
    award.stayed = True
    award.walk_to(date.fromisoformat(resume))
    award.stayed = False
    award.counted.append(date.fromisoformat(resume))
    assert award.due() == date.fromisoformat(due)
