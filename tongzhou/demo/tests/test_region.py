"""The demo is played through the same door as real work, so it must stand on any day it is loaded."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from tongzhou.demo import people, region
from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Case, SlotRow
from tongzhou.procedure.project import rebuild
from tongzhou.registry.models import Appointment, Person
from tongzhou.registry.offices import REGISTRAR
from tongzhou.warehouse.loading.offices import KEEPER


@pytest.mark.long
@pytest.mark.django_db
def test_the_demo_region_stands_and_its_rows_are_what_its_journals_say() -> None:
    call_command("load_codes", verbosity=0)
    said: list[str] = []
    region.load(on=date(2026, 11, 23), say=said.append)
    assert len(said) >= 7
    states = set(Case.objects.values_list("procedure", "state"))
    assert {
        ("zones.programme", "running"),
        ("zones.programme", "selecting"),
        ("zones.selection", "choosing"),
        ("zones.plan", "drafting"),
        ("zones.plan", "at_league"),
        ("zones.plan", "at_region"),
        ("zones.plan", "launched"),
        ("zones.practice", "published"),
        ("mediation.case", "applied"),
        ("mediation.case", "mediating"),
        ("mediation.case", "signing"),
        ("mediation.case", "performing"),
        ("mediation.case", "performed"),
        ("mediation.case", "failed"),
        ("arbitration.dispute", "applied"),
        ("inspection.case", "filed"),
        ("inspection.case", "investigating"),
        ("inspection.case", "concluded"),
        ("inspection.case", "decided"),
        ("inspection.case", "archived"),
        ("inspection.check", "waiting"),
        ("inspection.check", "published"),
        ("inspection.transfer", "sent"),
    } <= states
    assert set(SlotRow.objects.values_list("office", flat=True)) == {
        "zone_drc_league",
        "zone_union_league",
        "zone_fic_league",
        "zone_union_region",
    }
    assert not list(rebuild(Case.objects.all(), CALENDAR, catalogue.versions_of))


@pytest.mark.django_db
def test_every_member_of_the_cast_holds_an_office_that_the_house_knows() -> None:
    declared = {office for p in catalogue.every_version() for office in p.offices}
    assert {m.office for m in people.members()} <= declared | {REGISTRAR, KEEPER.code}
    names = [m.name for m in {m.username: m for m in people.members()}.values()]
    assert len(set(names)) == len(names), "people sign in by their name"
    assert not Person.objects.exists()
    assert not Appointment.objects.exists()
