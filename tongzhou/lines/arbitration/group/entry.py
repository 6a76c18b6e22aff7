"""What this part enters in the catalogue for the line."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Panel

PANELS: tuple[Panel, ...] = ()
# act → name of the URL (it takes the uid) of the page with its form
ACT_PAGES: dict[str, str] = {}
