"""The papers say what the template says, in its order and wording."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from tongzhou.lines.zones.plan import facts
from tongzhou.lines.zones.plan.documents.sheets import league_sheet
from tongzhou.lines.zones.plan.documents.whole import plan as whole
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case
from tongzhou.procedure.papers import Annex, Document, Heading, Sheet, Table
from tongzhou.procedure.papers.document import listed, numbered
from tongzhou.procedure.papers.served import document_of, issue_of
from tongzhou.procedure.papers.word import docx_of

from .play import (
    REGION_HRSS,
    SAMPLE,
    all_sign,
    approved,
    called,
    child,
    chosen,
    day,
    does,
    opened,
    sent_up,
    sign,
    text_of,
    written,
)

# The annexed template, read from the policy: the order and the wording of its headings.
HEADINGS = [
    "一、构建和谐劳动关系综合试验区的基本条件",
    "（一）建设试验区的优势条件",
    "（二）建设试验区要解决的主要问题",
    "二、构建和谐劳动关系综合试验区的总体思路",
    "（一）指导思想",
    "（二）总体目标",
    "（三）基本原则",
    "三、构建和谐劳动关系综合试验区的重点内容",
    "四、构建和谐劳动关系综合试验区的组织实施",
    "（一）组织保障",
    "（二）宣传保障",
    "（三）经费保障",
    "（四）其他保障措施",
    "五、构建和谐劳动关系综合试验区的工作步骤",
    "（一）启动阶段",
    "（二）实施阶段",
    "（三）评估、验收阶段",
]
ATTACHMENTS = [
    "1. 构建和谐劳动关系综合试验区职责任务分工",
    "2. 旗县（市、区）人民政府意见",
    "3. 盟市人社、发改委、工会、工商联签署意见",
    "4. 自治区人社、发改委、总工会、工商联批复意见",
]


@pytest.fixture
def plan(door: Door) -> Case:
    found = opened(door)
    written(door, found)
    sent_up(door, found, "06-10")
    return found


def drawn(plan: Case, act: str) -> Document:
    entry = plan.entries.filter(act=act).latest("seq")
    return document_of(issue_of(entry, calendar_now()))


def texts_in(annex: Annex) -> list[str]:
    (sheet,) = annex.blocks
    assert isinstance(sheet, Sheet)
    return [cell.text for row in sheet.rows for cell in row]


def test_the_plan_follows_the_template_heading_by_heading(plan: Case) -> None:
    document = drawn(plan, "submit")
    assert document.title == "示例旗构建和谐劳动关系综合试验区方案"
    assert [b.text for b in numbered(document.blocks) if isinstance(b, Heading)] == HEADINGS
    assert list(listed(document.annexes)) == ATTACHMENTS
    assert document.draft  # nobody has approved it


def test_attachment_1_holds_every_task_with_all_that_the_annex_asks(plan: Case) -> None:
    (table,) = drawn(plan, "submit").annexes[0].blocks
    assert isinstance(table, Table)
    assert table.head == (
        "序号",
        "任务",
        "工作措施",
        "推进时间",
        "总体目标",
        "阶段性目标",
        "牵头负责单位",
        "参与单位",
    )
    assert len(table.rows) == 14
    assert table.rows[0][3] == "2018-08-20\n至\n2021-08-10"
    assert table.rows[0][6] == "示例旗政府"


def test_the_goals_stand_under_the_overall_aim(plan: Case) -> None:
    blocks = drawn(plan, "submit").blocks
    places = [b.text if isinstance(b, Heading) else b for b in blocks]
    (table,) = [b for b in blocks if isinstance(b, Table)]
    assert places.index("总体目标") < places.index(table) < places.index("基本原则")
    assert len(table.rows) == 9


def test_the_attachments_hold_what_was_said_and_leave_room_for_the_rest(
    door: Door, plan: Case
) -> None:
    sign(door, plan, "league", "fic", "06-12", "修改后同意", "请补充商会安排")
    document = whole(issue_of(plan.entries.latest("seq"), calendar_now()))
    county, league, region = document.annexes[1:]
    assert "同意上报。" in texts_in(county)
    assert texts_in(league)[-1] == "修改后同意。请补充商会安排"
    assert texts_in(league).count("") == 3
    assert texts_in(region).count("") == 4


def test_the_sheet_of_the_four_bodies_keeps_their_order(door: Door, plan: Case) -> None:
    for kind in ("fic", "hrss"):
        sign(door, plan, "league", kind, "06-12")
    document = league_sheet(issue_of(plan.entries.latest("seq"), calendar_now()))
    (sheet,) = [b for b in document.blocks if isinstance(b, Sheet)]
    labels = [row[0].text for row in sheet.rows]
    assert labels == [
        "事项",
        "文本",
        "人力资源和社会保障部门意见",
        "发展和改革部门意见",
        "工会意见",
        "工商业联合会意见",
    ]
    assert [row[1].text for row in sheet.rows[2:]] == ["同意", "", "", "同意"]


def test_the_approval_is_numbered_and_signed_by_four(door: Door, plan: Case) -> None:
    all_sign(door, plan, "league", "06-12")
    all_sign(door, plan, "region", "06-20")
    approved(door, plan, "07-01")
    document = drawn(plan, "approve")
    assert document.title == "关于同意示例旗构建和谐劳动关系综合试验区建设方案的批复"
    assert document.number == "示人社函〔2018〕2号"
    assert document.signature
    assert len(document.signature.bodies) == 4
    assert document.signature.on == day("07-01")
    said = "".join(getattr(b, "text", "") for b in document.blocks)
    assert "试验期自2018年8月20日至2021年8月19日" in said
    assert "14项任务、9项目标" in said
    assert not whole(issue_of(plan.entries.latest("seq"), calendar_now())).draft


def test_the_approval_of_a_change_names_the_parts(door: Door, plan: Case) -> None:
    all_sign(door, plan, "league", "06-12")
    all_sign(door, plan, "region", "06-20")
    approved(door, plan, "07-01")
    from .play import DRAFTER, GOVERNMENT

    does(door, plan, "launch", GOVERNMENT, "08-20", facts.Launch())
    request = facts.ChangeRequest(reason="经费调整", parts=("4.3",))
    does(door, plan, "request_change", DRAFTER, "10-01", request)
    new = facts.Part(part="4.3", content="预算调整为200万元。", replaces=text_of(door, plan)["4.3"])
    does(door, plan, "write", DRAFTER, "10-02", new)
    sent_up(door, plan, "10-03")
    all_sign(door, plan, "league", "10-04")
    all_sign(door, plan, "region", "10-08")
    approved(door, plan, "10-20", "approve_change")
    document = drawn(plan, "approve_change")
    said = "".join(getattr(b, "text", "") for b in document.blocks)
    assert "4.3 经费保障" in said


def test_the_report_on_the_choice_shows_all_candidates_and_the_four_opinions(door: Door) -> None:
    selection = child(called(door), "zones.selection", "1502")
    chosen(door, selection)
    document = drawn(selection, "report")
    assert document.title == "关于包头市综合试验区试点旗县选点情况的报告"
    headings = [b.text for b in numbered(document.blocks) if isinstance(b, Heading)]
    assert headings[:4] == ["一、候选旗县", "二、评分情况", "三、选定结果", "四、四部门意见"]
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert table.head == ("标准", "示例旗", "示例县")
    assert table.rows[-1][0] == "合计（100分）"
    leads = [b.lead for b in document.blocks if getattr(b, "lead", "")]
    assert len(leads) == 2 + 4


def test_word_holds_the_whole_plan(plan: Case) -> None:
    archive = zipfile.ZipFile(io.BytesIO(docx_of(drawn(plan, "submit"))))
    xml = archive.read("word/document.xml").decode()
    places = [xml.index(heading) for heading in HEADINGS if xml.count(heading) == 1]
    assert places == sorted(places)
    assert all(task.title in xml for task in SAMPLE.tasks.tasks)


def test_the_invitation_asks_for_an_answer_by_a_day(door: Door, plan: Case) -> None:
    stated = facts.Invitation(reply_by=date(2018, 7, 1))
    does(door, plan, "invite", REGION_HRSS, "06-20", stated)
    said = "".join(getattr(b, "text", "") for b in drawn(plan, "invite").blocks)
    assert "请于2018年7月1日前函复" in said
