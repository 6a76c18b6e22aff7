"""期限 — the shapes of time: what a lapse means, how days are counted, held, extended, counted back."""

from datetime import date

import pytest

from tongzhou.procedure.examples import dispute
from tongzhou.procedure.refusal import NotNow

from .cast import ARBITRATOR, CLERK, a_dispute, at, clock


def awarded(door):
    case = a_dispute(door)
    door.act(
        case,
        "award",
        by=ARBITRATOR,
        at=at("2026-03-20"),
        about=("claimant/0",),
        facts=dispute.Shares(shares={"claimant/0": 5}),
    )
    return case


def test_a_late_body_opens_the_certificate_and_loses_nothing(door):
    case = a_dispute(door)  # forty-five days from 2 March end on 16 April
    with pytest.raises(NotNow, match="尚未逾期"):
        door.act(case, "certify_late", by=CLERK, at=at("2026-04-16"))
    door.act(case, "certify_late", by=CLERK, at=at("2026-04-17"))
    assert clock(door, case, "decision").status(date(2026, 4, 17)) == "lapsed"
