"""职务 — who watches, who answers for it, who goes there. Counties and leagues both watch: no level is asked."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

ANALYST = Office("warning_analyst", "劳动关系监测员", level=None)
CHIEF = Office("warning_chief", "劳动关系监测负责人", level=None)
RESPONDER = Office("warning_responder", "处置责任人", level=None)
EVERYONE = (ANALYST, CHIEF, RESPONDER)
