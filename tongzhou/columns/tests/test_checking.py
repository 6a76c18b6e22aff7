"""A file as people send it: half of the cells odd, every one read or told with how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from tongzhou.columns import files
from tongzhou.columns.checking import LINE, Checked, Checker
from tongzhou.columns.declare import (
    Check,
    Column,
    CreditCode,
    Day,
    Derived,
    Flag,
    IdNumber,
    Level,
    Money,
    Month,
    OneOf,
    Quantity,
    Table,
    Text,
    Whole,
    Without,
)

ON = date(2026, 11, 26)
CODE = "91150221MA0Q000015"


def ends_early(c: Any) -> Any:
    return c.ends_on < c.starts_on


def late(c: Any) -> Any:
    return c.starts_on > c.today


def doubled(rows: Any) -> list[tuple[int | None]]:
    return [(n * 2 if n is not None else None,) for (n,) in rows]


TABLE = Table(
    name="pay",
    title="工资表",
    columns=(
        Column("name", "姓名", Text(10), filled=True),
        Column("number", "证件号码", IdNumber()),
        Column("starts_on", "起始日期", Day(), filled=True),
        Column("ends_on", "期满日期", Day()),
        Column("pay", "工资", Money(), aliases=("应发工资",)),
        Column("days", "天数", Whole(0, 31, "天")),
        Column("month", "月份", Month()),
        Column("kwh", "用电量", Quantity(0, 1e9, 1)),
        Column("insured", "参保", Flag(), default=False),
        Column(
            "term",
            "期限",
            OneOf((("固定期限", "fixed"), ("固定", "fixed"), ("无固定期限", "open"))),
        ),
    ),
    key=("name", "starts_on"),
    checks=(
        Check("P1", "ends_on", ends_early, "期满日期早于起始日期", "请核对两个日期"),
        Check("P2", "starts_on", late, "起始日期在今天之后", "请留意", Level.WARN),
    ),
    derived=(Derived(("twice",), of=("days",), look_up=doubled, gives=(int,)),),
    sums=("pay",),
    periodic=False,
)
HEAD = [
    "姓名",
    "证件号码",
    "起始日期",
    "期满日期",
    "应发工资",
    "天数",
    "月份",
    "用电量",
    "参保",
    "期限",
]


def checked(*rows: list[str | None]) -> Checked:
    names = [c.code for c in TABLE.columns]
    frame = pl.DataFrame(
        {name: [row[n] for row in rows] for n, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    ).with_columns(pl.int_range(2, 2 + len(rows)).cast(pl.Int64).alias(LINE))
    return Checker(TABLE, ON).check(frame)


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("name", " 巴特尔　", "巴特尔"),
        ("name", "ＡＢ公司", "AB公司"),
        ("starts_on", "2026/5/1", date(2026, 5, 1)),
        ("starts_on", "２０２６年５月１日", date(2026, 5, 1)),
        ("starts_on", "46143", date(2026, 5, 1)),  # a date of Excel that was saved as text
        ("starts_on", "2026-05-01 00:00:00", date(2026, 5, 1)),
        ("starts_on", "20260501", date(2026, 5, 1)),
        ("pay", "1,234.50元", 123450),
        ("pay", "￥２０００", 200000),
        ("pay", "0.29", 29),
        ("days", "21天", 21),
        ("days", "-", None),
        ("month", "2026年5月", date(2026, 5, 1)),
        ("kwh", "1,200.55", 1200.5),
        ("insured", "是", True),
        ("insured", None, False),  # what is taken where nothing stands
        ("term", "固定", "fixed"),
        ("number", "15010219900101０015".replace("０", "0"), None),
    ],
)
def test_a_cell_is_read_as_people_write_it(column: str, typed: str | None, value: Any) -> None:
    row: dict[str, str | None] = dict.fromkeys((c.code for c in TABLE.columns), None)
    row |= {"name": "萨仁", "starts_on": "2026-01-01", column: typed}
    found = checked(list(row.values()))
    got = found.values[column][0]
    assert got == pytest.approx(value) if isinstance(value, float) else got == value
    assert found.good[0] == (column != "number")


def test_a_number_of_which_a_sheet_has_lost_the_end_is_told_so() -> None:
    row: dict[str, str | None] = dict.fromkeys((c.code for c in TABLE.columns), None)
    row |= {"name": "萨仁", "starts_on": "2026-01-01", "number": "1.50102E+17"}
    (told,) = checked(list(row.values())).refused()
    assert [why.rule for why in told.why] == ["Excel 把证件号码当成了数字，后几位已经丢失"]
    assert "设为“文本”格式" in told.why[0].mend


def test_a_number_that_stands_in_a_sheet_as_a_number_has_lost_its_end_and_is_nobody_elses(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD[:3])
    # Read back as a number it ends in digits that nobody wrote: one in eleven of them would pass the check.
    for row, last in enumerate(range(100, 1500, 7), 1):
        page.write_row(row, 0, ["萨仁", 150221199001010000 + last, "2026-05-01"])
    book.close()
    _, frame = read(path)
    found = Checker(TABLE, ON).check(frame)
    assert not found.good.any()
    assert {why.rule for told in found.refused() for why in told.why} == {
        "Excel 把证件号码当成了数字，后几位已经丢失"
    }


def test_a_stroke_is_nothing_and_what_is_kept_as_written_keeps_its_width() -> None:
    table = Table(
        name="firms",
        title="名册",
        columns=(
            Column("uscc", "信用代码", CreditCode()),
            Column("written", "书面", OneOf((("纸质", "paper"), ("无", "none")))),
            Column("name", "名称", Text(10, as_written=True)),
            Column("other", "别名", Text(10)),
        ),
        key=("name",),
    )
    rows = [
        ("—", "-", "示例（包头）\u200b矿业 ", "示例（包头）"),
        ("91150221MA0Q00001T", "无", "=1+1", "示"),
    ]
    raw = pl.DataFrame(rows, schema=[c.code for c in table.columns], orient="row")
    checked = Checker(table, ON).check(raw.with_row_index(LINE, offset=2))
    assert checked.values.drop(LINE).row(0) == (None, None, "示例（包头）矿业", "示例(包头)")
    assert checked.values.drop(LINE).row(1) == ("91150221MA0Q00001T", "none", None, "示")
    assert checked.counts() == {"name!": 1}


def test_whatever_is_wrong_with_a_row_is_told_at_once_and_masked() -> None:
    found = checked(
        [
            "巴特尔",
            "150102199001010014",
            "2026-05-01",
            "2026-04-01",
            "九百",
            "40",
            None,
            None,
            None,
            "长期",
        ],
        [None, None, "2026-13-01", None, "12.345", None, None, None, None, None],
        ["萨仁", None, "2026-12-01", None, None, None, None, None, None, None],
    )
    first, second = found.refused()
    assert [(t.code, t.column, t.rule) for t in first.why][1:] == [
        ("pay!", "工资", "不是金额"),
        ("days!", "天数", "不在0到31之间"),
        ("term!", "期限", "不在可填的范围内"),
        ("P1", "期满日期", "期满日期早于起始日期"),
    ]
    assert first.why[0].shown == "150***********0014"
    assert [t.code for t in second.why] == ["name?", "starts_on!", "pay!"]
    assert (first.line, second.line) == (2, 3)
    assert found.remarked() == {"P2": [4]}
    assert found.counts() == {
        "number!": 1, "pay!": 2, "days!": 1, "term!": 1, "P1": 1, "name?": 1, "starts_on!": 1, "P2": 1,
    }  # fmt: skip


def test_a_chunk_is_read_alike_whatever_was_learnt_from_those_before() -> None:
    right = "91350100M000100Y43"  # the example of GB 32100
    wrong = f"{right[:-1]}4"
    table = Table(
        "firms", "单位", (Column("uscc", "代码", CreditCode()), Column("name", "名称", Text(10))), key=("uscc",)
    )  # fmt: skip
    codes = [right, wrong, right.lower(), None, "９" + right[1:], right]
    various = ["甲", "乙", "ＡＢ", "丙　", "=1+1", None]
    alike = ["甲", "甲", "ＡＢ", "甲", "=1+1", None]
    checker = Checker(table, ON)
    for names in (various, alike, various, various, alike):
        frame = pl.DataFrame({"uscc": codes, "name": names}).with_columns(
            pl.int_range(2, 8).cast(pl.Int64).alias(LINE)
        )
        fresh, found = Checker(table, ON).check(frame), checker.check(frame)
        assert found.values.equals(fresh.values)
        assert list(found.refused()) == list(fresh.refused())
        assert found.values["uscc"].to_list() == [right, None, right, None, right, right]
        assert [n for n, good in enumerate(found.good.to_list()) if not good] == [1, 4]


def test_a_table_that_contradicts_itself_is_not_declared() -> None:
    columns = (Column("a", "甲", Text()), Column("b", "甲", CreditCode()))
    with pytest.raises(ValueError, match="a head is that of two columns; the key names no column"):
        Table("t", "表", columns, key=("c",))


# --- Files ---------------------------------------------------------------------------------------------


def read(path: Path) -> tuple[files.Arrived, pl.DataFrame]:
    file = files.arrived(path, TABLE)
    return file, pl.concat([p.frame for p in file.parts(file.begins)], how="diagonal")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_either_encoding_with_its_rows_numbered_as_in_a_sheet(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [
        "单位工资表,,",
        "姓名,备注,起始日期",
        '"巴特\n尔","说""好""",2026-05-01',
        "",
        "萨仁,,2026-05-02,多一格",
        "王伟",
    ]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    file, frame = read(path)
    assert file.unknown == ["备注"]
    assert frame[LINE].to_list() == [3, 5, 6]
    assert frame["name"].to_list() == ["巴特\n尔", "萨仁", "王伟"]
    assert frame["#1"].to_list() == ['说"好"', None, None]
    assert frame["_beyond"].to_list() == [None, "多一格", None]


