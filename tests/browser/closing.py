"""The wages of the twelve, from the case that was filed to the last call: ledger, order, money, police, closing.

保障农民工工资支付条例 30, 39, 41, 50; 劳动保障监察条例 26; 刑法 276-1. A matter is closed on money, not before.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import xlsxwriter
from playwright.sync_api import expect

from tongzhou.registry.identity import check_character

from .papers import sheet, taken, word
from .person import Visitor, overflow, violations
from .world import World

FIRST, SECOND, HEAD, REGISTRAR = "苏日嘎拉", "孟根花", "朝乐门", "萨仁"
CONTRACTOR = "示例草原建工集团有限公司"
INSPECTION, WAGES = "/desk/p/inspection/work", "/desk/p/arrears/work"  # the boards of the two lines
MATTER = "土劳监欠薪〔2026〕1号"
SHEET = (
    "姓名",
    "身份证号",
    "手机号",
    "班组",
    "月份",
    "项目",
    "应发工资",
    "扣款",
    "已发工资",
    "依据",
)
BANK = ("户名", "证件号码", "金额", "交易日期", "状态", "流水号")
Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Mate:
    """One of the twelve: owed 4,000.00 yuan for January and 4,000.00 and a little more for February."""

    name: str
    n: int

    @property
    def number(self) -> str:
        """An invented identity number, of nobody alive."""
        seventeen = f"150221190101{self.n + 1:02d}{self.n * 2 + 11:03d}"
        return seventeen + check_character(seventeen)

    @property
    def more(self) -> int:
        """Return what February is more, in fen."""
        return self.n * 1005

    @property
    def owed(self) -> int:
        return 800_000 + self.more


def yuan(fen: int) -> str:
    """Return an amount as pages show it."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def plain(fen: int) -> str:
    """Return an amount as people type it."""
    return f"{fen // 100}.{fen % 100:02d}"


