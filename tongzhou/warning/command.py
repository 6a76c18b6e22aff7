"""`tongzhou warn` — try a warning model on the past, and draw the list of a morning.

The libraries of analysis are loaded when a command runs, so that a server without them can still say what is missing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from typing_extensions import override


def _needed(module: str, room: str = "tongzhou.warning.backtest") -> Any:
    """Load a room of analysis, or say how to get its libraries."""
    try:
        return importlib.import_module(f"{room}.{module}")
    except (ModuleNotFoundError, OSError) as why:
        name = getattr(why, "name", None) or str(why)
        if isinstance(why, ModuleNotFoundError) and name.startswith("tongzhou"):
            raise
        raise click.ClickException(
            f"缺少分析软件包（{name}）。请在项目目录运行 script/environment analysis。"
            f" The libraries of analysis are missing ({name}): run script/environment analysis."
        ) from None


class Misused(click.UsageError):
    """Wrong use of a word of this room."""

    exit_code = 1


class ExitOne(click.Command):
    """A command whose wrong use ends with 1, like any other error of what it was given: 2 means “no model is better”."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            raise Misused(wrong.format_message(), ctx) from None


class Room(click.Group):
    """The words of `tongzhou warn`."""

    command_class = ExitOne

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the word."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            raise Misused(wrong.format_message(), ctx) from None


@click.group(cls=Room)
def warn() -> None:
    """预警：回溯检验、名单 — back-test a model on any event table, draw a list."""


LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 language")
CONFIG = click.option(
    "--config", "path", type=click.Path(path_type=Path), required=True, help="配置文件（TOML）"
)
JSON = click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象")
QUIET = click.option("--quiet", is_flag=True, help="不报进度")


def _progress(quiet: bool) -> Callable[[str], None]:
    return (lambda _: None) if quiet else (lambda told: click.echo(f"→ {told}", err=True))


@warn.command()
@CONFIG
@JSON
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="结果写入的文件夹，默认按配置output.dir",
)
@click.option("--check", is_flag=True, help="只数名单成员与结果，不训练")
@LANG
@QUIET
@click.pass_context
def backtest(
    ctx: click.Context,
    path: Path,
    as_json: bool,
    out: Path | None,
    check: bool,
    lang: str,
    quiet: bool,
) -> None:
    """回溯检验：若当时按此排出名单，有几个是对的，是否胜过计数.

    退出码：0 完成 · 1 配置或数据有误 · 2 没有模型胜过所有基线 · 3 发现泄漏.
    """
    asking, words, run, report, telling = (
        _needed(one) for one in ("asking", "words", "run", "report", "telling")
    )
    try:
        asked = asking.read(path)
        whole = run.Run(asked, lang=lang, say=_progress(quiet))
        outcome = whole.check() if check else whole.whole()
        told = asked.config.output
        folder = out or (path.parent / told.dir if told.dir and not check else None)
        if folder is not None:
            report.write(outcome, folder, lang=lang, predictions=told.predictions, plots=told.plots)
    except words.Wrong as wrong:
        raise click.ClickException(wrong.said.in_(lang)) from None
    click.echo(report.as_json(outcome.told) if as_json else telling.summary(outcome.told, lang))
    ctx.exit(outcome.code)


@warn.command("list")
@CONFIG
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="名单日")
@click.option("--window", type=int, help="预测期（天），默认第一个")
@click.option("--model", help="用哪个模型或基线排序，默认按规则选定")
@JSON
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="名单、打分、冻结的模型写入的文件夹",
)
@click.option(
    "--score",
    type=click.Path(path_type=Path, exists=True),
    help="同样数据、配置的成绩单所在文件夹（backtest --out），不写则现做一次检验",
)
@LANG
@QUIET
@click.pass_context
def list_(
    ctx: click.Context,
    path: Path,
    as_of: Any,
    window: int | None,
    model: str | None,
    as_json: bool,
    out: Path | None,
    score: Path | None,
    lang: str,
    quiet: bool,
) -> None:
    """排出某日的名单；与回溯检验同一套代码，同一天的分数相同.

    用模型还是用计数，由回溯检验决定；发现泄漏的不出名单（退出码3）.
    """
    asking, words, drawing, report, telling = (
        _needed(one) for one in ("asking", "words", "listing", "report", "telling")
    )
    try:
        outcome = drawing.draw(
            asking.read(path),
            as_of.date(),
            window=window,
            model=model,
            lang=lang,
            out=out,
            say=_progress(quiet),
            score=score,
        )
    except words.Wrong as wrong:
        raise click.ClickException(wrong.said.in_(lang)) from None
    told = outcome.told
    if "names" not in told:
        click.echo(report.as_json(told) if as_json else telling.summary(told, lang))
        ctx.exit(outcome.code)
    click.echo(told["basis"], err=True)
    click.echo(report.as_json(told) if as_json else telling.listing(told, lang))


