"""The checker of pages itself: words that are drawn alike are looked at a few times, and none drawn otherwise is passed over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from . import person
from .person import violations

ROWS = 60
PALE = "color: #bbb"


@pytest.fixture(autouse=True)
def _nothing_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person, "LEGIBLE", set())


def table(*, row: str = "", cell: str = "", around: str = "") -> str:
    """Return a page of many rows drawn alike, and in the midst of them one that is not."""
    rows = [f"<tr><td>第{n}行</td><td>三个月没有发工资</td></tr>" for n in range(ROWS)]
    rows[41] = f'<tr style="{row}"><td>第41行</td><td style="{cell}">三个月没有发工资</td></tr>'
    return f"""<!doctype html><html lang="zh"><head><title>台账</title></head>
        <body style="background: #fff; color: #111"><main style="{around}"><h1>台账</h1>
        <table><thead><tr><th>行</th><th>事由</th></tr></thead><tbody>{"".join(rows)}</tbody></table></main></body></html>"""


def test_nothing_is_wrong_with_dark_words_on_a_light_ground(page: Page) -> None:
    page.set_content(table())
    assert violations(page) == []
    assert page.locator("[data-contrast]").count() < ROWS / 3


@pytest.mark.parametrize(
    "drawn",
    [
        {"cell": PALE},
        {"row": "background: #333"},
        {"row": "opacity: .3"},
        {"around": PALE},
        {"around": "background: #222"},
    ],
    ids=["pale words", "a dark row", "a faded row", "all pale", "all dark"],
)
def test_one_row_of_many_that_cannot_be_read_is_found(page: Page, drawn: dict[str, str]) -> None:
    page.set_content(table(**drawn))
    (found,) = violations(page)
    assert found.startswith("color-contrast")
    assert violations(page, contrast=False) == []


def test_what_was_legible_on_one_page_is_passed_over_on_the_next_and_all_else_is_not(
    page: Page,
) -> None:
    page.set_content(table())
    assert violations(page) == []
    page.set_content(table())
    assert violations(page) == []
    assert page.locator("[data-contrast]").count() == 0
    page.set_content(table(around="background: #222"))
    (found,) = violations(page)
    assert found.startswith("color-contrast")
    page.set_content(table(around="background: #222"))
    assert violations(page) == [found]  # what could not be read is looked at wherever it stands


def test_words_over_which_something_is_laid_are_looked_at_again(page: Page) -> None:
    page.set_content(table())
    assert violations(page) == []
    page.set_content(table(around="position: absolute; background: #222; color: #111"))
    assert violations(page) != []
    page.set_content(table() + "<div style='position: fixed; inset: 0; z-index: -1'></div>")
    assert violations(page) == []
    assert page.locator("[data-contrast]").count() > 0


BAR = "<header style='position: sticky; top: 0; background: {}; color: {}'><b>工作台</b></header>"


@pytest.mark.parametrize(
    ("ground", "words", "is_known"),
    [("#eee", "#111", True), ("transparent", "#111", False), ("#eee", "#ddd", False)],
    ids=["a bar that hides", "a bar one sees through", "a bar nobody can read"],
)
def test_words_on_a_bar_are_known_only_where_nothing_shines_through(
    page: Page, ground: str, words: str, is_known: bool
) -> None:
    for _ in range(2):
        page.set_content(table() + BAR.format(ground, words))
        found = [line for line in violations(page) if line.startswith("color-contrast")]
    assert bool(found) == (words == "#ddd")
    assert (page.locator("[data-contrast]").count() == 0) == is_known


def test_a_bar_that_somebody_fades_is_looked_at_although_it_was_legible(page: Page) -> None:
    bar = BAR.format("#eee", "#111")
    page.set_content(table() + bar)
    assert [line for line in violations(page) if line.startswith("color-contrast")] == []
    page.set_content(table() + f"<div style='opacity: .3'>{bar}</div>")
    assert [line for line in violations(page) if line.startswith("color-contrast")] != []


def test_a_sign_beside_what_is_written_in_a_field_does_not_cover_it(page: Page) -> None:
    def field(room: str) -> str:
        sign = "<i style='position: absolute; left: 4px; top: 4px; width: 12px; height: 12px'></i>"
        style = f"background: #fff; color: #111; padding-left: {room}"
        return f"<div style='position: relative'><input aria-label='找' value='王' style='{style}'>{sign}</div>"

    for room, is_known in (("30px", True), ("2px", False)):
        for _ in range(2):
            page.set_content(table() + field(room))
            violations(page)
        assert (page.locator("[data-contrast]").count() == 0) == is_known


def buttons(*styles: str) -> str:
    """Return a page with a button of each of these styles, one after the other."""
    drawn = "".join(f'<button style="padding: 0; {s}">办{n}</button>' for n, s in enumerate(styles))
    return f"""<!doctype html><html lang="zh"><head><title>按钮</title></head>
        <body><main><h1>按钮</h1><p>{drawn}</p></main></body></html>"""


LARGE = "width: 60px; height: 40px"
SMALL = "width: 20px; height: 20px; font-size: 8px"


@pytest.mark.parametrize(
    ("styles", "is_wrong"),
    [
        ((LARGE, LARGE), False),
        ((LARGE, SMALL, LARGE), True),
        ((SMALL, SMALL), True),
        ((f"{SMALL}; margin: 20px", f"{SMALL}; margin: 20px"), False),
        ((LARGE, f"{LARGE}; margin-left: -50px"), True),
        ((LARGE, f"{LARGE}; margin-left: -30px"), False),
        (("position: fixed; top: 0; height: 40px; width: 60px", LARGE), False),
    ],
    ids=[
        "large",
        "small between large",
        "small",
        "small, apart",
        "nearly covered",
        "half covered",
        "under a bar",
    ],
)
def test_what_a_finger_cannot_hit_is_found(
    page: Page, styles: tuple[str, ...], is_wrong: bool
) -> None:
    page.set_content(buttons(*styles))
    found = [line for line in violations(page) if line.startswith("target-size")]
    assert bool(found) == is_wrong
    page.locator("button").evaluate_all("all => all.forEach((e) => (e.dataset.tight = ''))")
    everything = page.evaluate("axe.run(document, {runOnly: ['target-size']})")
    assert bool(everything["violations"]) == is_wrong
