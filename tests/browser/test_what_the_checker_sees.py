"""The checker of pages itself: words that are drawn alike are looked at a few times, and none drawn otherwise is passed over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .person import violations

ROWS = 60
PALE = "color: #bbb"


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
