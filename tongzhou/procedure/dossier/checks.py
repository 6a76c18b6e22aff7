"""What can be wrong with a chain, and how it is said. No framework."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

What = Literal["entry", "passage", "file", "paper", "root", "dossier"]


@dataclass(frozen=True)
class Fault:
    """One thing that is not what it was. `seq` is the number of the entry, where it is one."""

    what: What
    where: str  # 第3号“受理”, or the name of a file
    why: str
    seq: int | None = None

    def __str__(self) -> str:
        return f"{self.where}：{self.why}"

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return asdict(self)


def place(seq: int, act: str) -> str:
    """Return how an entry is named: 第3号“受理”."""
    return f"第{seq}号“{act}”" if act else f"第{seq}号"


CHANGED = "内容与其摘要不符，已被改动"
UNLINKED = "与前一号记录不衔接，其前的记录被改动、删除或调换"
MISPLACED = "所在位置与其序号不符，记录被删除、插入或调换"
OTHER_CASE = "属于另一案件"
MISSING = "缺失"
