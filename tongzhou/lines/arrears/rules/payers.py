"""清偿顺序 — who pays first, who after, up to how much, by which article. Pure. Whole fen.

保障农民工工资支付条例 16–21, 29, 30, 36, 37: whoever pays first may recover from whoever is liable in the end
(追偿); that is between them, and the worker does not wait for it (35).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongzhou.law import Article, article
from tongzhou.lines.arrears.instruments import WAGES

OWNER, CONTRACTOR, SUB, TEAM = "建设单位", "施工总承包单位", "分包单位", "班组（个人）"
EMPLOYER, USER, INVESTOR, HEIR, LENDER = (
    "用人单位",
    "用工单位",
    "出资人",
    "承继单位",
    "出借资质的单位",
)
DIRECT, FIRST, IN_THE_END = "直接清偿", "先行清偿", "最终承担"


@dataclass(frozen=True)
class Step:
    """One place in the order of a situation: the role, the rank, and why."""

    role: str
    rank: int
    duty: str
    number: int  # article of the regulation

    @property
    def cites(self) -> Article:
        return article(WAGES, self.number)


@dataclass(frozen=True)
class Situation:
    """用工情形: how the work was given out. `asks`: roles that must be known before anything follows."""

    code: str
    label: str
    steps: tuple[Step, ...]
    site: bool = True  # of a building project

    def __str__(self) -> str:
        return self.label

    @property
    def asks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.role for s in self.steps if s.rank == 1))


SITUATIONS: dict[str, Situation] = {
    s.code: s
    for s in (
        Situation("direct", "用人单位直接招用", (Step(EMPLOYER, 1, DIRECT, 16),), site=False),
        Situation("contractor", "施工总承包单位直接招用", (Step(CONTRACTOR, 1, DIRECT, 30),)),
        Situation(
            "subcontract",
            "分包单位招用并拖欠",
            (Step(CONTRACTOR, 1, FIRST, 30), Step(SUB, 2, IN_THE_END, 30)),
        ),
        Situation(
            "passed_on", "工程转包", (Step(CONTRACTOR, 1, FIRST, 30), Step(SUB, 2, IN_THE_END, 30))
        ),
        Situation(
            "unqualified_owner",
            "建设单位发包给个人或无资质单位",
            (Step(OWNER, 1, DIRECT, 36), Step(TEAM, 2, IN_THE_END, 36)),
        ),
        Situation(
            "unqualified_contractor",
            "施工总承包单位分包给个人或无资质单位",
            (Step(CONTRACTOR, 1, DIRECT, 36), Step(TEAM, 2, IN_THE_END, 36)),
        ),
        Situation(
            "lent_name",
            "出借资质（挂靠）",
            (Step(LENDER, 1, DIRECT, 36), Step(TEAM, 2, IN_THE_END, 36)),
        ),
        Situation("unlawful_project", "违反规划、建设法规的项目", (Step(OWNER, 1, DIRECT, 37),)),
        Situation(
            "unlicensed_dispatch",
            "使用个人、无许可单位派遣的劳动者",
            (Step(USER, 1, DIRECT, 18), Step(TEAM, 2, IN_THE_END, 18)),
            site=False,
        ),
        Situation(
            "borrowed_name",
            "允许个人、未登记单位以本单位名义经营",
            (Step(EMPLOYER, 1, DIRECT, 19), Step(TEAM, 2, IN_THE_END, 19)),
            site=False,
        ),
        Situation(
            "investor",
            "合伙、个人独资、个体工商户不清偿",
            (Step(EMPLOYER, 1, DIRECT, 20), Step(INVESTOR, 2, DIRECT, 20)),
            site=False,
        ),
        Situation("merged", "合并、分立前没有清偿", (Step(HEIR, 1, DIRECT, 21),), site=False),
    )
}


@dataclass(frozen=True)
class Payer:
    """Who pays: rank 1 pays first; `limit` in fen, None without; the article and why, for the page and the order."""

    key: str
    role: str
    rank: int
    duty: str
    cites: Article
    limit: int | None = None

    @property
    def words(self) -> str:
        """Return the reason in a sentence."""
        limit = f"，以未结清的工程款{self.limit / 100:.2f}元为限" if self.limit is not None else ""
        return f"{self.role}{self.duty}（{self.cites}）{limit}"


def payers(
    situation: str, parties: Mapping[str, str], *, owner_owes: int | None = None
) -> tuple[Payer, ...]:
    """Return who pays, in order. `parties`: role → key; `owner_owes`: price the owner has not settled, in fen.

    An owner who has not paid the agreed price advances within it (29), beside whoever pays first. Raises
    ValueError, in the reader's words, where the situation is unknown or one who pays first is not.
    """
    found = SITUATIONS.get(situation)
    if found is None:
        raise ValueError("没有这种用工情形，请从列表中选择")
    missing = [role for role in found.asks if not parties.get(role)]
    if missing:
        raise ValueError(f"“{found}”须先登记{'、'.join(missing)}")
    out = [
        Payer(parties[s.role], s.role, s.rank, s.duty, s.cites)
        for s in found.steps
        if parties.get(s.role)
    ]
    if owner_owes and found.site and parties.get(OWNER) and all(p.role != OWNER for p in out):
        out.append(Payer(parties[OWNER], OWNER, 1, "先行垫付", article(WAGES, 29), owner_owes))
    once: dict[str, Payer] = {}
    for payer in sorted(out, key=lambda p: (p.rank, p.limit is not None)):
        once.setdefault(payer.key, payer)
    return tuple(once.values())
