"""用人单位全景 — everything the reader may see of one employer, each part with its source and the day it is of.

A part that is not joined to any source says so. Cases are asked of the engine's one query method, so nobody sees here what
they could not see elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.filing import figures
from tongzhou.lines.inspection.models import ReviewRow
from tongzhou.procedure import catalogue
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer, Project
from tongzhou.warning.models import EmployerLevel, Signal, WarningRow
from tongzhou.warning.rules import Level

from . import sight
from .conclusions import conclusions
from .spark import Spark, spark

MOST = 50
DISPUTES = ("mediation.", "arbitration.")
PEOPLE = ("S2", "B1")
CONTRACTS = ("K1",)
INSURANCE = ("S1", "S2")
OPERATION = ("U1", "U2", "T1", "L1")


@dataclass(frozen=True)
class Line:
    """One line of a part: what, how much or where, and of when."""

    what: str
    value: str = ""
    on: date | None = None
    url: str = ""
    level: Level | None = None
    spark: Spark | None = None


@dataclass(frozen=True)
class Part:
    """A part of a tab: its lines, where they come from and of which day they are."""

    title: str
    source: str
    as_of: str = ""
    lines: list[Line] = field(default_factory=list)
    empty: str = ""


Maker = Callable[[Visitor, Employer], list[Part]]


def _base(visitor: Visitor, employer: Employer) -> list[Part]:
    register = _("用人单位登记簿")
    lines = [
        Line(_("统一社会信用代码"), employer.uscc or _("暂登记，待补")),
        Line(_("主体类型"), employer.get_form_display()),
        Line(_("所在地区"), employer.region.name),
        Line(_("地址"), employer.address or "—"),
        Line(_("行业"), employer.industry.name if employer.industry else "—"),
        Line(_("规模"), employer.get_size_display() or "—"),
        Line(_("法定代表人（负责人）"), employer.legal_representative or "—"),
        Line(_("网格"), employer.grid or "—"),
        Line(_("存续"), _("是") if employer.is_active else _("否")),
    ]
    rows = Project.objects.filter(contractor=employer).order_by("-since")[:MOST]
    projects = [Line(p.name, p.code, p.since) for p in rows]
    today = visitor.on.isoformat()
    return [
        Part(_("基本情况"), register, today, lines),
        Part(_("承建的工程项目"), _("工程项目登记"), today, projects, _("没有登记的工程项目。")),
    ]


def _people(_visitor: Visitor, employer: Employer) -> list[Part]:
    known = [Line(_("登记的职工人数"), str(employer.headcount))] if employer.headcount else []
    part = Part(_("人数"), _("用人单位登记簿"), "", known, _("登记簿中没有职工人数。"))
    return [part, *_signals(employer, PEOPLE, _("人员变动的信号"))]


def _contracts(visitor: Visitor, employer: Employer) -> list[Part]:
    codes = list(
        Employer.objects.filter(pk__in=employer.family())
        .exclude(uscc=None)
        .values_list("uscc", flat=True)
    )
    rates = figures.of_employer([code for code in codes if code], on=visitor.on).values()
    lines = [Line(r.label, f"{r}（{r.definition}）") for r in rates]
    filed = Part(_("备案、签订、续签"), _("劳动用工备案"), visitor.on.isoformat(), lines)
    return [filed, *_signals(employer, CONTRACTS, _("合同签订、备案的信号"))]


def _insurance(_visitor: Visitor, employer: Employer) -> list[Part]:
    return _signals(employer, INSURANCE, _("社会保险的信号"))


def _operation(_visitor: Visitor, employer: Employer) -> list[Part]:
    return _signals(employer, OPERATION, _("水电、税务、司法的信号"))


def _signals(employer: Employer, codes: tuple[str, ...], title: str) -> list[Part]:
    """Return the newest signal of each of these rules, with its twelve months, and what the latest look says of one that is older; then those rules that had no data. Five queries."""
    newest: dict[str, Signal] = {}
    rows = Signal.objects.filter(employer=employer, code__in=codes).select_related("rule")
    for signal in rows.order_by("computed_on", "pk"):
        newest[signal.code] = signal
    said = conclusions(employer)
    lines = [_since(_of_signal(s), s, said.of if said else None) for s in newest.values()]
    # A rule that could not tell is not one that found nothing.
    lines += [
        Line(f"{one.code} {one.label}", one.words, level=one.level)
        for one in (said.grey if said else [])
        if one.code in codes and one.code not in newest
    ]
    seen = max((s.computed_on for s in newest.values()), default=None)
    source = "、".join(sorted({s.source for s in newest.values() if s.source})) or _("监测数据")
    empty = _("没有达到预警线的信号；数据缺失与正常的区别见“预警”一栏。")
    return [Part(title, source, seen.isoformat() if seen else "", lines, empty)]


def _since(line: Line, signal: Signal, stands: EmployerLevel | None) -> Line:
    """Say of a signal of an earlier look that the latest did not find it again, or could not tell."""
    if stands is None or signal.reported_by_id or signal.computed_on >= stands.as_of:
        return line
    day = {"day": stands.as_of.isoformat()}
    if signal.code in stands.unknown:
        words = _("截至 %(day)s 的计算因缺数据不能判断") % day
    else:
        words = _("截至 %(day)s 的计算没有再命中") % day
    return replace(line, value=f"{line.value}；{words}")


def _of_signal(signal: Signal) -> Line:
    value = signal.words or (
        f"{round(signal.value, 2).normalize():f}{signal.unit}" if signal.value is not None else ""
    )
    limit = "" if signal.bound is None else f"{signal.bound.normalize():f}"
    return Line(
        f"{signal.code} {signal.rule.label}",
        f"{value}（{signal.threshold}）" if signal.threshold else value,
        signal.computed_on,
        level=signal.grade,
        spark=spark(signal.series, bound=limit, unit=signal.unit)
        if signal.series and limit
        else None,
    )


def _alerts(visitor: Visitor, employer: Employer) -> list[Part]:
    said = conclusions(employer)
    told, every = [], []
    if said:
        level = said.of
        told = [
            Line(_("合并后的等级"), "", level.as_of, level=Level(level.level)),
            Line(_("加权分"), str(level.score)),
            Line(_("命中、未见异常、不能判断的规则"), _("%(hit)s 条、%(calm)s 条、%(grey)s 条") % {"hit": len(said.hits), "calm": len(said.calm), "grey": len(said.grey)}),
        ]  # fmt: skip
        every = [Line(f"{c.code} {c.label}", c.words, level=c.level) for c in said.rules]
    rows = sight.warnings(visitor).filter(employer=employer.pk).select_related("case")
    cases = [_of_warning(r) for r in rows.order_by("-opened_on", "-pk")[:MOST]]
    signals = Signal.objects.filter(employer=employer).select_related("rule")
    recent = [_of_signal(s) for s in signals.order_by("-computed_on", "-pk")[:MOST]]
    day = said.of.as_of.isoformat() if said else ""
    return [
        Part(_("规则的结论"), _("预警规则"), day, told, _("还没有对该单位计算过预警规则。")),
        Part(_("逐条规则"), _("预警规则"), day, every, _("还没有对该单位计算过预警规则。")),
        Part(_("预警"), _("监测预警"), visitor.on.isoformat(), cases, _("没有您可以查看的预警。")),
        Part(_("风险信号"), _("监测预警"), day, recent, _("没有风险信号。")),
    ]


def _of_warning(row: WarningRow) -> Line:
    state = catalogue.newest(row.case.procedure).states[row.case.state].staff
    return Line(
        row.case.number or row.case.title, f"{row.rules} · {state}", row.opened_on,
        url=row.case.uid, level=Level(row.level),
    )  # fmt: skip


def _cases(visitor: Visitor, employer: Employer) -> list[Part]:
    rows = _seen(visitor, employer)
    found = [c for c in rows if not c.procedure.startswith((*DISPUTES, "warning."))]
    return [_of_cases(_("监察、举报投诉、欠薪等案件"), found, visitor.on)]


def _disputes(visitor: Visitor, employer: Employer) -> list[Part]:
    found = [c for c in _seen(visitor, employer) if c.procedure.startswith(DISPUTES)]
    return [_of_cases(_("调解、仲裁案件"), found, visitor.on)]


def _seen(visitor: Visitor, employer: Employer) -> list[Case]:
    refs = [str(pk) for pk in employer.family()]
    found = Case.objects.visible_to(visitor.sight).of_subject("employer", refs)
    return list(found.order_by("-opened_on", "-pk")[: 4 * MOST])


def _of_cases(title: str, cases: list[Case], on: date) -> Part:
    lines = []
    for case in cases[:MOST]:
        procedure = catalogue.newest(case.procedure)
        lines.append(
            Line(case.number or case.title, f"{procedure.title} · {procedure.states[case.state].staff}",
                 case.opened_on, url=case.uid)
        )  # fmt: skip
    return Part(
        title, _("办案系统（您可以查看的）"), on.isoformat(), lines, _("没有您可以查看的案件。")
    )


def _credit(visitor: Visitor, employer: Employer) -> list[Part]:
    rows = ReviewRow.objects.filter(employer=f"employer/e{employer.pk}").select_related("case")
    lines = [
        Line(_("%(year)s 年书面审查") % {"year": r.year}, r.result or _("未审查"), url="")
        for r in rows.order_by("-year")[:MOST]
    ]
    today = visitor.on.isoformat()
    return [
        Part(
            _("书面审查"),
            _("劳动保障监察"),
            today,
            lines,
            _("没有书面审查记录；信用评价还没有接入。"),
        )
    ]


TABS: dict[str, tuple[Any, Maker]] = {
    "base": (gettext_lazy("基本"), _base),
    "people": (gettext_lazy("人员"), _people),
    "contracts": (gettext_lazy("合同"), _contracts),
    "insurance": (gettext_lazy("社保"), _insurance),
    "operation": (gettext_lazy("经营"), _operation),
    "alerts": (gettext_lazy("预警"), _alerts),
    "cases": (gettext_lazy("案件"), _cases),
    "disputes": (gettext_lazy("争议"), _disputes),
    "credit": (gettext_lazy("信用"), _credit),
}


@counter
def employer(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show one tab of an employer. Who looked is kept."""
    visitor = request.visitor
    known = sight.employer(visitor, pk)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "base"
    visitor.saw("register", None, f"employer/{known.pk}?{tab}")
    level = EmployerLevel.objects.filter(employer=known).first()
    context = {
        "employer": known,
        "parts": TABS[tab][1](visitor, known),
        "tabs": [(code, label) for code, (label, _maker) in TABS.items()],
        "chosen": tab,
        "level": Level(level.level) if level else None,
        "missing": level.grey if level else 0,
        "as_of": level.as_of if level else None,
        "tab": "",
    }
    return page(request, "warning/employer.html", context)
