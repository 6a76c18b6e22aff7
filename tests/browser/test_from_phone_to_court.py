"""One worker's two months of wages: reckoned and claimed on a phone, mediated in vain, awarded, and the time to sue.

调解仲裁法 14, 29, 30, 35, 43, 47, 48. Nothing reaches the case but through the pages; the papers are opened and read.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tongzhou.registry import identity

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
    meeting = {"日期": "2026-03-10", "时间": "09:30", "方式": "现场", "地点或会议号": "调解中心一楼"}
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


def test_from_phone_to_court(court: World, opens: Opens) -> None:
    phone, desk = opens(court, width=375, height=780), opens(court)
    court.on("2026-03-02", "20:15")
    a_worker_reckons(phone)
    the_worker_applies(phone)
    mediation_fails(court, desk)
    the_worker_goes_on_to_arbitration(court, phone)
    the_clerk_takes_the_case(court, desk)
