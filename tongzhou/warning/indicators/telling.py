"""Telling the reasons: each hit in an officer's words, with value, threshold and twelve months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning.rules import Hit, RuleBook

from .assessing import LEVELS, Assessment, hits, read


def reason(hit: Hit, labels: Mapping[str, str]) -> str:
    """Return the sentence of a hit: 用电量同比降幅52.3%，达到50%（橙色）."""
    bound = hit.threshold
    value = "缺失"
    if hit.value is not None:
        value = bound.told(hit.value) if bound else f"{hit.value.normalize():f}"
    label = labels.get(bound.indicator if bound else hit.rule, hit.rule)
    return f"{label}{value}，{bound}（{hit.level.label}）"


def warned(lake: Lake, book: RuleBook, as_of: date) -> Iterator[dict[str, Any]]:
    """Yield each employer that is warned of, the gravest first: level, score, reasons. Raises LookupError."""
    from .catalogue import CATALOGUE

    labels = {one.name: one.label for one in CATALOGUE}
    by_employer: dict[str, list[Hit]] = {}
    for hit in hits(lake, book, as_of):
        by_employer.setdefault(hit.employer, []).append(hit)
    levels = read(lake, "levels", as_of).to_pylist()
    levels.sort(key=lambda row: (-row["level"], -row["score"], row["uscc"]))
    for row in levels:
        if row["hits"]:
            mine = sorted(by_employer[row["uscc"]], key=lambda h: (-h.level.rank, h.rule))
            yield {
                "uscc": row["uscc"],
                "county": row["county"],
                "industry": row["industry"],
                "level": LEVELS[row["level"]].value,
                "score": row["score"],
                "grey": row["grey"],
                "hits": [_told(hit, labels) for hit in mine],
            }


def _told(hit: Hit, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule": hit.rule,
        "version": hit.version,
        "level": hit.level.value,
        "value": None if hit.value is None else str(hit.value),
        "threshold": str(hit.threshold.value) if hit.threshold else None,
        "series": [None if one is None else str(one) for one in hit.series],
        "reason": reason(hit, labels),
    }


def summary(done: Assessment) -> dict[str, Any]:
    """Return what was done, as plain data."""
    return {
        "as_of": str(done.as_of),
        "employers": done.employers,
        "hits": done.hits,
        "levels": done.by_level,
        "calm_in_part": done.partly,
        "months_reckoned": done.months_reckoned,
        "months_kept": done.months_kept,
    }
