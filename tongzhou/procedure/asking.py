"""Whether the general form can ask what an act needs; where not, its line brings a page of its own."""

from __future__ import annotations

from functools import cache

from msgspec import inspect as mi

from .facts import Facts
from .forms import FILLED_IN, form_for


@cache
def unasked(kind: type[Facts]) -> frozenset[str]:
    """Return the required facts for which the general form has no field: tables, ledgers, structures."""
    info = mi.type_info(kind)
    assert isinstance(info, mi.StructType)
    fields = form_for(
        kind, choices=lambda _source: []
    ).base_fields  # the line brings what is chosen
    return frozenset(
        f.name
        for f in info.fields
        if f.required and f.name not in FILLED_IN and f.name not in fields
    )


def can_ask(kind: type[Facts], *, ledger: frozenset[str] = frozenset()) -> bool:
    """Say whether the general form suffices; `ledger` names the amounts the page itself asks."""
    return unasked(kind) <= ledger
