"""`tongzhou law calc` — the calculators for people and for other programs.

`calc KIND --json FILE|-` reads an object of inputs and prints the result as JSON; without `--json` the inputs
come as options, or as an object on the standard input, and the answer is a page of text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import click

from tongzhou.law.claims.catalogue import KINDS, calculate
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind
from tongzhou.law.claims.words import BadInput, Text, money
from tongzhou.law.refusals import Command, Group, Wrong, in_chinese

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
LANGUAGES, LANGUAGE = ("zh", "en"), "tongzhou.law.claims.lang"
MOST_BYTES = 4_000_000
SORTS = {
    "date": Text("日期，如 2026-02-13", "date, such as 2026-02-13"),
    "month": Text("月份，如 2026-04", "month, such as 2026-04"),
    "money": Text("金额（元）", "amount in yuan"),
    "number": Text("数字", "number"),
    "integer": Text("整数", "whole number"),
    "choice": Text("选项", "choice"),
    "flag": Text("true 或 false", "true or false"),
    "region": Text("地区代码，如 150203", "region code, such as 150203"),
    "text": Text("文字", "text"),
    "months": Text(
        '各月金额：列表，或 {"2026-04": 6000}', 'amounts by month: a list, or {"2026-04": 6000}'
    ),
    "table": Text("表格：由行组成的列表", "table: a list of rows"),
}
HEADINGS = {
    "amount": Text("金额", "Amount"),
    "none": Text("没有金额", "no amount"),
    "items": Text("项目", "Items"),
    "steps": Text("计算过程", "Steps"),
    "choices": Text("采用的做法", "Choices taken"),
    "assumptions": Text("前提", "Assumptions"),
    "warnings": Text("提示", "Warnings"),
    "decisions": Text("须由人决定", "For a person to decide"),
    "inputs": Text("输入项", "Inputs"),
    "gives": Text("另外给出", "Also gives"),
    "articles": Text("依据", "Articles"),
}


class Refusal(Wrong):
    """Input that cannot be used, told in the language asked for."""

    def __init__(self, message: str, lang: str) -> None:
        super().__init__(message)
        self.lang = lang

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to the error stream."""
        prefix = "Error: " if self.lang == "en" else "错误："
        click.echo(prefix + self.message, file=file, err=file is None)


def _lang_of(args: list[str]) -> str:
    """Find the language before the line is parsed, so that a refusal of the line is in it too."""
    english = "--lang=en" in args or ("--lang", "en") in pairwise(args)
    return "en" if english else "zh"


def _lang_in(ctx: click.Context) -> str:
    asked: str = ctx.meta.get(LANGUAGE, "zh")
    return asked


def _remember(ctx: click.Context, _: click.Parameter, lang: str | None) -> str | None:
    """Keep the language for the help and the refusals of this line."""
    if lang:
        ctx.meta[LANGUAGE] = lang
    return lang


class KindCommand(Command):
    """One calculator on the command line; its help documents every input, in either language."""

    kind: Kind

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line, or refuse in the language asked for."""
        lang = _lang_of(args) if "--lang" in " ".join(args) else _lang_in(ctx)
        try:
            return click.Command.parse_args(self, ctx, args)
        except click.UsageError as wrong:
            message = wrong.format_message() if lang == "en" else in_chinese(wrong).message
            raise Refusal(message, lang) from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the calculator reckons and each of its inputs."""
        lang = _lang_in(ctx)
        label, about = self.kind.words(lang)
        formatter.write(
            f"tongzhou law calc {self.kind.code} --json FILE|-  [--lang zh|en] [--on DATE]\n\n"
        )
        formatter.write(f"{label} — {about}\n\n{HEADINGS['inputs'].of(lang)}:\n")
        for each in self.kind.inputs:
            for line in _input_lines(each, lang, "  "):
                formatter.write(line + "\n")
        if self.kind.facts:
            formatter.write(f"\n{HEADINGS['gives'].of(lang)}:\n")
            for name, zh, en in self.kind.facts:
                formatter.write(f"  {name}  {Text(zh, en).of(lang)}\n")
        articles = "、".join(dict.fromkeys(map(str, self.kind.cites)))
        formatter.write(f"\n{HEADINGS['articles'].of(lang)}: {articles}\n")


