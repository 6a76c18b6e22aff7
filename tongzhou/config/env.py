"""The one reader of the environment: every name, its type, its default and its meaning in words.

A wrong value never falls back to a default: it is collected with its name, and `Environment.finish`
stops the start with the whole list, in Chinese and in English. A name that begins with
`TONGZHOU_` and that nobody asks for is a slip of the pen (`TONGZHOU_PRODUCITON=1` would otherwise
open a demonstration to the street), so it stops the start too.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "TONGZHOU_"
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


class WrongSettings(ImproperlyConfigured):
    """What stands in the environment cannot be used; the message lists every reason."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the name, and the reason in both languages."""

    name: str
    chinese: str
    english: str

    def __str__(self) -> str:
        return f"  {self.name}：{self.chinese}\n    {self.english}"


@dataclass(frozen=True)
class Database:
    """Where the records are kept, as `DATABASE_URL` says."""

    engine: str  # "sqlite" or "postgresql"
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_sqlite(self) -> bool:
        """Whether one file holds everything."""
        return self.engine == "sqlite"


class Environment:
    """Reads named values and remembers which names were asked for and what was wrong."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name: value.strip() for name, value in values.items()}
        self._asked: list[str] = []
        self.problems: list[Problem] = []

    def text(
        self, name: str, default: str = "", *, least: int = 0, choices: Sequence[str] = ()
    ) -> str:
        """Read words; `least` is the shortest length allowed for a value that is given."""
        value = self._value(name)
        if value is None:
            return default
        if len(value) < least:
            self.wrong(
                name,
                f"至少须有{least}个字符，现为{len(value)}个",
                f"needs at least {least} characters, has {len(value)}",
            )
        if choices and value not in choices:
            self.wrong(
                name,
                f"只能是{'、'.join(choices)}，现为“{value}”",
                f"must be one of {', '.join(choices)}, is “{value}”",
            )
            return default
        return value

    def yes(self, name: str, *, default: bool) -> bool:
        """Read a yes or a no: 1/0, true/false, yes/no, on/off."""
        value = self._value(name)
        if value is None:
            return default
        if value.lower() not in YES | NO:
            self.wrong(name, f"只能填1或0，现为“{value}”", f"must be 1 or 0, is “{value}”")
            return default
        return value.lower() in YES

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Read a whole number between `least` and `most`, both allowed."""
        value = self._value(name)
        if value is None:
            return default
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            self.wrong(
                name,
                f"须为{least}至{most}之间的整数，现为“{value}”",
                f"must be a whole number from {least} to {most}, is “{value}”",
            )
            return default
        return int(value)

    def names(
        self, name: str, default: Sequence[str] = (), *, choices: Sequence[str] = ()
    ) -> list[str]:
        """Read a list of words separated by commas."""
        value = self._value(name)
        if value is None:
            return list(default)
        found = [word.strip() for word in value.split(",") if word.strip()]
        strange = [word for word in found if choices and word not in choices]
        if strange:
            self.wrong(
                name,
                f"不认识{'、'.join(strange)}；可用的有{'、'.join(choices)}",
                f"does not know {', '.join(strange)}; there are {', '.join(choices)}",
            )
            return list(default)
        return found

    def path(self, name: str, default: Path) -> Path:
        """Read a folder or file; a relative one stands under the present folder."""
        value = self._value(name)
        return default if value is None else Path(value).expanduser().absolute()

    def database(self, name: str, default: Path) -> Database:
        """Read `sqlite:///relative`, `sqlite:////absolute` or `postgresql://user:word@host/name`."""
        value = self._value(name)
        if value is None:
            return Database("sqlite", str(default))
        try:
            return _database(value)
        except ValueError:
            # The value itself is not repeated: it may hold a password.
            self.wrong(
                name,
                "应写作 sqlite:///文件 或 postgresql://用户:口令@主机:端口/库名",
                "must read sqlite:///file or postgresql://user:password@host:port/name",
            )
            return Database("sqlite", str(default))

    def wrong(self, name: str, chinese: str, english: str) -> None:
        """Note a problem; `finish` will tell it."""
        self.problems.append(Problem(name, chinese, english))

    def finish(self) -> None:
        """Stop the start if anything was wrong or any name is unknown.

        Raises `WrongSettings` with one line a problem.
        """
        known = sorted(set(self._asked))
        for name in sorted(self._values):
            if name.startswith(PREFIX) and name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                meant = near[0] if near else "、".join(known)
                self.wrong(
                    name,
                    f"没有这个设置项，是否想写{meant}？",
                    f"is not a setting; did you mean {meant}?",
                )
        if self.problems:
            told = "\n".join(str(problem) for problem in self.problems)
            raise WrongSettings(
                f"设置有误，系统未启动。The settings are wrong; nothing was started.\n{told}"
            )

    def _value(self, name: str) -> str | None:
        self._asked.append(name)
        return self._values.get(name) or None


def _database(url: str) -> Database:
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return Database("sqlite", str(Path(unquote(parts.path[1:])).absolute()))
    if parts.scheme in {"postgresql", "postgres"} and len(parts.path) > 1:
        return Database(
            "postgresql",
            name=unquote(parts.path[1:]),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=unquote(parts.hostname or ""),
            port=str(parts.port or ""),
            options=tuple(parse_qsl(parts.query)),
        )
    raise ValueError(parts.scheme)
