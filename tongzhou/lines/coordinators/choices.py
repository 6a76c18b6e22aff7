"""可选内容 — what a form of this line may offer in a case as it stands."""

from __future__ import annotations

from tongzhou.lines.coordinators.person import rules
from tongzhou.procedure.view import View


def deployments(view: View) -> list[tuple[str, str]]:
    """Return the deployments that have not ended."""
    return [
        (str(d.seq), f"{d.said.place} {d.said.name}（{d.said.since}起）")
        for d in rules.deployments(view)
        if d.until is None
    ]


def served(view: View) -> list[tuple[str, str]]:
    """Return the employers served now."""
    return [(key, name) for key, (name, _since) in rules.served(view).items()]
