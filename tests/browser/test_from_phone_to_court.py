"""One worker's two months of wages: reckoned and claimed on a phone, mediated in vain, awarded, and the time to sue.

调解仲裁法 14, 29, 30, 35, 43, 47, 48. Nothing reaches the case but through the pages; the papers are opened and read.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tongzhou.registry import identity

from . import papers
from .person import Opens, Visitor
from .world import World

WORKER, PHONE = "苏雅拉图", "13900000077"
SEVENTEEN = "15022119880305001"
NUMBER = SEVENTEEN + identity.check_character(SEVENTEEN)
FIRM = "示例草原建筑有限公司"
RECEIVER, CHIEF, MEDIATOR = "娜日娜", "巴音", "斯琴"
CLERK, HEAD, ARBITRATOR = "乌日娜", "朝克图", "宝音德力格尔"
STORY = "去年十一月起在工地做钢筋工，说好每月六千元，今年一月、二月的工资一直没有发。"


def presses(visitor: Visitor, button: str = "下一步") -> None:
    visitor.main().get_by_role("button", name=button, exact=True).click()
    visitor.looks()


def finds(desk: Visitor, procedure: str) -> None:
    """Open the worker's case from the list of a procedure."""
    desk.goes(f"/desk/cases/{procedure}/")
    desk.opens(re.compile(WORKER))


def comes(desk: Visitor, name: str, procedure: str = "") -> None:
    """Let somebody else sit down at the machine, and open the case."""
    desk.page.context.clear_cookies()
    desk.signs_in(name)
    if procedure:
        finds(desk, procedure)


def a_worker_reckons(phone: Visitor) -> None:
    phone.goes("/claims/arrears/")
    said = {
        "说好一个月多少工资？": "6000",
        "从哪天起没发？": "2026-01-01",
        "欠到哪天？": "2026-02-28",
        "这段时间一共发过多少？": "0",
    }
    phone.fills(phone.main(), said)
    presses(phone, "算一算")
    assert phone.sees("¥12,000.00")


def the_worker_applies(phone: Visitor) -> None:
    """Five questions; the sum that was reckoned stands in the fourth already."""
    phone.opens("用这个结果申请劳动争议调解")
    phone.opens("接着填")
    where = {"单位（老板、工程队）叫什么": FIRM, "干活的地方在哪个旗县（市、区）": "土默特右旗"}
    phone.fills(phone.main(), where)
    presses(phone)
    presses(phone)  # which town: not sure
    expect(phone.main().get_by_label("拖欠的工资", exact=True)).to_be_checked()
    phone.fills(phone.main(), {"说说经过": STORY})
    presses(phone)
    since = {"哪天开始在这里干活": "2025-11-03", "干什么活": "钢筋工", "说好每月多少钱": "6000"}
    phone.fills(phone.main(), since)
    presses(phone)
    expect(phone.main().get_by_label("拖欠的工资", exact=True)).to_have_value("12000")
    phone.picture("mediation-apply-phone", width=375)
    presses(phone)
    me = {"您的姓名": WORKER, "证件号码": NUMBER, "手机号": PHONE, "能收到文书的地址": "示例镇一号"}
    phone.fills(phone.main(), me)
    presses(phone, "获取验证码")
    sent = phone.main().get_by_text("演示环境不发短信").inner_text()
    phone.fills(phone.main(), {"短信验证码": re.search(r"\d{6}", sent)[0]})
    presses(phone, "提交申请")
    assert phone.sees("土劳调字〔2026〕1号")
    assert phone.sees("2026-03-05（周四） 前答复是否受理")
    phone.picture("mediation-received-phone", width=375)


def opens_act(desk: Visitor, act: str) -> None:
    """Open the page of an act from what may be done, where the act has a page of its own."""
    desk.main().get_by_role("complementary").get_by_role("link", name=act).first.click()
    desk.looks()


def mediation_fails(court: World, desk: Visitor) -> None:
    court.on("2026-03-03")
    comes(desk, RECEIVER, "mediation.case")
    desk.does("同意调解", {"答复方式": "电话"})
    desk.does("受理")
    comes(desk, CHIEF, "mediation.case")
    opens_act(desk, "分派调解员")
    presses(desk, "分派调解员")  # whom the register suggests, and why
    court.on("2026-03-05")
    comes(desk, MEDIATOR, "mediation.case")
    meeting = {
        "日期": "2026-03-10",
        "时间": "09:30",
        "方式": "现场",
        "地点或会议号": "调解中心一楼",
    }
    desk.does("约定调解会", meeting)
    court.on("2026-03-10", "11:00")
    comes(desk, MEDIATOR, "mediation.case")
    desk.does("登记调解记录", {"调解经过和双方意见": "单位只同意付一个月，申请人不同意。"})
    desk.does("调解不成", {"原因": "双方分歧过大", "争议焦点": "二月工资应否支付"})
    desk.opens("进入调解室")
    desk.picture("mediation-room")


