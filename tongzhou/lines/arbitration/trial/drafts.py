"""草稿 — what is put down before it is decided is kept with the case, sealed, and thrown away when decided."""

from __future__ import annotations

import json
from datetime import datetime

import msgspec

from tongzhou.lines.arbitration.models import AwardDraft
from tongzhou.procedure.models import Case
from tongzhou.registry import sealing
from tongzhou.registry.models import Person

from .grid import Draft

PLACE = "arbitration.draft"  # part of the key: what is sealed here opens nowhere else


def _all(row: AwardDraft | None) -> dict[str, Draft]:
    if row is None:
        return {}
    data = json.loads(sealing.unseal(row.data, place=PLACE))
    return {name: msgspec.convert(one, Draft) for name, one in data.items()}


def recall(case: Case, name: str) -> tuple[Draft, AwardDraft | None]:
    """Return a draft of a case (award, settlement, advance) and the row it is kept in. One query."""
    row = AwardDraft.objects.filter(case=case).select_related("saved_by").first()
    return _all(row).get(name, Draft()), row


def keep(case: Case, name: str, draft: Draft | None, *, by: Person, at: datetime) -> None:
    """Keep a draft in the place of the one before; None throws it away."""
    row = AwardDraft.objects.filter(case=case).first()
    found = _all(row)
    if draft is None:
        found.pop(name, None)
    else:
        found[name] = draft
    if not found:
        AwardDraft.objects.filter(case=case).delete()
        return
    data = {key: msgspec.to_builtins(one) for key, one in found.items()}
    sealed = sealing.seal(json.dumps(data, ensure_ascii=False), place=PLACE)
    AwardDraft.objects.update_or_create(
        case=case, defaults={"data": sealed, "saved_by": by, "saved_at": at}
    )
