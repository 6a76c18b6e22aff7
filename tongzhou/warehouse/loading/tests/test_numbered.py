"""A number is the sender's own: whoever uses another's for an employer of theirs does not replace what that other has told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from click.testing import CliRunner

from tongzhou.columns import deliveries, loading, whose
from tongzhou.columns.models import Delivery
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.lake.kept import read, refresh
from tongzhou.warehouse.lake.spans import FAR
from tongzhou.warehouse.loading import dictionary, tables
from tongzhou.warehouse.loading.command import feed as command
from tongzhou.warehouse.loading.numbered import is_numbered
from tongzhou.warehouse.writing import tell

from .test_feeds import code, lake  # noqa: F401

HEAD = "统一社会信用代码,编号,发生日期,迹象\n"
COURT = "统一社会信用代码,案号,立案日期,种类\n"
AT = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def firms(db: None) -> None:  # noqa: ARG001
    """Two employers of one county, one of another league."""
    for n, county in ((1, "150221"), (2, "150221"), (3, "150303")):
        Employer.objects.create(uscc=code(n), name=f"示例{n}有限公司", region=a_region(county))


def sent(
    path: Path, feed: str, text: str, source: str, region: str = "", *, day: int = 20, mends: Delivery | None = None
) -> Delivery:  # fmt: skip
    path.write_text(text, "utf-8")
    regions = [region] if region else []
    by = deliveries.Sender(source, region, scope=whose.scope_of(regions))
    on = date(2026, 11, day)
    bare = tables.table_of(feed, "2026-11")
    delivery, _ = deliveries.begin(
        bare, path, by=by, on=on, at=AT.replace(day=day), period="2026-11", mends=mends
    )
    table, landing = tables.loader(delivery)
    loaded = loading.load(table, path, delivery, landing)
    assert deliveries.is_reconciled(loaded)
    return loaded


def sign(n: int, number: str = "1", what: str = "负责人失联") -> str:
    return f"{code(n)},{number},2026-11-10,{what}\n"


def stands(feed: str = "field_signs") -> dict[str, str]:
    """Return what the lake now knows: number → employer."""
    lake_ = open_lake()
    engine = connect(lake_)
    try:
        refresh(lake_, engine, feeds=[feed])
        rows = engine.arrow(read(engine, feed))
    finally:
        engine.close()
    return {r["number"]: r["uscc"] for r in rows.to_pylist() if r["superseded_on"] == FAR}


def test_a_number_of_another_sender_is_not_taken_for_an_employer_of_ones_own(
    tmp_path: Path,
) -> None:
    sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1), "达茂旗网格中心", "150221")
    later = sent(tmp_path / "b.csv", "field_signs", HEAD + sign(3) + sign(3, "海-2"), "海南区网格中心", "1503", day=21)  # fmt: skip
    assert (later.landed, later.rejected, later.counts) == (1, 1, {"FEED10": 1})
    assert stands() == {"1": code(1), "海-2": code(3)}
    same_place = sent(tmp_path / "c.csv", "field_signs", HEAD + sign(2), "达茂旗公安局", "150221", day=22)  # fmt: skip
    assert same_place.counts == {"FEED10": 1}
    assert stands()["1"] == code(1)


def test_what_was_reduced_before_is_known_as_well_as_what_came_since(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "court", COURT + f"{code(1)},(2026)内0221执1号,2026-11-02,执行\n", "土右旗法院", "150221")  # fmt: skip
    assert stands("court") == {"(2026)内0221执1号": code(1)}
    sent(tmp_path / "b.csv", "court", COURT + f"{code(1)},(2026)内0221执2号,2026-11-02,执行\n", "土右旗法院", "150221", day=21)  # fmt: skip
    rows = "".join(f"{code(3)},(2026)内0221执{n}号,2026-11-03,破产\n" for n in (1, 2, 3))
    third = sent(tmp_path / "c.csv", "court", COURT + rows, "海南区法院", "150303", day=22)
    assert (third.landed, third.counts) == (1, {"FEED10": 2})


def test_a_sender_puts_right_whom_its_own_number_is_about(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1), "达茂旗网格中心", "150221")
    again = sent(tmp_path / "b.csv", "field_signs", HEAD + sign(2), "达茂旗网格中心", "150221", day=21)  # fmt: skip
    assert (again.landed, again.rejected) == (1, 0)
    assert stands() == {"1": code(2)}


def test_a_keeper_mends_what_another_has_sent_in_its_own_delivery(tmp_path: Path) -> None:
    first = sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1), "达茂旗网格中心", "150221")
    mended = sent(tmp_path / "b.csv", "field_signs", HEAD + sign(2), "包头市人社局", "150221", day=21, mends=first)  # fmt: skip
    assert mended.landed == 1
    assert stands() == {"1": code(2)}


def test_who_keeps_the_region_says_anew_what_is_about_the_same_employer(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1), "达茂旗网格中心", "150221")
    above = sent(tmp_path / "b.csv", "field_signs", HEAD + sign(1, what="议论停工"), "包头市人社局", "1502", day=21)  # fmt: skip
    assert above.landed == 1
    aside = sent(tmp_path / "c.csv", "field_signs", HEAD + sign(1, what="转移设备"), "示例公司", "150221", day=22)  # fmt: skip
    assert aside.counts == {
        "FEED10": 1
    }  # the league told it last, and the county does not keep the league


def test_what_this_installation_tells_itself_is_replaced_by_nobody(tmp_path: Path) -> None:
    row = {"number": "7", "uscc": code(1), "happened_on": date(2026, 11, 9), "sign": "strike_talk"}
    assert tell("field_signs", [row], at=AT) == 1
    outside = sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1, "7"), "达茂旗网格中心", "150221", day=21)  # fmt: skip
    assert outside.counts == {"FEED10": 1}
    assert tell("field_signs", [row], at=AT.replace(day=22)) == 0


def test_the_command_says_in_words_why_a_number_comes_back(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "field_signs", HEAD + sign(1), "达茂旗网格中心", "150221")
    path = tmp_path / "b.csv"
    path.write_text(HEAD + sign(3), "utf-8")
    asked = ["load", "field_signs", str(path), "--period", "2026-11", "--region", "1503"]
    said = CliRunner().invoke(command, asked)
    assert "已有另一报送人报送的记录" in said.output


def test_a_lake_laid_down_before_is_read_as_it_is(tmp_path: Path) -> None:
    """A delivery nobody knows any more still stands, and is nobody's who sends now."""
    old = pl.DataFrame(
        {"number": ["1"], "uscc": [code(1)], "happened_on": [date(2026, 10, 1)], "sign": ["strike_talk"]}
    )  # fmt: skip
    open_lake().land(
        "field_signs", old.to_arrow(), period="2026-10", delivery="old", received_on=date(2026, 10, 2)
    )  # fmt: skip
    assert sent(tmp_path / "a.csv", "field_signs", HEAD + sign(2), "达茂旗网格中心", "150221").rejected == 1  # fmt: skip
    assert stands() == {"1": code(1)}


