"""开庭 — setting a hearing down where room and tribunal are free, and the record of what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import trying as acts
from tongzhou.lines.arbitration.facts import trying as facts
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.rules.ledger import hearing_of
from tongzhou.lines.arbitration.states import (
    ACTING,
    AGENT,
    CLAIMANT,
    HEARING,
    RESPONDENT,
    SET_DOWN,
    SPOKESMAN,
    THIRD,
)
from tongzhou.lines.arbitration.trial import timetable
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure import files
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import VisitorRequest, counter, papers_of
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.view import Subject, View
from tongzhou.ui.forms import speak_plainly
from tongzhou.ui.wording import day as zhday

START = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
SHORTEST, LONGEST = 15, 600  # minutes
MOST_NAMES = 5  # of a group named in the minutes before 等…人
MOST_EXPECTED = 50  # of one side, where nobody speaks for it


@dataclass(frozen=True)
class Line:
    """A hearing of the case, for its list."""

    subject: Subject
    said: facts.Hearing
    state: str
    told_by: date | None  # last day for the notice
    notified: bool


def lines(view: View) -> list[Line]:
    """Return the hearings of the case, the latest first."""
    calendar = calendar_now()
    found = []
    for subject in view.of(HEARING):
        said = hearing_of(subject)
        if said:
            words = next(s.staff for s in HEARING.states if s.code == subject.state)
            clock = view.clocks.get(("hearing_notice", subject.key))
            notified = bool(clock and clock.stopped)
            by = clock.due if clock else timetable.notice_by(said.hearing_on, calendar)
            found.append(Line(subject, said, words, by, notified))
    return sorted(found, key=lambda x: (x.said.hearing_on, x.said.starts), reverse=True)


@counter
def hearings(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the hearings of a case: set down, held, postponed, and the minutes."""
    trial = opened(request, uid)
    request.visitor.saw("case", trial.case, "开庭")
    found = lines(trial.view)
    minutes = papers_of(trial.case, "minutes", "hearing_notice")
    return trial.shows("arbitration/trial_hearings.html", "hearings", lines=found, papers=minutes)


@dataclass(frozen=True)
class Typed:
    """What was typed in the form of a hearing."""

    hearing_on: str = ""
    starts: str = ""
    minutes: str = "120"
    room: str = ""
    online: bool = False
    is_open: bool = True


