"""职务 — who acts in arbitration. All offices are held in the arbitration commission of a banner or county."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

BODY = "arbitration"
CLERK = Office("arb_clerk", "仲裁院书记员", body=BODY)
ARBITRATOR = Office("arb_arbitrator", "仲裁员", body=BODY)
HEAD = Office("arb_head", "仲裁院院长", body=BODY)
CHAIR = Office("arb_chair", "仲裁委员会主任", body=BODY)
EVERYONE = (CLERK, ARBITRATOR, HEAD, CHAIR)
