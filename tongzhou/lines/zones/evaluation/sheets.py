"""评分表 — the sheets by which a zone is scored, read from files that an operator may add to.

The region's own scoring table has not been published. The sheet in this folder is a proposal and says
so wherever it is shown; a table with another code, or the same code and a later version, placed in the
operator's folder takes its place for evaluations begun afterwards. Each evaluation keeps its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml

from tongzhou.procedure.facts import FileRef, Text

OURS = Path(__file__).parent / "data"
FOLDERS: list[Path] = [OURS]  # the operator's folder is added when Django starts

EvaluationKind = Literal["自评", "中期评估", "期末评估", "第三方评估"]
Result = Literal["通过", "限期整改", "不通过"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """评分项: what is looked at, the standard, the points, and the paragraph of the policy."""

    code: str
    part: Text
    title: Text
    standard: Text
    points: Annotated[int, msgspec.Meta(ge=1, le=100)]
    paragraph: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """评分表, whole: its items are points that add up; a proposal is marked as one."""

    code: str
    title: Text
    version: Text
    status: Literal["建议稿", "正式"]
    source: str = ""
    pass_at: int = 80  # our proposal: what share of the points, in per cent, usually passes
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        """Return the points that can be reached."""
        return sum(i.points for i in self.items)

    def item(self, code: str) -> Item | None:
        """Return an item by its code."""
        return next((i for i in self.items if i.code == code), None)

    def parts(self) -> list[tuple[str, list[Item]]]:
        """Return the items by part, in order."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.part, []).append(item)
        return list(found.items())


class SelfScore(msgspec.Struct, frozen=True, kw_only=True):
    """自评得分 of one item: points (a decimal in text), why, and what shows it."""

    item: str
    score: str
    reason: str = ""
    evidence: tuple[FileRef, ...] = ()


class ItemScore(msgspec.Struct, frozen=True, kw_only=True):
    """评估得分 of one item by one assessor, with the comment."""

    item: str
    score: str
    comment: str = ""


def read(path: Path) -> Sheet:
    """Read a sheet from a YAML file.

    Raises `ValueError`, naming the file, where a field is missing, a code is used twice, or a
    sheet has no items.
    """
    try:
        sheet = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Sheet)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise ValueError(f"评分表 {path.name} 读不出来：{error}") from error
    codes = [i.code for i in sheet.items]
    if not codes or len(codes) != len(set(codes)):
        raise ValueError(f"评分表 {path.name} 没有评分项，或评分项编号重复")
    return sheet


def every() -> list[Sheet]:
    """Return all sheets, the operator's last; of one code and version the operator's counts."""
    found: dict[tuple[str, str], Sheet] = {}
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.yaml")):
            sheet = _read_once(path, path.stat().st_mtime_ns)
            found.pop((sheet.code, sheet.version), None)
            found[sheet.code, sheet.version] = sheet
    return list(found.values())


@cache
def _read_once(path: Path, _changed: int) -> Sheet:
    return read(path)


def named(code: str = "") -> Sheet:
    """Return the latest version of a sheet; without a code, the one in use: an official one first.

    Raises `ValueError` where there is none of this code.
    """
    known = [s for s in every() if code in ("", s.code)]
    if not known:
        raise ValueError(f"没有编号为“{code}”的评分表")
    return max(known, key=lambda s: (s.status == "正式", s.version))


def points(text: str) -> Decimal | None:
    """Return a score as a number, or None where it is none; at most one decimal is used."""
    try:
        value = Decimal(text.strip())
    except ArithmeticError:
        return None
    if not value.is_finite() or value != value.quantize(Decimal("0.1")):
        return None
    return value
