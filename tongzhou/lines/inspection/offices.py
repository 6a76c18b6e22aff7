"""职务 — who acts in labour inspection. Counties and leagues both inspect (劳动保障监察条例 13): no level is asked.

Which cases somebody reaches is decided by the region of the office, as everywhere; `level=None` only says
that a city's team may act in its counties (上级可以提办).
"""

from __future__ import annotations

from tongzhou.procedure.declare import Office

INSPECTOR = Office("inspector", "劳动保障监察员", level=None)
HEAD = Office("inspection_head", "劳动保障监察负责人", level=None)
LEGAL = Office("inspection_legal", "法制审核人员", level=None)
EVERYONE = (INSPECTOR, HEAD, LEGAL)
