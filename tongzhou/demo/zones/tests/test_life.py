"""From the call to the launch and beyond, carried by the people who carry it, through the door."""

from __future__ import annotations

from datetime import date

import pytest

from tongzhou.demo.scene import at
from tongzhou.lines.zones.models.plan import ZonePlan, ZoneSelection
from tongzhou.lines.zones.plan import facts
from tongzhou.lines.zones.plan.findings import findings
from tongzhou.lines.zones.plan.lights import circulations, lights
from tongzhou.lines.zones.plan.versions import changes, versions
from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.programme.facts import Closing, league_key
from tongzhou.lines.zones.programme.pages import rows
from tongzhou.lines.zones.selection import facts as choice
from tongzhou.lines.zones.shapes import PARTS
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, ClockRow
from tongzhou.procedure.project import records_of
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

from .play import (
    COUNTY,
    DRAFTER,
    ELSEWHERE,
    EXPERT,
    GOVERNMENT,
    LAUNCH,
    LEAGUE,
    LEAGUE_HRSS,
    OFFICE,
    REGION_HRSS,
    SAMPLE,
    SECOND,
    all_sign,
    approved,
    called,
    child,
    chosen,
    day,
    does,
    nominated,
    opened,
    sent_up,
    sign,
    text_of,
    who,
    written,
)


@pytest.fixture
def plan(door: Door) -> Case:
    return opened(door)


@pytest.fixture
def at_league(door: Door, plan: Case) -> Case:
    written(door, plan)
    sent_up(door, plan, "06-10")
    return plan


@pytest.fixture
def launched(door: Door, at_league: Case) -> Case:
    all_sign(door, at_league, "league", "06-12")
    all_sign(door, at_league, "region", "06-20")
    approved(door, at_league, "07-01")
    does(door, at_league, "launch", GOVERNMENT, "08-20", facts.Launch())
    return at_league


def test_the_sample_plan_is_complete_and_consistent() -> None:
    written_parts = dict.fromkeys(PARTS, "digest")
    assert findings(written_parts, SAMPLE.goals, SAMPLE.tasks, SAMPLE.parts) == []


def test_a_zone_goes_from_the_call_of_2018_to_its_launch(door: Door) -> None:
    programme = called(door)
    assert programme.entries.count() == 1
    assert len(door.view(programme).subjects) == len(LEAGUES) == 12
    assert ZoneSelection.objects.count() == 12
    selection = child(programme, "zones.selection", LEAGUE)
    plan = chosen(door, selection)
    assert plan.region == COUNTY
    assert door.view(programme).subjects[league_key(LEAGUE)].state == "chosen"
    written(door, plan)
    sent_up(door, plan, "06-12")
    all_sign(door, plan, "league", "06-14")
    all_sign(door, plan, "region", "06-28")
    assert door.view(plan).state == "agreed"
    entry = approved(door, plan, "07-10")
    assert entry.issued["number"] == "示人社函〔2018〕2号"  # the invitation was the first
    does(door, plan, "launch", GOVERNMENT, "08-20", facts.Launch())
    zone = child(plan, "zones.zone")
    start = door.view(zone).said["start"]
    assert (len(start.tasks), len(start.goals)) == (14, 9)
    assert start.term_from == LAUNCH
    assert start.approved_on == day("07-10")
    row = ZonePlan.objects.get(case=plan)
    assert (row.version_no, row.stops, row.parts_done) == (1, 0, 15)
    mine = next(r for r in rows(door.view(programme), on=day("08-21"), may_open=[]) if r.site)
    assert [c.mark.level for c in mine.cells] == ["done", "done", "done"]


def test_a_league_without_a_site_says_why_before_the_stage_is_closed(door: Door) -> None:
    programme = called(door)
    with pytest.raises(NotNow, match="每个盟市至少须选定一个旗县"):
        does(door, programme, "close_selection", REGION_HRSS, "04-11", Closing())
    for code in LEAGUES:
        selection = child(programme, "zones.selection", code)
        hrss = who("zone_hrss_league", code)
        if code == LEAGUE:
            paper = choice.PaperReport(counties=("示例旗",), number="示人社发〔2018〕3号")
            does(door, selection, "report_on_paper", hrss, "04-11", paper)
        else:
            words = choice.Declining(words="条件尚不具备")
            does(door, selection, "decline", hrss, "04-11", words)
    does(door, programme, "close_selection", REGION_HRSS, "04-12", Closing())
    view = door.view(programme)
    assert view.state == "planning"
    assert view.subjects[league_key(LEAGUE)].state == "chosen"
    assert view.subjects[league_key("1501")].state == "excused"