def test_a_long_csv_is_cut_only_between_rows_and_goes_on_from_any_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BLOCK", 97)
    path = tmp_path / "a.csv"
    broken = "，换\n行"
    rows = [f'"示例{n}{broken * (n % 7 == 0)}",2026-05-01,"{n},000.00"' for n in range(200)]
    path.write_text("姓名,起始日期,工资\n" + "\n".join(rows) + "\n", "utf-8")
    file = files.arrived(path, TABLE)
    parts = list(file.parts(file.begins))
    assert len(parts) > 20
    whole = pl.concat([p.frame for p in parts])
    assert whole[LINE].to_list() == list(range(2, 202))
    for stop in (1, 5, len(parts) - 1):
        rest = [p.frame for p in file.parts(parts[stop - 1].after)]
        assert pl.concat([p.frame for p in parts[:stop]] + rest).equals(whole)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        ("姓名,工资\n巴特尔,1\n".encode(), "缺少“起始日期”列"),
        ("姓名,起始日期\n".encode() + b"\xff\xfe\xfd\n", "文字编码"),
        (('姓名,起始日期\n"巴特尔,1\n' + "萨仁,2026-05-01\n" * 30).encode(), "引号没有成对"),
        (b"<html>", "网页"),
        ("姓名,起始日期\r萨仁,2026-05-01\r".encode(), "换行的方式不能识别"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        read(path)


def test_a_sheet_and_a_parquet_file_are_read_as_a_csv_is(tmp_path: Path) -> None:
    sheet, parquet = tmp_path / "a.xlsx", tmp_path / "a.parquet"
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, HEAD[:5])
    page.write_row(1, 0, ["巴特尔", ""])
    page.write_datetime(1, 2, date(2026, 5, 1), day)  # type: ignore[arg-type]
    page.write_row(3, 0, ["萨仁", "", 46143])
    page.write_formula(3, 4, "=1000*4", None, 4000)
    book.close()
    sheet.write_bytes(out.getvalue())
    _, frame = read(sheet)
    found = Checker(TABLE, ON).check(frame)
    assert frame[LINE].to_list() == [2, 4]
    assert found.values["starts_on"].to_list() == [date(2026, 5, 1)] * 2
    assert [t.rule for r in found.refused() for t in r.why] == ["是公式文字，公式不会被计算"]
    pl.DataFrame(
        {
            "姓名": ["巴特尔", None],
            "起始日期": [date(2026, 5, 1)] * 2,
            "工资": [4000.5, 1.0],
            "天数": [3, None],
        }
    ).write_parquet(parquet)
    _, frame = read(parquet)
    found = Checker(TABLE, ON).check(frame)
    assert found.values["pay"].to_list() == [400050, 100]
    assert found.good.to_list() == [True, False]


