"""部分到账的分配 — how a sum that is not enough is shared among those who wait. Pure. Whole fen.

Nothing is made or lost: what is shared is the sum, no one gets more than they are owed, and two who are owed the
same get the same, but for one fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Way = Literal["按比例", "先清小额", "按人平均"]
WAYS: tuple[Way, ...] = ("按比例", "先清小额", "按人平均")


def shared(total: int, owed: Mapping[str, int], way: Way = "按比例") -> dict[str, int]:
    """Return key → fen of what each gets of a sum. Raises ValueError for more than is owed, or less than nought."""
    waiting = {k: v for k, v in owed.items() if v > 0}
    if total < 0:
        raise ValueError("分配的金额不能为负数")
    if total > sum(waiting.values()):
        raise ValueError("分配的金额超过尚欠总额，请核对")
    if way == "先清小额":
        return _smallest_first(total, waiting)
    if way == "按人平均":
        return _evenly(total, waiting)
    return _in_proportion(total, waiting)


def _in_proportion(total: int, owed: Mapping[str, int]) -> dict[str, int]:
    """Give each their share, rounded down; the fen that are left go to the largest remainders."""
    whole = sum(owed.values())
    if not whole:
        return {}
    got = {k: total * v // whole for k, v in owed.items()}
    rest = total - sum(got.values())
    by_remainder = sorted(owed, key=lambda k: (-(total * owed[k] % whole), k))
    for key in by_remainder[:rest]:
        got[key] += 1
    return got


def _smallest_first(total: int, owed: Mapping[str, int]) -> dict[str, int]:
    got = {}
    for key in sorted(owed, key=lambda k: (owed[k], k)):
        got[key] = min(owed[key], total)
        total -= got[key]
    return got


def _evenly(total: int, owed: Mapping[str, int]) -> dict[str, int]:
    """Give everybody the same, but no one more than they are owed."""
    got = dict.fromkeys(owed, 0)
    open_ = sorted(owed)
    while total and open_:
        each, more = divmod(total, len(open_))
        if not each:
            for key in open_[:more]:
                got[key] += 1
            return got
        for key in open_:
            add = min(each, owed[key] - got[key])
            got[key] += add
            total -= add
        open_ = [k for k in open_ if got[k] < owed[k]]
    return got
