"""现成的前提 — ready-made conditions, so that a declaration contains no lambda."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tongzhou.law import Article

from .declare import Act, Kind, Need, State
from .facts import Facts
from .view import View


def done(act: Act[Any], *, since: Act[Any] | None = None, cites: Article | None = None) -> Need:
    """`act` has been done (since the last `since`)."""

    def holds(view: View, _act: Act[Any], _facts: Facts | None, _on: date) -> bool:
        floor = view.last.get(since.code, -1) if since else -1
        return view.last.get(act.code, -1) > floor

    return Need(holds, f"须先办理“{act.label}”", cites)


def unless(rule: Callable[[View], bool], need: Need) -> Need:
    """The need, but not where `rule` is true of the case."""
    return replace(need, holds=lambda v, a, f, on: rule(v) or need.holds(v, a, f, on))


def if_so(rule: Callable[[View], bool], need: Need) -> Need:
    """The need, only where `rule` is true of the case."""
    return unless(lambda view: not rule(view), need)


def so(rule: Callable[..., bool], otherwise: str, cites: Article | None = None) -> Need:
    """A judgment of rules.py over the case, and the day if it asks for one."""
    if len(inspect.signature(rule).parameters) == 2:
        return Need(lambda v, _a, _f, on: rule(v, on), otherwise, cites)
    return Need(lambda v, _a, _f, _on: rule(v), otherwise, cites)


def that(rule: Callable[..., bool], otherwise: str, cites: Article | None = None) -> Need:
    """A judgment of rules.py over the case and what the act states, and the day if it asks for one."""
    if len(inspect.signature(rule).parameters) == 3:
        return Need(lambda v, _a, f, on: f is None or rule(v, f, on), otherwise, cites)
    return Need(lambda v, _a, f, _on: f is None or rule(v, f), otherwise, cites)


def with_consent(of: str, given: str, otherwise: str, cites: Article | None = None) -> Need:
    """Everybody whom the act binds (the keys of the facts' field `of`) is among those who consented.

    `given` names the field with the keys of those whose consent is at hand: what a representative
    settles binds the represented only with it (民事诉讼法 56).
    """

    def holds(_view: View, _act: Act[Any], facts: Facts | None, _on: date) -> bool:
        return facts is None or set(getattr(facts, of)) <= set(getattr(facts, given))

    return Need(holds, otherwise, cites)


def everyone(kind: Kind, *states: State) -> Callable[[View], bool]:
    """There are subjects of this kind and all of them are at one of these states."""
    wanted = {s.code for s in states}
    return lambda v: (
        v.count(kind) > 0 and v.count(kind) == sum(v.tally[kind.code, s] for s in wanted)
    )
