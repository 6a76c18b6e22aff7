"""期限 — the proposed times of `data/clocks.yaml` as limits. None of them comes from a law, and each says so."""

from __future__ import annotations

from tongzhou.law import Article, article, days
from tongzhou.procedure.declare import PARTY, Limit, after
from tongzhou.warning.offices import ANALYST, COORDINATOR, RESPONDER

from .acts import judging, reviewing, working
from .states import CANDIDATE, FED_BACK, LIVE, MEASURE, MEASURES, WATCHED, WORKING
from .timetable import LEVELS, timetable

TABLE = timetable()
# The employer reads the labels too: they name no level, and accuse nobody.
GRADED = (judging.issue, judging.upgrade, reviewing.downgrade, reviewing.reopen)
TOLD = (working.progress, working.verified, working.feed_back)


def proposed(number: int) -> Article:
    """Return the place of a proposed time in our own table: no law states it."""
    return article("核实处置时限（建议值，非法定）", number, verified=False)


# A new level begins its times anew: what runs at the old one is stopped by the act that changes it.
signing = tuple(
    Limit(
        f"sign_{code}",
        "签收",
        TABLE.levels[code].sign,
        proposed(1),
        starts=(after(judging.issue, only=f"is_{code}"), after(judging.upgrade, only=f"is_{code}")),
        stops=(judging.sign_for, working.verified, judging.upgrade),
        owed_by=RESPONDER,
        within=tuple(s for s in LIVE if s.code in ("issued", "dispatched")),
    )
    for code in LEVELS
)
feedback = tuple(
    Limit(
        f"feedback_{code}",
        "情况反馈" + ("（首次，此后每日）" if TABLE.levels[code].repeat else "（首次）"),
        TABLE.levels[code].feedback,
        proposed(2),
        starts=tuple(
            after(act, only=f"is_{code}") for act in GRADED if act is not reviewing.downgrade
        ),
        stops=(*((working.feed_back,) if TABLE.levels[code].repeat else TOLD), judging.upgrade),
        restarts=(working.progress, working.verified) if TABLE.levels[code].repeat else (),
        owed_by=RESPONDER,
        within=tuple(s for s in LIVE if s.code not in ("fed_back", "watched")),
    )
    for code in LEVELS
)
judged = Limit(
    "judged",
    "研判",
    TABLE.judged,
    proposed(3),
    starts=judging.open_,
    stops=(judging.confirm, judging.duplicate),
    owed_by=ANALYST,
    within=(CANDIDATE,),
)
answer = Limit(
    "answer",
    "用人单位说明情况",
    TABLE.answer,
    proposed(4),
    starts=working.letter,
    stops=working.explain,
    owed_by=PARTY,
)
# Who owes a measure finds it in My day with its date: the limits differ in nothing else.
measures = tuple(
    Limit(
        code,
        "落实处置措施",
        days(0),
        proposed(5),
        starts=after(working.plan, day=day),
        stops=(working.do_measure, working.drop_measure),
        per=MEASURE,
        owed_by=office,
        rolls=False,  # the very day that was set
        within=(MEASURES,),
    )
    for code, day, office in (
        ("measures", "until", RESPONDER),
        ("measures_coordinator", "until_coordinator", COORDINATOR),
        ("measures_analyst", "until_analyst", ANALYST),
    )
)
reviewed = Limit(
    "reviewed",
    "审核反馈",
    TABLE.reviewed,
    proposed(6),
    starts=working.feed_back,
    stops=(
        reviewing.close,
        reviewing.send_back,
        reviewing.downgrade,
        reviewing.to_inspection,
        reviewing.to_mediation,
        reviewing.to_incident,
    ),
    owed_by=ANALYST,
    within=(FED_BACK,),
)
# What was sent back has stopped the time of the feedback: another begins, at whichever level.
again = Limit(
    "again",
    "退回后再次反馈",
    TABLE.again,
    proposed(10),  # 8 and 9 are those of an incident
    starts=reviewing.send_back,
    stops=(working.feed_back, judging.upgrade),
    owed_by=RESPONDER,
    within=WORKING,
)
next_check = Limit(
    "next_check",
    "观察期查看",
    days(0),
    proposed(7),
    starts=after(reviewing.downgrade, day="next_check"),
    stops=(reviewing.close_watched, reviewing.reopen, working.progress),
    owed_by=RESPONDER,
    rolls=False,  # the very day that was set
    within=(WATCHED, *WORKING),
)
LIMITS = (judged, *signing, *feedback, answer, *measures, reviewed, again, next_check)
