"""共同办理 — the second officer takes part with a sign-in of their own, not by being named."""

from datetime import date

import pytest

from tongzhou.procedure import cosign
from tongzhou.procedure.examples import inspection
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import CoSignature, Proposal
from tongzhou.procedure.readings import read_as
from tongzhou.procedure.refusal import NotNow, NotTheirOffice
from tongzhou.registry.models import Appointment, Person

from .cast import COUNTY, DUTY_DAY, HEAD, INSPECTOR, a_complaint, an_officer, at, who
from .test_shape_parties import investigated

ZHAO, QIQIGE = who("inspector", name="赵"), who("inspector", name="其其格")
NOON = at("2026-03-05")


def proposed(door, case, *names, **change):
    others = tuple((n, n) for n in names or ("赵",))
    return cosign.propose(
        door, case, "visit", **({"by": INSPECTOR, "others": others, "at": NOON} | change)
    )


def test_nothing_has_happened_until_the_second_officer_confirms(door):
    case = investigated(door)
    proposal = proposed(door, case)
    assert case.entries.count() == 3
    entry = cosign.confirm(door, proposal, by=ZHAO, at=at("2026-03-06"))
    assert (entry.actors, entry.names) == (["巴特尔", "赵"], ["巴特尔", "赵"])
    assert entry.happened_on == date(2026, 3, 5)  # the day of the visit, not of the confirmation
    assert entry.recorded_at == at("2026-03-06")
    proposal.refresh_from_db()
    assert proposal.ended_at is not None


def test_everybody_named_confirms(door):
    case = investigated(door)
    proposal = proposed(door, case, "赵", "其其格")
    assert cosign.confirm(door, proposal, by=ZHAO, at=NOON) is None
    assert cosign.confirm(door, proposal, by=ZHAO, at=NOON) is None  # twice is once
    entry = cosign.confirm(door, proposal, by=QIQIGE, at=NOON)
    assert entry.names == ["巴特尔", "赵", "其其格"]
    with pytest.raises(NotNow, match="已经办理"):
        cosign.confirm(door, proposal, by=QIQIGE, at=NOON)


def test_naming_a_colleague_is_not_enough(door):
    case = investigated(door)
    with pytest.raises(NotNow, match="以本人账号确认"):
        door.act(case, "visit", by=INSPECTOR, at=NOON, with_=(("赵", "赵"),))
    with read_as(second_officer="named"):
        door.act(case, "visit", by=INSPECTOR, at=NOON, with_=(("赵", "赵"),))


def test_who_was_not_asked_and_who_holds_no_office_does_not_confirm(door):
    case = investigated(door)
    proposal = proposed(door, case)
    with pytest.raises(NotTheirOffice, match="没有请您"):
        cosign.confirm(door, proposal, by=QIQIGE, at=NOON)
    with pytest.raises(NotTheirOffice, match="没有请您"):
        cosign.confirm(door, proposal, by=INSPECTOR, at=NOON)
    with pytest.raises(NotTheirOffice, match="由劳动保障监察员办理"):
        cosign.confirm(door, proposal, by=who("legal", name="赵"), at=NOON)
    with pytest.raises(NotTheirOffice, match="不在本辖区"):
        cosign.confirm(door, proposal, by=who("inspector", "150303", name="赵"), at=NOON)
    assert not CoSignature.objects.exclude(confirmed_at=None).exists()


def test_a_proposal_is_judged_when_made_and_again_when_confirmed(door):
    case = investigated(door)
    with pytest.raises(NotTheirOffice, match="二名以上"):
        proposed(door, case, "白")
    proposal = proposed(door, case)
    door.act(case, "recuse", by=HEAD, at=NOON, about=("officer/赵",))
    with pytest.raises(NotTheirOffice, match="回避的除外"):
        cosign.confirm(door, proposal, by=ZHAO, at=NOON)
    assert not CoSignature.objects.exclude(confirmed_at=None).exists()
    assert case.entries.count() == 4


