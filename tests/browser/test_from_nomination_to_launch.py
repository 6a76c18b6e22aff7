"""One zone on the calendar of 2018, from the call to the launch, by the people who would do it.

内人社发〔2018〕11号: counties chosen by 10 April, plans by 15 June, launched by 20 August. Each signs in for
themselves; nothing reaches the case but through the pages. One body disagrees on the way.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, expect

from tongzhou.demo.zones.plan import SamplePlan, sample_plan
from tongzhou.lines.zones.plan.tables import GOAL_COLUMNS, TASK_COLUMNS, cells_of
from tongzhou.lines.zones.shapes import Goal, Task

from .person import Opens, Visitor
from .world import World

COUNTY, LEAGUE = "土默特右旗", "包头市"
AUTHOR, SECOND_AUTHOR = "巴特尔", "阿拉坦其其格·哈斯额尔德尼"
GOVERNMENT, ZONE_OFFICE = "那顺", "孙丽华"
LEAGUE_FOUR = ("斯琴高娃", "刘建国", "娜仁花", "赵晓东")
REGION_FOUR = ("其木格·巴雅尔", "周文博", "乌仁图雅", "郝志强")
INSTITUTE, STRANGER = "林知远", "乌云"
OBJECTION = "宣传保障没有写企业代表组织的作用，请补充旗工商联和行业商会参与宣传的安排。"
ADDED = "\n\n发挥旗工商联和行业商会的作用，每半年组织一次企业代表宣讲，宣传守信企业的做法。"


@pytest.fixture(scope="module")
def text() -> SamplePlan:
    """The plan that the two authors carry in their heads."""
    return sample_plan(COUNTY, league=LEAGUE, short="土右旗", launch=date(2018, 8, 20))


class Journey:
    """Who sits at the machine. A session ends overnight, so each day everybody signs in again."""

    def __init__(self, world: World, opens: Opens, tmp_path: Path) -> None:
        self.world, self.window, self.folder = world, opens, tmp_path
        self.machine: Visitor = opens(world)
        self.signed_in: list[str] = []
        self.plan = self.selection = self.programme = ""

    def on(self, day: str, at: str = "09:00") -> None:
        self.world.on(day, at)

    def comes(self, name: str, case: str = "", *, beside: Visitor | None = None) -> Visitor:
        """Sign in as somebody and open a page; whoever sat there has gone, unless the two work together."""
        visitor = self.window(self.world) if beside else self.machine
        visitor.page.context.clear_cookies()
        visitor.signs_in(name)
        self.signed_in.append(name)
        if case:
            visitor.goes(case)
        return visitor


@pytest.fixture
def journey(cast: World, opens: Opens, tmp_path: Path) -> Journey:
    return Journey(cast, opens, tmp_path)


def state(visitor: Visitor) -> str:
    """What the head of a case says: its state, who holds it, the nearest day."""
    return visitor.main().get_by_role("region", name="案件概况").inner_text()


def sheet(rows: tuple[Task, ...] | tuple[Goal, ...], columns: dict[str, str]) -> bytes:
    """The rows as an office keeps them: a table with the heads of the template."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([cells_of(row)[field] for field in columns.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def the_region_calls(journey: Journey) -> None:
    journey.on("2018-03-26")
    qimuge = journey.comes("其木格·巴雅尔", "/desk/cases/zones.programme/")
    qimuge.opens("印发通知")
    call = {
        "批次名称": "2018年首批综合试验区",
        "年度": "2018",
        "通知文号": "内人社发〔2018〕11号",
        "选定试点旗县截止日期": "2018-04-10",
        "报送建设方案截止日期": "2018-06-15",
        "启动实施截止日期": "2018-08-20",
    }
    qimuge.fills(qimuge.main(), call)
    qimuge.main().get_by_role("button", name="印发通知").click()
    expect(qimuge.page.get_by_role("heading", name=call["批次名称"])).to_be_visible()
    assert "选点阶段" in state(qimuge)
    assert "2018-04-10" in state(qimuge)
    journey.programme = qimuge.page.url


