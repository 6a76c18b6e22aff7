"""A worker reckons a claim on a phone: from the home page to the result, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .person import Opens, overflow, violations
from .world import World


def answers(page: Page) -> None:
    """Fill in what a worker knows of a severance, and reckon."""
    page.get_by_label("您哪天开始上班的？").fill("2019-03-01")
    page.get_by_label("最后一天上班是哪天？").fill("2026-08-31")
    page.get_by_label("离开前一年，平均每月应发多少工资？").fill("8000")
    page.get_by_label("在哪里上班？").select_option("150203")
    page.get_by_label("离开前一年，平均每月应发多少工资？").press("Enter")
    page.get_by_role("heading", name="怎么算出来的").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_home_page_to_the_amount_and_its_steps(
    scripts: bool, cast: World, opens: Opens
) -> None:
    worker = opens(cast, width=375, height=800, java_script_enabled=scripts)
    page = worker.page
    page.goto(cast.url)
    page.get_by_role("link", name="我能要多少").click()
    page.get_by_role("link", name="离职有没有补偿，是多少？").click()
    answers(page)
    assert page.get_by_text("¥64,000.00").first.is_visible()
    page.get_by_role("link", name="改一改").click()
    assert page.get_by_label("您哪天开始上班的？").input_value() == "2019-03-01"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_the_way_can_be_read_by_everybody(
    theme: str, cast: World, opens: Opens
) -> None:
    worker = opens(cast, width=375, height=800, theme=theme)
    page, found = worker.page, []
    worker.expected.add(422)
    for step in ("form", "mistake", "result"):
        if step == "form":
            worker.goes("/claims/severance/")
            page.locator("details").evaluate_all("all => all.forEach((e) => (e.open = true))")
        if step == "mistake":
            page.get_by_role("button", name="算一算", exact=True).last.click()
            page.get_by_role("alert").wait_for()
        if step == "result":
            answers(page)
            page.locator("details").evaluate_all("all => all.forEach((e) => (e.open = true))")
        for width in (375, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{step} {width} {line}" for line in violations(page) + overflow(page)]
        page.evaluate("document.documentElement.dataset.size = 'large'")
        page.set_viewport_size({"width": 320, "height": 640})
        found += [f"{step} 320 {line}" for line in overflow(page)]
        page.set_viewport_size({"width": 375, "height": 800})
    assert found == []