def test_lateness_of_a_league_is_a_comparison(door: Door) -> None:
    programme = called(door)
    view = door.view(programme)
    assert {r.cells[0].mark.level for r in rows(view, on=day("04-01"), may_open=[])} == {"ahead"}
    late = rows(view, on=day("04-20"), may_open=[])
    assert {(r.cells[0].mark.level, r.cells[0].mark.days) for r in late} == {("late", 10)}
    assert {r.selection for r in late} == {""}  # whoever may not open a case gets no link to it


def test_the_dates_of_the_programme_are_its_clocks(door: Door) -> None:
    called(door)
    due = dict(
        ClockRow.objects.filter(case__procedure="zones.programme").values_list("limit", "due")
    )
    assert due == {
        "selecting": date(2018, 4, 10),
        "planning": date(2018, 6, 15),
        "launching": date(2018, 8, 20),
    }


def test_a_body_that_chose_otherwise_sends_the_choice_back(door: Door) -> None:
    selection = child(called(door), "zones.selection", LEAGUE)
    nominated(door, selection, COUNTY, "示例旗", 12)
    proposal = choice.Proposal(counties=(COUNTY,), reason="评分最高")
    does(door, selection, "propose", LEAGUE_HRSS, "04-02", proposal)
    seen = dict(door.view(selection).texts["sheets"])
    for kind, result in (("hrss", "同意"), ("drc", "同意"), ("union", "不同意"), ("fic", "同意")):
        assert door.view(selection).state == "choosing"
        words = "应再比较一个牧业旗" if result == "不同意" else ""
        said = choice.Opinion(result=result, words=words, signed=seen)
        does(door, selection, "choose", who(f"zone_{kind}_league", LEAGUE), "04-03", said)
    assert door.view(selection).state == "nominating"


def test_a_county_of_another_league_is_no_candidate(door: Door) -> None:
    selection = child(called(door), "zones.selection", LEAGUE)
    stated = choice.Nomination(county=ELSEWHERE, name="别处", kind="城区型", reason="…")
    with pytest.raises(NotNow, match="只能提名本盟市"):
        does(
            door,
            selection,
            "nominate",
            LEAGUE_HRSS,
            "03-28",
            stated,
            about=(choice.candidate_key(ELSEWHERE),),
        )


def test_a_plan_with_a_gap_is_not_submitted(door: Door, plan: Case) -> None:
    with pytest.raises(NotNow, match="尚未齐备"):
        does(door, plan, "submit", DRAFTER, "05-20", facts.Submission())
    written(door, plan)
    without = facts.TaskTable(tasks=(), replaces=text_of(door, plan)["tasks"])
    does(door, plan, "set_tasks", DRAFTER, "05-21", without)
    with pytest.raises(NotNow, match="须更正的问题"):
        does(door, plan, "submit", DRAFTER, "05-22", facts.Submission())


def test_the_second_of_two_authors_is_told_and_overwrites_nothing(door: Door, plan: Case) -> None:
    first = facts.Part(part="3", content="甲写的内容")
    does(door, plan, "write", DRAFTER, "05-01", first)
    with pytest.raises(NotNow, match="他人已修改本部分"):
        does(door, plan, "write", SECOND, "05-01", facts.Part(part="3", content="乙写的内容"))
    seen = text_of(door, plan)["3"]
    merged = facts.Part(part="3", content="甲写的内容，乙补充的内容", replaces=seen)
    does(door, plan, "write", SECOND, "05-01", merged)
    assert text_of(door, plan)["3"] != seen


def test_one_disagrees_and_all_opinions_come_back_when_all_four_are_in(
    door: Door, at_league: Case
) -> None:
    sign(door, at_league, "league", "fic", "06-12", "不同意", "缺少对行业商会的安排")
    sign(door, at_league, "league", "union", "06-12")
    sign(door, at_league, "league", "drc", "06-13", "修改后同意", "经费分年安排请写清")
    assert door.view(at_league).state == "at_league"  # nothing returns before all four have spoken
    sign(door, at_league, "league", "hrss", "06-14")
    assert door.view(at_league).state == "returned"
    (round_,) = circulations(at_league, records_of(at_league))
    said = {
        s.office: (s.result, s.words) for s in round_.said if s.office != "旗县（市、区）人民政府"
    }
    assert said == {
        "盟市工商联": ("不同意", "缺少对行业商会的安排"),
        "盟市总工会": ("同意", ""),
        "盟市发改": ("修改后同意", "经费分年安排请写清"),
        "盟市人社": ("同意", ""),
    }


