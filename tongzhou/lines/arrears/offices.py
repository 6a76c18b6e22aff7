"""职务 — wages are pursued by those who inspect: the same offices, named as labour inspection names them."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

INSPECTOR = Office("inspector", "劳动保障监察员", level=None)
HEAD = Office("inspection_head", "劳动保障监察负责人", level=None)
EVERYONE = (INSPECTOR, HEAD)
