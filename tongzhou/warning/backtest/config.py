"""The config: one TOML file, every key known, every mistake told with its line and the nearest right name.

Source: the interface of the back-test, §2. Keys beyond it: `data.time_zone`, `data.encoding`, `data.delimiter`, `data.fixed_at_arrival`.
"""

from __future__ import annotations

import re
import tomllib
import types
import typing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Union

import msgspec
from msgspec import Struct, field

from .words import Wrong, nearest


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
    """Where results go."""

    dir: str = "out"
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


class Asked(typing.NamedTuple):
    """A config with what is needed to speak about it."""

    config: Config
    path: Path
    text: str

    def at(self, *keys: str) -> str:
        """Return “file:line” of a key, for a message."""
        return f"{self.path.name}:{line_of(self.text, keys)}"


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """Find the line on which a key stands (1-based); the line of its table, or 1, when it is not found."""
    best, depth, table = 1, 0, ()
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        here: list[str] = []
        if header:
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
            here = list(table)
        elif "=" in line:
            told = line.split("=", 1)[0].strip()
            here = [*table, *(part.strip(" \"'") for part in told.split("."))]
            inner = re.findall(r"[{,]\s*([\w-]+)\s*=", line)
            if (
                tuple(here) == keys[: len(here)]
                and keys[len(here) :][:1]
                and keys[len(here)] in inner
            ):
                here.append(keys[len(here)])
        if not here:
            continue
        shared = 0
        for one, other in zip(here, keys, strict=False):
            if one != other:
                break
            shared += 1
        if shared == len(here) and shared > depth:
            best, depth = number, shared
    return best


