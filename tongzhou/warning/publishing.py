"""公布成绩单 — the result of a back-test is kept as it was written, with the digest of its bytes, and never changed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from tongzhou.procedure import journal
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Person

from .models import Scorecard

NEEDED = ("version", "name", "hashes", "cohorts", "pooled", "verdict")


def publish(
    raw: bytes, *, card: str = "", name: str = "", at: datetime, by: Person | None = None
) -> Scorecard:
    """Keep a scorecard.json for everybody to read; the same bytes again are the same scorecard.

    Raises Refused where it is none, or where a leak was found: then there are no figures to show.
    """
    try:
        body: Any = json.loads(raw)
    except ValueError as why:
        raise Refused("这不是成绩单文件（scorecard.json 不能解析）") from why
    missing = [n for n in NEEDED if not isinstance(body, dict) or n not in body]
    if missing:
        raise Refused(
            f"成绩单缺少 {'、'.join(missing)}，请用 tongzhou warn backtest --out 生成的文件"
        )
    if not body["verdict"]:
        raise Refused("回溯检验发现泄漏，没有可以公布的数字")
    digest = journal.sm3(raw)
    kept = Scorecard.objects.filter(digest=digest).first()
    if kept is not None:
        return kept
    days = [c.get("as_of", "") for c in body["cohorts"] if isinstance(c, dict)]
    return Scorecard.objects.create(
        name=(name or str(body["name"]))[:120],
        body=body,
        card=card,
        digest=digest,
        made_on=date.fromisoformat(max(days)) if days else None,
        published_at=at,
        published_by=by,
    )
