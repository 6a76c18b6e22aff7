"""Hearings: set down where room and people are free and both sides can be told; the calendar; who sits."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.timezone import localdate

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.models import Booking, Room
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.trial import timetable
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Body, Person

from .chamber import Chamber, ago, page

CALENDAR_PAGE = "/desk/p/arbitration/hearing-calendar/"


def first_day() -> date:
    return timetable.earliest(localdate(), CALENDAR)


def sets(chamber: Chamber, case: Case, **more: str) -> object:
    data = {"hearing_on": first_day().isoformat(), "starts": "09:00", "minutes": "90",
            "room": "第一仲裁庭"} | more  # fmt: skip
    return chamber.clerk.sends(page(case, "hearings/set/"), data)


def test_the_first_day_for_a_hearing_leaves_five_working_days_for_the_notice() -> None:
    monday = date(2026, 3, 2)
    day = timetable.earliest(monday, CALENDAR)
    assert day == date(2026, 3, 9)
    assert timetable.notice_by(day, CALENDAR) == monday
    assert timetable.earliest(date(2026, 9, 24), CALENDAR) == date(2026, 10, 9)  # over the holidays


def test_a_hearing_is_set_down_and_takes_room_and_arbitrator(chamber: Chamber) -> None:
    chamber.room()
    case = chamber.tried()
    assert "第一仲裁庭" in chamber.clerk.reads(page(case, "hearings/set/"))
    assert sets(chamber, case).status_code == 302
    assert Booking.objects.count() == 6
    text = chamber.clerk.reads(page(case, "hearings/"))
    assert "未发通知" in text


def test_a_clash_is_refused_with_the_name_of_the_other_case(chamber: Chamber) -> None:
    chamber.room()
    chamber.room("第二仲裁庭")
    first, second = chamber.tried(), chamber.tried()
    sets(chamber, first)
    first.refresh_from_db()
    answer = sets(chamber, second, starts="10:00")
    assert answer.status_code == 422
    assert f"已排“{first.number}”" in answer.content.decode()
    # the arbitrator sits in both: another room does not help
    assert "示例仲裁员2" in sets(chamber, second, room="第二仲裁庭").content.decode()
    assert sets(chamber, second, starts="10:30").status_code == 302
    assert Entry.objects.filter(act="set_hearing").count() == 2


def test_too_early_a_day_and_a_day_of_rest_are_refused_with_the_first_possible(
    chamber: Chamber,
) -> None:
    chamber.room()
    case = chamber.tried()
    tomorrow = localdate() + timedelta(days=1)
    while not CALENDAR.is_workday(tomorrow):
        tomorrow += timedelta(days=1)
    answer = sets(chamber, case, hearing_on=tomorrow.isoformat())
    assert "五个工作日前" in answer.content.decode()
    rest = first_day()
    while CALENDAR.is_workday(rest):
        rest += timedelta(days=1)
    assert "请选工作日" in sets(chamber, case, hearing_on=rest.isoformat()).content.decode()
    assert not Booking.objects.exists()


def test_free_times_keep_clear_of_what_is_booked(chamber: Chamber) -> None:
    chamber.room()
    first, second = chamber.tried(), chamber.tried()
    sets(chamber, first, minutes="180")
    found = chamber.clerk.opens(page(second, "hearings/set/")).context["free"]
    assert found
    assert (found[0].on, found[0].starts) == (first_day(), "14:30")


def test_the_calendar_shows_rooms_and_people_and_hides_what_one_may_not_see(
    chamber: Chamber,
) -> None:
    chamber.room()
    case = chamber.tried()
    sets(chamber, case)
    case.refresh_from_db()
    day = first_day().isoformat()
    assert case.number in chamber.clerk.reads(CALENDAR_PAGE, on=day)
    assert "示例仲裁员2" in chamber.clerk.reads(CALENDAR_PAGE, on=day, by="person", span="day")
    chamber.does(case, "step_aside", ARBITRATOR, ago(0), facts.Reason(reason="近亲属"), ("member/102",))  # fmt: skip
    text = chamber.arbitrator.reads(CALENDAR_PAGE, on=day)
    assert case.number not in text
    assert "已占用" in text


def test_a_room_that_is_booked_cannot_be_retired(chamber: Chamber) -> None:
    url = f"{CALENDAR_PAGE}rooms/"
    chamber.clerk.sends(url, {"name": "第一仲裁庭", "seats": "30"})
    room = Room.objects.get()
    assert chamber.clerk.sends(url, {"name": "第一仲裁庭"}).status_code == 422
    assert chamber.arbitrator.sends(url, {"name": "第二仲裁庭"}).status_code == 404
    case = chamber.tried()
    sets(chamber, case)
    answer = chamber.clerk.sends(url, {"retire": str(room.pk)})
    assert "请先改排再停用" in answer.content.decode()
    hearing = ("hearing/1",)
    chamber.does(case, "postpone", ARBITRATOR, ago(0), facts.Postponement(reason="病"), hearing)
    assert chamber.clerk.sends(url, {"retire": str(room.pk)}).status_code == 302
    room.refresh_from_db()
    assert room.retired_by == chamber.clerk.person


def test_the_docket_says_when_it_is_heard_and_what_is_missing(chamber: Chamber) -> None:
    chamber.room()
    case, other = chamber.tried(), chamber.tried(60)
    sets(chamber, case)
    text = chamber.arbitrator.reads("/desk/p/arbitration/trial/")
    case.refresh_from_db()
    other.refresh_from_db()
    assert case.number
    assert text.index(other.number) < text.index(case.number)  # the late one first
    assert "已超期" in text
    assert "未指定举证期限" in text
    assert case.number not in chamber.seats[105].reads("/desk/p/arbitration/trial/")
    ics = chamber.arbitrator.opens(f"{CALENDAR_PAGE}mine.ics").content.decode()
    assert f"SUMMARY:{case.number}" in ics
    start = first_day()
    assert f"DTSTART:{start:%Y%m%d}T010000Z" in ics  # nine o'clock here


def test_a_tribunal_of_one_is_formed_with_load_and_conflicts_shown(chamber: Chamber) -> None:
    chamber.tried()
    case = chamber.opens(ago(5))
    ground = facts.SimpleAcceptance(ground="双方同意", suited=True)
    chamber.does(case, "accept_simple", CLERK, ago(5), ground)
    url = page(case, "tribunal/form/")
    people = {c.person.name: c for c, _role in chamber.head.opens(url).context["people"]}
    assert (people["苏和"].load, people["明安"].load) == (1, 0)
    assert "乌日娜" in people  # may keep the minutes
    assert people["乌日娜"].roles == ("书记员",)
    answer = chamber.head.sends(url, {"role-102": "首席仲裁员"})
    assert "请指定一名独任仲裁员" in answer.content.decode()
    assert (
        chamber.head.sends(url, {"role-105": "独任仲裁员", "role-101": "书记员"}).status_code == 302
    )
    assert "明安" in chamber.head.reads(page(case, "tribunal/"))


def test_whoever_shares_a_phone_with_a_party_sits_only_when_it_was_looked_into(
    chamber: Chamber,
) -> None:
    case, workers, _firm = chamber.with_parties()
    suhe = Person.objects.get(pk=102)
    suhe.phone = workers[0].phone.open()
    suhe.save()
    url = page(case, "tribunal/form/")
    assert "与申请人登记同一手机号" in chamber.head.reads(url)
    answer = chamber.head.sends(url, {"role-102": "独任仲裁员"})
    assert "须核实的关系" in answer.content.decode()
    assert chamber.head.sends(url, {"role-102": "独任仲裁员", "checked": "on"}).status_code == 302


def test_the_minutes_begin_with_who_should_come_and_what_is_disputed(chamber: Chamber) -> None:
    chamber.room()
    case = chamber.tried()
    sets(chamber, case)
    said = {"hired_on": "2025-03-01"}
    chamber.does(case, "state_elements", CLERK, ago(0), facts.Elements(of={"claimant/w1": said}), ("claimant/w1",))  # fmt: skip
    said = {"hired_on": "2025-06-01"}
    chamber.does(case, "state_elements", CLERK, ago(0), facts.Elements(of={"claimant/w1": said}), ("respondent/e1",))  # fmt: skip
    form = chamber.clerk.opens(page(case, "hearings/hear/")).context["form"]
    assert form.initial["present"] == ("申请人：示例职工1", "被申请人：示例建筑有限公司")
    assert form.initial["focus"] == ("1. 入职日期：申请人称“2025-03-01”，被申请人称“2025-06-01”")
    answer = chamber.clerk.sends(
        page(case, "hearings/hear/"),
        {
            "hearing": "hearing/1",
            "present": "示例职工1",
            "focus": "入职日期",
            "words": "核对身份。",
        },
    )
    assert answer.status_code == 302
    assert chamber.view(case).subjects["hearing/1"].state == "held"


def test_of_a_group_those_are_expected_who_speak_for_it(chamber: Chamber) -> None:
    chamber.room()
    case = chamber.group(ago(10))
    sets(chamber, case)
    form = chamber.clerk.opens(page(case, "hearings/hear/")).context["form"]
    speak = [f"示例职工{n}" for n in (1, 2, 3)]
    assert [name for _key, name in form.fields["absent"].choices] == [*speak, "示例建筑有限公司"]
    assert form.initial["present"][0] == "申请人代表：示例职工1"


def test_a_court_elsewhere_finds_none_of_these_pages(chamber: Chamber) -> None:
    from tongzhou.procedure.tests.cast import ELSEWHERE, a_region

    a_region(ELSEWHERE)
    body = Body.objects.create(
        kind="arbitration", name="示例区仲裁委", short_name="示例区仲裁委", region_id=ELSEWHERE
    )
    stranger = chamber.sits_down(201, "stranger", "外地仲裁员", "arb_arbitrator", body)
    case = chamber.tried()
    for what in ("elements/", "evidence/", "tribunal/", "hearings/", "award/", "effects/",
                 "award/issue/", "settlement/", "hearings/set/", "award/preview/award_final.docx"):  # fmt: skip
        assert stranger.opens(page(case, what)).status_code == 404, what
    assert case.title not in stranger.reads(CALENDAR_PAGE)
