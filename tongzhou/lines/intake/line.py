"""The line as the catalogue knows it."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from tongzhou.procedure.catalogue import Columns, Line

from .models import IntakeReport
from .procedure import REPORT, REQUEST
from .rows import report_row

_known = find_spec("tongzhou.lines.inspection") is not None
_report = (
    REPORT
    if _known
    else replace(
        REPORT, handovers=tuple(h for h in REPORT.handovers if h.opens != "inspection.case")
    )
)

LINE = Line(
    "intake",
    "举报投诉",
    "inbox",
    procedures=(_report, REQUEST),
    columns={REPORT.code: (Columns(IntakeReport, "", report_row),)},
)