def test_every_feed_known_by_its_number_says_so_in_its_dictionary() -> None:
    numbered = [t.name for t in (tables.feed(n) for n in tables.names()) if is_numbered(t)]
    assert sorted(numbered) == ["court", "credit", "field_signs", "incidents", "projects"]
    for name in tables.names():
        told = str(dictionary.described(tables.feed(name)))
        assert ("另一报送人" in told) == (name in numbered), name


def test_a_project_of_another_sender_is_not_taken_for_an_employer_of_ones_own(
    tmp_path: Path,
) -> None:
    head = "项目编码,统一社会信用代码,月份,已开设工资专用账户\n"
    sent(tmp_path / "a.csv", "projects", head + f"P1,{code(1)},2026-11,是\n", "包头市平台", "1502")
    rows = f"P1,{code(3)},2026-11,否\nP2,{code(3)},2026-11,是\n"
    other = sent(tmp_path / "b.csv", "projects", head + rows, "乌海市平台", "1503", day=21)
    assert (other.landed, other.counts) == (1, {"FEED10": 1})
    again = sent(tmp_path / "c.csv", "projects", head + f"P1,{code(2)},2026-11,否\n", "包头市平台", "1502", day=22)  # fmt: skip
    assert again.landed == 1  # another contractor of the same project, told by who told the first
