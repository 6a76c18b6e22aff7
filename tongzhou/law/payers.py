"""清偿主体 — who has to pay unpaid wages, in which order, up to what, and who may recover from whom.

保障农民工工资支付条例 16–22, 29–32, 36–37 and 63, 劳动合同法 58, 62, 92–94. Pure rules of the facts given: which facts
hold (a lent name, an unlawful award) is for the officer to establish. Amounts are yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from tongzhou.law.articles import Article, article
from tongzhou.law.bilingual import Text
from tongzhou.law.citations import Citation

WAGES, CONTRACT = "保障农民工工资支付条例", "劳动合同法"
IN_FORCE = date(2020, 5, 1)  # 工资条例 64; before it the employer alone pays, 劳动合同法 30

Setting = Literal["ordinary", "construction", "dispatch"]
Role = Literal[
    "employer", "owner", "contractor", "subcontractor", "transferee", "unqualified", "lender", "borrower",
    "dispatcher", "user", "investor", "successor", "commissioner",
]  # fmt: skip
Duty = Literal["first", "advance", "direct", "jointly", "then"]

ROLES: dict[Role, Text] = {
    "employer": Text("用人单位", "the employer"),
    "owner": Text("建设单位", "the owner of the project"),
    "contractor": Text("施工总承包单位", "the general contractor"),
    "subcontractor": Text("分包单位", "the subcontractor"),
    "transferee": Text("转包的承接人", "who took the project over"),
    "unqualified": Text(
        "个人或者不具备合法经营资格的单位", "a person or unit without lawful standing"
    ),
    "lender": Text("出借名义的施工单位（用人单位）", "the unit that lent its name"),
    "borrower": Text("借用名义的单位或者个人", "who borrowed the name"),
    "dispatcher": Text("劳务派遣单位", "the dispatcher"),
    "user": Text("用工单位", "the using unit"),
    "investor": Text("出资人", "the investors"),
    "successor": Text("承继权利义务的单位", "the successor"),
    "commissioner": Text("发包的单位", "the unit that gave out the work"),
}
DUTIES: dict[Duty, Text] = {
    "first": Text("先行清偿", "pays first"),
    "advance": Text("先行垫付", "advances"),
    "direct": Text("直接责任", "is directly liable"),
    "jointly": Text("连带责任", "is liable jointly"),
    "then": Text("前者不清偿的，由其清偿", "pays if those before do not"),
}


@dataclass(frozen=True)
class Situation:
    """What is known of a debt of wages.

    `hired_by` is who took the workers on: employer (ordinary, dispatch), contractor, subcontractor, transferee (转包)
    or unqualified (a person or a unit without standing). `awarded_by` is who gave work to an unqualified one: owner,
    contractor or subcontractor. `unsettled` is what the owner still owes for the works (未结清的工程款).
    """

    setting: Setting = "ordinary"
    hired_by: Role = "employer"
    awarded_by: Literal["", "owner", "contractor", "subcontractor"] = ""
    owner_unpaid: bool = False
    unsettled: Decimal | None = None
    name_lent: bool = False
    project_unlawful: bool = False
    dispatcher_unlicensed: bool = False
    unregistered: bool = False
    contracted_out: bool = False
    unlimited: bool = False
    merged: bool = False
    successor_agreed: bool = False
    dissolved: bool = False

    def __post_init__(self) -> None:
        """Refuse facts that do not fit together. Raises `ValueError` with a Chinese sentence."""
        if self.setting == "construction" and self.hired_by == "employer":
            raise ValueError(
                "工程建设领域须写明由谁招用：总包、分包、转包承接人或者个人（不具备资格的单位）"
            )
        if self.hired_by == "unqualified" and not self.awarded_by:
            raise ValueError("由个人或者不具备资格的单位招用的，须写明由谁发包、分包给它")
        if self.unsettled is not None and self.unsettled < 0:
            raise ValueError("未结清的工程款不得为负数")
        if self.setting != "construction" and (
            self.owner_unpaid or self.project_unlawful or self.awarded_by
        ):
            raise ValueError("建设单位、发包的情形只用于工程建设领域")


@dataclass(frozen=True)
class Payer:
    """One who has to pay: the place in the order (from one), the duty, the limit, and from whom it may recover.

    `most` is the limit in yuan where it is known; `limit` says what bounds it. `ask` is what to order from it when the
    arrears are known: None where another has to pay first.
    """

    order: int
    role: Role
    duty: Duty
    why: Text
    basis: tuple[Article, ...]
    recovers_from: tuple[Role, ...] = ()
    limit: Text | None = None
    most: Decimal | None = None
    ask: Decimal | None = None

    @property
    def label(self) -> Text:
        """Return who it is, in words."""
        return ROLES[self.role]

    @property
    def does(self) -> Text:
        """Return the duty in words."""
        return DUTIES[self.duty]

    def as_json(self) -> dict[str, Any]:
        """Return the payer in plain types; money as strings."""
        return {
            "order": self.order,
            "role": self.role,
            "label": self.label.as_json(),
            "duty": self.duty,
            "does": self.does.as_json(),
            "why": self.why.as_json(),
            "basis": [str(each) for each in self.basis],
            "recovers_from": list(self.recovers_from),
            "limit": self.limit.as_json() if self.limit else None,
            "most": None if self.most is None else str(self.most),
            "ask": None if self.ask is None else str(self.ask),
        }


@dataclass(frozen=True)
class Fund:
    """Money set aside from which wages may be paid, in the order one looks for it."""

    code: str
    label: Text
    basis: tuple[Article, ...]
    note: Text


def _wages(number: int, paragraph: int | None = None) -> Article:
    return article(WAGES, number, paragraph=paragraph)


ACCOUNT = Fund(
    "account",
    Text("农民工工资专用账户", "the special wage account"),
    (_wages(26), _wages(31, 3), _wages(33)),
    Text(
        "由总包按工资表直接付到本人账户", "the contractor pays from it to each worker's own account"
    ),
)
DEPOSIT = Fund(
    "deposit",
    Text("工资保证金或者保函", "the wage deposit or letter of guarantee"),
    (_wages(32), _wages(33)),
    Text(
        "专项用于支付本工程被拖欠的工资，动用后须补足",
        "only for wages owed on this project; to be refilled",
    ),
)
EMERGENCY = Fund(
    "emergency",
    Text("应急周转金", "the emergency fund"),
    (_wages(63),),
    Text("政府先行垫付部分工资或者基本生活费，向用人单位追偿", "the government advances part and recovers it from the employer"),
)  # fmt: skip
UNSETTLED = Text("以未结清的工程款为限", "up to the unsettled price of the works")
SILENT = Text("条文没有写明追偿", "the text does not speak of recovery")


def payers(of: Situation, *, on: date, arrears: Decimal | None = None) -> tuple[Payer, ...]:
    """Return who has to pay for wages that fell due on the day `on`, the first to be asked first.

    With `arrears` (yuan) each of the first is given what to order from it; the owner's advance takes its limit off
    what the contractor is asked for only where that limit is known.
    """
    if on < IN_FORCE:
        employer = Payer(1, "employer", "direct", Text("用人单位应当及时足额支付", "the employer must pay in full and in time"), (article(CONTRACT, 30),))  # fmt: skip
        found = [employer]
    elif of.setting == "construction":
        found = list(_construction(of))
    elif of.setting == "dispatch":
        found = list(_dispatch(of))
    else:
        found = list(_ordinary(of))
    numbered = [replace(each, order=n) for n, each in enumerate(found, start=1)]
    return tuple(numbered if arrears is None else _asked(numbered, arrears))


def funds(of: Situation) -> tuple[Fund, ...]:
    """Return the money set aside that may pay these wages, in the order one looks for it."""
    return (ACCOUNT, DEPOSIT, EMERGENCY) if of.setting == "construction" else (EMERGENCY,)


def _construction(of: Situation) -> Iterator[Payer]:
    """Yield the payers of a project: who the law puts first, and at the end whoever hired the workers."""
    named: list[Payer] = []
    if of.project_unlawful:
        named.append(_payer("owner", "first", (_wages(37),), "项目违反国土空间规划、工程建设等法律法规，由建设单位清偿", "the project broke planning or building law: the owner pays", note=SILENT))  # fmt: skip
    if of.awarded_by in ("owner", "contractor"):
        role: Role = "owner" if of.awarded_by == "owner" else "contractor"
        named.append(_payer(role, "first", (_wages(36, 1),), f"{ROLES[role].zh}发包或者分包给个人、不具备合法经营资格的单位，由其清偿", f"{ROLES[role].en} gave the work to someone without lawful standing: it pays", note=SILENT))  # fmt: skip
    if of.name_lent:
        named.append(_payer("lender", "first", (_wages(36, 2), _wages(19, 2)), "施工单位允许他人以其名义承揽工程，由施工单位清偿", "the unit let others work under its name: it pays", ("borrower",)))  # fmt: skip
    if of.owner_unpaid:
        advance = _payer("owner", "advance", (_wages(29, 2),), "建设单位未按约定及时拨付工程款导致拖欠，先行垫付", "the owner did not pay the works in time: it advances the wages")  # fmt: skip
        named.append(replace(advance, limit=UNSETTLED, most=of.unsettled))
    named += _below_the_contractor(of)
    seen: set[tuple[Role, Duty]] = set()
    full = {each.role for each in named if each.duty == "first"}
    for each in named:
        key = (each.role, each.duty)
        limited_twice = each.duty in ("advance", "direct") and each.role in full
        if key not in seen and not limited_twice:
            seen.add(key)
            yield each


def _below_the_contractor(of: Situation) -> Iterator[Payer]:
    if of.hired_by == "contractor":
        yield _payer("contractor", "direct", (_wages(16), _wages(30, 2)), "总包自己招用的，作为用人单位清偿", "the contractor took them on itself: it pays as the employer")  # fmt: skip
        return
    if of.hired_by == "transferee":
        yield _payer("contractor", "first", (_wages(30, 4),), "工程转包拖欠的，由施工总承包单位先行清偿，再依法追偿", "the project was passed on: the contractor pays first and recovers", ("transferee",))  # fmt: skip
        yield _payer(
            "transferee",
            "direct",
            (_wages(16),),
            "招用人应当依法清偿",
            "who took the workers on must pay",
        )
        return
    if of.hired_by == "subcontractor" or of.awarded_by == "subcontractor":
        yield _payer("contractor", "first", (_wages(30, 3),), "分包单位拖欠的，由施工总承包单位先行清偿，再依法追偿", "the subcontractor owes: the contractor pays first and recovers", ("subcontractor",))  # fmt: skip
        yield _payer("subcontractor", "direct", (_wages(30, 1),), "分包单位对所招用农民工的工资支付负直接责任", "the subcontractor is directly liable for those it took on")  # fmt: skip
    if of.hired_by == "unqualified":
        if of.awarded_by == "subcontractor":
            yield _payer("unqualified", "jointly", (_wages(19, 1), article(CONTRACT, 94)), "分包单位发包给个人的，与个人承包经营者承担连带赔偿责任", "the unit that gave work to a person is liable with it")  # fmt: skip
        else:
            yield _payer("unqualified", "direct", (_wages(17), article(CONTRACT, 93)), "招用人或者其出资人应当支付劳动报酬", "who took the workers on, or its investors, must pay")  # fmt: skip


def _dispatch(of: Situation) -> Iterator[Payer]:
    if of.dispatcher_unlicensed:
        yield _payer("user", "first", (_wages(18),), "使用个人、不具备资格或者未取得许可的单位派遣的，由用工单位清偿，可以追偿", "the dispatcher had no licence or standing: the using unit pays and may recover", ("dispatcher",))  # fmt: skip
        yield _payer("dispatcher", "direct", (_wages(16), article(CONTRACT, 93)), "派遣人应当依法清偿", "the dispatcher must pay")  # fmt: skip
        return
    yield _payer("dispatcher", "direct", (article(CONTRACT, 58), article(CONTRACT, 60)), "劳务派遣单位是用人单位，按月支付报酬，不得克扣", "the dispatcher is the employer and pays by the month")  # fmt: skip
    yield _payer("user", "jointly", (article(CONTRACT, 62), article(CONTRACT, 92, paragraph=2)), "用工单位支付加班费、绩效奖金；造成损害的承担连带赔偿责任", "the using unit pays overtime and bonuses; liable jointly for harm it did")  # fmt: skip


def _ordinary(of: Situation) -> Iterator[Payer]:
    if of.name_lent:
        yield _payer("lender", "first", (_wages(19, 2),), "允许他人以其名义对外经营导致拖欠，由用人单位清偿，可以追偿", "others worked under its name: the unit pays and may recover", ("borrower",))  # fmt: skip
        return
    if of.contracted_out:
        yield _payer("commissioner", "jointly", (_wages(19, 1), article(CONTRACT, 94)), "将工作任务发包给个人或者不具备资格的单位，发包的组织承担连带赔偿责任", "it gave work to a person or unit without standing: liable jointly")  # fmt: skip
        yield _payer("unqualified", "direct", (_wages(17), article(CONTRACT, 93)), "招用人或者其出资人应当支付", "who took the workers on, or its investors, must pay")  # fmt: skip
        return
    if of.merged and of.successor_agreed:
        yield _payer("successor", "first", (_wages(21),), "经与农民工书面协商一致，由承继权利义务的单位清偿", "agreed with the workers in writing: the successor pays")  # fmt: skip
    basis = (_wages(17), article(CONTRACT, 93)) if of.unregistered else (_wages(16),)
    if of.merged:
        basis = (*basis, _wages(21))
    if of.dissolved:
        basis = (*basis, _wages(22, 1))
    why = ("在注销登记前清偿", "must pay before it is struck off") if of.dissolved else ("应当依法清偿", "must pay")  # fmt: skip
    yield _payer("employer", "direct", basis, f"用人单位{why[0]}", f"the employer {why[1]}")
    if of.unregistered:
        yield _payer("investor", "then", (article(CONTRACT, 93),), "不具备合法经营资格的，由单位或者其出资人支付", "without lawful standing: the unit or its investors pay")  # fmt: skip
    elif of.unlimited:
        yield _payer("investor", "then", (_wages(20),), "合伙、个人独资、个体经济组织等不清偿的，由出资人清偿", "partnership, sole owner or household: the investors pay if it does not")  # fmt: skip
    elif of.dissolved:
        yield _payer("investor", "then", (_wages(22, 2),), "主要出资人应当在注册新用人单位前清偿", "the main investors must pay before they register a new unit")  # fmt: skip


def _payer(
    role: Role,
    duty: Duty,
    basis: tuple[Article, ...],
    zh: str,
    en: str,
    recovers_from: tuple[Role, ...] = (),
    *,
    note: Text | None = None,
) -> Payer:
    why = Text(f"{zh}（{note.zh}）", f"{en} ({note.en})") if note else Text(zh, en)
    return Payer(0, role, duty, why, basis, recovers_from)


def _asked(found: list[Payer], arrears: Decimal) -> list[Payer]:
    """Give each of the first what to order from it: an advance up to its limit, the rest from the next."""
    left, told = arrears, []
    for each in found:
        if left <= 0 or each.duty == "then":
            told.append(each)
        elif each.limit is not None and each.most is None:
            told.append(each)  # how far the owner's advance reaches is not known yet
        elif each.limit is not None and each.most is not None:
            ask = min(left, each.most)
            left -= ask
            told.append(replace(each, ask=ask))
        else:
            told.append(replace(each, ask=left))
            left = Decimal(0)
    return told


def citations() -> Iterator[Citation]:
    """Yield the articles of the order of payers, for `tongzhou law check`."""
    cited = [_wages(n) for n in (16, 17, 18, 19, 20, 21, 22, 26, 29, 30, 31, 32, 33, 36, 37, 63)]
    cited += [_wages(n, p) for n, p in ((19, 1), (19, 2), (22, 1), (22, 2), (29, 2), (30, 1), (30, 2), (30, 3), (30, 4), (31, 3), (36, 1), (36, 2))]  # fmt: skip
    cited += [article(CONTRACT, n) for n in (30, 58, 60, 62, 93, 94)]
    cited.append(article(CONTRACT, 92, paragraph=2))
    words = {
        _wages(29, 2): "以未结清的工程款为限",
        _wages(30, 3): "先行清偿",
        _wages(30, 4): "先行清偿",
    }
    for each in cited:
        figures = (words[each],) if each in words else ()
        yield Citation(each, figures, "清偿主体")
