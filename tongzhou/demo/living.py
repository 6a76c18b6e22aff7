"""The banner that lives, where the libraries of analysis are installed; a sentence where they are not."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date

from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.registry.models import Person

from .scene import Scene

MISSING = "未装分析组件，数据源和指标的演示数据没有装入；需要的，运行 script/environment analysis 后换一个空数据库重来"


def banner(*, on: date, say: Callable[[str], None]) -> bool:
    """Load the banner of forty employers; return whether it could be."""
    try:
        loading = importlib.import_module("tongzhou.demo.banner.loading")
    except (ModuleNotFoundError, OSError) as why:
        if (getattr(why, "name", "") or "").startswith("tongzhou"):
            raise
        say(MISSING)
        return False
    people = {person.username: person for person in Person.objects.filter(is_demo=True)}
    loading.load(Scene(Door(calendar_now()), people), on=on, say=say)
    return True
