"""The worker does by itself what time brings, and lets nothing stop it."""

from __future__ import annotations

import logging
from datetime import date, datetime

import pytest
from django_tasks import task

from tongzhou.config import worker
from tongzhou.procedure import catalogue
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, DailyRoot
from tongzhou.procedure.tests.cast import a_contract, at

done: list[str] = []


@task()
def remember(what: str) -> None:
    """Note that the job ran."""
    done.append(what)


def test_a_contract_nobody_objected_to_stands_without_anybody_pressing_a_button(door: Door) -> None:
    case = a_contract(door, received="2026-08-10")
    assert worker.tick(at=at("2026-08-25")) == 0
    assert worker.tick(at=at("2026-08-26")) == 1
    case.refresh_from_db()
    assert case.state == "in_force"
    entry = case.entries.get(office="time")
    assert entry.happened_on == date(2026, 8, 25)


def test_a_second_worker_finds_nothing_left_to_do(door: Door) -> None:
    a_contract(door, received="2026-08-10")
    assert worker.tick(at=at("2026-09-01")) == 1
    assert worker.tick(at=at("2026-09-01")) == 0


def test_a_case_that_cannot_be_read_does_not_stop_the_clocks_of_the_others(
    door: Door, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = a_contract(door), a_contract(door)
    through = Door.let_time_pass

    def fails_once(self: Door, case: Case, **moment: object) -> int:
        if case.pk == broken.pk:
            raise ValueError("a journal that cannot be read")
        return through(self, case, **moment)  # type: ignore[arg-type]

    monkeypatch.setattr(Door, "let_time_pass", fails_once)
    monkeypatch.setattr(worker, "BATCH", 1)
    with caplog.at_level(logging.ERROR):
        assert worker.tick(at=at("2026-09-01")) == 1
    sound.refresh_from_db()
    assert sound.state == "in_force"
    assert broken.uid in caplog.text


def test_a_day_that_is_over_is_sealed_once(door: Door) -> None:
    a_contract(door, received="2026-08-10")
    worker.tick(at=at("2026-08-11"))
    (root,) = DailyRoot.objects.all()
    assert root.day == date(2026, 8, 10)
    assert root.cases == 1
    worker.tick(at=at("2026-08-11", hour=9))
    assert list(DailyRoot.objects.values_list("root", flat=True)) == [root.root]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_is_run_once() -> None:
    done.clear()
    remember.enqueue("送达通知")
    worker.run_jobs()
    worker.run_jobs()
    assert done == ["送达通知"]


def test_the_lines_remind_at_each_look_and_one_that_fails_stops_nobody(
    monkeypatch: pytest.MonkeyPatch,
    db: None,  # noqa: ARG001
) -> None:
    seen = []

    def breaks(*, at: datetime) -> int:
        raise ValueError(at)

    def works(*, at: datetime) -> int:
        seen.append(at)
        return 1

    monkeypatch.setattr(catalogue, "reminders", lambda: [("one", breaks), ("other", works)])
    moment = at("2026-09-01")
    worker.tick(at=moment)
    assert seen == [moment]
