"""声明 — what a table that arrives is made of: columns, types, checks, key. Pure data, read by pages and by jobs alike.

A check is a question asked of whole columns: `broken` is given the columns (`c.ends_on`, or `c["ends_on"]`) and returns a mask, true where
the row is wrong. It is written with operators alone (`c.ends_on < c.starts_on`), so nothing here imports the engine that reckons it; a cell
that could not be read is null, and a comparison with null is not broken: each fault is told once.

    def ends_early(c):
        return c.ends_on < c.starts_on

    FILINGS = Table(
        name="filings",
        title="劳动用工备案",
        columns=(
            Column("uscc", "统一社会信用代码", CreditCode(), filled=True),
            Column("starts_on", "起始日期", Day(), filled=True, aliases=("合同起始日",)),
            Column("ends_on", "期满日期", Day()),
        ),
        key=("uscc", "starts_on"),
        checks=(Check("F105", "ends_on", ends_early, says="期满日期早于起始日期", mend="请核对两个日期"),),
    )
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any, Protocol

from tongzhou.law.articles import Article
from tongzhou.registry import sealing

Mask = Callable[[str], str]


# --- Types of column ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Words, at most so many; in half width unless `as_written`, as a name stands on its licence. In a frame: string."""

    most: int = 200
    as_written: bool = False
    words = "文字"


@dataclass(frozen=True)
class CreditCode:
    """统一社会信用代码, GB 32100: eighteen characters with a check character. In a frame: string, as it is kept."""

    words = "18位统一社会信用代码"


@dataclass(frozen=True)
class IdNumber:
    """公民身份号码, GB 11643: eighteen characters with a date and a check character. In a frame: string.

    `of`: the column that says of which paper the number is (`registry.papers`), where other papers are taken too.
    """

    of: str = ""
    words = "18位公民身份号码"


@dataclass(frozen=True)
class Phone:
    """A mobile phone number, eleven digits. In a frame: string."""

    words = "11位手机号码"


@dataclass(frozen=True)
class RegionCode:
    """行政区划代码 of GB/T 2260, of this many digits, in our own region unless `anywhere`. In a frame: string."""

    digits: tuple[int, ...] = (6,)
    words = "行政区划代码，如 150221"


@dataclass(frozen=True)
class Whole:
    """A whole number between two, both included. In a frame: 64-bit integer."""

    low: int = 0
    high: int = 1_000_000
    unit: str = ""
    words = "整数"


@dataclass(frozen=True)
class Quantity:
    """A number with places after the point (kilowatt hours, cubic metres). In a frame: 64-bit float, rounded to `places`."""

    low: float = 0.0
    high: float = 1e12
    places: int = 3
    unit: str = ""
    words = "数字"


@dataclass(frozen=True)
class Money:
    """An amount, written in yuan. In a frame: 64-bit integer, whole fen."""

    most_yuan: int = 100_000_000
    negative: bool = False
    words = "金额，单位元，如 4500.00"


@dataclass(frozen=True)
class Day:
    """A day, as people write it or as a sheet keeps it. In a frame: date."""

    words = "日期，如 2026-10-01"


@dataclass(frozen=True)
class Month:
    """A month. In a frame: date, the first of the month."""

    words = "月份，如 2026-10"


@dataclass(frozen=True)
class Flag:
    """是/否. In a frame: boolean."""

    words = "是或否"


@dataclass(frozen=True)
class OneOf:
    """One of some words; `values` pairs each word with the code that is kept. In a frame: string, the code."""

    values: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The words that may be written, each code told once."""
        told = {code: word for word, code in reversed(self.values)}
        return "、".join(reversed(told.values()))


Type = (
    Text
    | CreditCode
    | IdNumber
    | Phone
    | RegionCode
    | Whole
    | Quantity
    | Money
    | Day
    | Month
    | Flag
    | OneOf
)


def choices(*members: type[Enum], **aliases: str) -> OneOf:
    """Return the type of a column whose words are the labels of Django choices, and other words for them."""
    pairs = [(str(one.label), str(one.value)) for kind in members for one in kind]  # type: ignore[attr-defined]
    return OneOf((*pairs, *aliases.items()))


# --- Columns, checks, tables --------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column that is read. `needed`: it must be there; `filled`: and every row must fill it."""

    code: str  # the name in frames, in the lake and in the interface
    label: str  # the name at the head of a sheet
    type: Type
    filled: bool = False
    needed: bool = False
    aliases: tuple[str, ...] = ()
    mask: Mask | None = None  # how a screen or a reject file may show what stood there
    note: str = ""  # what the data dictionary adds
    default: Any = (
        None  # what is taken where nothing stands; never for a column that must be filled
    )
    past: bool = False  # a day on which something has happened: none after that of sending

    @property
    def masked(self) -> Mask | None:
        """How the cell is shown: as declared, else as its type demands."""
        if self.mask is not None:
            return self.mask
        if isinstance(self.type, IdNumber):
            return sealing.mask_id_number
        return sealing.mask_phone if isinstance(self.type, Phone) else None

    @property
    def must_be_there(self) -> bool:
        """Whether a file without this column is refused as a whole."""
        return self.needed or self.filled


class Level(Enum):
    """What a broken check does: keeps the row out, or lets it in with a remark."""

    REJECT = "reject"
    WARN = "warn"


