"""表格导入: whatever somebody uploads is read, or handed back with what is wrong; nothing is lost, nothing falls over."""

from __future__ import annotations

import csv
import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular import Column, Limits, Wrong, day, money, month, whole, words
from tongzhou.procedure.tabular.archive import ZipLimits, looked_at
from tongzhou.registry.sealing import mask_id_number

COLUMNS = (
    Column("name", "姓名", words(60), ("工人姓名",), needed=True, filled=True),
    Column("number", "身份证号", words(18), ("证件号码",), mask=mask_id_number),
    Column("month", "月份", month(year=2026), ("工资月份",), filled=True),
    Column("due", "应发工资", money(), ("工资", "应发"), needed=True),
    Column("paid_on", "发放日期", day(year=2026)),
)
MAY, JUNE = datetime(2026, 5, 1), datetime(2026, 6, 1)  # noqa: DTZ001 — a cell has no zone
HEAD = ["姓名", "身份证号", "月份", "应发工资（元）", "发放日期"]
LINE = ["宝音", "150221199001011238", "2026-05", "5,600.00", "2026-06-01"]


def book(*rows, sheets=None):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    dated = made.add_format({"num_format": "yyyy-mm-dd"})
    for name, lines in (sheets or {"工资表": rows}).items():
        sheet = made.add_worksheet(name)
        for n, line in enumerate(lines):
            for i, cell in enumerate(line):
                if isinstance(cell, datetime):
                    sheet.write_datetime(n, i, cell, dated)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(n, i, cell, value=7)
                else:
                    sheet.write(n, i, cell)
    made.close()
    out.seek(0)
    return out


def csv_file(*lines, encoding="utf-8", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    return io.BytesIO(out.getvalue().encode(encoding))


def gone_through(file, name="工资表.csv", columns=COLUMNS, **more):
    table = tabular.read(tabular.opened(name, file), columns, **more)
    rows, rejects = [], []
    for chunk in table.chunks():
        rows += chunk.rows
        rejects += chunk.rejects
    assert table.tally.lines == table.tally.taken + table.tally.rejected == len(rows) + len(rejects)
    return table, rows, rejects


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_csv_is_read_in_whatever_encoding_a_bureau_saves_it(encoding):
    _, rows, rejects = gone_through(csv_file(HEAD, LINE, encoding=encoding))
    assert not rejects
    assert rows[0].values == {
        "name": "宝音",
        "number": "150221199001011238",
        "month": "2026-05",
        "due": 560000,
        "paid_on": date(2026, 6, 1),
    }


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_the_delimiter_is_found_out(delimiter):
    _, rows, rejects = gone_through(csv_file(HEAD, LINE, LINE, delimiter=delimiter))
    assert not rejects
    assert [r.values["due"] for r in rows] == [560000, 560000]
    assert rows[0].values["paid_on"] == date(2026, 6, 1)


def test_an_amount_with_a_bare_comma_in_a_csv_is_handed_back_and_not_shifted():
    content = ",".join(HEAD) + "\n" + ",".join(LINE)
    _, rows, rejects = gone_through(io.BytesIO(content.encode()))
    assert rows == []
    assert "单元格比表头多" in str(rejects[0].faults[-1])


def test_a_broken_encoding_names_the_line():
    content = "姓名,应发工资\n宝音,1\n".encode() + b"\xff\xff\xff\xff,3\n"
    with pytest.raises(ValueError, match="第3行附近有无法识别的文字编码"):
        gone_through(io.BytesIO(content))


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("5,600.00", 560000),
        ("￥5600", 560000),
        ("５６００．５", 560050),
        ("5600元", 560000),
        ("人民币5600元整", 560000),
        (5600, 560000),
        (5600.1, 560010),
        (1234.5600000001, 123456),
        ("", None),
        ("—", None),
    ],
)
def test_amounts_as_people_write_them(typed, fen):
    assert money()(typed) == fen


@pytest.mark.parametrize(("typed", "number"), [("1,021", 1021), ("12，345.00", 12345), ("7人", 7)])
def test_whole_numbers_as_a_sheet_writes_them(typed, number):
    assert whole(0, 1_000_000, unit="人")(typed) == number


@pytest.mark.parametrize("typed", ["1,02", "1,021.5", "12,3456"])
def test_a_comma_out_of_its_place_is_no_whole_number(typed):
    with pytest.raises(Wrong, match="不是整数"):
        whole(0, 1_000_000)(typed)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("3万", "万"),
        ("12,34", "逗号"),
        ("5600.005", "小数多于两位"),
        ("-20", "负数"),
        ("=1+1", "公式"),
        ("＝SUM(A1)", "公式"),
        ("五千六", "不是金额"),
        ("nan", "不是金额"),
        ("1e400", "不是金额|超过"),
        ("1_000", "不是金额"),
        (True, "不是金额"),
        ("999999999999", "超过"),
    ],
)
def test_amounts_that_are_none_say_what_to_do(typed, rule):
    with pytest.raises(Wrong, match=rule) as told:
        money()(typed)
    assert told.value.mend