def read(path: Path) -> Asked:
    """Read and check the config. Raises `Wrong` with file and line."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise Wrong(f"找不到配置文件“{path}”", f"There is no config file “{path}”.") from None
    except (OSError, UnicodeDecodeError) as why:
        raise Wrong(
            f"配置文件“{path}”无法读取，须为UTF-8文本（{why}）",
            f"The config “{path}” cannot be read as UTF-8 text ({why}).",
        ) from None
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        place = re.search(r"line (\d+)", str(why))
        at = f"{path.name}:{place[1] if place else 1}"
        raise Wrong(f"{at}：不是有效的TOML（{why}）", f"{at}: not valid TOML ({why})") from None
    dates = told.get("asof", {}) if isinstance(told.get("asof"), dict) else {}
    if isinstance(dates.get("test"), list):
        dates["test"] = {"dates": dates["test"]}
    elif "dates" in dates and "test" not in dates:
        dates["test"] = {"dates": dates.pop("dates")}
    _check_keys(told, Config, (), path, text)
    try:
        config = msgspec.convert(_plain(told), Config)
    except msgspec.ValidationError as why:
        raise _explained(str(why), path, text) from None
    asked = Asked(config, path, text)
    _check(asked)
    return asked


def _plain(told: Any) -> Any:
    """Turn moments into days, so that 2019-01-01T00:00:00 is read as the day it means."""
    if isinstance(told, dict):
        return {key: _plain(one) for key, one in told.items()}
    if isinstance(told, list):
        return [_plain(one) for one in told]
    return told.date() if isinstance(told, datetime) else told


def _struct_in(annotation: Any) -> type[Struct] | None:
    """Return the structure a field holds, alone or in a list."""
    origin = typing.get_origin(annotation)
    if origin in (list, Union, types.UnionType):
        found = [_struct_in(one) for one in typing.get_args(annotation)]
        return next((one for one in found if one), None)
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return annotation
    return None


def _check_keys(
    told: dict[str, Any], struct: type[Struct], above: tuple[str, ...], path: Path, text: str
) -> None:
    fields = {one.encode_name: one for one in msgspec.structs.fields(struct)}
    hints = typing.get_type_hints(struct)
    for key, value in told.items():
        if key not in fields:
            at = f"{path.name}:{line_of(text, (*above, key))}"
            near = nearest(key, fields)
            where = ".".join((*above, key))
            raise Wrong(
                f"{at}：没有“{where}”这一项。{near.zh}",
                f"{at}: there is no key “{where}”.{near.en}",
            )
        inner = _struct_in(hints[fields[key].name])
        if inner:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    _check_keys(one, inner, (*above, key), path, text)


def _explained(why: str, path: Path, text: str) -> Wrong:
    """Say a validation error with its line."""
    told, _, place = why.partition(" - at `")
    keys = tuple(re.findall(r"[A-Za-z_]\w*", place))
    missing = re.search(r"missing required field `(\w+)`", told)
    if missing:
        where = ".".join((*keys, missing[1]))
        at = f"{path.name}:{line_of(text, keys)}"
        return Wrong(f"{at}：缺少必填项“{where}”", f"{at}: the required key “{where}” is missing.")
    at = f"{path.name}:{line_of(text, keys)}"
    where = ".".join(keys)
    return Wrong(f"{at}：“{where}”的值不对：{told}", f"{at}: wrong value of “{where}”: {told}")


def _check(asked: Asked) -> None:  # one rule a line is easier to read than a table of rules
    config = asked.config

    def refuse(keys: tuple[str, ...], zh: str, en: str) -> None:
        raise Wrong(f"{asked.at(*keys)}：{zh}", f"{asked.at(*keys)}: {en}")

    def refuse_unless(right: bool, keys: tuple[str, ...], zh: str, en: str) -> None:
        if not right:
            refuse(keys, zh, en)

    refuse_unless(
        config.version == 1,
        ("version",),
        f"只认识版本1，文件写的是{config.version}",
        f"only version 1 is known, not {config.version}",
    )
    refuse_unless(
        bool(config.data.files),
        ("data", "files"),
        "至少要有一个文件",
        "at least one file is needed",
    )
    windows = config.label.windows_days
    refuse_unless(
        bool(windows) and min(windows) > 0,
        ("label", "windows_days"),
        "预测期须为一个以上的正整数（天）",
        "one or more windows of a positive number of days are needed",
    )
    for keys, value in (
        (("label", "gap_days"), config.label.gap_days),
        (("label", "delay_days"), config.label.delay_days),
        (("cohort", "min_history_days"), config.cohort.min_history_days),
        (("data", "known_lag_days"), config.data.known_lag_days or 0),
        (("asof", "train", "min_history_days"), config.asof.train.min_history_days or 0),
    ):
        refuse_unless(value >= 0, keys, "不能为负数", "must not be negative")
    for keys, more in (
        (("cohort", "lookback_days"), config.cohort.lookback_days or 1),
        (("asof", "train", "span_days"), config.asof.train.span_days),
        (("features", "windows_days"), min(config.features.windows_days, default=1)),
        (("features", "half_lives_days"), min(config.features.half_lives_days, default=1)),
        (("bootstrap", "repeats"), config.bootstrap.repeats - 1),
        (("groups", "min_group"), config.groups.min_group),
    ):
        refuse_unless(more > 0, keys, "数值太小", "is too small")
    refuse_unless(
        0.5 <= config.bootstrap.level < 1,
        ("bootstrap", "level"),
        "须在0.5与1之间",
        "must lie between 0.5 and 1",
    )
    capacity = config.capacity
    refuse_unless(
        bool(capacity.names or capacity.shares),
        ("capacity",),
        "“names”和“shares”至少写一项",
        "at least one of “names” and “shares” is needed",
    )
    refuse_unless(
        all(one > 0 for one in capacity.names) and all(0 < one <= 1 for one in capacity.shares),
        ("capacity", "names"),
        "名额须为正整数，比例须在0与1之间",
        "names must be positive, shares lie between 0 and 1",
    )
    refuse_unless(
        capacity.main is None or capacity.main in [*capacity.names, *capacity.shares],
        ("capacity", "main"),
        f"“main”（{capacity.main}）须是所列名额或比例之一",
        f"“main” ({capacity.main}) must be one of the names or shares",
    )
    refuse_unless(
        config.label.kind == "event" or bool(config.label.value),
        ("label", "kind"),
        'kind = "finding" 须写明 label.value（哪一列大于0为查实）',
        'kind = "finding" needs label.value: the column that is positive when > 0',
    )
    refuse_unless(
        config.cohort.unit == "entity" or config.label.kind == "finding",
        ("cohort", "unit"),
        'unit = "visit" 只能用于 kind = "finding"',
        'unit = "visit" goes with kind = "finding" only',
    )
    refuse_unless(
        config.label.unvisited != "weight" or bool(config.data.visit_probability),
        ("label", "unvisited"),
        "按概率加权须写明 data.visit_probability",
        "“weight” needs data.visit_probability",
    )
    known = {*BASELINES, *MORE_BASELINES}
    for name in config.baselines.use:
        near = nearest(name, known)
        refuse_unless(
            name in known,
            ("baselines", "use"),
            f"没有“{name}”这种基线。{near.zh}",
            f"there is no baseline “{name}”.{near.en}",
        )
    test = config.asof.test
    regular = test.first is not None and test.last is not None and bool(test.every)
    refuse_unless(
        regular or bool(test.dates),
        ("asof", "test"),
        "须写 first、last、every 三项，或写 dates",
        "needs first, last and every, or dates",
    )
    refuse_unless(
        not regular or typing.cast(date, test.first) <= typing.cast(date, test.last),
        ("asof", "test"),
        "first 不能晚于 last",
        "first must not be after last",
    )
    for keys, every in (
        (("asof", "test"), test.every),
        (("asof", "train", "every"), config.asof.train.every),
    ):
        if every and not STEP.fullmatch(every.strip()):
            refuse(
                keys,
                f'间隔“{every}”无法识别，请写成 "3 months" 或 "30 days"',
                f"the step “{every}” is not understood; write “3 months” or “30 days”",
            )
    features = config.features
    used = {*features.category, *features.amount, *features.text, *features.static}
    for barred, keys in (
        (features.never, ("features", "never")),
        (features.audit_only, ("features", "audit_only")),
    ):
        for name in barred:
            refuse_unless(
                name not in used,
                keys,
                f"“{name}”既列为特征又列为不得学习",
                f"“{name}” is both a feature and barred from learning",
            )
    for later in config.data.later:
        for name in later.columns:
            refuse_unless(
                later.known_date != "never" or name not in used,
                ("data", "later"),
                f"“{name}”永远不知何时可读（never），不能作特征",
                f"“{name}” is never known (never) and cannot be a feature",
            )
    for static in config.data.static:
        refuse_unless(
            static.known_date == "first_row",
            ("data", "static", "known_date"),
            '目前只有 "first_row" 一种；另有日期的列请写在 data.later',
            "only “first_row” is possible; columns with a date of their own belong to data.later",
        )


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


def test_dates(config: Config) -> list[date]:
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
