"""The two questions asked of the region: who will owe wages, and what do inspections find."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .region import month_start

ARREARS = """\
version = 1
name = "欠薪预警（合成区域）"

[data]
files = ["events.parquet"]
entity = "uscc"
row_id = "event_no"
event_date = "happened_on"
known_date = "received_on"
snapshot = {snapshot}

[[data.static]]
columns = ["county", "industry", "workers"]
known_date = "first_row"

[cohort]
lookback_days = 365
min_history_days = 150

[label]
kind = "event"
where = "kind = '欠薪'"
windows_days = [91]
delay_days = 86

[asof]
test = {{ first = {first}, last = {last}, every = "1 month" }}
train = {{ every = "1 month", span_days = 730, min_history_days = 60 }}

[capacity]
names = [{names}]
shares = [0.05]

[features]
category = ["kind", "industry"]
static = ["workers"]
fixed_at_arrival = ["kind"]
windows_days = [60, 180]
half_lives_days = [60]

[baselines]
use = ["random", "last_year", "count", "decay", "group_rate", "label_count", "logistic_few"]
group_rate = ["industry", "size"]

[groups]
by = ["county", "industry", "size"]

[bootstrap]
repeats = 400
"""

INSPECTIONS = """\
version = 1
name = "检查查实（合成区域）：为何要有随机抽查"

[data]
files = ["inspections.parquet"]
entity = "uscc"
row_id = "visit_no"
event_date = "checked_on"
known_date = "recorded_on"
visit_probability = "draw_probability"
snapshot = {snapshot}

[[data.static]]
columns = ["county", "industry", "workers"]
known_date = "first_row"

[cohort]
unit = "entity"
min_history_days = 90

[label]
kind = "finding"
value = "found"
unvisited = "exclude"
windows_days = [91]
delay_days = 5

[asof]
test = {{ first = {first}, last = {last}, every = "3 months" }}
train = {{ every = "2 months", span_days = 730, min_history_days = 60 }}

[capacity]
shares = [0.1]

[features]
category = ["industry"]
static = ["workers"]
audit_only = ["officer"]

[models]
use = ["logistic"]

[baselines]
group_rate = ["industry"]

[groups]
by = ["county", "officer"]
min_group = 100

[order]
officer = "officer"

[bootstrap]
repeats = 400
"""


def write_questions(folder: Path, months: int, start: date) -> None:
    """Write the configs for a region of so many months; the last lists are drawn as late as their windows allow."""
    snapshot = month_start(months, start)
    first, last = month_start(max(months - 10, months // 2), start), month_start(months - 6, start)
    told = {"snapshot": snapshot, "first": first, "last": last, "names": 20}
    (folder / "arrears.toml").write_text(ARREARS.format(**told), "utf-8")
    (folder / "inspections.toml").write_text(
        INSPECTIONS.format(**{**told, "last": month_start(months - 4, start)}), "utf-8"
    )
