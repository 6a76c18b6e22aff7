"""Those whose turn it is are told; whoever did it is not told of their own act."""

from __future__ import annotations

import pytest
from django.test import TestCase
from django.urls import reverse

from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, Notice

from .conftest import Cast


def told(text: str) -> set[str]:
    return set(Notice.objects.filter(text__contains=text).values_list("person__name", flat=True))


@pytest.fixture
def sent(cast: Cast, plan: Case, door: Door) -> Case:
    """The plan, handed in by the drafter at the counter."""
    from django.utils.timezone import now

    from tongzhou.procedure.examples.plan import PARTS, Part

    for part in PARTS:
        facts = Part(part=part, content="稿")
        door.act(plan, "write", by=cast.actor(cast.drafter), at=now(), facts=facts)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = cast.drafter.fills_in(reverse("desk:act", args=[plan.uid, "submit"]), {})
    assert page.status_code == 302
    return plan


@pytest.mark.usefixtures("sent")
def test_the_county_government_is_told_that_a_plan_has_come(cast: Cast) -> None:
    assert told("旗县政府审议") == {"巴图"}
    assert "旗县政府审议" in cast.county.opens(reverse("desk:notices")).content.decode()


def test_the_bodies_of_the_league_are_told_that_a_plan_waits_for_their_signature(
    cast: Cast, sent: Case
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        cast.county.fills_in(reverse("desk:act", args=[sent.uid, "agree"]), {})
    assert told("待会签") == {"乌兰", "李明"}
    day = cast.hrss.opens(reverse("desk:day"))
    assert [slot.case for slot, _label in day.context["signing"]] == [sent]


def test_one_message_an_entry_is_enough(cast: Cast, sent: Case) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        cast.county.fills_in(reverse("desk:act", args=[sent.uid, "agree"]), {})
    for person in (cast.hrss.person, cast.union.person):
        assert Notice.objects.filter(person=person).count() == 1