class KindGroup(Group):
    """The group of calculators; its help lists them."""

    command_class = KindCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line, or refuse in the language asked for."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            raise in_chinese(wrong) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the kinds with their names and what they reckon."""
        lang = _lang_in(ctx)
        with formatter.section("Kinds" if lang == "en" else "种类"):
            formatter.write_dl(
                [(kind.code, " — ".join(kind.words(lang))) for kind in KINDS.values()]
            )


def _input_lines(each: Input, lang: str, indent: str) -> Iterator[str]:
    label, told = each.words(lang)
    marks = [SORTS[each.sort].of(lang)]
    if each.unit:
        marks.append(each.unit_in(lang))
    if each.required:
        marks.append("required" if lang == "en" else "必填")
    else:
        marks.append("optional" if lang == "en" else "可不填")
    if each.default is not None:
        shown = str(each.default).lower() if isinstance(each.default, bool) else each.default
        marks.append(f"default {shown}" if lang == "en" else f"默认 {shown}")
    if each.aliases:
        marks.append(("also " if lang == "en" else "又名 ") + ", ".join(each.aliases))
    stop, between = ("; ", ", ") if lang == "en" else ("；", "，")
    yield f"{indent}{each.name}  {label}" + (f"{stop}{told}" if told else "")
    yield f"{indent}    [{between.join(marks)}]"
    for code, text in each.choices.items():
        yield f"{indent}    {code}  {text.of(lang)}"
    for column in each.columns:
        yield from _input_lines(column, lang, indent + "      ")


def _object(written: str, lang: str) -> dict[str, Any]:
    """Read a JSON object exactly: no binary floats, no NaN, no name twice."""

    def no_constant(name: str) -> Any:
        raise ValueError(name)

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in found]
        for name in names:
            if names.count(name) > 1:
                raise BadInput(name, "在文件中重复出现", "stands twice in the input")
        return dict(found)

    try:
        value = json.loads(
            written, parse_float=Decimal, parse_constant=no_constant, object_pairs_hook=pairs
        )
    except BadInput as twice:
        raise Refusal(twice.of(lang), lang) from None
    except (ValueError, ArithmeticError, RecursionError) as wrong:
        place = (
            f"（{wrong.lineno} 行 {wrong.colno} 列）"
            if isinstance(wrong, json.JSONDecodeError)
            else ""
        )
        told = Text(
            f"--json：内容不是可用的 JSON{place}；数字不能是 NaN 或无穷大",
            f"--json: not usable JSON ({wrong}); numbers may not be NaN or infinite",
        )
        raise Refusal(told.of(lang), lang) from None
    if not isinstance(value, dict):
        told = Text("--json：须为一个对象 {…}", "--json: must be an object {…}")
        raise Refusal(told.of(lang), lang)
    return value


def _content(source: str, lang: str) -> str:
    try:
        raw = (
            sys.stdin.buffer.read(MOST_BYTES + 1)
            if source == "-"
            else Path(source).expanduser().read_bytes()
        )
        if len(raw) > MOST_BYTES:
            raise OSError(f"> {MOST_BYTES} bytes")
        return raw.decode("utf-8-sig")
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or str(wrong)
        told = Text(f"--json：无法读取 {source}（{why}）", f"--json: cannot read {source} ({why})")
        raise Refusal(told.of(lang), lang) from None


