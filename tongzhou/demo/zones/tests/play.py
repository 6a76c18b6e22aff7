"""A short way to say who does what with a plan, on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.demo.scene import at
from tongzhou.demo.zones.plan import SamplePlan, sample_plan
from tongzhou.lines.zones.offices import LEAGUE_FOUR, REGION_FOUR
from tongzhou.lines.zones.plan import facts
from tongzhou.lines.zones.programme.facts import Call, Closing
from tongzhou.lines.zones.selection import facts as choice
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, CaseLink, Entry

COUNTY, LEAGUE, REGION, ELSEWHERE = "150221", "1502", "15", "150404"
BODIES = {"hrss": "人社局", "drc": "发改委", "union": "总工会", "fic": "工商联"}
LAUNCH = date(2018, 8, 20)


def who(office: str, region: str = COUNTY, name: str = "") -> Actor:
    """Return somebody in an office."""
    kind = office.split("_")[1] if office.count("_") == 2 else ""
    return Actor(
        ref=name or f"{office}-{region}",
        name=name or office,
        office=office,
        region=region,
        body=BODIES.get(kind, "示例机构"),
        prefix="示人社",
    )


DRAFTER, SECOND = who("zone_drafter", name="巴特尔"), who("zone_drafter", name="其其格")
GOVERNMENT, OFFICE = who("county_government"), who("zone_office")
LEAGUE_HRSS, REGION_HRSS = who("zone_hrss_league", LEAGUE), who("zone_hrss_region", REGION)
EXPERT = who("zone_expert", REGION)
SAMPLE: SamplePlan = sample_plan("示例旗", launch=LAUNCH)


def day(text: str) -> date:
    """Return a day of 2018: 06-15."""
    return date.fromisoformat(f"2018-{text}")


def does(
    door: Door, case: Case, act: str, by: Actor, on: str, stated: Facts | None = None, **more: Any
) -> Entry:
    """Let somebody perform an act on a day of 2018."""
    return door.act(case, act, by=by, at=at(day(on)), facts=stated, **more)


def text_of(door: Door, plan: Case) -> dict[str, str]:
    """Return what stands, by digest: what a reader has before them."""
    return dict(door.view(plan).texts["plan"])


def child(case: Case, procedure: str, region: str = "") -> Case:
    """Return the case of a procedure this one led to."""
    links = CaseLink.objects.filter(source=case, target__procedure=procedure)
    if region:
        links = links.filter(target__region=region)
    return links.get().target


def called(door: Door) -> Case:
    """Open the programme of 2018 with its dates."""
    stated = Call(
        name="2018年综合试验区",
        year=2018,
        document="内人社发〔2018〕11号",
        select_by=day("04-10"),
        plan_by=day("06-15"),
        launch_by=day("08-20"),
    )
    return door.open_case(
        "zones.programme", by=REGION_HRSS, at=at(day("03-26")), region=REGION, facts=stated
    )


def nominated(door: Door, selection: Case, county: str, name: str, points: int) -> None:
    """Nominate a county and fill in its sheet."""
    key = choice.candidate_key(county)
    stated = choice.Nomination(county=county, name=name, kind="工业园区型", reason="用工集中")
    does(door, selection, "nominate", LEAGUE_HRSS, "03-28", stated, about=(key,))
    scores = tuple(
        choice.Score(criterion=code, points=min(points, most), reason="有依据")
        for code, (_, _, most) in choice.CRITERIA.items()
    )
    union = who("zone_union_league", LEAGUE)
    sheet = choice.Sheet(part=county, scores=scores)
    does(door, selection, "score", union, "03-29", sheet, about=(key,))


def chosen(door: Door, selection: Case) -> Case:
    """Let the four bodies choose the county; return the plan that opens there."""
    nominated(door, selection, COUNTY, "示例旗", 12)
    nominated(door, selection, "150222", "示例县", 9)
    proposal = choice.Proposal(counties=(COUNTY,), reason="评分最高")
    does(door, selection, "propose", LEAGUE_HRSS, "04-02", proposal)
    for office in LEAGUE_FOUR:
        seen = dict(door.view(selection).texts["sheets"])
        said = choice.Opinion(signed=seen)
        does(door, selection, "choose", who(office.code, LEAGUE), "04-04", said)
    key = (choice.candidate_key(COUNTY),)
    does(
        door,
        selection,
        "designate",
        LEAGUE_HRSS,
        "04-08",
        choice.Designation(county=COUNTY),
        about=key,
    )
    does(door, selection, "report", LEAGUE_HRSS, "04-08", choice.Report())
    return child(selection, "zones.plan")


def opened(door: Door, region: str = COUNTY, name: str = "示例旗") -> Case:
    """Open a plan by hand, for a county chosen on paper."""
    stated = facts.Opening(
        programme="2018年综合试验区",
        year=2018,
        county_name=name,
        plan_by=day("06-15"),
        launch_by=day("08-20"),
    )
    by = who("zone_hrss_league", region[:4])
    return door.open_case("zones.plan", by=by, at=at(day("04-10")), region=region, facts=stated)


def written(door: Door, plan: Case, on: str = "05-20") -> None:
    """Write the whole plan, two authors in turn."""
    for n, (part, content) in enumerate(SAMPLE.parts.items()):
        by = (DRAFTER, SECOND)[n % 2]
        does(door, plan, "write", by, on, facts.Part(part=part, content=content))
    does(door, plan, "set_goals", DRAFTER, on, SAMPLE.goals)
    does(door, plan, "set_tasks", SECOND, on, SAMPLE.tasks)


def sent_up(door: Door, plan: Case, on: str) -> None:
    """Submit, and let the county government agree."""
    does(door, plan, "submit", DRAFTER, on, facts.Submission())
    seen = facts.CountyOpinion(signed=text_of(door, plan))
    does(door, plan, "agree", GOVERNMENT, on, seen)


def sign(
    door: Door, plan: Case, level: str, kind: str, on: str, result: str = "同意", words: str = ""
) -> None:
    """Let one body of league or region answer on the text that stands."""
    region = LEAGUE if level == "league" else REGION
    stated = facts.Opinion(result=result, words=words, signed=text_of(door, plan))
    does(door, plan, f"{level}_sign", who(f"zone_{kind}_{level}", region), on, stated)


def all_sign(door: Door, plan: Case, level: str, on: str) -> None:
    """Let everybody sign who is waited for."""
    four = LEAGUE_FOUR if level == "league" else REGION_FOUR
    waited = {office for _, office in door.view(plan).waiting()}
    for office in four:
        if office.code in waited:
            sign(door, plan, level, office.body, on)


def approved(door: Door, plan: Case, on: str, act: str = "approve") -> Entry:
    """Let the institute speak, and the region approve."""
    invitation = facts.Invitation(reply_by=date(2018, 12, 31))
    does(door, plan, "invite", REGION_HRSS, on, invitation)
    seen = text_of(door, plan)
    spoken = facts.ExpertOpinion(result="总体设计可行", words="设计完整。", signed=seen)
    does(door, plan, "expert_opinion", EXPERT, on, spoken)
    return does(door, plan, act, REGION_HRSS, on, facts.Approval(signed=seen))


__all__ = ["Closing"]
