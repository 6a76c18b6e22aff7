"""网上审查 — the procedure: taken up by rank, passed, sent back to be mended, or handed over to inspection."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.filing.instruments import FILING
from tongzhou.lines.filing.offices import CHIEF, OFFICER
from tongzhou.procedure.declare import (
    PARTY,
    Act,
    Handover,
    Kind,
    Limit,
    Procedure,
    State,
    after,
    body_late,
)
from tongzhou.procedure.needs import that

from . import facts, rules

CODE, INSPECTION = "filing.review", "inspection.case"
LOOKING = State("looking", staff="审查中", public="正在审查")
MENDING = State("mending", staff="待单位改正", public="请改正备案")
MENDED = State("mended", staff="已报改正，待复核", public="已报改正，等待复核")
PASSED = State("passed", staff="审查通过", public="审查通过", final=True)
HANDED = State("handed", staff="已移交监察", public="已移交劳动保障监察", final=True)
NAMED = State("named", staff="被审查单位", public="被审查单位")
# A review concerns the employer when it is asked to mend something; looking at it alone is no matter of its own.
EMPLOYER = Kind("employer", "用人单位", (NAMED,), registry="party", sees_from=MENDING)

take_up = Act(
    "take_up",
    "列入审查",
    by=OFFICER,
    at=(),
    to=LOOKING,
    asks=facts.TakenUp,
    about=EMPLOYER,
    adds=True,
    needs=(that(rules.one_employer, "一次审查只针对一家用人单位"),),
    cites=FILING,
)
ask_mend = Act(
    "ask_mend",
    "要求改正",
    by=OFFICER,
    at=(LOOKING, MENDED),
    to=MENDING,
    asks=facts.ToMend,
    needs=(that(rules.in_time, "改正期限早于办理日期，请填当日或以后的日期"),),
    says="单位在门户看到要求，改正后报告。",
)
report = Act(
    "report",
    "报告改正情况",
    by=(PARTY, OFFICER),
    at=MENDING,
    to=MENDED,
    asks=facts.Mended,
    about=EMPLOYER,
)
pass_ = Act(
    "pass", "审查通过", by=OFFICER, at=(LOOKING, MENDED, MENDING), to=PASSED, asks=facts.Passed
)
hand_over = Act(
    "hand_over",
    "移交监察",
    by=(OFFICER, CHIEF),
    at=(LOOKING, MENDING, MENDED),
    to=HANDED,
    asks=facts.HandedOver,
    says="自动在劳动保障监察立案。",
)
mending = Limit(
    "mending",
    "改正备案",
    days(0),
    FILING,
    starts=after(ask_mend, day="until"),
    stops=(report, pass_, hand_over),
    owed_by=PARTY,
    on_lapse=body_late(),
    within=(MENDING,),
)
to_inspection = Handover(
    after=hand_over, opens=INSPECTION, takes=(EMPLOYER,), carries=rules.case_of, cites=FILING
)

REVIEW = Procedure(
    CODE,
    "劳动用工备案审查",
    since=date(2007, 1, 1),
    opens=take_up,
    acts=(ask_mend, report, pass_, hand_over),
    limits=(mending,),
    handovers=(to_inspection,),
    put_right_by=(CHIEF,),
    seen_by=(OFFICER, CHIEF),
    steps=(LOOKING, MENDING, MENDED, PASSED),
    called=rules.called,
)
