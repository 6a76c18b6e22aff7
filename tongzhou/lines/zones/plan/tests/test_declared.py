"""What the declaration of the plan promises, read from it."""

from __future__ import annotations

from typing import get_args

from tongzhou.lines.zones.plan.facts import Heading
from tongzhou.lines.zones.plan.guidance import GUIDANCE
from tongzhou.lines.zones.plan.procedure import PLAN, league, region
from tongzhou.lines.zones.plan.readings import READINGS
from tongzhou.lines.zones.shapes import HEADINGS, PARTS


def test_every_part_is_answered_for_by_two_bodies_or_more_at_each_level() -> None:
    for round_ in (league, region):
        for part in PARTS:
            bodies = [s.office.body for s in round_.slots if part in s.covers]
            assert len(bodies) >= 2, (round_.code, part)
            assert "hrss" in bodies


def test_the_headings_that_can_be_written_are_those_of_the_template() -> None:
    assert get_args(Heading) == tuple(HEADINGS)
    assert set(GUIDANCE) == set(PARTS)


def test_the_time_to_answer_is_an_arrangement_and_takes_no_right() -> None:
    for code in ("league_answer", "region_answer"):
        (limit,) = [x for x in PLAN.limits if x.code == code]
        assert not limit.cites.verified
        assert limit.on_lapse.code == "body_late"


def test_every_reading_says_what_it_decides() -> None:
    assert all(r.question.endswith("？") and r.answer and r.decides for r in READINGS)