def workbook(head: tuple[str, ...], rows: Rows) -> bytes:
    """Return a workbook with these lines, every cell as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for n, row in enumerate([head, *rows]):
            page.write_row(n, 0, row)
    return out.getvalue()


def is_sound(visitor: Visitor) -> None:
    """Nobody is kept out of the page, and it is no wider than the window."""
    assert violations(visitor.page) == []
    assert overflow(visitor.page) == []


def shows(visitor: Visitor, *words: str) -> None:
    """Every one of these stands on the page."""
    text = visitor.main().inner_text()
    assert not [w for w in words if w not in text], text


def office(desk: Visitor, name: str) -> None:
    """Let the officer of this name sit at the desk; after some days they sign in again."""
    if desk.name == name:
        desk.goes("/desk/")
    if desk.name != name or "/account/login/" in desk.page.url:
        desk.makes_room_for(name)


def presses(desk: Visitor, button: str, said: str = "") -> None:
    """Press a button of the page; where something was done, wait until the page says so."""
    desk.main().get_by_role("button", name=button, exact=True).first.click()
    desk.looks()
    if said:
        desk.hears(said)


def page_of(matter: str) -> str:
    """Return under which address the pages of the line about a matter lie."""
    return f"{WAGES}/{matter.rstrip('/').rpartition('/')[2]}/"


def takes(desk: Visitor, act: str | re.Pattern[str]) -> None:
    """Open an act from the list at the side of the case, where it may be folded away."""
    side = desk.main().get_by_role("complementary")
    link = side.get_by_role("link", name=act).first
    if not link.is_visible():
        side.locator("summary").filter(has_text="其他可办事项").click()
    link.click()
    desk.looks()


def comes_next(desk: Visitor, act: str) -> None:
    """Follow what the case says comes next."""
    desk.opens(f"下一步：{act}")


# --- The two cases -----------------------------------------------------------------------------------


def the_two_cases(desk: Visitor, crew: list[Mate]) -> tuple[str, str]:
    """Go from the report to the inspection, and on to the matter of wages; return both addresses."""
    office(desk, FIRST)
    desk.goes(f"{INSPECTION}/")
    desk.opens(re.compile("^示例北疆建筑"))
    inspection = desk.page.url.removeprefix(desk.url)
    shows(desk, "投诉", MATTER, "欠薪处理正在进行", *(m.name for m in crew))
    desk.opens(MATTER)
    shows(desk, "12 人中 0 人已收清", "主张 ¥8,000.00", "示例和谐家园二期工地")
    is_sound(desk)
    return inspection, desk.page.url.removeprefix(desk.url)


def two_inspectors_carry_it(desk: Visitor, matter: str) -> None:
    office(desk, HEAD)
    desk.goes(matter)
    takes(desk, "指定承办监察员")
    for name in (FIRST, SECOND):
        desk.main().get_by_role("checkbox", name=re.compile(name)).check()
    presses(desk, "指定承办监察员", "已办理：指定承办监察员")


# --- The ledger --------------------------------------------------------------------------------------


def a_sheet_with_a_fault_comes_back_and_is_mended(
    desk: Visitor, matter: str, crew: list[Mate]
) -> None:
    office(desk, FIRST)
    rows: Rows = []
    for mate in crew:
        who = (mate.name, mate.number, "", "抹灰班")
        second = "四千零一十" if mate.n == 1 else plain(400_000 + mate.more)
        rows += [
            (*who, "2026-01", "计时工资", "4000", "", "", "考勤表20天×200元"),
            (*who, "2026-02", "计时工资", second, "", "", "考勤表20天×200元"),
        ]
    desk.goes(matter)
    comes_next(desk, "登记工资台账")
    desk.hands("表格文件", "抹灰班工资.xlsx", workbook(SHEET, rows))
    presses(desk, "读取，先看结果")
    owed = sum(m.owed for m in crew)
    shows(desk, "本案已有 12", "不是金额", "四千零一十", yuan(owed - 401_005))
    is_sound(desk)
    desk.picture("arrears-sheet")
    presses(desk, "登记 12 人的台账", "有问题的行仍保留")
    back = sheet(taken(desk, desk.main().get_by_role("link", name="下载须改正的行")))
    head, fault = back[0], back[1]
    assert [fault[head.index(c)] for c in ("姓名", "月份")] == ["王铁柱", "2026-02"]
    assert len(back) == 2
    fault[next(n for n, c in enumerate(head) if c.startswith("应发工资"))] = "4010.05"
    desk.hands("表格文件", "改正的行.xlsx", workbook(tuple(head), [tuple(fault)]))
    presses(desk, "上传改正的行")
    presses(desk, "登记 1 人的台账", "已登记工资台账")
    for mate in (crew[0], crew[1], crew[11]):
        shows(desk, mate.name)
    assert not desk.sees("共 24 人")
    is_sound(desk)


def follows(phone: Visitor, cast: World, number: str, *, day: str) -> None:
    """Open the matter on the phone with a code; three minutes later the next code may be asked for."""
    cast.on(day, "19:00")
    phone.page.context.clear_cookies()
    phone.goes("/follow/")
    phone.fills(phone.main(), {"案件编号或查询码": MATTER, "您的手机号": number})
    presses(phone, "获取验证码")
    phone.fills(phone.main(), {"短信验证码": code_on(phone)})
    presses(phone, "查看进度")
    cast.on(day, "19:03")


def a_worker_signs_the_ledger(
    phone: Visitor, cast: World, mate: Mate, number: str, *, day: str
) -> None:
    """The worker of the phone reads their own two lines, and nobody else's, and signs them with a code."""
    follows(phone, cast, number, day=day)
    shows(phone, "2026-01 计时工资", "2026-02 计时工资", "欠 ¥4,000.00", yuan(mate.owed))
    assert not phone.sees("王铁柱")
    is_sound(phone)
    phone.opens("核对并签认")
    is_sound(phone)
    presses(phone, "没有错，签认")
    is_sound(phone)
    phone.fills(phone.main(), {"短信验证码": code_on(phone)})
    presses(phone, "签署")
    assert phone.sees("签认工资台账")


def code_on(phone: Visitor) -> str:
    """Return the code that the page of the demonstration shows in place of a message."""
    sent = phone.main().get_by_text("演示环境不发短信").inner_text()
    found = re.search(r"\d{6}", sent)
    assert found, sent
    return found[0]


def what_is_owed_is_found(desk: Visitor, matter: str, crew: list[Mate]) -> None:
    office(desk, FIRST)
    desk.goes(matter)
    comes_next(desk, "认定欠付金额")
    owed = sum(m.owed for m in crew)
    shows(desk, yuan(owed), *(yuan(m.owed) for m in crew), "已签认")
    is_sound(desk)
    presses(desk, "认定欠付金额", "已办理：认定欠付金额")
    shows(desk, yuan(owed), "12 人中 0 人已收清")


# --- Who pays, and the order -------------------------------------------------------------------------


def the_contractor_is_registered(desk: Visitor) -> None:
    office(desk, REGISTRAR)
    desk.goes("/desk/registers/employers/")
    desk.opens("登记用人单位")
    place = desk.main().get_by_label(re.compile("^所在地区"))
    place.select_option(
        label=place.locator("option").filter(has_text="土默特右旗").first.inner_text()
    )
    desk.fills(desk.main(), {"名称": CONTRACTOR, "事由": "欠薪案件涉及的施工总承包单位"})
    presses(desk, "登记用人单位")


