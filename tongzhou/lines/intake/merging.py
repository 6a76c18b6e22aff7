"""并案 — one report merged into another: what it said of each worker goes along, first days stay each their own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case

from . import facts, rules


@transaction.atomic
def merge(door: Door, source: Case, *, into: Case, by: Actor, at: datetime, reason: str) -> None:
    """Merge a report into another and restate its claims there. Raises Refused; nothing is done then.

    Whoever is in both keeps, under each head, the larger sum: the engine adds the sums of both, and this puts
    them right.
    """
    said = door.view(source)
    kept = door.view(into)
    number = source.number or source.uid
    door.merge(source, into=into, by=by, at=at, reason=reason)
    mine, theirs = rules.claims_of(kept), rules.claims_of(said)
    names = {
        s.key: s.name for s in rules.workers(said) if s.key in theirs or s.key not in kept.subjects
    }
    new = {k: n for k, n in names.items() if k not in kept.subjects}
    names |= _told_apart(new, kept_names={s.name for s in rules.workers(kept)})
    claims = {
        key: larger(mine.get(key, ()), theirs.get(key, ()))
        for key in names
        if key in theirs or key in mine
    }
    stated = facts.Restated(
        names={k: n for k, n in names.items() if k not in kept.subjects},
        claims=claims,
        violations=rules.violations(said),
        from_case=number,
        words=rules.story(said),
        evidence=rules.evidence(said),
    )
    door.act(into, "restate", by=by, at=at, facts=stated, about=tuple(names), reason=reason)


def larger(mine: tuple[ClaimItem, ...], theirs: tuple[ClaimItem, ...]) -> tuple[ClaimItem, ...]:
    """Return the items of both, of one head the larger."""
    by_head = {item.head: item for item in mine}
    for item in theirs:
        known = by_head.get(item.head)
        if known is None or item.amount > known.amount:
            by_head[item.head] = item
    return tuple(by_head.values())


def _told_apart(names: dict[str, str], *, kept_names: set[str]) -> dict[str, str]:
    """Number the aliases of those who come on, so that two 投诉人1 do not stand in one report."""
    found: dict[str, str] = {}
    n = 1
    for key, name in names.items():
        if name.startswith(rules.ALIAS) and name in kept_names | set(found.values()):
            while f"{rules.ALIAS}{n}" in kept_names | set(found.values()):
                n += 1
            name = f"{rules.ALIAS}{n}"
        found[key] = name
    return found
