"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Line

from .cases import choices, rows
from .cases.procedure import CASE
from .documents import DOCUMENTS
from .models import ResponseRow, RuleRow, WarningRow

LINE = Line(
    "warning",
    "监测预警",
    "radar",
    procedures=(CASE,),
    columns={
        CASE.code: (
            Columns(WarningRow, "", rows.warning_row),
            Columns(RuleRow, "rule", rows.rule_rows),
            Columns(ResponseRow, "seq", rows.response_rows),
        )
    },
    choices={
        "warning_levels": choices.levels,
        "warning_rules": choices.hit_rules,
        "warning_violations": choices.violations,
    },
    documents=DOCUMENTS,
)
