"""`where`: column names, `= != < <= > >= in and or not is null`, literals. Nothing is evaluated as code.

A comparison with an empty cell is unknown, as in SQL; only rows known to match are matched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from .arrays import NEVER, Flags, to_day
from .dates import parse_day
from .table import Events
from .words import Said, Wrong, nearest

TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^']|'')*')
    | (?P<quoted>"[^"]+"|`[^`]+`)
    | (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<sign>!=|<>|<=|>=|==|=|<|>|\(|\)|,)
    | (?P<word>[^\W\d][\w.]*)
    )""",
    re.X,
)
DATED = re.compile(r"\d{4}(?P<s>[-/])\d{1,2}(?P=s)\d{1,2}")  # what means a day, quoted or not
KEYWORDS = {"and", "or", "not", "in", "is", "null", "true", "false"}


class Token(NamedTuple):
    """One word of a condition."""

    kind: str
    told: str


class Compare(NamedTuple):
    """A column against literals; `sign` is one of = != < <= > >= in, or null."""

    column: str
    sign: str
    values: tuple[str | float | bool | Token, ...]


class Several(NamedTuple):
    """Parts joined by `and`, or by `or`: any number side by side, so that a long condition is no deep one."""

    sign: str
    parts: tuple[Node, ...]


class Not(NamedTuple):
    """`not inner`."""

    inner: Node


Node = Compare | Several | Not
# What is surely true and what is surely false; the rest is unknown.
Truth = tuple[Flags, Flags]


