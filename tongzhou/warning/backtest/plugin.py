"""Features of a user: `plugin = "features.py:build"`, called with rows known before the morning and with nothing else.

`build(rows_known, entities, t)` gets a pandas DataFrame with the columns of the table (dates as timestamps, amounts as numbers, the
rest as text; cells decided later are empty), the list of names and the day. It returns a table with one row for each name: a DataFrame or Series indexed
by name or with a column of the entity, or a mapping of columns in the order of `entities`.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .arrays import NEVER, Arrow, Days, Floats, to_date
from .cohort import Members, Question
from .table import Events
from .words import Wrong


class Plugin:
    """The function of the user, and how it is asked."""

    def __init__(self, question: Question) -> None:
        asked = question.asked
        self.question, self.at = question, asked.at("features", "plugin")
        written = question.config.features.plugin
        file, _, name = written.partition(":")
        path = asked.path.parent / file
        if not name or not path.is_file():
            raise Wrong(
                f"{self.at}：找不到“{written}”，请写成 features.py:build",
                f"{self.at}: there is no “{written}”; write features.py:build",
            )
        self.call: Callable[..., Any] = self._loaded(path, name)

    def _loaded(self, path: Path, name: str) -> Callable[..., Any]:
        spec = importlib.util.spec_from_file_location(f"tongzhou_plugin_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        before = sys.dont_write_bytecode
        sys.dont_write_bytecode = True
        try:
            spec.loader.exec_module(module)
            call: Callable[..., Any] = getattr(module, name)
        except KeyboardInterrupt:
            raise
        except BaseException as why:  # SystemExit too: a plug-in does not end the run
            raise Wrong(
                f"{self.at}：插件无法载入（{why!r}）",
                f"{self.at}: the plug-in cannot be loaded ({why!r})",
            ) from why
        finally:
            sys.dont_write_bytecode = before
        return call

    def build(self, events: Events, members: Members) -> list[Any]:
        """Ask for the features of these names, once for each morning among them."""
        from .features import Feature

        columns: dict[str, Floats] = {}
        for day in np.unique(members.day).tolist():
            at = np.flatnonzero(members.day == day)
            names = [events.entities[code] for code in members.entity[at].tolist()]
            for name, values in self._asked(self._rows(events, day), names, day).items():
                columns.setdefault(name, np.full(members.n, np.nan))[at] = values
        return [
            Feature(f"plugin:{name}", f"plugin:{name}", values)
            for name, values in sorted(columns.items())
        ]

    def _rows(self, events: Events, day: int) -> Arrow:
        known = events.truncated(day)
        barred = set(self._barred(known))
        config = self.question.config
        numeric = set(config.features.amount) | ({self.question.value} - {""})
        told: dict[str, Any] = {}
        for column in known.raw.names:
            if column in barred:
                continue
            if column in known.date_columns:
                told[column] = self._stamps(known.day(column))
            elif column in numeric:
                told[column] = known.number(column)
            else:
                codes, values = known.text(column)
                told[column] = pd.Series(
                    np.array([*values, None], dtype=object)[codes], dtype=object
                )
        return pd.DataFrame(told)

    @staticmethod
    def _stamps(days: Days) -> Arrow:
        usable = np.where((days < NEVER) & (np.abs(days) < 100_000), days, np.iinfo(np.int64).min)
        return pd.Series(usable.astype("datetime64[D]").astype("datetime64[s]"))

    def _asked(self, rows: Arrow, names: list[str], day: int) -> dict[str, Floats]:
        try:
            told = self.call(rows, list(names), to_date(day))
        except KeyboardInterrupt:
            raise
        except BaseException as why:  # SystemExit too: a plug-in does not end the run
            self._say_if_barred(why)
            raise Wrong(
                f"{self.at}：插件出错：{why!r}", f"{self.at}: the plug-in failed: {why!r}"
            ) from why
        return self._read(told, names)

    def _barred(self, events: Events) -> dict[str, str]:
        """Name the columns a plug-in does not see, with the key of the config that bars each."""
        features = self.question.config.features
        told = dict.fromkeys(events.never, "data.later（never）")
        told |= dict.fromkeys(features.audit_only, "features.audit_only")
        return told | dict.fromkeys(features.never, "features.never")

    def _say_if_barred(self, why: BaseException) -> None:
        """Where a plug-in stumbled over a column it may not see, say so: pandas says only that there is none."""
        if not isinstance(why, KeyError | AttributeError):
            return
        said = str(why.args[0]) if why.args else ""
        for column, key in self._barred(self.question.events).items():
            if re.search(rf"(?<!\w){re.escape(column)}(?!\w)", said):
                raise Wrong(
                    f"{self.at}：插件要用“{column}”，该列已列为不得使用（{key}）",
                    f"{self.at}: the plug-in asks for “{column}”, which {key} bars",
                ) from why

    def _numbers(self, name: str, values: list[Any]) -> Floats:
        """Return a column of the plug-in as numbers. Raises Wrong for texts: they would all be empty."""
        read: Floats = pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(dtype=np.float64)
        strange = [
            one
            for one, number in zip(values, read.tolist(), strict=True)
            if number != number and isinstance(one, str) and one.strip()
        ]
        if strange:
            raise Wrong(
                f"{self.at}：插件列“{name}”里有文字（如“{strange[0]}”）：特征须为数值，类别请先化为0、1",
                f"{self.at}: the column “{name}” of the plug-in holds texts (“{strange[0]}”): features are numbers; turn kinds into 0 and 1 first",
            )
        return read

    def _read(self, told: Any, names: list[str]) -> dict[str, Floats]:
        if hasattr(told, "to_pandas"):
            told = told.to_pandas()
        if isinstance(told, pd.Series):
            told = told.to_frame(str(told.name or "value"))
        entity = self.question.config.data.entity
        if isinstance(told, pd.DataFrame):
            frame = told
            for column in (entity, "entity"):
                if column in frame.columns:
                    frame = frame.set_index(column)
                    break
            if not (isinstance(frame.index, pd.RangeIndex) and len(frame) == len(names)):
                frame.index = frame.index.map(str)
                frame = frame[~frame.index.duplicated()].reindex(names)
            told = {str(name): frame[name].to_numpy() for name in frame.columns}
        found: dict[str, Floats] = {}
        try:
            for name, values in dict(told).items():
                found[str(name)] = self._numbers(str(name), list(values))
        except (TypeError, ValueError) as why:
            raise Wrong(
                f"{self.at}：插件没有返回表格（{why}）",
                f"{self.at}: the plug-in returned no table ({why})",
            ) from why
        wrong = [name for name, values in found.items() if len(values) != len(names)]
        if wrong:
            raise Wrong(
                f"{self.at}：插件列“{wrong[0]}”的行数与名单不符",
                f"{self.at}: the column “{wrong[0]}” of the plug-in has not one value for each name",
            )
        return found
