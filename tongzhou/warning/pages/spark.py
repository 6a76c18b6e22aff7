"""小图 — twelve months of one indicator as a line, with gaps where months are missing and the bound as a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 132, 34, 4


@dataclass(frozen=True)
class Spark:
    """What a template draws: polylines, lone dots, marks of missing months, the bound, and all of it in words."""

    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    missing: tuple[float, ...]
    bound: float | None
    last: tuple[float, float] | None
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def spark(series: Sequence[str], *, bound: str = "", unit: str = "") -> Spark:
    """Return the drawing of a series of decimals in words, oldest first; an empty word is a missing month."""
    values = [_number(v) for v in series]
    limit = _number(bound)
    known = [v for v in (*values, limit) if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)

    def place(n: int, value: float) -> tuple[float, float]:
        return round(MARGIN + n * step, 1), _y(value, low, span)

    runs: list[list[tuple[float, float]]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(place(n, value))
    points = [p for run in runs for p in run]
    return Spark(
        lines=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        missing=tuple(round(MARGIN + n * step, 1) for n, v in enumerate(values) if v is None),
        bound=None if limit is None else _y(limit, low, span),
        last=points[-1] if points and values[-1] is not None else None,
        words="、".join(v or "缺" for v in series) + (unit and f"（{unit}）"),
    )


def _y(value: float, low: float, span: float) -> float:
    return round(HEIGHT - MARGIN - (value - low) / span * (HEIGHT - 2 * MARGIN), 1)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
