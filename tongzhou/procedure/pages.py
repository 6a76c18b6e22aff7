"""规程图页 — a declaration drawn: chart, tables of acts and limits, hand-overs, readings. Deterministic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .declare import Act, Handover, Limit, Procedure, State, every
from .facts import Facts, hints, sealed_fields
from .paths import paths
from .readings import (
    DAY_OF_SILENCE,
    EXTENSION_AFTER_RESET,
    EXTENSION_BUDGET,
    FIRST_DAY_OF_STAY,
    SECOND_OFFICER,
    SIGN_AGAIN,
    SILENCE_ROLLS,
    Reading,
)

MARK = "<!-- Drawn by `tongzhou procedure pages`; change the declaration, not this page. -->"
LAPSES = {"body_late": "机关逾期，不丧失权利", "right_lost": "权利丧失", "takes_effect": "默示生效"}
TOUCHES = {"start": "起算", "stop": "停止", "restart": "重新起算", "extend": "延长"}


def index(procedures: Iterable[Procedure]) -> str:
    """Return the page that lists all others."""
    rows = [
        [f"[{p.title}]({p.code}.md)", f"`{p.code}`", p.version, len(_acts(p)), len(p.limits)]
        for p in procedures
    ]
    return _joined(
        ["# 规程 Procedures", MARK, *_table(("规程", "代码", "自", "办理行为", "期限"), rows)]
    )


def page(p: Procedure) -> str:
    """Return the Markdown page of one procedure."""
    return _joined(
        [
            f"# {p.title}",
            MARK,
            f"`{p.code}`，适用于 {p.since} 起立案的案件。",
            "## 流程 States",
            "```mermaid\n" + "\n".join(_chart(p)) + "\n```",
            *_table(
                ("状态", "代码", "对公众的说法", ""),
                [[s.staff, f"`{s.code}`", s.public, "终局" if s.final else ""] for s in _states(p)],
            ),
            *_kinds(p),
            "## 办理行为 Acts",
            *_table(
                ("行为", "由谁", "在何状态", "至", "涉及", "须填写", "前提", "制作文书", "对期限"),
                [_act(p, a) for a in _acts(p)],
            ),
            *_rounds(p),
            *_limits(p),
            *_follow_ups(p),
            *_ledgers(p),
            *_readings(p),
        ]
    )


def _joined(pieces: list[str]) -> str:
    return "\n\n".join(pieces) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[list[Any]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        lines.append("| " + " | ".join(_cell(x) for x in row) + " |")
    return ["\n".join(lines)]


def _cell(value: Any) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _chart(p: Procedure) -> list[str]:
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{s.staff}" as {s.code}' for s in _states(p)]
    joined: dict[tuple[str, str], list[str]] = {}
    for way in paths(p):
        if way.start != way.end:
            joined.setdefault((way.start, way.end), []).append(way.label.replace(":", "："))
    for (start, end), labels in joined.items():
        words = " / ".join(dict.fromkeys(labels))
        lines.append(f"    {start or '[*]'} --> {end}: {words}")
    lines += [f"    {s.code} --> [*]" for s in _states(p) if s.final]
    return lines


def _states(p: Procedure) -> list[State]:
    main = {s.code: s for s in p.steps}
    return list((main | {c: s for c, s in p.states.items() if c not in main}).values())


def _acts(p: Procedure) -> list[Act[Any]]:
    return [a for a in p.by_code.values() if not a.is_engine]


def _act(p: Procedure, act: Act[Any]) -> list[Any]:
    needs = [n.otherwise + (f"（{n.cites}）" if n.cites else "") for n in act.needs]
    if act.hands:
        needs.insert(0, f"须由二名{act.hands.label}共同办理")
    if act.by_owner:
        needs.insert(0, "须由责任单位办理")
    label = act.label + (f"<br>{act.cites}" if act.cites else "")
    at = "立案" if act is p.opens else "、".join(s.staff for s in act.states) or "未办结时"
    return [
        label,
        "、".join(o.label for o in act.offices),
        at,
        act.to.staff if act.to else "",
        _concerns(act),
        _asks(act.asks),
        "；".join(needs),
        (act.issues.label + (f"<br>{act.issues.series}" if act.issues.series else ""))
        if act.issues
        else "",
        _touches(p, act),
    ]


def _concerns(act: Act[Any]) -> str:
    words = "、".join(k.label for k in act.abouts)
    if act.adds:
        words += "（增加）"
    at, to = every(act.subject_at), act.subject_to
    if at or to:
        start = "/".join(s.staff for s in at) or "任何状态"
        words += f"（{start}" + (f" → {to.staff}" if to else "") + "）"
    return words


def _asks(kind: type[Facts]) -> str:
    sealed = sealed_fields(kind)
    named = [f"{m.title}{'（保密）' if n in sealed else ''}" for n, m in hints(kind).items()]
    return "、".join(named)


def _touches(p: Procedure, act: Act[Any]) -> str:
    found = [f"{TOUCHES[what]}“{limit.label}”" for what, limit, _ in p.touches.get(act.code, ())]
    for begins, between in p.holds.get(act.code, ()):
        found.append(f"{'开始' if begins else '结束'}不计入：{between.why}")
    if limit := p.opened_by_lapse.get(act.code):
        found.append(f"“{limit.label}”逾期后方可办理")
    return "；".join(dict.fromkeys(found))


def _kinds(p: Procedure) -> list[str]:
    if not p.kinds:
        return []
    rows = [
        [k.label, f"`{k.code}`", " → ".join(s.staff for s in k.states)] for k in p.kinds.values()
    ]
    return ["## 当事人与事项 Subjects", *_table(("种类", "代码", "状态"), rows)]


def _rounds(p: Procedure) -> list[str]:
    if not p.rounds:
        return []
    rows = [
        [
            r.label,
            r.at.staff,
            "、".join(
                s.office.label + (f"（{len(s.covers)}部分）" if s.covers else "") for s in r.slots
            ),
            r.agreed.staff,
            r.refused.staff,
        ]
        for r in p.rounds
    ]
    return ["## 会签 Rounds", *_table(("会签", "在何状态", "签署", "一致同意", "退回"), rows)]


def _limits(p: Procedure) -> list[str]:
    if not p.limits:
        return []
    rows = [[*_limit(x), LAPSES[x.on_lapse.code] + _lapse(x)] for x in p.limits]
    head = ("期限", "长度", "依据", "起算", "停止", "重新起算、延长、不计入", "由谁", "逾期后果")
    return ["## 期限 Limits", *_table(head, rows)]


def _limit(x: Limit) -> list[Any]:
    moves = [f"{_days(x.restarts)}后重新起算"] if x.restarts else []
    if x.extended:
        times = f"，至多{x.extended.times}次" if x.extended.times else ""
        moves.append(f"{x.extended.by.label}，累计至多{x.extended.most}日{times}")
    moves += [
        f"{b.why}：{b.begin}至{'、'.join(str(e) for e in every(b.end))}" for b in x.not_counted
    ]
    start = f"进入“{x.during.staff}”" if x.during else _days(x.starts)
    stop = (
        f"离开“{x.during.staff}”"
        if x.during
        else "、".join(dict.fromkeys(a.label for a in x.stopping))
    )
    owed = x.owed_by or (x.stopping[0].offices[-1] if x.stopping else "")
    label = x.label + (f"（每一{x.per.label}）" if x.per else "") + ("，倒算" if x.back else "")
    return [
        label,
        "至所定日期" if x.is_a_day else x.length,
        x.cites,
        start,
        stop or "随案件办结",
        "；".join(moves),
        owed,
    ]


def _days(starts: Any) -> str:
    words = []
    for e in every(starts):
        act, day = (e.act, e.day) if hasattr(e, "act") else (e, None)
        title = hints(act.asks)[day].title if day and day in hints(act.asks) else day
        words.append(f"{act}" + (f"（{title}）" if day else ""))
    return "、".join(words)


def _lapse(x: Limit) -> str:
    act = x.on_lapse.act
    words = f"：{act}" if act else ""
    return words + ("；办结后继续计算" if x.outlives else "")


def _follow_ups(p: Procedure) -> list[str]:
    rows = [
        [f"“{h.after}”之后", f"移交 `{h.opens}`{_rather(h)}", "视情形" if h.when else "", h.cites]
        for h in p.handovers
    ]
    rows += [
        [
            f"“{r.after}”之后",
            f"回告 `{r.to}`：{r.does}",
            "视情形" if r.when or r.concerning else "",
            r.cites,
        ]
        for r in p.replies
    ]
    if not rows:
        return []
    return ["## 移交与回告 Hand-overs", *_table(("何时", "去向", "条件", "依据"), rows)]


def _rather(h: Handover) -> str:
    return f"；原来移交的还等着人办的，不另开：{h.unless.does}" if h.unless else ""


def _ledgers(p: Procedure) -> list[str]:
    rows = [
        [x.of.label, post.column, post.act.label, "记入" if post.replaces else "累加"]
        for x in p.ledgers
        for post in x.posts
    ]
    return ["## 台账 Ledgers", *_table(("按", "栏", "来自", ""), rows)] if rows else []


def readings_of(p: Procedure) -> list[Reading]:
    """Return the open questions that can decide something in this procedure."""
    resets = [x for x in p.limits if x.restarts and x.extended]
    silences = [x for x in p.limits if x.is_silence]
    asked = {
        EXTENSION_AFTER_RESET: bool(resets),
        EXTENSION_BUDGET: bool(resets),
        FIRST_DAY_OF_STAY: any(x.not_counted for x in p.limits),
        DAY_OF_SILENCE: bool(silences),
        SILENCE_ROLLS: any(x.rolls for x in silences),
        SIGN_AGAIN: bool(p.rounds),
        SECOND_OFFICER: any(a.hands for a in p.by_code.values()),
    }
    return [reading for reading, matters in asked.items() if matters]


def _readings(p: Procedure) -> list[str]:
    rows = [
        [r.question, r.options[r.default], _others(r), r.article, f"`{r.code}`"]
        for r in readings_of(p)
    ]
    rows += [[r.question, r.answer, r.decides, "", ""] for r in p.readings]
    if not rows:
        return []
    return [
        "## 对法律的理解 Readings",
        "法律没有写明、由本系统取一种答案的问题。请法律人员确认；有设置名称的可由本单位另行选定。",
        *_table(("问题", "所取答案", "其他答案、影响", "所据", "设置"), rows),
    ]


def _others(r: Reading) -> str:
    return "；".join(f"{words}（{name}）" for name, words in r.options.items() if name != r.default)
