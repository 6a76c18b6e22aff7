"""执法全过程记录 — every step of a case with its papers and pictures, and what of it is missing. Pure.

What must be there follows from the case: no hearing is missed where none was offered. 行政处罚法 47.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tongzhou.lines.inspection.facts import investigating
from tongzhou.lines.inspection.states import WORKER
from tongzhou.procedure.declare import Procedure
from tongzhou.procedure.facts import FileRef, loaded
from tongzhou.procedure.fold import effective
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import Record, View

from . import deciding, performing
from .ordering import served

DECISIONS = ("punish", "treat", "exempt", "finish", "drop", "refer")
Standing = Literal["done", "missing", "waiting", "optional"]
WORDS: dict[Standing, str] = {
    "done": "已有",
    "missing": "缺少",
    "waiting": "尚未到",
    "optional": "未发生",
}


@dataclass(frozen=True)
class Trace:
    """One entry of the record: when, what, by whom, which paper, which files."""

    seq: int
    on: date
    act: str
    paper: str
    files: tuple[FileRef, ...] = ()
    pictures: tuple[investigating.Picture, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass
class Step:
    """One step of the procedure, as the record shows it."""

    label: str
    standing: Standing
    traces: list[Trace] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return WORDS[self.standing]

    @property
    def every_gap(self) -> list[str]:
        """Return what is missing of the step and of each of its entries."""
        return [*self.gaps, *(g for t in self.traces for g in t.gaps)]


def traces(procedure: Procedure, records: Iterable[Record]) -> dict[str, list[Trace]]:
    """Return act → what was done under it, in order, annulled entries left out."""
    found: dict[str, list[Trace]] = {}
    for record in effective(records)[0]:
        act = procedure.by_code.get(record.act)
        if act is None or act.is_engine:
            continue
        facts = loaded(record.facts, act.asks)
        pictures = tuple(getattr(facts, "pictures", ()))
        trace = Trace(
            record.seq,
            record.happened_on,
            act.label,
            act.issues.label if act.issues else "",
            _files(facts),
            pictures,
            tuple(_gaps(facts, pictures)),
        )
        found.setdefault(act.code, []).append(trace)
    return found


def _files(facts: Any) -> tuple[FileRef, ...]:
    out: list[FileRef] = []
    for name in facts.__struct_fields__:
        value = getattr(facts, name)
        if isinstance(value, tuple):
            out += [v for v in value if isinstance(v, FileRef)]
            out += [v.file for v in value if isinstance(v, investigating.Picture)]
    return tuple(out)


def _gaps(facts: Any, pictures: tuple[investigating.Picture, ...]) -> Iterable[str]:
    """Yield what the entry itself lacks as a record."""
    if isinstance(facts, investigating.SiteRecord):
        if not (pictures or facts.files or facts.recorder):
            yield "现场检查没有照片、录像或执法记录仪编号"
        if pictures and any(not p.where for p in pictures):
            yield "有照片没有位置"
    if isinstance(facts, investigating.Interview) and not facts.recording:
        yield "询问没有录音录像或签字页"
    if isinstance(facts, ServiceOfPaper) and facts.received_on and not facts.proof:
        yield "送达没有上传送达回证"


def steps(view: View, records: Iterable[Record]) -> list[Step]:
    """Return the whole record, in the order in which a case runs."""
    found = traces(view.procedure, records)
    concluded = deciding.seq(view, "conclude") >= 0
    decided = deciding.seq(view, "punish", "treat") >= 0
    told = deciding.notice(view)
    closed = view.state in ("closed", "archived")

    def step(label: str, *acts: str, needed: bool, due: bool, gap: str = "") -> Step:
        mine = sorted((t for code in acts for t in found.get(code, ())), key=lambda t: t.seq)
        if mine:
            return Step(label, "done", mine)
        if needed and due:
            return Step(label, "missing", gaps=[gap or f"没有{label}"])
        return Step(label, "waiting" if needed else "optional")

    ordered = "order" in view.last
    return [
        step("立案", "file", needed=True, due=True),
        step("指派二名以上持证人员", "assign", needed=True, due=view.state != "filed"),
        step("回避", "ask_recusal", "decide_recusal", needed=False, due=False),
        step("现场检查", "visit", needed=False, due=False),
        step("调查询问书、提供资料", "inquire", "supply", needed=False, due=False),
        step("询问笔录", "interview", needed=False, due=False),
        step("证据", "add_evidence", "hold", "deal", needed=True, due=concluded),
        step("责令限期改正", "order", needed=False, due=False),
        _served(view, step, "送达指令书", "serve_order", "order", needed=ordered),
        step("复查", "recheck", needed=ordered, due=concluded),
        step("延长、中止、恢复", "extend", "suspend", "resume", needed=False, due=False),
        step("调查终结", "conclude", needed=True, due=decided),
        step("处理意见", "propose", "propose_departing", needed=concluded, due=decided),
        step("事先告知", "tell", needed=concluded, due=decided),
        _served(view, step, "送达告知书", "serve_notice", "tell", needed=told is not None),
        step("陈述申辩及复核", "state", "consider", needed=False, due=False),
        step("听证", "ask_hearing", "waive_hearing", "set_hearing", "hear",
             needed=deciding.hearing_asked(view), due=decided),
        step("法制审核", "legal_review", needed=concluded and deciding.needs_review(view), due=decided),
        step("集体讨论", "discuss", needed=concluded and deciding.needs_discussion(view), due=decided),
        step("决定", *DECISIONS, needed=True, due=closed),
        _served(view, step, "送达处罚决定书", "serve_punishment", "punish", needed="punish" in view.last),
        _served(view, step, "送达处理决定书", "serve_treatment", "treat", needed="treat" in view.last),
        step("公示", "publish", needed="punish" in view.last, due=closed),
        step("重大决定备案", "report_up", needed=_is_major(view), due=closed),
        step("履行、缴款", "pay", "defer", "perform", needed=decided and bool(performing.owed(view)), due=closed),
        step("催告、强制执行", "urge", "serve_urging", "apply_court", "court_result", needed=False, due=False),
        step("告知投诉人结果", "tell_result", needed=view.count(WORKER) > 0, due=closed),
        step("结案", "close", needed=True, due=closed),
        step("归档", "archive", needed=True, due=view.state == "archived"),
    ]  # fmt: skip


def _is_major(view: View) -> bool:
    return any(getattr(view.said.get(code), "major", False) for code in ("punish", "treat"))


def _served(
    view: View, step: Callable[..., Step], label: str, act: str, issued: str, *, needed: bool
) -> Step:
    """Return a step of service: the paper must have been received, not only sent."""
    made: Step = step(label, act, needed=needed, due=needed)
    if made.standing == "done" and served(view, act, since=deciding.seq(view, issued)) is None:
        made.gaps.append("最近一件文书还没有收到回证")
    return made


def gaps(found: Iterable[Step]) -> int:
    """Return how many things are missing."""
    return sum(len(s.every_gap) for s in found)
