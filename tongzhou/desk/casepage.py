"""The page of a case, made from its view and its journal. Knows states, clocks, rounds; never a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue, ledgers
from tongzhou.procedure.asking import can_ask
from tongzhou.procedure.declare import BUILT_IN, Act, Round, State
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import Signature, Subject, View
from tongzhou.ui.wording import month_day

from .staff import Staff, office_label

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the main path: `done`, `now` or `` (to come)."""

    name: str
    status: str
    on: str


@dataclass(frozen=True, slots=True)
class ActItem:
    """One thing this person could do; `why` says why not now."""

    code: str
    label: str
    url: str
    icon: str
    hint: str
    why: str = ""
    here: bool = True  # it belongs to the present state
    pri: bool = False
    dialog: bool = True  # small enough for a dialog; else a page


@dataclass(frozen=True, slots=True)
class Light:
    """One seat of a joint signature."""

    office: str
    tone: str
    icon: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class RoundItem:
    """A joint signature with its lights, and the answers of earlier circulations."""

    label: str
    lights: list[Light]
    is_open: bool
    signed: int
    earlier: list[tuple[int, str, str, date, str]] = field(default_factory=list)


def steps(view: View) -> list[Step]:
    """Return the stages of the main path with the days on which they were entered."""
    procedure = view.procedure
    path: tuple[State, ...] = procedure.steps or _walked(view)
    codes = [s.code for s in path]
    visited = {code: day for code, day, _seq in view.path}
    reached = [codes.index(c) for c, _day, _seq in view.path if c in codes]
    at = reached[-1] if reached else -1
    found = []
    for i, state in enumerate(path):
        is_now = i == at and not (state.final and state.code == view.state)
        status = "now" if is_now else "done" if i <= at else ""
        day = month_day(visited[state.code]) if state.code in visited and i <= at else ""
        found.append(Step(state.staff, status, day))
    return found


def _walked(view: View) -> tuple[State, ...]:
    return tuple(dict.fromkeys(view.procedure.states[code] for code, _d, _s in view.path))


def is_aside(view: View) -> bool:
    """Whether the case has left the main path: returned, suspended, ended otherwise."""
    return bool(view.procedure.steps) and view.state not in {s.code for s in view.procedure.steps}


def acts(case: Case, view: View, staff: Staff) -> list[ActItem]:
    """Return what this person may do in this case: possible acts first, then those that must wait.

    An act that belongs to other offices only is left out.
    """
    items = []
    awaited = _awaited(view, staff)
    for act in view.procedure.by_code.values():
        if act is view.procedure.opens or act.is_engine or set(act.offices) <= set(BUILT_IN):
            continue
        if not staff.acting(act, view):
            continue
        why = hindrance(view, act, on=staff.on) or _beyond_the_form(case, view, act)
        here = not act.states or view.state in act.at_codes
        items.append(_act_item(case, act, why, here, pri=not why and act.code in awaited))
    items.sort(key=lambda i: (bool(i.why), not i.here, not i.pri))
    return _one_primary(items)


def _beyond_the_form(case: Case, view: View, act: Act[Any]) -> str:
    """Say so where an act needs what the general form cannot ask and no page of the line asks it."""
    if act.writes or catalogue.act_page(case.procedure, act.code):
        return ""
    if can_ask(act.asks, ledger=ledgers.asked(view.procedure, act)):
        return ""
    return _("此事项的内容须在专门页面填写，本系统尚未提供该页面")


def _act_item(case: Case, act: Act[Any], why: str, here: bool, *, pri: bool) -> ActItem:
    own = catalogue.act_page(case.procedure, act.code)
    if own:
        url = reverse(own, args=[case.uid])
    elif act.writes:
        url = text_url(case, act.writes)
    else:
        url = reverse("desk:act", args=[case.uid, act.code])
    hint = act.says or (str(act.cites) if act.cites else "")
    small = not (act.writes or own)
    return ActItem(act.code, act.label, url, icon_of(act), hint, why, here, pri, small)


def text_url(case: Case, text: str) -> str:
    """Return where a text is read: the page of its line, or the general one."""
    own = catalogue.text_page(case.procedure, text)
    return reverse(own, args=[case.uid]) if own else reverse("desk:text", args=[case.uid, text])


def texts(case: Case, view: View) -> list[tuple[str, int, int]]:
    """Return, for each text, where it is read, how many parts are written, and of how many."""
    return [
        (text_url(case, text), len(view.texts[text]), len(parts))
        for text, parts in view.procedure.texts.items()
    ]


