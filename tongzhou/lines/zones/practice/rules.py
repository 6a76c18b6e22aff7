"""判断 — what a practice, a copy of one, and a nomination amount to. Pure."""

from __future__ import annotations

from datetime import date

from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import View

from . import facts


def text_of(view: View) -> facts.Draft:
    """Return the practice as it now reads."""
    said = view.said.get("revise") or view.said["draft"]
    assert isinstance(said, facts.Draft)
    return said


def zone_of(view: View) -> str:
    """Return the zone a practice comes from; empty where it was written without one."""
    return str(getattr(view.said["draft"], "zone", ""))


def practice_called(view: View) -> str:
    """Return the title of a practice."""
    return text_of(view).title


def spread_of(view: View) -> str:
    """Return how far a published practice is to spread."""
    said = [
        (view.last[code], view.said[code]) for code in ("publish", "spread") if code in view.said
    ]
    latest = max(said, key=lambda pair: pair[0])[1] if said else None
    return latest.spread if isinstance(latest, facts.Publication) else ""


def copied_by_now(_view: View, stated: facts.Copying, on: date) -> bool:
    """Say whether the copying has begun."""
    return stated.copied_on <= on


def measured_by_now(_view: View, stated: facts.Effect, on: date) -> bool:
    """Say whether the effect is not of a day to come."""
    return stated.as_of <= on


def answered_by_now(_view: View, stated: facts.MinistryAnswer, on: date) -> bool:
    """Say whether the answer has arrived."""
    return stated.answered_on <= on


def practice_row(view: View) -> Rows:
    """Return the one row of a practice for the library."""
    text = text_of(view)
    return {
        "": {
            "title": text.title[:80],
            "zone": zone_of(view)[:120],
            "problem": text.problem,
            "method": text.method,
            "effect": text.effect,
            "conditions": text.conditions,
            "state": view.state,
            "spread": spread_of(view),
            "published_on": view.on.get("publish"),
            "is_published": view.state == "published",
        }
    }


def copying(view: View) -> facts.Copying:
    """Return what the copying place said when it began."""
    said = view.said["copy"]
    assert isinstance(said, facts.Copying)
    return said


def copy_called(view: View) -> str:
    """Return what a copy is called in lists."""
    return f"复制“{copying(view).title}”"


def copy_row(view: View) -> Rows:
    """Return the one row of a copy, found by the practice that is copied."""
    said = copying(view)
    effect = view.said.get("effect")
    return {
        "": {
            "practice": said.practice,
            "title": said.title[:80],
            "copied_on": said.copied_on,
            "parameters": said.parameters,
            "state": view.state,
            "effect": effect.words if isinstance(effect, facts.Effect) else "",
            "effect_as_of": effect.as_of if isinstance(effect, facts.Effect) else None,
        }
    }


def recommendation(view: View) -> facts.Recommendation:
    """Return what the nomination rests on."""
    said = view.said["open"]
    assert isinstance(said, facts.Recommendation)
    return said


def recommended_words(view: View) -> tuple[str, str]:
    """Return the grounds and the highlights as they now read."""
    newer = view.said.get("revise")
    if isinstance(newer, facts.Revision):
        return newer.grounds, newer.highlights
    said = recommendation(view)
    return said.grounds, said.highlights


def nomination_called(view: View) -> str:
    """Return what a nomination is called in lists."""
    return f"{recommendation(view).zone} 推荐国家级共建试点"


def saw_the_grounds(view: View, stated: facts.Signing) -> bool:
    """Say whether an opinion was given on the recommendation as it now reads."""
    return stated.signed == dict(view.texts["recommendation"])


def nominated(_view: View, _stated: facts.Opinion) -> dict[str, str]:
    """Return what the zone is told when it has been nominated."""
    return {}
