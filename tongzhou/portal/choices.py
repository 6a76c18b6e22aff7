"""Where a form at the portal takes its choices from: regions, and what the line of the case offers."""

from __future__ import annotations

from collections.abc import Callable

from tongzhou.procedure import catalogue
from tongzhou.procedure.facts import Facts, hints
from tongzhou.procedure.view import View
from tongzhou.registry.models import Region

Choices = list[tuple[str, str]]


def source_for(view: View) -> Callable[[str], Choices]:
    """Return the function a form asks for its choices, for a case as it stands."""

    def choices(source: str) -> Choices:
        if source == "regions":
            rows = Region.objects.filter(level="county", is_administrative=True).order_by("code")
            return list(rows.values_list("code", "name"))
        return catalogue.choices_of(view, source)

    return choices


def unknown_sources(kind: type[Facts], view: View) -> set[str]:
    """Return the sources of choices these facts name that a party has no access to: staff, bodies."""
    named = {str((meta.extra or {}).get("choices") or "") for meta in hints(kind).values()} - {""}
    known = set(dict(catalogue.line_of(view.procedure.code).choices or {})) | {"regions"}
    return named - known
