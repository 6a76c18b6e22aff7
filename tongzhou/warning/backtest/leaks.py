"""Structural leak tests: proofs about our code (truncation, permuted future) and about rows (overlap, twins).

Definitions: the interface of the back-test, §5. No threshold can be argued with here: what is found, stops the run under `refuse`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Codes, Flags, Floats, generator, iso
from .cohort import Members
from .dates import parse_day
from .study import Study
from .table import Events
from .words import Said

STOPPING = ("truncation", "permuted_future", "row_overlap", "twins")
BY_COLUMN = ("one_column", "snapshot_column")


@dataclass(frozen=True)
class Finding:
    """What one test saw. `status`: passed · found · not_run."""

    test: str
    status: str
    statistic: float | None
    threshold: float | None
    said: Said
    columns: list[str] = field(default_factory=list)
    stops: bool = False  # whether it ends the run under `on_found = "refuse"`

    def told(self, lang: str) -> dict[str, Any]:
        """Return the entry of `leaks`."""
        told = {
            "test": self.test,
            "status": self.status,
            "statistic": self.statistic,
            "threshold": self.threshold,
            "detail": self.said.in_(lang),
            "columns": self.columns,
            "stops": self.stops,
        }
        if self.statistic is None or self.threshold is None:
            told["reason"] = told["detail"]
        return told


def not_run(test: str, zh: str, en: str) -> Finding:
    """Say that a test had nothing to look at."""
    return Finding(test, "not_run", None, None, Said(zh, en))


def _differ(one: Floats, other: Floats) -> Flags:
    return np.asarray(~((one == other) | (np.isnan(one) & np.isnan(other))))


def truncation(study: Study, t: int) -> Finding:
    """Rebuild cohort and features at `t` from a table without its future, and compare every cell."""
    members = study.members(t)
    cut = Study(study.question, study.events.truncated(t), study.given)
    again = cut.members(t)
    if not (
        np.array_equal(members.entity, again.entity) and np.array_equal(members.visit, again.visit)
    ):
        count = len(np.setxor1d(members.entity, again.entity))
        return Finding(
            "truncation", "found", float(count), 0.0,
            Said(f"去掉{iso(t)}起才可知的行后，名单成员变了{count}个：成员的确定用到了未来", f"Without rows known on or after {iso(t)} the cohort differs by {count} names: it was decided with the future"),
            [], stops=True,
        )  # fmt: skip
    levels = study.levels(t)
    wrong: dict[str, int] = {}
    if levels != cut.levels(t):
        for column in levels:
            if levels[column] != cut.levels(t)[column]:
                wrong[column] = 1
    days = np.unique(members.day)
    for day in days[:: max(1, len(days) // 4)].tolist():
        some = members.taken(members.day == day)
        other = cut if day == t else Study(study.question, study.events.truncated(day), study.given)
        _compare(study, other, some, levels, wrong)
    cells = sum(wrong.values())
    return Finding(
        "truncation", "found" if cells else "passed", float(cells), 0.0,
        Said(
            f"去掉{iso(t)}起才可知的行和单元后重算，{cells}处不同" + (f"：{'、'.join(sorted(wrong)[:8])}用到了未来" if cells else "，逐格一致"),
            f"Rebuilt without rows and cells known on or after {iso(t)}: {cells} cells differ" + (f": {', '.join(sorted(wrong)[:8])} used the future" if cells else ", all are the same"),
        ),
        sorted(wrong), stops=True,
    )  # fmt: skip


def _compare(
    study: Study, cut: Study, some: Members, levels: dict[str, list[int]], wrong: dict[str, int]
) -> None:
    at = np.arange(some.n)
    whole, again = study.design(some, at, levels), cut.design(some, at, levels)
    for place, name in enumerate(whole.names):
        if name not in again.names:
            wrong[whole.sources[place] or name] = some.n
            continue
        count = int(_differ(whole.values[:, place], again.values[:, again.names.index(name)]).sum())
        if count:
            told = whole.sources[place] or name
            wrong[told] = wrong.get(told, 0) + count
    one, other = study.counted(some), cut.counted(some)
    for name in ("last_year", "count", "decay", "days_since", "label_count"):
        count = int(_differ(getattr(one, name), getattr(other, name)).sum())
        if count:
            wrong[name] = wrong.get(name, 0) + count


def permuted_future(study: Study, t: int, window: int) -> Finding:
    """Deal the future anew among entities and late cells; the whole pipeline must give the same scores."""
    seed = study.config.models.seed
    # Visits looked at on their own day may use what became known in the period; their future begins after it.
    frozen = study.config.asof.freeze or not study.question.is_visit
    future = t if frozen else t + study.question.gap + max(study.config.label.windows_days)
    dealt = study.events.permuted_after(future, generator(seed, "future", t))
    other = Study(study.question, dealt, study.given if study.question.is_visit else dealt)
    one, again = study.draw(t, window, labels=False), other.draw(t, window, labels=False)
    wrong: dict[str, int] = {}
    if not np.array_equal(one.picked.entity, again.picked.entity):
        wrong["cohort"] = len(np.setxor1d(one.picked.entity, again.picked.entity))
    else:
        for told, told_again in (
            (one.scores, again.scores),
            (one.probabilities, again.probabilities),
        ):
            for name in told:
                count = (
                    int(_differ(told[name], told_again[name]).sum()) if name in told_again else 1
                )
                if count:
                    wrong[name] = max(wrong.get(name, 0), count)
    cells = sum(wrong.values())
    return Finding(
        "permuted_future", "found" if cells else "passed", float(cells), 0.0,
        Said(
            f"把{iso(t)}起才可知的行在对象之间打乱后重新训练打分，{cells}个分数不同" + (f"（{'、'.join(sorted(wrong))}）" if cells else "，逐个一致"),
            f"With rows known on or after {iso(t)} shuffled among entities, {cells} scores differ" + (f" ({', '.join(sorted(wrong))})" if cells else ", all are the same"),
        ),
        [], stops=True,
    )  # fmt: skip


def row_overlap(study: Study, dates: list[int], window: int) -> Finding:
    """Look for rows that feed the features and the label of the same list."""
    question, given = study.question, study.given
    day = given.day(question.label_date)
    label = question.label.match(given, outcome=True)
    if question.value:
        label &= ~np.isnan(given.number(question.value))
    both, example = 0, ""
    for t in dates:
        rows = (
            label
            & (given.known < t)
            & (day >= t + question.gap)
            & (day < t + question.gap + window)
        )
        rows &= np.isin(given.entity, study.members(t).entity)
        if rows.any() and not example:
            example = f"{given.raw.read.place(int(given.rows[np.flatnonzero(rows)[0]]))}，{iso(t)}"
        both += int(rows.sum())
    column = question.label_date
    return Finding(
        "row_overlap", "found" if both else "passed", float(both), 0.0,
        Said(
            f"有{both}行既作特征又作同一名单的结果（如{example}）：可知日期早于“{column}”，请核对可知日期和label.date" if both else "没有一行既作特征又作同一名单的结果",
            f"{both} rows feed both features and label of one list (e.g. {example}): known before “{column}”; check the known date and label.date" if both else "No row feeds both features and label of one list",
        ),
        sorted({column, study.config.data.known_date} - {""}) if both else [], stops=True,
    )  # fmt: skip


# --- twins ---------------------------------------------------------------------------------------


def _looks_like_dates(values: list[str]) -> bool:
    some = values[:: max(1, len(values) // 100)][:100]
    return bool(some) and sum(
        parse_day(one) is not None and not one.isdigit() for one in some
    ) >= 0.9 * len(some)


def _is_a_number_of_its_own(codes: Codes, values: list[str]) -> bool:
    """Whether no value comes twice and none is long text."""
    filled = int((codes >= 0).sum())
    return (
        filled > 50
        and len(values) > 0.98 * filled
        and max(map(len, values[:200])) < 20
        and not _has_amounts(values)
    )


def _has_amounts(values: list[str]) -> bool:
    """Whether the values are amounts with a fraction: these may well be all different."""
    some = values[:: max(1, len(values) // 100)][:100]
    return (
        sum("." in one and one.replace(".", "", 1).lstrip("-").isdigit() for one in some)
        > len(some) / 2
    )


COARSE = 50  # distinct values up to which a column only sorts rows into strata
RARE = 5  # rows that may share a content for it to be told apart


def content_columns(study: Study, events: Events) -> tuple[list[str], list[str]]:
    """List the columns that say what a row is about: coarse ones (strata), and fine ones (amounts, text).

    Neither numbers nor dates, nor facts of the entity: a column that, among like rows of one entity, mostly repeats.
    """
    data = study.config.data
    static = {column for one in data.static for column in one.columns}
    barred = {data.entity, data.row_id, data.visit_probability, *events.date_columns, *static}
    named = {*study.config.features.amount, *study.config.features.text}
    coarse: list[str] = []
    fine: list[str] = []
    for column in events.raw.names:
        if column in barred:
            continue
        codes, values = events.text(column)
        own = column not in named and _is_a_number_of_its_own(codes, values)
        if len(values) < 2 or _looks_like_dates(values) or own:
            continue
        (coarse if len(values) <= COARSE else fine).append(column)
    stratum = events.raw.content(coarse)[events.rows]
    order = np.lexsort((events.known, stratum, events.entity))
    like = (events.entity[order][1:] == events.entity[order][:-1]) & (
        stratum[order][1:] == stratum[order][:-1]
    )
    return coarse, [
        column for column in fine if _repeats(events.text(column)[0][order], like) <= 0.5
    ]


def _repeats(codes: Codes, like: Flags) -> float:
    """Return the share of neighbouring like rows with the same value."""
    filled = like & (codes[1:] >= 0) & (codes[:-1] >= 0)
    return float((codes[1:] == codes[:-1])[filled].mean()) if filled.any() else 0.0


def _pairs(entity: Codes, content: Any) -> Any:
    mixed = entity.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return content ^ (mixed ^ (mixed >> np.uint64(31)))


def _stand_twice(events: Events, content: Any, rows: Codes, past: Codes) -> int:
    """Count the rows whose entity has a row of the same content in the past."""
    mine = _pairs(events.entity[rows], content[rows])
    return int(np.isin(mine, _pairs(events.entity[past], content[past])).sum())


def _come_again(events: Events, content: Any, among: Flags, day: int) -> bool:
    """Whether contents of one entity come twice no oftener than those that come three times let expect.

    What repeats of itself (addresses, fees) does so at rates of its own: among mixed Poisson counts (2! n₂)² ≤ n₁ · 3! n₃. Copies make pairs.
    """
    rows = np.flatnonzero(among & (events.known < day))
    times = np.bincount(
        np.unique(_pairs(events.entity[rows], content[rows]), return_counts=True)[1]
    )
    once, twice, thrice = (int(times[n]) if len(times) > n else 0 for n in (1, 2, 3))
    return thrice > 0 and 4 * twice * twice <= 6 * once * thrice


def twins(study: Study, dates: list[int], window: int) -> Finding:
    """Look for rows of the label window that stand already, under another number and date, in the past."""
    events, question = study.given, study.question
    coarse, fine = content_columns(study, events)
    columns = [*fine, *coarse]
    if not fine:
        return not_run(
            "twins",
            "没有金额或文字之类能辨认一行的内容列，无从比较",
            "There are no amounts or texts by which a row could be told from another",
        )
    content = events.raw.content(columns)[events.rows]
    _, back, count = np.unique(content, return_inverse=True, return_counts=True)
    written = np.any([events.text(column)[0] >= 0 for column in fine], axis=0)
    rare = (count[back] <= RARE) & written
    label = question.label.match(events, outcome=True)
    day = events.day(question.label_date)
    draw = generator(study.seed, "twins")
    observed, expected, rows = 0, 0.0, 0
    before, before_rows = 0, 0  # the same in windows that had ended by the day of the list
    for t in dates[-4:]:
        later = np.flatnonzero(
            label
            & (day >= t + question.gap)
            & (day < t + question.gap + window)
            & (events.known >= t)
        )
        past = np.flatnonzero(events.known < t)
        rows += len(later)
        ended = np.flatnonzero(label & (events.known >= t - window) & (events.known < t))
        older = np.flatnonzero(events.known < t - window)
        before_rows += len(ended)
        before += _stand_twice(events, content, ended[rare[ended]], older)
        later = later[rare[later]]
        if not len(later) or not len(past):
            continue
        told = _pairs(events.entity[later], content[later])
        observed += _stand_twice(events, content, later, past)
        for _ in range(5):
            dealt = content[past].copy()
            for stratum in (True, False):
                mine = np.flatnonzero(label[past] == stratum)
                dealt[mine] = dealt[draw.permutation(mine)]
            expected += float(np.isin(told, _pairs(events.entity[past], dealt)).sum()) / 5
    if not rows:
        return not_run("twins", "结果期内没有可比较的行", "No rows in the label windows to compare")
    share = observed / rows
    found = observed >= 5 and observed > 5 * expected and share > 0.01
    usual = before / before_rows if before_rows else 0.0
    lawful = found and usual >= share / 2 and _come_again(events, content, rare & label, dates[-1])
    found = found and not lawful
    return Finding(
        "twins", "found" if found else "passed", share, 0.01,
        Said(
            f"结果期{rows}行中有{observed}行（{share:.1%}）在名单日之前已有同一对象、同样内容的行；打乱后应有约{expected:.1f}行（比较{'、'.join(columns[:6])}）"
            + ("。后来的行很可能被复制或重录进了过去" if found else f"。此前各期也有{usual:.1%}，且同样内容常有三次以上：同一对象的内容本来就会重复" if lawful else ""),
            f"Of {rows} rows in label windows {observed} ({share:.1%}) have a twin of the same entity and content before the list; shuffled, about {expected:.1f} would (compared: {', '.join(columns[:6])})"
            + (". Later rows were probably copied or registered again into the past" if found else f". Earlier windows have {usual:.1%} as well, and contents often come three times: they repeat within an entity of themselves" if lawful else ""),
        ),
        columns if found else [], stops=True,
    )  # fmt: skip