def _from_options(kind: Kind, options: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return the inputs given as options; tables and months are written as JSON."""
    given: dict[str, Any] = {}
    for each in kind.inputs:
        value = options.get(_param(each))
        if value is None:
            continue
        if each.sort in ("table", "months"):
            value = _object(f'{{"{each.name}": {value}}}', lang)[each.name]
        given[each.name] = value
    return given


def _param(each: Input) -> str:
    return f"input_{each.name}"


def _run(kind: Kind) -> Callable[..., None]:
    def run(*, source: str | None, lang: str | None, on: str | None, **options: Any) -> None:
        ctx = click.get_current_context()
        lang = lang or _lang_in(ctx)
        given = _from_options(kind, options, lang)
        stdin = sys.stdin is not None and not sys.stdin.isatty()
        if source is None and not given and stdin:
            given = _object(_content("-", lang) or "{}", lang)
        elif source is not None:
            given = {**_object(_content(source, lang), lang), **given}
        try:
            result = calculate(kind.code, given, on=_today(on, lang))
        except BadInput as wrong:
            raise Refusal(wrong.of(lang), lang) from None
        if source is not None:
            click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
            return
        for line in lines(result, lang):
            click.echo(line)

    return run


def _today(on: str | None, lang: str) -> date:
    if on is None:
        return datetime.now(SHANGHAI).date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        told = Text(
            f"--on：日期“{on}”无法识别，请写成 2026-02-13",
            f"--on: “{on}” is not a date; write it as 2026-02-13",
        )
        raise Refusal(told.of(lang), lang) from None


def lines(result: Result, lang: str) -> Iterator[str]:
    """Yield the result as a page of text in `zh` or `en`."""
    kind = KINDS[result.kind]
    amount = HEADINGS["none"].of(lang) if result.amount is None else money(result.amount)
    told = result.as_json()
    yield f"{kind.words(lang)[0]} — {HEADINGS['amount'].of(lang)}: {amount}"
    for name, zh, en in kind.facts:
        value = told[name]
        if isinstance(value, list):  # told line by line in the steps
            continue
        yield f"{Text(zh, en).of(lang)}: {_said(value, lang)}"
    sections: list[tuple[str, list[str]]] = [
        ("items", [f"{item.label.of(lang)}  {money(item.amount)}" for item in result.items]),
        ("steps", [_step_line(step, lang) for step in result.steps]),
        ("choices", [f"{each.question.of(lang)}: {each.meaning.of(lang)} ({each.name}={each.option})" for each in result.choices]),
        ("assumptions", [each.of(lang) for each in result.assumptions]),
        ("warnings", [each.text.of(lang) for each in result.warnings]),
        ("decisions", [each.text.of(lang) for each in result.decisions]),
    ]  # fmt: skip
    for heading, entries in sections:
        if entries:
            yield ""
            yield f"{HEADINGS[heading].of(lang)}:"
            yield from (f"  {line}" for line in entries)


def _said(value: Any, lang: str) -> Any:
    """Return a fact as a page tells it."""
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return value[lang]
    if isinstance(value, bool):
        return (Text("是", "yes") if value else Text("否", "no")).of(lang)
    return value


def _step_line(step: Any, lang: str) -> str:
    basis = "、".join(map(str, step.articles))
    came = "" if step.formula == step.value.zh else f" = {step.value.of(lang)}"
    return f"{step.what.of(lang)}: {step.formula}{came}" + (f"  [{basis}]" if basis else "")


def _command(kind: Kind) -> KindCommand:
    params: list[click.Parameter] = [
        click.Option(
            ["--json", "source"], metavar="FILE|-", help="输入对象的文件，- 为标准输入；输出 JSON"
        ),
        click.Option(
            ["--lang"], type=click.Choice(LANGUAGES), is_eager=True, callback=_remember, help="语言"
        ),
        click.Option(["--on"], metavar="DATE", help="今天的日期"),
    ]
    for each in kind.inputs:
        flag = "--" + each.name.replace("_", "-")
        names = [flag, _param(each)] if flag not in ("--json", "--lang", "--on") else []
        if names:
            params.append(click.Option(names, metavar=each.sort.upper(), help=each.label))
    command = KindCommand(kind.code, params=params, callback=_run(kind), help=kind.about)
    command.kind = kind
    return command


@click.group(cls=KindGroup)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, callback=_remember, expose_value=False
)
def calc() -> None:
    """计算可以主张的数额 — reckon what may be claimed, with every step and its article."""


for _kind in KINDS.values():
    calc.add_command(_command(_kind))
