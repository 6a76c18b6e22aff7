"""Every paper of a report and of a request is drawn in Word, says what it must, and names nobody."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document as Word

from tongzhou.law import CALENDAR
from tongzhou.law.penalties import ITEMS
from tongzhou.lines.intake import facts
from tongzhou.lines.intake.violations import VIOLATIONS
from tongzhou.procedure.models import Case
from tongzhou.procedure.papers.served import paper_file

from .cast import NAMES, NEAR, Cast

MONDAY = date(2026, 5, 11)


def text_of(case: Case, act: str) -> str:
    entry = case.entries.filter(act=act).latest("seq")
    drawn = paper_file(entry, "docx", at=entry.recorded_at, calendar=CALENDAR)
    with drawn.file.file.open() as content:
        word = Word(io.BytesIO(content.read()))
    return "\n".join(p.text for p in word.paragraphs)


@pytest.mark.parametrize(
    ("act", "stated", "says"),
    [
        ("accept", facts.Acceptance(violations=("wage_arrears",)), ("六十个工作日", "拖欠、克扣工资")),
        ("ask", facts.Correction(lacks="单位全称", by=date(2026, 5, 20)), ("单位全称", "2026年5月20日")),
        (
            "guide",
            facts.Guidance(way="劳动人事争议仲裁", ground="应当通过劳动争议处理程序解决", words="带身份证到仲裁院"),
            ("劳动人事争议仲裁", "第二十一条"),
        ),
        ("transfer", facts.Passing(to=NEAR, words="工地在贵旗"), ("土默特右旗", "首次反映日期")),
    ],
)  # fmt: skip
def test_a_paper_says_what_it_must_and_names_nobody(
    cast: Cast, act: str, stated: Any, says: tuple[str, ...]
) -> None:
    case = cast.brought(on=MONDAY, who=3)
    cast.does("clerk", case, act, stated, on=MONDAY)
    text = text_of(case, act)
    assert all(words in text for words in says), text
    assert not [n for n in NAMES if n in text]


def test_a_refusal_shows_the_account_of_two_years_and_the_ways_against_it(cast: Cast) -> None:
    case = cast.brought(on=MONDAY, since=date(2023, 1, 1), until=date(2024, 5, 10), ongoing=False)
    no = facts.Refusal(ground="违法行为超过二年", words="可以申请仲裁")
    cast.does("clerk", case, "refuse", no, on=MONDAY)
    text = text_of(case, "refuse")
    for words in ("2026-05-10 届满", "第二十条", "六十日内申请行政复议"):
        assert words in text


def test_the_codes_are_those_of_the_penalty_items() -> None:
    assert set(VIOLATIONS) <= set(ITEMS)
