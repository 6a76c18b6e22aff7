"""Making the event table of the files: what cannot be used is set aside and counted, never silently dropped."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as compute

from .arrays import NEVER, Flags, iso, to_day
from .asking import Asked
from .reading import Read
from .table import Events, Raw
from .words import Notice, Said, Wrong

OLDEST = to_day(
    date(1900, 1, 1)
)  # no event table goes back further: a year such as 0019 is a slip of the hand


def load(read: Read, asked: Asked) -> Events:
    """Make the event table: check the columns, read dates, set aside what cannot be used and say so."""
    config, raw = asked.config.data, Raw(read, asked)
    raw.need(config.entity, "data", "entity")
    for key, column in (
        ("event_date", config.event_date),
        ("row_id", config.row_id),
        ("known_date", config.known_date),
        ("visit_probability", config.visit_probability),
    ):
        if column:
            raw.need(column, "data", key)
    raw.date_columns.add(config.event_date)
    if config.known_date:
        raw.date_columns.add(config.known_date)
    event = raw.day(config.event_date)
    codes, entities = raw.text(config.entity)
    known = (
        raw.day(config.known_date) if config.known_date else event + (config.known_lag_days or 0)
    )
    keep = (codes >= 0) & (event < NEVER)
    _tell(
        raw,
        "entity_missing",
        codes < 0,
        f"“{config.entity}”为空，未采用",
        f"have no “{config.entity}” and were left out",
    )
    _tell(
        raw,
        "event_date_missing",
        (codes >= 0) & (event >= NEVER),
        f"“{config.event_date}”为空，未采用",
        f"have no “{config.event_date}” and were left out",
    )
    if not keep.any():
        raise Wrong("没有一行同时写有对象和日期", "No row has both an entity and a date.")
    events = Events(raw, np.arange(raw.n), codes, entities, event, np.minimum(known, NEVER))
    events.row_ids = np.array(_row_ids(raw, config.row_id), dtype=object)
    for number, later in enumerate(config.later):
        day = np.full(raw.n, NEVER, dtype=np.int64)
        if later.known_date != "never":
            raw.need(later.known_date, "data", "later", "known_date")
            raw.date_columns.add(later.known_date)
            day = np.maximum(raw.day(later.known_date), events.known)
            events.later[later.known_date] = day
        for column in later.columns:
            raw.need(column, "data", "later", "columns")
            if column in events.later and number and column != later.known_date:
                day = np.maximum(day, events.later[column])
            events.later[column] = day
            if later.known_date == "never":
                events.never.add(column)
    events = _within(_dated(events.taken(keep), asked), asked)
    if not events.n:
        raise Wrong(
            "没有一行的日期可以采用：请核对日期列和取数日",
            "Not one row has a date that can be used: check the columns of dates and the snapshot",
        )
    return _in_order(_once(events, asked))


def _in_order(events: Events) -> Events:
    """Put the rows in the order in which they became known; of one day by when they happened, then by number, not by their place in the file.

    What stands last in a cell of an entity is decided so, though a whole month arrives on one day.
    """
    number = compute.rank(pa.array(events.row_ids.tolist(), pa.string()), tiebreaker="dense")
    return events.taken(np.lexsort((number.to_numpy(), events.event, events.known)))


def _tell(raw: Raw, code: str, rows: Flags, zh: str, en: str) -> None:
    count = int(rows.sum())
    if count:
        at = raw.read.place(int(np.flatnonzero(rows)[0]))
        raw.notices.append(
            Notice(code, Said(f"{count}行（自{at}起）{zh}", f"{count} rows (from {at}) {en}"))
        )


def _row_ids(raw: Raw, column: str) -> list[str]:
    """Return the number of each row; without one, the hash of its content."""
    if column:
        codes, values = raw.text(column)
        if (codes >= 0).all():
            return [values[code] for code in codes.tolist()]
        hashed = raw.content(raw.names)
        return [
            values[code] if code >= 0 else f"#{h:016x}"
            for code, h in zip(codes.tolist(), hashed.tolist(), strict=True)
        ]
    return [f"#{one:016x}" for one in raw.content(raw.names).tolist()]


def _dated(events: Events, asked: Asked) -> Events:
    """Settle known dates: missing ones, ones before the event, ones after the snapshot."""
    raw, config = events.raw, asked.config.data
    if not config.known_date and config.known_lag_days is None:
        raw.notices.insert(
            0,
            Notice(
                "known_date_missing",
                Said(
                    "没有人说明各行何时可知：按发生当日即知处理，结果可能偏好",
                    "Nobody stated when rows become known: they are taken as known on the day they happened, which may flatter",
                ),
            ),
        )
    lag, delay = config.known_lag_days or 0, asked.config.label.delay_days
    if not config.known_date and lag > delay:
        raw.notices.append(
            Notice(
                "delay_shorter_than_lag",
                Said(
                    f"各行发生{lag}天后才可知（known_lag_days），而delay_days只有{delay}天：训练时每期最后{lag - delay}天的结果当时还读不到，按没有发生计。delay_days宜不少于{lag}",
                    f"Rows become known {lag} days after they happened (known_lag_days), but delay_days is {delay}: of each training window the outcomes of the last {lag - delay} days could not be read yet and count as none. Let delay_days be {lag} at least.",
                ),
            )
        )
    if config.known_date and config.known_lag_days is not None:
        raw.notices.append(
            Notice(
                "known_lag_unused",
                Said(
                    f"同时写了known_date和known_lag_days：按“{config.known_date}”一列，不用天数",
                    f"Both known_date and known_lag_days are stated: the column “{config.known_date}” holds, the lag is not used",
                ),
            )
        )
    missing = events.known >= NEVER
    if missing.any():
        _tell(
            raw,
            "known_date_empty",
            _spread(events, missing),
            "没有可知日期：不作特征，只在截止日后作结果",
            "have no known date: never learned from, only counted as outcomes",
        )
    early = events.known < events.event
    if early.any():
        share = float(early.mean())
        slips = share <= 0.01
        _tell(
            raw,
            "known_before_event",
            _spread(events, early),
            "可知日期早于发生日期"
            + (
                "：按笔误处理，发生之前不采用"
                if slips
                else f"（占{share:.1%}）：可知日期这一列恐怕不对"
            ),
            "are known before they happened"
            + (
                ": taken as slips and not used before they happened"
                if slips
                else f" ({share:.1%}): the column of known dates is probably wrong"
            ),
        )
        if slips:
            events.known = np.maximum(events.known, events.event)
            events.later = {
                column: np.maximum(days, events.known) for column, days in events.later.items()
            }
    return events


def _within(events: Events, asked: Asked) -> Events:
    """Set aside rows that cannot be: dated before there were such tables, or after the day on which the file was drawn.

    A visit that is still to come is dated later and has no result yet: it stays.
    """
    raw, config = events.raw, asked.config
    old = events.event < OLDEST
    _tell(
        raw,
        "event_date_strange",
        _spread(events, old),
        f"“{config.data.event_date}”早于{iso(OLDEST)}，未采用",
        f"are dated before {iso(OLDEST)} in “{config.data.event_date}” and were left out",
    )
    snapshot = _day_drawn(events, asked)
    # A lag is what the office assumes of every row: whatever stands in the file was known when it was drawn.
    told = (events.known < NEVER) & bool(config.data.known_date)
    late = ~old & ((events.known > snapshot) & told | (events.event > snapshot))
    if config.cohort.unit == "visit" and config.label.value in raw.names:
        late &= ~(events.is_empty(config.label.value) & (events.event > snapshot))
    day = iso(snapshot)
    _tell(
        raw,
        "known_after_snapshot",
        _spread(events, late),
        f"发生日期或可知日期晚于{'取数日' if config.data.snapshot else '最后一个可信的可知日期'}{day}，未采用，请核对",
        f"happened or became known after {'the snapshot' if config.data.snapshot else 'the last known day that is no stray,'} {day}, and were left out: check them",
    )
    events = events.taken(~(old | late)) if (old | late).any() else events
    events.drawn = snapshot
    return events


def _spread(events: Events, rows: Flags) -> Flags:
    whole = np.zeros(events.raw.n, dtype=bool)
    whole[events.rows[rows]] = True
    return whole


def _once(events: Events, asked: Asked) -> Events:
    """Take each row number once: the copy known first."""
    ids = pd.factorize(events.row_ids)[0]
    order = np.lexsort((np.arange(events.n), events.known, ids))
    first = np.ones(events.n, dtype=bool)
    first[1:] = ids[order][1:] != ids[order][:-1]
    keep = np.zeros(events.n, dtype=bool)
    keep[order[first]] = True
    if keep.all():
        return events
    column = asked.config.data.row_id
    words = (
        (
            f"“{column}”重复，只取最先可知的一行",
            f"repeat a “{column}”; the one known first is taken",
        )
        if column
        else ("与另一行完全相同，只取一行", "are the same as another row; one is taken")
    )
    _tell(events.raw, "duplicate_rows", _spread(events, ~keep), *words)
    return events.taken(keep)


def _day_drawn(events: Events, asked: Asked) -> int:
    """Return the day the file was drawn; without one, the last known day that is no stray.

    Where a lag is assumed, nothing is read into the file that happened after its last row: windows of tests end by then.
    """
    config = asked.config.data
    if told := config.snapshot:
        return to_day(told)
    known = events.known
    if not config.known_date:
        known = events.event + min(config.known_lag_days or 0, asked.config.label.delay_days)
    known = np.sort(known[known < NEVER])
    if not len(known):
        raise Wrong("没有一行有可知日期", "No row has a known date.")
    most = int(known[int(0.999 * (len(known) - 1))])
    return int(known[known <= most + 366].max())


def snapshot_of(events: Events, asked: Asked) -> int:
    """Return the day the file was drawn, and say so where nobody stated it."""
    last = events.drawn
    if not asked.config.data.snapshot:
        events.raw.notices.append(
            Notice(
                "snapshot_missing",
                Said(
                    f"没有写明取数日，按最后一个可知日期{iso(last)}处理",
                    f"No snapshot is stated; the last known day {iso(last)} is taken",
                ),
            )
        )
    return last
