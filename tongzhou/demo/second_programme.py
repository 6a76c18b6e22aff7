"""The second programme, under way: each league at another place of the path."""

from __future__ import annotations

from datetime import date, timedelta

from tongzhou.lines.zones.plan import facts as plan_facts
from tongzhou.lines.zones.programme import facts as call
from tongzhou.procedure.models import Case

from . import planning
from .scene import Scene


def second_programme(scene: Scene, *, on: date) -> None:
    """Play the second programme up to this day."""
    begun = on - timedelta(days=75)
    facts = call.Call(
        name=f"{begun.year}年第二批综合试验区（演示）",
        year=begun.year,
        document=f"内人社发〔{begun.year}〕示例2号",
        select_by=begun + timedelta(days=30),
        plan_by=begun + timedelta(days=90),
        launch_by=begun + timedelta(days=150),
    )
    programme = scene.opens(
        "q-renshe",
        "zones.programme",
        on=begun,
        region="15",
        facts=facts,
        about=tuple(facts.called()),
    )
    at_region(scene, programme, begun)
    at_league(scene, programme, begun)
    drafting(scene, programme, begun)
    choosing(scene, programme, on)


def chosen_at_once(
    scene: Scene, programme: Case, league: str, code: str, county: str, other: str, day: date
) -> Case:
    """Choose a county of a league out of two."""
    selection = planning.child(programme, "zones.selection", code)
    by = f"{league}-renshe"
    planning.candidate(scene, selection, by, county, "城区型", (18, 13, 13, 12, 14, 8, 8), day)
    planning.candidate(scene, selection, by, other, "资源型", (15, 12, 12, 11, 12, 8, 7), day)
    planning.propose(scene, selection, by, county, day + timedelta(days=4))
    return planning.chosen(scene, selection, league, county, day + timedelta(days=8))


def at_region(scene: Scene, programme: Case, begun: date) -> None:
    """Three of the four bodies of the region have signed the plan of Horinger; the union holds it."""
    plan = chosen_at_once(
        scene, programme, "h", "1501", "150123", "150105", begun + timedelta(days=5)
    )
    text = planning.sample(plan, launch=begun + timedelta(days=150))
    planning.write(scene, plan, ("l-qicao",), text, begun + timedelta(days=35))
    planning.to_league(scene, plan, "l-qicao", "l-zhengfu", begun + timedelta(days=52))
    for body in planning.FOUR:
        day = begun + timedelta(days=60)
        planning.sign(
            scene, plan, "league_sign", f"h-{body}", plan_facts.Opinion, day, words="同意。"
        )
    for body in ("renshe", "fagai", "gongshanglian"):
        day = begun + timedelta(days=68)
        planning.sign(
            scene, plan, "region_sign", f"q-{body}", plan_facts.Opinion, day, words="同意。"
        )
    invitation = plan_facts.Invitation(reply_by=begun + timedelta(days=85))
    scene.does("q-renshe", plan, "invite", invitation, on=begun + timedelta(days=69))


def at_league(scene: Scene, programme: Case, begun: date) -> None:
    """The plan of Songshan lies before the league; two bodies have answered, one wants changes."""
    plan = chosen_at_once(
        scene, programme, "c", "1504", "150404", "150403", begun + timedelta(days=7)
    )
    text = planning.sample(plan, launch=begun + timedelta(days=150))
    planning.write(scene, plan, ("s-qicao",), text, begun + timedelta(days=40))
    planning.to_league(scene, plan, "s-qicao", "s-zhengfu", begun + timedelta(days=66))
    day = begun + timedelta(days=70)
    planning.sign(scene, plan, "league_sign", "c-renshe", plan_facts.Opinion, day, words="同意。")
    planning.sign(
        scene,
        plan,
        "league_sign",
        "c-gongshanglian",
        plan_facts.Opinion,
        day,
        result="修改后同意",
        words="重点内容中请补充小微企业用工托管服务的安排。",
    )


def drafting(scene: Scene, programme: Case, begun: date) -> None:
    """Dongsheng is still writing: six parts stand."""
    plan = chosen_at_once(
        scene, programme, "e", "1506", "150602", "150622", begun + timedelta(days=9)
    )
    text = planning.sample(plan, launch=begun + timedelta(days=150))
    planning.write(scene, plan, ("d-qicao",), text, begun + timedelta(days=60), parts=6)


def choosing(scene: Scene, programme: Case, on: date) -> None:
    """The league of the first zone chooses another county; two bodies have still to sign."""
    selection = planning.child(programme, "zones.selection", "1502")
    day = on - timedelta(days=9)
    planning.candidate(
        scene, selection, "b-renshe", "150207", "综合型", (17, 13, 12, 12, 13, 8, 8), day
    )
    planning.candidate(
        scene, selection, "b-renshe", "150222", "农牧区型", (16, 13, 11, 11, 11, 7, 9), day
    )
    planning.propose(scene, selection, "b-renshe", "150207", day + timedelta(days=2))
    for body in ("renshe", "fagai"):
        planning.choose(scene, selection, f"b-{body}", day + timedelta(days=4))
