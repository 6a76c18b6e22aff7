"""裁量情节 — what a band may depend on: counts and sums, and circumstances that are there or not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongzhou.law.bilingual import Text

MEASURES: dict[str, Text] = {
    "workers": Text("涉及人数", "workers concerned"),
    "amount": Text("涉及金额（元）", "amount, yuan"),
    "months": Text("持续月数", "months it lasted"),
    "times": Text("二年内的次数（含本次）", "times within two years, this one included"),
}
FLAGS: dict[str, Text] = {
    "corrected": Text("已及时改正", "corrected in time"),
    "first": Text("初次违法", "first violation"),
    "minor": Text("情节或者危害后果轻微", "minor act or harm"),
    "harmless": Text("没有危害后果", "no harm"),
    "undone": Text("主动消除或者减轻危害后果", "harm undone or lessened of one's own accord"),
    "coerced": Text("受他人胁迫或者诱骗", "coerced or deceived by others"),
    "confessed": Text("主动供述尚未掌握的违法行为", "told of acts not yet known"),
    "merit": Text("配合查处有立功表现", "merit in helping the inquiry"),
    "young": Text("当事人不满十八周岁", "the party is under eighteen"),
    "repeat": Text("二年内再次违法", "repeated within two years"),
    "harm": Text("造成危害后果", "harm was done"),
    "mass_incident": Text("引发群体性事件", "led to a mass incident"),
    "obstruct": Text("阻挠调查或者隐匿、毁灭证据", "inquiry obstructed or evidence hidden"),
    "retaliation": Text("打击报复举报人、投诉人", "retaliation against who complained"),
}
LIGHTER = frozenset({"undone", "coerced", "confessed", "merit", "young"})  # 行政处罚法 30, 32


@dataclass(frozen=True)
class Conduct:
    """The circumstances of one violation. Money is yuan; `flags` are codes of `FLAGS` that were found.

    What is None was not established: no band is chosen by it, and the proposal says so. `since_order` picks the rate
    of child labour after an order that lapsed. Raises `ValueError` for an unknown flag or a negative number.
    """

    workers: int | None = None
    amount: Decimal | None = None
    months: Decimal | None = None
    times: int | None = None
    flags: frozenset[str] = frozenset()
    since_order: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no circumstance."""
        if unknown := sorted(set(self.flags) - set(FLAGS)):
            raise ValueError(f"没有裁量情节“{'、'.join(unknown)}”；可用：{'、'.join(FLAGS)}")
        for name in MEASURES:
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{MEASURES[name].zh}不得为负数")

    def measured(self, name: str) -> Decimal | None:
        """Return the value of a measure, exact; None if it was not established."""
        value: Any = getattr(self, name)
        return None if value is None else Decimal(str(value))
