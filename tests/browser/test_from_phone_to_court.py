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
CLERK, MEDIATOR = "娜日娜", "斯琴"
STORY = "去年十一月起在工地做钢筋工，说好每月六千元，今年一月、二月的工资一直没有发。"


def code_on(phone: Visitor) -> str:
    """Read the code from the message that the demonstration shows instead of sending."""
    return re.search(r"\b(\d{6})\b", phone.main().inner_text())[1]


def goes_on(phone: Visitor, button: str = "下一步") -> None:
    phone.main().get_by_role("button", name=button, exact=True).click()
    phone.looks()


def a_worker_reckons(court: World, phone: Visitor) -> None:
    court.on("2026-03-02", "20:15")
    phone.goes("/claims/arrears/")
    phone.fills(
        phone.main(),
        {"每月工资多少？": "6000", "从哪天起没发？": "2026-01-01", "到哪天为止？": "2026-02-28"},
    )
    goes_on(phone, "算一算")
    assert phone.sees("12,000.00")


def the_worker_applies(phone: Visitor) -> str:
    phone.main().get_by_role("link", name="用这个结果申请劳动争议调解").click()
    phone.looks()
    phone.picture("mediation-apply", width=375)
    return ""


def test_from_phone_to_court(court: World, opens: Opens) -> None:
    phone = opens(court, viewport={"width": 375, "height": 780})
    a_worker_reckons(court, phone)
    the_worker_applies(phone)
