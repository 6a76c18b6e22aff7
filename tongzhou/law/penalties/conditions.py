"""罚则的条件 — what must hold before a measure may be issued, and whether it holds on the facts at hand.

Papers are there or not: an order nobody has recorded was not made. What only a person can weigh (情节严重) is
neither met nor missing until somebody has found it: it stays open, and the measure cannot be issued either.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tongzhou.law.bilingual import Text

State = Literal["met", "missing", "open"]

CONDITIONS: dict[str, Text] = {
    "order_lapsed": Text(
        "责令限期改正（支付）的文书已送达，期限已过，仍未改正（支付）",
        "an order with a deadline was served, the deadline has passed, and it was not obeyed",
    ),
    "serious": Text("情节严重", "the circumstances are serious"),
    "gain": Text("有违法所得", "there is unlawful gain"),
    "no_gain": Text("没有违法所得", "there is no unlawful gain"),
    "late_payment": Text("已迟延缴纳", "payment is late"),
    "is_agency": Text("当事人是职业中介机构", "the party is a job agency"),
    "public_order": Text(
        "构成违反治安管理行为或者涉嫌犯罪", "it is an offence against public order or a crime"
    ),
}
WEIGHED = frozenset({"serious", "late_payment", "is_agency", "public_order"})


@dataclass(frozen=True)
class Circumstances:
    """The facts a measure depends on. Money is yuan; months may have a part after the point.

    `corrected` means within the time of the order, or before any order. `months` are those of the violation; where
    an order has lapsed (child labour) they run from the day of the order and `months_before` came before it.
    `found` are the conditions that a person has weighed and found to hold, `not_found` those found not to.
    """

    workers: int | None = None
    amount: Decimal | None = None
    months: Decimal | None = None
    months_before: Decimal = Decimal(0)
    ordered: bool = False
    corrected: bool = False
    order_lapsed: bool = False
    unlicensed: bool = False
    found: frozenset[str] = frozenset()
    not_found: frozenset[str] = frozenset()

    @property
    def lapsed(self) -> bool:
        """Say whether an order was served and its time ran out without obedience."""
        return self.ordered and self.order_lapsed and not self.corrected


@dataclass(frozen=True)
class Finding:
    """One condition of a measure: whether it holds, and why not."""

    code: str
    state: State
    why: Text

    @property
    def text(self) -> Text:
        """Return the condition in words."""
        return CONDITIONS[self.code]

    def as_json(self) -> dict[str, object]:
        """Return the condition in plain types; `met` is null while nobody has weighed it."""
        return {
            "code": self.code,
            "met": {"met": True, "missing": False, "open": None}[self.state],
            "text": self.text.as_json(),
            "why": self.why.as_json(),
        }


def examine(code: str, facts: Circumstances) -> Finding:
    """Return whether the condition `code` holds on the facts."""
    if code == "order_lapsed":
        return _order(facts)
    if code in ("gain", "no_gain"):
        return _gain(code, facts)
    text = CONDITIONS[code]
    if code in facts.found:
        return Finding(code, "met", text)
    if code in facts.not_found:
        return Finding(code, "missing", Text(f"不具备：{text.zh}", f"not so: {text.en}"))
    return Finding(
        code, "open", Text(f"须由人认定是否{text.zh}", f"a person must find whether {text.en}")
    )


def _order(facts: Circumstances) -> Finding:
    if not facts.ordered:
        why = Text(
            "尚未责令限期改正（支付），或者责令文书没有送达，不能作出",
            "no order with a deadline has been made and served: this cannot be issued",
        )
    elif facts.corrected:
        why = Text(
            "已在责令的期限内改正（支付），不能作出",
            "the order was obeyed in time: this cannot be issued",
        )
    elif not facts.order_lapsed:
        why = Text(
            "责令的期限还没有届满，不能作出",
            "the time set by the order has not run out: this cannot be issued",
        )
    else:
        return Finding("order_lapsed", "met", CONDITIONS["order_lapsed"])
    return Finding("order_lapsed", "missing", why)


def _gain(code: str, facts: Circumstances) -> Finding:
    if facts.amount is None:
        why = Text(
            "违法所得尚未查明；没有的填 0",
            "the unlawful gain is not established; write 0 if there is none",
        )
        return Finding(code, "open", why)
    if (facts.amount > 0) == (code == "gain"):
        return Finding(code, "met", CONDITIONS[code])
    other = CONDITIONS["no_gain" if code == "gain" else "gain"]
    return Finding(code, "missing", other)
