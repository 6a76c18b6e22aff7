"""`tongzhou law` — the clock, the amounts and the articles, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from tongzhou.law import CALENDAR, Calendar, Due, DueMoment, Hold, Length, due, due_moment
from tongzhou.law import latest_before as count_back
from tongzhou.law.amounts import NotRecorded, NotVerified, of_the_amounts
from tongzhou.law.amounts import amount as look_up
from tongzhou.law.articles import Article, read_article
from tongzhou.law.calendar import read_notices, span
from tongzhou.law.citations import (
    Citation,
    check_citations,
    file_of,
    of_module,
    of_the_tables,
    offered,
)
from tongzhou.law.claims import catalogue as claims
from tongzhou.law.claims.command import calc
from tongzhou.law.discretion.command import discretion
from tongzhou.law.instruments import Instrument, NotListed, provisions_of, versions_of
from tongzhou.law.lengths import UNITS
from tongzhou.law.local_command import local
from tongzhou.law.payers import citations as of_the_payers
from tongzhou.law.penalties import items as penalty_items
from tongzhou.law.penalties.command import penalties
from tongzhou.law.refusals import DAY, Field, Group, Wrong, read_day
from tongzhou.law.retirement_command import retirement
from tongzhou.law.texts import take_in, text_of, user_folder

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


@click.group(cls=Group)
def law() -> None:
    """期间、数额与条文 — count periods, look up amounts, open articles."""


law.add_command(calc)
law.add_command(penalties)
law.add_command(discretion)
law.add_command(local)
law.add_command(retirement)


def read_start(written: str) -> date | datetime:
    """Read a day, or a moment written 2026-02-13T10:20 (Shanghai time unless it says otherwise)."""
    if "T" not in written and " " not in written:
        return read_day(written)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"时刻“{written}”无法识别，请写成 2026-02-13T10:20") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def read_count(written: str) -> int:
    """Read a count of units. Raises `ValueError` below nought or above what can be counted."""
    if not (written.isascii() and written.isdigit()) or int(written) > 36500:
        raise ValueError(f"“{written}”须为 0 至 36500 的整数")
    return int(written)


def read_hold(written: str) -> Hold:
    """Read SINCE:UNTIL:WHY; UNTIL may be empty while the hold lasts. Raises `ValueError`."""
    since, found, rest = written.partition(":")
    until, found_why, why = rest.partition(":")
    if not (found and found_why and why):
        raise ValueError(
            f"“{written}”须写成 起日:止日:原因，止日可空，如 2026-03-01:2026-03-11:中止"
        )
    first, last = read_day(since), read_day(until) if until else None
    if last is not None and last < first:
        raise ValueError(f"止日 {last} 早于起日 {first}")
    return Hold(first, last, why)


def read_folder(written: str) -> Path:
    """Read a folder that exists. Raises `ValueError`."""
    folder = Path(written).expanduser()
    if not folder.is_dir():
        raise ValueError(f"没有文件夹 {written}")
    return folder


def read_calendar(written: str) -> Calendar:
    """Read a table of notices on top of the calendar of today. Raises `ValueError`."""
    calendar = CALENDAR
    for notice in read_notices(Path(written).expanduser()):
        calendar = calendar.with_notice(notice)
    return calendar


NOTICES = click.option(
    "--notices",
    "calendar",
    type=Field("放假通知表", read_calendar),
    default=CALENDAR,
    help="另加的放假通知表",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
MODULES = click.option(
    "--module",
    "modules",
    multiple=True,
    help="提供 citations 或声明期限的模块，可重复",
    metavar="NAME",
)


@law.command("due")
@click.option("--from", "start", required=True, type=Field("起算日", read_start), help="起算日")
@click.option("--length", "count", required=True, type=Field("长度", read_count), help="期间长度")
@click.option("--unit", required=True, type=click.Choice(list(UNITS)), help="期间单位")
@click.option("--roll/--no-roll", "rolls", default=None, help="末日遇休息日是否顺延（倒推时提前）")
@click.option("--back", is_flag=True, help="自事件日倒推")
@click.option(
    "--hold", "holds", multiple=True, type=Field("不计入", read_hold), help="不计入的期间"
)
@NOTICES
@AS_JSON
def due_(
    start: date | datetime,
    count: int,
    unit: str,
    rolls: bool | None,
    back: bool,
    holds: tuple[Hold, ...],
    calendar: Calendar,
    as_json: bool,
) -> None:
    """期间何日届满，逐日说明理由 — the last day of a period, with the account of every day."""
    length = Length(count, unit)
    if isinstance(start, datetime):
        _tell_moment(length, start, as_json=as_json, plain=not (back or holds or rolls))
        return
    if back and holds:
        raise Wrong("--hold 不能与 --back 同用：倒推的期间没有不计入的时间")
    try:
        if back:
            found = count_back(length, event=start, calendar=calendar, rolls=bool(rolls))
        else:
            found = due(
                length, start=start, calendar=calendar, holds=holds, rolls=rolls is not False
            )
    except (ValueError, OverflowError):
        raise Wrong(f"--length：自 {start} 起的 {length} 超出可以计算的年份") from None
    _say(found.as_json() if as_json else _due_lines(found))


def _tell_moment(length: Length, start: datetime, *, as_json: bool, plain: bool) -> None:
    if length.unit != "hour":
        raise Wrong("--from：只有按小时（--unit hour）计算时才能给出时刻，其余请只写日期")
    if not plain:
        raise Wrong("按小时计算的期间连续计算，不能与 --back、--hold、--roll 同用")
    found: DueMoment = due_moment(length, start=start)
    if as_json:
        _say(
            {
                "due": found.moment.isoformat(),
                "from": start.isoformat(),
                "length": {"count": length.count, "unit": length.unit},
                "spoken": str(length),
                "assumptions": list(found.assumptions),
            }
        )
    else:
        _say([f"届满时刻：{found.moment:%Y-%m-%d %H:%M}", *found.assumptions])


def _due_lines(found: Due) -> Iterator[str]:
    if found.day is None:
        yield f"期间尚未届满：余 {found.left} 日"
    else:
        yield f"{'最迟之日' if found.asked.back else '届满之日'}：{_weekday(found.day)}"
    yield from found.lines()
    yield ""
    for row in found.account():
        number = str(row.number) if row.counted else "—"
        basis = " ".join(filter(None, (str(row.article or ""), row.notice)))
        yield f"{_weekday(row.day)}  {number:>3}  {row.reason}  {basis}".rstrip()


def _weekday(day: date) -> str:
    return f"{day} 星期{WEEKDAYS[day.weekday()]}"


@law.command()
@click.argument("name", metavar="NAME")
@click.option("--on", required=True, type=DAY, help="哪一天的数额")
@click.option("--region", default="", help="地区代码")
@click.option("--key", default="", help="按等级等取值时的一项")
@click.option("--verified-only", is_flag=True, help="未经核对的不给出")
@AS_JSON
def amount(name: str, on: date, region: str, key: str, verified_only: bool, as_json: bool) -> None:
    """某地某日的数额及出处 — an amount for a place and a day, with its source."""
    try:
        found = look_up(name, on=on, region=region, key=key, accept_unverified=not verified_only)
    except NotRecorded as unknown:
        raise Wrong(str(unknown.args[0])) from None
    except NotVerified as unsure:
        raise Wrong(str(unsure)) from None
    except ValueError as wrong:
        raise Wrong(f"--region：{wrong}") from None
    if as_json:
        _say(found.as_json())
        return
    until = found.until or "今"
    _say(
        [
            f"{found.label}：{found.value} {found.unit}"
            + ("" if found.verified else "（待核，不能直接用于计算）"),
            f"有效期：{found.since} 至 {until}",
            f"出处：{found.source}",
            *(f"说明：{note}" for note in found.notes),
        ]
    )


@law.command()
@click.argument("instrument")
@click.argument("number")
@click.option("--on", type=DAY, help="某日有效的版本")
@click.option("--texts", type=Field("文件夹", read_folder), help="条文所在文件夹")
@MODULES
@AS_JSON
def article(
    instrument: str,
    number: str,
    on: date | None,
    texts: Path | None,
    modules: tuple[str, ...],
    as_json: bool,
) -> None:
    """条文要点、效力与被何处引用 — an article, its validity and what rests on it."""
    try:
        cited = read_article(instrument, number)
        versions = [one for one in versions_of(instrument) if on is None or one.in_force(on)]
    except (NotListed, ValueError) as unknown:
        raise Wrong(str(unknown.args[0])) from None
    if not versions:
        raise Wrong(f"--on：《{instrument}》在 {on} 没有有效的版本")
    told = _article_json(cited, versions[-1], texts or user_folder(), modules)
    if not told["says"] and told["text"] is None:
        raise Wrong(f"《{versions[-1].name}》{cited.heading}未登记，也没有导入文本可查")
    _say(told if as_json else _article_lines(told))


def _article_json(
    cited: Article, version: Instrument, texts: Path, modules: tuple[str, ...]
) -> dict[str, Any]:
    """Gather what is known of an article in one version, in plain types."""
    known = [each for one, each in provisions_of(cited) if one is version]
    file = file_of(version, texts)
    rests = [
        {"where": citation.where, "figures": [str(figure) for figure in citation.figures]}
        for citation in _resting(modules)
        if citation.cites.instrument in version.names and (citation.cites.heading == cited.heading)
    ]
    return {
        "instrument": version.name,
        "full_name": version.full_name or version.name,
        "doc_no": version.doc_no or None,
        "issuer": version.issuer,
        "article": cited.heading,
        "from": str(version.since),
        "to": str(version.until) if version.until else None,
        "verified": bool(known) and all(each.cites.verified for each in known),
        "verified_on": str(known[0].verified_on) if known and known[0].verified_on else None,
        "says": [each.says for each in known],
        "states": [str(figure) for each in known for figure in each.states],
        "keys": [each.key for each in known],
        "rests_on_it": rests,
        "note": version.note or None,
        "text": text_of(cited, file=file) if file else None,
    }


def _article_lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"《{told['full_name']}》{told['article']}" + (
        f"　{told['doc_no']}" if told["doc_no"] else ""
    )
    yield f"制定机关：{told['issuer']}"
    yield f"有效期：{told['from']} 至 {told['to'] or '今'}"
    checked = f"已核对（{told['verified_on']}）" if told["verified"] else "待核"
    yield f"核对：{checked if told['says'] else '未登记'}"
    for says in told["says"]:
        yield f"要点：{says}"
    if told["states"]:
        yield f"数字：{'、'.join(told['states'])}"
    if told["note"]:
        yield f"说明：{told['note']}"
    for rest in told["rests_on_it"]:
        yield f"引用：{rest['where']}" + (
            f"（{'、'.join(rest['figures'])}）" if rest["figures"] else ""
        )
    if told["text"] is not None:
        yield f"原文：{told['text']}"
    else:
        yield "原文：未导入（tongzhou law import 文件夹）"


def _resting(modules: tuple[str, ...]) -> Iterator[Citation]:
    """Yield what rests on articles: amounts, calculators, penalties, and the limits that modules above offer."""
    yield from of_the_amounts()
    yield from claims.citations()
    yield from penalty_items.citations()
    yield from of_the_payers()
    for name in (*offered(), *modules):
        try:
            yield from of_module(name)
        except ValueError as wrong:
            raise Wrong(f"--module：{wrong}") from None


@law.command()
@click.option(
    "--texts", type=Field("文件夹", read_folder), help="条文所在文件夹，默认为用户已导入的"
)
@MODULES
@AS_JSON
@click.pass_context
def check(ctx: click.Context, texts: Path | None, modules: tuple[str, ...], as_json: bool) -> None:
    """逐条打开所引条文，核对数字 — open every cited article and confirm its figures."""
    folder = texts or user_folder()
    if not folder.is_dir():
        raise Wrong(f"--texts：没有文件夹 {folder}，请先 tongzhou law import")
    found = list(check_citations((*of_the_tables(), *_resting(modules)), folder))
    wrong = [finding for finding in found if finding.is_wrong]
    closed = [finding for finding in found if finding.verdict == "no_text"]
    names = sorted({finding.citation.cites.instrument for finding in closed})
    confirmed = len(found) - len(wrong) - len(closed)
    if as_json:
        _say(
            {
                "checked": len(found),
                "confirmed": confirmed,
                "wrong": [str(finding) for finding in wrong],
                "not_checkable": {"articles": len(closed), "instruments": names},
            }
        )
    else:
        _say(f"不符：{finding}" for finding in wrong)
        _say(f"无文本：《{name}》" for name in names)
        _say([f"共 {len(found)} 条引用：相符 {confirmed}，不符 {len(wrong)}，无文本 {len(closed)}"])
    if wrong:
        ctx.exit(1)


@law.command("import")
@click.argument("folder", type=Field("文件夹", read_folder))
def import_(folder: Path) -> None:
    """导入自备的条文文本 — take statute texts into your own folder."""
    into = user_folder()
    try:
        taken = list(take_in(folder, into=into))
    except ValueError as wrong:
        raise Wrong(str(wrong)) from None
    except OSError as wrong:
        raise Wrong(f"无法写入 {into}：{wrong.strerror}") from None
    _say([f"已导入 {len(taken)} 份文本，存于 {into}"])


@law.command("calendar")
@click.argument("year", type=click.IntRange(1949, 2200))
@NOTICES
@AS_JSON
def calendar_(year: int, calendar: Calendar, as_json: bool) -> None:
    """某年的放假与调休 — the rest days and make-up workdays of a year."""
    days = list(span(date(year, 1, 1), date(year, 12, 31)))
    known = calendar.known_years is None or year in calendar.known_years
    told = {
        "year": year,
        "published": known,
        "document": calendar.documents.get(year),
        "calendar": calendar.version,
        "workdays": calendar.workdays_in(year),
        "rest": {str(day): calendar.rest[day] for day in days if day in calendar.rest},
        "worked": [str(day) for day in days if day in calendar.worked],
        "statutory": [str(day) for day in days if day in calendar.statutory],
    }
    _say(told if as_json else _calendar_lines(told))


def _calendar_lines(told: dict[str, Any]) -> Iterator[str]:
    if not told["published"]:
        yield f"{told['year']}年放假安排尚未公布，只按周末推算：工作日 {told['workdays']} 天"
        return
    document = f"（{told['document']}）" if told["document"] else ""
    yield f"{told['year']}年{document}：工作日 {told['workdays']} 天"
    for day, name in told["rest"].items():
        yield f"休  {_weekday(date.fromisoformat(day))}  {name}" + (
            "（法定）" if day in told["statutory"] else ""
        )
    for day in told["worked"]:
        yield f"班  {_weekday(date.fromisoformat(day))}  调休上班"


def _say(told: Any) -> None:
    if isinstance(told, dict):
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for line in told:
        click.echo(line)