def _records() -> None:
    """Make the records ready: these words, unlike the back-test, need the database."""
    from tongzhou.__main__ import start_django

    start_django()


def _computed(day: Any, book: Any) -> tuple[Any, Any, Any]:
    """Reckon the indicators of the lake as of a day; return the hits, what is said of every employer, and how the feeds stood."""
    from django.conf import settings

    running, assessing, looking = (
        _needed(one, "tongzhou.warning.indicators") for one in ("running", "assessing", "looked")
    )
    store = _needed("store", "tongzhou.warehouse.lake")
    running.run(
        as_of=day,
        period=None,
        rebuild=False,
        place=None,
        general=False,
        out=None,
        say=_progress(False),
    )
    lake = store.Lake(settings.LAKE)
    return (
        assessing.hits(lake, book, day),
        looking.looked(lake, book, day),
        looking.feeds(lake, day),
    )


@warn.command()
@click.option(
    "--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="截至哪一天"
)
@click.option(
    "--hits",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="别处算好的命中（每行一个JSON），由 warn indicators --hits 写出",
)
def signals(as_of: Any, hits: Path | None) -> None:
    """按规则计算各用人单位的信号，入库并归并为预警候选."""
    _records()
    from django.utils.timezone import now

    from tongzhou.procedure.calendar import calendar_now
    from tongzhou.procedure.door import Door
    from tongzhou.warning import keeping, reading_hits, signalling

    day = as_of.date()
    keeping.load_general(at=now())
    book = keeping.book_on(day)
    try:
        found, looked, feeds = reading_hits.taken(hits, day) if hits else _computed(day, book)
        taken = signalling.take(
            found, levels=looked, feeds=feeds,
            door=Door(calendar_now()), book=book, as_of=day, at=now(), source="file" if hits else "lake", say=_progress(False),
        )  # fmt: skip
    except (LookupError, ValueError) as wrong:
        raise click.ClickException(str(wrong.args[0])) from None
    click.echo(
        f"看过 {taken.run.employers} 家，新信号 {taken.signals} 条，新列候选 {taken.opened} 件，补入在办预警 {taken.added} 件"
    )
    if taken.unknown:
        shown = "、".join(sorted(taken.unknown)[:5])
        click.echo(
            f"登记簿中没有的信用代码 {len(taken.unknown)} 个：{shown}{' …' if len(taken.unknown) > 5 else ''}。登记以后参加预警：tongzhou registry load"
        )


@warn.command()
def remind() -> None:
    """催办：时限过八成提醒责任人，超过时限告知负责人（后台任务也会自动进行）."""
    _records()
    from django.utils.timezone import now

    from tongzhou.warning import reminding

    click.echo(f"发出提醒 {reminding.remind(at=now())} 条")


@warn.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--name", default="", help="公布时的名称")
def publish(folder: Path, name: str) -> None:
    """公布成绩单：warn backtest --out 写出的文件夹，平台内人人可看."""
    _records()
    from django.utils.timezone import now

    from tongzhou.procedure.refusal import Refused
    from tongzhou.warning import publishing

    card = folder / "card.md"
    try:
        raw = (folder / "scorecard.json").read_bytes()
        told = card.read_text("utf-8") if card.exists() else ""
        kept = publishing.publish(raw, card=told, name=name, at=now())
    except OSError as why:
        raise click.ClickException(
            f"读不到 {folder / 'scorecard.json'}（{why.strerror}）"
        ) from None
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"已公布：{kept.name}　SM3 {kept.digest}")


