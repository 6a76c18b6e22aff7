"""结对 — which officers inspect what: the least loaded first, among equals by lot, never against a recusal.

Officers wait in a queue, by load and then by a key that is drawn anew each time they are given something; so
each round through the queue is another random order, and loads that begin equal end at most one apart where
nobody is recused and nothing special is needed. An object that needs specialties is served before those that
need none, and each need takes the first in the queue who has it; then any seat left takes the first in the queue.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Any

from .choosing import Pick
from .digests import begun
from .roster import Officer, needs_of
from .terms import Terms

Entry = tuple[int, bytes, str, int]  # load, key, id, how often given something


class Queue:
    """The queue of officers, and one for each skill. Entries out of date are passed over."""

    def __init__(self, terms: Terms, seed: str, officers: Iterable[Officer]) -> None:
        self._begun: Any = begun(terms.hash, "officer", seed)
        self._officers = {o.id: o for o in officers}
        self._turn = dict.fromkeys(self._officers, 0)
        self._load = {o.id: o.load for o in self._officers.values()}
        self._queues: dict[str, list[Entry]] = {"": []}
        for id_ in self._officers:
            self._enter(id_)

    def _enter(self, id_: str) -> None:
        turn = self._turn[id_]
        running = self._begun.copy()
        running.update(f"{id_}\n{turn}".encode())
        entry = (self._load[id_], running.digest(), id_, turn)
        for skill in ("", *self._officers[id_].skills):
            heapq.heappush(self._queues.setdefault(skill, []), entry)

    def first(self, skill: str, object_: str, taken: list[str]) -> str:
        """Return the first who has the skill ("": any) and may inspect the object; "" for nobody."""
        queue = self._queues.get(skill, [])
        passed, found = [], ""
        while queue and not found:
            entry = heapq.heappop(queue)
            id_ = entry[2]
            if entry[3] != self._turn[id_]:
                continue
            passed.append(entry)
            if id_ not in taken and object_ not in self._officers[id_].recuse:
                found = id_
        for entry in passed:
            heapq.heappush(queue, entry)
        return found

    def fill(self, object_: str, needs: tuple[str, ...], seats: int) -> list[str]:
        """Return who inspects an object, sorted, and count it to their load. Fewer than `seats` where nobody may."""
        team: list[str] = []
        for need in needs:
            if not any(need in self._officers[o].skills for o in team):
                self._seat(team, need, object_)
        while len(team) < seats and self._seat(team, "", object_):
            pass
        for id_ in team:
            self._turn[id_] += 1
            self._load[id_] += 1
            self._enter(id_)
        return sorted(team)

    def _seat(self, team: list[str], skill: str, object_: str) -> bool:
        found = self.first(skill, object_, team)
        if found:
            team.append(found)
        return bool(found)


def paired(
    terms: Terms, seed: str, picks: Iterable[Pick], officers: Iterable[Officer]
) -> dict[str, list[str]]:
    """Return id of each drawn object → ids of its officers."""
    place = {s.code: i for i, s in enumerate(terms.strata)}
    drawn = [(needs_of(p.needs), p) for p in picks if p.is_drawn]
    drawn.sort(key=lambda np: (-len(np[0]), place[np[1].stratum], np[1].rank))
    queue = Queue(terms, seed, officers)
    return {p.id: queue.fill(p.id, needs, terms.seats) for needs, p in drawn}


def lacking(team: list[str], needs: tuple[str, ...], officers: dict[str, Officer]) -> list[str]:
    """Return the needs that nobody of a team meets."""
    return [n for n in needs if not any(n in officers[o].skills for o in team if o in officers)]
