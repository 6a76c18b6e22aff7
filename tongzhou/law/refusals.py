"""命令行的回话 — commands that refuse in Chinese, naming the field, with exit status 2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import IO, Any

import click


class Wrong(click.ClickException):
    """Input that cannot be used. The message says which field and what to write instead."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to the error stream."""
        click.echo(f"错误：{self.message}", file=file, err=file is None)


class Field(click.ParamType[Any]):
    """A kind of input read by a function that raises `ValueError` with a Chinese sentence."""

    def __init__(self, name: str, reads: Callable[[str], Any]) -> None:
        self.name = name
        self.reads = reads

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what was read, or refuse."""
        if not isinstance(value, str):
            return value
        try:
            return self.reads(value)
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)


def read_day(written: str) -> date:
    """Read a date written 2026-02-13. Raises `ValueError`."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"日期“{written}”无法识别，请写成 2026-02-13") from None


DAY = Field("日期", read_day)


def in_chinese(wrong: click.UsageError) -> Wrong:
    """Return the refusal of the command line in words the officer can use."""
    if isinstance(wrong, click.MissingParameter):
        return Wrong(f"缺少 {_field(wrong)}")
    if isinstance(wrong, click.NoSuchOption):
        return Wrong(f"没有选项 {wrong.option_name}，请用 --help 查看可用的选项")
    if isinstance(wrong, click.BadParameter):
        if isinstance(getattr(wrong.param, "type", None), Field):
            return Wrong(f"{_field(wrong)}：{wrong.message}")
        return Wrong(f"{_field(wrong)} 的写法有误，{_choices(wrong.param)}")
    if isinstance(wrong, click.BadOptionUsage):
        return Wrong(f"选项 {wrong.option_name} 缺少内容")
    return Wrong(f"用法有误，请用 --help 查看（{wrong.format_message()}）")


def _field(wrong: click.BadParameter) -> str:
    param = wrong.param
    written = param.human_readable_name if param else "参数"
    if isinstance(param, click.Option):
        written = param.opts[0]
    told = getattr(param, "help", "") or ""
    return f"{written}（{told}）" if told else written


def _choices(param: click.Parameter | None) -> str:
    kind = getattr(param, "type", None)
    if isinstance(kind, click.Choice):
        return f"须为 {'、'.join(map(str, kind.choices))} 之一"
    return "请核对"


class Command(click.Command):
    """A command whose refusals are Chinese sentences."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, or refuse."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            raise in_chinese(wrong) from None


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named, or say which there are."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            known = "、".join(self.list_commands(ctx))
            raise Wrong(f"没有“{args[0]}”这个命令；可用：{known}") from None
