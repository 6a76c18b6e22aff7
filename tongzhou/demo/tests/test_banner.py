"""The banner of the demo: what others deliver is loaded as theirs, what is silent is told, and our own model learns from what was known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from django.utils.timezone import now

from tongzhou.columns.deliveries import is_reconciled
from tongzhou.columns.models import Delivery
from tongzhou.demo.banner.firms import COUNTY, FIRMS, names_of, of_the_banner
from tongzhou.demo.banner.loading import MONTHS
from tongzhou.demo.banner.sending import Sending
from tongzhou.demo.synthetic.region import month_start
from tongzhou.registry.models import Person
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import history, keeping
from tongzhou.warning.command import warn
from tongzhou.warning.indicators import assessing, looked
from tongzhou.warning.rules import Level

pytestmark = pytest.mark.long

ON = date(2026, 11, 27)


@pytest.fixture
def lake(db: None, settings: Any, tmp_path: Path) -> Lake:  # noqa: ARG001
    """The lake of the banner on the demo day, filled through the loading."""
    settings.LAKE = str(tmp_path / "lake")
    Person.objects.create_user("b-shuju", name="其木格")
    keeping.load_general(at=now())
    one = of_the_banner(MONTHS, month_start(1 - MONTHS, ON.replace(day=1)))
    made = Lake(settings.LAKE, durable=False)
    Sending(made, tmp_path, one, months=MONTHS, on=ON).fill(one)
    return made


def test_forty_employers_of_one_county_bear_names_that_say_they_are_examples() -> None:
    one = of_the_banner(MONTHS, date(2025, 8, 1))
    names = names_of(one)
    assert len(names) == FIRMS == 40
    assert all(code[2:8] == COUNTY for code in names)
    assert all(name.startswith("示例") for name in names.values())


def test_what_is_delivered_reconciles_is_silent_where_it_says_so_and_teaches_the_model_nothing_too_early(  # one lake, many questions
    lake: Lake, tmp_path: Path
) -> None:
    sent = Delivery.objects.filter(table__startswith="feed.")
    assert {d.state for d in sent} == {"done"}
    assert all(is_reconciled(d) and d.on <= ON for d in sent)
    faulty = [d for d in sent if d.rejected]
    assert [(d.table, d.rejected, d.duplicate, d.counts) for d in faulty] == [
        ("feed.payroll", 3, 1, {"worker!": 1, "PAY1": 1, "PAY2": 1})
    ]
    book = keeping.book_on(ON)
    engine = connect(lake)
    done = assessing.Assessor(lake, engine).assess(book, as_of=ON, months=8)
    engine.close()
    assert done.employers == FIRMS
    assert sum(done.by_level[x.value] for x in (Level.RED, Level.ORANGE, Level.YELLOW)) >= 5

    feeds = looked.feeds(lake, ON)
    assert [name for name, one in feeds.items() if one["silent"]] == ["court"]
    seen = list(looked.looked(lake, book, ON))
    assert len(seen) == FIRMS
    assert all(one.unknown["L1"] == ["court_signs_365d"] for one in seen)
    assert all(len(one.unknown) == one.grey for one in seen)

    told = CliRunner().invoke(warn, ["events", "--out", str(tmp_path / "own"), "--as-of", str(ON), "--quiet"])  # fmt: skip
    assert told.exit_code == 0, told.output
    rows = pq.read_table(tmp_path / "own" / "events.parquet").to_pylist()
    assert {row["county"] for row in rows} == {COUNTY}
    assert all(row["known_on"] <= ON for row in rows)
    begun = {row["event_no"]: row for row in rows if row["kind"] != history.FOUND}
    found = [row for row in rows if row["kind"] == history.FOUND]
    assert found
    for row in found:
        first = begun[row["event_no"].removesuffix("/found")]
        assert row["known_on"] >= first["known_on"] >= first["happened_on"]
    manifest = json.loads((tmp_path / "own" / "manifest.json").read_text("utf-8"))
    assert manifest["rows"][history.FOUND] == len(found)
    counted = CliRunner().invoke(warn, ["backtest", "--config", str(tmp_path / "own" / "model.toml"), "--check", "--quiet"])  # fmt: skip
    assert counted.exit_code == 0, counted.output


def test_an_empty_lake_has_no_events_and_says_what_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="feed export employers"):
        history.write(Lake(str(tmp_path / "none")), tmp_path / "own", as_of=ON)
