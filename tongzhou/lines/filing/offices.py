"""职务 — who keeps the register of declared employment in a county, and who answers for it there or above."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

OFFICER = Office("filing_officer", "劳动用工备案员", level=6, body="hrss")
CHIEF = Office("filing_chief", "劳动关系工作负责人", level=None, body="hrss")
EVERYONE = (OFFICER, CHIEF)
# Labour inspection reads the register of its region (劳动保障监察条例 11 第二项); it writes nothing there.
READERS = frozenset({OFFICER.code, CHIEF.code, "inspector", "inspection_head"})