def test_in_the_second_circulation_unaffected_signatures_stand(door: Door, at_league: Case) -> None:
    for kind in ("hrss", "drc", "union"):
        sign(door, at_league, "league", kind, "06-12")
    sign(door, at_league, "league", "fic", "06-13", "不同意", "宣传安排请写入行业商会")
    # 4.2 宣传保障 is no business of 发改: it need not sign again.
    changed = facts.Part(
        part="4.2",
        content=SAMPLE.parts["4.2"] + "行业商会参与宣传。",
        replaces=text_of(door, at_league)["4.2"],
    )
    does(door, at_league, "write", SECOND, "06-15", changed)
    sent_up(door, at_league, "06-16")
    view = door.view(at_league)
    waited = {office for _, office in view.waiting()}
    assert waited == {"zone_hrss_league", "zone_fic_league", "zone_union_league"}
    row = lights(view, records_of(at_league), on=day("06-20"))[0]
    standing = {light.office: light.text for light in row.lights if light.tone == "ok"}
    assert standing["盟市发改"] == "同意"
    waiting = {light.office: light for light in row.lights if light.days is not None}
    assert waiting["盟市工商联"].days == 4
    assert waiting["盟市工商联"].words == "上一轮：不同意"
    all_sign(door, at_league, "league", "06-20")
    assert door.view(at_league).state == "at_region"


def test_whoever_signs_has_read_the_text_that_stands(door: Door, at_league: Case) -> None:
    old = facts.Opinion(signed={"1.1": "another"})
    with pytest.raises(NotNow, match="文本已更新"):
        does(door, at_league, "league_sign", who("zone_drc_league", LEAGUE), "06-12", old)


def test_a_body_of_another_league_does_not_sign(door: Door, at_league: Case) -> None:
    said = facts.Opinion(signed=text_of(door, at_league))
    with pytest.raises(NotTheirOffice):
        does(door, at_league, "league_sign", who("zone_drc_league", "1504"), "06-12", said)


def test_who_does_not_agree_says_why(door: Door, at_league: Case) -> None:
    said = facts.Opinion(result="修改后同意", signed=text_of(door, at_league))
    with pytest.raises(Refused, match="须写明理由"):
        does(door, at_league, "league_sign", who("zone_fic_league", LEAGUE), "06-12", said)


def test_the_region_approves_what_the_institute_has_seen(door: Door, at_league: Case) -> None:
    all_sign(door, at_league, "league", "06-12")
    all_sign(door, at_league, "region", "06-20")
    seen = text_of(door, at_league)
    with pytest.raises(NotNow, match="劳科院尚未"):
        does(door, at_league, "approve", REGION_HRSS, "06-21", facts.Approval(signed=seen))
    does(
        door, at_league, "invite", REGION_HRSS, "06-21", facts.Invitation(reply_by=date(2018, 7, 1))
    )
    no = facts.ExpertOpinion(result="不可行", words="目标与措施脱节。", signed=seen)
    does(door, at_league, "expert_opinion", EXPERT, "06-25", no)
    with pytest.raises(NotNow, match="不可行"):
        does(door, at_league, "approve", REGION_HRSS, "06-26", facts.Approval(signed=seen))
    back = facts.Return(words="请按劳科院意见修改。")
    does(door, at_league, "return", REGION_HRSS, "06-26", back)
    assert door.view(at_league).state == "returned"


def test_an_approved_text_is_frozen(door: Door, launched: Case) -> None:
    stated = facts.Part(part="3", content="改", replaces=text_of(door, launched)["3"])
    with pytest.raises(NotNow):
        does(door, launched, "write", DRAFTER, "09-01", stated)


