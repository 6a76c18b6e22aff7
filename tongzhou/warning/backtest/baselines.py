"""Counting, before learning: what a model must beat. Definitions: the interface of the back-test, §4."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .arrays import NEVER, Arrow, Codes, Floats, iso, lottery
from .cohort import Members
from .features import Builder
from .words import Wrong, nearest

YEAR = 365
SHRINK = 20  # members of prior in a cell of the group rate
FAR = 20_000


@dataclass(frozen=True)
class Counted:
    """What the baselines know of each member."""

    last_year: Floats
    count: Floats
    days_since: Floats
    decay: Floats
    days_since_visit: Floats
    label_last_year: Floats
    label_count: Floats
    draw: Floats


def counted(builder: Builder, members: Members, seed: int, names: list[str]) -> Counted:
    """Count rows (or findings) known before the morning of each member."""
    question = builder.question
    line = builder.findings() if question.value else builder.rows()
    lookback = question.config.cohort.lookback_days or 2 * NEVER
    entity, day = members.entity, members.day
    last = line.last_day(entity, day)
    visit_line = builder.visits() if question.value else builder.rows()
    visit = visit_line.last_day(entity, day)
    label = builder.findings() if question.value else builder.matching("label")
    return Counted(
        last_year=line.count(entity, day - YEAR, day).astype(np.float64),
        count=line.count(entity, day - lookback, day).astype(np.float64),
        days_since=np.where(last > -NEVER, day - last, FAR).astype(np.float64),
        decay=line.decay(YEAR, entity, day),
        days_since_visit=np.where(visit > -NEVER, day - visit, FAR).astype(np.float64),
        label_last_year=label.count(entity, day - YEAR, day).astype(np.float64),
        label_count=label.count(entity, day - lookback, day).astype(np.float64),
        draw=lottery(seed, f"random|{iso(members.as_of)}", names).astype(np.float64),
    )


def plain(name: str, told: Counted) -> Floats | None:
    """Return the score of a baseline that needs no training, None for one that does."""
    if name == "count_recency":
        return told.count + 1 / (2 + told.days_since)
    table = {
        "random": told.draw / 2.0**64,
        "last_year": told.last_year,
        "count": told.count,
        "decay": told.decay,
        "days_since_last_visit": told.days_since_visit,
        "label_last_year": told.label_last_year,
        "label_count": told.label_count,
    }
    return table.get(name)


def sizes(count: Floats, bins: tuple[int, ...]) -> tuple[Codes, list[str]]:
    """Put counts into the classes of `groups.size`: 0 · 1 · 2–4 · 5–9 · 10+."""
    edges = sorted(set(bins))
    names = [f"<{edges[0]}" if edges[0] > 1 else "0"] if edges else ["all"]
    for low, high in zip(edges, [*edges[1:], None], strict=True):
        names.append(
            f"{low}+" if high is None else str(low) if high == low + 1 else f"{low}–{high - 1}"
        )
    return np.searchsorted(np.array(edges), count, side="right").astype(np.int64), names


def group_codes(
    builder: Builder, members: Members, told: Counted, column: str
) -> tuple[Codes, list[str]]:
    """Return the group of each member by what was known that morning; for a visit its own cells, which are given."""
    if column == "size" and "size" not in builder.events.raw.names:
        return sizes(told.count, builder.question.config.groups.size.bins)
    _, values = builder.events.text(column)
    return builder.last_code(column, members), values


def check_groups(builder: Builder) -> None:
    """Say when a group is asked for by a column that is not there."""
    question = builder.question
    names = [*builder.events.raw.names, "size"]
    for columns, keys in (
        (question.config.groups.by, ("groups", "by")),
        (question.config.baselines.group_rate, ("baselines", "group_rate")),
        (
            [question.config.capacity.per] if question.config.capacity.per else [],
            ("capacity", "per"),
        ),
    ):
        for column in columns:
            if column not in names:
                near, at = nearest(column, names), question.asked.at(*keys)
                raise Wrong(
                    f"{at}：没有“{column}”这一列。{near.zh}",
                    f"{at}: there is no column “{column}”.{near.en}",
                )


def cells_of(groups: list[tuple[Codes, list[str]]], n: int) -> list[str]:
    """Name the cell of each member: its groups side by side."""
    if not groups:
        return [""] * n
    told = [np.array([*values, "·"], dtype=object)[codes] for codes, values in groups]
    return ["\x1f".join(parts) for parts in zip(*(one.tolist() for one in told), strict=True)]


def group_rate(train_cells: Arrow, label: Floats, weight: Floats, cells: Arrow) -> Floats:
    """Return (Σy + 20 π) / (n + 20) of each member's cell in closed windows, names counted by their weight (on average 1)."""
    seen = ~np.isnan(label)
    if not seen.any():
        return np.zeros(len(cells))
    w = weight[seen] / weight[seen].mean()
    frame = pd.DataFrame({"cell": train_cells[seen], "y": w * label[seen], "n": w})
    mean = float(frame["y"].sum() / frame["n"].sum())
    grouped = frame.groupby("cell")[["y", "n"]].sum()
    rate = (grouped["y"] + SHRINK * mean) / (grouped["n"] + SHRINK)
    table = dict(zip(rate.index.tolist(), rate.tolist(), strict=True))
    return np.array([table.get(cell, mean) for cell in cells.tolist()], dtype=np.float64)
