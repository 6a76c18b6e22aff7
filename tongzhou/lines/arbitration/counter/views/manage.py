"""管理 — the head's page, the returns, and the list behind every number of both."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.law.heads import CAUSES
from tongzhou.lines.arbitration.counter import management, returns
from tongzhou.lines.arbitration.counter.pages import court, lines, query, region_asked, regions_of
from tongzhou.lines.arbitration.counter.returns import Period
from tongzhou.lines.arbitration.models import Dispute, HearingRow
from tongzhou.lines.arbitration.offices import CHAIR, HEAD
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.track import TRACKS
from tongzhou.procedure.counter import Visitor, VisitorRequest, page
from tongzhou.registry.models import Person
from tongzhou.ui.tables import Column, Table, answer

SIZE = 50
MOST_IN_A_FILE = 20_000


@court(HEAD, CHAIR)
def head(request: VisitorRequest) -> HttpResponse:
    """Show what the head watches; every number leads to the cases it is about."""
    visitor, on = request.visitor, request.visitor.on
    found = returns.disputes(visitor.cases(CODE))
    told = management.numbers(found, on=on)
    causes, months = management.months(found, on=on)
    year = Period(date(on.year, 1, 1), on)
    context = {
        "watches": [(w, told[w.code]) for w in management.WATCHES],
        "risks": management.risks(found, on=on),
        "loads": management.loads(found, [code for code, _name in regions_of(visitor)], on=on),
        "hearings": _hearings(visitor),
        "causes": causes,
        "months": months,
        "ways": management.WAYS,
        "year": year,
        "figures": returns.figures(found, year),
        "year_items": [returns.BY_CODE[c] for c in ("closed", "mediation", "award", "other", "sued", "changed", "annulled", "given")],
        "today": on,
        "week": management.week_of(on),
        "month_first": management.month_of(on),
    }  # fmt: skip
    return page(request, "arbitration/counter_head.html", context)


def _hearings(visitor: Visitor) -> int:
    seen = visitor.cases(CODE).values("pk")
    week = management.week_of(visitor.on)
    return HearingRow.objects.filter(case__in=seen, state="set_down", on__range=week).count()


@court()
def figures(request: VisitorRequest) -> HttpResponse:
    """Show the returns of a period and a region, each number with its definition; or give them as a file."""
    visitor = request.visitor
    period, region = _asked(request)
    found = returns.disputes(visitor.cases(CODE), region=region)
    told = returns.figures(found, period)
    tables = [
        ("cause", _("按争议案由（本期受理）"), returns.by_cause(found, period)),
        ("form", _("按用人单位类型（本期受理）"), returns.by_employer(found, period, "form")),
        ("industry", _("按行业（本期受理）"), returns.by_employer(found, period, "industry")),
    ]
    regions = regions_of(visitor)
    place = dict(regions).get(region, "、".join(name for _code, name in regions))
    if request.GET.get("format") == "xlsx":
        visitor.saw("export", None, detail=_("仲裁统计"))
        return answer(_workbook(told, tables, period, place, visitor.on), "xlsx", _("仲裁统计"))
    context = {
        "items": [(item, told[item.code]) for item in returns.ITEMS],
        "rates": [(code, label, words, told[code]) for code, label, words in returns.RATES],
        "tables": tables,
        "period": period,
        "region": region,
        "regions": regions,
        "place": place,
        "presets": _presets(visitor.on),
        "query": query(since=period.since, until=period.until, region=region),
        "today": visitor.on,
    }
    return page(request, "arbitration/counter_returns.html", context)


def _workbook(
    told: dict[str, Any],
    tables: list[tuple[str, str, list[returns.Group]]],
    period: Period,
    place: str,
    on: date,
) -> Table:
    rows: list[list[Any]] = []
    for item in returns.ITEMS:
        money = item.measure in ("asked", "given")
        value = told[item.code]
        unit = "元" if money else "人" if item.measure == "people" else "件"
        label = ("　其中：" if item.part_of else "") + str(item.label)
        rows.append([label, _yuan(value) if money else value, unit, str(item.words)])
    for code, label, words in returns.RATES:
        rows.append([str(label), told[code], "天" if code == "average_days" else "%", str(words)])
    for _code, label, groups in tables:
        rows.append([label, None, "", ""])
        rows += [
            [f"　{g.label}", g.cases, "件", f"涉及劳动者{g.people}人，请求金额{_yuan(g.asked)}元"]
            for g in groups
        ]
    columns = [Column("项目", 30), Column("数量", 16), Column("单位", 8), Column("口径", 60)]
    notes = [f"统计范围：{place}；统计期：{period.since} 至 {period.until}；{on} 生成。"]
    return Table(_("劳动人事争议仲裁统计表"), columns, rows, notes)


def _yuan(fen: Any) -> Any:
    return Decimal(int(fen)) / 100


@court()
def listed(request: VisitorRequest) -> HttpResponse:
    """Show the disputes behind one number, or give them as a file."""
    visitor = request.visitor
    period, region = _asked(request)
    found = returns.disputes(visitor.cases(CODE), region=region)
    found, title, words = _behind(request, found, period)
    found = found.select_related("case").order_by("-accepted_on", "-brought_on", "-pk")
    if request.GET.get("format") == "xlsx":
        visitor.saw("export", None, detail=title)
        return answer(_listed(found, title, words), "xlsx", title)
    shown = Paginator(found, SIZE).get_page(request.GET.get("page"))
    kept = {k: v for k, v in request.GET.items() if k not in ("page", "format")}
    context = {
        "page": shown,
        "lines": lines(shown.object_list),
        "tracks": TRACKS,
        "causes": CAUSES,
        "title": title,
        "words": words,
        "query": query(**kept),
        "back": request.GET.get("from", ""),
        "today": visitor.on,
    }
    return page(request, "arbitration/counter_list.html", context)


def _behind(
    request: VisitorRequest, found: QuerySet[Dispute], period: Period
) -> tuple[QuerySet[Dispute], str, str]:
    asked = request.GET
    code, on = asked.get("item", ""), request.visitor.on
    if code in management.BY_CODE:
        watch = management.BY_CODE[code]
        found, title, words = found.filter(watch.where(on)), str(watch.label), str(watch.words)
    elif code in returns.BY_CODE:
        item = returns.BY_CODE[code]
        found, title = returns.behind(code, found, period), str(item.label)
        words = f"{item.words}（{period.since} 至 {period.until}）"
    else:
        raise Http404(_("没有这一项"))
    if cause := asked.get("cause", ""):
        found, title = found.filter(cause=cause), f"{title} · {CAUSES.get(cause, cause)}"
    for what in ("form", "industry"):
        if what in asked:
            found = returns.of_employers(asked[what], found, what)
            title = f"{title} · {asked.get('label', '')[:40]}"
    if member := asked.get("member", ""):
        found, title = management.of_member(found, member), f"{title} · {_name_of(member)}"
    return found, title, words


def _name_of(ref: str) -> str:
    found = Person.objects.filter(pk=ref).first() if ref.isdigit() else None
    return found.name if found else ref


def _listed(found: QuerySet[Dispute], title: str, words: str) -> Table:
    columns = [
        Column("案号", 24), Column("案件", 44), Column("程序", 10), Column("案由", 22),
        Column("劳动者人数", 10), Column("收到申请", 12), Column("受理", 12), Column("审限", 12),
        Column("结案", 12), Column("结案方式", 10), Column("请求金额（元）", 16),
        Column("裁决、调解金额（元）", 16), Column("承办", 16), Column("状态", 14),
    ]  # fmt: skip
    ways = dict(management.WAYS)
    rows = (
        [
            d.case.number,
            d.case.title,
            TRACKS.get(d.track, ""),
            CAUSES.get(d.cause, d.cause),
            d.people,
            d.brought_on,
            d.accepted_on,
            d.award_due,
            d.decided_on,
            str(ways.get(d.closed_by, "")),
            _yuan(d.asked),
            _yuan(d.awarded + d.settled),
            d.case.handled_by,
            line.state,
        ]
        for line in lines(found[:MOST_IN_A_FILE])
        for d in (line.row,)
    )
    return Table(title, columns, rows, [words])


def _asked(request: VisitorRequest) -> tuple[Period, str]:
    """Return the period and the region a page is asked for: this year so far, all regions, if not said."""
    on = request.visitor.on
    since = _day(request.GET.get("since", ""), date(on.year, 1, 1))
    until = _day(request.GET.get("until", ""), on)
    period = Period(min(since, until), max(since, until))
    return period, region_asked(request.visitor, request.GET.get("region", ""))


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _presets(on: date) -> list[tuple[str, date, date]]:
    """Return the periods most asked for: (words, first day, last day)."""
    month = management.month_of(on)
    last = month - timedelta(days=1)
    quarter = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    before = quarter - timedelta(days=1)
    return [
        (_("本月"), month, on),
        (_("上月"), last.replace(day=1), last),
        (_("本季"), quarter, on),
        (_("上季"), date(before.year, (before.month - 1) // 3 * 3 + 1, 1), before),
        (_("今年"), date(on.year, 1, 1), on),
        (_("上年"), date(on.year - 1, 1, 1), date(on.year - 1, 12, 31)),
    ]
