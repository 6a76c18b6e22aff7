"""An employer declares on a phone, the worker says that it is not so, the office decides, and the worker reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.browser.person import Visitor, overflow, violations
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.review import ranking
from tongzhou.procedure.models import Case

from .cast import HERE, Town, number

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13711112222"


@pytest.fixture
def opens(live_server: Any, new_context: Any) -> Iterator[Any]:
    """Open windows; afterwards none may have complained of anything."""
    opened: list[Visitor] = []

    def window(width: int) -> Visitor:
        opened.append(Visitor(new_context(width=width, height=760).new_page(), live_server.url))
        return opened[-1]

    yield window
    assert [line for each in opened for line in each.wrong] == []


def is_sound(visitor: Visitor, picture: str = "", *, width: int = 375) -> None:
    """Nobody is kept out of the page, it is no wider than the window, on the narrowest in large type neither."""
    page = visitor.page
    assert violations(page) == [], page.url
    if picture:
        visitor.picture(picture, width=width, height=900 if width > 1000 else 740)
    page.evaluate("document.documentElement.dataset.size = 'large'")
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) == [], page.url
    page.evaluate("document.documentElement.dataset.size = 'normal'")
    assert before
    page.set_viewport_size(before)


def gives_the_code(visitor: Visitor, button: str) -> None:
    visitor.presses("获取验证码")
    found = re.search(r"验证码(\d{6})", visitor.main().inner_text())
    assert found
    visitor.fills(visitor.main(), {"短信验证码": found[1]})
    visitor.presses(button)


def hires(phone: Visitor) -> None:
    """The clerk shows the phone, is back where they were going, and declares a worker."""
    phone.goes("/p/filing/employer/")
    phone.fills(phone.main(), {"单位经办人的手机号": "13900000001"})
    gives_the_code(phone, "查看案件")
    is_sound(phone, "filing-employer-phone")
    phone.opens("招用备案")
    start = localdate() - timedelta(days=3)
    said = {
        "劳动者姓名": "乌日娜", "证件号码": number(5), "劳动者手机号": PHONE, "工作地（旗县）": "土默特右旗",
        "岗位（工种）": "包装", "起始日期（开始用工的日子）": start.isoformat(), "约定工资（元）": "3000",
            "参加社会保险": "没有参加",
    }  # fmt: skip
    phone.fills(phone.main(), said)
    phone.presses("提交备案")
    assert phone.sees("固定期限的合同请填写期满日期。")
    is_sound(phone, "filing-hire-phone")
    phone.fills(phone.main(), {"期满日期": (start + timedelta(days=1095)).isoformat()})
    phone.presses("提交备案")
    phone.hears("已办理备案")
    assert phone.sees("招用备案")
    is_sound(phone, "filing-row-phone")


def objects(phone: Visitor) -> None:
    """The worker sees what was declared, and says what is not so."""
    phone.goes("/p/filing/worker/")
    is_sound(phone)
    phone.fills(phone.main(), {"您的手机号": PHONE, "证件号码": number(5)})
    gives_the_code(phone, "查看备案")
    assert phone.sees("没有参加")
    is_sound(phone, "filing-worker-phone")
    phone.opens("不对，提出异议")
    said = {"哪里不对": "没有参加社会保险", "实际情况是怎样的": "说好上班就交社保，查不到记录。"}
    phone.fills(phone.main(), said)
    is_sound(phone, "filing-object-phone")
    phone.presses("提交异议")
    phone.hears("已提出异议")


def test_declared_on_a_phone_objected_to_answered_and_decided(town: Town, opens: Any) -> None:
    for n in range(11, 17):
        town.hires(n, firm=town.other, written="none", starts_on=localdate() - timedelta(days=70))
    clerk, worker, officer = opens(375), opens(375), opens(1440)
    clerk.expected.add(422)  # a form sent with a fault
    hires(clerk)
    assert Employment.objects.filter(uscc=town.firm.uscc).count() == 1
    objects(worker)
    case = Case.objects.get(procedure="filing.objection")
    clerk.goes("/mine/cases/")
    clerk.opens(re.compile("用工备案异议"))
    assert clerk.sees("查不到记录")
    clerk.opens(re.compile("单位答复"))
    clerk.fills(clerk.main(), {"说明": "正在补办参保登记。"})
    clerk.presses(re.compile("单位答复|提交"))
    clerk.hears("已提交")
    ranking.rank(HERE, on=localdate())
    officer.page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": town.officer.client.cookies["sessionid"].value,
                "url": officer.url,
            }
        ]
    )
    officer.goes(reverse("filing:board"))
    is_sound(officer, "filing-board", width=1440)
    officer.opens(re.compile("用工备案异议（没有参加社会保险）"))
    is_sound(officer, "filing-objection", width=1440)
    officer.goes(reverse("desk:act", args=[case.uid, "uphold"]))
    officer.fills(
        officer.main(), {"更正什么": "补办参保后更正", "更正期限": localdate().isoformat()}
    )
    officer.presses("认定异议成立")
    officer.hears("已办理")
    worker.goes("/p/filing/worker/mine/")
    assert worker.sees("异议成立，正在更正")
    worker.opens("查看")
    assert worker.sees("补办参保后更正")


def test_a_foreigner_is_declared_on_a_phone_and_sees_it_with_the_passport(
    town: Town, opens: Any
) -> None:
    clerk, worker = opens(375), opens(375)
    clerk.expected.add(422)
    clerk.goes("/p/filing/employer/")
    clerk.fills(clerk.main(), {"单位经办人的手机号": "13900000001"})
    gives_the_code(clerk, "查看案件")
    clerk.opens("招用备案")
    start = localdate() - timedelta(days=3)
    said = {
        "劳动者姓名": "宝力德", "证件类型": "护照", "证件号码": "E12345678", "劳动者手机号": PHONE,
        "工作许可证号（持护照的填）": "15A0001234567", "工作地（旗县）": "土默特右旗", "岗位（工种）": "翻译",
        "起始日期（开始用工的日子）": start.isoformat(), "约定工资（元）": "9000",
        "期满日期": (start + timedelta(days=364)).isoformat(),
        "工作许可有效期至（持护照的填）": (start + timedelta(days=360)).isoformat(), "参加社会保险": "已参加",
    }  # fmt: skip
    clerk.fills(clerk.main(), said)
    clerk.presses("提交备案")
    assert clerk.sees("这种证件的号码看不出出生日期，请填写。")
    is_sound(clerk)
    clerk.fills(clerk.main(), {"出生日期": "1988-05-04", "性别": "男"})
    clerk.presses("提交备案")
    clerk.hears("已办理备案")
    assert clerk.sees("护照")
    is_sound(clerk)
    worker.goes("/p/filing/worker/")
    given = {"您的手机号": PHONE, "证件类型": "护照", "证件号码": "e12345678"}
    worker.fills(worker.main(), given)
    gives_the_code(worker, "查看备案")
    assert worker.sees("工作许可有效期至")
    is_sound(worker)
    assert Employment.objects.get(uscc=town.firm.uscc).id_kind == "passport"
