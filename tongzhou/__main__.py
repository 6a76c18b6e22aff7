"""The command `tongzhou`: one word for each room, loaded only when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys

import click

# word → (module, attribute, needs Django). `law` must answer in a blink and without settings.
WORDS = {
    "law": ("tongzhou.law.command", "law", False),
    "procedure": ("tongzhou.procedure.command", "procedure", True),
    "dossier": ("tongzhou.procedure.dossier.command", "dossier", False),
    "demo": ("tongzhou.demo.command", "demo", True),
    "django": ("", "", True),
}


class Rooms(click.Group):
    """Find a command in the room it belongs to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WORDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in WORDS:
            return None
        module, attribute, needs_django = WORDS[name]
        if needs_django:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
            import django

            django.setup()
        if name == "django":
            return manage
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(
    "django", context_settings={"ignore_unknown_options": True}, add_help_option=False
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run a management command of Django, e.g. `tongzhou django migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tongzhou django", *words])


@click.group(cls=Rooms)
def main() -> None:
    """同舟 Tongzhou."""


if __name__ == "__main__":
    sys.exit(main())
