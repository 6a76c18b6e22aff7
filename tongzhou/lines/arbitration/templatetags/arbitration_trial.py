"""What the panel of the trial on the page of a case says."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from tongzhou.lines.arbitration.rules import elements, track
from tongzhou.lines.arbitration.rules.ledger import hearing_of
from tongzhou.lines.arbitration.states import HEARING, SET_DOWN
from tongzhou.lines.arbitration.trial import exhibits
from tongzhou.lines.arbitration.trial.pages import TABS, tab_words
from tongzhou.procedure.view import View

register = template.Library()


@dataclass(frozen=True)
class Panel:
    """The trial in short: how much is disputed, how much is proved with, when it is heard."""

    tabs: tuple[tuple[str, str, str], ...]
    disputed: int
    stated: bool
    exhibits: int
    late: int
    next: object
    sits: str


@register.simple_tag
def trial_panel(view: View) -> Panel | None:
    """Return the trial of a case in short; None before it is taken. Pure: no query."""
    if not any(code == "accepted" for code, _on, _seq in view.path):
        return None
    words = tab_words()
    shown = exhibits.shown(view)
    down = [said for s in view.of(HEARING, SET_DOWN.code) if (said := hearing_of(s))]
    return Panel(
        tuple((code, words[code], icon) for code, icon in TABS),
        sum(not r.found for r in elements.disputed(view)),
        "state_elements" in view.last,
        len(shown),
        sum(s.late for s in shown),
        min(down, key=lambda h: h.hearing_on, default=None),
        "、".join(
            f"{view.subjects[key].name}（{role}）" for key, role in track.tribunal(view).items()
        ),
    )
