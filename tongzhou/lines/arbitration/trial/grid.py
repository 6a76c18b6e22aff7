"""金额表 — amounts put down claimant by claimant and head by head, for an award, a settlement, an advance. Pure.

Amounts are whole fen. What is not put down is left open; nought refuses. A rule or a workbook fills many at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import msgspec
from django.utils.translation import gettext as _

from tongzhou.law.heads import HEADS, Head
from tongzhou.lines.arbitration.rules.ledger import lines_of
from tongzhou.lines.arbitration.states import CLAIMANT, CLAIMING
from tongzhou.procedure.claims import Amounts, ClaimItem
from tongzhou.procedure.view import View

GRANT, REFUSE = "grant", "refuse"  # what is put down for a claim that is no sum
HUNDRED = Decimal(100)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What has been put down so far: amounts, claims that are no sum and are granted, and what was typed."""

    amounts: dict[str, dict[str, int]] = {}
    granted: dict[str, list[str]] = {}
    texts: dict[str, str] = {}

    def put(self, key: str, code: str, amount: int | None, *, granted: bool = False) -> Draft:
        """Return the draft with one amount put down, or left open."""
        amounts = {k: dict(of) for k, of in self.amounts.items()}
        grants = {k: list(of) for k, of in self.granted.items()}
        _put(amounts, grants, key, code, amount, granted)
        return msgspec.structs.replace(self, amounts=amounts, granted=grants)


def _put(
    amounts: dict[str, dict[str, int]],
    grants: dict[str, list[str]],
    key: str,
    code: str,
    amount: int | None,
    granted: bool,
) -> None:
    of_one = amounts.setdefault(key, {})
    if amount is None:
        of_one.pop(code, None)
    else:
        of_one[code] = amount
    if not of_one:
        amounts.pop(key)
    mine = [c for c in grants.get(key, ()) if c != code]
    if granted and amount is not None:
        mine.append(code)
    grants[key] = mine
    if not mine:
        grants.pop(key)


@dataclass(frozen=True)
class Item:
    """One item that is still open: whose, under which head, how much is asked."""

    key: str
    name: str
    item: ClaimItem

    @property
    def head(self) -> Head:
        return self.item.of

    @property
    def code(self) -> str:
        return self.item.head

    @property
    def asked(self) -> int:
        return self.item.amount

    @property
    def field(self) -> str:
        """The name of its control."""
        return f"{self.key}|{self.code}"

    @property
    def id(self) -> str:
        """The id of its control, in a page."""
        return f"{self.key.replace('/', '-')}-{self.code}"


def open_items(view: View) -> list[Item]:
    """Return what is still to be decided: the items no award has decided, of claimants still claiming."""
    return [
        Item(claimant.key, claimant.name or claimant.ref, line.item)
        for claimant in view.of(CLAIMANT, CLAIMING.code)
        for line in lines_of(claimant)
        if "awarded" not in line.decided
    ]


def kept(draft: Draft, items: Iterable[Item]) -> Draft:
    """Return the draft without what is no longer open: somebody settled, withdrew, or was awarded."""
    open_ = {(i.key, i.code) for i in items}
    amounts = {
        key: left
        for key, of in draft.amounts.items()
        if (left := {c: a for c, a in of.items() if (key, c) in open_})
    }
    grants = {
        key: codes
        for key, of in draft.granted.items()
        if (codes := [c for c in of if c in amounts.get(key, {})])
    }
    return msgspec.structs.replace(draft, amounts=amounts, granted=grants)


def fen(typed: str) -> int:
    """Return an amount typed in yuan as whole fen. Raises ValueError, in the reader's words."""
    try:
        yuan = Decimal(typed.replace(",", "").replace("，", "").replace("¥", "").removesuffix("元"))
    except InvalidOperation as wrong:
        raise ValueError(_("请填写金额，例如 8640.00")) from wrong
    if not yuan.is_finite() or yuan < 0 or yuan >= 10**11:
        raise ValueError(_("请填写金额，例如 8640.00"))
    cents = yuan * 100
    if cents != cents.to_integral_value():
        raise ValueError(_("金额至多两位小数"))
    return int(cents)


