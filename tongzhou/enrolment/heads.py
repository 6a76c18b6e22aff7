"""所属单位 — a branch may stand in a list before its head, or come without it: who is awaited is noted once it is registered, by a file or at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.columns.jobs import Afterwards
from tongzhou.columns.models import Delivery
from tongzhou.registry.employing import change_employer, find_employer
from tongzhou.registry.models import Employer

from .models import AwaitedHead


def await_heads(awaited: Iterable[tuple[Employer, str]], delivery: str) -> None:
    """Keep for which branches which head is awaited; one that was awaited before is replaced."""
    AwaitedHead.objects.bulk_create(
        [AwaitedHead(branch=branch, uscc=uscc, delivery=delivery) for branch, uscc in awaited],
        update_conflicts=True,
        unique_fields=["branch"],
        update_fields=["uscc", "delivery"],
    )


def note(at: datetime) -> int:
    """Note the heads that are registered by now, each by the register's own door; return how many."""
    found = _come().select_related("branch").order_by("pk")
    return sum(_noted(one, at) for one in found.iterator(chunk_size=1_000))


@transaction.atomic
def _noted(awaited: AwaitedHead, at: datetime) -> bool:
    head, branch = find_employer(awaited.uscc), awaited.branch
    awaited.delete()
    # What somebody has stated meanwhile stands.
    if head is None or branch.parent_id is not None or head.pk == branch.survivor().pk:
        return False
    reason = _("所属单位已登记，补记（批次 %(number)s）") % {"number": awaited.delivery}
    try:
        with transaction.atomic():
            change_employer(branch, by=None, at=at, on=localdate(at), reason=reason, parent=head)
    except ValidationError:  # the branch no longer stands as it was registered
        return False
    return True


def _come() -> QuerySet[AwaitedHead]:
    registered = Employer.objects.filter(uscc=OuterRef("uscc"))
    return AwaitedHead.objects.filter(Exists(registered))


def left(before: datetime) -> Iterable[Delivery]:
    """Return the deliveries whose branches can be given their head now: its worker was killed, or the head was registered since. One query."""
    return Delivery.objects.filter(
        number__in=_come().values("delivery"), state=Delivery.State.DONE, touched_at__lt=before
    )


AFTERWARDS = Afterwards(
    begin=lambda delivery: None,  # noqa: ARG005
    check=lambda delivery, at: note(at),  # noqa: ARG005
    left=left,
    told=lambda delivery: {},  # noqa: ARG005
)
