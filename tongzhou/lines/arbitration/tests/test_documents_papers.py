"""Every paper of arbitration, drawn from a life and read back."""

from __future__ import annotations

from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.tests import paper_lives as lives
from tongzhou.lines.arbitration.tests.court import Court
from tongzhou.procedure.declare import Paper


def every_paper() -> set[str]:
    return {p.code for p in vars(papers).values() if isinstance(p, Paper)}


def test_every_paper_is_drawn_by_its_own_template_in_word(court: Court) -> None:
    lives.registers()
    case, entries = lives.tried(court)
    entries += lives.intake(court) + lives.decided(court, case) + lives.others(court)
    entries += lives.closed(court, case) + lives.group(court)[1]
    found = {}
    for e in entries:
        found[e.issued["paper"]] = lives.in_word(e)
    assert set(found) == every_paper() - {"award_other"}
