"""办理进度 — what a party is told of a case, in public words: where it stands, who owes what by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue
from tongzhou.procedure.asking import can_ask
from tongzhou.procedure.declare import PARTY, TIME, Act
from tongzhou.procedure.facts import Answer, Writing
from tongzhou.procedure.ledgers import asked
from tongzhou.procedure.models import Case
from tongzhou.procedure.partying import Party
from tongzhou.procedure.service import Service
from tongzhou.procedure.view import Clock, View
from tongzhou.ui import deadlines
from tongzhou.ui.deadlines import Deadline

from .choices import unknown_sources


@dataclass(frozen=True)
class Step:
    """A state the case has been in, in public words."""

    words: str
    on: date


@dataclass(frozen=True)
class Progress:
    """What a party is told: the state in public words, what is owed to them by when, and the way so far."""

    case: Case
    title: str
    state: str
    is_final: bool
    steps: list[Step]
    clocks: list[Deadline]
    first_seen: date | None


@dataclass(frozen=True)
class ActItem:
    """One thing a party could do; `why` says why not now."""

    label: str
    url: str
    hint: str
    why: str = ""
    pri: bool = False


@dataclass(frozen=True)
class Done:
    """One thing a party has done itself."""

    label: str
    on: date


def progress(case: Case, view: View, *, on: date, keys: tuple[str, ...] = ()) -> Progress:
    """Return the progress of a case; `keys` are the subjects whose own clocks are shown as well.

    Names of staff, facts, and whatever concerns other parties stay inside.
    """
    states = view.procedure.states
    steps = [Step(states[code].public, day) for code, day, _seq in view.path]
    return Progress(
        case=case,
        title=view.procedure.title,
        state=states[view.state].public,
        is_final=view.is_final,
        steps=steps[::-1],
        clocks=_clocks(view, on, keys),
        first_seen=view.first_seen,
    )


def _clocks(view: View, on: date, keys: tuple[str, ...]) -> list[Deadline]:
    found = [c for c in view.clocks.values() if c.running and c.about in ("", *keys)]
    # What one has to do oneself comes before what one waits for.
    found.sort(key=lambda c: (not _is_own(c, keys), c.due or date.max))
    return [_deadline(view, clock, on, keys) for clock in found]


def _is_own(clock: Clock, keys: tuple[str, ...]) -> bool:
    return clock.limit.owes == PARTY.code and clock.about in keys


def _deadline(view: View, clock: Clock, on: date, keys: tuple[str, ...]) -> Deadline:
    limit = clock.limit
    notes = [_owed_by(view, clock, keys)]
    if _is_own(clock, keys) and limit.on_lapse.code == "right_lost":
        notes.append(_("逾期未办的，丧失该项权利"))
    subject = view.subjects.get(clock.about)
    more: dict[str, Any] = {
        "cites": str(limit.cites),
        "note": "；".join(filter(None, notes)),
        "why": tuple(clock.why()) if clock.reckoning else (),
        "start": clock.start,
        "about": (subject.name if subject else ""),
    }
    if clock.due is None:
        return deadlines.paused(limit.label, **more)
    return deadlines.running(limit.label, clock.due, on=on, **more)


def _owed_by(view: View, clock: Clock, keys: tuple[str, ...]) -> str:
    office = clock.limit.owes
    if office == PARTY.code:
        return _("由您办理") if clock.about in keys else _("由当事人办理")
    declared = view.procedure.offices.get(office) or catalogue.office_named(office)
    if declared is None or declared.code == TIME.code:
        return ""
    return _("应由%(who)s办理") % {"who": declared.label}


def acts(party: Party) -> list[ActItem]:
    """Return what a party may do in its case: what can be done first, then what must wait and why."""
    view, items = party.view, []
    for act in view.procedure.by_code.values():
        here = view.state in act.at_codes if act.states else not view.is_final
        if not here or not party.is_theirs(act):
            continue
        own = catalogue.party_page(party.case.procedure, act.code)
        if act.adds and not own:  # whom it brings in is asked by a page of the line
            continue
        why = party.why_not(act) or ("" if own else beyond_the_form(view, act))
        url = reverse(own or "portal:act", args=[party.case.uid, *([] if own else [act.code])])
        items.append(ActItem(act.label, url, act.says or str(act.cites or ""), why))
    items.sort(key=lambda item: bool(item.why))
    wanted = _awaited(party)
    first = next((item for item in items if not item.why and item.label in wanted), None)
    return [replace(item, pri=item is first) for item in items]


def beyond_the_form(view: View, act: Act[Any]) -> str:
    """Say so where an act asks what the form of the portal cannot; then it is done at the counter."""
    amounts = asked(view.procedure, act)
    plain = not (act.writes or issubclass(act.asks, (Answer, Writing)))
    if plain and can_ask(act.asks, ledger=amounts) and not unknown_sources(act.asks, view):
        return ""
    return _("请到窗口办理")


def _awaited(party: Party) -> set[str]:
    """Return the acts that meet a clock which this party itself owes."""
    stopping = party.view.procedure.touches
    own = {
        c.limit.code for c in party.view.clocks.values() if c.running and _is_own(c, party.all_keys)
    }
    return {
        party.view.procedure.by_code[code].label
        for code, touched in stopping.items()
        if any(what == "stop" and limit.code in own for what, limit, _detail in touched)
        and code in party.view.procedure.by_code
    }


def done_by(party: Party) -> list[Done]:
    """Return what this party has done in the case itself, newest first."""
    refs = {voice.someone.ref for voice in party.voices}
    known = party.view.procedure.by_code
    return [
        Done(known[e.act].label, e.happened_on)
        for e in reversed(party.entries)
        if e.office == PARTY.code and e.act in known and not refs.isdisjoint(e.actors)
    ]


def met_by(party: Party, act: Act[Any]) -> list[Deadline]:
    """Return the clocks of this party, or of the whole case, that the act meets."""
    stops = {
        limit.code
        for what, limit, _detail in party.view.procedure.touches.get(act.code, ())
        if what == "stop"
    }
    keys = party.all_keys
    found = [
        c
        for c in party.view.clocks.values()
        if c.running and c.limit.code in stops and c.about in ("", *keys)
    ]
    return [_deadline(party.view, clock, party.on, keys) for clock in found]


def papers(party: Party) -> list[Service]:
    """Return the papers a party may download: each once, though it was served on several it speaks for."""
    once: dict[int, Service] = {}
    for service in party.papers:
        once.setdefault(service.issued, service)
    return list(once.values())
