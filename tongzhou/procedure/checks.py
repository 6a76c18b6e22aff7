"""规程自检 — what would go wrong in a declaration, found when Django starts instead of at the counter.

`faults(procedure)` looks at one declaration by itself, `faults_between(procedures)` at what they say of
one another. Django's system check, `tongzhou procedure check` and the tests call both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.core import checks

from tongzhou.law import Article
from tongzhou.law.instruments import NotListed
from tongzhou.law.instruments import versions_of as instruments_named

from . import catalogue
from .declare import (
    HANDED,
    TIME,
    Act,
    Event,
    Handover,
    Limit,
    Office,
    Procedure,
    Reply,
    State,
    events,
    every,
)
from .facts import Answer, Destination, Facts, Writing, sealed_fields
from .papers.templates import Draft, Template
from .paths import dead_ends, reachable

LONGEST_CODE = 40  # the columns of the journal


@dataclass(frozen=True)
class Fault:
    """Something wrong with a declaration. `code` numbers the check: E error, W warning, I remark."""

    code: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}：{self.words}"


def faults(p: Procedure) -> list[Fault]:
    """Return what is wrong with one procedure, read by itself."""
    found = [
        *_codes(p),
        *_states(p),
        *_acts(p),
        *_subjects(p),
        *_facts(p),
        *_limits(p),
        *_rounds(p),
        *_sources(p),
    ]
    return [Fault(code, f"{p.code}（{p.version}）", words) for code, words in found]


def faults_between(procedures: Iterable[Procedure]) -> list[Fault]:
    """Return what is wrong with what procedures say of one another."""
    every_one = list(procedures)
    newest = {p.code: p for p in sorted(every_one, key=lambda p: p.since)}
    found = [
        Fault(code, p.code, words)
        for p in newest.values()
        for code, words in (*_handovers(p, newest), *_replies(p, newest))
    ]
    offices: dict[str, Office] = {}
    for p in every_one:
        for office in p.offices.values():
            if offices.setdefault(office.code, office) != office:
                words = f"职务“{office.code}”在不同规程中的名称、层级或机构类别不一致"
                found.append(Fault("E017", p.code, words))
    return found


Found = Iterator[tuple[str, str]]


def _codes(p: Procedure) -> Found:
    acts = [a.code for a in (p.opens, *p.acts, *(r.sign for r in p.rounds))]
    for what, codes in (
        ("办理行为", acts),
        ("期限", [x.code for x in p.limits]),
        ("会签", [x.code for x in p.rounds]),
    ):
        for code in sorted({c for c in codes if codes.count(c) > 1}):
            yield "E011", f"{what}代码“{code}”重复"
        for code in codes:
            if not code or len(code) > LONGEST_CODE or "|" in code or "/" in code:
                yield "E023", f"{what}代码“{code}”须为1至{LONGEST_CODE}个字符，不含“|”和“/”"
    same: dict[str, State] = {}
    for state in _mentioned(p):
        if same.setdefault(state.code, state) != state:
            yield "E011", f"状态代码“{state.code}”有两种写法"


def _mentioned(p: Procedure) -> list[State]:
    found = [s for a in p.by_code.values() for s in (*a.states, a.to) if s]
    for r in p.rounds:
        found += [r.at, r.agreed, r.refused]
    for once in p.onces:
        found += [*every(once.at), once.to]
    return found


def _states(p: Procedure) -> Found:
    if p.opens.to is None:
        yield "E001", f"“{p.opens}”没有写明案件从哪个状态开始（to=）"
        return
    there = reachable(p)
    for code, state in p.states.items():
        if code not in there:
            yield "E001", f"状态“{state.staff or code}”无法到达"
    for state in dead_ends(p):
        yield "E002", f"状态“{state}”不是终局状态，却没有出路"
    for step in p.steps:
        if step.code not in p.states:
            yield "E012", f"步骤条中的“{step}”不是本规程的状态"
    subjects = [s for kind in p.kinds.values() for s in kind.states]
    for state in (*p.states.values(), *subjects):
        if not (state.staff.strip() and state.public.strip()):
            yield "E013", f"状态“{state.code}”须有办案人员和公众两种说法"


def _acts(p: Procedure) -> Found:
    if not p.put_right_by:
        yield "E003", "没有写明由谁更正误录（put_right_by）"
    there = reachable(p)
    lapses = {x.on_lapse.act.code for x in p.limits if x.on_lapse.act}
    for act in (p.opens, *p.acts, *(r.sign for r in p.rounds)):
        if not act.offices:
            yield "E003", f"“{act}”无人可以办理（by=）"
        if TIME in act.offices and act.code not in lapses:
            yield "E003", f"“{act}”由期限届满办理，却没有期限在届满时引起它"
        if act is not p.opens and act.states and not act.at_codes & there:
            yield "E004", f"“{act}”所要求的状态都无法到达，永远不能办理"
        if act is p.opens and act.states:
            yield "E004", f"“{act}”是立案行为，不能要求案件已处于某状态（at=()）"
    for paper in {id(a.issues): a.issues for a in p.by_code.values() if a.issues}.values():
        if not paper.label.strip():
            yield "E005", f"文书“{paper.code}”没有名称"
        if paper.series and not {"{n}", "{year}"} <= {
            x for x in ("{n}", "{year}") if x in paper.series
        }:
            yield "E005", f"文书“{paper}”的文号须含年份和序号（{{year}}、{{n}}）"
    if p.case_number and "{n}" not in p.case_number.series:
        yield "E005", "案号须含序号（{n}），否则各案同号"


def _subjects(p: Procedure) -> Found:
    for act in p.by_code.values():
        states = {s.code for kind in act.abouts for s in kind.states}
        for state in (*every(act.subject_at), *every(act.subject_to or ())):
            if state.code not in states:
                yield "E014", f"“{act}”涉及的人、事项没有状态“{state}”"
        if act.adds and not act.abouts:
            yield "E014", f"“{act}”要增加当事人或事项，却没有写明是哪一类（about=）"
        if act.by_owner and not act.abouts:
            yield "E014", f"“{act}”由责任单位办理，却不涉及任何事项（about=）"
    if p.handled_by and p.handled_by.code not in p.kinds:
        yield "E014", f"承办人“{p.handled_by.label}”不是本规程的当事人、事项种类"


def _facts(p: Procedure) -> Found:
    for act in p.by_code.values():
        asks: type[Facts] = act.asks
        for name in sealed_fields(asks):
            if not _is_text(asks, name):
                yield "E018", f"“{act}”的保密字段“{name}”须是文字"
        if act.writes and not issubclass(act.asks, Writing):
            yield "E015", f"“{act}”改写文本，所陈述事实须是 Writing"
        if act.writes and act.writes not in p.texts:
            yield "E015", f"“{act}”改写的文本“{act.writes}”没有声明（texts=）"
        if act.moves and not issubclass(act.asks, Destination):
            yield "E015", f"“{act}”移转管辖，所陈述事实须是 Destination"
    for ledger in p.ledgers:
        for post in ledger.posts:
            if not hasattr(post.act.asks, post.field):
                yield "E015", f"台账所取“{post.act}”的字段“{post.field}”不存在"
            if post.act.code not in p.by_code:
                yield "E015", f"台账所取“{post.act}”不是本规程的办理行为"


def _is_text(kind: type[Facts], name: str) -> bool:
    for f in msgspec.structs.fields(kind):
        if f.name == name:
            inner: Any = msgspec.inspect.type_info(f.type)
            while isinstance(inner, msgspec.inspect.Metadata):
                inner = inner.type
            return isinstance(inner, msgspec.inspect.StrType)
    return False


def _limits(p: Procedure) -> Found:
    for limit in p.limits:
        if not limit.starts and limit.during is None:
            yield "E016", f"期限“{limit.label}”从不起算（starts=）"
        for act in _acts_of(limit):
            if act.code not in p.by_code:
                yield "E016", f"期限“{limit.label}”所涉“{act}”不是本规程的办理行为"
        for event in (*events(limit.starts), *events(limit.restarts), *events(limit.stops)):
            if event.day and not hasattr(event.act.asks, event.day):
                yield "E015", f"期限“{limit.label}”所据“{event.act}”的日期“{event.day}”不存在"
            if event.only and not hasattr(event.act.asks, event.only):
                yield "E015", f"期限“{limit.label}”所据“{event.act}”的条件“{event.only}”不存在"
        if limit.extended and limit.extended.day_field not in _fields(limit.extended.by):
            yield "E015", f"期限“{limit.label}”的延长日数“{limit.extended.day_field}”不存在"
        if limit.on_lapse.code != "body_late" and not limit.cites.verified:
            yield "E010", f"期限“{limit.label}”有法律后果，所据条文须已核对"
        lapse = limit.on_lapse.act
        if limit.on_lapse.code == "takes_effect" and lapse and TIME not in lapse.offices:
            yield "E010", f"“{lapse}”由期限“{limit.label}”届满引起，须由期限届满办理（by=TIME）"
        if limit.per and limit.per.code not in p.kinds:
            yield (
                "E014",
                f"期限“{limit.label}”按“{limit.per.label}”计算，本规程没有此类当事人、事项",
            )


def _acts_of(limit: Limit) -> list[Act[Any]]:
    found = [
        e.act for e in (*events(limit.starts), *events(limit.restarts)) if isinstance(e, Event)
    ]
    found += [*limit.stopping, *every(limit.on_lapse.act or ())]
    found += [limit.extended.by] if limit.extended else []
    for between in limit.not_counted:
        found += [between.begin, *every(between.end)]
    return found


def _fields(act: Act[Any]) -> tuple[str, ...]:
    return tuple(act.asks.__struct_fields__)


def _rounds(p: Procedure) -> Found:
    for r in p.rounds:
        if not r.slots:
            yield "E003", f"会签“{r.label}”没有签署单位"
        if not issubclass(r.sign.asks, Answer):
            yield "E015", f"会签“{r.label}”的意见须是 Answer"
        if r.text and r.text not in p.texts:
            yield "E015", f"会签“{r.label}”所签文本“{r.text}”没有声明（texts=）"
        if r.at.code not in r.sign.at_codes:
            yield "E004", f"会签“{r.label}”期间不能办理“{r.sign}”"
        for slot in r.slots:
            if slot.office not in r.sign.offices:
                yield "E003", f"会签“{r.label}”的{slot.office}不能办理“{r.sign}”"
            for part in set(slot.covers) - set(p.texts.get(r.text, ())):
                yield "E015", f"{slot.office}所负责的部分“{part}”不在文本中"


def _sources(p: Procedure) -> Found:
    cited: dict[Article, str] = {}
    for limit in p.limits:
        if not isinstance(limit.cites, Article) or not limit.cites.instrument.strip():
            yield "E006", f"期限“{limit.label}”没有依据条文"
        else:
            cited[limit.cites] = f"期限“{limit.label}”"
    follow_ups: tuple[Handover | Reply, ...] = (*p.handovers, *p.replies)
    for follows in follow_ups:
        if not isinstance(follows.cites, Article) or not follows.cites.instrument.strip():
            yield "E006", f"“{follows.after}”之后的移交、回告没有依据条文"
        else:
            cited[follows.cites] = f"“{follows.after}”之后的移交、回告"
    for act in p.by_code.values():
        if act.cites:
            cited.setdefault(act.cites, f"“{act}”")
    for article, where in cited.items():
        if article.verified and not _is_listed(article):
            yield "W007", f"{where}所据《{article.instrument}》不在法规目录中，无法核对"


def _is_listed(article: Article) -> bool:
    try:
        return bool(instruments_named(article.instrument))
    except NotListed:
        return False


def _handovers(p: Procedure, newest: dict[str, Procedure]) -> Found:
    for h in p.handovers:
        if h.after.code not in p.by_code:
            yield "E008", f"移交所据“{h.after}”不是本规程的办理行为"
        target = newest.get(h.opens)
        if target is None:
            yield "E008", f"“{h.after}”之后移交的规程“{h.opens}”不存在"
            continue
        if HANDED not in target.opens.offices:
            yield "E008", f"“{target}”不能由移交立案（“{target.opens}”的 by= 须含 HANDED）"
        for kind in h.takes:
            if kind.code not in target.opens.kinds:
                yield "E008", f"移交“{target}”所带“{kind.label}”不是其立案行为所涉"
        first = h.unless
        if first and not (
            first.onward
            and first.concerning
            and first.to == h.opens
            and first.after.code == h.after.code
        ):
            yield (
                "E008",
                f"移交“{target}”以前先问的回告（unless=）须在同一行为之后、向同一规程、写明所涉的人（concerning=）",
            )


def _replies(p: Procedure, newest: dict[str, Procedure]) -> Found:
    for r in (*p.replies, *(h.unless for h in p.handovers if h.unless)):
        if r.after.code not in p.by_code:
            yield "E009", f"回告所据“{r.after}”不是本规程的办理行为"
        source = newest.get(r.to)
        act = source.by_code.get(r.does) if source else None
        if source is None or act is None:
            yield "E009", f"“{r.after}”之后回告的“{r.to}”没有“{r.does}”这一办理行为"
            continue
        if HANDED not in act.offices:
            yield "E009", f"“{source}”的“{act}”不能由回告办理（by= 须含 HANDED）"
        if r.onward and not any(h.opens == r.to for h in p.handovers):
            yield "E009", f"“{p}”从不移交“{source}”，回告无处可去"
        if not r.onward and not any(h.opens == p.code for h in source.handovers):
            yield "E009", f"“{source}”从不移交“{p}”，回告无处可去"


def faults_of_documents(lines: Iterable[catalogue.Line]) -> list[Fault]:
    """Return what is wrong with the documents of lines: drawn for nothing, or by the general layout."""
    return [Fault(code, line.code, words) for line in lines for code, words in _documents(line)]


def _documents(line: catalogue.Line) -> Found:
    issued = {a.issues for p in line.procedures for a in p.by_code.values() if a.issues}
    issued |= {p.case_number for p in line.procedures if p.case_number}
    drawn = {d.paper for d in line.documents if isinstance(d, Template)}
    for paper in sorted(drawn - issued, key=lambda x: x.code):
        yield "E005", f"文书“{paper}”有样式，却没有办理行为制作它"
    for paper in sorted(issued - drawn, key=lambda x: x.code):
        yield "I005", f"文书“{paper}”没有专用样式，以通用版式制作"
    by_code = {p.code: p for p in line.procedures}
    for draft in (d for d in line.documents if isinstance(d, Draft)):
        if draft.procedure not in by_code:
            yield "E005", f"文稿“{draft.label}”所属的规程“{draft.procedure}”不存在"
        for state in set(draft.states) - set(getattr(by_code.get(draft.procedure), "states", ())):
            yield "E005", f"文稿“{draft.label}”所限的状态“{state}”不存在"


@checks.register("procedure")
def check_catalogue(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Check every declaration in the catalogue when Django starts."""
    procedures = catalogue.every_version()
    found = [f for p in procedures for f in faults(p)] + faults_between(procedures)
    found += faults_of_documents(catalogue.LINES.values())
    return [message(f) for f in dict.fromkeys(found) if not f.code.startswith("I")]


def message(fault: Fault) -> checks.CheckMessage:
    """Return a fault as Django prints it."""
    kind = checks.Warning if fault.code.startswith("W") else checks.Error
    return kind(str(fault), id=f"procedure.{fault.code}")
