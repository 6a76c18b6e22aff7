"""A table of an office is read strictly: what cannot be used is told with its place, and nothing breaks the reader."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law.command import law
from tongzhou.law.discretion import Conduct, propose, read_content, read_table, tables_on
from tongzhou.law.discretion.sheets import as_rows
from tongzhou.law.discretion.tables import BUILT_IN, tables
from tongzhou.law.reviewed import Unfit
from tongzhou.law.tests.benchmark import OURS, ours

ON, REGION = date(2026, 3, 1), "150203"


@pytest.fixture(autouse=True)
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep imported tables in a folder of this test."""
    folder = tmp_path / "store"
    monkeypatch.setenv("TONGZHOU_LAW_DISCRETION", str(folder))
    return folder


def test_our_own_table_goes_before_the_illustration_and_only_in_our_region(
    tmp_path: Path, empty_store: Path
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, "utf-8")
    done = CliRunner().invoke(law, ["discretion", "import", str(file)])
    assert done.exit_code == 0, done.output
    assert "已导入 1 个事项" in done.output
    assert [table.illustrative for table in tables_on(ON, REGION)] == [False, True]
    assert [table.illustrative for table in tables_on(ON, "150102")] == [True]
    assert [table.illustrative for table in tables_on(date(2021, 12, 31), REGION)] == [True]
    assert propose("overtime_illegal", Conduct(workers=12), ON, REGION).rule.code == "NM-025"  # type: ignore[union-attr]
    assert propose("roster_missing", Conduct(workers=12), ON, REGION).illustrative
    told = CliRunner().invoke(law, ["discretion", "list"]).output
    assert "某发〔2021〕1号" in told
    again = CliRunner().invoke(law, ["discretion", "import", str(file)])
    assert again.exit_code == 0
    assert len(list(empty_store.iterdir())) == 1
    (spoilt,) = empty_store.iterdir()
    spoilt.write_text("name: [", "utf-8")
    with pytest.raises(Unfit, match="有误"):
        tables()
    assert CliRunner().invoke(law, ["discretion", "list"]).exit_code == 2


def sheet(tmp_path: Path, kind: str, rows: list[list[str]]) -> Path:
    """Write rows as a file of this kind."""
    file = tmp_path / f"table.{kind}"
    if kind == "xlsx":
        book = xlsxwriter.Workbook(str(file))
        page = book.add_worksheet()
        for n, row in enumerate(rows):
            for i, value in enumerate(row):
                if value.replace(".", "").isdigit() and row[0] not in ("地区",):
                    page.write_number(n, i, float(value))
                else:
                    page.write_string(n, i, value)
        book.close()
    else:
        text = "\n".join(",".join(row) for row in rows)
        file.write_bytes(text.encode("utf-8-sig" if kind == "csv" else "gb18030"))
    return file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_written_as_a_sheet_reads_back_the_same(kind: str, tmp_path: Path) -> None:
    table = ours()
    reading = read_table(sheet(tmp_path, kind, list(as_rows(table))))
    assert [str(each) for each in reading.rejects] == []
    assert reading.table is not None
    assert [rule.bands for rule in reading.table.items] == [
        [band if band.name else type(band)(**{**{f: getattr(band, f) for f in band.__struct_fields__}, "name": band.title.zh}) for band in rule.bands]
        for rule in table.items
    ]  # fmt: skip
    assert (reading.table.region, reading.table.doc_no) == ("1502", "某发〔2021〕1号")
    assert reading.table.items[0].heightened_by == ["mass_incident"]


def test_the_whole_illustration_goes_out_as_a_sheet_and_comes_back() -> None:
    out = CliRunner().invoke(law, ["discretion", "export"]).output
    back = read_content(out.encode("gb18030"), named_="x.csv")
    assert back.rejects == []
    assert back.table is not None
    assert len(back.table.items) == len(tables()[-1].items)


