"""Turns that recur in the stories: choosing a county, writing a plan, carrying it from desk to desk."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.zones.plan import facts as plan_facts
from tongzhou.lines.zones.selection import facts as choice
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, CaseLink
from tongzhou.registry.models import Region

from .scene import Scene
from .zones.plan import SamplePlan, sample_plan

FOUR = ("renshe", "fagai", "zonggonghui", "gongshanglian")
EVIDENCE = "旗县报送的基础情况表"


def child(case: Case, procedure: str, region: str = "") -> Case:
    """Return the case of a procedure that this one led to, in a region if one is named."""
    links = CaseLink.objects.filter(source=case, target__procedure=procedure)
    if region:
        links = links.filter(target__region=region)
    return links.latest("pk").target


def candidate(
    scene: Scene,
    selection: Case,
    by: str,
    county: str,
    kind: str,
    points: tuple[int, ...],
    on: date,
) -> None:
    """Nominate a county and fill in its score sheet."""
    region = Region.objects.get(code=county)
    key = choice.candidate_key(county)
    named = choice.Nomination(
        county=county,
        name=region.name,
        kind=kind,  # type: ignore[arg-type]
        reason=f"{region.name}用工较为集中，劳动关系工作有基础，当地积极性高（演示内容）。",
        names={key: region.name},
    )
    scene.does(by, selection, "nominate", named, about=(key,), on=on)
    scores = tuple(
        choice.Score(
            criterion=code,  # type: ignore[arg-type]
            points=given,
            reason=f"{label}：根据调研核实的情况评定（演示内容）",
            evidence=EVIDENCE,
        )
        for (code, (label, _, _)), given in zip(choice.CRITERIA.items(), points, strict=True)
    )
    sheet = choice.Sheet(part=county, scores=scores)
    scene.does(by, selection, "score", sheet, about=(key,), on=on)


def propose(scene: Scene, selection: Case, by: str, county: str, on: date) -> None:
    """Propose one county to the four bodies of the league."""
    name = Region.objects.get(code=county).name
    words = f"综合评分最高，产业和用工在本盟市有代表性，{name}党委、政府书面表示全力支持。"
    scene.does(by, selection, "propose", choice.Proposal(counties=(county,), reason=words), on=on)


def choose(scene: Scene, selection: Case, who: str, on: date) -> None:
    """Let one body agree to the proposal it has read."""
    seen = dict(scene.door.view(selection).texts["sheets"])
    scene.does(who, selection, "choose", choice.Opinion(words="同意。", signed=seen), on=on)


def chosen(scene: Scene, selection: Case, league: str, county: str, on: date) -> Case:
    """Let all four agree, designate the county and report; return the plan that opens there."""
    for body in FOUR:
        choose(scene, selection, f"{league}-{body}", on)
    scene.does(
        f"{league}-renshe",
        selection,
        "designate",
        choice.Designation(county=county),
        about=(choice.candidate_key(county),),
        on=on,
    )
    scene.does(
        f"{league}-renshe", selection, "report", choice.Report(words="现报送选点结果。"), on=on
    )
    return child(selection, "zones.plan", county)


def sample(plan: Case, *, launch: date) -> SamplePlan:
    """Return the sample plan, in the names of the county of this case."""
    county = Region.objects.get(code=plan.region)
    assert county.parent
    return sample_plan(
        county.name, league=county.parent.name, short=county.short_name, launch=launch
    )


def write(
    scene: Scene, plan: Case, who: tuple[str, ...], text: SamplePlan, on: date, *, parts: int = 99
) -> None:
    """Write the text: the authors take turns. `parts` stops early, and leaves the tables unwritten."""
    for place, (part, content) in enumerate(list(text.parts.items())[:parts]):
        author = who[place % len(who)]
        scene.does(author, plan, "write", plan_facts.Part(part=part, content=content), on=on)  # type: ignore[arg-type]
    if parts >= len(text.parts):
        scene.does(who[0], plan, "set_goals", text.goals, on=on)
        scene.does(who[-1], plan, "set_tasks", text.tasks, on=on)


def sign(
    scene: Scene, plan: Case, act: str, who: str, facts: type[Facts], on: date, **said: str
) -> None:
    """Let a body answer on the text as it stands."""
    seen = dict(scene.door.view(plan).texts["plan"])
    scene.does(who, plan, act, facts(signed=seen, **said), on=on)


def to_league(scene: Scene, plan: Case, drafter: str, government: str, on: date) -> None:
    """Submit the plan and let the county government agree."""
    scene.does(drafter, plan, "submit", plan_facts.Submission(words="首次报送。"), on=on)
    sign(scene, plan, "agree", government, plan_facts.CountyOpinion, on, words="经研究，同意上报。")
