"""What every page of a plan shows: where the parts stand, what is to be put right, what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from tongzhou.lines.zones.models.plan import PlanDraft
from tongzhou.lines.zones.plan import store
from tongzhou.lines.zones.plan.findings import Finding, blocking, findings
from tongzhou.lines.zones.plan.procedure import (
    PLAN,
    agree,
    expert_opinion,
    league_sign,
    region_sign,
    set_goals,
    set_tasks,
    submit,
    write,
)
from tongzhou.lines.zones.plan.rules import digests, goals_of, open_parts, tasks_of
from tongzhou.lines.zones.plan.versions import Writing, last_writings, versions
from tongzhou.lines.zones.shapes import HEADINGS, PARTS, SECTIONS
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import Act
from tongzhou.procedure.judge import Actor, hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.project import records_of
from tongzhou.procedure.view import View

ANSWERS: tuple[Act[Any], ...] = (agree, league_sign, region_sign, expert_opinion)
LABELS = HEADINGS | {"goals": "总体目标表", "tasks": "职责任务分工"}


@dataclass(frozen=True)
class OutlineItem:
    """One part in the outline: its state in a word, who wrote it last."""

    part: str
    label: str
    url: str
    tone: str  # done, draft, bad, empty
    word: str
    who: str
    on: str
    current: bool


@dataclass(frozen=True)
class Plan:
    """A plan as one person sees it."""

    case: Case
    visitor: Visitor

    @cached_property
    def view(self) -> View:
        return self.visitor.door.view(self.case)

    @cached_property
    def digests(self) -> dict[str, str]:
        return digests(self.view)

    @cached_property
    def contents(self) -> dict[str, str]:
        return store.texts_of({p: d for p, d in self.digests.items() if p in HEADINGS})

    @cached_property
    def findings(self) -> list[Finding]:
        view = self.view
        return findings(self.digests, goals_of(view), tasks_of(view), self.contents)

    @cached_property
    def stops(self) -> list[Finding]:
        return blocking(self.findings)

    @cached_property
    def drafts(self) -> dict[str, PlanDraft]:
        return store.drafts_of(self.case, self.visitor.person)

    @cached_property
    def records(self) -> list[Any]:
        return records_of(self.case)

    @cached_property
    def versions(self) -> list[Any]:
        return versions(self.records)

    @cached_property
    def open_parts(self) -> tuple[str, ...]:
        """The parts this person may write now."""
        return open_parts(self.view) if self.writer else ()

    @cached_property
    def writer(self) -> Actor | None:
        """The office in which this person writes, if they hold one."""
        found = self.visitor.acting(write, self.view)
        return found[0] if found else None

    def why_closed(self, part: str) -> str:
        """Say why a part cannot be written now by this person; empty if it can."""
        if self.writer is None:
            return "由本旗县的方案起草人编写，您可以阅读。"
        if part in self.open_parts:
            return ""
        acts: dict[str, Act[Any]] = {"goals": set_goals, "tasks": set_tasks}
        why = hindrance(self.view, acts.get(part, write), on=self.visitor.on)
        return why or "本部分不在申请调整的范围内；如需修改，请先申请调整。"

    def outline(self, current: str = "") -> list[tuple[str, str, list[OutlineItem]]]:
        """Return (number, heading, parts) by section of the template; attachment 1 stands last."""
        last = last_writings(self.records)
        names = store.names_of(self.case, (w.seq for w in last.values()))
        bad = {f.part for f in self.stops} & set(self.digests)
        groups: dict[str, list[OutlineItem]] = {number: [] for number in SECTIONS}
        for part in PARTS:
            item = self._item(part, last.get(part), names, part in bad, part == current)
            groups.setdefault("2" if part == "goals" else part[0], []).append(item)
        attached = groups.pop("t")
        found = [(n, SECTIONS[n], groups[n]) for n in SECTIONS]
        return [*found, ("附件1", "职责任务分工", attached)]

    def _item(
        self, part: str, last: Writing | None, names: dict[int, str], bad: bool, current: bool
    ) -> OutlineItem:
        tone, word = ("done", "已写") if last else ("empty", "未写")
        if bad:
            tone, word = "bad", "须更正"
        if part in self.drafts:
            tone, word = "draft", "有草稿"
        name = "zones-plan:tasks" if part == "tasks" else "zones-plan:goals"
        url = (
            reverse("zones-plan:part", args=[self.case.uid, part])
            if part in HEADINGS
            else reverse(name, args=[self.case.uid])
        )
        label = f"{part} {LABELS[part]}" if part in HEADINGS else LABELS[part]
        who = names.get(last.seq, "") if last else ""
        on = f"{last.on:%m-%d}" if last else ""
        return OutlineItem(part, label, url, tone, word, who, on, current)

    @property
    def parts_done(self) -> int:
        return len(self.digests)

    @property
    def parts_all(self) -> int:
        return len(PARTS)

    @cached_property
    def may_submit(self) -> bool:
        return bool(self.visitor.acting(submit, self.view)) and self.view.state in submit.at_codes

    @cached_property
    def answer(self) -> Act[Any] | None:
        """The opinion this person is asked for now, if one: to be given when the text has been read."""
        for act in ANSWERS:
            given = {a.office for a in self.visitor.acting(act, self.view)}
            waited = {office for r, office in self.view.waiting() if r.sign is act}
            in_round = any(r.sign is act for r in self.view.procedure.rounds)
            if self.may(act) and (not in_round or given & waited):
                return act
        return None

    def may(self, act: Act[Any]) -> bool:
        """Say whether this person may do an act and the case allows it now."""
        return self.visitor.able(act, self.view)

    def of_part(self, part: str) -> list[Finding]:
        """Return the findings of one part."""
        return [f for f in self.findings if f.part == part]

    def context(self, tab: str, **more: Any) -> dict[str, Any]:
        """Return what the frame of every page of the plan needs, and more."""
        return {
            "plan": self,
            "case": self.case,
            "view": self.view,
            "state": self.view.procedure.states[self.view.state],
            "today": self.visitor.on,
            "tab": tab,
            **more,
        }


def plan_of(visitor: Visitor, uid: str) -> Plan:
    """Return a plan this person can see. Raises Http404."""
    return Plan(visitor.case(PLAN.code, uid), visitor)