def test_a_proposal_is_declined_with_a_reason_or_taken_back(door):
    case = investigated(door)
    proposal = proposed(door, case)
    with pytest.raises(NotNow, match="正待共同办理人确认"):
        proposed(door, case)
    with pytest.raises(NotTheirOffice, match="没有请您"):
        cosign.decline(proposal, by=QIQIGE, at=NOON, reason="x")
    with pytest.raises(NotNow, match="须写明理由"):
        cosign.decline(proposal, by=ZHAO, at=NOON, reason="")
    cosign.decline(proposal, by=ZHAO, at=NOON, reason="本人当日未到场")
    with pytest.raises(NotNow, match="赵不予确认：本人当日未到场"):
        cosign.confirm(door, proposal, by=ZHAO, at=NOON)
    again = proposed(door, case)
    cosign.decline(again, by=INSPECTOR, at=NOON, reason="")
    assert Proposal.objects.filter(ended_at=None).count() == 0
    assert case.entries.count() == 3


def test_an_act_of_one_is_not_proposed(door):
    case = investigated(door)
    with pytest.raises(NotNow, match="由一人办理"):
        cosign.propose(
            door, case, "extend", by=HEAD, others=(), at=NOON, facts=inspection.More(days=5)
        )


def test_a_confirmation_serves_its_own_case_and_act_once(door):
    case, other = investigated(door), investigated(door)
    proposal = proposed(door, case)
    call = {"by": INSPECTOR, "at": NOON, "confirmed": proposal}
    with pytest.raises(NotNow, match="尚未全部确认"):
        door.act(case, "visit", **call)
    CoSignature.objects.update(confirmed_at=NOON)
    for where, act in ((other, "visit"), (case, "conclude")):
        with pytest.raises(NotNow, match="尚未全部确认"):
            door.act(where, act, **call)
    door.act(case, "visit", **call)
    with pytest.raises(NotNow, match="尚未全部确认"):
        door.act(case, "visit", **call)


def test_what_is_proposed_is_sealed_and_waits_on_the_list_of_who_is_asked(door):
    case = investigated(door)
    second = an_officer("inspector", COUNTY, "赵")
    proposal = proposed(door, case, reason="群众举报")
    assert "群众举报" not in proposal.sealed
    assert cosign.kept(proposal).reason == "群众举报"
    assert cosign.kept(proposal).by == INSPECTOR
    CoSignature.objects.update(ref=str(second.pk))
    assert list(cosign.waiting_for(second)) == [proposal]
    cosign.decline(proposal, by=INSPECTOR, at=NOON, reason="")
    assert not cosign.waiting_for(second).exists()


def test_who_has_left_the_office_since_proposing_does_not_act(door):
    case = a_complaint(door)
    first, second = an_officer("inspector"), an_officer("inspector")
    by = [Actor(str(p.pk), p.name, "example_inspector", COUNTY) for p in (first, second)]
    door.act(case, "open", by=by[0], at=DUTY_DAY)
    team = inspection.Team(certificates={p.ref: date(2028, 1, 1) for p in by})
    about = tuple(f"officer/{p.ref}" for p in by)
    door.act(case, "assign", by=HEAD, at=DUTY_DAY, about=about, facts=team)
    others = ((by[1].ref, by[1].name),)
    proposal = cosign.propose(door, case, "visit", by=by[0], others=others, at=DUTY_DAY)
    Appointment.objects.filter(person=first).update(until=date(2026, 3, 3))
    with pytest.raises(NotTheirOffice, match="已不任提出时的职务"):
        cosign.confirm(door, proposal, by=by[1], at=at("2026-03-04"))
    Appointment.objects.filter(person=first).update(until=None)
    assert cosign.confirm(door, proposal, by=by[1], at=at("2026-03-04")).actors == [
        p.ref for p in by
    ]
    assert Person.objects.count() == 2