@pytest.mark.parametrize(
    "typed",
    [
        "2026-05-01",
        "2026/5/1",
        "2026.5.1",
        "20260501",
        20260501.0,
        "2026年5月1日",
        "5月1日",
        46143,
        46143.0,
        "46143",
        "２０２６－５－１",
        MAY,
        "2026-05-01 00:00:00",
    ],
)
def test_the_first_of_may_in_every_dress(typed):
    assert day(year=2026)(typed) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "typed", ["01/05/2026", "26.5.1", "2026-02-30", "昨天", "5月1日", 3, "=A1"]
)
def test_a_day_that_is_none_is_asked_again(typed):
    with pytest.raises(Wrong):
        day()(typed)


@pytest.mark.parametrize(
    "typed", ["2026-05", "2026/5", "202605", "2026年5月", "2026年5月份", "5月", 46143, MAY, 2026.5, "2026-05-31"]
)  # fmt: skip
def test_may_in_every_dress(typed):
    assert month(year=2026)(typed) == "2026-05"


def test_a_month_that_lost_its_nought_is_asked_again():
    with pytest.raises(Wrong, match="1月还是10月"):
        month()(2026.1)
    assert month()("2026.10") == "2026-10"


def test_a_sheet_with_title_two_line_head_merged_names_and_dates_is_read():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    dated = made.add_format({"num_format": "yyyy/m/d"})
    sheet.merge_range("A1:E1", "某项目 2026 年 5 月工资表")
    for cell, name in {"A2": "姓名", "B2": "身份证号", "C2": "月份"}.items():
        sheet.write(cell, name)
    sheet.merge_range("D2:E2", "工资情况")
    sheet.write("D3", "应发工资")
    sheet.write("E3", "发放日期")
    sheet.merge_range("A4:A5", "宝音")
    for n, of in enumerate(["4月", "5月"], start=3):
        sheet.write(n, 1, "150221199001011238")
        sheet.write(n, 2, of)
        sheet.write(n, 3, 5600)
        sheet.write_datetime(n, 4, JUNE, dated)
    made.close()
    _, rows, rejects = gone_through(out, "表.xlsx")
    assert not rejects
    assert [(r.values["name"], r.values["month"]) for r in rows] == [
        ("宝音", "2026-04"),
        ("宝音", "2026-05"),
    ]
    assert [r.line for r in rows] == [4, 5]
    assert rows[0].values["paid_on"] == date(2026, 6, 1)


def test_a_formula_is_never_taken_for_its_value():
    head = [*HEAD, "合计"]
    good = ["宝音", "1", "5月", 5600, "", "=D2*2"]  # in a column nobody reads
    bad = ["朝鲁", "2", "5月", "=SUM(D2:D2)", ""]
    _, rows, rejects = gone_through(book(head, good, bad), "x.xlsx")
    assert [r.values["name"] for r in rows] == ["宝音"]
    assert rejects[0].line == 3
    assert rejects[0].faults[0].column == "应发工资"
    assert "粘贴为数值" in rejects[0].faults[0].mend


def test_a_mended_reject_file_goes_through_and_keeps_the_line_numbers():
    lines = [
        ["宝音", "150221199001011238", "5月", "五千", ""],
        ["", "2", "4月", "5", ""],
        LINE[:3] + ["1", ""],
    ]
    table, rows, rejects = gone_through(csv_file(HEAD, *lines))
    assert len(rows) == 1
    with tabular.rejected(table.head, rejects) as made:
        _, none, still = gone_through(io.BytesIO(made.read()), "待改正.xlsx")
    assert none == []
    assert [r.line for r in still] == [2, 3]
    mended = book(
        ["原行号", *HEAD, "问题"],
        ["2", *lines[0][:3], 5000, "", "应发工资：不是金额"],
        ["3", "朝鲁", *lines[1][1:], ""],
    )
    _, taken, rest = gone_through(mended, "待改正.xlsx")
    assert not rest
    assert [(r.line, r.values["name"], r.values["due"]) for r in taken] == [(2, "宝音", 500000), (3, "朝鲁", 500)]  # fmt: skip


def test_what_looks_like_a_formula_does_not_wake_in_the_file_that_goes_out():
    evil = ['=HYPERLINK("http://x","y")', "+1", "5月", "@SUM(1)", "-2"]
    table, _, rejects = gone_through(csv_file(HEAD, evil))
    with tabular.rejected(table.head, rejects) as made, zipfile.ZipFile(made) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet
    assert 'quotePrefix="1"' in styles
    assert "1502" not in sheet


def test_numbers_are_masked_where_the_faults_are_listed():
    _, _, rejects = gone_through(csv_file(HEAD, ["宝音", "1.50221E+17", "5月", "1", ""]))
    assert rejects[0].faults[0].column == "身份证号"
    assert "末几位已经丢失" in rejects[0].faults[0].rule


def test_what_is_no_table_is_said_to_be_none():
    for content, told in (
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .xls"),
        (b"<html><table></table></html>", "网页"),
        (b"%PDF-1.7", "不是表格"),
        (b"PK\x03\x04" + b"\0" * 100, "损坏"),
        ("你好\n再见\n".encode(), "没有找到表头"),
    ):
        with pytest.raises(ValueError, match=told):
            gone_through(io.BytesIO(content))


