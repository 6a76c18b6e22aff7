"""The drawings of the scorecard as SVG, written by hand so that the same figures give the same bytes."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

from .run import Outcome

WIDE, HIGH, LEFT, TOP = 720, 300, 56, 24
COLOURS = ["#1f5fa8", "#b3541e", "#2f7d4f", "#7a4ea3", "#8a6d1c", "#5f6b76"]


def _frame(title: str, most: float, marks: list[str], body: list[str], percent: bool = True) -> str:
    lines = [
        f'<svg viewBox="0 0 {WIDE} {HIGH + 60}" role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(title)}</title>",
    ]
    for step in range(5):
        y = TOP + (HIGH - 60) * (1 - step / 4)
        told = most * step / 4
        lines.append(f'<line x1="{LEFT}" x2="{WIDE - 10}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        lines.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{f"{told:.0%}" if percent else f"{told:.2f}"}</text>'
        )
    width = (WIDE - LEFT - 10) / max(len(marks), 1)
    for place, mark in enumerate(marks):
        if len(marks) <= 12 or place % (len(marks) // 8) == 0:
            lines.append(
                f'<text x="{LEFT + width * (place + 0.5):.1f}" y="{HIGH - 14}" text-anchor="middle">{escape(mark)}</text>'
            )
    return "\n".join([*lines, *body, "</svg>"])


def splits_drawing(told: dict[str, Any], lang: str) -> dict[str, Any] | None:
    """Draw the deciding precision of the shown model and the baselines, list by list."""
    verdict = told["verdict"]
    window = verdict["window_days"]
    place = 0
    rows = [one for one in told["splits"] if one["window_days"] == window and one["at"]]
    if not rows:
        return None
    metric = verdict["at"].removeprefix("precision@")
    for at, one in enumerate(rows[0]["at"]):
        name = f"{one['share'] * 100:g}%" if "share" in one else str(one["k"])
        place = at if name == metric else place
    dates = sorted({one["as_of"] for one in rows})
    names = [verdict["model"], verdict["best_baseline"], "last_year", "random"]
    names = [
        name for name in dict.fromkeys(names) if name and any(one["model"] == name for one in rows)
    ]
    precise = {
        (one["model"], one["as_of"]): one["at"][place]["precision"]
        for one in rows
        if len(one["at"]) > place
    }
    values = [one["high"] or one["value"] for one in precise.values() if one["value"] is not None]
    most = max([*values, 0.05])
    width = (WIDE - LEFT - 10) / len(dates)

    def x(day: str) -> float:
        return LEFT + width * (dates.index(day) + 0.5)

    def y(value: float) -> float:
        return float(TOP + (HIGH - 60) * (1 - min(value / most, 1)))

    body = []
    for number, name in enumerate(names):
        colour, shift = COLOURS[number], (number - len(names) / 2) * 5
        points = [
            (x(day) + shift, precise[name, day])
            for day in dates
            if (name, day) in precise and precise[name, day]["value"] is not None
        ]
        for where, one in points:
            if one["low"] is not None:
                body.append(
                    f'<line x1="{where:.1f}" x2="{where:.1f}" y1="{y(one["low"]):.1f}" y2="{y(one["high"]):.1f}" stroke="{colour}" opacity=".45"/>'
                )
            body.append(
                f'<circle cx="{where:.1f}" cy="{y(one["value"]):.1f}" r="3.5" fill="{colour}"/>'
            )
        path = " ".join(f"{where:.1f},{y(one['value']):.1f}" for where, one in points)
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        body.append(
            f'<text x="{LEFT + 150 * number}" y="{HIGH + 20}" fill="{colour}">● {escape(name)}</text>'
        )
    title = (
        f"{verdict['at']}, {window} days, list by list"
        if lang == "en"
        else f"每张名单的{verdict['at']}（{window}天）"
    )
    return {"title": title, "svg": _frame(title, most, dates, body)}


def calibration_drawing(outcome: Outcome, lang: str) -> dict[str, Any] | None:
    """Draw what was said against what came, in ten bins, for the shown model."""
    verdict = outcome.told["verdict"]
    some = [
        one
        for one in outcome.splits.get(verdict["window_days"], [])
        if verdict["model"] in one.probabilities
    ]
    if not some:
        return None
    p = np.concatenate([one.probabilities[verdict["model"]] for one in some])
    label = np.concatenate([one.label for one in some])
    p, label = p[~np.isnan(label)], label[~np.isnan(label)]
    bins = [one for one in np.array_split(np.argsort(p, kind="stable"), 10) if len(one)]
    points = [(float(p[one].mean()), float(label[one].mean())) for one in bins]
    if not points:
        return None
    most = max(max(max(one) for one in points), 0.05)

    def x(value: float) -> float:
        return LEFT + (WIDE - LEFT - 10) * value / most

    def y(value: float) -> float:
        return TOP + (HIGH - 60) * (1 - value / most)

    body = [
        f'<line x1="{x(0):.1f}" y1="{y(0):.1f}" x2="{x(most):.1f}" y2="{y(most):.1f}" class="grid" stroke-dasharray="4 4"/>'
    ]
    body += [
        f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="4" fill="{COLOURS[0]}"/>' for a, b in points
    ]
    title = (
        f"What “{verdict['model']}” said (across) and what came (up)"
        if lang == "en"
        else f"“{verdict['model']}”所说的概率（横）与实际（纵）"
    )
    return {
        "title": title,
        "svg": _frame(title, most, [f"{most * (one + 0.5) / 4:.0%}" for one in range(4)], body),
    }
