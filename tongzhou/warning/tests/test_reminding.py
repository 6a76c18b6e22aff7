"""Reminders: at eighty percent to who carries it, over the limit to the chief, once each; silence is advice, not an act."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.procedure.models import Notice
from tongzhou.warning.cases import facts
from tongzhou.warning.models import Reminder
from tongzhou.warning.reminding import remind

from .station import MONDAY, Station, at


def told(person) -> list[str]:
    return list(
        Notice.objects.filter(person=person, text__contains="时").values_list("text", flat=True)
    )


def test_two_hours_are_reckoned_to_the_minute(station: Station):
    """A red warning issued at ten must be signed for by twelve: nothing at 11:30, a reminder at 11:36, the chief at 12:01."""
    station.dispatched(station.issued(station.candidate()))
    assert remind(at=at(MONDAY, 11, 30)) == 0
    assert remind(at=at(MONDAY, 11, 40)) == 1
    assert "80%" in told(station.handler.person)[0]
    assert remind(at=at(MONDAY, 11, 50)) == 0
    assert remind(at=at(MONDAY, 12, 1)) == 1
    assert any("已超过时限" in text for text in told(station.chief.person))
    assert remind(at=at(MONDAY, 12, 30)) == 0
    assert set(Reminder.objects.values_list("limit", "kind")) == {
        ("sign_red", "nearing"),
        ("sign_red", "over"),
    }


def test_days_are_reckoned_by_the_day(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate(), "orange")))
    due = station.view(case).clocks["feedback_orange", ""].due
    assert remind(at=at(MONDAY + timedelta(days=1))) == 0
    assert remind(at=at(due)) == 1
    assert remind(at=at(due + timedelta(days=1))) == 1
    assert any("橙色预警“情况反馈" in text for text in told(station.chief.person))


def test_a_daily_report_begins_the_day_anew(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate())))
    station.does("handler", case, "progress", facts.Progress(words="正在核实"), hour=20)
    assert remind(at=at(MONDAY + timedelta(days=1), 12)) == 0
    assert remind(at=at(MONDAY + timedelta(days=1), 20, 1)) == 1


def test_after_fifteen_silent_days_the_chief_is_advised_to_raise_the_level(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate(), "blue")))
    later = MONDAY + timedelta(days=15)
    remind(at=at(later - timedelta(days=1)))
    assert not [t for t in told_all(station.chief.person) if "建议提高等级" in t]
    remind(at=at(later))
    assert [t for t in told_all(station.chief.person) if "建议提高等级（现为蓝色）" in t]
    assert station.view(case).state == "signed"


def test_who_visited_and_then_says_nothing_is_silent_though_no_clock_runs(station: Station):
    """An orange warning was visited: the time for the first answer is met, nothing else runs, and nothing comes for fifteen days."""
    case = station.signed(station.dispatched(station.issued(station.candidate(), "orange")))
    station.verifies(case)
    assert not [c for c in station.view(case).clocks.values() if c.running]
    remind(at=at(MONDAY + timedelta(days=14)))
    assert not [t for t in told_all(station.chief.person) if "建议提高等级" in t]
    remind(at=at(MONDAY + timedelta(days=15)))
    assert [t for t in told_all(station.chief.person) if "建议提高等级（现为橙色）" in t]


def test_what_waits_for_the_reviewer_is_not_called_silent(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate(), "orange")))
    station.verifies(case)
    told = facts.Feedback(resolved="已化解", words="已补发", advice="解除预警")
    station.does("handler", case, "feed_back", told, hour=17)
    remind(at=at(MONDAY + timedelta(days=20)))
    said = told_all(station.chief.person)
    assert [t for t in said if "审核反馈" in t]
    assert not [t for t in said if "建议提高等级" in t]


def test_of_a_measure_whoever_it_is_asked_of_is_reminded(station: Station):
    """One measure of a colleague who helps, one of those who watch: the colleague and the analyst are told, not who carries the warning."""
    case = station.signed(station.dispatched(station.issued(station.candidate(), "orange")))
    station.verifies(case)
    until = MONDAY + timedelta(days=5)
    other = station.other.person
    steps = {
        "measure/1": facts.Step(what="约谈", who=f"{other.name}（达茂旗住建局）", until=until),
        "measure/2": facts.Step(what="下月再看", who="劳动关系监测员", until=until, office="warning_analyst"),
    }  # fmt: skip
    names = {key: step.what for key, step in steps.items()} | {f"helper/{other.pk}": other.name}
    station.does("handler", case, "plan", facts.Plan(steps=steps, names=names), about=tuple(names), hour=17)  # fmt: skip
    remind(at=at(until))
    for who, n in (("other", 1), ("analyst", 1), ("handler", 0)):
        said = [t for t in told_all(station.people[who].person) if "落实处置措施" in t]
        assert len(said) == n, who


def test_what_was_sent_back_has_a_time_again(station: Station):
    """The reviewer sends it back: three working days (建议值) for the next answer, a reminder, and then the chief."""
    case = station.signed(station.dispatched(station.issued(station.candidate())))
    station.verifies(case)
    told = facts.Feedback(resolved="部分化解", words="补了一半", advice="继续处置")
    station.does("handler", case, "feed_back", told, hour=17)
    station.does("analyst", case, "send_back", facts.SentBack(words="其余何时补发"), hour=18)
    clock = station.view(case).clocks["again", ""]
    assert clock.running
    assert str(clock.due) == "2026-11-05"
    remind(at=at(clock.due))
    assert any("退回后再次反馈" in t for t in told_all(station.handler.person))
    remind(at=at(clock.due + timedelta(days=1)))
    assert any("退回后再次反馈”已超过时限" in t for t in told_all(station.chief.person))
    station.does("handler", case, "feed_back", told, on=clock.due + timedelta(days=1))
    assert not station.view(case).clocks["again", ""].running


def told_all(person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("text", flat=True))


def test_a_worker_reads_again_only_what_runs_in_hours_or_has_changed(
    station: Station, django_assert_num_queries
):
    case = station.signed(station.dispatched(station.issued(station.candidate(), "orange")))
    seen: dict = {}
    remind(at=at(MONDAY, 12), seen=seen)
    with django_assert_num_queries(
        3
    ):  # the calendar, the ways to combine, and which cases are near
        remind(at=at(MONDAY, 13), seen=seen)
    station.does("chief", case, "upgrade", facts.Regrade(level="red", words="失联"), hour=14)
    remind(at=at(MONDAY, 15), seen=seen)
    assert seen[case.pk][0] != type(case).objects.get(pk=case.pk).head