def shows_phone_and_number(phone: Visitor) -> None:
    """Open all one's cases with the phone and the end of the identity number."""
    phone.page.context.clear_cookies()
    phone.goes("/mine/")
    phone.fills(phone.main(), {"您的手机号": PHONE, "身份证号后六位": NUMBER[-6:]})
    presses(phone, "获取验证码")
    sent = phone.main().get_by_text("演示环境不发短信").inner_text()
    phone.fills(phone.main(), {"短信验证码": re.search(r"\d{6}", sent)[0]})
    presses(phone, "查看案件")


def the_worker_goes_on_to_arbitration(court: World, phone: Visitor) -> None:
    """Nobody types anything again."""
    court.on("2026-03-11", "19:40")
    shows_phone_and_number(phone)
    phone.opens(re.compile("土劳调字"))
    phone.opens("转申请仲裁")
    presses(phone, "转申请仲裁")
    phone.goes("/mine/cases/")
    assert phone.sees("已收到申请，正在审查")
    phone.goes(
        "/p/arbitration/apply/"
    )  # whoever comes to arbitration at once finds the same questions
    phone.picture("arbitration-portal-application", width=375)


def the_clerk_takes_the_case(court: World, desk: Visitor) -> None:
    court.on("2026-03-12")
    comes(desk, CLERK)
    desk.goes("/desk/p/arbitration/counter/")
    desk.picture("arbitration-today")
    desk.opens("受理审查")
    box = desk.main().locator("details").filter(has=desk.page.locator("summary", has_text="简易"))
    box.locator("summary").click()
    desk.fills(box, {"适用简易处理的理由": "事实清楚、权利义务关系明确、争议不大"})
    box.get_by_label(re.compile("不涉及国家利益")).check()
    desk.picture("arbitration-examination")
    box.get_by_role("button", name="受理（简易处理）").click()
    desk.looks()
    assert desk.sees("土劳人仲案字〔2026〕第1号")
    comes(desk, HEAD, "arbitration.dispute")
    opens_act(desk, "组成仲裁庭")
    desk.main().get_by_label(f"{ARBITRATOR}的职责").select_option("独任仲裁员")
    desk.main().get_by_label(f"{CLERK}的职责").select_option("书记员")
    presses(desk, "组成仲裁庭")


def part(desk: Visitor, name: str) -> None:
    """Open a part of the trial from the page of the case: 要素, 开庭, 裁决与调解 …"""
    desk.main().get_by_role("link", name=name, exact=True).last.click()
    desk.looks()


def the_firm_is_summoned_and_a_hearing_set(court: World, desk: Visitor) -> None:
    court.on("2026-03-13", "10:00")
    comes(desk, CLERK, "arbitration.dispute")
    desk.does("发出应诉通知")
    desk.does("告知仲裁庭组成")
    copy = {
        "送达的文书": "应诉通知书（2026-03-13）",
        "送达方式": "直接送达",
        "发出日期": "2026-03-13",
        "收到日期": "2026-03-13",
        "签收人": "单位收发室",
    }
    desk.does("送达申请书副本", copy)
    desk.goes("/desk/p/arbitration/hearing-calendar/rooms/")
    desk.fills(desk.main(), {"名称": "第一仲裁庭"})
    presses(desk, "登记")
    finds(desk, "arbitration.dispute")
    part(desk, "开庭")
    desk.opens("确定开庭")
    when = {"开庭日期": "2026-03-31", "开始时间": "09:00", "仲裁庭": "第一仲裁庭"}
    desk.fills(desk.main(), when)
    presses(desk, "确定开庭")
    desk.opens("发出通知")
    presses(desk, "发出开庭通知")


def the_worker_states_the_facts(court: World, phone: Visitor) -> None:
    court.on("2026-03-14", "19:00")
    shows_phone_and_number(phone)
    phone.opens(re.compile("案字"))
    assert phone.sees("开庭：09:00，第一仲裁庭")
    assert phone.sees("如果没有办：不答辩的，案件照常审理。")
    phone.opens("填写案件要素")
    said = {
        "哪天开始上班": "2025-11-03",
        "说好的月工资多少": "6000",
        "哪几个月没发或没发够": "2026年1月、2月",
    }
    for question, answer in said.items():
        box = phone.main().get_by_role("group", name=question)
        box.locator("input:not([type=radio]), textarea").first.fill(answer)
    presses(phone, "提交")
    assert phone.sees("已提交：填写案件要素")