class Columns(Protocol):
    """The columns a check is given: by name, each an expression that knows the operators of Python."""

    def __getitem__(self, code: str, /) -> Any: ...
    def __getattr__(self, code: str, /) -> Any: ...
    @property
    def today(self) -> Any:
        """The day on which the delivery is judged."""
        ...

    def months_after(self, day: Any, months: Any) -> Any:
        """Return the corresponding day so many months on (a number or a column), or the last of a month that lacks it."""
        ...

    def days_after(self, day: Any, many: int) -> Any:
        """Return the day so many days on, or back where `many` is below nought."""
        ...

    def whole_months(self, first: Any, until: Any) -> Any:
        """Return how many months have passed whole: the most that `months_after` can add and not go beyond `until`."""
        ...

    def month_and_day(self, day: Any) -> Any:
        """Return a day as a number that orders as days do, the last day of a month as its thirty-first; `pair` gives one to compare it with."""
        ...

    def pair(self, month: Any, day: Any) -> Any:
        """Return a month, counted from the year nought, and a day in it as such a number."""
        ...

    def as_number(self, day: Any) -> Any:
        """Return a day as a number, 20261126: the difference of two, without its last four digits, is an age."""
        ...

    def digits(self, code: str, first: int, many: int) -> Any:
        """Return so many digits of an identity number from one on (the first is 1) as a whole number, of its first seventeen."""
        ...

    def choose(self, *cases: tuple[Any, Any], otherwise: Any) -> Any:
        """Return the value of the first case whose condition holds."""
        ...


Broken = Callable[[Any], Any]


@dataclass(frozen=True)
class Check:
    """A rule over the columns of a row, with what an officer reads where it is broken."""

    code: str
    # Under which the fault is told; of several, the first that is filled.
    column: str | tuple[str, ...]
    broken: Broken
    says: str  # the rule: 试用期超过法定上限
    mend: str  # 怎样改
    level: Level = Level.REJECT
    article: Article | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it may be told under."""
        return (self.column,) if isinstance(self.column, str) else self.column


@dataclass(frozen=True)
class Derived:
    """Columns reckoned from others before the checks: one by an expression, or some by a look-up for each distinct combination of `of`.

    `look_up` is a plain function: given the combinations not seen before, it returns for each, in their order, one value for each of
    `codes` (None where there is none). Dated amounts and pure rules are asked so; it is called on another thread and asks no database.
    """

    codes: tuple[str, ...]
    reckon: Broken | None = None
    of: tuple[str, ...] = ()
    look_up: Callable[[Sequence[tuple[Any, ...]]], Sequence[tuple[Any, ...]]] | None = None
    gives: tuple[type, ...] = ()  # int, str, bool or date, for each of `codes`


@dataclass(frozen=True)
class Without:
    """What a table is for a file that has not a certain column: less is asked of its rows, and less is reckoned."""

    column: str
    becomes: Callable[[Table], Table]


@dataclass(frozen=True)
class Table:
    """A table that arrives.

    `key` makes a row what it is: a second row of the same key is a duplicate, in the file and against what is stored. `sums` are the
    columns whose totals are reconciled. `differs` is the code of what is remarked of a row that repeats a key and says something else (none: nothing
    is); it stands in `says_where_it_lands`. `fresh_within`: how long after the end of a period the table is expected at the
    latest; `every`: how many months lie between the ends of two periods: of three, a period is told under the last month of its quarter.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()
    # What the place where its rows land may remark of them: asked there, declared here for its words.
    says_where_it_lands: tuple[Check, ...] = ()
    differs: str = ""
    sums: tuple[str, ...] = ()
    grain: str = ""  # what one row is: 用人单位 × 月
    source: str = ""  # who sends it
    basis: str = ""  # 共享依据
    purpose: str = ""
    fresh_within: timedelta | None = None
    every: int = 1
    periodic: bool = True  # a delivery states its period, YYYY-MM
    without: Without | None = None
    # Of several heads that mean one column the first that is declared is read, the others are not used; else such a file is refused.
    first_of_alike: bool = False
    _by_code: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what contradicts itself. Raises ValueError."""
        codes = [c.code for c in self.columns]
        known = {*codes, *(code for d in self.derived for code in d.codes)}
        names = [name for c in self.columns for name in (c.label, *c.aliases)]
        faults = {
            "a column is declared twice": len(set(codes)) != len(codes),
            "a head is that of two columns": len(set(names)) != len(names),
            "a check has the code of another": len({c.code for c in self.every_check})
            != len(self.every_check),
            "the key names no column": not self.key or not set(self.key) <= known,
            "a sum is no number": any(
                not isinstance(self._type(c), Money | Whole | Quantity) for c in self.sums
            ),
            "what is said of a row that differs is declared nowhere": self.differs
            not in {"", *(check.code for check in self.says_where_it_lands)},
            "a check is told under no column": not {
                one for c in self.every_check for one in c.columns
            }
            <= set(codes),
        }
        if wrong := [words for words, is_so in faults.items() if is_so]:
            raise ValueError(f"table {self.name}: {'; '.join(wrong)}")
        object.__setattr__(self, "_by_code", {c.code: c for c in self.columns})

    @property
    def every_check(self) -> tuple[Check, ...]:
        """The checks of whole columns, and what is said where the rows land."""
        return (*self.checks, *self.says_where_it_lands)

    def _type(self, code: str) -> Type | None:
        return next((c.type for c in self.columns if c.code == code), None)

    def for_file_with(self, codes: Collection[str]) -> Table:
        """Return the table by which a file is checked that has these columns."""
        if self.without is None or self.without.column in codes:
            return self
        return self.without.becomes(self)

    def __getitem__(self, code: str) -> Column:
        """Return a column by its code. Raises KeyError."""
        return self._by_code[code]
