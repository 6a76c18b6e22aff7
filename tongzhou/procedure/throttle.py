"""限流 — how often one address may do a thing in an hour, where no phone stands behind it. Kept in the database.

Several web processes count together. The address is kept as a keyed hash, for an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from tongzhou.registry import sealing

from .models import Attempt

SPAN = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@transaction.atomic
def allow(request: HttpRequest, what: str, *, most: int, at: datetime) -> bool:
    """Count one attempt of this address; say whether it is within `most` of the last hour."""
    return allow_who(request.META.get("REMOTE_ADDR", ""), what, most=most, at=at)


@transaction.atomic
def allow_who(who: str, what: str, *, most: int, at: datetime, span: timedelta = SPAN) -> bool:
    """Count one attempt of somebody; say whether it is within `most` of the last `span`."""
    hashed = sealing.keyed_hash(who, place=f"throttle:{what}")
    Attempt.objects.filter(at__lte=at - SPAN).delete()
    made = Attempt.objects.filter(what=what, who=hashed, at__gt=at - span).count()
    if made >= most:
        return False
    Attempt.objects.create(what=what, who=hashed, at=at)
    return True
