"""递补 — who takes the place of an object or officer that falls out after the draw: fixed with the seed.

An object: the first of its stratum's list that nobody has used. An officer: the first, in an order of its own
for each object, who may inspect it, covers what would be lacking, and has not fallen out. Load plays no part, so
that nobody can bring a name about by the order in which reasons are entered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .choosing import Pick
from .digests import begun
from .pairing import lacking
from .roster import Officer, needs_of
from .terms import Terms

CAUSES = ("recusal", "leave", "closed", "other")  # 回避、不能到岗、注销停业、其他


@dataclass
class Standing:
    """What the draw amounts to after the substitutions so far."""

    terms: Terms
    seed: str
    officers: dict[str, Officer]
    reserves: dict[str, list[Pick]] = field(default_factory=dict)
    strata: dict[str, str] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    teams: dict[str, list[str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # officers on leave: for every object
    recused: dict[str, set[str]] = field(default_factory=dict)  # object → officers found related

    def order(self, object_: str) -> list[str]:
        """Return all officers in the order in which they would step in for an object."""
        begins: Any = begun(self.terms.hash, "substitute", self.seed, object_)
        keyed = []
        for id_ in self.officers:
            running = begins.copy()
            running.update(id_.encode())
            keyed.append((running.digest(), id_))
        return [id_ for _key, id_ in sorted(keyed)]

    def filled(self, object_: str, kept: list[str]) -> list[str]:
        """Return `kept` with the seats that are free taken in the order of the object, sorted."""
        barred = self.left | self.recused.get(object_, set())
        able = [
            o
            for o in self.order(object_)
            if o not in barred and o not in kept and object_ not in self.officers[o].recuse
        ]
        team = list(kept)
        for need in lacking(team, self.needs[object_], self.officers):
            if lacking(team, (need,), self.officers):
                with_it = [o for o in able if o not in team and need in self.officers[o].skills]
                team += with_it[:1]
        team += [o for o in able if o not in team][: max(0, self.terms.seats - len(team))]
        return sorted(team[: self.terms.seats])

    def replace_officer(self, target: str, out: str, cause: str) -> list[str]:
        """Take an officer off an object and return its officers from then on. Raises KeyError, ValueError."""
        if out not in self.teams[target] or cause not in ("recusal", "leave", "other"):
            raise ValueError(out)
        if cause == "leave":
            self.left.add(out)
        else:
            self.recused.setdefault(target, set()).add(out)
        self.teams[target] = self.filled(target, [o for o in self.teams[target] if o != out])
        return self.teams[target]

    def replace_object(self, target: str) -> tuple[str, list[str]]:
        """Take an object out and return the next of its stratum ("": none is left) and its officers."""
        waiting = self.reserves.get(self.strata[target], [])
        del self.teams[target]
        if not waiting:
            return "", []
        fresh = waiting.pop(0)
        self.teams[fresh.id] = self.filled(fresh.id, [])
        return fresh.id, self.teams[fresh.id]


def standing(
    terms: Terms,
    seed: str,
    picks: Iterable[Pick],
    teams: dict[str, list[str]],
    officers: Iterable[Officer],
) -> Standing:
    """Return how things stand right after the draw."""
    result = Standing(
        terms, seed, {o.id: o for o in officers}, teams={k: list(v) for k, v in teams.items()}
    )
    for p in picks:
        result.strata[p.id], result.needs[p.id] = p.stratum, needs_of(p.needs)
        if not p.is_drawn:
            result.reserves.setdefault(p.stratum, []).append(p)
    return result


def sub_line(number: int, of: str, target: str, out: str, cause: str, words: str) -> dict[str, Any]:
    """Return what is known of a substitution before it is worked out."""
    told = {"cause": cause, "k": "sub", "no": number, "of": of, "out": out}
    return {**told, "target": target, "words": words}


def substituted(now: Standing, told: dict[str, Any]) -> dict[str, Any]:
    """Carry out a substitution and return its line. Raises KeyError or ValueError where it cannot be."""
    if told["of"] == "officer":
        team = now.replace_officer(told["target"], told["out"], told["cause"])
        return {**told, "in": "", "officers": team}
    if told["of"] != "object" or told["out"] != told["target"] or told["cause"] not in CAUSES:
        raise ValueError(told["of"])
    fresh, team = now.replace_object(told["target"])
    return {**told, "in": fresh, "officers": team}