@warn.command()
def replay() -> None:
    """回放：计算等候中的阈值回放（在装有分析组件的机器上）."""
    _records()
    from tongzhou.warning import replaying
    from tongzhou.warning.models import Replay

    done = 0
    for asked in Replay.objects.filter(state=Replay.State.WAITING).order_by("pk"):
        replaying.run(asked)
        click.echo(
            f"{asked.code} {asked.area}：{asked.get_state_display()}{asked.trouble and '，' + asked.trouble}"
        )
        done += 1
    click.echo(f"共计算 {done} 次回放")


@warn.command()
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="名单日，默认今天")
@click.option("--refresh", "period", help="只补算一个月，如2026-10：该月月末为名单日")
@click.option("--rebuild", is_flag=True, help="全部重新归并、重新计算")
@click.option("--lake", "place", help="数据湖的位置，默认按设置 TONGZHOU_LAKE")
@click.option("--general", is_flag=True, help="只用随程序附带的规则，不读数据库中盟市旗县的规则")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="另将预警及理由写入此文件夹"
)
@click.option(
    "--hits",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="另将命中、每家的等级和缺的数据写入此文件，供 warn signals --hits 在另一台机器上入库",
)
@JSON
@QUIET
def indicators(
    as_of: Any,
    period: str | None,
    rebuild: bool,
    place: str | None,
    general: bool,
    out: Path | None,
    hits: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """计算数据湖的全部指标、规则、等级和理由；没有新数据的月份不重算."""
    from tongzhou.__main__ import start_django

    start_django()
    running = _needed("running", "tongzhou.warning.indicators")
    try:
        told = running.run(
            as_of=as_of.date() if as_of else None,
            period=period,
            rebuild=rebuild,
            place=place,
            general=general,
            out=out,
            hits_to=hits,
            say=_progress(quiet),
        )
    except (LookupError, ValueError) as wrong:
        raise click.ClickException(str(wrong.args[0])) from None
    click.echo(running.as_json(told) if as_json else running.in_words(told))


@warn.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="写入的文件夹"
)
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="取数日，默认今天")
@click.option("--lake", "place", help="数据湖的位置，默认按设置 TONGZHOU_LAKE")
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="自己的配置，默认 tongzhou/warning/data/model.toml",
)
@QUIET
def events(out: Path, as_of: Any, place: str | None, template: Path | None, quiet: bool) -> None:
    """写出本平台自己的事件表和配置，供 backtest、list 训练（再训练即再写一次、再排一次名单）."""
    _records()
    from django.conf import settings
    from django.utils.timezone import localdate

    history, store = _needed("history", "tongzhou.warning"), _needed("store", "tongzhou.warehouse.lake")  # fmt: skip
    try:
        told = history.write(
            store.Lake(place or settings.LAKE), out, as_of=as_of.date() if as_of else localdate(),
            template=template or history.TEMPLATE, say=_progress(quiet),
        )  # fmt: skip
    except (LookupError, KeyError, ValueError) as wrong:
        raise click.ClickException(str(wrong.args[0])) from None
    for kind, n in told["rows"].items():
        click.echo(f"{kind}：{n:,}行")
    click.echo(
        f"下一步：tongzhou warn backtest --config {out / 'model.toml'} --out {out / 'score'}"
    )


@warn.command()
@click.argument(
    "path", metavar="LIST", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--region", required=True, help="地区代码，例如 150221")
@click.option("--month", required=True, help="名单月份，例如 2026-11")
def arm(path: Path, region: str, month: str) -> None:
    """随机核查：把 warn list 的名单（list.json）标记到双随机对象库，名单以外的另成一层随机抽取."""
    _records()
    from django.utils.timezone import localdate, now

    from tongzhou.procedure.refusal import Refused
    from tongzhou.warning import arm as random_arm

    try:
        made = random_arm.mark(
            path.read_bytes(), region=region, month=month, on=localdate(), at=now()
        )
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(
        f"名单 {made.listed} 家，已标记 {made.marked} 家，不在本地区或登记簿的 {made.elsewhere} 家"
    )
