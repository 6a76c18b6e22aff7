"""视野 — whom a case is shown to: offices and regions, those assigned, those recused, both ends of a transfer."""

from datetime import date

from tongzhou.procedure.examples import inspection
from tongzhou.procedure.models import Case
from tongzhou.procedure.scope import sight_of
from tongzhou.registry.models import Appointment, Person

from .cast import COUNTY, HEAD, INSPECTOR, a_complaint, a_plan_at_league, an_officer, at

TODAY = date(2026, 3, 9)
HOHHOT = "150102"


def sees(person, case, on=TODAY):
    return Case.objects.visible_to(sight_of(person, on=on)).filter(pk=case.pk).exists()


def carried_by(door, case, *people):
    door.act(case, "open", by=INSPECTOR, at=at("2026-03-03"))
    team = inspection.Team(certificates={p.name: date(2028, 1, 1) for p in people})
    about = tuple(f"officer/{p.pk}" for p in people)
    door.act(case, "assign", by=HEAD, at=at("2026-03-03"), about=about, facts=team)


def test_an_office_sees_the_cases_of_its_lines_in_its_region_and_below(door):
    case, plan = a_complaint(door), a_plan_at_league(door)
    assert sees(an_officer("inspector"), case)
    assert not sees(an_officer("inspector", "150222"), case)
    assert not sees(an_officer("clerk"), case)  # another line
    assert sees(an_officer("hrss_4", "1502"), plan)
    assert sees(an_officer("hrss_2", "15"), plan)
    assert not sees(an_officer("hrss_4", "1503"), plan)
    assert not sees(an_officer("hrss_4", "1502"), case)


def test_who_holds_no_office_sees_nothing(door):
    case = a_complaint(door)
    nobody = Person.objects.create_user("nobody", name="无职务", is_staff=True)
    assert not sees(nobody, case)
    former = an_officer("inspector")
    assert sees(former, case)
    Appointment.objects.filter(person=former).update(until=date(2026, 3, 8))
    assert not sees(former, case)
    assert sees(former, case, on=date(2026, 3, 8))


def test_a_recused_officer_no_longer_sees_the_case_and_a_colleague_does(door):
    case = a_complaint(door)
    barred, colleague = an_officer("inspector"), an_officer("inspector")
    carried_by(door, case, barred, colleague)
    assert sees(barred, case)
    door.act(case, "recuse", by=HEAD, at=at("2026-03-05"), about=(f"officer/{barred.pk}",))
    assert not sees(barred, case)
    assert sees(colleague, case)


def test_an_officer_from_elsewhere_sees_the_case_once_it_is_theirs(door):
    case = a_complaint(door)
    helper, colleague = an_officer("inspector", HOHHOT), an_officer("inspector")
    assert not sees(helper, case)
    carried_by(door, case, helper, colleague)
    assert sees(helper, case)


def test_both_ends_of_a_transfer_see_it_and_nobody_else_there(door):
    case = a_complaint(door)
    there = inspection.Transfer(region=HOHHOT)
    door.act(case, "pass_on", by=INSPECTOR, at=at("2026-03-04"), facts=there)
    assert sees(an_officer("inspector"), case)
    assert sees(an_officer("inspector", HOHHOT), case)
    assert not sees(an_officer("clerk", HOHHOT), case)
    # an inspector here who keeps the registry of disputes there sees complaints here alone
    both = an_officer("inspector", "150222")
    Appointment.objects.create(
        person=both,
        office="example_clerk",
        body=an_officer("clerk", HOHHOT).appointments.get().body,
        since=date(2020, 1, 1),
    )
    assert not sees(both, case)


def test_a_sight_is_counted_once_and_reads_no_case(door, django_assert_num_queries):
    case = a_complaint(door)
    person = an_officer("inspector", COUNTY)
    with django_assert_num_queries(1):
        sight = sight_of(person, on=TODAY)
    with django_assert_num_queries(1):
        assert list(Case.objects.visible_to(sight)) == [case]
