"""请求与台账 — what is claimed in a dispute, by each claimant under each head, and what was decided of it.

Facts that lines about disputes share: mediation, arbitration and complaints keep the same items, so that a
hand-over carries them as they are. Amounts are whole fen. One item per head and claimant: two periods of
the same arrears are one item whose basis names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from tongzhou.law.heads import HEADS, Head, head

from .facts import FileRef, Naming, ask

# A head of the table, and nothing else: what is not in it is refused on reading.
HeadCode = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(HEADS)})$")]
Amounts = dict[str, dict[HeadCode, int]]  # subject → head → fen


class ClaimItem(msgspec.Struct, frozen=True, kw_only=True):
    """请求事项: one thing one claimant asks for, with how the amount was arrived at."""

    head: HeadCode
    amount: int = 0  # fen; 0 where no sum is claimed
    since: date | None = None
    until: date | None = None
    basis: str = ""  # facts and arithmetic in words, as they go into the application
    # What the calculator was given, so that it can be run again: its inputs, or `{kind, on, inputs}` as a
    # calculation is carried from the portal.
    inputs: dict[str, Any] = {}

    @property
    def of(self) -> Head:
        """Return the head this item stands under."""
        return head(self.head)

    @property
    def reckoned_from(self) -> dict[str, Any]:
        """Return the inputs of the calculation; empty where nothing was calculated."""
        inner = self.inputs.get("inputs")
        return dict(inner) if isinstance(inner, dict) else dict(self.inputs)


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one claimant among many: employment, and whether papers may come to the phone."""

    hired_on: date | None = None
    left_on: date | None = None
    post: str = ""
    electronic: Literal["", "不同意", "同意", "同意，含裁决书、调解书"] = ""


class Claims(Naming, frozen=True, kw_only=True):
    """Who claims what: subject → items. A line inherits it and adds what else it asks."""

    claims: Annotated[dict[str, tuple[ClaimItem, ...]], ask("请求事项")]
    particulars: dict[str, Particulars] = {}  # subject → what is told of each, where many claim

    @property
    def sums(self) -> dict[str, int]:
        """Return what each claims in all, in fen; a ledger is posted from it."""
        return {key: sum(i.amount for i in items) for key, items in self.claims.items()}

    def check(self) -> None:
        """Raise ValueError where an item is unknown, doubled, negative, or without its sum."""
        for key, items in self.claims.items():
            check_items(items, who=self.names.get(key, ""))


class Matter(Claims, frozen=True, kw_only=True):
    """A dispute as it is brought: what happened, where, since when. The same from the phone to the award.

    Identity numbers, phones and addresses for service stand in the register of workers, never here. `place` is where the
    contract is performed, `seat` where the employer is (调解仲裁法 21), both codes of regions.
    """

    story: Annotated[str, ask("事实和理由", long=True, min_length=1, max_length=8000)]
    hired_on: Annotated[date | None, ask("入职日期")] = None
    left_on: Annotated[date | None, ask("离职日期", help="还在职的不填")] = None
    post: Annotated[str, ask("岗位、工种", max_length=60)] = ""
    monthly_wage: Annotated[int | None, ask("月工资", unit="元")] = None
    place: Annotated[str, ask("劳动合同履行地（实际工作地）", choices="regions")] = ""
    seat: Annotated[str, ask("用人单位所在地", choices="regions")] = ""
    electronic: Annotated[
        bool, ask("同意以短信、网上等电子方式接收文书", help="裁决书、调解书也可一并约定")
    ] = False
    evidence: Annotated[
        tuple[FileRef, ...], ask("证据材料", help="合同、工资条、考勤、聊天记录等")
    ] = ()
    first_seen: date | None = (
        None  # when the matter was first brought anywhere, kept through hand-overs
    )

    def check(self) -> None:
        """Raise ValueError where dates contradict each other, or an item does not stand."""
        super().check()
        if self.hired_on and self.left_on and self.left_on < self.hired_on:
            raise ValueError("离职日期早于入职日期，请核对")

    def carried(self) -> dict[str, Any]:
        """Return what goes along into a case of another line: nobody is asked twice."""
        return {name: getattr(self, name) for name in Matter.__struct_fields__}


class Decided(Naming, frozen=True, kw_only=True):
    """What each gets under each head: of a settlement, an award, a payment."""

    items: Annotated[Amounts, ask("各人各项金额")]

    @property
    def sums(self) -> dict[str, int]:
        """Return what each gets in all, in fen; a ledger is posted from it."""
        return {key: sum(of_one.values()) for key, of_one in self.items.items()}

    def check(self) -> None:
        """Raise ValueError where a head is unknown or an amount negative."""
        for of_one in self.items.values():
            for code, amount in of_one.items():
                if amount < 0:
                    raise ValueError(f"“{head(code)}”的金额不能为负数")


@dataclass(frozen=True)
class Line:
    """One line of the ledger: what one subject claims under one head and what came of it, in fen."""

    subject: str
    item: ClaimItem
    decided: Mapping[str, int]  # column (settled, awarded, paid …) → fen

    @property
    def label(self) -> str:
        return self.item.of.label


def check_items(items: Iterable[ClaimItem], *, who: str = "") -> None:
    """Raise ValueError, in the reader's words, where the items of one claimant do not stand."""
    mine = f"{who}的" if who else ""
    seen: set[str] = set()
    for item in items:
        of = item.of
        if item.head in seen:
            raise ValueError(f"{mine}“{of}”列了两次，请合并为一项，在理由中写明各段时间")
        seen.add(item.head)
        if item.amount < 0:
            raise ValueError(f"{mine}“{of}”的金额不能为负数")
        if of.money and not item.amount:
            raise ValueError(f"请填写{mine}“{of}”的金额")
        if item.since and item.until and item.until < item.since:
            raise ValueError(f"{mine}“{of}”的止期早于起期，请核对")


def by_head(amounts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the totals under each head, in the order of the table of heads, heads at nought left out."""
    totals: dict[str, int] = {}
    for of_one in amounts:
        for code, amount in of_one.items():
            totals[code] = totals.get(code, 0) + amount
    return {code: totals[code] for code in HEADS if totals.get(code)}


def claimed(items: Iterable[ClaimItem]) -> dict[str, int]:
    """Return head → fen of the items of one claimant."""
    return {item.head: item.amount for item in items}
