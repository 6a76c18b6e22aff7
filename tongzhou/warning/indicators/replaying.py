"""Replaying other bounds on the past: what would have been hit at each month end, and of those how many were confirmed afterwards.

The indicators of a month end are those that were kept, reckoned from what was known then; only what came of it is known later.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import ibis

from tongzhou.warehouse.lake import here, kept
from tongzhou.warehouse.lake.engines import Engine, Table
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import rulebook
from tongzhou.warning.rules import Rule, RuleBook

from .judging import CALM, GREY, Judge
from .known import cut, month_end, month_number, period_of

MATTERS = ("complaints", "disputes", "inspections", "incidents", "credit")
CONFIRMED_WITHIN = 92  # days: three months
NOTHING_KNOWN = {
    "hits_before": None, "hits_after": None, "grey_before": 0, "grey_after": 0, "confirmed_before": None,
    "confirmed_after": None,
}  # fmt: skip
ALWAYS = date(1970, 1, 1)


def replay(
    before: Rule, after: Rule, *, as_of: date, months: int, area: str = "", lake: Lake | None = None, engine: Engine | None = None
) -> list[dict[str, Any]]:  # fmt: skip
    """Return {month, hits_before, hits_after, grey_before, grey_after, confirmed_before, confirmed_after} for each past month, oldest first.

    Grey are those of whom the data did not tell; a month in which it told of nobody has None for its hits, never nought.

    A hit is confirmed where a matter of that employer happened within three months and was found true (a complaint about wages, an award, an
    inspection that found something, an incident, a listing); None where three months are not over yet. Without `lake` and
    `engine`, those of the installation are asked. Raises LookupError where no month was reckoned.
    """
    lake = lake or here.open_lake()
    mine = engine or here.open_engine(lake)
    try:
        days = [month_end(month_number(as_of) - back) for back in range(months, 0, -1)]
        told = list(_replay(lake, mine, (before, after), days, as_of, area))
    finally:
        if engine is None:
            mine.close()
    if all(row == {"month": row["month"], **NOTHING_KNOWN} for row in told):
        raise LookupError("过去各月没有保存的指标，请先运行 tongzhou warn indicators")
    return told


def _replay(lake: Lake, engine: Engine, rules: tuple[Rule, Rule], days: list[date], as_of: date, area: str) -> Iterator[dict[str, Any]]:  # fmt: skip
    matters = _matters(lake, engine, as_of)
    for day in days:
        files = lake.files.glob(posixpath.join(lake.path, "_warning", "values", f"{day}.*.parquet"))
        if not files:
            yield {"month": period_of(month_number(day)), **NOTHING_KNOWN}
            continue
        values = engine.view("values_then", files[-1:])
        if area:
            values = values.filter(values.county.startswith(area))
        over = day + timedelta(days=CONFIRMED_WITHIN) <= as_of
        row: dict[str, Any] = {"month": period_of(month_number(day))}
        for name, rule in zip(("before", "after"), rules, strict=True):
            decided = _decided(values, rule)
            hit = decided.filter(decided.said > 0).select("uscc")
            grey = _count(engine, decided.filter(decided.said == GREY))
            told = _count(engine, decided.filter(decided.said >= CALM))
            row[f"hits_{name}"] = _count(engine, hit) if told else None
            row[f"grey_{name}"] = grey
            row[f"confirmed_{name}"] = None
            if told and over and matters is not None:
                after = matters.filter(
                    matters.happened_on > ibis.date(day.year, day.month, day.day),
                    matters.happened_on <= _day(day + timedelta(days=CONFIRMED_WITHIN)),
                )
                row[f"confirmed_{name}"] = _count(engine, hit.semi_join(after, "uscc"))
        yield row


def _decided(values: Table, rule: Rule) -> Table:
    """Return what a rule says of each employer, as `said`; the other rules of the book stand beside it as they are."""
    others = [one for one in rulebook.general().rules if one.code != rule.code]
    book = RuleBook(tuple(replace(one, since=ALWAYS, until=None, on=True) for one in (rule, *others)))  # fmt: skip
    judge = Judge(book, on=date.max)
    decided = judge.decided(values)
    return decided.select("uscc", said=decided[rule.code])


def _matters(lake: Lake, engine: Engine, as_of: date) -> Table | None:
    """Return uscc and happened_on of every matter that was found true, as far as it is known."""
    kept.refresh(lake, engine, feeds=MATTERS)  # some of which no indicator asks for
    found = []
    for feed in MATTERS:
        files = kept.files(lake, feed)
        if not files:
            continue
        rows = cut(engine.view(f"matters_{feed}", files), _day(as_of))
        if feed == "complaints":
            rows = rows.filter(rows.outcome == "confirmed", rows.wages)
        elif feed == "disputes":
            rows = rows.filter(rows.outcome == "confirmed")
        elif feed == "inspections":
            rows = rows.filter(rows.found)
        found.append(rows.select("uscc", "happened_on"))
    return ibis.union(*found) if len(found) > 1 else (found[0] if found else None)


def _day(day: date) -> Table:
    return ibis.date(day.year, day.month, day.day)


def _count(engine: Engine, rows: Table) -> int:
    told = engine.arrow(rows.agg(n=rows.uscc.nunique().cast("int64")))
    return int(told["n"][0].as_py())
