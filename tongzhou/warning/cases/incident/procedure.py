"""突发事件处置 — the procedure: opened by a warning, taken over within two hours, ended with a result the warning hears."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.law import article, days, hours
from tongzhou.procedure.declare import HANDED, Act, Kind, Limit, Procedure, Reply, State
from tongzhou.procedure.needs import that
from tongzhou.procedure.view import View
from tongzhou.warning.cases.states import IN_CASE
from tongzhou.warning.offices import ANALYST, CHIEF, INCIDENT

from . import facts

CODE = "warning.incident"
EMERGENCY = "核实处置时限（建议值，非法定）"

WAITING = State("waiting", staff="待接收", public="正在安排处理")
HANDLING = State("handling", staff="处置中", public="正在处理")
ENDED = State("ended", staff="已结束", public="已经结束", final=True)

FIRM = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=ENDED)
CARRYING = State("carrying", staff="处置", public="处置")
OFFICER = Kind("officer", "处置人员", (CARRYING,), registry="person")


def one_officer(_view: View, stated: facts.HandedOver) -> bool:
    """Somebody takes it over."""
    return any(key.startswith("officer/") for key in stated.names)


def over_by_now(_view: View, stated: facts.Ended, on: date) -> bool:
    """What is over did not end in the future."""
    return stated.ended_on <= on


def called(view: View) -> str:
    """Return what an incident is called in lists."""
    firm = next(iter(view.of(FIRM)), None)
    return f"{firm.name or firm.ref}突发事件处置" if firm else "突发事件处置"


def outcome(_view: View, stated: facts.Ended) -> dict[str, Any]:
    """Return what the warning is told."""
    return {
        "result": stated.result,
        "ended_on": stated.ended_on,
        "words": stated.words,
        "people": stated.people,
    }


hand_over = Act(
    "hand_over",
    "转来突发事件",
    by=HANDED,
    at=(),
    to=WAITING,
    asks=facts.HandedOver,
    about=(FIRM, OFFICER),
    adds=True,
    needs=(that(one_officer, "请选择接收人"),),
)
take = Act("take", "接收", by=INCIDENT, at=WAITING, to=HANDLING, asks=facts.Taken, by_handler=True)
progress = Act("progress", "续报", by=INCIDENT, at=HANDLING, asks=facts.Progress, by_handler=True)
finish = Act(
    "finish",
    "登记处置结果",
    by=INCIDENT,
    at=(WAITING, HANDLING),
    to=ENDED,
    asks=facts.Ended,
    by_handler=True,
    needs=(that(over_by_now, "结束日期不能晚于今天"),),
    says="结果自动回告转来的预警。",
)

taking = Limit(
    "taking",
    "接收突发事件",
    hours(2),
    article(EMERGENCY, 8, verified=False),
    starts=hand_over,
    stops=(take, finish),
    owed_by=INCIDENT,
)
ending = Limit(
    "ending",
    "突发事件处置结果",
    days(7),
    article(EMERGENCY, 9, verified=False),
    starts=hand_over,
    stops=finish,
    owed_by=INCIDENT,
    rolls=False,
)
to_warning = Reply(
    after=finish,
    to="warning.case",
    does="incident_over",
    carries=outcome,
    cites=article("突发事件应对法", 61, verified=False),
)

INCIDENT_CASE = Procedure(
    CODE,
    "突发事件处置",
    since=date(2026, 1, 1),
    opens=hand_over,
    acts=(take, progress, finish),
    limits=(taking, ending),
    replies=(to_warning,),
    put_right_by=(CHIEF,),
    seen_by=(ANALYST, CHIEF),
    steps=(WAITING, HANDLING, ENDED),
    called=called,
    handled_by=OFFICER,
)