@counter
def set_down(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask when and where, with free times proposed; a clash is refused with the name of the other."""
    trial = opened(request, uid)
    act = acts.set_hearing
    trial.ask(act)
    typed = _typed(request)
    if request.method == "POST":
        stated = _checked(trial, typed)
        if stated and not trial.refusal:
            key = next(iter(stated.names))
            if trial.does(act, stated, (key,)):
                return trial.done(act, "hearings")
            trial.refusal = _clash(trial, stated) or trial.refusal
    rooms = timetable.rooms_of(trial.case.region)
    calendar = calendar_now()
    since = timetable.earliest(trial.visitor.on, calendar)
    length = int(typed.minutes) if typed.minutes.isdigit() else 120
    free = timetable.proposals(
        trial.view, rooms, minutes=min(max(length, SHORTEST), 480), since=since, calendar=calendar
    )
    return trial.shows(
        "arbitration/trial_set_down.html",
        "hearings",
        act=act,
        typed=typed,
        rooms=rooms,
        free=free,
        since=since,
        notice_by=timetable.notice_by(since, calendar),
    )


def _typed(request: VisitorRequest) -> Typed:
    data = request.POST if request.method == "POST" else request.GET
    if not data:
        return Typed()
    return Typed(
        data.get("hearing_on", "").strip(),
        data.get("starts", "").strip(),
        data.get("minutes", "").strip() or "120",
        data.get("room", "").strip(),
        "online" in data,
        "closed" not in data,
    )


def _checked(trial: Trial, typed: Typed) -> facts.Hearing | None:
    """Return the hearing as it would be stated; where something is wrong, say what and return None."""
    errors = trial.errors
    try:
        on: date | None = date.fromisoformat(typed.hearing_on)
    except ValueError:
        on = None
        errors["hearing_on"] = _("请选择开庭日期")
    if not START.fullmatch(typed.starts):
        errors["starts"] = _("请填写开始时间，如 09:00")
    if not typed.minutes.isdigit() or not SHORTEST <= int(typed.minutes) <= LONGEST:
        errors["minutes"] = _("预计时长请填 15 至 600 之间的分钟数")
    if not typed.room and not typed.online:
        errors["room"] = _("请选择仲裁庭，或勾选网上开庭")
    if on:
        _check_day(trial, on)
    if errors or on is None:
        return None
    number = len(trial.view.of(HEARING)) + 1
    stated = facts.Hearing(
        names={f"{HEARING.code}/{number}": f"第{number}次开庭"},
        hearing_on=on,
        starts=typed.starts,
        minutes=int(typed.minutes),
        room=typed.room or "网上仲裁庭",
        online=typed.online,
        is_open=typed.is_open,
    )
    trial.refusal = trial.refusal or _clash(trial, stated)
    return stated


def _check_day(trial: Trial, on: date) -> None:
    """Check that the day is worked, and that both sides can still be told five working days before."""
    calendar, today = calendar_now(), trial.visitor.on
    rest = calendar.why_rest(on)
    last = timetable.notice_by(on, calendar)
    if rest:
        trial.errors["hearing_on"] = _("%(day)s 是%(why)s，请选工作日") % {"day": on, "why": rest}
    elif on <= today or last is None or last < today:
        first = timetable.earliest(today, calendar)
        trial.errors["hearing_on"] = _(
            "开庭应在五个工作日前通知双方（%(cites)s），最早可定于 %(day)s"
        ) % {"cites": acts.set_hearing.cites, "day": zhday(first)}


def _clash(trial: Trial, stated: facts.Hearing) -> str:
    return timetable.clash(
        trial.view,
        trial.visitor.cases(CODE),
        on=stated.hearing_on,
        starts=stated.starts,
        minutes=stated.minutes,
        room=stated.room,
        online=stated.online,
        own=trial.case.pk,
    )


@counter
def hear(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask for the minutes: who came, what was at issue, what was said."""
    trial = opened(request, uid)
    act = acts.hear
    trial.ask(act)
    view = trial.view
    down = view.of(HEARING, SET_DOWN.code)
    chosen = request.POST.get("hearing") or request.GET.get("hearing") or (down and down[0].key)
    made = form_for(facts.Minutes, choices=lambda _source: _sides(view))
    initial = {"present": attendance(view), "focus": focus(view)}
    form: FactsForm = made(request.POST or None, request.FILES or None, initial=initial)
    form.keep_file = lambda upload: files.keep(upload, trial.visitor.at)
    absent: Any = form.fields["absent"]  # few: each is ticked
    absent.widget = CheckboxSelectMultiple(choices=absent.choices)
    speak_plainly(form)
    if request.method == "POST" and not trial.refusal and form.is_valid():
        if chosen not in {s.key for s in down}:
            trial.refusal = _("请选择这次开庭")
        elif trial.does(act, form.facts(), (str(chosen),)):
            return trial.done(act, "hearings")
    open_rows = [r for r in elements.disputed(view) if not r.found]
    return trial.shows(
        "arbitration/trial_hear.html",
        "hearings",
        act=act,
        form=form,
        down=[(s, hearing_of(s)) for s in down],
        chosen=chosen,
        disputed=len(open_rows),
    )


def expected(view: View) -> list[Subject]:
    """Return the parties who are to come: of a group those who speak for it. 办案规则 63."""
    speak = {s.ref for s in view.of(SPOKESMAN, ACTING.code)}
    claimants = [s for s in view.of(CLAIMANT) if not speak or s.ref in speak]
    return [*claimants, *view.of(RESPONDENT), *view.of(THIRD)]


def _sides(view: View) -> list[tuple[str, str]]:
    return [(s.key, s.name or s.ref) for s in expected(view)]


def attendance(view: View) -> tuple[str, ...]:
    """Return who is expected: parties and agents, one to a line; of a group the representatives."""
    speaks = bool(view.of(SPOKESMAN, ACTING.code))
    found: list[str] = []
    for kind in (CLAIMANT, RESPONDENT, THIRD):
        word = "申请人代表" if kind is CLAIMANT and speaks else kind.label
        mine = [s for s in expected(view) if s.kind.code == kind.code]
        found += [f"{word}：{s.name or s.ref}" for s in mine[:MOST_EXPECTED]]
    return (*found, *(f"{AGENT.label}：{s.name}" for s in view.of(AGENT, ACTING.code)))


def focus(view: View) -> str:
    """Return what is at issue: each disputed fact with both values; for many claimants, with how many."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in elements.disputed(view):
        if not row.found:
            key = (row.element.label, row.claimant_says, row.respondent_says)
            groups.setdefault(key, []).append(view.subjects[row.claimant].name)
    many = view.count(CLAIMANT) > 1
    out: list[str] = []
    for number, ((label, mine, theirs), names) in enumerate(groups.items(), start=1):
        who = "、".join(names[:MOST_NAMES]) + (
            f"等{len(names)}人" if len(names) > MOST_NAMES else ""
        )
        text = f"{label}：申请人称“{mine}”，被申请人称“{theirs}”"
        out.append(f"{number}. {text}" + (f"（{who}）" if many else ""))
    return "\n".join(out)
