"""The columns a config names: are they there, and do they hold what it says?"""

from __future__ import annotations

import numpy as np

from .asking import Asked
from .cohort import Question
from .config import Config, baselines_of
from .table import Events
from .words import Notice, Said, Wrong, nearest


def look(asked: Asked, events: Events, question: Question) -> list[str]:
    """See that the columns a config names are there and hold what it says; return those not proven to have read so on the day.

    Raises Wrong where a column is missing or of no use; whatever else is strange becomes a notice of the table.
    """
    raw, config = events.raw, asked.config
    features = config.features
    for key in ("category", "amount", "text", "static", "audit_only", "never"):
        for column in getattr(features, key):
            raw.need(column, "features", key)
    for place in config.data.static:
        for column in place.columns:
            raw.need(column, "data", "static", "columns")
    _check_value(asked, events, question)
    for column in features.amount:
        filled = raw.text(column)[0] >= 0
        if filled.any() and not raw.is_numeric(column):
            share = float(np.isnan(raw.number(column)[filled]).mean())
            raw.notices.append(
                Notice(
                    "amount_not_numeric",
                    Said(
                        f"“{column}”有{share:.1%}的单元不是数值，按空值处理",
                        f"{share:.1%} of the cells of “{column}” are no numbers and count as empty",
                    ),
                )
            )
    unproven = _unproven(config)
    if unproven:
        told = "、".join(unproven)
        raw.notices.append(
            Notice(
                "unproven_columns",
                Said(
                    f"未证明当日即如此的列（导出的单元往往是今天的状态）：{told}",
                    f"Columns not proven to have read so on the day (cells of an export are usually today's state): {', '.join(unproven)}",
                ),
            )
        )
    if not question.is_visit and (config.order.date or config.order.officer):
        said = Said(
            '[order]只用于 unit = "visit"：这里不排检查的先后，officer一列只是不参加被查与未查的比较',
            '[order] goes with unit = "visit": no visits are put in order here; the officer column is only left out where visited and unvisited are compared',
        )
        raw.notices.append(Notice("order_unused", said))
    _look_at_filling(events, question, unproven)
    _look_at_coverage(events, question)
    lead = config.label
    if (
        lead.kind == "event"
        and lead.where
        and "count" in baselines_of(config)
        and "label_count" not in baselines_of(config)
    ):
        raw.notices.append(
            Notice(
                "counts_count_all_rows",
                Said(
                    "基线last_year、count等计所有行；只计label.where相符的行，可加label_last_year、label_count",
                    "The baselines last_year, count, … count all rows; label_last_year and label_count count those of label.where only",
                ),
            )
        )
    return unproven


def _check_value(asked: Asked, events: Events, question: Question) -> None:
    """See that what was found is written in numbers, and chances of being drawn as chances."""
    raw, column = events.raw, question.value
    if column:
        filled = raw.text(column)[0] >= 0
        strange = filled & np.isnan(raw.number(column))
        if strange.any():
            codes, values = raw.text(column)
            at, cell = (asked.at("label", "value"), values[codes[np.flatnonzero(strange)[0]]])
            if strange.sum() == filled.sum():
                raise Wrong(
                    f"{at}：“{column}”中没有一个数值（如“{cell}”）；须为数值，大于0为查实",
                    f"{at}: not one cell of “{column}” is a number (“{cell}”); it must be, and is positive when > 0",
                )
            said = Said(
                f"“{column}”有{strange.sum()}个单元不是数值（如“{cell}”），按没有结果处理",
                f"{strange.sum()} cells of “{column}” are no numbers (“{cell}”) and count as without a result",
            )
            raw.notices.append(Notice("value_not_numeric", said))
    if chance := asked.config.data.visit_probability:
        q = raw.number(chance)
        outside = (raw.text(chance)[0] >= 0) & ~((q > 0) & (q <= 1))
        if outside.any():
            said = Said(
                f"“{chance}”有{outside.sum()}个单元不在0与1之间，不作概率使用",
                f"{outside.sum()} cells of “{chance}” lie outside 0 to 1 and are not used as probabilities",
            )
            raw.notices.append(Notice("probability_outside", said))


def _look_at_coverage(events: Events, question: Question) -> None:
    """Name groups of the coverage that stand in no row."""
    if not question.coverage_by:
        return
    values = events.raw.text(question.coverage_by)[1]
    for name in question.spans:
        if name != "*" and name not in values:
            column, near = question.coverage_by, nearest(name, values)
            said = Said(
                f"data.coverage写的“{name}”在“{column}”中没有。{near.zh}",
                f"data.coverage names “{name}”, which stands in no row of “{column}”.{near.en}",
            )
            events.raw.notices.append(Notice("coverage_value_unknown", said))


def _look_at_filling(events: Events, question: Question, unproven: list[str]) -> None:
    """Name unproven columns that are emptier in the newest rows: their cells are written later."""
    known = events.known[events.known <= question.snapshot]
    if len(known) < 1000:
        return
    newest = events.known > np.quantile(known, 0.97)
    for column in unproven:
        filled = events.text(column)[0] >= 0
        now, before = float(filled[newest].mean()), float(filled[~newest].mean())
        if before > 0.2 and now < 0.7 * before:
            said = Said(
                f"“{column}”在最新的行里只填了{now:.0%}，此前为{before:.0%}：单元是后来才写的，请在data.later写明何时可知",
                f"“{column}” is filled in {now:.0%} of the newest rows, {before:.0%} before: its cells are written later. State when in data.later",
            )
            events.raw.notices.append(Notice("cells_fill_later", said))


def _unproven(config: Config) -> list[str]:
    data, features = config.data, config.features
    proven: set[str] = set()
    for told in (data.fixed_at_arrival, features.fixed_at_arrival):
        if told is True:
            return []
        if isinstance(told, list):
            proven |= set(told)
    for later in data.later:
        proven |= set(later.columns) | {later.known_date}
    for static in data.static:
        proven |= set(static.columns)
    return [
        column
        for column in dict.fromkeys([*features.category, *features.amount, *features.text])
        if column not in proven
    ]