def test_a_change_reopens_only_what_was_asked_and_tells_the_running_zone(
    door: Door, launched: Case
) -> None:
    request = facts.ChangeRequest(reason="增加一项任务", parts=("tasks",))
    does(door, launched, "request_change", OFFICE, "10-01", request)
    frozen = facts.Part(part="3", content="改", replaces=text_of(door, launched)["3"])
    with pytest.raises(NotNow, match="不在申请调整的范围内"):
        does(door, launched, "write", DRAFTER, "10-02", frozen)
    fewer = facts.TaskTable(
        tasks=SAMPLE.tasks.tasks[:-1], replaces=text_of(door, launched)["tasks"]
    )
    does(door, launched, "set_tasks", DRAFTER, "10-02", fewer)
    sent_up(door, launched, "10-08")
    # 发改 does not answer for the tasks: its signature of June stands, at both levels.
    assert "zone_drc_league" not in {o for _, o in door.view(launched).waiting()}
    all_sign(door, launched, "league", "10-10")
    assert "zone_drc_region" not in {o for _, o in door.view(launched).waiting()}
    all_sign(door, launched, "region", "10-20")
    with pytest.raises(NotNow, match="批复调整"):
        does(
            door,
            launched,
            "approve",
            REGION_HRSS,
            "10-21",
            facts.Approval(signed=text_of(door, launched)),
        )
    approved(door, launched, "10-25", "approve_change")
    assert door.view(launched).state == "launched"
    zone = door.view(child(launched, "zones.zone"))
    assert len(zone.said["adjust"].tasks) == 13


def test_a_change_that_is_given_up_leaves_the_approved_text(door: Door, launched: Case) -> None:
    request = facts.ChangeRequest(reason="试改", parts=("4.3",))
    does(door, launched, "request_change", DRAFTER, "10-01", request)
    seen = text_of(door, launched)["4.3"]
    does(
        door,
        launched,
        "write",
        DRAFTER,
        "10-02",
        facts.Part(part="4.3", content="另一种安排", replaces=seen),
    )
    with pytest.raises(NotNow, match="恢复批复的文本"):
        does(door, launched, "drop_change", DRAFTER, "10-03", facts.Ending(words="不改了"))
    back = facts.Part(
        part="4.3", content=SAMPLE.parts["4.3"], replaces=text_of(door, launched)["4.3"]
    )
    does(door, launched, "write", DRAFTER, "10-03", back)
    does(door, launched, "drop_change", DRAFTER, "10-03", facts.Ending(words="不改了"))
    assert door.view(launched).state == "launched"


def test_versions_are_the_submissions_and_show_what_changed(door: Door, at_league: Case) -> None:
    for kind in ("hrss", "drc", "union"):
        sign(door, at_league, "league", kind, "06-12")
    sign(door, at_league, "league", "fic", "06-12", "不同意", "请补充")
    seen = text_of(door, at_league)
    new = SAMPLE.parts["4.2"].replace("24场次", "30场次")
    does(
        door,
        at_league,
        "write",
        DRAFTER,
        "06-14",
        facts.Part(part="4.2", content=new, replaces=seen["4.2"]),
    )
    sent_up(door, at_league, "06-15")
    first, second = versions(records_of(at_league))
    assert (first.number, second.number) == (1, 2)
    contents = {first.digests["4.2"]: SAMPLE.parts["4.2"], second.digests["4.2"]: new}
    (changed,) = changes(first, second, contents)
    assert changed.part == "4.2"
    assert [(p.kind, p.text) for p in changed.pieces if p.kind != "same"] == [
        ("old", "24"),
        ("new", "30"),
    ]


def test_the_time_to_answer_runs_while_the_paper_is_with_the_bodies(
    door: Door, at_league: Case
) -> None:
    def running() -> set[str]:
        rows_ = ClockRow.objects.filter(case=at_league, is_running=True)
        return set(rows_.values_list("limit", flat=True))

    assert running() == {"league_answer", "launch_by"}
    all_sign(door, at_league, "league", "06-14")
    assert running() == {"region_answer", "launch_by"}
    all_sign(door, at_league, "region", "06-20")
    assert running() == {"launch_by"}


def test_the_same_form_sent_twice_is_one_entry(door: Door, plan: Case) -> None:
    stated = facts.Part(part="1.1", content="优势条件")
    one = door.act(plan, "write", by=DRAFTER, at=at(day("05-01")), facts=stated, request="a1")
    two = door.act(plan, "write", by=DRAFTER, at=at(day("05-01")), facts=stated, request="a1")
    assert one.pk == two.pk
