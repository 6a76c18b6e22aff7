"""时限表 — the proposed times of `data/clocks.yaml`, read. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tongzhou.law import Length, days, hours, working_days

PLACE = Path(__file__).parents[1] / "data" / "clocks.yaml"
MAKES = {"hours": hours, "days": days, "workdays": working_days}
LEVELS = ("red", "orange", "yellow", "blue")


@dataclass(frozen=True)
class Times:
    """What is expected at one level: signing, first feedback, and how often after it (None: not again)."""

    sign: Length
    feedback: Length
    repeat: Length | None = None


@dataclass(frozen=True)
class Timetable:
    """All of it."""

    levels: dict[str, Times]
    answer: Length
    judged: Length
    reviewed: Length
    again: Length  # after a feedback was sent back
    remind_at: int  # percent of the time that has passed


@cache
def timetable() -> Timetable:
    """Return the table. Raises ValueError where the file does not stand."""
    return read(yaml.safe_load(PLACE.read_text(encoding="utf-8")))


def read(raw: Any) -> Timetable:
    """Read the table. Raises ValueError with a sentence for whoever wrote it."""
    if not isinstance(raw, dict) or set(raw.get("levels") or ()) != set(LEVELS):
        raise ValueError(f"预警时限表须写明 {'、'.join(LEVELS)} 四个等级的时限")
    levels = {}
    for code in LEVELS:
        row = raw["levels"][code]
        again = row.get("repeat")
        levels[code] = Times(
            _length(row.get("sign")),
            _length(row.get("feedback")),
            _length(again) if again else None,
        )
    share = raw.get("remind_at")
    if not isinstance(share, int) or not 0 < share < 100:
        raise ValueError("预警时限表的 remind_at 须为 1 至 99 的整数（百分比）")
    return Timetable(
        levels,
        answer=_length(raw.get("answer")),
        judged=_length(raw.get("judged")),
        reviewed=_length(raw.get("reviewed")),
        again=_length(raw.get("again")),
        remind_at=share,
    )


def _length(raw: Any) -> Length:
    if not isinstance(raw, dict) or len(raw) != 1 or next(iter(raw)) not in MAKES:
        raise ValueError(f"时限“{raw}”不能读：应写成 {{hours: 24}}、{{days: 3}} 或 {{workdays: 3}}")
    ((unit, count),) = raw.items()
    if not isinstance(count, int) or count < 1:
        raise ValueError(f"时限“{raw}”的数值须为正整数")
    return MAKES[unit](count)
