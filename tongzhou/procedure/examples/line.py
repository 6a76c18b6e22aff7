"""The examples as one line of business, for tests to enter into the catalogue and to strike again."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .contract import CONTRACT, CONTRACT_2027
from .dispute import DISPUTE, spoken_for
from .inspection import INSPECTION
from .listing import LISTING
from .plan import PLAN

EXAMPLES = Line(
    code="examples",
    label="示例",
    icon="book-open",
    procedures=(CONTRACT, CONTRACT_2027, DISPUTE, INSPECTION, LISTING, PLAN),
    speaks_for={DISPUTE.code: spoken_for},
)
