"""What the lines know is told to the lake once, and again only where it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from click.testing import CliRunner

from tongzhou.columns import jobs
from tongzhou.registry.models import Employer, Region
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import FEEDS, OWN
from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warehouse.loading import tables
from tongzhou.warehouse.loading.command import feed as command
from tongzhou.warehouse.writing import schema_of, tell

AT = datetime(2026, 11, 2, 3, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CODE = "91150221MADEM000B3"


def complaint(**other: Any) -> dict[str, Any]:
    row = {c.code: None for c in FEEDS["complaints"].columns}
    return row | {"number": "T1", "uscc": CODE, "happened_on": AT.date(), "people": 3, "wages": True} | other  # fmt: skip


def test_only_what_changed_is_told_again_and_both_can_be_asked_for(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path))
    assert tell("complaints", [complaint()], at=AT, lake=lake) == 1
    assert tell("complaints", [complaint()], at=AT + timedelta(hours=1), lake=lake) == 0
    assert len(lake.parts("complaints")) == 1
    tomorrow = AT + timedelta(days=1)
    assert tell("complaints", [complaint()], at=tomorrow, lake=lake) == 0
    # The feed speaks, though there was nothing to say: nobody takes it for silent.
    assert [lake.rows_of(part) for part in lake.parts("complaints")] == [1, 0]
    ended = complaint(closed_on=tomorrow.date(), outcome="confirmed")
    assert tell("complaints", [ended, complaint(number="T2")], at=tomorrow, lake=lake) == 2
    engine = connect(lake)
    kept.refresh(lake, engine)
    rows = engine.arrow(engine.read(kept.files(lake, "complaints"))).sort_by("received_on")
    spans = [(r["number"], r["outcome"], r["superseded_on"]) for r in rows.to_pylist()]
    assert ("T1", None, tomorrow.date()) in spans
    assert ("T1", "confirmed", kept.FAR) in spans
    engine.close()


@pytest.mark.django_db
def test_the_register_of_employers_is_told_by_command(tmp_path: Path, settings: Any) -> None:
    settings.LAKE = str(tmp_path)
    above = None
    for code, name, level in (
        ("15", "内蒙古自治区", "province"),
        ("1502", "包头市", "league"),
        ("150221", "土默特右旗", "county"),
    ):
        above = Region.objects.create(code=code, name=name, parent=above, level=level)
    county = above
    Employer.objects.create(uscc=CODE, name="示例乳业有限公司", region=county, headcount=12)
    Employer.objects.create(name="还没有代码的示例队", region=county)
    said = CliRunner().invoke(command, ["export", "employers"])
    assert said.output == "employers：新增或者变更1行\n"
    assert CliRunner().invoke(command, ["export", "employers"]).output.endswith("变更0行\n")
    wrong = CliRunner().invoke(command, ["export", "payroll"])
    assert wrong.exit_code == 1
    assert "不是本平台导出的数据源" in wrong.output


def test_every_feed_of_our_own_that_a_line_keeps_is_told_by_it() -> None:
    # Reports and signs are sent by others as well; incidents and credit have no line yet whose register they would come from.
    assert set(exporting.sources()) == {t.name for t in OWN} | {"contact_reports", "field_signs"}


@pytest.mark.django_db
def test_what_no_line_keeps_yet_is_loaded_by_the_keeper_of_data_and_the_dictionary_says_so(
    tmp_path: Path, settings: Any
) -> None:
    settings.LAKE = str(tmp_path / "lake")
    file = tmp_path / "事件.csv"
    file.write_text(
        f"编号,信用代码,发生日期,涉及人数,种类,办结日期\nS1,{CODE},2026-10-08,40,集体停工,\n",
        "utf-8",
    )
    done = CliRunner().invoke(command, ["load", "incidents", str(file), "--period", "2026-10"])
    assert "入库 1" in done.output
    assert len(Lake(settings.LAKE).parts("incidents")) == 1
    assert "incidents" in tables.names()
    assert "还没有登记这项数据的业务" in CliRunner().invoke(command, ["show", "incidents"]).output
    assert "每夜自动导出" in CliRunner().invoke(command, ["show", "contact_reports"]).output
    assert jobs.open_table("feed.credit") is not None


@pytest.fixture
def tonight() -> Iterator[None]:
    """A night on which nothing was told yet."""
    exporting._done.clear()
    exporting._failed.clear()
    yield
    exporting._done.clear()
    exporting._failed.clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("tonight")
def test_a_line_that_fails_at_night_keeps_no_other_from_telling_and_is_asked_again(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LAKE = str(tmp_path)
    known, full = exporting.sources(), [True]

    def disputes() -> list[dict[str, Any]]:
        if full:
            raise OSError(28, "No space left on device")
        return []

    monkeypatch.setattr(exporting, "sources", lambda: known | {"disputes": [disputes]})
    assert set(exporting.nightly(at=AT)) == set(known) - {"disputes"}
    assert "could not be told disputes" in caplog.text
    assert exporting.nightly(at=AT + timedelta(minutes=5)) == {}
    full.clear()
    assert exporting.nightly(at=AT + timedelta(minutes=31)) == {"disputes": 0}
    assert exporting.nightly(at=AT + timedelta(hours=2)) == {}
    assert set(exporting.nightly(at=AT + timedelta(days=1))) == set(known)


@pytest.mark.django_db
@pytest.mark.usefixtures("tonight")
def test_the_night_tells_once(tmp_path: Path, settings: Any) -> None:
    settings.LAKE = str(tmp_path)
    assert exporting.nightly(at=AT.replace(hour=1)) == {}
    assert set(exporting.nightly(at=AT)) == set(exporting.sources())
    assert exporting.nightly(at=AT + timedelta(hours=1)) == {}
    # A feed of events that has nothing to say says so; one of months lies under the months somebody reported.
    assert set(Lake(str(tmp_path)).feeds()) == set(exporting.sources()) - {"contact_reports"}


def known(lake: Lake, feed: str, on: datetime) -> dict[str, str | None]:
    """Return what was known on a day: number → employer, without what is about nobody."""
    engine = connect(lake)
    try:
        kept.refresh(lake, engine, feeds=[feed])
        rows = engine.arrow(kept.read(engine, feed)).to_pylist()
    finally:
        engine.close()
    day = on.date()
    return {
        r["number"]: r["uscc"]
        for r in rows
        if r["received_on"] <= day < r["superseded_on"] and r["uscc"]
    }


def test_a_case_that_gets_its_number_later_is_counted_once(tmp_path: Path) -> None:
    lake, tomorrow = Lake(str(tmp_path)), AT + timedelta(days=1)
    assert tell("complaints", [complaint(number="f3a9"), complaint()], at=AT, lake=lake) == 2
    # Accepted: it is told under its number from now on, and not a second time under its first name.
    numbered = complaint(number="土劳人仲案字〔2026〕第1号")
    assert tell("complaints", [numbered, complaint()], at=tomorrow, lake=lake) == 1
    assert set(known(lake, "complaints", AT)) == {"f3a9", "T1"}
    assert set(known(lake, "complaints", tomorrow)) == {numbered["number"], "T1"}
    # Once is enough, and the day after has nothing to say.
    assert tell("complaints", [numbered, complaint()], at=tomorrow, lake=lake) == 0
    assert [lake.rows_of(part) for part in lake.parts("complaints")] == [2, 2]


def test_what_turns_out_to_be_about_no_employer_is_taken_back_and_can_return(
    tmp_path: Path,
) -> None:
    lake = Lake(str(tmp_path))
    for day, rows, left in ((0, [complaint()], {"T1"}), (1, [], set()), (2, [complaint()], {"T1"})):
        tell("complaints", rows, at=AT + timedelta(days=day), lake=lake)
        assert set(known(lake, "complaints", AT + timedelta(days=day))) == left, day


def test_what_others_have_sent_is_not_taken_back_with_ours(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path))
    sign = {"number": "1", "uscc": CODE, "happened_on": AT.date(), "sign": "strike_talk"}
    assert tell("field_signs", [sign | {"number": "u-1"}], at=AT, lake=lake) == 1
    outside = open_feed("field_signs", [sign])
    lake.land("field_signs", outside, period="2026-11", delivery="GRID-1", received_on=AT.date())
    tell("field_signs", [], at=AT + timedelta(days=1), lake=lake)
    assert set(known(lake, "field_signs", AT + timedelta(days=1))) == {"1"}


def open_feed(feed: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema_of(FEEDS[feed]))
