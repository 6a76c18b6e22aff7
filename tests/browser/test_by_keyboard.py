"""Work without a mouse: every step from the sign-in to the act and back, by keys alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .person import Opens, violations
from .world import World

MOST_STEPS = 60


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words; the ring around it must be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        says, ring = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.innerText || e.ariaLabel || e.value || "", s.outlineStyle + s.boxShadow]; }"""
        )
        assert ring != "nonenone", f"nothing shows that “{says[:20]}” has the focus"
        if words in says:
            return
    raise AssertionError(f"{MOST_STEPS} presses of Tab did not reach “{words}”")


def focus(page: Page) -> str:
    """What has the focus, in words."""
    return str(
        page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")
    )


def test_an_officer_signs_in_reads_the_list_opens_a_form_and_comes_back_without_a_mouse(
    region: World, opens: Opens
) -> None:
    uren = opens(region)
    uren.expected |= {422}
    page = uren.goes("/account/login/")
    tab_to(page, "乌仁图雅")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="我的待办").wait_for()

    page.keyboard.press("Tab")
    assert "跳到主要内容" in focus(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.keyboard.press("g")
    page.keyboard.press("c")
    page.get_by_role("heading", name="全部案件").wait_for()
    page.keyboard.press("j")
    first = focus(page)
    page.keyboard.press("j")
    assert focus(page) != first
    page.keyboard.press("k")
    assert focus(page) == first

    page.goto(f"{region.url}/desk/")
    page.keyboard.press("j")
    while "建设方案" not in focus(page):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    uren.main().get_by_role("region", name="案件概况").wait_for()
    tab_to(page, "签署自治区部门意见")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="签署自治区部门意见")
    form.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    form.get_by_label("不同意", exact=True).focus()
    page.keyboard.press("Space")
    tab_to(page, "签署自治区部门意见")
    page.keyboard.press("Enter")
    expect(form.get_by_text("不同意或修改后同意的，须写明理由与修改建议")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    assert "签署自治区部门意见" in focus(page)


def test_question_mark_tells_the_keys_and_escape_puts_one_back(region: World, opens: Opens) -> None:
    page = opens(region).signs_in("高娃").page
    messages = page.get_by_role("link", name="消息，")
    messages.focus()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="键盘快捷键")
    expect(help_).to_contain_text("全局搜索")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    expect(messages).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="全局搜索")).to_be_focused()
    page.keyboard.type("?")  # in a box it is only a letter
    expect(help_).to_be_hidden()


def test_a_key_is_a_letter_where_one_writes_and_can_be_switched_off(
    region: World, opens: Opens
) -> None:
    page = opens(region).signs_in("高娃").page
    page.keyboard.press("?")
    page.get_by_role("dialog", name="键盘快捷键").get_by_label("关闭快捷键").check()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.keyboard.press("/")
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
    expect(page.get_by_role("searchbox", name="全局搜索")).not_to_be_focused()
