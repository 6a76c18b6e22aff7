"""A limit of a stage runs while the case stands there, however it came and however it leaves."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tongzhou.law import BARE, article, days
from tongzhou.procedure.declare import Act, Limit, Office, Procedure, State
from tongzhou.procedure.fold import fold
from tongzhou.procedure.view import Record, View

CLERK = Office("example_clerk", "经办人")
HEARD = State("heard", "听取意见", "听取意见")
BACK = State("back", "退回", "退回")
DONE = State("done", "办结", "办结", final=True)
again = Act("again", "再次征求", by=CLERK, at=BACK, to=HEARD)
send_back = Act("send_back", "退回", by=CLERK, at=HEARD, to=BACK)
finish = Act("finish", "办结", by=CLERK, at=HEARD, to=DONE)
begin = Act("begin", "开始", by=CLERK, at=(), to=HEARD)
answer = Limit("answer", "答复", days(10), article("示例规定", 1, verified=False), during=HEARD)
ASKING = Procedure(
    "example.stages", "征求意见", since=date(2020, 1, 1), opens=begin,
    acts=(again, send_back, finish), limits=(answer,), put_right_by=(CLERK,),
)  # fmt: skip


def case(*acts: tuple[str, int]) -> View:
    """Fold a case from acts and days of March."""
    noon = datetime(2026, 3, 31, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    records = [
        Record(i, act, "2020-01-01", ("甲",), CLERK.code, "150221", date(2026, 3, day), noon)
        for i, (act, day) in enumerate(acts)
    ]
    return fold({"2020-01-01": ASKING}, records, BARE)


def test_the_limit_starts_when_the_case_enters_the_stage() -> None:
    clock = case(("begin", 2)).clock(answer)
    assert clock
    assert clock.running
    assert clock.due == date(2026, 3, 12)


def test_it_stops_when_the_case_leaves_and_starts_afresh_when_it_comes_back() -> None:
    view = case(("begin", 2), ("send_back", 5), ("again", 9))
    (first,) = view.past_clocks
    assert (first.stopped, first.status(date(2026, 3, 9))) == (date(2026, 3, 5), "met")
    clock = view.clock(answer)
    assert clock
    assert (clock.running, clock.due) == (True, date(2026, 3, 19))


def test_leaving_late_is_met_late() -> None:
    clock = case(("begin", 2), ("send_back", 20)).clock(answer)
    assert clock
    assert clock.status(date(2026, 3, 20)) == "met late"
