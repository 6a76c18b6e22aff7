"""A data officer's mistakes in the config are told with line, nearest name and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tongzhou.warning.backtest import asking
from tongzhou.warning.backtest.config import baselines_of, list_dates, step
from tongzhou.warning.backtest.words import Wrong

from .lifts import CONFIG


def read(folder: Path, text: str) -> asking.Asked:
    path = folder / "a.toml"
    path.write_text(text, "utf-8")
    return asking.read(path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('entity = "lift_no"', 'entitty = "lift_no"', ("a.toml:5", "entitty", "是否为“entity”")),
        ('kind = "event"', 'kind = "evnt"', ("a.toml:21", "label.kind")),
        ("[models]", '[models]\ncalibrate = "plat"', ("a.toml:37", "plat", "是否为“platt”")),
        ("version = 1", "version = 2", ("a.toml:1", "版本")),
        ("names = [20]\nshares = [0.1]", "", ("a.toml:27", "names")),
        ("windows_days = [91]\ndelay", "windows_days = [0]\ndelay", ("a.toml:22", "正整数")),
        ('every = "6 months" }', 'every = "6 moons" }', ("6 moons", "3 months")),
        ('train = { every = "6', 'train = { evry = "6', ("evry", "是否为“every”")),
        ("[capacity]", "[capacity]\nmain = 7", ("main", "7")),
        ('group_rate = ["district", "size"]', 'use = ["cuont"]', ("cuont", "是否为“count”")),
        ('columns = ["cause", "repair_cost"]\nknown_date = "settled_on"', 'columns = ["cause"]\nknown_date = "never"', ("cause", "never")),
        ("[features]", '[features]\nnever = ["built"]', ("built",)),
        ("[cohort]", '[cohort]\nunit = "visit"', ("visit", "finding")),
        ("snapshot = 2023-02-13", 'snapshot = "2023-13-01"', ("a.toml:9", "snapshot")),
        ("first = 2021-01-01", "first = 2021-02-30", ("a.toml:25", "没有2021-02-30这一天")),
        ("[bootstrap]", "[bootstrap]\nlevel = 95", ("bootstrap.level", "0.95")),
        ("delay_days = 30", "delay_days = -30", ("label.delay_days", "负数")),
        ("[cohort]", '[data.coverage]\nspans = [{ value = "城东", from = 2016-01-01, until = 2023-01-01 }]\n[cohort]', ("城东", "data.coverage.by")),
        ("version = 1", "version = ", ("a.toml:1", "TOML", "值的写法不对", "第1行")),
        ("version = 1", "version 1", ("a.toml:1", "缺少等号")),
        ('files = ["lifts.csv"]', 'files = "lifts.csv"', ("a.toml:4", "data.files", "应为列表", "却是加英文双引号的文字")),
        ('train = { every = "6 months"', 'train = { every = "0 months"', ("0 months", "大于0")),
        ('test = { first = 2021-01-01, last = 2022-07-01, every = "6 months" }', 'test = { first = 2021-01-01, last = 2022-07-01, every = "0 days" }', ("0 days", "大于0")),
        ("[models]", "[leaks]\nembargo_days = [0, -30]\n[models]", ("a.toml:37", "负数")),
        ('kind = "event"', 'kind = "event"\nvalue = "cause"', ("a.toml:22", "label.value", "finding")),
        ("snapshot = 2023-02-13", 'snapshot = 2023-02-13\ndelimiter = ";;"', ("a.toml:10", "一个字符", ";;")),
        ("min_group = 20", "min_group = 20\nsize = { bins = [] }", ("a.toml:43", "分界")),
        ("[cohort]", '[data.coverage]\nspans = [{ value = "*", from = 2024-01-01, until = 2020-01-01 }]\n[cohort]', ("a.toml:17", "2024-01-01", "2020-01-01")),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(
    tmp_path: Path, before: str, after: str, said: tuple[str, ...]
) -> None:
    assert before in CONFIG
    with pytest.raises(Wrong) as wrong:
        read(tmp_path, CONFIG.replace(before, after, 1))
    for word in said:
        assert word in wrong.value.said.zh
    assert wrong.value.said.en


def test_months_keep_the_day_or_take_the_last() -> None:
    assert step(date(2024, 1, 31), "1 month", 1) == date(2024, 2, 29)
    assert step(date(2024, 3, 31), "3 months", -1) == date(2023, 12, 31)
    assert step(date(2024, 1, 1), "2 weeks", 2) == date(2024, 1, 29)
    assert step(date(2024, 2, 29), "year", 1) == date(2025, 2, 28)


def test_dates_may_be_named_in_either_way(tmp_path: Path) -> None:
    regular = 'test = { first = 2021-01-01, last = 2022-07-01, every = "6 months" }'
    for named in (
        "test = { dates = [2022-01-01, 2021-01-01] }",
        "dates = [2022-01-01, 2021-01-01]",
    ):
        told = read(tmp_path, CONFIG.replace(regular, named)).config
        assert list_dates(told) == [date(2021, 1, 1), date(2022, 1, 1)]
    assert len(list_dates(read(tmp_path, CONFIG).config)) == 4


def test_without_a_list_every_meaningful_baseline_is_used(tmp_path: Path) -> None:
    told = read(tmp_path, CONFIG).config
    assert {"random", "count", "decay", "group_rate", "logistic_few"} <= set(baselines_of(told))
