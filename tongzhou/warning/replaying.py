"""回放的计算 — asks the warehouse how the past would have looked under other bounds. Run by the worker and the command.

The warehouse is reached by name when a replay runs, so that no web process ever loads its libraries. The seam is one
function, `tongzhou.warning.indicators.replaying.replay(before, after, *, as_of, months, area)`, which returns for each past month,
oldest first, `{month, hits_before, hits_after, grey_before, grey_after, confirmed_before, confirmed_after}`: how many employers the standing and the
proposed bounds reach, and how many of those had a confirmed matter within three months, None where that is not known yet.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from django_tasks import task

from tongzhou.procedure import journal

from . import keeping
from .models import Replay
from .models.rules import read_levels
from .rules import Rule

log = logging.getLogger("tongzhou.warning")
SEAM = ("tongzhou.warning.indicators.replaying", "replay")


def digest_of(bounds: dict[str, Any]) -> str:
    """Return the SM3 of bounds as they are stored."""
    return journal.sm3(msgspec.json.encode(bounds, order="deterministic"))


def computing() -> Callable[..., list[dict[str, Any]]]:
    """Return the function of the warehouse. Raises LookupError, in the officer's words, where it is not installed."""
    module, name = SEAM
    try:
        found: Callable[..., list[dict[str, Any]]] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as why:
        raise LookupError(
            "本机没有安装数据仓库的计算组件，不能回放。请在装有分析组件的机器上运行后台任务，或由管理员运行 tongzhou warn replay"
        ) from why
    return found


def run(asked: Replay) -> None:
    """Compute a replay and keep what came of it; a failure is kept in words."""
    try:
        before = keeping.deciding(asked.code, asked.area, asked.as_of)
        if before is None:
            raise LookupError(f"规则“{asked.code}”在 {asked.as_of} 没有启用的版本")
        standing = before.as_rule()
        asked.result = computing()(
            standing,
            changed(standing, asked.bounds, asked.as_of),
            as_of=asked.as_of,
            months=asked.months,
            area=asked.area,
        )
        asked.state = Replay.State.DONE
    except LookupError as why:
        asked.state, asked.trouble = Replay.State.FAILED, str(why)[:300]
    except Exception:
        log.exception("replay %s", asked.pk)
        asked.state = Replay.State.FAILED
        asked.trouble = "计算出错，已记入系统日志。请再试一次；仍不行的，请联系平台管理员"
    asked.save(update_fields=["result", "state", "trouble"])


def changed(rule: Rule, bounds: dict[str, Any], since: date) -> Rule:
    """Return the rule with other bounds."""
    return rule.changed(since=since, levels=read_levels(bounds))


@task()
def replay(pk: int) -> None:
    """Compute one replay, as the worker's job."""
    run(Replay.objects.get(pk=pk))
