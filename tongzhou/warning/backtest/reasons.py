"""Why a name stands on a list, in words an officer can check: what raised a model's score most, or what a baseline counted."""

from __future__ import annotations

import re

import numpy as np

from .arrays import Codes
from .config import Config
from .drawn import Drawn

MOST = 3
WORDS = {
    "rows": ("记录", "rows"),
    "label": ("结果记录", "rows with the outcome"),
    "visits": ("检查", "visits"),
    "findings": ("查实", "findings"),
}
LINE = r"(rows|label|visits|findings)"
PHRASES = [
    (rf"{LINE}_(\d+)d", "近{1}天{0}数{v}", "{0} in {1} days: {v}"),
    (rf"{LINE}_ever", "历来{0}数{v}", "{0} ever: {v}"),
    (rf"{LINE}_decay_(\d+)d", "近期{0}密集度（半衰期{1}天）{v}", "recent {0} (half-life {1} days): {v}"),
    (rf"{LINE}_days_since", "距上次{0}{v}天", "days since the last of {0}: {v}"),
    (rf"{LINE}_days_since_first", "首次{0}至今{v}天", "days since the first of {0}: {v}"),
    (rf"{LINE}_per_year", "年均{0}数{v}", "{0} per year: {v}"),
    (r"findings_share", "历次检查中查实的比例{v}", "share of visits that found something: {v}"),
    (r"last_finding", "最近一次检查的结果为{v}", "result of the last visit: {v}"),
    (r"plugin:(.+)", "自编特征“{0}”为{v}", "own feature “{0}”: {v}"),
    (r"(.+)_sum_(\d+)d", "近{1}天“{0}”合计{v}", "{0} in {1} days: {v}"),
    (r"(.+)_mean_(\d+)d", "近{1}天“{0}”平均{v}", "mean {0} in {1} days: {v}"),
    (r"(.+)_peer_rows_365d", "同一“{0}”近365天记录数{v}", "rows of the same {0} in 365 days: {v}"),
    (r"(.+)_last", "最近的“{0}”为{v}", "last {0}: {v}"),
]  # fmt: skip
OF_BASELINES = {
    "random": ("随机抽取", "drawn by lot"),
    "last_year": ("近365天{line}{v}条", "{line} in 365 days: {v}"),
    "count": ("{back}{line}{v}条", "{line} {back}: {v}"),
    "decay": ("近期{line}密集度（半衰期365天）{v}", "recent {line} (half-life 365 days): {v}"),
    "label_last_year": ("近365天结果记录{v}条", "rows with the outcome in 365 days: {v}"),
    "label_count": ("{back}结果记录{v}条", "rows with the outcome {back}: {v}"),
    "group_rate": ("同类对象以往的发生率{p}", "past rate of its kind: {p}"),
    "logistic_few": ("按记录条数、近一年条数、距上次天数和所属组推算为{p}", "from counts, days since the last and group: {p}"),
    "days_since_last_visit": ("距上次检查{v}天", "days since the last visit: {v}"),
}  # fmt: skip


def reasons(drawn: Drawn, name: str, listed: Codes, config: Config, lang: str) -> list[list[str]]:
    """Say for each listed name why it stands there."""
    if name in OF_BASELINES or name == "count_recency":
        scores = drawn.scores[name]
        return [[_counted(name, float(scores[at]), config, lang)] for at in listed.tolist()]
    if name not in drawn.trained or drawn.design is None:
        return [[] for _ in listed]
    some = drawn.design.taken(listed)
    share = drawn.trained[name].fitted.contributions(some)
    told = []
    for row in range(len(listed)):
        top = [
            at
            for at in np.argsort(-share[row], kind="stable")[:MOST].tolist()
            if share[row, at] > 0
        ]
        told.append(
            [
                phrase(
                    some.names[at],
                    some.sources[at],
                    float(some.values[row, at]),
                    some.is_category[at],
                    lang,
                )
                for at in top
            ]
        )
    return told


def _counted(name: str, score: float, config: Config, lang: str) -> str:
    """Say what a baseline counted."""
    en = lang == "en"
    if name == "count_recency":  # ties by the most recent: the whole part is the count
        name, score = "count", float(int(score + 1e-9))
    days = config.cohort.lookback_days
    back = (
        ("in all" if days is None else f"in {days} days")
        if en
        else ("历来" if days is None else f"近{days}天")
    )
    line = WORDS["findings" if config.label.kind == "finding" else "rows"][en]
    return OF_BASELINES[name][en].format(v=_shown(score), p=f"{score:.1%}", back=back, line=line)


def _shown(value: float) -> str:
    if np.isnan(value):
        return "–"
    return f"{value:,.6g}" if value == int(value) else f"{value:,.3g}"


def phrase(name: str, source: str, value: float, is_category: bool, lang: str) -> str:
    """Say a feature and its value in words."""
    en = lang == "en"
    if is_category:
        column = name.removesuffix("_last")
        return f"its {column}" if en else f"所属“{column}”"
    shown = _shown(value)
    if source and name.startswith(f"{source}="):
        cell = name.removeprefix(f"{source}=")
        return (
            f"rows whose {source} is “{cell}”: {shown}"
            if en
            else f"“{source}”为“{cell}”的记录{shown}条"
        )
    for form, zh, english in PHRASES:
        hit = re.fullmatch(form, name)
        if hit:
            first, *rest = hit.groups() or ("",)
            words = WORDS[first][en] if form.startswith(LINE) else first
            return (english if en else zh).format(words, *rest, v=shown)
    return f"{name}: {shown}" if en else f"“{name}”为{shown}"
