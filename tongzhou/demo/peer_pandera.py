"""The checks of a file of filings as a good hand writes them in pandas with pandera: the whole file at once, every rule a check of a column.

For the bench alone. The same rows stay out for the same reasons as with `lines.filing.bulk`, the same are remarked, the same repeat an earlier one;
a test holds both against each other. Credit codes and check characters are asked of one cell at a time, as pandera's manual does; the rest is
reckoned by whole columns. Less is asked here all the same: a cell is read one way only, nobody is told how to mend a row, and the whole file lies in memory.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from stdnum.cn import uscc

from tongzhou.law import NotRecorded, amount
from tongzhou.law.retirement import MAN, WOMAN_50, WOMAN_55, YEAR, groups
from tongzhou.lines.filing.bulk import floors
from tongzhou.lines.filing.rules.checking import AHEAD, GROWN, LEAST_YEARS, LONGEST_PROBATION
from tongzhou.registry import identity

# No office has them: whoever measures installs them with the tests.
pd: Any = import_module("pandas")
pa: Any = import_module("pandera.pandas")
Frame: TypeAlias = Any
Series: TypeAlias = Any

COLUMNS = (
    "uscc", "employer_name", "number", "name", "term", "starts_on", "ends_on", "probation_months", "pay", "job", "region_id", "signed_on",
)  # fmt: skip
KEY = ["number", "uscc", "starts_on"]
DAYS, MONEY = ("starts_on", "ends_on", "signed_on"), "pay"
TERMS = {"固定期限": "fixed", "无固定期限": "open", "以完成一定工作任务为期限": "task"}
MOST_YUAN = 10_000_000
UNREADABLE = "^[=＝]|^[0-9](?:[.][0-9]+)?[eE][+][0-9]+$|[\ue000-\uf8ff\ufffd]"
DAY = pd.Timedelta(days=1)
END_OF_MONTH = 31
FIRST_LINE = 2  # under the head


@dataclass(frozen=True)
class Answer:
    """What a file comes to: by line and code why rows stay out, what is remarked of others; which lines repeat an earlier one; fen."""

    refused: Frame
    remarked: Frame
    repeats: list[int]
    fen: int  # of all rows whose pay can be read


def answer(path: Path, *, on: date) -> Answer:
    """Read and check a CSV whose head is that of `demo.filings`."""
    frame = _derived(_read(path), on)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        refused = _failures(_refusing(on), frame)
        good = frame.drop(index=refused["index"].unique())
        remarked = _failures(_remarking(), good)
    double = remarked["check"] == "multiple_fields_uniqueness"
    return Answer(
        _told(refused),
        _told(remarked[~double]),
        sorted(int(n) + FIRST_LINE for n in remarked.loc[double, "index"].unique()),
        int(frame["fen"].sum()),
    )


def _read(path: Path) -> Frame:
    frame = pd.read_csv(path, header=0, names=list(COLUMNS), dtype=str, keep_default_na=False)
    # What is read, and whether something stood there that could not be.
    for code in DAYS:
        text, frame[code] = (
            frame[code],
            pd.to_datetime(frame[code], format="%Y-%m-%d", errors="coerce"),
        )
        frame[f"{code}_read"] = frame[code].notna() | (text == "")
    for code, most in (("probation_months", floors.MOST_PROBATION), (MONEY, MOST_YUAN)):
        text, number = frame[code], pd.to_numeric(frame[code], errors="coerce")
        frame[code] = number.where(number.between(0, most))
        frame[f"{code}_read"] = frame[code].notna() | (text == "")
    frame["pay_told"] = frame[MONEY].notna() | ~frame["pay_read"]
    hundredfold = frame[MONEY] * 100
    fen = hundredfold.round()
    exact = (fen - hundredfold).abs() < 1e-4
    frame["fen"] = fen.where(exact)
    frame["fen_read"] = frame["pay_read"] & (exact | hundredfold.isna())
    return frame


def _derived(frame: Frame, on: date) -> Frame:
    """Add the columns the rules are asked of, so that each is a check of one column."""
    starts, ends, number = frame["starts_on"], frame["ends_on"], frame["number"]
    term = frame["term"] = frame["term"].map(TERMS)
    frame["days"] = (ends - starts).dt.days
    frame["until_start"] = (starts - pd.Timestamp(on)).dt.days
    frame["ends"] = np.where(ends.notna(), "end", "none")
    frame["term_ends"] = term + " " + frame["ends"]
    born = pd.to_datetime(number.str.slice(6, 14), format="%Y%m%d", errors="coerce")
    frame["born"] = born
    frame["age"] = (_as_number(starts) - _as_number(born)) // 10_000
    months = _whole_months(starts, ends + DAY)
    allowed = np.select(
        [term == "open", *((term == "fixed") & (months >= p.least) for p in LONGEST_PROBATION)],
        [LONGEST_PROBATION[0].most, *(p.most for p in LONGEST_PROBATION)],
        default=np.nan,
    )
    of = frame["probation_months"]
    probation = (of > 0) & starts.notna()
    short = (term == "task") | ((term == "fixed") & (months < LONGEST_PROBATION[-1].least))
    frame["probation_allowed"] = ~(probation & short)
    both = probation & ~np.isnan(allowed)
    last = _months_after(starts, of.where(both, 0).fillna(0)) - DAY
    most = _months_after(starts, pd.Series(allowed, frame.index).where(both, 0).fillna(0)) - DAY
    frame["probation_over"] = (last - most).dt.days.where(both)
    _add_floors(frame)
    _add_retired(frame, on)
    return frame


def _as_number(days: Series) -> Series:
    return days.dt.year * 10_000 + days.dt.month * 100 + days.dt.day


def _months_after(days: Series, months: Series) -> Series:
    """Return the corresponding day so many months on, or the last of a month that lacks it."""
    known = days.fillna(pd.Timestamp(2000, 1, 1)).to_numpy("datetime64[D]")
    month = known.astype("datetime64[M]")
    there = month + months.to_numpy("int64")
    last = (there + 1).astype("datetime64[D]") - there.astype("datetime64[D]")
    in_month = np.minimum(known - month.astype("datetime64[D]"), last - np.timedelta64(1, "D"))
    found = pd.Series(there.astype("datetime64[D]") + in_month, days.index)
    return found.where(days.notna())


def _whole_months(first: Series, until: Series) -> Series:
    """Return how many months have passed whole; the last day of a month ends any."""
    months = (until.dt.year - first.dt.year) * YEAR + until.dt.month - first.dt.month
    short = (until.dt.day < first.dt.day) & ~until.dt.is_month_end
    return months - short.astype(int)


def _add_floors(frame: Frame) -> None:
    """Add by how many fen the pay is above the minimum: one that was compared with its text, one that was not."""
    table = []
    for region in frame["region_id"].unique():
        for since in floors.changes():
            try:
                found = amount("minimum_wage", on=since, region=region)
            except (NotRecorded, ValueError):
                continue
            table.append((region, since, int(found.value * 100), found.verified))
    least = pd.DataFrame(table, columns=["region_id", "starts_on", "floor", "verified"])
    least["starts_on"] = pd.to_datetime(least["starts_on"]).astype(frame["starts_on"].dtype)
    asked = frame.loc[frame["starts_on"].notna(), ["region_id", "starts_on"]].reset_index()
    found = pd.merge_asof(
        asked.sort_values("starts_on"),
        least.sort_values("starts_on"),
        on="starts_on",
        by="region_id",
    ).set_index("index")
    over = frame["fen"] - found["floor"]
    verified = found["verified"].eq(True).reindex(frame.index, fill_value=False)
    frame["over_floor"] = over.where(verified)
    frame["over_unread_floor"] = over.where(~verified)


def _add_retired(frame: Frame, on: date) -> None:
    """Add whether somebody is over age whatever the post, and whether a woman is unless her post is managerial."""
    born, today = frame["born"], pd.Timestamp(on)
    asked = frame["starts_on"].where(frame["starts_on"] > today, today)
    day = asked.dt.day.where(~asked.dt.is_month_end, END_OF_MONTH)
    asked_on = (asked.dt.year * YEAR + asked.dt.month - 1) * 100 + day
    month = born.dt.year * YEAR + born.dt.month - 1
    births = month.dropna().unique()

    def reached(code: str) -> Series:
        of = groups()[code]
        reaches = {m: m + of.was * YEAR + of.delay(int(m)) for m in births}
        return asked_on >= month.map(reaches) * 100 + born.dt.day

    woman = pd.to_numeric(frame["number"].str.slice(16, 17), errors="coerce") % 2 == 0
    late = reached(WOMAN_55)
    frame["retired"] = late.where(woman, reached(MAN))
    frame["retired_by_post"] = woman & reached(WOMAN_50) & ~late


def _is_identity(number: str) -> bool:
    return (
        len(number) == identity.LENGTH
        and number[:17].isdigit()
        and identity.check_character(number[:17]) == number[17]
    )


def _words(code: str, most: int, *, filled: bool) -> Any:
    checks = [
        pa.Check.str_length(max_value=most, error=f"{code}!"),
        pa.Check(lambda s: ~s.str.contains(UNREADABLE), error=f"{code}!"),
    ]
    if filled:
        checks.append(pa.Check.str_length(min_value=1, error=f"{code}?"))
    return pa.Column(str, checks)


def _holds(error: str) -> Any:
    return pa.Column(bool, pa.Check(lambda s: s, error=error))


def _refusing(on: date) -> Any:
    """Return what keeps a row out."""
    Check, Column = pa.Check, pa.Column
    now = pd.Timestamp(on)
    return pa.DataFrameSchema(
        {
            "uscc": Column(str, Check(uscc.is_valid, element_wise=True, error="uscc!")),
            "employer_name": _words("employer_name", 200, filled=True),
            "number": Column(str, Check(_is_identity, element_wise=True, error="number!")),
            "born": Column(
                checks=Check.in_range(
                    pd.Timestamp(identity.EARLIEST_BIRTH, 1, 1), now, error="number!"
                ),
                nullable=True,
            ),
            "name": _words("name", 100, filled=True),
            "job": _words("job", 60, filled=False),
            "term": Column(nullable=False),
            "region_id": Column(str, Check.isin(floors.counties(), error="F101")),
            **{f"{code}_read": _holds(f"{code}!") for code in (*DAYS, "probation_months")},
            "fen_read": _holds("pay!"),
            "probation_months": Column(
                checks=Check(lambda s: s % 1 == 0, error="probation_months!"), nullable=True
            ),
            "age": Column(checks=Check.ge(LEAST_YEARS, error="F102"), nullable=True),
            "days": Column(checks=Check.ge(0, error="F105"), nullable=True),
            "term_ends": Column(
                checks=[Check.ne("fixed none", error="F106"), Check.ne("open end", error="F107")],
                nullable=True,
            ),
            "until_start": Column(checks=Check.le(AHEAD.days, error="F108"), nullable=True),
            "probation_allowed": _holds("F111"),
            "probation_over": Column(checks=Check.le(0, error="F112"), nullable=True),
            "pay_told": _holds("F113"),
            "fen": Column(checks=Check.gt(0, error="F114"), nullable=True),
            "over_floor": Column(checks=Check.ge(0, error="F115"), nullable=True),
        }
    )


def _remarking() -> Any:
    """Return what is remarked of a row that is good, and which repeats an earlier one."""
    Check, Column = pa.Check, pa.Column
    return pa.DataFrameSchema(
        {
            "age": Column(checks=Check.ge(GROWN, error="F103"), nullable=True),
            "retired": Column(checks=Check(lambda s: ~s, error="F104")),
            "retired_by_post": Column(checks=Check(lambda s: ~s, error="F126")),
            "over_unread_floor": Column(checks=Check.ge(0, error="F116"), nullable=True),
            "signed_on": Column(
                checks=Check(lambda s: s.notna(), ignore_na=False, error="F123"), nullable=True
            ),
        },
        unique=KEY,
        report_duplicates="exclude_first",
    )


def _failures(schema: Any, frame: Frame) -> Frame:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as wrong:
        found: Frame = wrong.failure_cases
        return found
    return pd.DataFrame({"check": [], "index": [], "column": []})


def _told(failures: Frame) -> Frame:
    """Return line and code of each failure, once."""
    code = failures["check"].where(failures["check"] != "not_nullable", failures["column"] + "!")
    lines = failures["index"].astype("int64") + FIRST_LINE
    told = pd.DataFrame({"line": lines, "code": code}).drop_duplicates()
    return told.sort_values(["line", "code"], ignore_index=True)