HEADER = "名称,某表\n地区,15\n生效日,2022-01-01\n文件,某基准\n文号,某号\n核对人,王某\n"
COLUMNS = "事项,档次,起,止,人数超过,人数不超过,升档情节\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("overtime_illegal,1,50,200,,,\n", "超出法定幅度 100–500"),
        ("overtime_illegal,1,100,501,,,\n", "超出法定幅度 100–500"),
        ("overtime_illegal,1,300,200,,,\n", "起点 300 高于终点 200"),
        ("overtime_illegal,1,100,200,,,\novertime_illegal,3,200,300,,,\n", "依次递增"),
        ("overtime_illegal,1,200,300,,,\novertime_illegal,2,100,200,,,\n", "低于第 1 档"),
        ("overtime_illegal,1,100,200,0,10,\novertime_illegal,2,200,300,11,,\n", "不相接"),
        ("overtime_illegal,1,100,200,0,10,\novertime_illegal,2,200,300,10,20,\n", "不能有上限"),
        ("overtime_illegal,1,100,200,5,,\n", "须从 0 起"),
        ("overtime_illegal,1,100,200,0,0,\novertime_illegal,2,200,300,0,,\n", "是空的"),
        ("overtime_illegal,1,一百,200,,,\n", "起“一百”须为数字"),
        ("overtime_illegal,1,NaN,200,,,\n", "超出范围"),
        ("overtime_illegal,1,Infinity,200,,,\n", "超出范围"),
        ("overtime_illegal,1.5,100,200,,,\n", "档次“1.5”须为"),
        ("overtime_illegal,1,100,200,,,屡教不改\n", "没有情节“屡教不改”"),
        ("moon,1,100,200,,,\n", "没有罚则事项“moon”"),
        ("contract_missing,1,100,200,,,\n", "没有可以裁量的罚款幅度"),
        ("child_labour_records,1,10000,10000,,,\n", "没有可以裁量的罚款幅度"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_place_and_the_rest_is_kept(
    rows: str, told: str
) -> None:
    good = "roster_missing,1,2000,20000,,,\n"
    reading = read_content((HEADER + COLUMNS + good + rows).encode(), named_="t.csv")
    assert reading.table is not None
    assert [rule.item for rule in reading.table.items] == ["roster_missing"]
    assert any(told in str(each) for each in reading.rejects), list(map(str, reading.rejects))
    assert all(each.row >= 9 and each.what.en for each in reading.rejects)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "t.csv", "是空的"),
        (b"\xff\xfe\x00\x81", "t.csv", "文字编码无法识别"),
        (b"a,b\n", "t.csv", "没有找到列名"),
        ((HEADER + "事项,档次\n").encode(), "t.csv", "缺少列：起、止"),
        ((HEADER + "事项,档次,起,止,颜色\n").encode(), "t.csv", "不认识的列：颜色"),
        (("天气,晴\n" + HEADER + COLUMNS).encode(), "t.csv", "不认识的“天气”"),
        (("名称,某表\n" + COLUMNS).encode(), "t.csv", "表头有误"),
        ((HEADER.replace("核对人,王某\n", "") + COLUMNS).encode(), "t.csv", "谁核对"),
        ((HEADER.replace("文号,某号\n", "") + COLUMNS).encode(), "t.csv", "文号"),
        ((HEADER.replace("地区,15", "地区,内蒙古") + COLUMNS).encode(), "t.csv", "地区“内蒙古”"),
        ((HEADER + "失效日,2021-01-01\n" + COLUMNS).encode(), "t.csv", "失效日早于"),
        (b"PK\x03\x04nothing", "t.xlsx", "不是可用的 xlsx"),
        (b"hello", "t.xlsx", "不是可用的 xlsx"),
        (b"x", "t.pdf", "须为 yaml、csv 或 xlsx"),
        (b"x" * 5_000_001, "t.csv", "文件超过"),
        (b"a\n" * 20_001, "t.csv", "至多 20000 行"),
        (b"name: [", "t.yaml", "YAML 写法有误"),
        (b"[1, 2]", "t.yaml", "items 列表"),
        (b"name: a\nitems: []", "t.yaml", "写法有误"),
        (OURS.replace("grade: 1", "grade: one").encode(), "t.yaml", "第 1 行（vio_overtime_illegal）：写法有误"),
        (OURS.replace("items:", "items:\n  - 7").encode(), "t.yaml", "第 1 行：写法有误"),
        (OURS.replace("requires: [corrected]", "requires: [moon]").encode(), "t.yaml", "没有情节“moon”"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(
    content: bytes, name: str, told: str
) -> None:
    reading = read_content(content, named_=name)
    assert any(told in str(each) for each in reading.rejects), list(map(str, reading.rejects))


@given(st.binary(max_size=300), st.sampled_from(["t.csv", "t.xlsx", "t.yaml"]))
def test_no_bytes_break_the_reader(content: bytes, name: str) -> None:
    reading = read_content(content, named_=name)
    assert reading.rejects
    assert reading.table is None or not reading.table.items


def test_an_unfit_table_is_not_taken_in_unless_the_rest_is_asked_for(
    tmp_path: Path, empty_store: Path
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(HEADER + COLUMNS + "roster_missing,1,2000,20000,,,\nmoon,1,1,1,,,\n", "utf-8")
    refused = CliRunner().invoke(law, ["discretion", "import", str(file)])
    assert refused.exit_code == 1
    assert "没有导入" in refused.output
    assert not empty_store.exists()
    checked = CliRunner().invoke(law, ["discretion", "check", str(file), "--json"])
    assert checked.exit_code == 1
    assert json.loads(checked.output)["rejects"][0]["row"] == 9
    kept = CliRunner().invoke(law, ["discretion", "import", str(file), "--keep-good"])
    assert kept.exit_code == 0
    assert len(list(empty_store.iterdir())) == 1
    assert CliRunner().invoke(law, ["discretion", "check", "nowhere.csv"]).exit_code == 2
    assert read_table(tmp_path / "nowhere.csv").rejects


def test_the_same_range_divided_twice_is_refused() -> None:
    twice = OURS + OURS[OURS.index("  - item:") :]
    reading = read_content(twice.encode(), named_="t.yaml")
    assert any("同一事项重复" in str(each) for each in reading.rejects)


def test_an_item_whose_range_changed_must_say_for_which_time() -> None:
    row = "dispatch_breach,1,5000,5000,,,\n"
    head = HEADER.replace("2022-01-01", "2012-01-01")
    reading = read_content((head + COLUMNS + row).encode(), named_="t.csv")
    assert any("幅度不止一种" in str(each) for each in reading.rejects)
    timed = COLUMNS.replace("升档情节", "升档情节,生效日")
    row = "dispatch_breach,1,5000,5000,,,,2013-07-01\n"
    assert read_content((head + timed + row).encode(), named_="t.csv").rejects == []


def test_the_command_proposes_and_refuses() -> None:
    line = ["discretion", "propose", "overtime_illegal", "--on", "2026-03-01", "--workers", "12"]
    told = CliRunner().invoke(law, line).output
    assert "建议 1800.00–3000.00 元（法定 1200.00–6000.00 元）" in told
    as_json = json.loads(CliRunner().invoke(law, [*line, "--json"]).output)
    assert (as_json["grade"], as_json["illustrative"]) == (2, True)
    for bad in (["moon"], ["contract_missing"], ["overtime_illegal", "--workers", "x"]):
        refused = CliRunner().invoke(law, ["discretion", "propose", *bad, "--on", "2026-03-01"])
        assert refused.exit_code == 2, refused.output
        assert refused.output.startswith("错误：")


def test_the_file_of_the_house_is_marked_on_its_first_line() -> None:
    assert "NOT LAW" in (BUILT_IN / "illustration.yaml").read_text("utf-8").splitlines()[0]
