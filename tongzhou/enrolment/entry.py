"""What the room enters in the catalogue: pages under the register of employers, and no procedure."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line, Panel

# Without an index it stands in no navigation: the register of employers leads there.
LINE = Line(
    "employers",
    "用人单位",
    "building-2",
    procedures=(),
    panels=(Panel("files", "成批登记", "files", "tongzhou.enrolment.urls"),),
)