def the_case_is_heard_and_awarded(court: World, desk: Visitor) -> None:
    court.on("2026-03-31", "11:00")
    comes(desk, CLERK, "arbitration.dispute")
    part(desk, "开庭")
    desk.opens("记录庭审")
    minutes = {"到庭人员": f"{WORKER}\n{FIRM}代理人", "庭审记录": "双方陈述、举证、质证。"}
    desk.fills(desk.main(), minutes)
    presses(desk, "提交笔录")
    court.on("2026-04-02")
    comes(desk, ARBITRATOR)
    desk.goes("/desk/p/arbitration/trial/")
    assert desk.sees("2026-04-27")  # by when it must be decided
    desk.picture("arbitration-docket")
    finds(desk, "arbitration.dispute")
    part(desk, "要素")
    desk.opens("认定事实")
    for element in ("入职日期", "约定月工资", "未支付工资的月份"):
        row = desk.main().get_by_role("row", name=re.compile(element))
        row.get_by_label("申请人").check()
    desk.fills(desk.main(), {"认定理由": "被申请人未提交工资支付记录，应承担不利后果。"})
    presses(desk, "认定事实")
    desk.picture("arbitration-element-table")
    part(desk, "裁决与调解")
    expect(desk.main().get_by_role("row", name=re.compile(WORKER)).first).to_contain_text(
        "¥12,000.00"
    )
    desk.main().get_by_label(f"{WORKER} 劳动报酬（拖欠工资）").fill("12000")
    desk.picture("arbitration-award-editor")
    presses(desk, "核对并作出裁决")
    presses(desk, "终局裁决")
    finds(desk, "arbitration.dispute")
    assert desk.sees("已结案，待送达归档")


def the_award_says_so(desk: Visitor) -> None:
    """Open the award as Word and as PDF, and read it."""
    line = desk.main().get_by_role("listitem").filter(has_text="裁决书（终局）").first
    written = papers.word(papers.taken(desk, line.get_by_role("link", name="Word")))
    for words in (
        "土劳人仲终裁字〔2026〕第1号",
        WORKER,
        FIRM,
        "12000.00元",
        "壹万贰仟元整",
        "被申请人未提交工资支付记录",
        "十五日内",
    ):
        assert words in written, words
    printed = papers.pdf(papers.taken(desk, line.get_by_role("link", name="PDF")))
    assert "土劳人仲终裁字〔2026〕第1号" in printed
    assert "壹万贰仟元整" in printed


def the_time_to_sue_runs(court: World, desk: Visitor, phone: Visitor) -> None:
    court.on("2026-04-03")
    comes(desk, CLERK, "arbitration.dispute")
    to = {
        "送达方式": "直接送达",
        "发出日期": "2026-04-03",
        "收到日期": "2026-04-03",
        "签收人": WORKER,
    }
    desk.does("送达终局裁决书", to | {"涉及对象": (WORKER, FIRM)})
    clocks = desk.main().inner_text()
    assert "劳动者对终局裁决起诉" in clocks
    assert "04-20 届满" in clocks  # the fifteenth day is a Saturday
    part(desk, "效力")
    assert desk.sees("自作出之日起发生法律效力")
    desk.picture("arbitration-effects")
    comes(desk, HEAD)
    desk.goes("/desk/p/arbitration/head/")
    desk.picture("arbitration-head-page")
    court.on("2026-04-03", "20:00")
    shows_phone_and_number(phone)
    phone.opens(re.compile("案字"))
    assert phone.sees("2026-04-20")
    phone.picture("arbitration-party-page", width=375)
    assert phone.main().get_by_role("link", name=re.compile("劳动者对终局裁决起诉")).is_visible()


@pytest.mark.long
def test_from_phone_to_court(court: World, opens: Opens) -> None:
    phone, desk = opens(court, width=375, height=780), opens(court)
    court.on("2026-03-02", "20:15")
    a_worker_reckons(phone)
    the_worker_applies(phone)
    mediation_fails(court, desk)
    the_worker_goes_on_to_arbitration(court, phone)
    the_clerk_takes_the_case(court, desk)
    the_firm_is_summoned_and_a_hearing_set(court, desk)
    the_worker_states_the_facts(court, phone)
    the_case_is_heard_and_awarded(court, desk)
    the_award_says_so(desk)
    the_time_to_sue_runs(court, desk, phone)
