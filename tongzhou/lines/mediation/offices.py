"""职务 — who acts in a mediation. Bodies of many kinds mediate, so no kind of body is asked."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

# A mediator and a counter may belong to the county or to a sumu or town of it: they act where a case
# was opened or was given to them, and the pages find it among those they may see.
MEDIATOR = Office("mediator", "调解员", level=None)
CLERK = Office("mediation_clerk", "调解受理员", level=None)
CHIEF = Office("mediation_chief", "调解中心负责人", level=6)
