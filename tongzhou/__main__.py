"""The command `tongzhou`: one word for each need, its room loaded only when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from typing import NamedTuple

import click
from typing_extensions import override


class Word(NamedTuple):
    """Where a command stands, and whether it needs the settings and the database."""

    help: str
    module: str
    attribute: str
    needs_django: bool


# `law` must answer in a blink, and a dossier be verified where nothing else is installed.
WORDS = {
    "law": Word(
        "期限、数额、法条 — limits, amounts, articles", "tongzhou.law.command", "law", False
    ),
    "procedure": Word(
        "规程：检查、制图、重算 — check, draw, rebuild",
        "tongzhou.procedure.command",
        "procedure",
        True,
    ),
    "api": Word(
        "接口：外部系统的令牌 — tokens of other systems", "tongzhou.api.command", "api", True
    ),
    "registry": Word(
        "登记簿：用人单位成批登记 — register employers by the file",
        "tongzhou.enrolment.command",
        "registry",
        True,
    ),
    "filing": Word(
        "备案：成批装载、按风险排序 — load files, rank for review",
        "tongzhou.lines.filing.command",
        "filing",
        True,
    ),
    "feed": Word(
        "数据源：清单、字典、装载 — feeds: list, show, load",
        "tongzhou.warehouse.loading.command",
        "feed",
        True,
    ),
    "dossier": Word(
        "案卷：导出、核验 — export and verify",
        "tongzhou.procedure.dossier.command",
        "dossier",
        False,
    ),
    "draw": Word(
        "双随机：核验、试算 — verify a draw, run one", "tongzhou.lines.draws.command", "draw", False
    ),
    "warn": Word(
        "预警：回溯检验、名单、信号、催办 — back-test, lists, signals, reminders",
        "tongzhou.warning.command",
        "warn",
        False,
    ),
    "demo": Word("演示数据 — demonstration data", "tongzhou.demo.command", "demo", True),
    "prepare": Word(
        "建库、载入代码表 — make ready what serving needs",
        "tongzhou.config.command",
        "prepare",
        True,
    ),
    "serve": Word(
        "启动网页与后台 — web and worker together", "tongzhou.config.command", "serve", True
    ),
    "worker": Word(
        "后台：期限与任务 — the worker alone", "tongzhou.config.command", "worker", True
    ),
    "messages": Word(
        "界面译文 — translations of the screen", "tongzhou.config.command", "messages", True
    ),
    "django": Word(
        "Django管理命令 — Django's own commands", "tongzhou.config.command", "manage", True
    ),
}


class Rooms(click.Group):
    """Find a command in the room it belongs to."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the words in the order of need."""
        return list(WORDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the room of the word; wrong settings end in a message instead of a traceback."""
        if cmd_name not in WORDS:
            return None
        word = WORDS[cmd_name]
        if word.needs_django:
            start_django()
        command: click.Command = getattr(importlib.import_module(word.module), word.attribute)
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the words without loading their rooms."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, word.help) for name, word in WORDS.items()])


def start_django() -> None:
    """Read the settings and make the models ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    # Read by the allocator of polars when it is loaded: what is let go of goes back to the system within 0.2 s.
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise click.ClickException(str(wrong)) from wrong


@click.group(cls=Rooms)
def main() -> None:
    """同舟 Tongzhou — the platform of a pilot zone for harmonious labour relations."""


if __name__ == "__main__":
    sys.exit(main())
