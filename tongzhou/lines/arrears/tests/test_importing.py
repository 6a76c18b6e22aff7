"""A pay sheet, however badly kept, becomes lines of the ledger, or comes back with what to mend; nothing is lost."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.lines.arrears.importing import keeping, reading
from tongzhou.procedure import tabular
from tongzhou.procedure.facts import FileRef

from .cast import number

ON = date(2026, 3, 2)
HEAD = (
    "姓名",
    "身份证号",
    "手机号",
    "班组",
    "月份",
    "项目",
    "应发工资（元）",
    "扣款",
    "已发工资",
    "依据",
)


def sheet(*lines, head=HEAD):
    out = io.StringIO()
    csv.writer(out).writerows([head, *lines])
    return io.BytesIO(out.getvalue().encode("gb18030"))


def read(file, known=()):
    return reading.ledger(tabular.opened("工资表.csv", file), on=ON, known=known)


def line(n=0, name="包晓东", month="2026-01", due="5,600.00", item="", cut="", paid="", phone=""):
    return (name, number(n), phone, "木工班", month, item, due, cut, paid, "26天")


def test_a_sheet_with_one_line_a_month_is_read():
    found = read(
        sheet(line(), line(month="2月", item="加班费", due="600"), line(2, "萨仁", "2025年12月"))
    )
    assert not found.rejects
    assert [(x.month, x.item, x.due) for x in found.lines] == [
        ("2026-01", "other", 560000),
        ("2026-02", "overtime", 60000),
        ("2025-12", "other", 560000),
    ]
    assert len(found.people) == 2
    assert found.total == 1_180_000


def test_a_sheet_with_a_column_for_each_month_is_read():
    head = ("姓名", "身份证号码", "2025年11月", "2025年12月", "1月", "合计欠薪")
    found = read(sheet(("包晓东", number(0), "5000", "", "4800.5", "9800.5"), head=head))
    assert [(x.month, x.due) for x in found.lines] == [("2025-11", 500000), ("2026-01", 480050)]
    assert found.unknown == ["合计欠薪"]


@pytest.mark.parametrize(
    ("wrong", "column", "rule"),
    [
        (("包晓东", "150223199001010001", "", "", "1月", "", "1", "", "", ""), "身份证号", ""),
        (line(due="五块多"), "应发工资", "不是金额"),
        (line(due=""), "应发工资", "没有填"),
        (line(month=""), "月份", "没有填"),
        (line(month="13月"), "月份", "日历"),
        (line(paid="9000"), "已发工资", "超过应发"),
        (line(item="分红"), "项目", "可填的范围"),
        (line(phone="123"), "手机号", ""),
        (line(due="=SUM(A1:A9)"), "应发工资", "公式"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line_and_column(wrong, column, rule):
    found = read(sheet(line(4, "好人"), wrong))
    assert len(found.lines) == 1
    (reject,) = found.rejects
    assert reject.line == 3
    assert reject.faults[0].column == column
    assert rule in reject.faults[0].rule
    assert reject.faults[0].mend


def test_the_same_month_twice_and_two_names_of_one_number_come_back():
    found = read(sheet(line(), line(), line(name="包小东", month="2月")))
    assert [r.line for r in found.rejects] == [3, 4]
    assert "与第2行是同一人" in found.rejects[0].faults[0].rule
    assert "包晓东" in found.rejects[1].faults[0].rule


def test_mended_lines_take_the_place_of_what_was_wrong_and_nothing_is_counted_twice():
    first = read(sheet(line(), line(month="2月", due="五块多"), line(2, "萨仁")))
    kept = keeping.packed(first, FileRef("a" * 64, "工资表.csv", 1))
    mended = sheet(
        ("3", *line(month="2月", due="5000"), "应发工资：不是金额"), head=("原行号", *HEAD, "问题")
    )
    after = keeping.mended(kept, read(mended, known=kept.lines))
    assert [x.line for x in after.lines] == [2, 3, 4]
    assert not after.rejects
    again = keeping.mended(after, read(mended, known=[x for x in after.lines if x.line != 3]))
    assert again.total == after.total == 560000 * 2 + 500000


def test_a_bank_record_leaves_out_what_did_not_go_through():
    head = ("收款人户名", "金额", "交易日期", "处理结果", "流水号")
    content = sheet(
        ("包晓东", "5600", "20260301", "成功", "A1"),
        ("萨仁", "5600", "20260301", "失败：户名不符", "A2"),
        head=head,
    )
    found = reading.bank(tabular.opened("代发.csv", content), on=ON)
    assert [(p.name, p.amount, p.on) for p in found.payments] == [
        ("包晓东", 560000, date(2026, 3, 1))
    ]
    assert ([p.line for p in found.failed.values()], len(found.rejects)) == (
        [r.line for r in found.rejects],
        1,
    )


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("姓名", "身份证号", "应发工资"), "缺少“月份”列"),
        (("姓名", "身份证号", "应发工资", "月份", "2026-01"), "只保留一种"),
        (("姓名", "身份证号", "班组"), "至少要有"),
        (("姓名", "月份", "应发工资"), "缺少“身份证号”"),
    ],
)
def test_a_file_that_is_no_pay_sheet_is_told_what_it_lacks(head, told):
    with pytest.raises(ValueError, match=told):
        read(sheet(tuple("x" for _ in head), head=head))


CELL = st.one_of(
    st.sampled_from(["5月", "2026-05", "5,600.00", "=1+1", "包晓东", number(0), number(2), "", "3万", "计时工资"]),
    st.text(max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-5, 10**7),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, min_size=10, max_size=10), max_size=8))
def test_whatever_a_sheet_holds_every_line_is_taken_or_comes_back(lines):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    for n, row in enumerate([HEAD, *lines]):
        for i, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(n, i, cell)
            else:
                page.write(n, i, cell)
    book.close()
    out.seek(0)
    filled = [n for n, row in enumerate(lines, start=2) if any(c != "" for c in row)]
    found = reading.ledger(tabular.opened("x.xlsx", out), on=ON)
    taken = {x.line for x in found.lines}
    back = {r.line for r in found.rejects}
    assert not taken & back
    assert taken | back == set(filled)
    assert found.tally.lines == found.tally.taken + found.tally.rejected
    assert all(x.due > 0 and x.due >= x.deducted + x.paid for x in found.lines)
