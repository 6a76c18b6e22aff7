"""The indicators of the synthetic banner are those reckoned apart in plain Python; nobody is judged by what was not yet known.

The same tests run on DuckDB by default and on Spark by `script/test spark`.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from django.conf import settings

from tongzhou.demo.synthetic.feeds import generate
from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import Engine, connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import rulebook
from tongzhou.warning.indicators import assessing, replaying
from tongzhou.warning.indicators.catalogue import CATALOGUE, NAMES
from tongzhou.warning.indicators.judging import Judge
from tongzhou.warning.indicators.known import Reader, month_number
from tongzhou.warning.indicators.values import values
from tongzhou.warning.rules import Bound, Combination, Level, Rule, RuleBook, Way, judge

from .reckoned import Seen, reckon

pytestmark = pytest.mark.long
AS_OF = date(2024, 5, 31)
BOOK = RuleBook(
    tuple(replace(rule, since=date(2020, 1, 1)) for rule in rulebook.general().rules),
    rulebook.general().combination,
)
MAIN = {rule.code: rule.indicator for rule in BOOK.rules}


@pytest.fixture(scope="session")
def banner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A banner of two hundred employers over seventeen months, in a lake."""
    folder = tmp_path_factory.mktemp("banner")
    generate(folder, employers=200, months=17, seed=11)
    engine = connect(Lake(str(folder / "lake")), settings.ENGINE)
    kept.refresh(engine.lake, engine)
    engine.close()
    return folder / "lake"


@pytest.fixture
def engine(banner: Path) -> Iterator[Engine]:
    told = connect(Lake(str(banner)), settings.ENGINE)
    yield told
    told.close()


def on(engine: Engine, day: date) -> dict[str, dict[str, object]]:
    sql, schema = Reader(engine.lake, engine).values([day], values)
    return {row["uscc"]: row for row in engine.run(sql, schema).to_pylist()}


def nearly(value: float) -> object:
    return pytest.approx(
        value, abs=1e-6
    )  # of a deviation the order of sums shows in the last digits


def test_every_indicator_of_the_banner_is_what_plain_python_reckons(
    engine: Engine, banner: Path
) -> None:
    told, apart = on(engine, AS_OF), reckon(banner, AS_OF)
    assert set(told) == set(apart)
    for name in NAMES:
        close = nearly if name == "power_place" else (lambda value: value)
        wrong = {
            code: (row[name], apart[code][name])
            for code, row in told.items()
            if row[name] != (None if apart[code][name] is None else close(apart[code][name]))
        }
        assert wrong == {}, name
    # The banner shows something of most of them, so that the comparison says something.
    shown = {name for name in NAMES if any(row[name] for row in told.values())}
    assert len(shown) >= 14, sorted(set(NAMES) - shown)
    assert any(row["power_fall_percent"] is None for row in told.values())


def test_month_ends_that_are_asked_together_are_answered_as_each_alone(engine: Engine) -> None:
    days = [date(2023, 12, 31), date(2024, 2, 29), AS_OF]
    reader = Reader(engine.lake, engine)
    assert list(reader.together(days)) == [days]
    sql, schema = reader.values(days, values)
    told = engine.run(sql, schema).to_pylist()
    for day in days:
        mine = [row for row in told if row["asked_month"] == month_number(day)]
        assert {row["uscc"]: row for row in mine} == on(engine, day)
        assert len(mine) == 200


def test_the_rules_ask_nothing_the_catalogue_does_not_hold() -> None:
    asked = {name for rule in rulebook.general().rules for name in rule.indicators}
    assert asked <= set(NAMES)
    assert {one.name: one.unit for one in CATALOGUE if one.name in asked} == {
        name: rulebook.units()[name] for name in asked
    }


def test_whoever_paid_late_was_in_arrears_on_the_day_before_it_was_known(
    engine: Engine, banner: Path
) -> None:
    """What a bank tells later of an old month changes what is known from that day on, and nothing before."""
    rows = kept.read(engine, "payroll")
    paid = (
        rows.filter(rows.superseded_on < ibis.date(9999, 1, 1))
        .order_by("superseded_on", "uscc")
        .limit(1)
    )
    (one,) = engine.arrow(paid).to_pylist()
    assert one["owed"]
    before, after = date.fromordinal(one["superseded_on"].toordinal() - 1), one["superseded_on"]
    assert on(engine, before)[one["uscc"]]["wage_unpaid_people"] >= 1
    assert reckon(banner, before)[one["uscc"]]["wage_arrears_months"] > 0
    now = on(engine, after)[one["uscc"]]["wage_arrears_months"]
    assert now == reckon(banner, after)[one["uscc"]]["wage_arrears_months"]


