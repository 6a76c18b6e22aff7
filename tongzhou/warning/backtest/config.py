"""The config: one TOML file, every key known, every mistake told with its line and the nearest right name.

Source: the interface of the back-test, §2. Keys beyond it: `data.time_zone`, `data.encoding`, `data.delimiter`, `data.fixed_at_arrival`.
"""

from __future__ import annotations

import re
import typing
from datetime import date

from msgspec import Struct, field

from .words import Wrong


class Later(Struct, frozen=True, forbid_unknown_fields=True):
    """Cells written after the row arrived: a column that says when, or "never"."""

    columns: list[str]
    known_date: str
    fixed_at_arrival: bool = False


class Static(Struct, frozen=True, forbid_unknown_fields=True):
    """Facts on the entity, usable from its first known row on."""

    columns: list[str]
    known_date: str = "first_row"
    fixed_at_arrival: bool = False


class Span(Struct, frozen=True, forbid_unknown_fields=True):
    """One complete stretch of the source: [from, until)."""

    value: str | int
    since: date = field(name="from")
    until: date


class Coverage(Struct, frozen=True, forbid_unknown_fields=True):
    """Where and when the source is complete."""

    spans: list[Span]
    by: str = ""


class Data(Struct, frozen=True, forbid_unknown_fields=True):
    """The event table."""

    files: list[str]
    entity: str
    event_date: str
    row_id: str = ""
    known_date: str = ""
    known_lag_days: int | None = None
    snapshot: date | None = None
    later: list[Later] = []
    static: list[Static] = []
    coverage: Coverage | None = None
    visit_probability: str = ""
    fixed_at_arrival: bool | list[str] = []
    time_zone: str = "Asia/Shanghai"
    encoding: str = ""
    delimiter: str = ""


class Cohort(Struct, frozen=True, forbid_unknown_fields=True):
    """Who could be on a list."""

    unit: typing.Literal["entity", "visit"] = "entity"
    where: str = ""
    lookback_days: int | None = None
    min_history_days: int = 0


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """What the list tries to foresee."""

    kind: typing.Literal["event", "finding"]
    windows_days: list[int]
    where: str = ""
    date: str = ""
    value: str = ""
    unvisited: typing.Literal["exclude", "negative", "weight"] = "exclude"
    gap_days: int = 0
    delay_days: int = 0


class TestDates(Struct, frozen=True, forbid_unknown_fields=True):
    """The days on which a list is drawn: a regular series, or named."""

    first: date | None = None
    last: date | None = None
    every: str = ""
    dates: list[date] = []


class Train(Struct, frozen=True, forbid_unknown_fields=True):
    """The earlier days that train a list."""

    every: str = "3 months"
    span_days: int = 1825
    min_history_days: int | None = None


class AsOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Test and training days."""

    test: TestDates
    train: Train = Train()
    freeze: bool = True


class Capacity(Struct, frozen=True, forbid_unknown_fields=True):
    """How many names the office can follow up."""

    names: list[int] = []
    shares: list[float] = []
    main: int | float | None = None
    per: str = ""


class Features(Struct, frozen=True, forbid_unknown_fields=True):
    """What may be learned from; any column not named here is not a feature."""

    category: list[str] = []
    amount: list[str] = []
    text: list[str] = []
    static: list[str] = []
    audit_only: list[str] = []
    never: list[str] = []
    windows_days: tuple[int, ...] = (30, 91, 182, 365)
    half_lives_days: tuple[int, ...] = (60, 180, 365)
    plugin: str = ""
    fixed_at_arrival: bool | list[str] = []


class Models(Struct, frozen=True, forbid_unknown_fields=True):
    """What learns."""

    use: tuple[typing.Literal["logistic", "boosting"], ...] = ("logistic", "boosting")
    calibrate: typing.Literal["platt", "isotonic", "none"] = "platt"
    seed: int = 7


BASELINES = ("random", "last_year", "count", "count_recency", "decay", "group_rate", "logistic_few")
MORE_BASELINES = ("days_since_last_visit", "label_last_year", "label_count")


class Baselines(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts without learning."""

    use: list[str] = []
    group_rate: list[str] = []


class Size(Struct, frozen=True, forbid_unknown_fields=True):
    """A group made of a number: lower bounds of the classes."""

    source: typing.Literal["count_lookback"] = field(name="from", default="count_lookback")
    bins: tuple[int, ...] = (1, 2, 5, 10)


class Groups(Struct, frozen=True, forbid_unknown_fields=True):
    """For whom error rates are shown."""

    by: list[str] = []
    size: Size = Size()
    min_group: int = 200
    reference: dict[str, str] = {}


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """Visits put in order: when they were made and by whom."""

    date: str = ""
    officer: str = ""


class Bootstrap(Struct, frozen=True, forbid_unknown_fields=True):
    """How intervals are drawn."""

    repeats: int = 1000
    cluster: typing.Literal["entity"] = "entity"
    level: float = 0.95
    seed: int = 7


class Leaks(Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding does."""

    on_found: typing.Literal["refuse", "report"] = "refuse"
    embargo_days: tuple[int, ...] = (0, 30, 60, 91)


class Output(Struct, frozen=True, forbid_unknown_fields=True):
    """Where results go: a folder beside the config, nowhere when it is not stated."""

    dir: str = ""
    predictions: bool = True
    plots: bool = True


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    version: int
    data: Data
    label: Label
    asof: AsOf
    capacity: Capacity
    name: str = ""
    cohort: Cohort = Cohort()
    features: Features = Features()
    models: Models = Models()
    baselines: Baselines = Baselines()
    groups: Groups = Groups()
    order: Order = Order()
    bootstrap: Bootstrap = Bootstrap()
    leaks: Leaks = Leaks()
    output: Output = Output()


STEP = re.compile(r"(\d*)\s*(day|week|month|quarter|year)s?")


def step(start: date, every: str, times: int) -> date:
    """Return the day `times` steps after `start`; months keep the day of the month, or take the last one."""
    told = STEP.fullmatch(every.strip())
    if not told:
        raise Wrong(f"间隔“{every}”无法识别", f"the step “{every}” is not understood")
    number = int(told[1] or 1) * times
    if told[2] in ("day", "week"):
        return date.fromordinal(start.toordinal() + number * (7 if told[2] == "week" else 1))
    months = number * {"month": 1, "quarter": 3, "year": 12}[told[2]]
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(start.day, 28))


def list_dates(config: Config) -> list[date]:
    """List the days on which a list is drawn, in order."""
    told = config.asof.test
    if told.dates:
        return sorted(set(told.dates))
    assert told.first is not None
    assert told.last is not None
    days, times = [told.first], 1
    if step(told.first, told.every, 1) <= told.first:
        raise Wrong(
            f"间隔“{told.every}”须大于0", f"the step “{told.every}” must be more than nothing"
        )
    while (day := step(told.first, told.every, times)) <= told.last:
        days.append(day)
        times += 1
    return days


def baselines_of(config: Config) -> list[str]:
    """List the baselines asked for; without a list, all that have a meaning here."""
    if config.baselines.use:
        return list(dict.fromkeys(config.baselines.use))
    names = [name for name in BASELINES if name != "group_rate" or config.baselines.group_rate]
    if config.label.kind == "finding":
        names.append("days_since_last_visit")
    elif config.label.where:
        names += ["label_last_year", "label_count"]
    return names
