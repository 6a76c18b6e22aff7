"""意见 — the eight lights, who holds the paper since when, and all that was said in each circulation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongzhou.lines.zones.plan.procedure import PLAN, league, region
from tongzhou.procedure.declare import Round, Slot
from tongzhou.procedure.fold import effective
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.view import Record, Signature, View

OPINIONS = (
    "agree",
    "send_back",
    "league_sign",
    "region_sign",
    "expert_opinion",
    "return",
    "approve",
    "approve_change",
)


@dataclass(frozen=True)
class Light:
    """One body and its answer: `tone` ok, over, warn or empty; `days` for how long it has held the paper."""

    office: str
    tone: str
    icon: str
    text: str
    words: str = ""
    on: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Row:
    """The four lights of one level."""

    label: str
    lights: tuple[Light, ...]
    open: bool
    signed: int
    due: date | None


def lights(view: View, records: Iterable[Record], *, on: date) -> list[Row]:
    """Return the lights of league and region, as they stand on a day."""
    said = {r.seq: r for r in effective(records)[0]}
    rows = []
    for round_ in (league, region):
        standing = view.standing(round_)
        found = tuple(_light(view, round_, slot, standing, said, on) for slot in round_.slots)
        here = view.state == round_.at.code
        clock = view.clocks.get((f"{round_.code}_answer", ""))
        due = clock.due if clock and clock.running and here else None
        signed = sum(light.tone == "ok" for light in found)
        rows.append(Row(round_.label, found, here, signed, due))
    return rows


def _light(
    view: View,
    round_: Round,
    slot: Slot,
    standing: dict[str, Signature],
    said: dict[int, Record],
    on: date,
) -> Light:
    label = slot.office.label
    signature = standing.get(slot.office.code)
    if signature:
        result = said[signature.seq].facts.get("result", "同意")
        tone, icon = ("ok", "circle-check") if signature.agrees else ("over", "circle-x")
        return Light(label, tone, icon, result, signature.words, signature.on)
    last = [a for a in view.answers[round_.code] if a.office == slot.office.code]
    before = f"上一轮：{said[last[-1].seq].facts.get('result', '同意')}" if last else ""
    if view.state == round_.at.code and view.state_since:
        days = (on - view.state_since).days
        text = "文本修改，待重新签署" if before else "待签署"
        return Light(label, "", "hourglass", text, before, view.state_since, days)
    if before:
        return Light(label, "warn", "git-compare", "须重新签署", before)
    return Light(label, "", "circle", "尚未送达")


@dataclass(frozen=True)
class Said:
    """One opinion: by whom, what, in which words, on which day."""

    office: str
    body: str
    names: str
    result: str
    words: str
    on: date
    tone: str
    number: str = ""


@dataclass
class Circulation:
    """What was said of one version, from its submission to its return or approval."""

    number: int
    on: date
    said: list[Said] = field(default_factory=list)

    @property
    def returned(self) -> bool:
        """Say whether it came back with demands."""
        return any(s.tone == "over" for s in self.said)


RESULTS = {
    "agree": "同意上报",
    "send_back": "退回",
    "return": "退回",
    "approve": "批复",
    "approve_change": "批复调整",
}


def circulations(case: Case, records: Iterable[Record]) -> list[Circulation]:
    """Return the circulations, the latest first, each with every opinion that was given in it."""
    rows = Entry.objects.filter(case=case, act__in=OPINIONS).values(
        "seq", "names", "body", "issued"
    )
    entries: dict[int, Any] = {row["seq"]: row for row in rows}
    found: list[Circulation] = []
    for r in effective(records)[0]:
        if r.act == "submit":
            found.append(Circulation(len(found) + 1, r.happened_on))
        elif r.act in OPINIONS and found:
            found[-1].said.append(_said(r, entries[r.seq]))
    return found[::-1]


def _said(r: Record, entry: Any) -> Said:
    result = str(r.facts.get("result") or RESULTS.get(r.act, ""))
    ok = result in ("同意", "同意上报", "批复", "批复调整", "总体设计可行", "完善后可行")
    office = PLAN.offices.get(r.office)
    issued = entry["issued"]
    return Said(
        office=office.label if office else r.office,
        body=str(entry["body"]),
        names="、".join(entry["names"]),
        result=result,
        words=str(r.facts.get("words", "")),
        on=r.happened_on,
        tone="ok" if ok else "over",
        number=str(issued.get("number", "")) if isinstance(issued, dict) else "",
    )