def test_a_feed_that_fell_silent_is_missing_and_not_zero(engine: Engine) -> None:
    late = on(engine, date(2024, 10, 31))
    for name in ("complaints_30d", "court_signs_365d", "gathering_stage", "insured_drop_percent"):
        assert {row[name] for row in late.values()} == {None}, name


def test_before_its_first_delivery_the_platform_of_projects_is_missing_and_not_zero(
    engine: Engine,
) -> None:
    """What is told in February of January lies in the lake today, and says nothing of the end of January."""
    asked = ("project_missing_items", "project_unpaid_months")
    first, then = on(engine, date(2023, 1, 31)), on(engine, date(2023, 2, 28))
    for name in asked:
        assert {row[name] for row in first.values()} == {None}, name
        assert {row[name] for row in then.values()} >= {0, 1}, name


def some_values(draw: random.Random) -> dict[str, float | int | None]:
    told: dict[str, float | int | None] = {}
    for one in CATALOGUE:
        value: float | int = draw.choice([0, 1, 2, 3, 5, 10, 12, 30, 31, 50, 70, 79, 80, 95, 100])
        told[one.name] = None if draw.random() < 0.25 else value if one.whole else float(value)
    return told


def test_whole_columns_are_judged_as_one_employer_is(engine: Engine) -> None:
    draw = random.Random(5)
    rows = [
        {"uscc": f"E{n}", "county": draw.choice(["150221", "150203", "150102"]), "industry": draw.choice("CEF"), **some_values(draw)}
        for n in range(300)
    ]  # fmt: skip
    stricter = replace(
        next(r for r in BOOK.rules if r.code == "S1"),
        version=2,
        areas=("150221",),
        override_of="S1",
        levels={Level.RED: (Bound("insurance_unpaid_months", Way.AT_LEAST, Decimal(1), "个月"),)},
    )
    builders = replace(next(r for r in BOOK.rules if r.code == "P1"), industries=("E",))
    milder = Combination(score_red=None, score_yellow=40, oranges=0)
    areas = (("1502", Combination(worst=False)), ("150221", milder))
    off = replace(next(r for r in BOOK.rules if r.code == "U1"), areas=("150203",), override_of="U1", on=False)  # fmt: skip
    rules_ = (*(r for r in BOOK.rules if r.code != "P1"), stricter, builders, off)
    book = replace(BOOK, rules=rules_, areas=areas)
    asked = Judge(book, on=AS_OF)
    types = {one.name: pa.int64() if one.whole else pa.float64() for one in CATALOGUE}
    schema = pa.schema([(n, pa.string()) for n in ("uscc", "county", "industry")] + list(types.items()))  # fmt: skip
    table = engine.view("drawn", pa.Table.from_pylist(rows, schema))
    decided = engine.table(asked.decided(table), "drawn_decided")
    columns = {row["uscc"]: row for row in engine.arrow(decided).to_pylist()}
    combined = {row["uscc"]: row for row in engine.arrow(asked.combined(decided)).to_pylist()}
    for row in rows:
        code = row["uscc"]
        exact = {n: None if row[n] is None else Decimal(str(row[n])) for n in NAMES}
        rules = book.asked(on=AS_OF, region=row["county"], industry=row["industry"])
        first = {c: judge(rule, exact)[0] for c, rule in rules.items()}
        warns = frozenset(c for c, level in first.items() if level.warns)
        hits = {}
        for rule_code in asked.codes:
            found = columns[code][rule_code]
            if rule_code not in rules:
                assert found == -2
                continue
            level, _value, bound = judge(rules[rule_code], exact, warns)
            hits[rule_code] = (rules[rule_code].weight, level)
            assert assessing.LEVELS[found // 1000 if found > 0 else found] is level
            assert found <= 0 or asked.of(found).bound == bound
        way = book.combining(row["county"])
        assert assessing.LEVELS[combined[code]["level"]] is way.level(hits.values())
        assert combined[code]["score"] == book.combination.score(hits.values())
        assert combined[code]["grey"] == sum(level is Level.GREY for _, level in hits.values())


def test_a_new_month_is_reckoned_alone_and_equals_the_rebuilding(
    banner: Path, tmp_path: Path
) -> None:
    """Drop the last deliveries, assess, let them arrive, refresh: the same as everything from the beginning."""
    shutil.copytree(banner, tmp_path / "lake", ignore=shutil.ignore_patterns("_*"))
    lake = Lake(str(tmp_path / "lake"), durable=False)
    later = [p for feed in lake.feeds() for p in lake.parts(feed) if p.received_on > date(2024, 4, 30)]  # fmt: skip
    # The new month also corrects what was told of earlier ones.
    assert {p.period for p in later if p.feed == "payroll"} > {"2024-04"}
    aside = {part.path: Path(part.path).read_bytes() for part in later}
    for path in aside:
        Path(path).unlink()
    engine = connect(lake, settings.ENGINE)
    assessor = assessing.Assessor(lake, engine)
    first = assessor.assess(BOOK, as_of=date(2024, 4, 30), months=3)
    assert (first.months_reckoned, first.months_kept) == (3, 0)
    for path, content in aside.items():
        Path(path).write_bytes(content)
    refreshed = assessor.assess(BOOK, as_of=AS_OF, months=4)
    assert (refreshed.months_reckoned, refreshed.months_kept) == (1, 3)
    assert kept.beside(lake, "payroll")  # what was told of earlier months made none of them anew
    told = {what: assessing.read(lake, what, AS_OF) for what in ("levels", "hits")}
    hits = list(assessing.hits(lake, BOOK, AS_OF))
    indicators = on(engine, AS_OF)
    rebuilt = assessor.assess(BOOK, as_of=AS_OF, anew=True, months=4)
    levels = assessing.read(lake, "levels", AS_OF).to_pylist()
    assert rebuilt.partly == sum(row["level"] == Level.CALM.rank and row["grey"] > 0 for row in levels)  # fmt: skip
    assert rebuilt.months_reckoned == 4
    for what, table in told.items():
        assert assessing.read(lake, what, AS_OF).equals(table), what
    assert on(engine, AS_OF) == indicators
    engine.close()
    _hits_explain_themselves(hits)


def _hits_explain_themselves(hits: list[assessing.Hit]) -> None:
    assert len(hits) > 10
    for hit in hits:
        assert hit.level.warns
        assert hit.value is not None
        assert hit.threshold is not None
        assert hit.threshold.way.holds(hit.value, hit.threshold.value)
        assert len(hit.series) == 12
        assert hit.series[-1] == hit.value, (
            hit
        )  # the months are those of the indicator that decided
    others = {h.rule for h in hits if h.threshold and h.threshold.indicator != MAIN[h.rule]}
    assert others  # some were decided by another than the rule is named after


def test_a_changed_threshold_is_replayed_on_what_was_known_then(
    banner: Path, tmp_path: Path
) -> None:
    shutil.copytree(banner, tmp_path / "lake", ignore=shutil.ignore_patterns("_*"))
    lake = Lake(str(tmp_path / "lake"), durable=False)
    engine = connect(lake, settings.ENGINE)
    as_of = date(2024, 5, 15)
    assessing.Assessor(lake, engine).assess(BOOK, as_of=as_of, months=6)
    before: Rule = next(r for r in BOOK.rules if r.code == "W2")
    after = before.changed(
        since=as_of, levels={Level.YELLOW: (Bound("wage_unpaid_people", Way.AT_LEAST, Decimal(1), "人"),)}
    )  # fmt: skip
    told = replaying.replay(before, after, as_of=as_of, months=5, lake=lake, engine=engine)
    assert [row["month"] for row in told] == ["2023-12", "2024-01", "2024-02", "2024-03", "2024-04"]
    for row, day in zip(told, (date(2023, 12, 31), date(2024, 1, 31)), strict=False):
        people = {code: r["wage_unpaid_people"] or 0 for code, r in reckon(tmp_path / "lake", day).items()}  # fmt: skip
        assert row["hits_before"] == sum(n >= 3 for n in people.values())
        assert row["hits_after"] == sum(n >= 1 for n in people.values())
        assert row["confirmed_after"] <= row["hits_after"]
        rows = reckon(tmp_path / "lake", day).values()
        assert row["grey_before"] == sum(r["wage_unpaid_people"] is None for r in rows)
    assert [row["confirmed_after"] is None for row in told] == [False, False, True, True, True]
    longer = replaying.replay(before, after, as_of=as_of, months=9, lake=lake, engine=engine)
    assert [row["month"] for row in longer[-5:]] == [row["month"] for row in told]
    assert longer[0]["month"] == "2023-08"
    assert longer[0]["hits_before"] is None  # nothing was reckoned for it: grey, never nought
    assert longer[0]["confirmed_before"] is None
    (here,) = replaying.replay(before, after, as_of=as_of, months=1, area="150221", lake=lake, engine=engine)  # fmt: skip
    firms = {row["uscc"] for row in Seen(tmp_path / "lake", as_of).rows("employers", "uscc") if row["county"] == "150221"}  # fmt: skip
    april = reckon(tmp_path / "lake", date(2024, 4, 30))
    assert here["hits_after"] == sum((april[code]["wage_unpaid_people"] or 0) >= 1 for code in firms)  # fmt: skip
    engine.close()
