"""职务 — who plans and runs a draw, who answers for it, and who brings a sealed contribution."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

# A brigade of a county or of a league draws in its own region; pages find a batch among those one may see.
CLERK = Office("draw_clerk", "双随机抽查经办人", level=None)
HEAD = Office("draw_head", "双随机抽查负责人", level=None)
WITNESS = Office("draw_witness", "双随机抽取参与单位代表", level=None)
