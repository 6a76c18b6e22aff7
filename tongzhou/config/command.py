"""The commands of the whole installation: `tongzhou prepare|serve|worker|messages|django`."""

from __future__ import annotations

import click
from django.conf import settings

from tongzhou.config import prepare as preparing
from tongzhou.config import serve as serving
from tongzhou.config import wording
from tongzhou.config import worker as working


@click.command()
@click.option("--no-demo", is_flag=True, help="Leave an empty database without a demonstration.")
def prepare(no_demo: bool) -> None:
    """Make ready what serving needs: texts, tables, code tables, demonstration data. Repeatable."""
    preparing.prepare(say=click.echo, demo=settings.DEMO and not no_demo)


@click.command()
def serve() -> None:
    """Serve desk and portal with the worker beside them, until Ctrl-C."""
    raise SystemExit(
        serving.serve(
            bind=settings.BIND,
            port=settings.PORT,
            processes=settings.WEB_PROCESSES,
            threads=settings.WEB_THREADS,
            welcome=preparing.welcome,
            say=click.echo,
        )
    )


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and end.")
def worker(once: bool) -> None:
    """Let time pass in the cases, seal the day's journal, run jobs."""
    working.work(pause=settings.WORKER_PAUSE, once=once)


@click.group()
def messages() -> None:
    """Translations of the screen."""


@messages.command()
def extract() -> None:
    """Gather every text of the screen into the catalogues, keeping what is translated."""
    for line in wording.extract():
        click.echo(line)


@messages.command(name="compile")
def compile_() -> None:
    """Make the catalogues ready to be read by the web process."""
    for line in wording.compile_catalogues():
        click.echo(line)


@click.command("django", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run a management command of Django, e.g. `tongzhou django migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tongzhou django", *words])
