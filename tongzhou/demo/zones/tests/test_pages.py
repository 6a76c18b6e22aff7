"""People at the pages of a plan: writing, meeting each other, importing, comparing; and who sees nothing."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tongzhou.lines.zones.models.plan import PlanDraft
from tongzhou.lines.zones.plan import facts
from tongzhou.lines.zones.plan.tables import TASK_COLUMNS, cells_of
from tongzhou.lines.zones.plan.workbook import table
from tongzhou.lines.zones.shapes import HEADINGS
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case

from .conftest import Someone
from .play import (
    COUNTY,
    ELSEWHERE,
    LEAGUE,
    REGION,
    SAMPLE,
    called,
    child,
    does,
    nominated,
    opened,
    sent_up,
    sign,
    text_of,
    written,
)

READING = ("edit", "goals", "tasks", "text", "check", "versions", "opinions")


def url(name: str, plan: Case, *more: Any) -> str:
    return reverse(f"zones-plan:{name}", args=[plan.uid, *more])


@pytest.fixture
def plan(door: Door, places: None) -> Case:  # noqa: ARG001
    return opened(door)


@pytest.fixture
def bater(hires: Any) -> Someone:
    return hires("巴特尔", "zone_drafter")


@pytest.fixture
def qiqige(hires: Any) -> Someone:
    return hires("其其格", "zone_drafter")


@pytest.fixture
def wuyun(hires: Any) -> Someone:
    """The same office in another county."""
    return hires("乌云", "zone_drafter", ELSEWHERE)


def every_page(plan: Case) -> list[str]:
    return [
        *(url(name, plan) for name in READING),
        *(url("part", plan, part) for part in HEADINGS),
        url("new-row", plan, "tasks"),
        url("new-row", plan, "goals"),
        url("row", plan, "tasks", "1"),
        url("export", plan, "tasks"),
        url("import", plan, "goals"),
    ]


def test_every_page_of_a_plan_opens_for_its_authors(door: Door, plan: Case, bater: Someone) -> None:
    written(door, plan)
    for there in every_page(plan):
        page = bater.client.get(there, follow=True)
        assert page.status_code == 200, there


def test_a_drafter_of_another_county_finds_nothing(plan: Case, wuyun: Someone) -> None:
    for there in every_page(plan):
        assert wuyun.opens(there).status_code == 404, there
    for name, part in (("autosave", "1.1"), ("discard", "1.1")):
        assert wuyun.sends(url(name, plan, part), {"content": "x"}).status_code == 404
    assert wuyun.sends(url("part", plan, "1.1"), {"content": "x"}).status_code == 404
    assert wuyun.sends(url("head", plan), {}).status_code == 404
    assert plan.title not in wuyun.opens(reverse("zones-plan:list")).content.decode()
    assert not PlanDraft.objects.exists()


def test_a_league_of_another_place_finds_nothing_and_its_own_reads(plan: Case, hires: Any) -> None:
    other = hires("张立新", "zone_drc_league", "1504", "drc")
    own = hires("刘建国", "zone_drc_league", LEAGUE, "drc")
    region = hires("周文博", "zone_drc_region", REGION, "drc")
    assert other.opens(url("text", plan)).status_code == 404
    assert own.opens(url("text", plan)).status_code == 200
    assert region.opens(url("text", plan)).status_code == 200


def test_who_may_only_read_is_given_no_form(plan: Case, hires: Any) -> None:
    reader = hires("那顺", "county_government", COUNTY, "government")
    page = reader.opens(url("part", plan, "1.1")).content.decode()
    assert "由本旗县的方案起草人编写" in page
    assert 'id="content"' not in page
    assert reader.sends(url("part", plan, "1.1"), {"content": "x"}).status_code == 404
    assert reader.opens(url("import", plan, "tasks")).status_code == 404


def test_what_is_typed_is_kept_before_it_is_submitted(
    door: Door, plan: Case, bater: Someone, qiqige: Someone
) -> None:
    there = url("part", plan, "1.1")
    kept = bater.sends(url("autosave", plan, "1.1"), {"content": "写到一半", "replaces": ""})
    assert "自动保存" in kept.content.decode()
    assert "写到一半" in bater.opens(there).content.decode()
    other = qiqige.opens(there).content.decode()
    assert "写到一半" not in other
    assert "巴特尔" in other  # she is told that he is writing
    assert text_of(door, plan) == {}
    bater.sends(there, {"content": "写到一半，又写完了", "replaces": "", "do": "submit"})
    assert not PlanDraft.objects.exists()
    assert "写到一半，又写完了" in qiqige.opens(there).content.decode()


def test_two_authors_of_one_part_lose_no_word(
    door: Door, plan: Case, bater: Someone, qiqige: Someone
) -> None:
    there = url("part", plan, "2.3")
    bater.sends(there, {"content": "坚持党的领导。坚持依法创新。", "replaces": "", "do": "submit"})
    seen = text_of(door, plan)["2.3"]
    his = "坚持党的领导，试验区由旗委领导。坚持依法创新。"
    bater.sends(there, {"content": his, "replaces": seen, "do": "submit"})
    hers = "坚持党的领导。坚持依法创新。坚持共建共享。"
    page = qiqige.sends(there, {"content": hers, "replaces": seen, "do": "submit"})
    assert page.status_code == 409
    shown = page.content.decode()
    assert "巴特尔 已先提交" in shown
    assert "试验区由旗委领导" in shown
    assert "坚持共建共享" in shown
    assert PlanDraft.objects.get().content == hers
    again = {
        "content": page.context["content"],
        "replaces": page.context["replaces"],
        "do": "submit",
    }
    assert qiqige.sends(there, again).status_code == 302
    assert not PlanDraft.objects.exists()
    both = qiqige.opens(there).content.decode()
    assert "试验区由旗委领导" in both
    assert "坚持共建共享" in both


def test_two_authors_add_different_tasks_and_both_are_in(
    door: Door, plan: Case, bater: Someone, qiqige: Someone
) -> None:
    there = url("new-row", plan, "tasks")
    first = {"number": "1", "chapter": "三(一)1", "title": "甲", "weight": "10", "replaces": ""}
    second = first | {"number": "2", "title": "乙"}
    assert bater.sends(there, first).status_code == 302
    assert qiqige.sends(there, second).status_code == 302  # she had the empty table before her
    tasks = door.view(plan).said["set_tasks"].tasks
    assert [t.title for t in tasks] == ["甲", "乙"]


def test_the_same_row_changed_by_two_shows_what_the_other_wrote(
    door: Door, plan: Case, bater: Someone, qiqige: Someone
) -> None:
    written(door, plan)
    seen = text_of(door, plan)["tasks"]
    row = {k: v for k, v in cells_of(SAMPLE.tasks.tasks[0]).items() if k != "joint"}
    row |= {"replaces": seen, "joint": list(SAMPLE.tasks.tasks[0].joint)}
    there = url("row", plan, "tasks", "1")
    assert bater.sends(there, row | {"deliverable": "会议纪要"}).status_code == 302
    page = qiqige.sends(there, row | {"deliverable": "考核办法"})
    assert page.status_code == 409
    assert "会议纪要" in page.content.decode()
    again = row | {"deliverable": "会议纪要、考核办法", "replaces": page.context["replaces"]}
    assert qiqige.sends(there, again).status_code == 302
    assert door.view(plan).said["set_tasks"].tasks[0].deliverable == "会议纪要、考核办法"


def test_a_row_is_removed_and_the_others_stay(door: Door, plan: Case, bater: Someone) -> None:
    written(door, plan)
    there = url("row", plan, "goals", "G3")
    seen = text_of(door, plan)["goals"]
    assert bater.sends(there, {"do": "remove", "replaces": seen}).status_code == 302
    goals = door.view(plan).said["set_goals"]
    assert [g.code for g in goals.goals] == ["G1", "G2", "G4", "G5", "G6", "G7", "G8", "G9"]
    assert goals.term_from == SAMPLE.goals.term_from


def test_a_row_that_is_wrong_comes_back_with_what_was_typed(plan: Case, bater: Someone) -> None:
    data = {
        "number": "1",
        "chapter": "三(一)1",
        "title": "甲",
        "weight": "10",
        "stages": "明年完成",
        "replaces": "",
    }
    page = bater.sends(url("new-row", plan, "tasks"), data)
    assert page.status_code == 422
    assert "一行一年" in page.content.decode()
    assert "明年完成" in page.content.decode()


def test_the_term_and_the_innovations_are_stated(door: Door, plan: Case, bater: Someone) -> None:
    data = {
        "term_from": "2018-08-20",
        "term_to": "2021-08-19",
        "innovations": "行业性协商\n\n欠薪预警",
        "replaces": "",
    }
    assert bater.sends(url("head", plan), data).status_code == 302
    goals = door.view(plan).said["set_goals"]
    assert goals.innovations == ("行业性协商", "欠薪预警")
    assert goals.term_to == date(2021, 8, 19)


def test_a_file_is_imported_and_what_it_could_not_bring_is_given_back(
    door: Door, plan: Case, bater: Someone
) -> None:
    cells = list(TASK_COLUMNS.values())
    good = table("任务", TASK_COLUMNS, SAMPLE.tasks.tasks)
    lines = CalamineWorkbook.from_filelike(io.BytesIO(good)).get_sheet_by_index(0).to_python()
    lines[3][cells.index("starts")] = "不详"
    text = "\n".join(",".join(f'"{c}"' for c in line) for line in lines)
    upload = SimpleUploadedFile("任务.csv", text.encode("gb18030"))
    page = bater.sends(url("import", plan, "tasks"), {"file": upload})
    assert page.status_code == 200
    assert len(door.view(plan).said["set_tasks"].tasks) == 13
    assert "“不详”不是日期" in page.content.decode()
    back = bater.sends(url("rejected", plan, "tasks"), {"lines": page.context["packed"]})
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(back.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0][-1] == "原因"
    assert (rows[1][0], rows[1][2]) == ("3", SAMPLE.tasks.tasks[2].title)


def test_the_table_of_tasks_is_exported_as_it_stands(
    door: Door, plan: Case, bater: Someone
) -> None:
    written(door, plan)
    sheet = bater.opens(url("export", plan, "tasks"))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0] == list(TASK_COLUMNS)
    assert len(rows) == 15


def test_the_check_leads_to_each_place_and_opens_the_way_when_all_is_right(
    door: Door, plan: Case, bater: Someone
) -> None:
    page = bater.opens(url("check", plan)).content.decode()
    assert "有 15 处须更正" in page
    assert url("part", plan, "1.1") in page
    written(door, plan)
    page = bater.opens(url("check", plan)).content.decode()
    assert "没有发现问题，可以报送" in page
    assert 'id="submit-plan"' in page


def test_versions_are_compared_and_a_part_is_restored(
    door: Door, plan: Case, bater: Someone
) -> None:
    written(door, plan)
    sent_up(door, plan, "06-10")
    for kind in ("hrss", "drc", "union"):
        sign(door, plan, "league", kind, "06-11")
    sign(door, plan, "league", "fic", "06-11", "不同意", "请补充")
    changed = facts.Part(part="4.3", content="预算另定。", replaces=text_of(door, plan)["4.3"])
    does(door, plan, "write", bater.actor, "06-12", changed)
    page = bater.opens(url("versions", plan) + "?from=1&to=0").content.decode()
    assert "<ins>预算另定。</ins>" in page
    assert "186万元" in page
    assert bater.sends(url("restore", plan, 1, "4.3"), {}).status_code == 302
    page = bater.opens(url("part", plan, "4.3")).content.decode()
    assert "186万元" in page


def test_all_comments_of_a_circulation_stand_together(
    door: Door, plan: Case, bater: Someone
) -> None:
    written(door, plan)
    sent_up(door, plan, "06-10")
    sign(door, plan, "league", "fic", "06-11", "修改后同意", "请写清行业商会")
    page = bater.opens(url("opinions", plan)).content.decode()
    assert "请写清行业商会" in page
    assert "修改后同意" in page
    assert page.count('class="light ') == 8


def test_candidates_stand_side_by_side_and_the_league_fills_their_sheets(
    door: Door, places: None, hires: Any
) -> None:
    assert places is None
    selection = child(called(door), "zones.selection", LEAGUE)
    hrss = hires("斯琴高娃", "zone_hrss_league", LEAGUE)
    nominated(door, selection, COUNTY, "示例旗", 12)
    compare = reverse("zones-selection:compare", args=[selection.uid])
    nominate = reverse("zones-selection:nominate", args=[selection.uid])
    data = {"county": "150222", "kind": "农牧区型", "reason": "牧业旗县，类型不同"}
    assert hrss.sends(nominate, data).status_code == 302
    score = reverse("zones-selection:score", args=[selection.uid, "150222"])
    page = hrss.opens(score)
    assert page.status_code == 200
    sheet = {name: "5" for name in page.context["form"].fields if name.endswith("-points")}
    sheet |= {name: "有依据" for name in page.context["form"].fields if name.endswith("-reason")}
    assert hrss.sends(score, sheet | {"replaces": ""}).status_code == 302
    shown = hrss.opens(compare).content.decode()
    assert "示例旗" in shown
    assert "示例县" in shown
    assert ">35<" in shown
    other = hires("白音那", "zone_hrss_league", "1504")
    assert other.opens(compare).status_code == 404
    assert other.sends(nominate, data).status_code == 404


def test_a_league_reads_the_milestones_of_a_programme_and_a_county_does_not(
    door: Door, places: None, hires: Any
) -> None:
    assert places is None
    programme = called(door)
    there = reverse("zones-programme:matrix", args=[programme.uid])
    page = hires("其木格", "zone_hrss_region", REGION).opens(there).content.decode()
    assert page.count("data-league=") == 12
    assert "逾期" in page
    assert hires("巴图", "zone_drafter").opens(there).status_code == 404


def test_whoever_is_asked_for_an_opinion_finds_it_beside_the_text(
    door: Door, plan: Case, hires: Any
) -> None:
    union = hires("娜仁花", "zone_union_league", LEAGUE, "union")
    written(door, plan)
    assert 'id="give-opinion"' not in union.opens(url("text", plan)).content.decode()
    sent_up(door, plan, "06-10")
    assert 'id="give-opinion"' in union.opens(url("text", plan)).content.decode()
    sign(door, plan, "league", "union", "06-11")
    assert 'id="give-opinion"' not in union.opens(url("text", plan)).content.decode()
