"""罚则 — what the law lets an office do about each violation: order, warn, fine, have the worker paid.

The table is reviewed data (`data/penalties/`), by the day of the act. `assess` says what may be issued for the
facts at hand, from how much to how much, and which condition is still missing; it never decides.
"""

from tongzhou.law.penalties.assessment import Assessment, Measure, NoProvision, assess, heaviest
from tongzhou.law.penalties.conditions import CONDITIONS, Circumstances
from tongzhou.law.penalties.items import (
    ITEMS,
    Item,
    Provision,
    citations,
    item,
    named,
    provisions_on,
)

__all__ = [
    "CONDITIONS",
    "ITEMS",
    "Assessment",
    "Circumstances",
    "Item",
    "Measure",
    "NoProvision",
    "Provision",
    "assess",
    "citations",
    "heaviest",
    "item",
    "named",
    "provisions_on",
]
