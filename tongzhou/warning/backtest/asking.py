"""Reading the config: every mistake is told with file and line, the nearest right name, and how to mend it."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Union

import msgspec
from msgspec import Struct

from . import slips
from .config import BASELINES, MORE_BASELINES, STEP, Config
from .words import Wrong, nearest, one_line


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
    best, depth = 1, 0
    table: tuple[str, ...] = ()
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
        said = slips.toml(str(why), text)
        raise Wrong(
            f"{at}：不是有效的TOML：{said.zh}", f"{at}: not valid TOML: {said.en}"
        ) from None
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
    check(asked)
    return asked


def _plain(told: Any) -> Any:
    """Turn moments into days, so that 2019-01-01T00:00:00 is read as the day it means, and names over two lines into one."""
    if isinstance(told, dict):
        return {key: _plain(one) for key, one in told.items()}
    if isinstance(told, list):
        return [_plain(one) for one in told]
    if isinstance(told, str):
        return one_line(told) if "\n" in told else told
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
    written = re.search(r"Invalid enum value '(.*)'", told)
    if written and (allowed := _choices(keys)):
        near = nearest(written[1], allowed)
        return Wrong(
            f"{at}：“{where}”的值不对，没有“{written[1]}”这种写法。{near.zh}",
            f"{at}: wrong value of “{where}”: there is no “{written[1]}”.{near.en}",
        )
    said = slips.shape(told)
    return Wrong(
        f"{at}：“{where}”的值不对：{said.zh}", f"{at}: wrong value of “{where}”: {said.en}"
    )


def _choices(keys: tuple[str, ...]) -> list[str]:
    """Return the words a key may be, where it is one of few."""
    struct: type[Struct] | None = Config
    for number, key in enumerate(keys):
        if struct is None:
            return []
        fields = {one.encode_name: one.name for one in msgspec.structs.fields(struct)}
        annotation = typing.get_type_hints(struct).get(fields.get(key, ""))
        if number == len(keys) - 1:
            some = [annotation, *typing.get_args(annotation)]
            literal = next((one for one in some if typing.get_origin(one) is typing.Literal), None)
            return [str(one) for one in typing.get_args(literal)]
        struct = _struct_in(annotation)
    return []


def check(asked: Asked) -> None:  # one rule a line is easier to read than a table of rules
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
        (("leaks", "embargo_days"), min(config.leaks.embargo_days, default=0)),
    ):
        refuse_unless(
            value >= 0,
            keys,
            f"“{'.'.join(keys)}”不能为负数",
            f"“{'.'.join(keys)}” must not be negative",
        )
    for keys, more in (
        (("cohort", "lookback_days"), config.cohort.lookback_days or 1),
        (("asof", "train", "span_days"), config.asof.train.span_days),
        (("features", "windows_days"), min(config.features.windows_days, default=1)),
        (("features", "half_lives_days"), min(config.features.half_lives_days, default=1)),
        (("bootstrap", "repeats"), config.bootstrap.repeats - 1),
        (("groups", "min_group"), config.groups.min_group),
    ):
        refuse_unless(
            more > 0, keys, f"“{'.'.join(keys)}”的数值太小", f"“{'.'.join(keys)}” is too small"
        )
    refuse_unless(
        0.5 <= config.bootstrap.level < 1,
        ("bootstrap", "level"),
        "“bootstrap.level”须在0.5与1之间，例如0.95",
        "“bootstrap.level” must lie between 0.5 and 1, as 0.95",
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
        config.label.kind == "finding" or not config.label.value,
        ("label", "value"),
        'label.value 只用于 kind = "finding"；kind = "event" 的结果请写在 label.where',
        'label.value goes with kind = "finding" only; with kind = "event" write label.where',
    )
    refuse_unless(
        len(config.data.delimiter) <= 1 and config.data.delimiter not in ('"', "\r", "\n"),
        ("data", "delimiter"),
        f"分隔符须为一个字符，不能是“{config.data.delimiter}”",
        f"the delimiter must be one character, not “{config.data.delimiter}”",
    )
    refuse_unless(
        bool(config.groups.size.bins),
        ("groups", "size", "bins"),
        "至少要有一个分界，例如 [1, 2, 5, 10]",
        "at least one bound is needed, as [1, 2, 5, 10]",
    )
    for span in config.data.coverage.spans if config.data.coverage else []:
        by = config.data.coverage.by if config.data.coverage else ""
        refuse_unless(
            bool(by) or span.value == "*",
            ("data", "coverage"),
            f'覆盖期写了“{span.value}”，却没有写 data.coverage.by（按哪一列分）；不分的只写 value = "*"',
            f"a span is stated for “{span.value}”, but data.coverage.by does not say of which column; where there is none, write value = “*”",
        )
        refuse_unless(
            span.since < span.until,
            ("data", "coverage", "spans"),
            f"覆盖期“{span.value}”的起始日{span.since}须早于截止日{span.until}（截止日当天不算在内）",
            f"the span of “{span.value}” must begin ({span.since}) before it ends ({span.until}, which is not part of it)",
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
        if every and int(STEP.fullmatch(every.strip())[1] or 1) == 0:  # type: ignore[index]
            refuse(keys, f"间隔“{every}”须大于0", f"the step “{every}” must be more than nothing")
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
