"""可否办理 — two questions. “May this person?” looks at the office held; “can this case?” at the case.

Each is one function that raises; the button on a page asks the same function (`passes`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .declare import PARTY, Act, Event, Kind, every
from .facts import Facts, PhoneSigned
from .mending import PAIRED
from .refusal import NotNow, NotTheirOffice, OutOfTime, Refused
from .view import Clock, View


@dataclass(frozen=True)
class Actor:
    """Somebody acting in an office: who, in which body, for which region."""

    ref: str  # the person's number in the register; "" for time and hand-overs
    name: str
    office: str
    region: str
    body: str = ""
    parties: tuple[str, ...] = ()  # for a party: the subjects it may speak for
    prefix: str = ""  # how the body begins its document numbers, e.g. 达人社


def check_may(actor: Actor, act: Act[Any], view: View) -> None:
    """Check that this person holds the office the act requires, in the region of the case."""
    office = {o.code: o for o in act.offices}.get(actor.office)
    if office is None:
        who = "、".join(o.label for o in act.offices) or "无人"
        raise NotTheirOffice(f"“{act}”由{who}办理")
    kind = view.procedure.handled_by
    if act.is_handlers(actor.office) and kind and actor.ref not in _carrying(view, kind):
        raise NotTheirOffice(f"“{act}”由本案{kind.label}办理")
    if office.level is None:
        return
    reachable = {view.region, *(view.regions if act.moves or not act.states else ())}
    if len(actor.region) != office.level or not any(r.startswith(actor.region) for r in reachable):
        raise NotTheirOffice("案件不在本辖区")


def _carrying(view: View, kind: Kind) -> set[str]:
    """Return who carries the case now, by their numbers."""
    return {s.ref for s in view.of(kind, kind.states[0].code)}


def check_speaks_for(actor: Actor, act: Act[Any], view: View, about: tuple[str, ...]) -> None:
    """Check that a party acts for itself or for those it represents.

    Whom an act brings into the case nobody speaks for yet: an elected representative, a further party.
    """
    if actor.office != PARTY.code or not actor.parties:
        return
    if act.abouts and not about:
        raise NotNow(f"请指明为谁办理“{act}”")
    known = {k for k in about if not act.adds or k in view.subjects}
    if not known <= set(actor.parties):
        raise NotTheirOffice("只能为本人或被代表人办理")


def check_signed(actor: Actor, facts: Facts) -> None:
    """Check that what a party signs was signed with the phone: at a desk one signs on paper."""
    if actor.office == PARTY.code and isinstance(facts, PhoneSigned) and not facts.proof:
        raise Refused("请用手机验证码签署")


def check_owns(actor: Actor, act: Act[Any], view: View, about: tuple[str, ...]) -> None:
    """Check that the subjects belong to the actor's body, where the act is for their body alone."""
    if not act.is_owners(actor.office):
        return
    if not about:
        raise NotNow(f"请指明“{act}”所涉的{act.abouts[0].label}")
    for key in about:
        owner = view.subjects[key].owner if key in view.subjects else ""
        if owner != actor.body:
            raise NotTheirOffice(f"“{act}”由责任单位{owner or '（未定）'}办理")


def check_can(
    view: View,
    act: Act[Any],
    facts: Facts | None,
    *,
    on: date,
    about: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
) -> None:
    """Check that the case, as it stands, allows the act with these facts on this day."""
    if act.states and view.state not in act.at_codes:
        now = view.procedure.states[view.state].staff
        raise NotNow(f"案件现为“{now}”，不能办理“{act}”")
    if view.is_final and not act.states and not act.is_engine:
        raise NotNow("案件已经办结")
    _check_lapse_opened(view, act, on)
    _check_subjects(view, act, about)
    if act.hands:
        _check_hands(view, act, actors)
    for post in view.procedure.posts.get(act.code, ()):
        if facts is not None and not set(getattr(facts, post.field)) <= set(about):
            raise NotNow(f"“{act}”所列金额涉及未列明的人，请核对名单")
    check_needs(view, act, facts, on=on, about=about)
    _check_limits(view, act, facts, on, about)


