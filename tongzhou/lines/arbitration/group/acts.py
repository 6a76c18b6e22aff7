"""一批人一件事 — which acts the ledger offers for many at once, and what each makes of those chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from tongzhou.lines.arbitration.acts import bringing, deciding, trying
from tongzhou.lines.arbitration.facts import Given, Offer, Repentance, Settlement, Splitting
from tongzhou.lines.arbitration.rules import track
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.procedure.claims import by_head
from tongzhou.procedure.declare import Act, every
from tongzhou.procedure.facts import Facts, loaded, stored
from tongzhou.procedure.view import View

from . import amounts
from .amounts import Items
from .cells import Sheet
from .ledger import STATES, Claimant, Ledger
from .standing import particulars_of

ASKED, OWED = "asked", "owed"  # what amounts of an act are measured by
Skipped = tuple[str, str]  # key of a claimant, why


@dataclass(frozen=True)
class Many:
    """An act that may be done for many at once."""

    act: Act[Any]
    icon: str
    sums: str = (
        ""  # measured by what was asked, or by what is owed; none: the act states no amounts
    )
    hides: tuple[str, ...] = ()  # fields the page fills in


MANY = {
    m.act.code: m
    for m in (
        Many(deciding.offer_settlement, "file-pen-line", ASKED, ("items",)),
        Many(deciding.settle, "handshake", ASKED, ("items", "consents")),
        Many(deciding.sign_settlement, "signature"),
        Many(deciding.repent, "undo-2", "", ("who",)),
        Many(bringing.withdraw, "log-out"),
        Many(trying.treat_as_withdrawn, "user-x"),
        Many(bringing.split, "split", "", ("claims",)),
        Many(deciding.pay, "banknote", OWED, ("items",)),
    )
}
AWARDS = (deciding.award_final, deciding.award_other, deciding.award_partial)


@dataclass
class Plan:
    """What an act would do for those chosen: for whom, with which amounts, and who is left out and why."""

    act: str
    about: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    items: Items = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    seen: int = 0

    @property
    def totals(self) -> dict[str, int]:
        """Return head → fen."""
        return by_head(self.items.values())

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    def stated(self, act: Act[Any]) -> Facts:
        """Return the facts as the act asks them."""
        return loaded(self.facts, act.asks)


def sorted_by_state(
    ledger: Ledger, chosen: Sequence[str], act: Act[Any]
) -> tuple[list[Claimant], list[Skipped]]:
    """Part those chosen into those whom an act may be about, and those whose state does not allow it."""
    wanted = {s.code for s in every(act.subject_at)}
    fit, skipped = [], []
    for key in chosen:
        claimant = ledger.by_key.get(key)
        if claimant is None:
            continue
        if wanted and claimant.state not in wanted:
            words = "、".join(STATES[code] for code in STATES if code in wanted)
            skipped.append((key, f"现为“{claimant.words}”，须为“{words}”"))
        else:
            fit.append(claimant)
    return fit, skipped


@dataclass(frozen=True)
class Sums:
    """How the amounts of an act are arrived at."""

    way: str  # share, sum, sheet, offer, owed
    percent: Decimal = Decimal(100)
    sums: dict[str, int] = field(default_factory=dict)
    items: Items = field(default_factory=dict)  # from a sheet, or from the offer

    def of(self, fit: list[Claimant], measured: str) -> Items:
        """Return the amounts of each, heads at nought left out."""
        if self.way in ("sheet", "offer"):
            mine = {c.key for c in fit}
            found = {key: of_one for key, of_one in self.items.items() if key in mine}
        elif self.way == "sum":
            found = amounts.by_sum(fit, self.sums)
        elif measured == OWED:
            found = amounts.still_owed(fit)
        else:
            found = amounts.by_share(fit, self.percent)
        return {key: of_one for key, of_one in found.items() if of_one}


def planned(
    many: Many,
    view: View,
    ledger: Ledger,
    chosen: Sequence[str],
    facts: Facts,
    *,
    sums: Sums | None = None,
    consented: frozenset[str] | None = None,
) -> Plan:
    """Return what the act would do. `consented` are those whose consent is at hand; None: all chosen."""
    fit, skipped = sorted_by_state(ledger, chosen, many.act)
    items: Items = {}
    if many.sums:
        assert sums
        items = sums.of(fit, many.sums)
        skipped += [(c.key, "没有金额") for c in fit if c.key not in items]
        fit = [c for c in fit if c.key in items]
    if many.act is deciding.settle and track.speaks_through_others(view):
        agreed = consented if consented is not None else frozenset(c.key for c in fit)
        skipped += [(c.key, "没有其同意的记录") for c in fit if c.key not in agreed]
        fit = [c for c in fit if c.key in agreed]
    items = {c.key: items[c.key] for c in fit} if many.sums else {}
    keys = [c.key for c in fit]
    stated_facts = FILLS.get(many.act.code, _as_it_is)(view, facts, fit, items)
    return Plan(many.act.code, keys, skipped, items, stored(stated_facts), view.seq)


Fill = Callable[[View, Any, list[Claimant], Items], Facts]


def _as_it_is(_view: View, facts: Any, _fit: list[Claimant], _items: Items) -> Facts:
    stated: Facts = facts
    return stated


def _settle(_view: View, facts: Settlement, fit: list[Claimant], items: Items) -> Facts:
    keys = tuple(c.key for c in fit)
    return msgspec.structs.replace(facts, items=items, consents=keys)


def _offer(_view: View, facts: Offer, _fit: list[Claimant], items: Items) -> Facts:
    return msgspec.structs.replace(facts, items=items)


def _pay(_view: View, facts: Given, _fit: list[Claimant], items: Items) -> Facts:
    return msgspec.structs.replace(facts, items=items)


def _repent(_view: View, facts: Repentance, fit: list[Claimant], _items: Items) -> Facts:
    return msgspec.structs.replace(facts, who=tuple(c.key for c in fit))


def _split(view: View, facts: Splitting, fit: list[Claimant], _items: Items) -> Facts:
    """Those who leave take their claims with them, and what is known of their employment."""
    return msgspec.structs.replace(
        facts,
        names={c.key: c.name for c in fit},
        claims={c.key: claims_of(view.subjects[c.key]) for c in fit},
        particulars={c.key: particulars_of(view.subjects[c.key]) for c in fit},
    )


FILLS: dict[str, Fill] = {
    "offer_settlement": _offer,
    "settle": _settle,
    "pay": _pay,
    "repent": _repent,
    "split": _split,
}


def listed(sheet: Sheet, fit: Sequence[Claimant]) -> tuple[frozenset[str], list[str]]:
    """Return whom a list of those who consented names, and the lines that name nobody chosen."""
    by_ref = {c.ref: c for c in fit}
    by_name: dict[str, list[Claimant]] = {}
    for c in fit:
        by_name.setdefault(c.name, []).append(c)
    found, unknown = set(), []
    for n, line in sheet.lines:
        ref, name = line.get(amounts.REF, ""), line.get(amounts.NAME, "")
        same = by_name.get(name, [])
        claimant = by_ref.get(ref) if ref else same[0] if len(same) == 1 else None
        if claimant is None or (name and claimant.name != name):
            why = "有同名的人，请填编号" if len(same) > 1 else "不在所选的申请人中"
            unknown.append(f"第{n}行 {name or ref}：{why}")
        else:
            found.add(claimant.key)
    return frozenset(found), unknown