def icon_of(act: Act[Any]) -> str:
    """Return the icon of an act, by what kind of act it is."""
    if act.issues:
        return "stamp"
    if act.writes:
        return "file-pen-line"
    if act.moves:
        return "send"
    if act.adds:
        return "user-plus"
    return "circle-check" if act.to else "clipboard-list"


def _awaited(view: View, staff: Staff) -> set[str]:
    """Return the acts that stop the nearest clock, or give a signature that is waited for."""
    mine = {a.office for a in staff.actors}
    wanted = {r.sign.code for r, office in view.waiting() if office in mine}
    if nearest := view.pressing():
        wanted |= {stop.code for stop in nearest.limit.stopping}
    return wanted


def _one_primary(items: list[ActItem]) -> list[ActItem]:
    out, taken = [], False
    for item in items:
        if item.pri and taken:
            item = replace(item, pri=False)
        taken = taken or item.pri
        out.append(item)
    return out


def rounds(view: View) -> list[RoundItem]:
    """Return the joint signatures that are under way or have answers: who signed, who holds the paper."""
    found = []
    for r in view.procedure.rounds:
        if view.state != r.at.code and not view.answers[r.code]:
            continue
        standing = view.standing(r)
        lights = [_light(view, r, slot.office.code, standing) for slot in r.slots]
        found.append(
            RoundItem(
                label=r.label,
                lights=lights,
                is_open=view.state == r.at.code,
                signed=len(standing),
                earlier=_earlier(view, r, standing),
            )
        )
    return sorted(found, key=lambda item: not item.is_open)


def answer_of(signature: Signature) -> str:
    """Return the answer in its own word where the act asks one (修改后同意), else 同意 or 不同意."""
    own = getattr(signature.stated, "result", "")
    return own or (_("同意") if signature.agrees else _("不同意"))


def _light(view: View, r: Round, office: str, standing: dict[str, Signature]) -> Light:
    label = office_label(office)
    signature = standing.get(office)
    if signature:
        tone, icon = ("ok", "circle-check") if signature.agrees else ("over", "circle-x")
        text = f"{signature.on} {answer_of(signature)}"
        return Light(label, tone, icon, text, signature.words)
    if office in view.signatures[r.code]:
        return Light(label, "warn", "git-compare", _("签署后文本有修改，须重新签署"))
    if view.state != r.at.code:
        return Light(label, "", "circle", _("尚未开始"))
    return Light(label, "", "hourglass", _("自 %(day)s 起待签") % {"day": view.state_since})


def _earlier(
    view: View, r: Round, standing: dict[str, Signature]
) -> list[tuple[int, str, str, date, str]]:
    now = {s.seq for s in standing.values()}
    return [
        (s.circulation, office_label(s.office), answer_of(s), s.on, s.words)
        for s in view.answers[r.code]
        if s.seq not in now
    ]


def people(view: View) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (kind, short text, [(name, state)]) for each kind of subject in the case."""
    found = []
    for kind in view.procedure.kinds.values():
        members = view.of(kind)
        if not members:
            continue
        words = {s.code: s.staff for s in kind.states}
        rows = [(called(s), words.get(s.state, s.state)) for s in members]
        found.append((kind.label, in_short(members), rows))
    return found


def called(subject: Subject) -> str:
    """Return what a subject is called, or its kind and number where it has no name."""
    return subject.name or f"{subject.kind.label} {subject.ref}"


def in_short(subjects: Sequence[Subject], *, most: int = MOST_NAMES, first: int = 0) -> str:
    """Return what subjects are called; of more than `most` the first, and how many people or things they are."""
    if len(subjects) <= most:
        return "、".join(map(called, subjects))
    told = {"first": "、".join(map(called, subjects[: first or most])), "count": len(subjects)}
    if all(s.kind.registry for s in subjects):
        return _("%(first)s 等 %(count)s 人") % told
    return _("%(first)s 等 %(count)s 项") % told


def ledger(view: View) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Return the columns of the ledger and, per subject, its amounts; empty where there is none."""
    columns = list(
        dict.fromkeys(p.column for ledger in view.procedure.ledgers for p in ledger.posts)
    )
    rows = []
    for key, amounts in view.ledger.items():
        subject = view.subjects.get(key)
        name = called(subject) if subject else key
        rows.append((name, [amounts.get(c, 0) for c in columns]))
    called_so = {c: words for x in view.procedure.ledgers for c, words in x.labels.items()}
    return [called_so.get(c, c) for c in columns], rows


def holders(view: View) -> str:
    """Say who holds the case now: the seats not yet signed, or the office that owes the nearest limit."""
    waiting = [office_label(office) for _round, office in view.waiting()]
    if waiting:
        return _("待 %(who)s 会签") % {"who": "、".join(waiting)}
    return ""
