"""A made-up table with known truth: the lifts of a city, their breakdowns, and cells that are written later."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

START = date(2016, 1, 1)
DAYS = 2600

CONFIG = """\
version = 1
name = "电梯故障"
[data]
files = ["lifts.csv"]
entity = "lift_no"
row_id = "report_no"
event_date = "happened_on"
known_date = "received_on"
snapshot = 2023-02-13
[[data.later]]
columns = ["cause", "repair_cost"]
known_date = "settled_on"
[[data.static]]
columns = ["district", "maker", "built"]
known_date = "first_row"
[cohort]
where = "kind = 'breakdown'"
lookback_days = 1095
min_history_days = 730
[label]
kind = "event"
windows_days = [91]
delay_days = 30
[asof]
test = { first = 2021-01-01, last = 2022-07-01, every = "6 months" }
train = { every = "6 months", span_days = 1825, min_history_days = 365 }
[capacity]
names = [20]
shares = [0.1]
[features]
category = ["cause", "district"]
amount = ["repair_cost"]
static = ["built"]
windows_days = [91, 365]
half_lives_days = [180]
[models]
use = ["logistic"]
[baselines]
group_rate = ["district", "size"]
[groups]
by = ["district", "size"]
min_group = 20
[bootstrap]
repeats = 100
"""

Row = dict[str, Any]


def rows(seed: int = 1, lifts: int = 200) -> list[Row]:
    """Return breakdowns in the order in which they were received."""
    draw = np.random.default_rng(seed)
    found: list[Row] = []
    for lift in range(lifts):
        rate = float(np.exp(draw.normal(-1.0, 1.0)))
        maker, district, built = (
            draw.choice(list("ABC")),
            draw.choice(["城东", "城西"]),
            int(draw.integers(1970, 2016)),
        )
        day, worse = int(draw.integers(0, 300)), 1.0
        while (day := day + max(1, int(draw.exponential(365 / (rate * worse))))) < DAYS:
            worse = 3.0 if draw.random() < 0.25 else 1.0
            received = day + int(draw.exponential(4))
            settled = received + int(draw.exponential(40))
            if received >= DAYS:
                continue
            late = settled >= DAYS
            found.append(
                {
                    "lift_no": f"梯{lift:04d}", "kind": "breakdown", "happened_on": day, "received_on": received,
                    "settled_on": "" if late else settled,
                    "cause": "" if late else draw.choice(["门", "钢丝", "电"], p=[0.5, 0.1, 0.4] if worse == 1 else [0.1, 0.7, 0.2]),
                    "repair_cost": "" if late else round(float(np.exp(draw.normal(6, 0.8))), 2),
                    "district": district, "maker": maker, "built": built,
                }
            )  # fmt: skip
    found.sort(key=lambda one: one["received_on"])
    for number, one in enumerate(found, 1):
        one["report_no"] = number
        for column in ("happened_on", "received_on", "settled_on"):
            if one[column] != "":
                one[column] = (START + timedelta(days=int(one[column]))).isoformat()
    return found


def write(folder: Path, table: list[Row], config: str = CONFIG, name: str = "lifts") -> Path:
    """Write table and config; return the config's path."""
    with (folder / "lifts.csv").open("w", encoding="utf-8", newline="") as file:
        told = csv.DictWriter(file, list(table[0]))
        told.writeheader()
        told.writerows(table)
    path = folder / f"{name}.toml"
    path.write_text(config, "utf-8")
    return path
