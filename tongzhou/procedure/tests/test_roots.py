"""The daily root: the same for the same day whatever happened since, and a way to it for each case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tongzhou.procedure import journal, roots
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, DailyRoot, Entry, PaperFile, RootBlock
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.roots import Altered, end_of, make_root, missing_days, proof_of, published

from .cast import CLERK, a_dispute, at

FIRST = date(2026, 3, 2)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fold in stretches of four, so that a few cases make a tree of several."""
    monkeypatch.setattr(roots, "STRETCH", 4)


def climbs(case: Case, day: date | None = None) -> bool:
    proof = proof_of(case, day)
    assert proof
    return journal.climb(proof.standing.leaf, proof.path) == proof.root


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("count", [1, 3, 4, 5, 11])
def test_every_case_climbs_to_the_root_of_the_day(door: Door, count: int) -> None:
    cases = [a_dispute(door, accept=False) for _ in range(count)]
    root = make_root(FIRST, at("2026-03-03"))
    assert root.cases == count
    assert root.blocks.count() == -(-count // 4)
    leaves = [s.leaf for s in roots.standings(end_of(FIRST))]
    assert root.root == journal.merkle_root(leaves)  # one tree, however it was cut
    assert all(climbs(case) for case in cases)


@pytest.mark.usefixtures("small")
def test_a_root_is_that_of_its_day_whatever_was_done_since(door: Door) -> None:
    cases = [a_dispute(door, accept=False) for _ in range(6)]
    early = make_root(FIRST, at("2026-03-03")).root
    door.act(cases[2], "accept", by=CLERK, at=at("2026-03-03"))
    a_dispute(door, on="2026-03-03")
    late = make_root(date(2026, 3, 3), at("2026-03-04"))
    assert (late.cases, late.root == early) == (7, False)
    DailyRoot.objects.filter(pk=FIRST).delete()
    assert make_root(FIRST, at("2026-03-09")).root == early
    assert climbs(cases[2], FIRST)
    assert climbs(cases[2], date(2026, 3, 3))


def test_a_root_once_made_stays_as_it_was_published(door: Door) -> None:
    case = a_dispute(door)
    root = make_root(FIRST, at("2026-03-03")).root
    Entry.objects.filter(case=case, seq=1).update(recorded_at=at("2026-03-05"))
    assert make_root(FIRST, at("2026-03-06")).root == root
    Entry.objects.filter(case=case, seq=1).update(recorded_at=at("2026-03-02"))


def test_a_day_that_is_not_over_has_no_root(door: Door) -> None:
    a_dispute(door)
    midnight = end_of(FIRST)
    for moment in (at("2026-03-02"), midnight, midnight + timedelta(minutes=59)):
        with pytest.raises(Refused, match="次日一时后"):
            make_root(FIRST, moment)
    assert make_root(FIRST, midnight + timedelta(hours=1)).cases == 1


def test_the_day_ends_at_midnight_here_not_in_greenwich(door: Door) -> None:
    a_dispute(door, on="2026-03-02")
    evening = door.open_case(
        "example.dispute",
        by=CLERK,
        at=at("2026-03-02", 15),  # eleven at night here
        region="150221",
        about=("claimant/1", "respondent/a"),
        facts=_application(),
    )
    morning = door.open_case(
        "example.dispute",
        by=CLERK,
        at=at("2026-03-02", 17),  # one in the morning of the third
        region="150221",
        about=("claimant/1", "respondent/a"),
        facts=_application(),
    )
    assert make_root(FIRST, at("2026-03-04")).cases == 2
    assert proof_of(evening, FIRST)
    assert proof_of(morning, FIRST) is None


def _application() -> Any:
    from tongzhou.procedure.examples import dispute

    return dispute.Application(cause="追索劳动报酬", sums={"claimant/1": 1})


def test_a_case_opened_today_has_no_proof_yet(door: Door) -> None:
    case = a_dispute(door)
    assert proof_of(case) is None
    make_root(FIRST, at("2026-03-03"))
    assert proof_of(a_dispute(door, on="2026-03-03")) is None


@pytest.mark.parametrize("what", ["number", "procedure"])
def test_a_changed_case_no_longer_leads_to_the_root(door: Door, what: str) -> None:
    case = a_dispute(door)
    make_root(FIRST, at("2026-03-03"))
    kept = getattr(case, what)
    Case.objects.filter(pk=case.pk).update(**{what: "示劳人仲案字〔2026〕第9号"})
    case.refresh_from_db()
    with pytest.raises(Altered, match="记录不符"):
        proof_of(case)
    Case.objects.filter(pk=case.pk).update(**{what: kept})


def test_a_paper_drawn_that_day_is_covered_too(door: Door, settings: Any, tmp_path: Path) -> None:
    from tongzhou.procedure.files import keep_bytes

    settings.MEDIA_ROOT = str(tmp_path)
    case = a_dispute(door)
    plain = [s.leaf for s in roots.standings(end_of(FIRST))]
    stored = keep_bytes(b"PK\x03\x04 one", "受理通知书.docx", at("2026-03-02"))
    paper = PaperFile.objects.create(
        entry=Entry.objects.get(case=case, seq=1),
        form="docx",
        template="t",
        file=stored,
        drawn_at=at("2026-03-02"),
    )
    assert [s.leaf for s in roots.standings(end_of(FIRST))] != plain
    PaperFile.objects.filter(pk=paper.pk).update(drawn_at=at("2026-03-05"))
    assert [s.leaf for s in roots.standings(end_of(FIRST))] == plain


def test_days_the_worker_slept_through_are_made_up(door: Door) -> None:
    a_dispute(door)
    assert missing_days(at("2026-03-05")) == [date(2026, 3, 4)]  # none made: begin with yesterday
    make_root(FIRST, at("2026-03-05"))
    assert missing_days(at("2026-03-05")) == [date(2026, 3, 3), date(2026, 3, 4)]
    assert missing_days(end_of(date(2026, 3, 3))) == []  # half past midnight is too early
    assert len(missing_days(at("2027-03-05"))) == 31


def test_an_empty_installation_has_a_root_as_well(db: None) -> None:  # noqa: ARG001
    root = make_root(FIRST, at("2026-03-03"))
    assert (root.cases, root.root) == (0, journal.NOTHING_BEFORE)
    assert not RootBlock.objects.exists()


def test_roots_are_published_as_one_list(door: Door) -> None:
    a_dispute(door)
    root = make_root(FIRST, at("2026-03-03"))
    assert json.loads(json.dumps(published())) == {
        "format": "tongzhou-roots/1",
        "digest": "SM3",
        "roots": [{"day": "2026-03-02", "root": root.root, "cases": 1}],
    }


@pytest.mark.usefixtures("small")
def test_a_million_cases_would_be_read_a_stretch_at_a_time(
    door: Door, django_assert_num_queries: Any
) -> None:
    for _ in range(10):
        a_dispute(door, accept=False)
    with django_assert_num_queries(7):  # three stretches, cases and papers each, and the end
        list(roots.standings(end_of(FIRST)))
