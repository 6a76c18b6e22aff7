"""What the page of a warning shows besides the desk's own: why, who, what was done, what is next."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from tongzhou.procedure.models import Case
from tongzhou.procedure.view import Told, View
from tongzhou.registry.models import Employer
from tongzhou.warning.cases import facts, moments, rules
from tongzhou.warning.cases.rows import day_of
from tongzhou.warning.cases.states import HANDLER, MEASURE
from tongzhou.warning.models import RuleVersion, WarningRow
from tongzhou.warning.offices import EVERYONE
from tongzhou.warning.pages.conclusions import Conclusions, conclusions
from tongzhou.warning.pages.spark import Spark, spark
from tongzhou.warning.rules import Level

register = template.Library()
DONE = (
    ("letter", "风险提示函", "mail"),
    ("explain", "用人单位说明", "message-square"),
    ("call", "电话提醒", "phone"),
    ("interview", "约谈", "users"),
    ("verified", "核实", "map-pin"),
    ("progress", "续报", "activity"),
    ("feed_back", "处置反馈", "clipboard-check"),
    ("send_back", "退回继续处置", "undo-2"),
    ("downgrade", "降级观察", "trending-down"),
    ("upgrade", "提高等级", "trending-up"),
    ("reopen", "恢复处置", "rotate-ccw"),
    ("to_inspection", "移送劳动保障监察", "forward"),
    ("to_mediation", "转劳动争议调解", "forward"),
    ("to_incident", "转突发事件处置", "siren"),
    ("incident_over", "突发事件处置结果", "siren"),
)


@register.simple_tag
def why_of(view: View) -> dict[str, Any]:
    """Return every rule that hit: value, bound, twelve months, and who answers for the rule. One query."""
    hits, said = rules.hits(view), rules.verdicts(view)
    versions = RuleVersion.objects.filter(code__in=[h.rule for h in hits])
    known = {(v.code, v.area, v.version): v for v in versions}
    opened = rules.candidate(view)
    return {
        "level": rules.level(view),
        "advised": None if view.is_final else rules.advised(view),
        "channel": opened.channel if opened else "",
        "words": opened.words if opened else "",
        "score": opened.score if opened else 0,
        "hits": [
            {
                "hit": h,
                "level": Level(h.level),
                "spark": _twelve_months(h),
                "rule": known.get((h.rule, h.area, h.version)),
                "verdict": said.get(h.rule),
            }
            for h in hits
        ],
    }


def _twelve_months(hit: facts.HitFact) -> Spark | None:
    """Return the drawing of a hit; none where its months are those of another indicator, as they were kept before, without the bound."""
    if not hit.series or not hit.bound:
        return None
    return spark(hit.series, bound=hit.bound, unit=hit.unit)


@register.simple_tag
def who_of(view: View) -> list[dict[str, Any]]:
    """Return to whom it was dispatched, with what was asked of them."""
    found = []
    for subject in view.of(HANDLER):
        said = subject.stated.get("hand_on") or subject.stated.get("dispatch")
        found.append(
            {
                "name": subject.name or subject.ref,
                "relieved": subject.state == "relieved",
                "to": said.to if isinstance(said, facts.Dispatch) else "",
                "unit": said.unit if isinstance(said, facts.Dispatch) else "",
                "words": said.words if isinstance(said, facts.Dispatch) else "",
            }
        )
    return found


@register.simple_tag
def done_of(view: View) -> dict[str, Any]:
    """Return what was done about it, in the order of the days, and how the measures stand."""
    kinds = {code: (label, icon) for code, label, icon in DONE}
    lines = [
        {
            "label": kinds[told.act][0],
            "icon": kinds[told.act][1],
            "on": day_of(told),
            "words": _told(told.facts),
            "result": _result(told, view),
        }
        for told in view.told
        if told.act in kinds
    ]
    plan = rules.plan(view)
    today = localdate(now())
    measures = []
    for subject in view.of(MEASURE):
        said = subject.stated.get("plan")
        step = said.steps.get(subject.key) if isinstance(said, facts.Plan) else None
        state = next(s for s in subject.kind.states if s.code == subject.state)
        late = bool(step and subject.state == "pending" and step.until < today)
        measures.append({"name": subject.name, "step": step, "state": state, "late": late})
    return {"lines": lines, "measures": measures, "plan": plan}


def _result(told: Told, view: View) -> str:
    """Return what came of a letter: when the employer answered it."""
    if told.act != "letter":
        return ""
    answers = [t for t in view.told if t.act == "explain" and t.seq > told.seq]
    if not answers:
        return _("尚未答复")
    return _("%(day)s 答复") % {"day": answers[0].on.isoformat()}


def _told(said: Any) -> str:
    if isinstance(said, facts.Verification):
        people = "" if said.people is None else _("，涉及 %(n)s 人") % {"n": said.people}
        return f"{said.way}，{said.found}{people}；{said.cause}。{said.words}"
    if isinstance(said, facts.Explanation):
        pay = _("，预计 %(day)s 补发") % {"day": said.pay_by} if said.pay_by else ""
        return f"{said.situation}{pay}。{said.words}"
    if isinstance(said, facts.Feedback):
        return f"{said.resolved}；{said.words}"
    if isinstance(said, facts.Letter):
        return said.noticed
    if isinstance(said, facts.Graded):  # raised, lowered, taken up again: to which level
        return f"{Level(said.level).label}；{getattr(said, 'words', '')}"
    if isinstance(said, facts.ToMediation | facts.ToIncident):
        return f"{said.unit}；{said.words}"
    if isinstance(said, facts.IncidentOver):
        people = "" if said.people is None else _("，涉及 %(n)s 人") % {"n": said.people}
        return f"{said.result}{people}；{said.words}"
    return str(getattr(said, "words", ""))


@register.simple_tag
def next_of(case: Case, view: View) -> dict[str, Any]:
    """Return what is expected next: the clocks to the minute where they run in hours, and other open warnings. One query."""
    recorded = {told.seq: told.at for told in view.told if told.at}
    at = now()
    on = localdate(at)
    clocks = [
        {
            "label": r.clock.limit.label,
            "about": view.subjects[r.clock.about].name if r.clock.about in view.subjects else "",
            "at": r.until_at,
            "due": r.due,
            "over": r.is_over(at, on),
            "share": min(100, max(0, r.share(at, on))),
            "theirs": r.clock.limit.is_a_partys,
            "suggested": not r.clock.limit.cites.verified,
        }
        for r in moments.running(view, recorded)
    ]
    others: Any = ()
    firm = rules.employer_of(view)
    if view.state in ("candidate", "valid") and firm and firm.ref[1:].isdigit():
        others = (
            WarningRow.objects.filter(employer=int(firm.ref[1:]), is_open=True)
            .exclude(case=case)
            .select_related("case")[:5]
        )
    return {"clocks": clocks, "others": list(others), "verification": rules.verification(view)}


@register.simple_tag
def holds_one_of(request: HttpRequest, *offices: str) -> bool:
    """Say whether the reader holds one of these offices of early warning today (none named: any); a coordinator who is only sent there holds none."""
    reader = getattr(request, "staff", None) or getattr(request, "visitor", None)
    wanted = set(offices) or {office.code for office in EVERYONE}
    return any(a.office in wanted for a in reader.appointments) if reader else False


@register.simple_tag
def employer_of(view: View) -> int | None:
    """Return the number of the employer in the register; None where it is not there."""
    firm = rules.employer_of(view)
    ref = firm.ref[1:] if firm else ""
    return int(ref) if ref.isdigit() else None


@register.simple_tag
def unknown_of(firm: int | None) -> Conclusions | None:
    """Return what the rules said of an employer at the latest look, with what they could not tell. Five queries."""
    found = Employer.objects.filter(pk=firm).first() if firm else None
    return conclusions(found) if found else None


@register.simple_tag
def letter_of(view: View, party: Any) -> dict[str, Any]:
    """Return what an employer is shown of its matter: the letter, its own answer, and nothing else."""
    said = view.said.get("letter")
    mine = [k for k in party.keys if k.startswith("employer/")]
    return {
        "letter": said if isinstance(said, facts.Letter) and mine else None,
        "on": view.on.get("letter"),
        "answer": rules.explanation(view) if mine else None,
    }


@register.inclusion_tag("warning/spark.html")
def sparkline(drawing: Spark | None, label: str = "") -> dict[str, Any]:
    """Draw twelve months as a small line."""
    return {"s": drawing, "label": label}


@register.inclusion_tag("warning/level.html")
def level_tag(level: Level | str, missing: int = 0) -> dict[str, Any]:
    """Draw a level: colour, icon and word say the same. `missing`: how many rules had no data to tell by, said beside it."""
    return {"level": level if isinstance(level, Level) else Level(level), "missing": missing}