def the_league_compares_two_counties(journey: Journey) -> None:
    journey.on("2018-03-28")
    siqin = journey.comes("斯琴高娃", "/desk/p/zones/selection/")
    siqin.opens("包头市")
    journey.selection = siqin.page.url
    for county, kind, points in (
        ("土默特右旗", "工业园区型", (19, 14, 13, 13, 13, 9, 9)),
        ("固阳县", "农牧区型", (15, 12, 11, 10, 10, 6, 8)),
    ):
        siqin.goes(journey.selection)
        siqin.opens("提名候选旗县")
        reason = f"{county}用工较为集中，工作基础较好，党委、政府书面表示支持。"
        siqin.fills(
            siqin.main(), {"候选旗县（市、区）": county, "试验区类型": kind, "提名理由": reason}
        )
        siqin.main().get_by_role("button", name="提名候选旗县").click()
        siqin.hears(f"已提名：{county}")
        siqin.main().get_by_role("link", name="评分", exact=True).last.click()
        for n, given in enumerate(points):
            criterion = siqin.main().get_by_role("group").nth(n)
            criterion.get_by_label("得分").fill(str(given))
            criterion.get_by_label("理由").fill("根据实地调研和旗县报送的材料核定。")
        siqin.main().get_by_role("button", name="填写评分表").click()
        siqin.hears(f"已提交评分：{county}")
    both = siqin.main().get_by_role("table").get_by_role("row").nth(1)
    assert re.findall(r"\b\d{2}\b", both.inner_text()) == ["90", "72"]
    siqin.picture("zones-candidates")


def four_bodies_choose_together(journey: Journey) -> None:
    journey.on("2018-04-02")
    siqin = journey.comes("斯琴高娃", journey.selection)
    siqin.opens("提出拟选名单")
    siqin.main().get_by_role("group", name="拟选旗县（市、区）").get_by_label(COUNTY).check()
    siqin.fills(siqin.main(), {"选定理由": "综合评分最高，工业园区用工集中，在全市有代表性。"})
    siqin.main().get_by_role("button", name="提出拟选名单").click()
    siqin.hears("已提出拟选名单")
    for day, name in enumerate(LEAGUE_FOUR, start=3):
        journey.on(f"2018-04-{day:02}")
        officer = journey.comes(name)
        officer.opens("包头市选点")
        officer.does("签署选点意见", {"意见": "同意", "意见内容": "同意选定土默特右旗。"})
    journey.on("2018-04-08")
    siqin = journey.comes("斯琴高娃", journey.selection)
    siqin.main().get_by_role("button", name=f"确认选定 {COUNTY}").click()
    siqin.hears("建设方案已在该旗县启动起草")
    siqin.opens("报送选点结果")
    form = siqin.page.get_by_role("dialog", name="报送选点结果")
    form.get_by_role("button", name="报送选点结果").click()
    siqin.hears("已办理：报送选点结果")
    qimuge = journey.comes("其木格·巴雅尔", journey.programme)
    qimuge.opens("节点与盟市进度")
    ours = qimuge.main().get_by_role("row").filter(has_text=LEAGUE)
    assert COUNTY in ours.inner_text()
    assert "04-08" in ours.inner_text()
    qimuge.picture("zones-programme", height=760)


def two_authors_write_the_plan(journey: Journey, text: SamplePlan) -> None:
    journey.on("2018-05-14")
    first = journey.comes(AUTHOR, "/desk/cases/zones.plan/")
    first.opens(COUNTY)
    journey.plan = first.page.url
    assert "2018-06-15" in state(first)
    first.opens("编写方案")
    editor = first.page.url.split("part/")[0]
    second = journey.comes(SECOND_AUTHOR, f"{editor}part/3/", beside=first)
    for author, chapters in ((first, "12"), (second, "345")):
        mine = {part: content for part, content in text.parts.items() if part[0] in chapters}
        for part, content in mine.items():
            editing = author.main().get_by_role("region", name=part)
            editing.get_by_role("textbox").fill(content)
            if part == "1.2":
                author.picture("zones-editor")
            last = part == "5.3"
            editing.get_by_role("button", name="提交本部分" if last else "提交并写下一部分").click()
            author.hears(f"已提交：{part}")
    bring_the_tables(first, second, editor, text)


def bring_the_tables(first: Visitor, second: Visitor, editor: str, text: SamplePlan) -> None:
    """Goals and tasks come from the sheets of the office; the last task is typed, and lacks its lead."""
    first.goes(f"{editor}goals/import/")
    goals = {
        "name": "目标.csv",
        "mimeType": "text/csv",
        "buffer": sheet(text.goals.goals, GOAL_COLUMNS),
    }
    first.main().get_by_label("表格文件").set_input_files(goals)  # type: ignore[arg-type]
    first.main().get_by_role("button", name="导入").click()
    first.hears("已导入 9 行")
    head = {
        "试验期自": "2018-08-20",
        "试验期至": "2021-08-19",
        "创新点": "\n".join(text.goals.innovations),
    }
    first.fills(first.main(), head)
    first.main().get_by_role("button", name="提交试验期和创新点").click()
    first.hears("已提交试验期和创新点")

    second.goes(f"{editor}tasks/import/")
    *most, last = text.tasks.tasks
    tasks = {"name": "任务.csv", "mimeType": "text/csv", "buffer": sheet(tuple(most), TASK_COLUMNS)}
    second.main().get_by_label("表格文件").set_input_files(tasks)  # type: ignore[arg-type]
    second.main().get_by_role("button", name="导入").click()
    second.hears("已导入 13 行")
    second.opens("添加任务")
    cells = cells_of(last)
    typed = {label: cells[field] for label, field in TASK_COLUMNS.items()}
    typed |= {"政策章节": "三(三)3 劳动关系外部环境", "参与单位": last.joint}
    del typed["牵头负责单位"]
    second.fills(second.main(), typed)
    second.main().get_by_role("button", name="提交", exact=True).click()
    second.hears("已提交：任务")


