"""What the warehouse is told of inspection: visits with how the employer was chosen, and investigations with what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongzhou.registry import standing

from .models import CheckRow, InspectionCase, ViolationRow

DRAWN = "双随机"
CLEAN = {"未发现问题", "无法联系", "已注销停业", ""}
NOT_FOUND = {"suspected", "unfounded", "dropped"}
CHUNK = 2000


def inspections() -> Iterator[dict[str, Any]]:
    """Yield a row for each check that was made and each investigation that was filed."""
    codes = {str(pk): code for pk, code in standing.codes().items()}

    def code_of(key: str) -> str | None:
        return codes.get(key.rpartition("/")[2].removeprefix("e"))

    checks = CheckRow.objects.exclude(visited_on=None).select_related("case").order_by("pk")
    for row in checks.iterator(CHUNK):
        if code := code_of(row.employer):
            yield {
                "number": row.case.uid,
                "uscc": code,
                "happened_on": row.visited_on,
                "drawn": row.source == DRAWN,
                "chance_ppm": None,
                "found": row.result not in CLEAN,
                "closed_on": row.case.closed_on,
            }
    found = set(
        ViolationRow.objects.exclude(state__in=NOT_FOUND).values_list("case", flat=True).iterator()
    )
    for filed in InspectionCase.objects.exclude(filed_on=None).select_related("case").iterator(CHUNK):  # fmt: skip
        if code := code_of(filed.employer):
            yield {
                "number": filed.case.uid,
                "uscc": code,
                "happened_on": filed.filed_on,
                "drawn": False,
                "chance_ppm": None,
                "found": filed.case_id in found if filed.concluded_on else None,
                "closed_on": filed.closed_on,
            }
