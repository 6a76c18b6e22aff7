"""Real tables are untidy: encodings, separators, dates, zones, duplicates, cells that say nothing."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tongzhou.warning.backtest import asking
from tongzhou.warning.backtest.arrays import NEVER, to_day
from tongzhou.warning.backtest.dates import parse_day
from tongzhou.warning.backtest.loading import load, snapshot_of
from tongzhou.warning.backtest.reading import read_files
from tongzhou.warning.backtest.table import Events, parse_number
from tongzhou.warning.backtest.words import Wrong

CONFIG = """\
version = 1
[data]
files = ["{file}"]
entity = "单位"
event_date = "日期"
{more}
[label]
kind = "event"
windows_days = [30]
[asof]
dates = [2024-01-01]
[capacity]
names = [1]
"""
TEXT = '单位,日期,数\n蒙古·巴特尔公司,2023-01-05,１２\n乙,2023/2/6 08:00,"1,234.5"\n'


def events(folder: Path, data: bytes, *, file: str = "a.csv", more: str = "") -> Events:
    (folder / file).write_bytes(data)
    path = folder / "a.toml"
    path.write_text(CONFIG.format(file=file, more=more), "utf-8")
    asked = asking.read(path)
    return load(read_files(asked), asked)


def codes(told: Events) -> set[str]:
    return {one.code for one in told.raw.notices}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mend", [lambda s: s, lambda s: s.replace(",", ";").replace('"1;234.5"', '"1,234.5"'), lambda s: s.replace("\n", "\r\n")])  # fmt: skip
def test_any_usual_file_is_read(tmp_path: Path, encoding: str, mend: object) -> None:
    told = events(tmp_path, mend(TEXT).encode(encoding))  # type: ignore[operator]
    assert told.entities == ["乙", "蒙古·巴特尔公司"]
    assert sorted(told.event.tolist()) == [to_day(date(2023, 1, 5)), to_day(date(2023, 2, 6))]
    assert sorted(told.number("数").tolist()) == [12, 1234.5]


def test_a_packed_file_and_a_file_with_nul_and_ragged_rows_are_read(tmp_path: Path) -> None:
    told = events(
        tmp_path,
        gzip.compress((TEXT + "丙,2023-03-01\n\x00丁,2023-03-01,5\n").encode()),
        file="a.csv.gz",
    )
    assert told.entities == ["丁", "乙", "蒙古·巴特尔公司"]
    assert "ragged_rows" in codes(told)


def test_a_folder_of_parquet_with_zones_is_read(tmp_path: Path) -> None:
    import datetime as d

    (tmp_path / "p").mkdir()
    for name, hour in (("b", 15), ("a", 17)):
        moment = d.datetime(2023, 1, 5, hour, tzinfo=d.UTC)
        table = pa.table(
            {
                "单位": [f"单位{name}"],
                "日期": pa.array([moment], pa.timestamp("us", "UTC")),
                "数": [1.0],
            }
        )
        pq.write_table(table, tmp_path / "p" / f"{name}.parquet")
    path = tmp_path / "a.toml"
    path.write_text(CONFIG.format(file="p", more=""), "utf-8")
    asked = asking.read(path)
    told = load(read_files(asked), asked)
    # 17:00 in Greenwich is past midnight at the office.
    assert dict(zip([told.entities[c] for c in told.entity], told.event.tolist(), strict=True)) == {
        "单位a": to_day(date(2023, 1, 6)), "单位b": to_day(date(2023, 1, 5)),
    }  # fmt: skip
    assert "time_zone_converted" in codes(told)


def test_a_table_written_in_parts_keeps_the_column_that_stands_in_the_folders(
    tmp_path: Path,
) -> None:
    for district in ("%E5%9F%8E%E4%B8%9C", "__HIVE_DEFAULT_PARTITION__"):
        folder = tmp_path / "p" / f"旗县={district}"
        folder.mkdir(parents=True)
        pq.write_table(pa.table({"单位": ["甲"], "日期": ["2023-01-05"], "编": [district]}), folder / "0.parquet")  # fmt: skip
    path = tmp_path / "a.toml"
    path.write_text(CONFIG.format(file="p", more=""), "utf-8")
    asked = asking.read(path)
    told = load(read_files(asked), asked)
    found, names = told.text("旗县")
    assert sorted(names[code] if code >= 0 else "" for code in found.tolist()) == ["", "城东"]


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "lift_events.csv").write_text(TEXT, "utf-8")
    path = tmp_path / "a.toml"
    path.write_text(CONFIG.format(file="lift_event.csv", more=""), "utf-8")
    with pytest.raises(Wrong) as wrong:
        read_files(asking.read(path))
    assert "a.toml:3" in wrong.value.said.zh
    assert "是否为“lift_events.csv”" in wrong.value.said.zh


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023-01-05", date(2023, 1, 5)), ("2023/1/5 08:30", date(2023, 1, 5)), ("2023年1月5日", date(2023, 1, 5)),
        ("20230105", date(2023, 1, 5)), ("01/05/2023 11:00:00 PM", date(2023, 1, 5)), ("5-Jan-2023", date(2023, 1, 5)),
        ("2023-01-05T20:00:00Z", date(2023, 1, 6)), ("2023-01-05T00:00:00.000", date(2023, 1, 5)),
        ("2023-01-05T23:30:00-05:00", date(2023, 1, 6)), ("２０２３－０１－０５", date(2023, 1, 5)),
        ("2023-02-30", None), ("昨天", None), ("2023", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_and_machines_write_them(written: str, meant: date | None) -> None:
    assert parse_day(written, ZoneInfo("Asia/Shanghai")) == meant


def test_a_date_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, TEXT.replace("2023/2/6 08:00", "2023-02-30").encode())
    assert "a.csv:3" in wrong.value.said.zh
    assert "2023-02-30" in wrong.value.said.zh


@pytest.mark.parametrize(("first", "second"), [("44931", "44963"), ("44931.0", "44963.333")])
def test_a_column_of_the_days_of_a_sheet_is_read_and_told(
    tmp_path: Path, first: str, second: str
) -> None:
    data = TEXT.replace("2023-01-05", first).replace("2023/2/6 08:00", second)
    told = events(tmp_path, data.encode())
    assert sorted(told.event.tolist()) == [to_day(date(2023, 1, 5)), to_day(date(2023, 2, 6))]
    assert "dates_are_serials" in codes(told)
    with pytest.raises(Wrong, match="44931"):  # beside a written day it may be anything
        events(tmp_path, data.replace(second, "2023-02-06").encode())


def test_a_missing_column_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, TEXT.replace("单位,日期", "单位名称,日期").encode())
    assert "单位名称" in wrong.value.said.zh
    assert "a.toml:4" in wrong.value.said.zh


def test_what_cannot_be_used_is_set_aside_and_counted(tmp_path: Path) -> None:
    text = "单位,日期,知,号\n甲,2023-01-05,2023-01-06,1\n甲,2023-01-05,2023-01-09,1\n,2023-01-05,2023-01-06,2\n甲,NULL,2023-01-06,3\n甲,2023-01-07,,4\n"
    told = events(tmp_path, text.encode(), more='known_date = "知"\nrow_id = "号"')
    assert codes(told) >= {
        "entity_missing",
        "event_date_missing",
        "known_date_empty",
        "duplicate_rows",
    }
    assert told.n == 2
    assert told.known.tolist() == [to_day(date(2023, 1, 6)), NEVER]


def test_a_few_slips_of_the_known_date_are_not_used_early_but_many_are_left_for_the_leak_test(
    tmp_path: Path,
) -> None:
    lines = [f"甲,2023-01-05,2023-01-0{6 if n else 1},{n}" for n in range(150)]
    told = events(
        tmp_path,
        ("单位,日期,知,号\n" + "\n".join(lines)).encode(),
        more='known_date = "知"\nrow_id = "号"',
    )
    assert "known_before_event" in codes(told)
    assert (told.known >= told.event).all()
    lines = [f"甲,2023-01-05,2023-01-0{6 if n % 2 else 1},{n}" for n in range(150)]
    told = events(
        tmp_path,
        ("单位,日期,知,号\n" + "\n".join(lines)).encode(),
        more='known_date = "知"\nrow_id = "号"',
    )
    assert (told.known < told.event).any()


@pytest.mark.parametrize("written", ["2023-01", "2023/1", "2023年1月", "202301", "2023", "2023年"])
def test_a_month_or_a_year_is_no_day_and_is_told_to_be_its_last(tmp_path: Path, written: str) -> None:  # fmt: skip
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, f"单位,日期\n甲,{written}\n".encode())
    assert "a.csv:2" in wrong.value.said.zh
    assert "最后一天" in wrong.value.said.zh
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, "单位,日期\n甲,不详\n".encode())
    assert "最后一天" not in wrong.value.said.zh


def test_one_stray_date_does_not_make_the_snapshot(tmp_path: Path) -> None:
    lines = [f"甲,2023-01-05,{n}" for n in range(2000)] + ["甲,2099-01-05,x"]
    told = events(tmp_path, ("单位,日期,号\n" + "\n".join(lines)).encode())
    assert snapshot_of(told, told.raw.asked) == to_day(date(2023, 1, 5))


@pytest.mark.parametrize(("data", "said"), [(b"", "列名"), ("单位,日期\n".encode(), "没有一行"), ("单位,单位,日期\n1,2,3\n".encode(), "重复")])  # fmt: skip
def test_an_empty_or_ambiguous_file_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, data)
    assert said in wrong.value.said.zh


def test_numbers_are_read_as_people_write_them() -> None:
    assert [
        parse_number(one)
        for one in (
            "￥1,200.5元",
            "-3",
            "(4)",
            "50%",
            "1e3",
            "人民币 1,200.50 元",
            "CNY-7",
            "（¥8）",
            "1.5万元",
        )
    ] == [1200.5, -3, -4, 0.5, 1000, 1200.5, -7, -8, 15000]
    assert parse_number("十二") != parse_number("十二")


def test_a_fault_is_told_by_the_line_of_the_file_past_cells_of_many_lines_and_rows_left_out(tmp_path: Path) -> None:  # fmt: skip
    text = '\n单位,日期,数\n甲,2023-01-05,"多行\n说明"\n甲,2023-01-06\n乙,不知道,1\n'
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, text.encode())
    assert text.splitlines()[5].startswith("乙")
    assert "a.csv:6" in wrong.value.said.in_("zh")


ROWS = "".join(f"{name},2023-01-0{day},F\n" for day in range(1, 6) for name in "甲乙丙")


@pytest.mark.parametrize("broken", ['丁,2023-02-01,"F\n', '丁,"2023-02-01,F\n'])
def test_a_quote_that_is_not_closed_is_told_by_its_line_and_swallows_nothing(
    tmp_path: Path, broken: str
) -> None:
    text = "单位,日期,类\n" + ROWS + broken + ROWS
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, text.encode())
    assert "a.csv:17" in wrong.value.said.zh
    assert "15行" in wrong.value.said.zh
    later = "单位,日期,类\n" + ROWS + broken + ROWS + '戊,2023-02-02,"F"\n' + ROWS
    with pytest.raises(Wrong, match=r"a\.csv:17"):
        events(tmp_path, later.encode())


def test_a_cell_of_many_lines_and_an_inch_are_no_broken_quotes(tmp_path: Path) -> None:
    text = '单位,日期,注\n甲,2023-01-05,"一是门坏了,\n二是绳松了,换\n2023-01-06,已修,好"\n乙,2023-01-05,5" 管\n'
    told = events(tmp_path, text.encode())
    assert told.n == 2
    assert not codes(told) & {"ragged_rows"}


def test_a_byte_that_is_no_text_is_told_by_its_line_not_by_columns_nobody_wrote(
    tmp_path: Path,
) -> None:
    data = ("单位,日期,类\n" + ROWS).encode("gb18030")
    place = data.index("丙".encode("gb18030"), 60)
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, data[:place] + b"\xff" + data[place + 1 :])
    line = data[:place].count(b"\n") + 1
    assert f"a.csv:{line}" in wrong.value.said.zh
    assert "gb18030" in wrong.value.said.zh
    assert "data.encoding" in wrong.value.said.zh
    with pytest.raises(Wrong, match=r"a\.csv:1：编码有误"):
        events(tmp_path, data, more='encoding = "utf-8"')


def test_a_line_break_in_the_cell_of_a_header_is_layout(tmp_path: Path) -> None:
    text = '单位,"日\n期","How\nmany"\n甲,2023-01-05,1\n乙,2023-01-06\n丙,不知道,3\n'
    with pytest.raises(Wrong, match=r"a\.csv:6"):
        events(tmp_path, text.encode())
    told = events(tmp_path, text.replace("不知道", "2023-01-07").encode())
    assert told.raw.names == ["单位", "日期", "How many"]
    assert told.entities == ["丙", "甲"]
    assert "（第5行起）" in next(one.said.zh for one in told.raw.notices if one.code == "ragged_rows")  # fmt: skip


@pytest.mark.parametrize("cut", [slice(0, 60), slice(None)])
def test_a_damaged_archive_is_told(tmp_path: Path, cut: slice) -> None:
    packed = bytearray(gzip.compress(("单位,日期,类\n" + ROWS * 50).encode()))
    if cut.stop is None:
        packed[30:40] = bytes(10)
    with pytest.raises(Wrong, match=r"a\.csv\.gz"):
        events(tmp_path, bytes(packed[cut]), file="a.csv.gz")


@pytest.mark.parametrize("told", ["rot13", "base64", "nonsense"])
def test_an_encoding_that_is_none_is_told(tmp_path: Path, told: str) -> None:
    with pytest.raises(Wrong) as wrong:
        events(tmp_path, TEXT.encode(), more=f'encoding = "{told}"')
    assert "a.toml:6" in wrong.value.said.zh
    assert told in wrong.value.said.zh


def test_a_list_in_a_cell_of_parquet_is_text_beside_a_file_of_text(tmp_path: Path) -> None:
    table = pa.table({"单位": ["甲"], "日期": ["2023-01-05"], "备": pa.array([[1, 2]], pa.list_(pa.int64()))})  # fmt: skip
    pq.write_table(table, tmp_path / "b.parquet")
    (tmp_path / "a.csv").write_text("单位,日期,备\n乙,2023-01-05,x\n", "utf-8")
    path = tmp_path / "a.toml"
    path.write_text(CONFIG.format(file='a.csv", "b.parquet', more=""), "utf-8")
    asked = asking.read(path)
    assert load(read_files(asked), asked).text("备")[1] == ["[1, 2]", "x"]


def test_rows_known_after_the_snapshot_are_set_aside_and_counted(tmp_path: Path) -> None:
    text = "单位,日期,知\n甲,2023-01-05,2023-01-06\n乙,2023-01-05,2023-03-01\n丙,2023-03-05,2023-01-09\n丁,2023-01-07,\n"
    told = events(tmp_path, text.encode(), more='known_date = "知"\nsnapshot = 2023-02-01')
    assert [told.entities[code] for code in told.entity] == ["甲", "丁"]
    said = next(one.said.zh for one in told.raw.notices if one.code == "known_after_snapshot")
    assert said.startswith("2行（自a.csv:3起）")
    assert "未采用" in said


def test_what_stands_in_the_file_was_known_when_it_was_drawn_whatever_lag_is_assumed(
    tmp_path: Path,
) -> None:
    """Rows of the last fortnight are no features for a while yet, but they happened."""
    text = "单位,日期\n甲,2023-01-05\n乙,2023-01-31\n丙,2023-02-02\n"
    told = events(tmp_path, text.encode(), more="known_lag_days = 14\nsnapshot = 2023-02-01")
    assert [told.entities[code] for code in told.entity] == ["甲", "乙"]
    assert told.known.tolist() == [to_day(date(2023, 1, 19)), to_day(date(2023, 2, 14))]
    assert "delay_shorter_than_lag" in codes(told)
    # Without a snapshot nothing is known of the days after the last row.
    told = events(tmp_path, text.encode(), more="known_lag_days = 14")
    assert snapshot_of(told, told.raw.asked) == to_day(date(2023, 2, 2))


def test_the_day_of_the_last_row_stays_when_strays_are_set_aside(tmp_path: Path) -> None:
    """A thin tail: what is set aside must not move the day by which the rest is judged."""
    lines = [f"甲,2015-01-{1 + n % 28:02d},{n}" for n in range(3000)]
    lines += ["甲,2015-09-01,a", "甲,2016-05-01,b", "甲,2017-11-30,c"]
    lines += ["甲,2018-01-01,d", "甲,2018-02-01,e"]
    told = events(tmp_path, ("单位,日期,号\n" + "\n".join(lines)).encode())
    assert snapshot_of(told, told.raw.asked) == int(told.known.max())


def test_years_that_cannot_be_are_set_aside_and_counted_without_a_snapshot_too(
    tmp_path: Path,
) -> None:
    lines = [f"甲,2023-01-05,{n}" for n in range(2000)] + ["乙,2202-01-05,x", "丙,0019-01-05,y"]
    told = events(tmp_path, ("单位,日期,号\n" + "\n".join(lines)).encode())
    assert {told.entities[code] for code in told.entity} == {"甲"}
    assert codes(told) >= {"known_after_snapshot", "event_date_strange"}
