"""The indicators of the catalogue once more, in plain Python and row by row: what the expressions are tested against. Shares no code with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]


def number(day: date) -> int:
    return day.year * 12 + day.month - 1


@cache
def delivered(file: Path) -> pa.Table:
    """Return what a delivery holds: it is never written twice, and asked for as it stood on many days."""
    return pq.read_table(file)


class Seen:
    """The raw deliveries of a lake as they stood on a day: the last row of each key that had been received."""

    def __init__(self, lake: Path, as_of: date) -> None:
        self.lake, self.as_of, self.now = lake, as_of, number(as_of)

    def rows(self, feed: str, *key: str) -> list[Row]:
        found: dict[tuple[Any, ...], Row] = {}
        files = (p for p in (self.lake / feed).rglob("*.parquet"))
        every = [row for path in files for row in delivered(path).to_pylist()]
        for row in sorted(every, key=lambda r: (r["received_on"], r["delivery"])):
            if row["received_on"] <= self.as_of:
                found[tuple(row[k] for k in key)] = row
        for row in found.values():
            if "month" in row:
                row["age"] = self.now - number(row["month"])
        return list(found.values())


def reckon(lake: Path, as_of: date) -> dict[str, Row]:
    """Return every indicator by employer; None is missing."""
    seen = Seen(lake, as_of)
    firms = {row["uscc"]: row for row in seen.rows("employers", "uscc")}
    told: dict[str, Row] = {code: defaultdict(lambda: None) for code in firms}
    for part in (_wages, _insurance, _meters, _tax, _events, _projects, _reports, _filings):
        part(seen, firms, told)
    return told


def _by(rows: list[Row], *key: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key[0]] if len(key) == 1 else tuple(row[k] for k in key)].append(row)
    return found


def _wages(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    pay = _by(seen.rows("payroll", "uscc", "worker", "month"), "uscc")
    reports = _by(seen.rows("contact_reports", "uscc", "month"), "uscc")
    complaints = _by(seen.rows("complaints", "number"), "uscc")
    for code in firms:
        since: list[date] = []
        people, sure = [0], False
        for month in _by([r for r in pay[code] if r["age"] < 12], "month").values():
            short = [r for r in month if r["paid_fen"] < r["due_fen"] and r["due_on"] < seen.as_of]
            sure = sure or month[0]["age"] <= 2
            if short:
                since.append(min(r["due_on"] for r in short))
                people.append(len(short))
        newest = min((r["age"] for r in reports[code]), default=12)
        for row in reports[code]:
            if row["age"] == newest <= 2:
                sure = True
                people.append(row["arrears_people"])
                if row["arrears_people"]:
                    since.append(row["arrears_since"])
        for row in complaints[code]:
            fresh = row["happened_on"] > seen.as_of - timedelta(days=90)
            if row["wages"] and fresh and row["outcome"] in {None, "confirmed"}:
                people.append(row["people"])
                if row["owed_since"] and row["owed_since"] <= seen.as_of:
                    since.append(row["owed_since"])
        if since or sure or max(people):
            days = (seen.as_of - min(since)).days if since else 0
            nobody = 0.0 if not max(people) else None
            told[code]["wage_arrears_months"] = max(round(days / 30, 2), 0.01) if since else nobody
            told[code]["wage_unpaid_people"] = max(people)


def _latest(months: dict[int, Any], back: int = 3) -> int | None:
    return next((age for age in range(back + 1) if months.get(age) is not None), None)


def _insurance(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code, rows in _by(seen.rows("insurance", "uscc", "month"), "uscc").items():
        heads = {r["age"]: r["heads"] for r in rows}
        age = _latest(heads)
        if code not in firms or age is None:
            continue
        told[code]["insurance_unpaid_months"] = sum(
            r["due_fen"] > r["paid_fen"] for r in rows if 0 <= r["age"] < 12
        )
        told[code]["heads"] = heads[age]
        if heads.get(age + 1):
            told[code]["insured_drop_percent"] = round(
                (heads[age + 1] - heads[age]) * 100 / heads[age + 1], 6
            )


def _meters(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    read = _by(seen.rows("utilities", "uscc", "month", "kind"), "uscc", "kind")
    for kind, name in (("power", "power_fall_percent"), ("water", "water_fall_percent")):
        pairs: dict[str, tuple[int, int]] = {}
        for code in firms:
            months = {r["age"]: r["quantity"] for r in read[code, kind]}
            age = _latest(months, 2)
            if age is not None and months.get(age + 12):
                pairs[code] = months[age], months[age + 12]
            if kind == "water" and age is not None:
                told[code]["water_unpaid_months"] = sum(
                    r["due_fen"] > r["paid_fen"] for r in read[code, kind] if 0 <= r["age"] < 12
                )
        for code, (now, then) in pairs.items():
            common = _common(pairs, firms, code)
            told[code][name] = round((1 - (now / then) / common) * 100, 6)
        if kind == "power":
            _place(pairs, firms, told)


def _peers(firms: dict[str, Row], code: str, *, sector: bool) -> Callable[[str], bool]:
    mine = firms[code]
    return lambda other: (
        firms[other]["county"][:4] == mine["county"][:4]
        and (not sector or firms[other]["industry"] == mine["industry"])
    )


def _common(pairs: dict[str, tuple[int, int]], firms: dict[str, Row], code: str) -> float:
    for sector in (True, False):
        like = _peers(firms, code, sector=sector)
        others = [pair for other, pair in pairs.items() if other != code and like(other)]
        if len(others) >= 5:
            return min(1.0, sum(n for n, _ in others) / sum(t for _, t in others))
    return 1.0


def _place(pairs: dict[str, tuple[int, int]], firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code, (now, then) in pairs.items():
        like = _peers(firms, code, sector=True)
        ratios = [n / t for other, (n, t) in pairs.items() if like(other)]
        if spread := pstdev(ratios):
            told[code]["power_place"] = (now / then - fmean(ratios)) / spread


def _tax(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code, rows in _by(seen.rows("tax", "uscc", "month"), "uscc").items():
        year = [r for r in rows if 0 <= r["age"] < 12]
        if code in firms and any(r["age"] <= 7 for r in year):
            told[code]["tax_unpaid_periods"] = sum(
                r["due_fen"] > r["paid_fen"] or r["zero_return"] for r in year
            )


def _within(seen: Seen, feed: str, days: int) -> Iterator[Row]:
    for row in seen.rows(feed, "number"):
        if seen.as_of - timedelta(days=days) < row["happened_on"] <= seen.as_of:
            yield row


def _events(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code in firms:
        for name in ("complaints_30d", "arbitrations_30d", "arbitration_people_30d", "court_signs_365d",
                     "owner_unreachable", "equipment_moved", "gathering_stage"):  # fmt: skip
            told[code][name] = 0
    for row in _within(seen, "complaints", 30):
        told[row["uscc"]]["complaints_30d"] += 1
    for row in _within(seen, "disputes", 30):
        told[row["uscc"]]["arbitrations_30d"] += 1
        told[row["uscc"]]["arbitration_people_30d"] += row["people"]
    for row in _within(seen, "court", 365):
        gone = row["kind"] == "owner_missing"
        told[row["uscc"]]["owner_unreachable" if gone else "court_signs_365d"] += 1
    stages = {"strike_talk": 1, "strike_planned": 2, "strike_happening": 3}
    for row in _within(seen, "field_signs", 90):
        mine = told[row["uscc"]]
        if row["sign"] in {"owner_unreachable", "equipment_moved"}:
            mine[row["sign"]] += 1
        mine["gathering_stage"] = max(mine["gathering_stage"], stages.get(row["sign"], 0))


def _projects(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code in firms:
        told[code]["project_missing_items"] = told[code]["project_unpaid_months"] = 0
    for code, rows in _by([r for r in seen.rows("projects", "project", "month") if 0 <= r["age"] < 12], "uscc").items():  # fmt: skip
        missing, unpaid, silent, untold = [], [], False, False
        for one in _by(rows, "project").values():
            last = min(one, key=lambda r: r["age"])
            items = [last[k] for k in ("account", "deposit", "real_name")]
            if last["age"] <= 2:
                missing.append(items.count(False))
                silent = silent or None in items
            recent = [r["monthly_pay"] for r in one if r["age"] <= 2]
            unpaid.append(recent.count(False))
            untold = untold or None in recent
        for name, counts, blind in (
            ("missing_items", missing, silent),
            ("unpaid_months", unpaid, untold),
        ):
            most = max(counts, default=None)
            told[code][f"project_{name}"] = None if blind and not most else most


def _reports(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    for code, rows in _by(seen.rows("contact_reports", "uscc", "month"), "uscc").items():
        last = min(rows, key=lambda r: r["age"])
        if code in firms and last["age"] <= 2:
            told[code]["layoff_people"] = last["layoffs_planned"]
            told[code]["layoff_share_percent"] = round(
                last["layoffs_planned"] * 100 / last["heads"], 6
            )


def _filings(seen: Seen, firms: dict[str, Row], told: dict[str, Row]) -> None:
    filed = _by(seen.rows("filings", "contract"), "uscc")
    for code in firms:
        heads = told[code]["heads"]
        if heads:
            active = [
                r
                for r in filed[code]
                if r["starts_on"] <= seen.as_of
                and (r["ended_on"] is None or r["ended_on"] > seen.as_of)
                and (r["ends_on"] is None or r["ends_on"] >= seen.as_of)
            ]
            told[code]["filing_rate_percent"] = round(min(len(active) * 100 / heads, 100.0), 6)
