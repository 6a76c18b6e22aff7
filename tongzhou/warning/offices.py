"""职务 — who watches, who answers for it, who goes there, who takes an incident over. Counties and leagues both watch.

Who is sent somewhere sees what names them and nothing else: an officer of an industry department has no business with
the other warnings of the county.
"""

from __future__ import annotations

from tongzhou.lines.coordinators.offices import COORDINATOR as COORDINATOR
from tongzhou.procedure.declare import Office

ANALYST = Office("warning_analyst", "劳动关系监测员", level=None)
CHIEF = Office("warning_chief", "劳动关系监测负责人", level=None)
RESPONDER = Office("warning_responder", "处置责任人", level=None, named=True)
INCIDENT = Office("incident_officer", "突发事件处置人员", level=None, named=True)
WATCHERS = (ANALYST, CHIEF)
SENT = (RESPONDER, COORDINATOR)  # who carries a measure of a plan, for their own body
EVERYONE = (ANALYST, CHIEF, RESPONDER)
