"""`where` means what SQL means; SQLite is asked as a witness."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.warning.backtest.table import Events
from tongzhou.warning.backtest.where import parse
from tongzhou.warning.backtest.words import Wrong

from .test_reading import events

TABLE = [
    ("甲", 1.0, "x"),
    ("乙", 2.0, "y"),
    ("丙", None, "x"),
    ("丁", -3.5, None),
    ("戊", 0.0, "O'Neil 公司"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Events:
    lines = [
        f"{n},2023-01-0{i + 1},{'' if v is None else v},{k or ''}"
        for i, (n, v, k) in enumerate(TABLE)
    ]
    data = "单位,日期,v,k\n" + "\n".join(lines)
    return events(tmp_path_factory.mktemp("w"), data.encode())


ATOMS = st.sampled_from(
    ["v = 1", "v != 1", "v < 2", "v >= -3.5", "v is null", "v is not null", "k = 'x'", "k != 'x'", "k in ('x', 'y')",
     "k not in ('x')", "k is null", "k = 'O''Neil 公司'", "v in (0, 2)", "not v > 0"]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda p: f"({p[0]}) {p[1]} ({p[2]})"
        ),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(written=CONDITIONS)
def test_it_matches_what_sqlite_matches(told: Events, written: str) -> None:
    base = sqlite3.connect(":memory:")
    base.execute("create table t (n, v, k)")
    base.executemany("insert into t values (?, ?, ?)", TABLE)
    wanted = {n for (n,) in base.execute(f"select n from t where {written}")}
    base.close()
    rows = parse(written, ["v", "k"], at="a.toml:1").match(told)
    assert {told.entities[code] for code in told.entity[rows]} == wanted


def test_days_are_compared_as_days(told: Events) -> None:
    rows = parse("日期 >= 2023-01-02 and 日期 < '2023/1/4'", ["日期"], at="").match(told)
    assert rows.sum() == 2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("kk = 'x'", "是否为“k”"), ("k = ", "…"), ("k = 'x", "无法识别"), ("k = null", "is null"), ("(k = 'x'", ")"),
        ("k = 'x' k", "多出"), ("__import__('os')", "没有"), ("k like 'x'", "缺少比较"), ("v = 1; drop", "无法识别"),
    ],
)  # fmt: skip
def test_what_is_not_a_condition_is_told(written: str, said: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse(written, ["v", "k"], at="a.toml:3")
    assert said in wrong.value.said.zh
    assert "a.toml:3" in wrong.value.said.zh


def test_a_cell_decided_later_is_empty_until_then(tmp_path: Path) -> None:
    data = "单位,日期,因,定\n甲,2023-01-01,门,2023-03-01\n乙,2023-01-01,门,\n丙,2023-01-01,,\n"
    more = '[[data.later]]\ncolumns = ["因"]\nknown_date = "定"'
    table = events(tmp_path, data.encode(), more=more)
    condition = parse("因 = '门'", ["因"], at="")
    march = int(table.day("定").min())
    assert condition.match(table, as_of=march).tolist() == [False, False, False]
    decided = condition.match(table, as_of=march + 1)
    assert [table.entities[code] for code in table.entity[decided]] == ["甲"]


def test_a_long_condition_is_no_deep_one(told: Events) -> None:
    many = " or ".join(f"v = {n}" for n in range(1500))
    assert parse(many, ["v"], at="").match(told).sum() == 3
    every = " and ".join(["v is not null"] * 1500)
    assert parse(every, ["v"], at="").match(told).sum() == 4
    assert parse("not " * 2001 + "v > 0", ["v"], at="").match(told).sum() == 2


@pytest.mark.parametrize("written", ["日期 >= 2019-13-45", "日期 >= '2019-13-45'", "日期 in ('2019/2/30')"])  # fmt: skip
def test_a_day_that_is_none_is_told(written: str) -> None:
    with pytest.raises(Wrong, match=r"a\.toml:3.*没有“2019"):
        parse(written, ["日期"], at="a.toml:3")


def test_a_text_in_double_quotes_is_told_to_stand_in_single_ones() -> None:
    with pytest.raises(Wrong) as wrong:
        parse('k = "x"', ["k"], at="a.toml:1")
    assert "'x'" in wrong.value.said.zh