def the_contractor_pays_first(desk: Visitor, matter: str, firm: str) -> None:
    office(desk, FIRST)
    desk.goes(matter)
    comes_next(desk, "确定清偿责任")
    desk.fills(desk.main(), {"用工情形": "分包单位招用并拖欠"})
    presses(desk, "选定情形")
    expect(desk.main().get_by_label("分包单位", exact=True)).to_have_value(firm)
    desk.fills(desk.main(), {"施工总承包单位": CONTRACTOR})
    presses(desk, "排出清偿顺序")
    shows(desk, f"现在支付 · {CONTRACTOR}", "第三十条")
    is_sound(desk)
    desk.picture("arrears-payers")
    desk.fills(desk.main(), {"认定的事实": "抹灰班由分包单位招用，工资一直没有发。"})
    presses(desk, "确定清偿责任", "已办理：确定清偿责任")


def it_is_ordered_to_pay(desk: Visitor, matter: str, inspection: str, crew: list[Mate]) -> None:
    """Order, serve; the paper names everybody; the inspection is told."""
    owed = sum(m.owed for m in crew)
    comes_next(desk, "责令限期支付")
    shows(desk, f"12 人，{yuan(owed)}", CONTRACTOR)
    desk.fills(
        desk.main(),
        {
            "支付期限（最后一日）": "2026-03-20",
            "认定的事实和理由": "考勤表、工资表和劳动者陈述相互印证。",
        },
    )
    is_sound(desk)
    presses(desk, "出具责令支付决定书", "已办理：责令限期支付")
    paper = word(taken(desk, desk.main().get_by_role("link", name="Word").first))
    for mate in crew:
        assert mate.name in paper
    assert f"{owed // 100:,}.{owed % 100:02d}" in paper or plain(owed) in paper
    takes(desk, "送达文书")
    form = desk.page.get_by_role("dialog", name="送达文书")
    desk.fills(
        form,
        {
            "送达方式": "直接送达",
            "发出日期": "2026-03-09",
            "收到日期": "2026-03-09",
            "签收人": "马经理",
        },
    )
    form.get_by_label(re.compile(CONTRACTOR)).first.check()
    form.get_by_role("button", name="送达文书").click()
    desk.hears("已办理：送达文书")
    desk.goes(inspection)
    shows(desk, "欠薪：已责令支付", yuan(owed), "2026-03-20")
    desk.goes(matter)


# --- Money -------------------------------------------------------------------------------------------


def the_bank_has_paid(
    desk: Visitor, matter: str, paid: dict[Mate, int], *, on: str, failed: Mate | None = None
) -> None:
    """Look whom the record of a bank pays, then enter it; what the bank calls failed is not counted."""
    office(desk, FIRST)
    serial = on.replace("-", "")
    rows: Rows = [
        (m.name, m.number, plain(sum_), on, "成功", f"{serial}{m.n:02d}")
        for m, sum_ in paid.items()
    ]
    if failed:
        rows.append((failed.name, failed.number, plain(failed.owed), on, "失败", f"{serial}99"))
    record = workbook(BANK, rows)
    desk.goes(f"{page_of(matter)}bank/")
    desk.hands("表格文件", "代发.xlsx", record)
    desk.fills(desk.main(), {"付款单位": CONTRACTOR})
    presses(desk, "先看对到谁")
    shows(desk, f"对到 {len(paid)} 人，{yuan(sum(paid.values()))}")
    if failed:
        shows(desk, "没有计入的行（1）", failed.name, "银行记录为未成功", yuan(failed.owed))
        is_sound(desk)
    desk.hands("表格文件", "代发.xlsx", record)
    presses(desk, "登记到账", "已办理：登记到账")


def it_has_not_run_out(desk: Visitor, matter: str) -> None:
    """Before the last day is over the police are not told of anybody."""
    desk.goes(f"{page_of(matter)}suspect/")
    shows(desk, "现在不能办理")
    expect(desk.main().get_by_role("button", name=re.compile("^涉嫌拒不支付"))).to_be_disabled()


def the_order_runs_out(desk: Visitor, matter: str, left: dict[Mate, int]) -> None:
    office(desk, FIRST)
    desk.goes(matter)
    takes(desk, "登记逾期未付")
    form = desk.page.get_by_role("dialog", name="登记逾期未付")
    desk.fills(form, {"核实日期": "2026-03-23", "核实情况": "期满没有付清，专用账户没有支付记录。"})
    form.get_by_role("button", name="登记逾期未付").click()
    desk.hears("已办理：登记逾期未付")
    expect(form).to_be_hidden()
    shows(desk, "逾期未付", yuan(sum(left.values())), "12 人中 2 人已收清")