def check_needs(
    view: View, act: Act[Any], facts: Facts | None, *, on: date, about: tuple[str, ...]
) -> None:
    """Check that what is stated is of those named, and every need of the act; of an opening too."""
    for name in facts.keyed if facts is not None else ():
        for key in getattr(facts, name):
            named = about if key.partition("/")[0] in act.kinds else view.subjects
            if key not in named:
                raise NotNow(f"“{act}”所列内容涉及未列明的对象，请核对")
    for need in act.needs:
        if not need.holds(view, act, facts, on):
            raise NotNow(need.otherwise + (f"（{need.cites}）" if need.cites else ""))


def _check_lapse_opened(view: View, act: Act[Any], on: date) -> None:
    limit = view.procedure.opened_by_lapse.get(act.code)
    if limit is None:
        return
    clocks = [c for c in view.clocks.values() if c.limit.code == limit.code]
    if not any(c.due and on > c.due and (c.stopped is None or c.stopped > c.due) for c in clocks):
        raise NotNow(f"“{limit.label}”尚未逾期，不能办理“{act}”（{limit.cites}）")


def _check_subjects(view: View, act: Act[Any], about: tuple[str, ...]) -> None:
    wanted = {s.code for s in every(act.subject_at)}
    for key in about:
        if key.partition("/")[0] not in act.kinds:
            raise NotNow(f"“{act}”不涉及{key}")
        subject = view.subjects.get(key)
        if subject is None and not act.adds:
            raise NotNow(f"{key}不在案，请先登记")
        if subject and wanted and subject.state not in wanted:
            state = next(s for s in subject.kind.states if s.code == subject.state)
            raise NotNow(f"{subject.name or key}现为“{state.staff}”，不能办理“{act}”")


def _check_hands(view: View, act: Act[Any], actors: tuple[str, ...]) -> None:
    assert act.hands
    named = {s.ref for s in view.of(act.hands, act.hands.states[0].code)}
    if len(set(actors)) < 2 or not set(actors) <= named:
        raise NotTheirOffice(f"“{act}”须由二名以上本案{act.hands.label}办理（回避的除外）")


def stated_day(event: Any, facts: Facts | None, on: date) -> Any:
    """Return the day on which an act counts for a limit: as its facts state it, or the day it is done."""
    if isinstance(event, Event) and facts is not None:
        if event.only and not getattr(facts, event.only):
            return None
        if event.day:
            return getattr(facts, event.day)
    return on


def _check_limits(
    view: View, act: Act[Any], facts: Facts | None, on: date, about: tuple[str, ...]
) -> None:
    for what, limit, detail in view.procedure.touches.get(act.code, ()):
        day = stated_day(detail, facts, on)
        for key in about if limit.per else ("",):
            clock = view.clocks.get((limit.code, key))
            acted = day.get(key) if isinstance(day, Mapping) else day
            if clock is None or not clock.running or acted is None:
                continue
            late = clock.due is not None and acted > clock.due
            if what == "stop" and late and limit.on_lapse.code == "right_lost":
                raise OutOfTime(f"“{act}”应于{clock.due}前提出（{limit.cites}），逾期权利丧失")
            if what == "extend":
                _check_extension(view, clock, detail, facts, late)


def _check_extension(
    view: View, clock: Clock, detail: Any, facts: Facts | None, late: bool
) -> None:
    limit = clock.limit
    if late:
        raise OutOfTime(f"“{limit.label}”已于{clock.due}届满，不能再延长")
    if detail.times is not None and view.times[limit.code] >= detail.times:
        raise NotNow(f"“{limit.label}”只能延长{detail.times}次（{limit.cites}）")
    more = getattr(facts, detail.day_field) if facts is not None else 0
    if view.granted[limit.code] + max(more, 1) > detail.most:
        raise NotNow(f"“{limit.label}”累计延长不得超过{detail.most}日（{limit.cites}）")


def passes(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Turn any check into yes or no."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def permitted(view: View, *, on: date) -> list[Act[Any]]:
    """Return the acts the case allows now; the page asks `check_may` for each as well."""
    return [
        a
        for a in view.procedure.by_code.values()
        if a.code != view.procedure.opens.code
        and a.code not in PAIRED
        and passes(check_can, view, replace(a, hands=None) if a.hands else a, None, on=on)
    ]


def hindrance(view: View, act: Act[Any], *, on: date) -> str:
    """Return why the case does not allow the act now, in words; empty if it does."""
    try:
        check_can(view, replace(act, hands=None) if act.hands else act, None, on=on)
    except Refused as refusal:
        return str(refusal)
    return ""