class Condition(NamedTuple):
    """A parsed condition; without a tree everything matches."""

    tree: Node | None
    columns: tuple[str, ...]

    def match(self, events: Events, *, as_of: int = NEVER, outcome: bool = False) -> Flags:
        """Mark the rows that match by what was known in their cells before `as_of`."""
        if self.tree is None:
            return np.ones(events.n, dtype=bool)
        return _truth(self.tree, events, as_of, outcome)[0]

    def available(self, events: Events) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Return for each row the day from which all cells asked about are known."""
        day = events.known
        for column in self.columns:
            day = np.maximum(day, events.cell_known(column))
        return day


def parse(written: str, columns: Iterable[str], *, at: str) -> Condition:
    """Parse a condition. Raises `Wrong` with the place, what is wrong and the nearest column."""
    if not written.strip():
        return Condition(None, ())
    reader = _Reader(_tokens(written, at), {name: name for name in columns}, at, written)
    tree = reader.alternatives()
    reader.end()
    return Condition(tree, tuple(dict.fromkeys(reader.seen)))


def _tokens(written: str, at: str) -> list[Token]:
    found, place = [], 0
    rest = written.rstrip()
    while place < len(rest):
        hit = TOKEN.match(rest, place)
        if not hit:
            raise Wrong(
                f"{at}：条件“{written}”从“{rest[place : place + 12]}”起无法识别",
                f"{at}: the condition “{written}” is not understood from “{rest[place : place + 12]}”",
            )
        kind = hit.lastgroup or ""
        told = hit[kind]
        if kind == "word" and told.lower() in KEYWORDS:
            kind, told = "key", told.lower()
        elif kind == "quoted":
            kind, told = "word", told[1:-1]
        elif kind == "text":
            told = told[1:-1].replace("''", "'")
        found.append(Token(kind, told))
        place = hit.end()
    return found


class _Reader:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, tokens: list[Token], names: dict[str, str], at: str, written: str) -> None:
        self.tokens, self.place, self.names, self.at, self.written = tokens, 0, names, at, written
        self.seen: list[str] = []
        self.depth = 0

    def _fail(self, why: Said) -> Wrong:
        return Wrong(
            f"{self.at}：条件“{self.written}”：{why.zh}",
            f"{self.at}: condition “{self.written}”: {why.en}",
        )

    def _peek(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else Token("end", "")

    def _take(self, *told: str) -> bool:
        token = self._peek()
        if token.kind in ("sign", "key") and token.told in told:
            self.place += 1
            return True
        return False

    def _need(self, told: str) -> None:
        if not self._take(told):
            got = self._peek().told or "…"
            raise self._fail(
                Said(f"此处应为“{told}”，却是“{got}”", f"“{told}” expected, not “{got}”")
            )

    def end(self) -> None:
        if self._peek().kind != "end":
            got = self._peek().told
            raise self._fail(Said(f"多出“{got}”", f"“{got}” is too much"))

    def alternatives(self) -> Node:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Several("or", tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Several("and", tuple(parts))

    def _one(self) -> Node:
        times = 0
        while self._take("not"):
            times += 1
        inner = self._bare()
        return Not(inner) if times % 2 else inner

    def _bare(self) -> Node:
        if self._take("("):
            self.depth += 1
            if self.depth > 50:
                raise self._fail(Said("括号套得太深", "too many brackets"))
            inner = self.alternatives()
            self._need(")")
            self.depth -= 1
            return inner
        return self._comparison()

    def _comparison(self) -> Node:
        token = self._peek()
        if token.kind != "word":
            raise self._fail(
                Said(
                    f"此处应为列名，却是“{token.told or '…'}”",
                    f"a column expected, not “{token.told or '…'}”",
                )
            )
        self.place += 1
        if token.told not in self.names:
            near = nearest(token.told, self.names)
            raise self._fail(
                Said(
                    f"没有“{token.told}”这一列。{near.zh}",
                    f"there is no column “{token.told}”.{near.en}",
                )
            )
        self.seen.append(token.told)
        if self._take("is"):
            negated = self._take("not")
            self._need("null")
            node: Node = Compare(token.told, "null", ())
            return Not(node) if negated else node
        if self._take("not"):
            self._need("in")
            return Not(Compare(token.told, "in", self._list()))
        if self._take("in"):
            return Compare(token.told, "in", self._list())
        for sign, meant in (
            ("!=", "!="), ("<>", "!="), ("<=", "<="), (">=", ">="), ("==", "="), ("=", "="), ("<", "<"), (">", ">"),
        ):  # fmt: skip
            if self._take(sign):
                return Compare(token.told, meant, (self._literal(),))
        raise self._fail(
            Said(f"“{token.told}”之后缺少比较符号", f"a comparison is missing after “{token.told}”")
        )

    def _list(self) -> tuple[str | float | bool | Token, ...]:
        self._need("(")
        values = [self._literal()]
        while self._take(","):
            values.append(self._literal())
        self._need(")")
        return tuple(values)

    def _literal(self) -> str | float | bool | Token:
        token = self._peek()
        self.place += 1
        dated = token.kind in ("text", "date") and DATED.fullmatch(token.told.strip())
        if dated and parse_day(token.told) is None:
            raise self._fail(Said(f"没有“{token.told}”这一天", f"there is no day “{token.told}”"))
        if token.kind == "text":
            return token.told
        if token.kind == "number":
            return float(token.told)
        if token.kind == "date":
            return token
        if token.kind == "key" and token.told in ("true", "false"):
            return token.told == "true"
        if token.kind == "key" and token.told == "null":
            raise self._fail(Said("与空值比较请写 is null", "compare with nothing by “is null”"))
        got = token.told or "…"
        single = "'" + got.replace("'", "''") + "'"
        hint = Said(f"；文字要用单引号：{single}", f"; a text stands in single quotes: {single}") if token.kind == "word" else Said("", "")  # fmt: skip
        raise self._fail(
            Said(
                f"此处应为数值、日期或加引号的文字，却是“{got}”{hint.zh}",
                f"a number, a date or a quoted text expected, not “{got}”{hint.en}",
            )
        )


def _truth(node: Node, events: Events, as_of: int, outcome: bool) -> Truth:
    if isinstance(node, Not):
        yes, no = _truth(node.inner, events, as_of, outcome)
        return no, yes
    if isinstance(node, Several):
        yes, no = _truth(node.parts[0], events, as_of, outcome)
        for part in node.parts[1:]:
            yes2, no2 = _truth(part, events, as_of, outcome)
            yes, no = (yes & yes2, no | no2) if node.sign == "and" else (yes | yes2, no & no2)
        return yes, no
    # Cells that come with their row are known whenever the row is; the caller looks at rows.
    own = node.column in events.later and not (outcome and node.column in events.never)
    hidden = events.later[node.column] >= as_of if own else np.zeros(events.n, dtype=bool)
    if node.sign == "null":
        empty = events.is_empty(node.column) | hidden
        return empty, ~empty
    told = np.zeros(events.n, dtype=bool)
    known = np.zeros(events.n, dtype=bool)
    for value in node.values:
        one, readable = _compare(events, node.column, node.sign, value)
        told |= one
        known |= readable
    known &= ~hidden
    return told & known, ~told & known


SIGNS: dict[str, Callable[..., Flags]] = {
    "=": np.equal,
    "in": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
TRUE = {"true", "t", "yes", "y", "1", "是"}
FALSE = {"false", "f", "no", "n", "0", "否"}


def _compare(
    events: Events, column: str, sign: str, value: str | float | bool | Token
) -> tuple[Flags, Flags]:
    """Compare one column with one literal: what holds, and where the cell could be read."""
    is_date = isinstance(value, Token)
    told = value.told if isinstance(value, Token) else value
    if isinstance(told, bool):
        codes, values = events.text(column)
        wanted = TRUE if told else FALSE
        meant = np.array([one.casefold() in wanted for one in values] + [False])
        read = np.array([one.casefold() in TRUE | FALSE for one in values] + [False])
        same = meant[codes]
        return (same if sign in ("=", "in") else ~same), read[codes]
    if isinstance(told, float):
        number = events.number(column)
        return SIGNS[sign](number, told), ~np.isnan(number)
    if (
        is_date
        or (sign not in ("=", "!=", "in") and parse_day(told) is not None)
        or column in events.date_columns
    ):
        day = parse_day(told)
        if day is not None:
            days = events.day(column)
            return SIGNS[sign](days, to_day(day)), days < NEVER
    codes, values = events.text(column)
    if sign in ("=", "!=", "in"):
        try:
            at = values.index(told)
        except ValueError:
            at = -2
        return (codes == at if sign != "!=" else codes != at), codes >= 0
    before = np.array([SIGNS[sign](one, told) for one in values] + [False], dtype=bool)
    return before[codes], codes >= 0
