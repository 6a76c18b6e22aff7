"""通路 — which states can be reached from where; for the checks at start and the drawn pages."""

from __future__ import annotations

from dataclasses import dataclass

from .declare import Procedure, State, every


@dataclass(frozen=True)
class Path:
    """A way from one state to another, and what takes it."""

    start: str  # code of the state; "" for the opening
    end: str
    label: str


def paths(p: Procedure) -> list[Path]:
    """Return every way in the order of the declaration. An act at any state leaves all open ones."""
    found = [Path("", p.opens.to.code, p.opens.label)] if p.opens.to else []
    for act in p.acts:
        if act.to:
            starts = [s.code for s in act.states] or [
                s.code for s in p.states.values() if not s.final
            ]
            found += [Path(s, act.to.code, act.label) for s in starts if s != act.to.code]
    for r in p.rounds:
        found += [Path(r.at.code, r.agreed.code, f"{r.label}：一致同意")]
        found += [Path(r.at.code, r.refused.code, f"{r.label}：退回")]
    for once in p.onces:
        found += [Path(s.code, once.to.code, once.label or "即告") for s in every(once.at)]
    if p.merging:
        found += [Path(s.code, p.merging.to.code, "并入另案") for s in every(p.merging.at)]
    return found


def reachable(p: Procedure) -> set[str]:
    """Return the codes of the states a case can come to."""
    ways = paths(p)
    there = {w.end for w in ways if not w.start}
    while more := {w.end for w in ways if w.start in there} - there:
        there |= more
    return there


def dead_ends(p: Procedure) -> list[State]:
    """Return states that are not final and cannot be left."""
    leaving = {w.start for w in paths(p) if w.end != w.start}
    return [s for s in p.states.values() if not s.final and s.code not in leaving]
