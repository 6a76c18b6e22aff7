"""名册 — the register of the region as the market regulator would give it, so that an installation can be filled with it: `tongzhou registry load`."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType

from .region import COUNTIES, INDUSTRIES, Block

NAME = "register.csv"
# As `enrolment.table` calls them, which needs an installation; a region is written without one.
HEADS = {"uscc": "统一社会信用代码", "name": "名称", "region": "所在地区", "industry": "行业", "headcount": "职工人数"}  # fmt: skip


class Roster:
    """The list, while it is written block by block."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / NAME).open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(HEADS.values())

    def __enter__(self) -> Roster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, one: Block, names: list[str]) -> int:
        """Write the employers of a block under these names; return how many."""
        counties, industries = one.county.tolist(), one.industry.tolist()
        self._rows.writerows(
            (uscc, name, COUNTIES[county], INDUSTRIES[industry], size)
            for uscc, name, county, industry, size in zip(
                one.code, names, counties, industries, one.size.tolist(), strict=True
            )
        )
        return len(names)
