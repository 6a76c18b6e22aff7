"""A red warning: seen on the map, signed for, the employer asked, verified on site, settled, reviewed and closed.

保障农民工工资支付条例 38, 39. The officer's side; a coordinator's visit without a network answers the same act.
"""

from __future__ import annotations

import re

from .person import Opens, Visitor, overflow, violations
from .world import World

FIRM = "示例商砼有限公司03号"


def is_sound(visitor: Visitor) -> None:
    assert violations(visitor.page) == []
    assert overflow(visitor.page) == []


def opens_the_warning(visitor: Visitor) -> None:
    visitor.goes("/desk/p/warning/watch/queue/?level=red")
    visitor.opens(FIRM)


def asks_one_person_for_all(officer: Visitor, name: str) -> None:
    """Choose the same person for every measure of the plan: there is nobody else to ask."""
    for row in officer.main().locator("tbody tr").all():
        if row.locator("input[name=what]").input_value():
            box = row.locator("select[name=who]")
            box.select_option(box.locator("option", has_text=name).first.get_attribute("value"))


def settles_the_measures(officer: Visitor) -> None:
    """Say of every measure of the plan that it was done."""
    act = "登记措施落实"
    officer.main().get_by_role("complementary").get_by_role("link", name=act).first.click()
    form = officer.page.get_by_role("dialog", name=act)
    form.get_by_role("checkbox").first.wait_for()
    for box in form.get_by_role("checkbox").all():
        box.check()
    officer.fills(form, {"落实情况": "已办"})
    officer.page.locator("#page").evaluate("page => page.classList.add('as-it-was')")
    form.get_by_role("button", name=act).click()
    officer.hears(f"已办理：{act}")
    form.wait_for(state="hidden")
    officer.page.locator("#page:not(.as-it-was)").wait_for()


def test_a_red_warning_is_verified_settled_and_closed(region: World, opens: Opens) -> None:
    analyst = opens(region).signs_in("吉日嘎拉")
    analyst.goes("/desk/p/warning/watch/")
    is_sound(analyst)
    analyst.picture("warning-map")
    analyst.goes("/desk/p/warning/watch/?area=150221")
    assert analyst.sees("示意图，不代表行政区域界线")
    phone = opens(region, width=375).signs_in("苏雅")
    opens_the_warning(phone)
    assert phone.sees("为什么预警")
    phone.does("签收")
    is_sound(phone)
    phone.does(
        "发出风险提示函",
        {
            "注意到的情况": "近两个月工资发放晚于往常",
            "想了解的问题": "有什么困难？\n什么时候能补发？",
        },
    )
    assert phone.sees("已发提示函，待说明、核实")
    phone.does(
        "核实",
        {
            "核实结果": "属实",
            "核实方式": "现场走访",
            "核实日期": phone.page.evaluate(
                "new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"
            ),
            "地点": "示例工业园搅拌站",
            "原因": "工程款未到位",
            "涉及人数": "33",
            "涉及金额": "120000",
            "核实情况": "三十三人一个月工资未发，本周回款后补发",
        },
    )
    officer = opens(region).signs_in("苏雅")
    opens_the_warning(officer)
    officer.picture("warning-case")
    officer.opens(re.compile("^制定处置方案"))
    is_sound(officer)
    assert officer.main().get_by_label("措施 1").input_value()
    asks_one_person_for_all(officer, "苏雅")
    officer.main().get_by_role("button", name="制定处置方案", exact=True).last.click()
    officer.hears("已办理：制定处置方案")
    settles_the_measures(officer)
    officer.does(
        "反馈处置结果",
        {"处置结果": "已化解", "解决人数": "33", "处置情况": "已补发到本人", "建议": "解除预警"},
    )
    county = opens(region).signs_in("托娅")
    opens_the_warning(county)
    hits = county.main().locator(".rkhits b").all_inner_texts()
    county.does("解除预警", {"属实的规则": tuple(hits), "审核意见": "有银行流水，同意"})
    assert county.sees("已解除")
    county.goes("/desk/p/warning/watch/queue/?level=red")
    assert not county.page.get_by_role("link", name=FIRM).count()
    county.goes("/desk/p/warning/watch/arm/")
    county.picture("warning-arm")


def test_the_employer_is_asked_and_not_accused(region: World, opens: Opens) -> None:
    """The clerk of another employer, who answered a letter: no colour, no reproach, anywhere on the page."""
    analyst = opens(region).signs_in("托娅")
    analyst.goes("/desk/p/warning/watch/queue/?level=red")
    analyst.opens("示例机械制造有限公司01号")
    uid = analyst.page.url.rstrip("/").rpartition("/")[2]
    clerk = opens(region, width=375)
    clerk.goes("/account/login/")
    clerk.page.get_by_role("button").filter(
        has=clerk.page.get_by_text("郑经理", exact=True)
    ).click()
    clerk.page.wait_for_load_state()
    clerk.goes(f"/follow/{uid}/")
    is_sound(clerk)
    words = clerk.main().inner_text()
    assert "我们想了解的情况" in words
    for word in ("预警", "红色", "欠薪", "涉嫌"):
        assert word not in words
    clerk.picture("warning-answer", width=375, height=1000)
