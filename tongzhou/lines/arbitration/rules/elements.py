"""要素表 — each fact that matters, what each side says of it, and so what is agreed and what is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tongzhou.law import Article, article
from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.facts import trying
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT
from tongzhou.procedure.view import Subject, View

from .awards import claims_of

Sort = Literal["date", "money", "number", "text", "choice"]
Standing = Literal["open", "one side", "agreed", "disputed"]
WORDS: dict[Standing, str] = {
    "open": "未陈述",
    "one side": "一方陈述",
    "agreed": "无争议",
    "disputed": "有争议",
}
SAME = "="  # agrees with what the other side has said


@dataclass(frozen=True)
class Element:
    """要素: one fact. `heads` are the claims for which it matters; none: for all. `employer_proves` (解释一 42, 44)."""

    code: str
    label: str
    plain: str  # as a worker would be asked
    sort: Sort = "text"
    heads: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    employer_proves: bool = False


PAY = ("wages", "overtime", "min_wage", "stoppage_pay", "sick_pay", "annual_leave", "double_wage")
END = ("severance", "unlawful_dismissal", "notice_pay", "continue_contract")
ELEMENTS: tuple[Element, ...] = (
    Element("hired_on", "入职日期", "哪天开始上班", "date", employer_proves=True),
    Element("post", "岗位、工种", "做什么工作"),
    Element("place", "工作地点", "在哪里上班"),
    Element(
        "contract",
        "书面劳动合同",
        "签了书面劳动合同吗",
        "choice",
        ("double_wage", *END),
        ("已签订", "未签订", "签订过，已到期"),
        employer_proves=True,
    ),
    Element("contract_from", "合同起日", "合同从哪天开始", "date", ("double_wage", *END)),
    Element("contract_until", "合同止日", "合同到哪天为止", "date", ("double_wage", *END)),
    Element("wage", "约定月工资", "说好的月工资多少", "money", (*PAY, *END), employer_proves=True),
    Element("wage_parts", "工资构成", "工资由哪几部分组成", heads=PAY, employer_proves=True),
    Element(
        "average",
        "解除前十二个月平均工资",
        "离职前一年平均每月工资多少",
        "money",
        END,
        employer_proves=True,
    ),
    Element(
        "unpaid_months",
        "未支付工资的月份",
        "哪几个月没发或没发够",
        heads=("wages",),
        employer_proves=True,
    ),
    Element(
        "hours",
        "工时制度",
        "每天、每周上多少小时班",
        "choice",
        ("overtime", "hours_rest"),
        ("标准工时", "综合计算工时（经批准）", "不定时工时（经批准）"),
        employer_proves=True,
    ),
    Element("overtime_hours", "加班时间", "加了多少班（平时、周末、节日）", heads=("overtime",)),
    Element(
        "leave_taken",
        "已休年休假天数",
        "当年休了几天年假",
        "number",
        ("annual_leave",),
        employer_proves=True,
    ),
    Element(
        "worked_years", "累计工作年限", "总共工作几年了", "number", ("annual_leave", "sick_pay")
    ),
    Element(
        "insured",
        "参加社会保险",
        "单位给交社保了吗",
        "choice",
        ("insurance", "relation", "injury_medical", "injury_benefit", *END),
        ("已参加", "未参加", "部分参加"),
        employer_proves=True,
    ),
    Element("left_on", "离职日期", "哪天离开的", "date", (*END, "annual_leave", "certificate")),
    Element(
        "left_why",
        "解除、终止的原因",
        "为什么离开",
        "choice",
        END,
        (
            "用人单位单方解除",
            "劳动者因单位过错解除",
            "劳动者自行辞职",
            "协商一致解除",
            "合同期满终止",
            "单位停产、破产、注销",
        ),
        employer_proves=True,
    ),
    Element(
        "notice", "解除通知", "有没有书面的解除通知，什么时候收到", heads=END, employer_proves=True
    ),
    Element(
        "injury", "工伤认定与鉴定", "工伤认定了吗，几级", heads=("injury_medical", "injury_benefit")
    ),
)
BY_CODE = {e.code: e for e in ELEMENTS}
EMPLOYER_PROVES: Article = article("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", 44)


@dataclass(frozen=True)
class Row:
    """One element of one claimant: what each side says, how it stands, what the tribunal finds."""

    claimant: str
    element: Element
    claimant_says: str
    respondent_says: str
    standing: Standing
    found: str = ""

    @property
    def words(self) -> str:
        """Return how it stands, for the screen."""
        return WORDS[self.standing]

    @property
    def settled(self) -> str:
        """Return the value to go by: found by the tribunal, or agreed; empty: still open."""
        if self.found:
            return self.found
        return self.claimant_says if self.standing == "agreed" else ""


def elements_for(claimant: Subject) -> list[Element]:
    """Return the elements that matter for what a claimant asks."""
    heads = {item.head for item in claims_of(claimant)} & set(HEADS)
    return [e for e in ELEMENTS if not e.heads or heads & set(e.heads)]


def table(view: View, claimant: Subject) -> list[Row]:
    """Return the element table of one claimant. What is agreed need not be proved; what is disputed is heard."""
    return _rows(claimant, answers(view).get(claimant.key, {}))


def answers(view: View) -> dict[str, dict[str, str]]:
    """Return what the respondents have said of each claimant: claimant → element → value, the last word."""
    found: dict[str, dict[str, str]] = {}
    for respondent in view.of(RESPONDENT):
        for told in respondent.told:
            if told.act == "state_elements" and isinstance(told.facts, trying.Elements):
                for key, said in told.facts.of.items():
                    found.setdefault(key, {}).update(said)
    return found


def tables(view: View) -> dict[str, list[Row]]:
    """Return the element table of every claimant: one pass over what was said, however many there are."""
    theirs = answers(view)
    return {c.key: _rows(c, theirs.get(c.key, {})) for c in view.of(CLAIMANT)}


def _rows(claimant: Subject, theirs: dict[str, str]) -> list[Row]:
    mine, found = _said(claimant, claimant.key), _found(claimant)
    rows = []
    for element in elements_for(claimant):
        a, b = mine.get(element.code, ""), theirs.get(element.code, "")
        a, b = (b if a == SAME else a), (a if b == SAME else b)
        a, b = ("" if a == SAME else a), ("" if b == SAME else b)
        rows.append(Row(claimant.key, element, a, b, _standing(a, b), found.get(element.code, "")))
    return rows


def _standing(a: str, b: str) -> Standing:
    if not a and not b:
        return "open"
    if not a or not b:
        return "one side"
    return "agreed" if _plain(a) == _plain(b) else "disputed"


def _plain(value: str) -> str:
    return value.replace(" ", "").replace(",", "").rstrip("元").removesuffix(".00")


def _said(subject: Subject, claimant: str) -> dict[str, str]:
    """Return what a side has said of one claimant's elements, the last word of each."""
    found: dict[str, str] = {}
    for told in subject.told:
        if told.act == "state_elements" and isinstance(told.facts, trying.Elements):
            found |= told.facts.of.get(claimant, {})
    return found


def _found(claimant: Subject) -> dict[str, str]:
    found: dict[str, str] = {}
    for told in claimant.told:
        if told.act == "find_facts" and isinstance(told.facts, trying.Findings):
            found |= told.facts.of.get(claimant.key, {})
    return found


def disputed(view: View) -> list[Row]:
    """Return all that is disputed in the case: what the hearing is about."""
    if "state_elements" not in view.last:
        return []
    return [r for rows in tables(view).values() for r in rows if r.standing == "disputed"]
