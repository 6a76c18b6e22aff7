"""令牌 — issued once, shown once, kept as a keyed hash, taken back for a reason."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from tongzhou.columns import jobs
from tongzhou.procedure import catalogue
from tongzhou.registry import sealing
from tongzhou.registry.models import Region

from .models import System

BEGINS = "tz_"


def issue(
    name: str,
    *,
    procedures: Sequence[str],
    regions: Sequence[str],
    by: str,
    reason: str,
    at: datetime,
    until: date | None = None,
    per_minute: int = 120,
) -> tuple[System, str]:
    """Return a new system and its token, which nobody sees again. Raises ValueError in words."""
    known = [*catalogue.open_to_outside(), *catalogue.open_records(), *jobs.open_tables()]
    wrong = [p for p in procedures if p not in known]
    if wrong or not procedures:
        raise ValueError(f"业务须是 {'、'.join(known)} 之一，现为 {'、'.join(wrong) or '空'}")
    missing = [r for r in regions if not Region.objects.filter(code=r).exists()]
    if missing or not regions:
        raise ValueError(f"没有这个地区代码：{'、'.join(missing) or '空'}")
    if not (name.strip() and by.strip() and reason.strip()):
        raise ValueError("请写明名称、签发人和事由")
    if System.objects.filter(name=name.strip()).exists():
        raise ValueError(f"“{name}”已有令牌；更换令牌请先吊销，再以新名称签发")
    token = BEGINS + secrets.token_urlsafe(32)
    system = System.objects.create(
        name=name.strip(),
        token_hash=hashed(token),
        hint=token[:8],
        procedures=list(procedures),
        regions=list(regions),
        per_minute=per_minute,
        made_at=at,
        made_by=by.strip(),
        reason=reason.strip(),
        until=until,
    )
    return system, token


def revoke(name: str, *, reason: str, at: datetime) -> System:
    """Take a token back from this moment. Raises ValueError in words."""
    system = System.objects.filter(name=name, revoked_at=None).first()
    if system is None:
        raise ValueError(f"没有名为“{name}”的有效令牌")
    if not reason.strip():
        raise ValueError("请写明吊销事由")
    system.revoked_at, system.revoked_why = at, reason.strip()
    system.save(update_fields=["revoked_at", "revoked_why"])
    return system


def holder(token: str, *, on: date) -> System | None:
    """Return the system that holds a token today, or None: unknown, revoked, expired."""
    if not token.startswith(BEGINS) or len(token) > 100:
        return None
    system = System.objects.filter(token_hash=hashed(token)).first()
    if system is None or system.revoked_at or (system.until and on > system.until):
        return None
    return system


def hashed(token: str) -> str:
    """Return how a token is kept."""
    return sealing.keyed_hash(token, place="api.token")