def yuan(amount: int) -> str:
    """Return fen as they are typed: 8640.00."""
    return f"{Decimal(amount) / 100:.2f}"


def check(item: Item, amount: int, *, capped: bool) -> str:
    """Say what is wrong with an amount: more than was asked cannot be awarded. Empty: nothing."""
    if capped and item.head.money and amount > item.asked:
        return _("%(name)s的“%(head)s”不得超过请求的 %(most)s 元") % {
            "name": item.name, "head": item.head.label, "most": yuan(item.asked),
        }  # fmt: skip
    return ""


def posted(
    draft: Draft, items: Iterable[Item], data: Mapping[str, str], *, capped: bool
) -> tuple[Draft, dict[str, str]]:
    """Return the draft with what was posted of these items, and what is wrong: id → words."""
    amounts = {k: dict(of) for k, of in draft.amounts.items()}
    grants = {k: list(of) for k, of in draft.granted.items()}
    errors: dict[str, str] = {}
    for item in items:
        if item.field not in data:
            continue
        typed = data[item.field].strip()
        if not item.head.money and typed in (GRANT, REFUSE):
            _put(amounts, grants, item.key, item.code, 0, typed == GRANT)
            continue
        try:
            amount = fen(typed) if typed else None
        except ValueError as wrong:
            errors[item.id] = f"{item.name}“{item.head.label}”：{wrong}"
            continue
        words = check(item, amount, capped=capped) if amount is not None else ""
        if words:
            errors[item.id] = words
            continue
        _put(amounts, grants, item.key, item.code, amount, False)
    return msgspec.structs.replace(draft, amounts=amounts, granted=grants), errors


RULES = ("asked", "calculated", "percent", "refuse", "open")


def by_rule(
    draft: Draft,
    items: Iterable[Item],
    rule: str,
    *,
    percent: Decimal = HUNDRED,
    calculated: Mapping[tuple[str, str], int] = {},
    capped: bool = True,
) -> tuple[Draft, int]:
    """Return the draft with a rule applied to items, and to how many it applied.

    A share is rounded half up to the fen, once for each item. What was calculated is awarded up to what was asked.
    """
    amounts = {k: dict(of) for k, of in draft.amounts.items()}
    grants = {k: list(of) for k, of in draft.granted.items()}
    count = 0
    for item in items:
        amount = _ruled(item, rule, percent, calculated, capped)
        if amount is None and rule == "calculated":
            continue
        granted = not item.head.money and rule in ("asked", "percent")
        _put(amounts, grants, item.key, item.code, amount, granted)
        count += 1
    return msgspec.structs.replace(draft, amounts=amounts, granted=grants), count


def _ruled(
    item: Item, rule: str, percent: Decimal, calculated: Mapping[tuple[str, str], int], capped: bool
) -> int | None:
    if rule == "asked":
        return item.asked
    if rule == "percent":
        share = Decimal(item.asked) * percent / HUNDRED
        return int(share.to_integral_value(ROUND_HALF_UP))
    if rule == "calculated":
        found = calculated.get((item.key, item.code))
        return min(found, item.asked) if found is not None and capped else found
    return 0 if rule == "refuse" else None


@dataclass(frozen=True)
class Total:
    """One head over all claimants: how many ask, how many were decided, and the sums in fen."""

    head: Head
    people: int
    decided: int
    asked: int
    put: int


def totals(draft: Draft, items: Iterable[Item]) -> list[Total]:
    """Return the totals by head, in the order of the table of heads."""
    found: dict[str, list[int]] = {}
    for item in items:
        row = found.setdefault(item.code, [0, 0, 0, 0])
        amount = draft.amounts.get(item.key, {}).get(item.code)
        row[0] += 1
        row[1] += amount is not None
        row[2] += item.asked
        row[3] += amount or 0
    return [Total(HEADS[code], *found[code]) for code in HEADS if code in found]


def chosen(draft: Draft) -> Amounts:
    """Return what has been put down, claimant → head → fen."""
    return {key: dict(of) for key, of in draft.amounts.items() if of}
