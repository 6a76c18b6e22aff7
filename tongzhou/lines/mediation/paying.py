"""计件 — what a case counts for, by the tariff of the place. Pure."""

from __future__ import annotations

GROUP = 10  # 办案规则 5: ten or more with a common claim


def paid_for(*, agreed: bool, claimants: int, rates: tuple[int, int, int]) -> int:
    """Return what is paid for one case, in fen; `rates` are for agreed, for failed, and more for a group."""
    for_agreed, for_failed, for_group = rates
    return (for_agreed if agreed else for_failed) + (for_group if claimants >= GROUP else 0)