def it_goes_to_the_police(
    desk: Visitor, matter: str, inspection: str, cast: World, left: dict[Mate, int]
) -> None:
    """Inside the range of the law a person decides, until the region's figure is set; then it is certain."""
    whole = yuan(sum(left.values()))
    desk.goes(matter)
    takes(desk, re.compile("^涉嫌拒不支付"))
    there = desk.page.url
    shows(
        desk,
        f"{len(left)} 人，合计 {whole}",
        "在法定幅度内，本地标准没有设定，由人决定",
        "最长 2 个月",
    )
    cast.says(
        *("law", "local", "set", "crime_threshold_group", "--region", "15", "--from", "2014-01-01"),
        *("--value", "50000", "--instrument", "示例规定", "--doc-no", "示例〔2014〕1号"),
        *("--by", "演示", "--on", "2026-03-01"),
    )
    desk.goes(there)
    assert desk.main().get_by_text("达到", exact=True).count() == 1
    is_sound(desk)
    desk.picture("arrears-suspect")
    desk.fills(
        desk.main(),
        {"有能力支付而不支付，或逃匿的事实": "工程款已拨付到位，单位挪作他用，责令后仍不支付。"},
    )
    presses(desk, "涉嫌拒不支付劳动报酬，移送", "已办理：涉嫌拒不支付劳动报酬，移送")
    desk.goes(inspection)
    desk.picture("inspection-case")
    shows(desk, "欠薪：逾期未支付", whole)
    desk.goes("/desk/p/inspection/transfers/")
    is_sound(desk)
    desk.opens(re.compile("涉嫌拒不支付劳动报酬移送$"))
    shows(desk, whole, f"{len(left)} 人", CONTRACTOR, "2026-03-20", *(m.name for m in left))
    shows(desk, "责令限期支付工资决定书（2026-03-09）")
    assert not desk.sees("王铁柱")  # he has his money
    is_sound(desk)
    takes(desk, "提出移送报告")
    shows(desk, f"{len(left)}人，{whole[1:]}元，标准50,000.00元：达到")


def it_cannot_be_closed_yet(desk: Visitor, matter: str, mate: Mate) -> None:
    office(desk, FIRST)
    desk.goes(f"{page_of(matter)}conclude/")
    shows(desk, "还不能结案", "只在工资到账后才能结案", mate.name, f"尚欠 {yuan(mate.owed)}")
    expect(desk.main().get_by_role("button", name="工资到账，结案")).to_be_disabled()
    is_sound(desk)
    desk.picture("arrears-not-yet")


def the_worker_confirms(phone: Visitor, cast: World, mate: Mate, number: str, *, day: str) -> None:
    """The last of the twelve says with a code that the money has come."""
    follows(phone, cast, number, day=day)
    shows(phone, "还差", yuan(mate.owed))
    phone.opens("我收到工资了")
    came = {"到今天为止，这笔欠薪您一共收到多少元": plain(mate.owed), "最近一次收到的日期": day}
    phone.fills(phone.main(), came)
    is_sound(phone)
    phone.picture("arrears-confirm-phone", width=375)
    presses(phone, "获取验证码")
    shows(phone, f"{plain(mate.owed)} 元", "没有了，全部收清")
    is_sound(phone)
    phone.fills(phone.main(), {"短信验证码": code_on(phone)})
    presses(phone, "签署")


def it_is_closed_on_money(desk: Visitor, matter: str, inspection: str, crew: list[Mate]) -> None:
    office(desk, FIRST)
    owed = yuan(sum(m.owed for m in crew))
    desk.goes(matter)
    shows(desk, "12 人中 12 人已收清")
    comes_next(desk, "工资到账，结案")
    assert not desk.sees("还不能结案")
    shows(desk, owed)
    desk.fills(desk.main(), {"办理结果": "逐人核实银行记录，工资已全部到账。"})
    is_sound(desk)
    presses(desk, "工资到账，结案", "已办理：工资到账，结案")
    shows(desk, "已到账，回访中")
    desk.goes(inspection)
    shows(desk, "欠薪：办结", owed)
    assert not desk.sees("欠薪处理正在进行")


def they_are_called(desk: Visitor, matter: str, act: str, crew: list[Mate], *, on: str) -> None:
    """Ask each whether the money has come and stayed."""
    office(desk, FIRST)
    desk.goes(matter)
    comes_next(desk, act)
    for mate in crew:
        desk.main().get_by_label(f"{mate.name}的答复").select_option("已收到")
    desk.fills(desk.main(), {"回访日期": on})
    is_sound(desk)
    presses(desk, act, f"已办理：{act}")


def it_is_over(desk: Visitor, crew: list[Mate]) -> None:
    """Nobody has complained: the matter is at its end, every fen accounted for."""
    owed = yuan(sum(m.owed for m in crew))
    text = desk.main().inner_text()
    assert "已办结" in text
    assert text.count(owed) >= 2  # found, received
    assert "¥0.00" in text