def what_is_missing_is_found_and_put_right(journey: Journey, text: SamplePlan) -> None:
    journey.on("2018-05-28")
    first = journey.comes(AUTHOR, journey.plan)
    held = first.main().get_by_role("complementary").get_by_role("group").filter(has_text="报旗县")
    assert "须更正的问题" in held.inner_text()
    first.opens("检查")
    assert "没有牵头负责单位" in first.main().inner_text()
    first.picture("zones-findings", height=560)
    first.opens("修改这一行")
    first.fills(first.main(), {"牵头负责单位": text.tasks.tasks[-1].lead})
    first.main().get_by_role("button", name="提交", exact=True).click()
    first.hears("已提交：任务")
    submitted(journey, first, "首次报送。")


def submitted(journey: Journey, author: Visitor, words: str) -> None:
    author.goes(journey.plan)
    author.does("报旗县人民政府", {"报送说明": words})
    assert "旗县政府审议" in state(author)


def the_county_agrees(journey: Journey, day: str) -> None:
    journey.on(day)
    nashun = journey.comes(GOVERNMENT, journey.plan)
    nashun.does("同意并上报", {"意见内容": "经旗人民政府常务会议研究，同意上报。"})
    assert "盟市四部门会签" in state(nashun)


def signs(journey: Journey, name: str, act: str, opinion: str, words: str) -> Visitor:
    """Sign in, find the plan among what waits for this signature, and answer."""
    officer = journey.comes(name)
    assert officer.sees("待会签：")  # the message that it is their turn
    officer.opens(COUNTY)
    officer.does(act, {"意见": opinion, "意见内容": words})
    return officer


def four_of_the_league_and_four_of_the_region_answer(journey: Journey) -> None:
    for day, name in enumerate(LEAGUE_FOUR, start=4):
        journey.on(f"2018-06-{day:02}")
        officer = signs(journey, name, "签署盟市部门意见", "同意", "同意。")
        if name == "刘建国":
            assert "待 盟市总工会、盟市工商联 会签" in state(officer)
    assert "自治区四部门会签" in state(officer)
    for day, name in enumerate(REGION_FOUR[:3], start=11):
        journey.on(f"2018-06-{day:02}")
        officer = signs(journey, name, "签署自治区部门意见", "同意", "同意。")
    officer.picture("zones-seven-of-eight", height=1000)
    hao = signs(journey, "郝志强", "签署自治区部门意见", "不同意", OBJECTION)
    assert "退回修改" in state(hao)
    hao.picture("zones-returned-phone", width=375, height=812)


def it_comes_back_and_is_changed(journey: Journey) -> None:
    journey.on("2018-06-14")
    author = journey.comes(SECOND_AUTHOR)
    assert author.sees("已进入“退回修改”")
    author.goes(journey.plan)
    author.opens("会签意见")
    assert OBJECTION in author.main().inner_text()
    assert author.main().get_by_text("同意。", exact=True).count() >= 7
    author.goes(journey.plan)
    author.opens("编写方案")
    author.goes(f"{author.page.url.split('part/')[0]}part/4.2/")
    box = author.main().get_by_role("textbox")
    box.fill(box.input_value() + ADDED)
    author.main().get_by_role("button", name="提交本部分").click()
    author.hears("已提交：4.2")
    submitted(journey, author, "补充了工商联和行业商会参与宣传的安排。")
    author.opens("版本对照")
    assert "发挥旗工商联和行业商会的作用" in author.main().locator("ins").all_inner_texts()[-1]
    author.picture("zones-versions", height=700)


def only_those_answer_again_whose_part_was_touched(journey: Journey) -> None:
    """4.2 is looked at by 人社, 总工会 and 工商联; what 发改 signed has not changed and stands."""
    the_county_agrees(journey, "2018-06-15")
    for day, name in ((19, "斯琴高娃"), (20, "娜仁花"), (21, "赵晓东")):
        journey.on(f"2018-06-{day}")
        signs(journey, name, "签署盟市部门意见", "同意", "同意修改。")
    for day, name in ((25, "其木格·巴雅尔"), (26, "乌仁图雅"), (27, "郝志强")):
        journey.on(f"2018-06-{day}")
        officer = signs(journey, name, "签署自治区部门意见", "同意", "同意修改。")
    assert "会签完成待批复" in state(officer)
    officer.opens("会签意见")
    lights = officer.main().get_by_role("region", name="会签").get_by_text("同意 ·")
    expect(lights).to_have_count(8)
    officer.picture("zones-eight-lights", height=1000)


