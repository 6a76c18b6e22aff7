"""裁量建议 — what the discretion table of the region proposes for each violation found. A person decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tongzhou.law.discretion import Conduct, Proposal, propose
from tongzhou.law.penalties import NoProvision
from tongzhou.lines.inspection.facts.codes import code_of
from tongzhou.lines.inspection.facts.concluding import Finding
from tongzhou.procedure.view import View

from .deciding import findings
from .penalties import corrected


def conduct(found: Finding, *, is_corrected: bool) -> Conduct:
    """Return the circumstances of a finding as the table asks them."""
    flags = set(found.flags) | ({"corrected"} if is_corrected or found.corrected else set())
    return Conduct(
        workers=found.workers or None,
        amount=Decimal(found.amount) / 100 if found.amount else None,
        months=Decimal(found.months) if found.months else None,
        times=found.times,
        flags=frozenset(flags),
    )


def proposed(view: View, key: str, on: date) -> Proposal | None:
    """Return what the table proposes for a violation; None where it is not found or takes no money."""
    found = findings(view).get(key)
    if found is None or found.outcome != "查实":
        return None
    try:
        return propose(
            code_of(key),
            conduct(found, is_corrected=corrected(view, key, on)),
            found.until or on,
            view.region,
        )
    except (NoProvision, KeyError, ValueError):
        return None


def band(said: Proposal | None) -> tuple[int | None, int | None]:
    """Return the band in fen; two Nones where no table divides the range of the law."""
    if said is None or said.table is None or said.low is None or said.high is None:
        return None, None
    return int(said.low * 100), int(said.high * 100)
