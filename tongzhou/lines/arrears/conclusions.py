"""办结结论 — how a matter may end and what must be at hand, read from `data/conclusions.yaml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLACE = Path(__file__).parent / "data" / "conclusions.yaml"
COUNTS = {"collected": "已到账", "unfounded": "不欠薪", "elsewhere": "转其他途径", "open": "待恢复"}


@dataclass(frozen=True)
class Conclusion:
    """One way of ending. `evidence`: kind → what it is called; each kind must be there."""

    code: str
    label: str
    paid: bool
    of: str  # worker, case or both
    counts: str
    evidence: dict[str, str]
    model: str
    suggested: bool

    def __str__(self) -> str:
        return self.label

    def missing(self, given: Any) -> list[str]:
        """Return what is not at hand of the evidence this conclusion needs."""
        return [label for kind, label in self.evidence.items() if not given.get(kind)]


@cache
def table() -> dict[str, Conclusion]:
    """Return every conclusion by its code. Raises ValueError where the file does not stand."""
    raw = yaml.safe_load(PLACE.read_text(encoding="utf-8"))
    return read(raw)


def read(raw: Any) -> dict[str, Conclusion]:
    """Read the table. Raises ValueError with a sentence for whoever wrote it."""
    if not isinstance(raw, dict) or not isinstance(raw.get("since"), date):
        raise ValueError("办结结论表须写明 since（从哪一天起使用）")
    found: dict[str, Conclusion] = {}
    for row in raw.get("conclusions", ()):
        row = {"evidence": {}, "model": ""} | row
        missing = {"code", "label", "paid", "of", "counts"} - set(row)
        if missing:
            raise ValueError(
                f"办结结论“{row.get('label', row.get('code'))}”缺少 {'、'.join(sorted(missing))}"
            )
        if row["code"] in found:
            raise ValueError(f"办结结论代码“{row['code']}”重复")
        if row["of"] not in ("worker", "case", "both") or row["counts"] not in COUNTS:
            raise ValueError(f"办结结论“{row['label']}”的 of 或 counts 不在可填的范围内")
        if not row["paid"] and not row["evidence"]:
            raise ValueError(f"办结结论“{row['label']}”没有到账，须写明要有什么证据")
        found[row["code"]] = Conclusion(**row, suggested=bool(raw.get("suggested")))
    if not any(c.paid for c in found.values()):
        raise ValueError("办结结论表中没有“已到账”一类的结论")
    return found


def conclusion(code: str) -> Conclusion:
    """Return a conclusion. Raises ValueError for one that is unknown."""
    if code not in table():
        raise ValueError("没有这种办结结论，请从列表中选择")
    return table()[code]


def codes(*, paid: bool | None = None, of: str = "") -> list[tuple[str, str]]:
    """Return code and label of the conclusions that may be drawn, as a form offers them."""
    return [
        (c.code, c.label)
        for c in table().values()
        if (paid is None or c.paid is paid) and (not of or c.of in (of, "both"))
    ]
