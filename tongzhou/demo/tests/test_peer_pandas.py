"""What the bench of the region measures against is the same answer: indicators, levels and hits in pandas are those of the lake, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from django.conf import settings
from pandas.testing import assert_frame_equal

from tongzhou.demo.peer_pandas.answering import answer
from tongzhou.demo.peer_pandas.planned import Planned
from tongzhou.demo.peer_pandas.reading import Feeds
from tongzhou.demo.synthetic.feeds import generate
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import rulebook
from tongzhou.warning.indicators import assessing
from tongzhou.warning.indicators.catalogue import CATALOGUE, NAMES
from tongzhou.warning.indicators.judging import Judge
from tongzhou.warning.rules import Bound, Combination, Level, RuleBook, Way

pytestmark = pytest.mark.long
AS_OF = date(2024, 3, 15)  # no month end: the day itself is reckoned beside them
GENERAL = RuleBook(
    tuple(replace(rule, since=date(2020, 1, 1)) for rule in rulebook.general().rules),
    rulebook.general().combination,
)


def of_areas() -> RuleBook:
    """Return the general rules with what a league and a banner put over them, and one that asks builders only."""
    general = {rule.code: rule for rule in GENERAL.rules}
    stricter = replace(
        general["S1"],
        version=2,
        areas=("150221",),
        override_of="S1",
        weight=5,
        levels={Level.RED: (Bound("insurance_unpaid_months", Way.AT_LEAST, Decimal(1), "个月"),)},
    )
    builders = replace(general["P1"], industries=("E",))
    others = tuple(rule for rule in GENERAL.rules if rule.code != "P1")
    milder = Combination(score_red=None, score_yellow=12, oranges=0)
    return replace(
        GENERAL,
        rules=(*others, stricter, builders),
        areas=(("1502", Combination(worst=False)), ("150221", milder)),
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A banner of three hundred employers over fifteen months; of a year ago meters are known."""
    folder = tmp_path_factory.mktemp("banner")
    generate(folder, employers=300, months=15, seed=5)
    return Lake(str(folder / "lake"), durable=False)


def same(mine: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> None:
    """Compare rows by key: whole numbers and words exactly, what is not whole to six places."""
    mine, other = (one.sort_values(key, ignore_index=True) for one in (mine, other))
    assert_frame_equal(mine, other[list(mine.columns)], check_dtype=False, rtol=0, atol=1.1e-6)
    assert set(other.columns) == set(mine.columns)


def told(table: pd.DataFrame) -> pd.DataFrame:
    whole = [one.name for one in CATALOGUE if one.whole]
    return table.astype({**dict.fromkeys(NAMES, "float64"), **dict.fromkeys(whole, "Int64")})


@pytest.mark.parametrize("book", [GENERAL, of_areas()], ids=["general", "of areas"])
@pytest.mark.parametrize("peer", [Feeds, Planned])
def test_pandas_gives_the_same_answer(
    lake: Lake, book: RuleBook, peer: type[Feeds], tmp_path: Path
) -> None:
    engine = connect(lake, settings.ENGINE)
    done = assessing.Assessor(lake, engine).assess(book, as_of=AS_OF)
    engine.close()
    answer(peer(Path(lake.path)), book, as_of=AS_OF, out=tmp_path)

    files = sorted(Path(lake.path).glob("_warning/values/*.parquet"))
    assert len(files) == len(list((tmp_path / "values").iterdir())) == 15
    for file in files:
        other = told(pd.read_parquet(file))
        mine = pd.read_parquet(tmp_path / "values" / f"{file.name.split('.')[0]}.parquet")
        same(mine, other, ["uscc"])
    assert other.set_index("uscc")[list(NAMES)].any().sum() >= 14  # the banner shows most of them
    assert other.power_fall_percent.isna().any()

    levels, hits = (assessing.read(lake, what, AS_OF).to_pandas() for what in ("levels", "hits"))
    same(pd.read_parquet(tmp_path / f"levels/{AS_OF}.parquet"), levels, ["uscc"])
    assert len(levels) == done.employers == 300
    judge = Judge(book, on=AS_OF)
    by = [judge.of(number) for number in hits.pop("decided")]
    hits["version"] = [one.rule.version for one in by]
    hits["override_of"] = [one.rule.override_of for one in by]
    hits["level"] = [one.level.rank for one in by]
    hits["indicator"] = [one.bound.indicator for one in by]
    hits["threshold"] = [f"{one.bound.way.value} {one.bound.value}" for one in by]
    same(pd.read_parquet(tmp_path / f"hits/{AS_OF}.parquet"), hits, ["uscc", "rule"])
    assert len(hits) == done.hits > 100
    assert hits.rule.nunique() >= 10
