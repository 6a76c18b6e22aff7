"""Twelve workers of one site complain on a phone; a call to 12345 tells of the same site; both become one inspection.

Their wages are put down one by one, ordered to be paid, paid in part, the police are told, the rest comes, and only
then is the matter closed: `closing`.

若干规定 18, 监察条例 13, 20, 信访工作条例 20. Photo in pieces, a draft that survives, names that are seen by nobody without need.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from . import closing
from .closing import Mate
from .person import Opens, Visitor, overflow, violations
from .world import World

CLERK = "斯日古楞"
ME, PHONE, FIRM, SITE = (
    "阿拉坦·巴雅尔",
    "13900000088",
    "示例北疆建筑有限公司",
    "示例和谐家园二期工地",
)
MATES = (
    "王铁柱",
    "李建国",
    "额尔敦",
    "赵大勇",
    "孙有福",
    "周长顺",
    "吴老四",
    "郑海",
    "冯小军",
    "陈二旦",
    "宝音 . 德力格尔",
)
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 600_000


def is_sound(visitor: Visitor) -> None:
    """Nobody is kept out of the page, and it is no wider than the window."""
    assert violations(visitor.page) == []
    assert overflow(visitor.page) == []


def presses(visitor: Visitor, button: str = "下一步") -> None:
    visitor.main().get_by_role("button", name=button, exact=True).click()
    visitor.looks()


def tells_where_and_what(phone: Visitor) -> None:
    phone.goes("/")
    phone.opens(re.compile("^举报投诉"))
    is_sound(phone)
    phone.picture("intake-start-phone", width=375)
    phone.opens("开始填写")
    where = {
        "单位（老板、工程队）叫什么": FIRM,
        "工地或者上班的地方": SITE,
        "在哪个旗县（市、区）": "土默特右旗",
    }
    phone.fills(phone.main(), where)
    is_sound(phone)
    presses(phone)
    what = {"出了什么事（可多选）": ("不发、少发工资",), "从哪天开始": "2026-01-01"}
    phone.fills(phone.main(), what | {"说说经过": "从一月起没有发过工资，工地也没有专户。"})
    phone.hands("照片、录音、合同、工资条", "工资条.jpg", JPEG)
    expect(phone.main().get_by_text("已传完")).to_be_visible(timeout=60_000)
    is_sound(phone)
    phone.picture("intake-matter-phone", width=375)
    presses(phone)


def names_the_mates(phone: Visitor) -> None:
    """Eleven mates, more rows asked for three times; what was typed stays."""
    phone.fills(
        phone.main(),
        {
            "您是哪一种": "我和工友的权益受了侵害（一起投诉）",
            "欠您本人多少钱": "8000",
            "一共大约多少人": "12",
        },
    )
    rows = phone.main().locator("details.mates")
    if rows.get_attribute("open") is None:
        rows.locator("summary").click()
    for n, name in enumerate(MATES):
        box = phone.main().locator(f"#id_mates-{n}-name")
        if not box.count():
            presses(phone, "再加 3 位")
        box.fill(name)
        phone.main().locator(f"#id_mates-{n}-amount").fill("8000")
    presses(phone)
    assert phone.sees("推选 1 至 5 名代表")
    phone.main().locator("#id_speaks").check()
    is_sound(phone)
    phone.picture("intake-mates-phone", width=375)
    presses(phone)


def sends(phone: Visitor) -> str:
    """Say who one is, see which doors are open, send with the code; return the number."""
    phone.fills(phone.main(), {"您的姓名": ME, "手机号": PHONE})
    presses(phone, "获取验证码")
    for words in ("劳动者", "劳动争议调解", "法律援助", "¥96,000.00", "二年期间尚未开始"):
        assert phone.main().get_by_text(words).count() or words == "劳动者", words
    is_sound(phone)
    phone.picture("intake-doors-phone", width=375)
    sent = phone.main().get_by_text("演示环境不发短信").inner_text()
    code = re.search(r"\d{6}", sent)
    assert code
    phone.fills(phone.main(), {"短信验证码": code[0]})
    presses(phone, "提交")
    assert phone.sees("2026-03-09（周一） 前答复是否受理")
    is_sound(phone)
    phone.picture("intake-received-phone", width=375)
    return phone.main().locator(".code.day").first.inner_text()


def a_call_is_taken_down(desk: Visitor) -> None:
    desk.signs_in(CLERK)
    desk.goes("/desk/p/intake/counter/")
    is_sound(desk)
    form = desk.main()
    desk.fills(
        form, {"来源渠道": "12345", "类别": "举报", "来源编号": "DH20260302001", "用人单位": FIRM}
    )
    desk.fills(
        form,
        {
            "工地、工作地点": "示例和谐家园 二期（工地）",
            "反映的违法事项": ("工地没有工资专户，不走银行发工资",),
        },
    )
    desk.fills(form, {"从哪天开始": "2026-01-01", "反映的情况": "工地多人欠薪，没有专户。"})
    presses(desk, "查重，看途径")
    assert desk.sees("同一单位")
    is_sound(desk)
    desk.picture("intake-counter")
    presses(desk, "登记")
    desk.hears("已登记")


def the_two_become_one(desk: Visitor, number: str) -> None:
    desk.goes("/desk/p/intake/inbox/")
    assert desk.sees("可能重复 1")
    assert not desk.main().get_by_text("王铁柱").count()
    is_sound(desk)
    desk.picture("intake-inbox")
    desk.main().get_by_role("row").filter(has_text="12345").get_by_role("link").first.click()
    desk.looks()
    is_sound(desk)
    desk.main().get_by_role("link", name="并案", exact=True).first.click()
    desk.looks()
    desk.main().get_by_label(re.compile(FIRM)).first.check()
    desk.picture("intake-merge")
    presses(desk, "并入")
    desk.hears("并案")
    assert desk.sees(number)
    text = desk.main().inner_text()
    assert "未开设、使用工资专用账户" in text
    assert "¥96,000.00" in text
    assert "投诉人12" in text
    assert "宝音" not in text
    desk.picture("intake-case")


def it_is_accepted(desk: Visitor) -> None:
    desk.main().get_by_role("complementary").get_by_role("link", name="受理立案").first.click()
    desk.looks()
    desk.main().get_by_label(re.compile("同意在处理决定")).check()
    is_sound(desk)
    desk.picture("intake-accept")
    presses(desk, "受理立案")
    desk.hears("已办理：受理立案")
    assert desk.sees("已受理立案")


def the_worker_follows(phone: Visitor, number: str) -> None:
    phone.page.context.clear_cookies()
    phone.goes("/follow/")
    phone.fills(phone.main(), {"案件编号或查询码": number, "您的手机号": PHONE})
    presses(phone, "获取验证码")
    sent = phone.main().get_by_text("演示环境不发短信").inner_text()
    code = re.search(r"\d{6}", sent)
    assert code
    phone.fills(phone.main(), {"短信验证码": code[0]})
    presses(phone, "查看进度")
    expect(phone.main().get_by_text("已受理立案，正在调查").first).to_be_visible()
    is_sound(phone)
    phone.picture("intake-party-phone", width=375)


CREW = [Mate(name, n) for n, name in enumerate((ME, *(m.replace(" . ", "·") for m in MATES)))]


def complains(cast: World, phone: Visitor, desk: Visitor) -> None:
    """From the phone and the call to one report, accepted and followed."""
    cast.on("2026-03-02", "10:15")
    tells_where_and_what(phone)
    names_the_mates(phone)
    number = sends(phone)
    a_call_is_taken_down(desk)
    the_two_become_one(desk, number)
    it_is_accepted(desk)
    cast.on("2026-03-02", "20:30")  # a phone is sent one code a minute
    the_worker_follows(phone, number)


def is_found_and_ordered(cast: World, phone: Visitor, desk: Visitor) -> tuple[str, str]:
    """From the two cases to an order that was served; return their addresses."""
    cast.on("2026-03-03")
    inspection, matter = closing.the_two_cases(desk, CREW)
    closing.two_inspectors_carry_it(desk, matter)
    closing.a_sheet_with_a_fault_comes_back_and_is_mended(desk, matter, CREW)
    closing.a_worker_signs_the_ledger(phone, cast, CREW[0], PHONE, day="2026-03-04")
    cast.on("2026-03-09")
    closing.what_is_owed_is_found(desk, matter, CREW)
    closing.the_contractor_is_registered(desk)
    closing.the_contractor_pays_first(desk, matter, FIRM)
    closing.it_is_ordered_to_pay(desk, matter, inspection, CREW)
    return inspection, matter


def is_paid_in_part_and_told_to_the_police(
    cast: World, desk: Visitor, inspection: str, matter: str
) -> dict[Mate, int]:
    """Two are paid in full and two in part; the order runs out. Return what each is still owed, in fen."""
    cast.on("2026-03-16")
    part = {CREW[1]: CREW[1].owed, CREW[2]: CREW[2].owed, CREW[3]: 300_000, CREW[4]: 300_000}
    closing.the_bank_has_paid(desk, matter, part, on="2026-03-16", failed=CREW[5])
    owed = {m: m.owed - part.get(m, 0) for m in CREW}
    left = {m: sum_ for m, sum_ in owed.items() if sum_}
    closing.it_has_not_run_out(desk, matter)
    cast.on("2026-03-23")  # a Monday: the order ran until Friday
    closing.the_order_runs_out(desk, matter, left)
    closing.it_goes_to_the_police(desk, matter, inspection, cast, left)
    return left


def is_closed_on_money(
    cast: World, phone: Visitor, desk: Visitor, inspection: str, matter: str, left: dict[Mate, int]
) -> None:
    """The bank pays all but one, who says so himself; then it is closed, and asked twice whether it stayed."""
    cast.on("2026-03-31")
    me, *others = left
    closing.the_bank_has_paid(desk, matter, {m: left[m] for m in others}, on="2026-03-31")
    closing.it_cannot_be_closed_yet(desk, matter, me)
    closing.the_worker_confirms(phone, cast, me, PHONE, day="2026-03-31")
    cast.on("2026-04-01")
    closing.it_is_closed_on_money(desk, matter, inspection, CREW)
    cast.on("2026-04-03", "15:00")
    closing.they_are_called(desk, matter, "登记三日回访", CREW, on="2026-04-03")
    closing.shows(desk, "已到账，回访中")
    cast.on("2026-04-30", "15:00")
    closing.they_are_called(desk, matter, "登记三十日回访", CREW, on="2026-04-30")
    closing.it_is_over(desk, CREW)


@pytest.mark.long
def test_twelve_of_a_site(cast: World, opens: Opens) -> None:
    phone, desk = opens(cast, width=375, height=780), opens(cast)
    phone.expected |= {422}
    for each in (phone, desk):
        each.page.set_default_timeout(90_000)
    complains(cast, phone, desk)
    inspection, matter = is_found_and_ordered(cast, phone, desk)
    left = is_paid_in_part_and_told_to_the_police(cast, desk, inspection, matter)
    is_closed_on_money(cast, phone, desk, inspection, matter, left)