def test_a_head_that_lacks_or_doubles_a_column_is_refused():
    with pytest.raises(ValueError, match="缺少“应发工资”"):
        gone_through(csv_file(["姓名", "身份证号"], ["宝音", "1"]))
    with pytest.raises(ValueError, match="“应发工资”列出现了两次"):
        gone_through(csv_file(["姓名", "应发工资", "工资"], ["宝音", "1", "2"]))


def test_an_open_quote_is_named_by_its_line():
    content = "姓名,应发工资\n宝音,1\n" + '"朝鲁,2\n' + "某,1\n" * 60
    with pytest.raises(ValueError, match="第3行的引号"):
        gone_through(io.BytesIO(content.encode()))


def test_only_what_can_be_seen_is_read():
    file = book(sheets={"空": [], "五月": [HEAD, ["宝音", "1", "5月", 1, ""]]})
    table, rows, _ = gone_through(file, "x.xlsx")
    assert len(rows) == 1
    assert "只读取“五月”" in " ".join(table.told)


def bombed(sheet: bytes, *, size: int | None = None) -> io.BytesIO:
    """Return a workbook whose sheet is this, said to be of this size."""
    made, out = book(HEAD, ["宝音", "1", "5月", 1, ""]), io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if "sheet1" in part.filename else old.read(part))
    content = bytearray(out.getvalue())
    if size is not None:
        packed = struct.pack("<I", len(sheet))
        at = content.find(packed)
        while at >= 0:
            content[at : at + 4] = struct.pack("<I", size)
            at = content.find(packed, at + 4)
    return io.BytesIO(bytes(content))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    tracemalloc.start()
    with pytest.raises(ValueError, match="解压后过大"):
        gone_through(bombed(b"<sheetData>" + b" " * (64 << 20)), "x.xlsx")
    with pytest.raises(ValueError, match="与标明的不符"):
        gone_through(bombed(b"<sheetData>" + b" " * (64 << 20), size=5000), "x.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The bomb itself is 64 MB in this test; what refuses it keeps no more than a few pieces.
    assert peak < 150 << 20


def test_a_cell_at_the_end_of_the_world_is_refused():
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    far = (
        start
        + b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(ValueError, match="第16384列"):
        gone_through(bombed(far), "x.xlsx")
    with pytest.raises(ValueError, match="第1048576行"):
        gone_through(bombed(far.replace(b"XFD", b"B")), "x.xlsx")
    with pytest.raises(ValueError, match="行列太多"):
        looked_at(bombed(far.replace(b"XFD1048576", b"ZZ9").replace(b"1048576", b"9")), ZipLimits(cells=100, columns=800))  # fmt: skip


def test_too_many_lines_are_refused_with_the_limit():
    file = tabular.opened("x.csv", csv_file(HEAD, *[LINE] * 20), Limits(rows=15))
    table = tabular.read(file, COLUMNS)
    with pytest.raises(ValueError, match="超过15行"):
        list(table.chunks())


def taken_or_told(content, *name):
    """Assert that a file is refused in words, or that each line that comes back says what is wrong and how to mend it."""
    try:
        table, _rows, rejects = gone_through(io.BytesIO(content), *name)
    except ValueError as told:
        says(told)
        return
    for reject in rejects:
        assert reject.faults
        assert all(f.rule and f.mend for f in reject.faults)
    with tabular.rejected(table.head, rejects) as made:
        assert made.read(2) == b"PK"


def says(told):
    """A refusal is a sentence for the person who uploaded, not the trouble of a library."""
    assert not isinstance(told, UnicodeError)
    assert any("\u4e00" <= c <= "\u9fff" for c in str(told))


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["5月", "2026-05", "5,600.00", "=1+1", "宝音", "3万", "46143", '"', "\x00", "\r"]
    ),
    st.integers(-10, 10**9).map(str),
    st.floats(allow_nan=True).map(str),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(CELLS, max_size=7), max_size=12),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_whatever_stands_in_the_cells_every_line_is_taken_or_handed_back(lines, encoding):
    content = "\n".join(",".join(line) for line in [HEAD, *lines])
    taken_or_told(content.encode(encoding, errors="replace"))


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_whatever_are_refused_in_words(content):
    for start in (b"", b"PK\x03\x04", "姓名,应发工资\n".encode()):
        taken_or_told(start + content)


GOOD = book(HEAD, ["宝音", "1", "5月", 1, ""]).getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_with_bytes_turned_over_is_read_or_refused(data):
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(4, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    taken_or_told(bytes(content), "x.xlsx")


def test_a_workbook_whose_directory_points_before_its_beginning_is_refused_in_words():
    content = bytearray(GOOD)
    end = content.rindex(b"PK\x05\x06")  # of the archive: where its directory lies, as it says
    content[end + 16 : end + 20] = (int.from_bytes(GOOD[end + 16 : end + 20], "little") + 65536).to_bytes(4, "little")  # fmt: skip
    with pytest.raises(ValueError, match="文件损坏，打不开"):
        gone_through(io.BytesIO(bytes(content)), "x.xlsx")