def the_institute_reviews_and_the_region_approves(journey: Journey) -> None:
    journey.on("2018-06-28")
    qimuge = journey.comes("其木格·巴雅尔", journey.plan)
    held = qimuge.main().get_by_role("complementary").get_by_role("group").filter(has_text="批复")
    assert "劳科院尚未" in held.first.inner_text()
    qimuge.does("邀请劳科院审定", {"请于何日前答复": "2018-07-10"})
    journey.on("2018-07-05")
    lin = journey.comes(INSTITUTE, journey.plan)
    lin.does("提出审定意见", {"审定结论": "总体设计可行", "审定意见": "目标可量化，任务分工清楚。"})
    journey.on("2018-07-12")
    qimuge = journey.comes("其木格·巴雅尔", journey.plan)
    qimuge.does("批复", {"批复要求": "请按方案组织实施，按季度报送进展。"})
    assert "已批复待启动" in state(qimuge)
    papers = qimuge.main().get_by_role("listitem").filter(has_text="试验区建设方案批复")
    letter = papers.filter(has=qimuge.page.get_by_role("link", name="Word"))
    assert "内人社函〔2018〕2号" in letter.inner_text()
    the_letter_opens(
        qimuge, letter.get_by_role("link", name="Word"), journey.folder / "letter.docx"
    )
    the_letter_opens(qimuge, letter.get_by_role("link", name="PDF"), journey.folder / "letter.pdf")


def the_letter_opens(reader: Visitor, link: Locator, file: Path) -> None:
    with reader.page.expect_download() as kept:
        link.click()
    kept.value.save_as(file)
    if file.suffix == ".docx":
        words = "\n".join(p.text for p in Document(str(file)).paragraphs)
        assert "内人社函〔2018〕2号" in words
        assert COUNTY in words
    else:
        content = file.read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")


def the_zone_is_launched_and_runs(journey: Journey) -> None:
    journey.on("2018-08-20")
    nashun = journey.comes(GOVERNMENT, journey.plan)
    nashun.does("启动实施", {"启动情况": "召开启动会，印发任务分工。"})
    assert "已启动实施" in state(nashun)
    sun = journey.comes(ZONE_OFFICE, "/desk/p/zones/board/")
    sun.opens(COUNTY)
    assert sun.main().get_by_text("园区行业性集体协商").first.is_visible()
    sun.picture("zones-running")


def everything_that_happened_stands_in_the_record(journey: Journey) -> None:
    reader = journey.comes("其木格·巴雅尔", journey.plan)
    record = reader.main().inner_text()
    for act in ("启动起草", "报旗县人民政府", "同意并上报", "邀请劳科院审定", "批复", "启动实施"):
        assert act in record
    assert "不同意" in record
    for name in (*LEAGUE_FOUR, *REGION_FOUR, GOVERNMENT, INSTITUTE, AUTHOR, SECOND_AUTHOR):
        assert name in record


def an_officer_of_another_county_finds_nothing(journey: Journey) -> None:
    reader = journey.comes("其木格·巴雅尔", journey.plan)
    uid = journey.plan.rstrip("/").rpartition("/")[2]
    hrefs: list[str] = reader.page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    reader.goes(reader.page.url.replace("/desk/case/", "/desk/p/zones/plan/"))
    hrefs += reader.page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    addresses = {href.split("#")[0] for href in hrefs if uid in href} | {journey.plan}
    assert len(addresses) > 20
    stranger = journey.comes(STRANGER)
    answers = {url: stranger.page.request.get(url).status for url in addresses}
    assert set(answers.values()) == {404}, {u: s for u, s in answers.items() if s != 404}
    stranger.goes("/desk/cases/zones.plan/")
    assert COUNTY not in stranger.page.content()


@pytest.mark.long
def test_a_county_goes_from_nomination_to_launch_and_one_body_disagrees_on_the_way(
    journey: Journey, text: SamplePlan
) -> None:
    the_region_calls(journey)
    the_league_compares_two_counties(journey)
    four_bodies_choose_together(journey)
    two_authors_write_the_plan(journey, text)
    what_is_missing_is_found_and_put_right(journey, text)
    the_county_agrees(journey, "2018-06-01")
    four_of_the_league_and_four_of_the_region_answer(journey)
    it_comes_back_and_is_changed(journey)
    only_those_answer_again_whose_part_was_touched(journey)
    the_institute_reviews_and_the_region_approves(journey)
    the_zone_is_launched_and_runs(journey)
    everything_that_happened_stands_in_the_record(journey)
    an_officer_of_another_county_finds_nothing(journey)
    assert len(set(journey.signed_in)) >= 10
