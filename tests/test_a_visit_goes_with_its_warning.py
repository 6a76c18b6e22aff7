"""Across rooms: whoever is relieved of a warning, or leaves, does not keep its visit. It goes on with the warning.

What such a person has recorded without a network meanwhile is refused in words, and stays in the phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.coordinators import leaving
from tongzhou.lines.coordinators.models import VisitRow
from tongzhou.lines.coordinators.person import facts as person
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON
from tongzhou.lines.coordinators.reminding import remind
from tongzhou.lines.coordinators.visit.facts import Cancelled, Handed
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, CaseLink, ClockRow, Entry, Notice
from tongzhou.procedure.project import rebuild
from tongzhou.registry.appointing import end_appointment
from tongzhou.registry.models import Appointment, Body, Person
from tongzhou.warning.cases import facts
from tongzhou.warning.tests.station import HERE, Someone, Station, assemble, at

VISIT = "coordinators.visit"
RECORD = {
    "request": "r1", "work": "走访", "place": "厂区食堂", "words": "十二人九月工资未发。", "verified": "部分属实",
    "cause": "资金周转困难", "people": "12",
}  # fmt: skip


@dataclass
class World:
    """A county that watches, its two coordinators on the steppe, and who keeps their register."""

    station: Station
    on: date
    enhe: Someone
    saren: Someone
    keeper: Someone

    def sent(self, *coordinators: Someone, act: str = "dispatch", case: Case | None = None) -> Case:
        """Send a red warning to these coordinators."""
        station, on = self.station, self.on
        warning = case or station.issued(station.candidate(on=on), on=on)
        names = {f"handler/{c.person.pk}": c.person.name for c in coordinators}
        stated = facts.Dispatch(
            names=names, to="网格协调员", coordinators=tuple(str(c.person.pk) for c in coordinators)
        )
        station.does("analyst", warning, act, stated, on=on, about=tuple(names))
        return warning

    def relieves(self, warning: Case, who: Someone) -> Entry:
        key = f"handler/{who.person.pk}"
        said = facts.Relief(words="调离网格")
        return self.station.does("analyst", warning, "relieve", said, on=self.on, about=(key,))

    def keeps(
        self, case: Case, act: str, stated: Any, *about: str, on: date | None = None
    ) -> Entry:
        """Let who keeps the register do an act."""
        case.refresh_from_db()
        return self.station.door.act(
            case, act, by=self.keeper.actor, at=now(), facts=stated, about=about, happened_on=on
        )

    def hands(self, visit: Case, to: Someone, reason: str = "重新指派") -> Entry:
        key = f"coordinator/{to.person.pk}"
        return self.keeps(visit, "hand", Handed(names={key: to.person.name}, reason=reason), key)

    def records(self, who: Someone, visit: Case) -> dict[str, str]:
        """Send what waits in a phone."""
        return who.sends_later(reverse("coordinators-field:visit", args=[visit.uid]), dict(RECORD))


def visit_of(warning: Case) -> Case:
    """Return the one visit a warning has sent."""
    return CaseLink.objects.get(source=warning, target__procedure=VISIT).target


def acts(case: Case) -> list[str]:
    return list(case.entries.order_by("seq").values_list("act", flat=True))


def a_person(username: str, name: str, office: str, body: Body) -> Someone:
    who = Person.objects.create_user(username, name=name, is_staff=True)
    Appointment.objects.create(person=who, office=office, body=body, since=date(2025, 1, 1))
    client = Client()
    client.force_login(who)
    actor = Actor(str(who.pk), name, office, HERE, body.short_name, (), "达人社")
    return Someone(who, client, actor, body)


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Iterator[World]:  # noqa: ARG001
    settings.MEDIA_ROOT = str(tmp_path)
    station, on = assemble(), localdate()
    body = Body.objects.get(region_id=HERE)
    enhe = a_person("enhe", "恩和巴雅尔", "coordinator", body)
    saren = a_person("saren", "萨仁", "coordinator", body)
    keeper = a_person("gaowa", "高娃", "coordinator_manager", body)
    yield (world := World(station, on, enhe, saren, keeper))
    assert world.on == on
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))


def registered(world: World, who: Someone) -> Case:
    """Put a coordinator on record, appointed half a year ago."""
    key, since = f"coordinator/{who.person.pk}", world.on - timedelta(days=180)
    said = person.Nomination(
        names={key: who.person.name}, group="基层平台", sponsor=who.body.short_name
    )
    case = world.station.door.open_case(
        PERSON, by=world.keeper.actor, at=now(), region=HERE, facts=said, happened_on=since
    )
    world.keeps(case, "register", person.Opinion(), on=since)
    world.keeps(case, "appoint", person.Appointed(since=since), on=since)
    return case


def test_a_visit_comes_back_when_who_has_it_is_relieved_of_the_warning(world: World) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    world.relieves(warning, world.enhe)
    visit.refresh_from_db()
    assert (visit.state, visit.handlers, visit.is_open) == ("unassigned", 0, True)
    assert VisitRow.objects.get(case=visit).person is None
    back = visit.entries.get(act="give_back")
    assert (back.office, back.facts["reason"]) == (
        "handover",
        "预警调整责任人：调离网格；预警待另行派发",
    )
    assert "退回待指派" in world.keeper.reads(reverse("desk:case", args=[visit.uid]))
    # The day by which it is to be made goes on.
    assert ClockRow.objects.get(case=visit, limit="completion").is_running
    board = world.keeper.reads(reverse("coordinators:board"))
    assert "待指派的走访" in board
    assert reverse("coordinators:hand", args=[visit.uid]) in board
    assert "去走访" not in world.enhe.reads(reverse("coordinators-field:home"))


def test_whoever_gets_the_warning_gets_the_visit_that_came_back_and_no_second_one(
    world: World,
) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    world.relieves(warning, world.enhe)
    world.sent(world.saren, case=warning)
    visit.refresh_from_db()
    assert visit_of(warning) == visit
    assert acts(visit) == ["arrange", "give_back", "taken_up"]
    row = VisitRow.objects.get(case=visit)
    assert (visit.state, row.person, visit.handled_by) == ("waiting", world.saren.person.pk, "萨仁")
    assert row.until is not None
    assert world.records(world.saren, visit)["state"] == "done"
    warning.refresh_from_db()
    assert warning.state == "verified"


def test_who_is_sent_again_after_all_has_their_visit_again(world: World) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    world.relieves(warning, world.enhe)
    world.sent(world.enhe, case=warning)
    assert world.records(world.enhe, visit)["state"] == "done"


def test_a_visit_that_is_on_its_way_is_left_to_who_has_it(world: World) -> None:
    warning = world.sent(world.enhe)
    first = visit_of(warning)
    world.sent(world.saren, case=warning)
    visits = [link.target for link in CaseLink.objects.filter(source=warning).order_by("target")]
    assert [v.state for v in visits] == ["waiting", "waiting"]
    world.relieves(warning, world.enhe)
    first.refresh_from_db()
    second = visits[1]
    second.refresh_from_db()
    assert (first.state, second.state) == ("unassigned", "waiting")
    # Whoever is to decide what becomes of it reads that somebody else is on the way.
    assert "预警现由萨仁承办" in first.entries.get(act="give_back").facts["reason"]


def test_of_two_who_were_sent_together_the_other_goes(world: World) -> None:
    warning = world.sent(world.saren, world.enhe)
    visit = visit_of(warning)
    world.relieves(warning, world.enhe)
    visit.refresh_from_db()
    assert (visit.state, visit.handled_by) == ("waiting", "萨仁")
    assert world.records(world.saren, visit)["state"] == "done"


def test_a_visit_already_made_stays_with_who_made_it(world: World) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    assert world.records(world.enhe, visit)["state"] == "done"
    world.relieves(warning, world.enhe)
    assert "give_back" not in acts(visit)
    assert VisitRow.objects.get(case=visit).person == world.enhe.person.pk


def test_a_record_made_without_a_network_meanwhile_is_refused_in_words(world: World) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    world.relieves(warning, world.enhe)
    before = acts(visit)
    answer = world.records(world.enhe, visit)
    assert answer["state"] == "refused"
    assert "已经退回，正等管理负责人重新指派" in answer["message"]
    assert "打开“查看内容”，转告" in answer["message"]
    world.hands(visit, world.saren)
    assert "已改派给萨仁" in world.records(world.enhe, visit)["message"]
    assert acts(visit) == [*before, "hand"]
    # Nothing was lost: what is refused is not kept as received, and the same record is taken once it is theirs again.
    world.hands(visit, world.enhe)
    assert world.records(world.enhe, visit)["state"] == "done"


def test_who_is_suspended_gives_back_the_visit_and_the_warning_in_one_transaction(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    warning, roll = world.sent(world.enhe), registered(world, world.enhe)
    visit = visit_of(warning)
    url = reverse("coordinators:suspend", args=[roll.uid])
    with django_capture_on_commit_callbacks(execute=True):
        world.keeper.does(url, {"m-reason": "长期病假"})
    visit.refresh_from_db()
    warning.refresh_from_db()
    assert (visit.state, visit.handlers) == ("unassigned", 0)
    assert (warning.state, warning.handlers) == ("dispatched", 0)
    assert acts(warning)[-2:] == ["visit_moved", "carrier_left"]
    told = warning.entries.get(act="visit_moved")
    assert told.facts["what"] == "退回待指派"
    assert "恩和巴雅尔已暂停：长期病假" in told.facts["words"]
    page = world.station.analyst.reads(reverse("desk:case", args=[warning.uid]))
    assert "责任人离任" in page
    assert "走访任务变动" in page
    watching = world.station.chief.person
    said = list(Notice.objects.filter(person=watching, case=warning).values_list("text", flat=True))
    assert any("已没有人承办" in text for text in said)
    (said,) = Notice.objects.filter(person=world.keeper.person, case=visit)
    assert "已没有人承办" in said.text
    answer = world.records(world.enhe, visit)
    assert answer["state"] == "refused"
    assert "没有劳动关系协调员的职务" in answer["message"]
    assert "转告" in answer["message"]


def test_whose_term_is_over_gives_back_what_waits_at_the_next_look(world: World) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    remind(at=now())
    visit.refresh_from_db()
    assert visit.state == "waiting"
    (held,) = Appointment.objects.filter(person=world.enhe.person)
    end_appointment(
        held, last_day=world.on - timedelta(days=1), by=None, at=now(), reason="聘期届满"
    )
    remind(at=now())
    visit.refresh_from_db()
    warning.refresh_from_db()
    assert (visit.state, warning.handlers) == ("unassigned", 0)
    assert "恩和巴雅尔协调员职务已经终止" in visit.entries.get(act="give_back").facts["reason"]
    assert leaving.sweep(at=now()) == 0


def test_who_also_answers_for_warnings_gives_back_the_visit_and_keeps_the_warning(
    world: World,
) -> None:
    warning = world.sent(world.enhe)
    (held,) = Appointment.objects.filter(person=world.enhe.person)
    Appointment.objects.create(
        person=world.enhe.person, office="warning_responder", body=held.body, since=date(2025, 1, 1)
    )
    end_appointment(held, last_day=world.on - timedelta(days=1), by=None, at=now(), reason="离任")
    assert leaving.sweep(at=now()) == 1
    warning.refresh_from_db()
    assert (warning.handlers, acts(warning)[-1]) == (1, "visit_moved")


def test_who_is_deployed_nowhere_any_more_gives_back_what_they_were_sent_on_before(
    world: World,
) -> None:
    roll = registered(world, world.enhe)
    key, long_ago = f"coordinator/{world.enhe.person.pk}", world.on - timedelta(days=90)
    post = person.Deployment(place="社区", name="百灵庙社区", time="专职", since=long_ago)
    which = str(world.keeps(roll, "deploy", post, key, on=long_ago).seq)
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    over = person.DeploymentEnd(which=which, until=world.on)
    world.keeps(roll, "end_deployment", over, key)
    assert leaving.sweep(at=now()) == 0  # the last day counts
    assert leaving.sweep(at=now() + timedelta(days=1)) == 1
    visit.refresh_from_db()
    assert visit.state == "unassigned"
    # Whoever keeps the register knows it when they send the same person again.
    world.station.door.act(
        visit, "hand", by=world.keeper.actor, at=now() + timedelta(days=1), about=(key,),
        facts=Handed(names={key: world.enhe.person.name}, reason="仍由本人去"),
    )  # fmt: skip
    assert leaving.sweep(at=now() + timedelta(days=2)) == 0


def test_the_log_of_the_warning_says_to_whom_its_visit_was_handed_and_that_it_was_called_off(
    world: World,
) -> None:
    warning = world.sent(world.enhe)
    visit = visit_of(warning)
    world.hands(visit, world.saren, "就近安排")
    world.keeps(visit, "cancel", Cancelled(reason="单位已搬走"))
    told = [e.facts for e in warning.entries.filter(act="visit_moved").order_by("seq")]
    assert [(t["what"], t["to"], t["words"]) for t in told] == [
        ("改派", "萨仁", "就近安排"),
        ("取消", "", "单位已搬走"),
    ]


def test_many_visits_that_wait_for_people_in_office_cost_no_more_questions(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for firm in (0, 1):
        station = world.station
        case = station.issued(station.candidate(firm, on=world.on), on=world.on)
        world.sent(world.enhe, case=case)
    with django_assert_max_num_queries(2):
        assert leaving.sweep(at=at(world.on, 12)) == 0
