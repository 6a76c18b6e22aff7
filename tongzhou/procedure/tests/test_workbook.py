"""Sheets out and in: what was typed stays text, numbers stay whole, files that are none are refused."""

from __future__ import annotations

import pytest

from tongzhou.procedure import workbook

SHEET = "a.xlsx"


def test_what_looks_like_a_formula_and_a_long_number_come_back_as_typed() -> None:
    content = workbook.written("表", ["号码", "说明"], [["150221199001010016", "=1+1"]])
    assert workbook.lines_of(SHEET, content, most=10)[1] == ["150221199001010016", "=1+1"]


def test_amounts_are_numbers_and_a_second_sheet_is_not_read() -> None:
    content = workbook.written("表", ["金额"], [[12.5]], second=("说明", ["列"], [["怎样填"]]))
    assert workbook.lines_of(SHEET, content, most=10) == [["金额"], [12.5]]


def test_a_sheet_beyond_the_most_lines_is_refused() -> None:
    content = workbook.written("表", ["甲"], [["x"]] * 5)
    with pytest.raises(ValueError, match="超过3行"):
        workbook.lines_of(SHEET, content, most=3)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "空"),
        ("a.csv", b",,\n ,", "空"),
        ("a.csv", b"\xff\xff\xff\xff", "编码无法识别"),
        ("a.xlsx", b"no workbook", "不是可以读取的表格"),
        ("a.xlsx", b"x" * (workbook.MOST_BYTES + 1), "超过5MB"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(name: str, content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        workbook.lines_of(name, content, most=10)
