"""法定退休年龄 — the day on which somebody reaches the statutory age of retirement, by birth month. 延迟法定退休年龄的办法 1.

Until the end of 2024 men retired at sixty, women at fifty-five or fifty, by their post. From January 2025 each few months of birth
add a month. Which of her two ages holds for a woman depends on the post, which a number does not tell: whoever asks without it is given both days.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from tongzhou.law.articles import article
from tongzhou.law.reckoning import add_months
from tongzhou.law.reviewed import DATA, Unfit, read

RULE = article("国务院关于渐进式延迟法定退休年龄的办法", 1)
# By agreement up to three years later, by choice up to three earlier but not below the age of before.
ELASTIC = article("国务院关于渐进式延迟法定退休年龄的办法", 3, verified=False)
MAN, WOMAN_55, WOMAN_50 = "man", "woman_55", "woman_50"
SINCE = (2025, 1)
YEAR = 12


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From this month of birth on: how many months later than before."""

    born: str  # 1965-01
    delay: int

    @property
    def month(self) -> int:
        """The month of birth, counted from the year nought."""
        year, month = self.born.split("-")
        return int(year) * YEAR + int(month) - 1


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever retired at `was` years: one month more for every `every` months of birth, up to `becomes` years."""

    code: str
    label: str
    was: int
    becomes: int
    every: int
    rows: tuple[Row, ...]

    def delay(self, month: int) -> int:
        """Return by how many months somebody born in a month (counted from the year nought) retires later."""
        begins = _begins(self.rows)
        at = bisect_right(begins, month)
        return self.rows[at - 1].delay if at else 0


@cache
def _begins(rows: tuple[Row, ...]) -> list[int]:
    """Return from which month of birth on each row holds."""
    return [row.month for row in rows]


@dataclass(frozen=True)
class Retirement:
    """When somebody reaches the age: how old they are then, and on which day."""

    group: Group
    born: date
    delay: int  # months
    on: date

    @property
    def age(self) -> tuple[int, int]:
        """Years and months."""
        return divmod(self.group.was * YEAR + self.delay, YEAR)

    @property
    def words(self) -> str:
        """Say the age as the tables do: 60周岁3个月."""
        years, months = self.age
        return f"{years}周岁" + (f"{months}个月" if months else "")


def load(path: Path = DATA / "retirement.yaml") -> dict[str, Group]:
    """Read the table. Raises `Unfit` where a row does not follow from the article."""
    found = {group.code: group for group in read(path, list[Group])}
    for group in found.values():
        begins = (SINCE[0] - group.was) * YEAR + SINCE[1] - 1
        told = [(row.month, row.delay) for row in group.rows]
        most = (group.becomes - group.was) * YEAR
        if told != [(begins + group.every * n, n + 1) for n in range(most)]:
            raise Unfit(f"退休年龄表“{group.label}”与每{group.every}个月延迟一个月不符")
    if set(found) != {MAN, WOMAN_55, WOMAN_50}:
        raise Unfit("退休年龄表须恰有男职工和两类女职工")
    return found


@cache
def groups() -> dict[str, Group]:
    """Return the reviewed table of the house."""
    return load()


def retirement(group: str, *, born: date) -> Retirement:
    """Return when somebody of a group reaches the age. Raises KeyError for a group that is none."""
    of = groups()[group]
    delay = of.delay(born.year * YEAR + born.month - 1)
    return Retirement(of, born, delay, add_months(born, of.was * YEAR + delay))


def retirements(*, woman: bool, born: date) -> tuple[Retirement, ...]:
    """Return what may hold for somebody whose post is not known, the earlier first: one for a man, two for a woman."""
    possible = (WOMAN_50, WOMAN_55) if woman else (MAN,)
    return tuple(retirement(group, born=born) for group in possible)
