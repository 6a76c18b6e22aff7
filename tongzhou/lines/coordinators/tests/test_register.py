"""The register: who nominates, who registers, who manages whom, what the papers say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tongzhou.lines.coordinators.models import CoordinatorRow, DeploymentRow, ServedRow
from tongzhou.lines.coordinators.person import facts
from tongzhou.procedure.models import Case, Entry, Notice
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.tests.seats import Seat
from tongzhou.registry.models import Appointment, Person

from .team import FIRMS, LONG, Team, desk, field


def nominates(seat: Seat, **more: Any) -> Case:
    data = {
        "who-name": LONG, "who-phone": "19900001111", "m-group": "社区", "m-chinese": "on",
        "m-mongolian": "on", "m-id_number": "150221190101010011", "request": "n1",
    } | more  # fmt: skip
    seat.does(desk("nominate"), data)
    return Case.objects.get(procedure="coordinators.person")


def test_the_union_nominates_and_the_department_registers_and_appoints(
    team: Team, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = nominates(team.union)
    person = Person.objects.by_phone("19900001111")
    assert person
    assert person.name == LONG
    assert not person.appointments_on(team.on)
    assert Notice.objects.filter(person=team.chief.person, case=case).exists()
    team.chief.does(
        reverse("desk:act", args=[case.uid, "register"]),
        {"act-happened_on": team.on.isoformat(), "act-request": "r1"},
    )
    team.chief.does(desk("appoint", case.uid), {"m-since": team.on.isoformat(), "request": "a1"})
    row = CoordinatorRow.objects.get()
    assert (row.name, row.state, row.sponsor, row.mongolian) == (
        LONG,
        "active",
        "土右旗总工会",
        True,
    )
    assert [a.office for a in person.appointments_on(team.on)] == ["coordinator"]
    case.refresh_from_db()
    assert case.number.startswith("土人社协登字〔")


def test_the_identity_number_stands_nowhere_in_the_journal(team: Team) -> None:
    case = nominates(team.union)
    entry = Entry.objects.get(case=case)
    assert "150221190101010011" not in str(entry.facts)


def test_the_union_does_not_register_its_own_nominee(team: Team) -> None:
    case = nominates(team.union)
    with pytest.raises(NotTheirOffice):
        team.does(302, case, "register", facts.Opinion())


def test_a_body_manages_its_own_people_and_the_department_anybodys(team: Team) -> None:
    case = team.enrolled(304)
    stated = facts.Training(topic="欠薪预警", on=team.on, hours=8, score=92)
    with pytest.raises(NotTheirOffice, match="责任单位"):
        team.does(303, case, "train", stated, "coordinator/304")
    team.does(302, case, "train", stated, "coordinator/304")
    team.does(301, case, "train", stated, "coordinator/304")
    assert case.training.count() == 2


def test_who_is_suspended_reaches_nothing_until_resumed(team: Team) -> None:
    case = team.enrolled(304, 1)
    assert FIRMS[1] in team.suhe.reads(field("home"))
    team.chief.does(desk("suspend", case.uid), {"m-reason": "本人申请。", "request": "s1"})
    assert not Appointment.objects.on(team.on).filter(person=304).exists()
    assert team.suhe.client.get(field("home")).status_code == 404
    team.chief.does(desk("resume", case.uid), {"m-since": team.on.isoformat(), "request": "s2"})
    assert FIRMS[1] in team.suhe.reads(field("home"))


def test_employers_are_given_to_a_coordinator_by_name_and_given_back(team: Team) -> None:
    case = team.enrolled(304)
    team.union.does(
        desk("serve", case.uid),
        {"m-employers": f"{FIRMS[1]}\n{FIRMS[2]}", "s-since": team.on.isoformat(), "request": "x"},
    )
    assert set(ServedRow.objects.values_list("employer", flat=True)) == {1, 2}
    given = facts.Released(employers=("employer/e1",), until=team.on)
    team.does(302, case, "release", given, "coordinator/304")
    assert list(ServedRow.objects.values_list("name", flat=True)) == [FIRMS[2]]
    with pytest.raises(Refused, match="不由本人服务"):
        team.does(302, case, "release", given, "coordinator/304")


def test_an_employer_nobody_knows_is_named_in_the_refusal(team: Team) -> None:
    case = team.enrolled(304)
    answer = team.union.client.post(
        desk("serve", case.uid), {"m-employers": "示例不存在公司", "s-since": team.on.isoformat()}
    )
    assert answer.status_code == 422
    assert "示例不存在公司" in answer.content.decode()
    assert not ServedRow.objects.exists()


def test_a_deployment_has_a_beginning_and_an_end(team: Team) -> None:
    case = team.enrolled(304)
    said = facts.Deployment(
        place="社区", name="示例社区", grid="第三网格", time="兼职", since=team.ago(30)
    )
    team.does(302, case, "deploy", said, "coordinator/304")
    row = DeploymentRow.objects.get()
    assert (row.place, row.full_time, row.until) == ("社区", False, None)
    early = facts.DeploymentEnd(which=row.entry, until=team.ago(31))
    with pytest.raises(Refused, match="早于起始日期"):
        team.does(302, case, "end_deployment", early, "coordinator/304")
    team.does(
        302,
        case,
        "end_deployment",
        facts.DeploymentEnd(which=row.entry, until=team.on),
        "coordinator/304",
    )
    row.refresh_from_db()
    assert row.until == team.on


def test_a_certificate_of_skill_needs_its_level(team: Team) -> None:
    with pytest.raises(ValueError, match="等级"):
        facts.Held(sort="职业技能等级证书", number="1", issuer="示例", issued_on=team.on).check()
    case = team.enrolled(304)
    for level, days in (("四级", 900), ("三级", 100)):
        held = facts.Held(
            sort="职业技能等级证书", level=level, number=f"示例{level}", issuer="示例评价机构",  # type: ignore[arg-type]
            issued_on=team.ago(days), until=team.on + timedelta(days=60),
        )  # fmt: skip
        team.does(302, case, "certify", held, "coordinator/304")
    row = CoordinatorRow.objects.get()
    assert (row.level, row.certificate) == ("三级", "示例三级")


def test_the_registers_show_a_coordinator_only_themselves(team: Team) -> None:
    team.enrolled(304, 1)
    team.enrolled(305, 2)
    url = reverse("desk:register", args=["coordinators"])
    assert LONG in team.chief.reads(url)
    page = team.suhe.reads(url)
    assert "苏和" in page
    assert LONG not in page


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_paper_of_a_coordinator_can_be_drawn(team: Team, form: str) -> None:
    case = team.enrolled(305, 1)
    team.visited(team.on, 1, 305, words="宣传劳动合同。", policies=("contract",))
    log = {"m-month": f"{team.on:%Y-%m}", "request": "l"}
    team.alatan.does(desk("log", case.uid), log)
    team.chief.does(
        desk("assess", case.uid),
        {"m-year": team.on.year, "m-grade": "优秀", "m-grounds": "走访及时。", "request": "y"},
    )
    issued = Entry.objects.exclude(issued={}).order_by("pk")
    found = {e.issued["paper"] for e in issued}
    assert found == {"registration", "letter", "visit", "log", "assessment"}
    for entry in issued:
        url = reverse("desk:paper", args=[entry.case.uid, entry.seq, form])
        answer: Any = team.chief.client.get(url)
        assert answer.status_code == 200, entry.act
        assert len(b"".join(answer.streaming_content)) > 1000
        answer.close()