PAPERS = Table(
    name="papers",
    title="证件",
    columns=(
        Column("kind", "证件类型", OneOf((("护照", "passport"), ("永居证", "permanent"), ("身份证", "resident"))), default="resident"),
        Column("number", "证件号码", IdNumber(of="kind"), filled=True),
    ),
    key=("number",),
    without=Without("kind", lambda table: replace(table, columns=(Column("number", "证件号码", IdNumber(), filled=True),), without=None)),
    periodic=False,
)  # fmt: skip
RIGHT = "150102199001010035"


def test_a_column_of_several_papers_is_read_by_the_paper_that_another_column_tells() -> None:
    rows = [
        ("护照", "E1234567", "E1234567"), ("护照", "e 1234567", "E1234567"), (None, RIGHT, RIGHT),
        ("永居证", "MNG150088050401", "MNG150088050401"), ("永居证", RIGHT, RIGHT),
        ("护照", RIGHT, None), ("身份证", "E1234567", None), ("永居证", "E1234567", None), ("护照", None, None),
        ("护照", "1.50102E+17", None),
    ]  # fmt: skip
    frame = pl.DataFrame(
        {"kind": [r[0] for r in rows], "number": [r[1] for r in rows]},
        schema={"kind": pl.String, "number": pl.String},
    ).with_columns(pl.int_range(2, 2 + len(rows)).cast(pl.Int64).alias(LINE))
    found = Checker(PAPERS, ON).check(frame)
    assert found.values["number"].to_list() == [r[2] for r in rows]
    assert found.counts() == {"number!": 4, "number?": 1}
    rules = {row.line: row.why[0].rule for row in found.refused()}
    assert [rules[n][:6] for n in (7, 8, 9, 10, 11)] == ["这是身份证件", "身份证号码应", "外国人永久居", "没有填", "Excel "]  # fmt: skip
    # What was given is as it was: nothing is written into it.
    assert frame["number"].to_list() == [r[1] for r in rows]


def test_a_file_without_a_column_is_asked_less() -> None:
    assert PAPERS.for_file_with(["kind", "number"]) is PAPERS
    narrow = PAPERS.for_file_with(["number"])
    assert [c.code for c in narrow.columns] == ["number"]
    assert narrow.for_file_with([]) is narrow
