"""要素表单 — the questions of the element table put to one side, and what the answers amount to.

The same form for the portal and the counter. Whoever answers second sees what the other side has said and
agrees or differs. What is agreed to is stated as the value it had: if the other side changes it later, the
two differ again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.facts.trying import Elements
from tongzhou.lines.arbitration.rules.elements import Element, Row, tables
from tongzhou.lines.arbitration.rules.track import application
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.view import View

AGREE, DIFFER = "agree", "differ"
LONGEST = 500


@dataclass(frozen=True)
class Asked:
    """One question of the form: what the other side says, what this one says, and what is wrong with it."""

    element: Element
    other: str  # what the other side has said; nothing: it has not spoken
    own: str
    choice: str = ""  # agree or differ, where the other side has spoken
    error: str = ""
    for_all: bool = False

    @property
    def code(self) -> str:
        return self.element.code

    @property
    def value(self) -> str:
        """What this side says: the other's value where it agrees."""
        return self.other if self.choice == AGREE else self.own

    @property
    def options(self) -> tuple[str, ...]:
        """The answers to choose from; what was said before stays among them."""
        known = self.element.options
        return known if not self.own or self.own in known else (*known, self.own)


def questions(view: View, side: str, claimant: str) -> list[Asked]:
    """Return the questions about one claimant for one side, filled with what it has said so far.

    A single claimant who has not spoken finds what the application said.
    """
    is_claimant = side.startswith(f"{CLAIMANT.code}/")
    known = _from_application(view) if is_claimant and view.count(CLAIMANT) == 1 else {}
    found = []
    for row in tables(view).get(claimant, []):
        own, other = _both(row, is_claimant)
        own = own or known.get(row.element.code, "")
        choice = "" if not other or not own else AGREE if own == other else DIFFER
        found.append(Asked(row.element, other, own, choice))
    return found


def _both(row: Row, is_claimant: bool) -> tuple[str, str]:
    pair = (row.claimant_says, row.respondent_says)
    return pair if is_claimant else (pair[1], pair[0])


def _from_application(view: View) -> dict[str, str]:
    brought = application(view)
    if brought is None:
        return {}
    known = {
        "hired_on": brought.hired_on.isoformat() if brought.hired_on else "",
        "left_on": brought.left_on.isoformat() if brought.left_on else "",
        "post": brought.post,
        "wage": money(Decimal(brought.monthly_wage) / 100) if brought.monthly_wage else "",
    }
    return {code: value for code, value in known.items() if value}


def money(amount: Decimal) -> str:
    """Return an amount as the table keeps it: 8000 or 8000.50."""
    return f"{amount:.2f}".removesuffix(".00")


def answered(asked: list[Asked], data: Mapping[str, str]) -> list[Asked]:
    """Return the questions with what was posted, each checked."""
    return [_answered(one, data) for one in asked]


def _answered(one: Asked, data: Mapping[str, str]) -> Asked:
    typed = data.get(one.code, "").strip()
    choice = data.get(f"{one.code}-same", "") if one.other else ""
    choice = choice if choice in (AGREE, DIFFER) else ""
    for_all = f"{one.code}-all" in data
    error = ""
    if choice == AGREE:
        return Asked(one.element, one.other, typed, AGREE, "", for_all)
    if typed:
        try:
            typed = read(one.element, typed)
        except ValueError as wrong:
            error = str(wrong)
    elif choice == DIFFER:
        error = _("选择不同意的，请写明“%(label)s”应当是什么") % {"label": one.element.label}
    if typed and one.other and not choice:
        choice = DIFFER
    return Asked(one.element, one.other, typed, choice, error, for_all)


def read(element: Element, typed: str) -> str:
    """Return an answer as the table keeps it. Raises ValueError, in the reader's words."""
    if element.sort == "date":
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError as wrong:
            raise ValueError(
                _("“%(label)s”请按 2026-11-30 的样子填写日期") % {"label": element.label}
            ) from wrong
    if element.sort in ("money", "number"):
        return _number(element, typed)
    if len(typed) > LONGEST:
        raise ValueError(
            _("“%(label)s”请控制在 %(n)d 字以内") % {"label": element.label, "n": LONGEST}
        )
    return typed


def _number(element: Element, typed: str) -> str:
    try:
        value = Decimal(typed.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation as wrong:
        raise ValueError(
            _("“%(label)s”请填写数字，例如 8000") % {"label": element.label}
        ) from wrong
    if not value.is_finite() or value < 0 or value >= 10**9:
        raise ValueError(_("“%(label)s”的数额有误，请核对") % {"label": element.label})
    return money(value) if element.sort == "money" else f"{value.normalize():f}"


def stated(view: View, claimant: str, asked: list[Asked]) -> Elements:
    """Return what one side states of one claimant; answers marked for all go to everybody concerned."""
    of = {claimant: {one.code: one.value for one in asked if one.value}}
    for_all = {one.code: one.value for one in asked if one.for_all and one.value}
    if for_all:
        for key, rows in tables(view).items():
            mine = {
                r.element.code: for_all[r.element.code] for r in rows if r.element.code in for_all
            }
            if key != claimant and mine:
                of[key] = mine
    return Elements(of={key: said for key, said in of.items() if said})


def agreed_to_all(view: View, side: str) -> Elements:
    """Return a statement that agrees to whatever the other side has said and this side left open."""
    is_claimant = side.startswith(f"{CLAIMANT.code}/")
    of: dict[str, dict[str, str]] = {}
    for key, rows in tables(view).items():
        if is_claimant and key != side:
            continue
        for row in rows:
            own, other = _both(row, is_claimant)
            if other and not own:
                of.setdefault(key, {})[row.element.code] = other
    return Elements(of=of)
