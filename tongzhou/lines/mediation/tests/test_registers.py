"""The registers of mediation at the desk: who may mediate, since when, with whom they have dealings."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tongzhou.lines.mediation import registers
from tongzhou.lines.mediation.models import Mediator, MediatorConflict
from tongzhou.lines.mediation.tests.cast import HERE, Cast
from tongzhou.registry.models import RegisterEntry
from tongzhou.registry.registers import Register


def address(name: str, *args: object) -> str:
    return reverse(f"mediation:{name}", args=args)


def test_a_mediator_is_appointed_for_a_year_at_least(cast: Cast) -> None:
    sent = {
        "person": str(cast.naren.person.pk),
        "body": str(cast.bodies[HERE, "调解中心"].pk),
        "grade": "plain",
        "since": "2026-01-01",
        "until": "2026-06-30",
        "reason": "新聘",
    }
    short = cast.chief.sends(address("new-mediator"), sent)
    assert "聘期至少为一年" in short.content.decode()
    assert cast.chief.sends(address("new-mediator"), sent | {"until": "2026-12-31"}).status_code == 302  # fmt: skip
    made = Mediator.objects.order_by("-pk")[0]
    assert RegisterEntry.objects.about(made).count() == 1
    record = reverse("desk:record", args=["mediators", made.pk])
    assert "新聘" in cast.chief.opens(record).content.decode()
    assert cast.far_chief.opens(record).status_code == 404


def test_a_committee_of_an_enterprise_has_as_many_of_each_side(cast: Cast) -> None:
    from tongzhou.registry.models import Body

    body = Body.objects.create(kind="mediation", name="示例公司调委会", short_name="调委会", region_id=HERE)  # fmt: skip
    sent = {
        "body": str(body.pk),
        "way": "enterprise",
        "employer": str(cast.firm.pk),
        "worker_members": "2",
        "employer_members": "3",
        "capacity": "10",
        "is_active": "on",
        "reason": "设立",
    }
    assert "对等" in cast.chief.sends(address("new-body"), sent).content.decode()
    assert cast.chief.sends(address("new-body"), sent | {"worker_members": "3"}).status_code == 302


def test_a_conflict_of_interest_is_registered_and_one_day_over(cast: Cast) -> None:
    mediator = Mediator.objects.get(name="其其格")
    url = address("conflict", mediator.pk)
    cast.chief.sends(url, {"employer": str(cast.firm.pk), "why": "曾任该单位职工"})
    conflict = MediatorConflict.objects.get()
    assert "曾任该单位职工" in cast.chief.opens(address("mediator", mediator.pk)).content.decode()
    cast.chief.sends(address("conflict-over", conflict.pk), {})
    conflict.refresh_from_db()
    assert conflict.is_over
    assert cast.far_chief.sends(url, {"employer": "1", "why": "x"}).status_code == 404


@pytest.mark.parametrize(
    "register", [registers.MEDIATORS, registers.BODIES], ids=["mediators", "bodies"]
)
def test_every_cell_and_detail_of_a_register_is_text(cast: Cast, register: Register) -> None:
    records = list(register.rows(cast.people["chief"].person, on=date(2026, 3, 2)))
    assert records
    for record in records:
        for column in (*register.columns, *register.details):
            assert isinstance(column.text(record), str), column.code
    assert sum(column.lead for column in register.columns) == 1
