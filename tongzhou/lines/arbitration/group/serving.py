"""成批送达 — how it stands with every paper and everybody it is for, and what one registration would do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from tongzhou.law import Calendar
from tongzhou.lines.arbitration.rules import serving as rules
from tongzhou.procedure.declare import Act, Limit
from tongzhou.procedure.facts import FileRef, loaded, stored
from tongzhou.procedure.judge import check_can
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.service import Service
from tongzhou.procedure.serving import ServiceOfPaper, notice_served_on
from tongzhou.procedure.view import Clock, View

from . import cells
from .cells import Fault, Sheet, Wrong

OPEN = "open"  # whatever is not yet served
STANDINGS = {
    OPEN: "未送达的",
    "awaiting": "待送达",
    "on the way": "已发出，待回执",
    "failed": "未能送达",
    "served": "已送达",
    "all": "全部",
}
TONES = {"awaiting": "warn", "on the way": "info", "failed": "over", "served": "ok"}
REF, NAME, PAPER, NUMBER, SENT, RECEIVED, FAILED = (
    "编号",
    "受送达人",
    "文书",
    "邮件号",
    "发出日期",
    "收到日期",
    "未能送达的原因",
)


@dataclass(frozen=True)
class Line:
    """One paper for one party."""

    service: Service
    act: Act[Any]
    starts: tuple[Limit, ...]  # what its receipt sets running
    running: tuple[Clock, ...] = ()  # what it has set running
    deemed: date | None = None  # when a posting or a public notice counts as received

    @property
    def id(self) -> str:
        return f"{self.service.issued}|{self.service.about}"

    @property
    def ref(self) -> str:
        """Return the number under which sheets name this line: 12-claimant-w3."""
        return f"{self.service.issued}-{self.service.about.replace('/', '-')}"

    @property
    def tone(self) -> str:
        return TONES[self.service.standing]

    @property
    def reference(self) -> str:
        return self.service.last.reference_for(self.service.about) if self.service.last else ""

    @property
    def called(self) -> str:
        return f"{self.service.paper.label}{self.service.number}"


def lines_of(view: View, found: Iterable[Service], calendar: Calendar) -> list[Line]:
    """Return every paper with everybody it is for, in the order of issue."""
    clocks: dict[str, list[Clock]] = {}
    for (_code, key), clock in view.clocks.items():
        clocks.setdefault(key, []).append(clock)
    lines = []
    for service in found:
        subject = view.subjects.get(service.about)
        if subject is None:
            continue
        act = rules.act_for(service.paper)
        begins = tuple(rules.starts(view, act, subject.kind))
        codes = {limit.code for limit in begins}
        running: tuple[Clock, ...] = ()
        if service.standing == "served":
            mine = clocks.get(service.about, []) + clocks.get("", [])
            running = tuple(c for c in mine if c.limit.code in codes)
        deemed = _deemed(service, calendar)
        lines.append(Line(service, act, begins, running, deemed))
    return lines


def _deemed(service: Service, calendar: Calendar) -> date | None:
    if service.last is None or service.standing != "on the way":
        return None
    if service.last.way == "张贴送达":
        return rules.posted_until(service.last.sent_on, calendar)
    return notice_served_on(service.last.sent_on) if service.last.way == "公告送达" else None


@dataclass(frozen=True)
class Wanted:
    """Which lines the board shows."""

    paper: int | None = None
    standing: str = OPEN
    kind: str = ""
    q: str = ""

    def lets(self, line: Line) -> bool:
        """Say whether a line is among them."""
        s = line.service
        if self.paper is not None and s.issued != self.paper:
            return False
        if self.kind and not s.about.startswith(f"{self.kind}/"):
            return False
        if self.q and self.q not in s.name:
            return False
        if self.standing == OPEN:
            return s.standing != "served"
        return self.standing in ("all", s.standing)


@dataclass
class Group:
    """One registration: an act, a paper, the facts, and everybody it is about."""

    act: str
    issued: int
    paper: str  # as it is called
    facts: dict[str, Any]
    about: list[str] = field(default_factory=list)

    @property
    def stated(self) -> ServiceOfPaper:
        found = loaded(self.facts, ServiceOfPaper)
        assert isinstance(found, ServiceOfPaper)
        return found


@dataclass
class Plan:
    """What a registration would do, group by group, and which lines are left out and why."""

    groups: list[Group] = field(default_factory=list)
    skipped: list[tuple[str, str, str]] = field(default_factory=list)  # paper, name, why
    seen: int = 0

    @property
    def total(self) -> int:
        return sum(len(g.about) for g in self.groups)


def planned(
    view: View,
    chosen: Sequence[Line],
    facts: ServiceOfPaper,
    *,
    refused: bool = False,
    on: date,
    calendar: Calendar,
) -> Plan:
    """Return what serving the chosen lines alike would do. One group for each paper.

    `refused`: the parties refused to sign, which is the other ground for posting (办案规则 20).
    """
    plan = Plan(seen=view.seq)
    if facts.way == "张贴送达" and not facts.received_on and not facts.failed:
        deemed = rules.posted_until(facts.sent_on, calendar)
        if deemed and deemed <= on:
            facts = msgspec.structs.replace(facts, received_on=deemed)
    for line in chosen:
        why = _why_not(view, line, facts, refused=refused)
        _put(plan, view, line, facts, why, on)
    return plan


def _why_not(view: View, line: Line, facts: ServiceOfPaper, *, refused: bool) -> str:
    if line.service.standing == "served":
        return "已经送达"
    if facts.way == "电子送达":
        return rules.why_not_by_phone(view, line.service.about, line.service.paper)
    if facts.way == "张贴送达":
        return rules.why_not_posted(view, refused=refused)
    if facts.received_on and facts.received_on < line.service.issued_on:
        return f"文书{line.service.issued_on}才作出，收到日期不能更早"
    return ""


def _put(plan: Plan, view: View, line: Line, facts: ServiceOfPaper, why: str, on: date) -> None:
    s = line.service
    stated = msgspec.structs.replace(facts, paper=str(s.issued))
    if not why:
        try:
            check_can(view, line.act, stated, on=on, about=(s.about,))
        except Refused as refusal:
            why = str(refusal)
    if why:
        plan.skipped.append((line.called, s.name, why))
        return
    mine = stored(stated)
    same = {k: v for k, v in mine.items() if k != "references"}
    for group in plan.groups:
        if (
            group.issued == s.issued
            and {k: v for k, v in group.facts.items() if k != "references"} == same
        ):
            group.about.append(s.about)
            group.facts["references"] |= mine["references"]
            return
    plan.groups.append(Group(line.act.code, s.issued, line.called, mine, [s.about]))


def template(lines: Iterable[Line]) -> tuple[list[str], list[list[str]]]:
    """Return a sheet to fill in, one line for each paper and party."""
    head = [REF, PAPER, NAME, NUMBER, SENT, RECEIVED, FAILED]
    rows = []
    for line in lines:
        last = line.service.last
        sent = str(last.sent_on) if last else ""
        rows.append([line.ref, line.called, line.service.name, line.reference, sent, "", ""])
    return head, rows


def read(
    sheet: Sheet, lines: Mapping[str, Line], view: View, *, on: date
) -> tuple[Plan, list[tuple[int, str, Fault]]]:
    """Read a sheet with the number and the days of each; lines without a day sent are passed over."""
    plan, faults = Plan(seen=view.seq), []
    for n, row in sheet.lines:
        if not (row.get(SENT) or row.get(RECEIVED) or row.get(FAILED)):
            continue
        line = lines.get(row.get(REF, ""))
        try:
            if line is None or line.service.name != row.get(NAME, line.service.name):
                raise Wrong("不在本案应送达的文书中", "请用本页下载的表填写，不改编号")
            facts = _of_row(row, line, on)
        except Wrong as wrong:
            fault = Fault(REF, row.get(REF, ""), wrong.rule, wrong.mend)
            faults.append((n, row.get(NAME, ""), fault))
            continue
        _put(plan, view, line, facts, _why_not(view, line, facts, refused=False), on)
    return plan, faults


def _of_row(row: Mapping[str, str], line: Line, on: date) -> ServiceOfPaper:
    number, failed = row.get(NUMBER, ""), row.get(FAILED, "")
    sent, received = cells.day(row.get(SENT, "")), cells.day(row.get(RECEIVED, ""))
    if sent is None:
        raise Wrong("没有填发出日期", "写成 2026-03-05 的样子")
    if max(sent, received or sent) > on:
        raise Wrong("日期在今天以后", "请核对年份")
    facts = ServiceOfPaper(
        way="邮寄送达",
        sent_on=sent,
        received_on=None if failed else received,
        references={line.service.about: number} if number else {},
        failed=failed,
    )
    try:
        facts.check()
    except ValueError as error:
        raise Wrong(str(error), "请改正后再上传") from None
    if sent < line.service.issued_on:
        raise Wrong(f"文书{line.service.issued_on}才作出，发出日期不能更早", "请核对日期")
    return facts


def received_now(lines: Iterable[Line], view: View, *, on: date) -> Plan:
    """Return what registering the postings and notices would do whose day has come."""
    plan = Plan(seen=view.seq)
    for line in lines:
        last = line.service.last
        if last and line.deemed and line.deemed <= on:
            facts = msgspec.structs.replace(last, received_on=line.deemed)
            _put(plan, view, line, facts, "", on)
    return plan


def with_proof(plan: Plan, proof: tuple[FileRef, ...]) -> Plan:
    """Put the same proof into every registration of a plan."""
    for group in plan.groups:
        group.facts["proof"] = msgspec.to_builtins(proof)
    return plan
