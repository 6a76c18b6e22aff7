"""编号归谁 — feeds whose rows are known by a number and not by the employer: who may say anew what stands under it.

A number is the sender's own: two courts, two grids may well both have a case 1. A later row of a number (and month, of projects) replaces the earlier one, so
it must come from whoever told that, or put it right for the same employer as keeper of the region; any other row comes back, and what stands stays. Whom a
number belongs to is read once, before the first row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongzhou.columns.declare import Check, Derived, Month, Table
from tongzhou.columns.models import Delivery
from tongzhou.warehouse.feeds.parts import USCC

OTHERS = "others"
TAKEN = "_taken"  # the column that is derived: whether a number is another's
TAKEN_CODE = "FEED10"
OWN = ("", "本平台")  # whose what the lines tell is
Sender = tuple[str, str]  # whose a delivery is, and who sent it, in words


@dataclass(frozen=True)
class Told:
    """What stands under a number: of which employer, and who told it."""

    uscc: str
    by: Sender


@dataclass(frozen=True)
class Standing:
    """What stands under each number, and who sends now: itself, and those whose deliveries it mends. Without a lake nothing is another's."""

    told: Mapping[tuple[Any, ...], Told] = field(default_factory=dict)
    senders: frozenset[Sender] = frozenset()

    def answers(self, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None]]:
        """Return for the keys of rows, each with its credit code, whether the number is another's."""
        return [(None if self._may(tuple(key), uscc) else OTHERS,) for *key, uscc in asked]

    def _may(self, key: tuple[Any, ...], uscc: str | None) -> bool:
        told = self.told.get(key)
        if told is None or uscc is None or told.by in self.senders:
            return True
        owner, _source = told.by
        keeps = any(owner.startswith(mine) for mine, _ in self.senders)  # "": all of it
        return keeps and told.by != OWN and told.uscc == uscc


def is_numbered(table: Table) -> bool:
    """Say whether a row of a feed is what it is by a number of its sender's, whatever the employer."""
    return USCC.code not in table.key


def numbers(table: Table) -> tuple[str, ...]:
    """Return what makes a row what it is, but for the month: all rows of a delivery are of one."""
    return tuple(c for c in table.key if not isinstance(table[c].type, Month))


def senders_of(delivery: Delivery) -> frozenset[Sender]:
    """Return who sends a delivery, and who sent what it mends."""
    found: set[Sender] = set()
    one: Delivery | None = delivery
    while one is not None:
        found.add((one.owner, one.source))
        one = one.mends
    return frozenset(found)


def derived(standing: Standing, table: Table, column: str) -> Derived:
    """Return how it is found whether a number is another's; `column` is that of the credit code."""
    return Derived((TAKEN,), of=(*numbers(table), column), look_up=standing.answers, gives=(str,))


def check(table: Table) -> Check:
    """Return what is said of a number that is another's."""
    return Check(
        TAKEN_CODE,
        table.key[0],
        lambda c: c[TAKEN] == OTHERS,
        "这个编号下已有另一报送人报送的记录，不能用这一行替换",
        "请核对编号：确是另一件的，在编号前加上报送单位的简称再报；是同一件而原来报错的，由原报送人改报，或者由数据管理员在原批次的页面上改正",
    )
