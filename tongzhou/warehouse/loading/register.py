"""与登记册核对 — what a feed is held against when it is loaded: the register of employers, and the regions its sender speaks for.

An employer belongs to the county it is registered in. A row about one that is registered elsewhere is refused: it would say anew what another region has
told. A code nobody has registered lands with a remark, since indicators are reckoned for the register alone. The register is read once, before the
first row: checks ask no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongzhou.columns.declare import Check, Derived, Level
from tongzhou.registry.models import Employer

HERE, ELSEWHERE, UNKNOWN = "here", "elsewhere", "unknown"
CHUNK = 20_000
STANDS = "_stands"  # the column that is derived: where the employer of a row is registered


@dataclass(frozen=True)
class Against:
    """The counties of employers by credit code, and the regions rows may be about; none: all of them. Without a register nothing is known amiss."""

    counties: Mapping[str, str] | None = None
    regions: tuple[str, ...] = field(default=())

    def stands(self, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str | None]]:
        """Return for each credit code where its employer is registered: here, elsewhere, nowhere."""
        return [(self._stands(code),) for (code,) in asked]

    def _stands(self, code: str | None) -> str | None:
        if code is None or self.counties is None:
            return None
        county = self.counties.get(code)
        if county is None:
            return UNKNOWN
        return HERE if not self.regions or county.startswith(self.regions) else ELSEWHERE


def counties() -> dict[str, str]:
    """Return the region of each employer that has a credit code: its county, or the township where that is registered."""
    rows = Employer.objects.exclude(uscc=None).values_list("uscc", "region_id")
    return {code: region for code, region in rows.iterator(CHUNK) if code}


def derived(against: Against, column: str) -> Derived:
    """Return how it is found where the employer of a row is registered."""
    return Derived((STANDS,), of=(column,), look_up=against.stands, gives=(str,))


def checks(columns: tuple[str, ...]) -> tuple[Check, ...]:
    """Return what is said of employers that are registered elsewhere, or nowhere."""

    def elsewhere(c: Any) -> Any:
        return c[STANDS] == ELSEWHERE

    def unknown(c: Any) -> Any:
        return c[STANDS] == UNKNOWN

    return (
        Check(
            "FEED4",
            columns,
            elsewhere,
            "用人单位登记在其他地区，不在报送人的地区以内",
            "请删去这一行，由登记地的数据管理员或者数据提供单位报送；登记地区有误的，先更正登记",
        ),
        Check(
            "FEED5",
            columns,
            unknown,
            "登记册中没有这个统一社会信用代码，不参加指标计算",
            "请核对代码；单位确实存在的，登记以后自动参加计算，不必重报",
            level=Level.WARN,
        ),
    )
