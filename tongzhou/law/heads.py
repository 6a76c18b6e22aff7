"""请求事项 — the heads under which something is claimed in a labour dispute, and what the law hangs on each.

One table for mediation, arbitration, complaints and the calculators, so that a claim keeps its name
from the phone to the award. `sort` is the class that 调解仲裁法 47 asks about, `cause` the 案由 of the
statistics, `burden` who has to prove what, `calc` the calculator that shows the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongzhou.law.articles import Article, article
from tongzhou.law.citations import Citation

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
ONE, TWO = (
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）",
)
CONTRACT = "劳动合同法"

# 调解仲裁法 47: the four kinds of money that are final up to twelve minimum wages, each item by itself,
# and disputes about the state's standards, whatever the sum. What is in neither is never final at once.
PAY, INJURY_MEDICAL, COMPENSATION, DAMAGES = "pay", "injury_medical", "compensation", "damages"
STANDARD, NEITHER = "standard", "neither"
FOUR_KINDS = frozenset({PAY, INJURY_MEDICAL, COMPENSATION, DAMAGES})

SORTS = {
    PAY: "劳动报酬",
    INJURY_MEDICAL: "工伤医疗费",
    COMPENSATION: "经济补偿",
    DAMAGES: "赔偿金",
    STANDARD: "执行国家劳动标准",
    NEITHER: "其他",
}

# 案由, as the returns count them.
CAUSES = {
    "relation": "确认劳动关系",
    "contract": "订立、履行、变更、终止劳动合同",
    "dismissal": "除名、辞退、辞职、离职",
    "conditions": "工作时间、休息休假、福利、培训、劳动保护",
    "pay": "劳动报酬",
    "injury": "工伤医疗费、工伤待遇",
    "compensation": "经济补偿、赔偿金",
    "insurance": "社会保险",
    "noncompete": "竞业限制",
    "personnel": "事业单位人事争议",
    "other": "其他",
}

GENERAL_BURDEN = (
    "当事人对自己的主张有责任提供证据；与争议事项有关的证据属于用人单位掌握管理的，用人单位应当提供",
    article(LAW, 6),
)
EMPLOYER_PROVES = (
    "解除、终止劳动关系，减少劳动报酬，计算工作年限等决定，由用人单位负举证责任",
    article(ONE, 44),
)
OVERTIME_BURDEN = (
    "劳动者就加班事实举证；能证明用人单位掌握加班证据而不提供的，由用人单位承担不利后果",
    article(ONE, 42),
)


@dataclass(frozen=True)
class Head:
    """请求事项: one head of claim. `money` says whether it is claimed as a sum."""

    code: str
    label: str
    asked: str  # as a worker would say it
    sort: str
    cause: str
    cites: tuple[Article, ...]
    burden: tuple[str, Article] = GENERAL_BURDEN
    calc: str = ""
    money: bool = True
    by_employer: bool = False  # claimed by an employer against a worker

    def __str__(self) -> str:
        return self.label


def _c(*numbers: int) -> tuple[Article, ...]:
    return tuple(article(CONTRACT, n) for n in numbers)


HEADS: dict[str, Head] = {
    h.code: h
    for h in (
        Head("wages", "劳动报酬（拖欠工资）", "拖欠的工资", PAY, "pay", _c(30, 85), calc="arrears"),
        Head(
            "overtime",
            "加班工资",
            "加班费",
            PAY,
            "pay",
            (article("劳动法", 44), *_c(31)),
            OVERTIME_BURDEN,
            "overtime",
        ),
        Head(
            "min_wage",
            "低于最低工资标准的差额",
            "工资低于最低工资，补差额",
            PAY,
            "pay",
            _c(85),
            calc="min_wage_shortfall",
        ),
        Head(
            "stoppage_pay",
            "停工停产期间工资",
            "停工停产期间的工资",
            PAY,
            "pay",
            (article("工资支付暂行规定", 12),),
            calc="stoppage_pay",
        ),
        Head(
            "sick_pay",
            "病假工资",
            "病假期间的工资",
            PAY,
            "pay",
            (article("劳动法", 50),),
            calc="sick_pay",
        ),
        Head(
            "annual_leave",
            "未休年休假工资报酬",
            "没休的年假折算工资",
            PAY,
            "conditions",
            (article("职工带薪年休假条例", 5),),
            calc="annual_leave",
        ),
        Head(
            "double_wage",
            "未订立书面劳动合同的二倍工资",
            "没签书面合同，双倍工资的另一倍",
            DAMAGES,
            "contract",
            (*_c(82), article(RULES, 50)),
            calc="double_wage",
        ),
        Head(
            "severance",
            "经济补偿",
            "解除或合同到期的经济补偿",
            COMPENSATION,
            "compensation",
            _c(46, 47),
            EMPLOYER_PROVES,
            "severance",
        ),
        Head(
            "unlawful_dismissal",
            "违法解除或终止劳动合同赔偿金",
            "被违法辞退的赔偿金",
            DAMAGES,
            "dismissal",
            _c(48, 87),
            EMPLOYER_PROVES,
            "unlawful_dismissal",
        ),
        Head(
            "notice_pay",
            "代通知金",
            "没提前三十天通知，多付一个月工资",
            NEITHER,
            "dismissal",
            _c(40),
            EMPLOYER_PROVES,
            "notice_pay",
        ),
        Head(
            "illegal_probation",
            "违法约定试用期赔偿金",
            "试用期约定超过法定期限的赔偿金",
            DAMAGES,
            "contract",
            (*_c(19, 83), article(RULES, 50)),
            calc="illegal_probation",
        ),
        Head(
            "late_payment",
            "逾期支付的加付赔偿金",
            "责令支付后仍不付的加付赔偿金",
            DAMAGES,
            "pay",
            _c(85),
            calc="arrears",
        ),
        Head(
            "noncompete_pay",
            "竞业限制经济补偿",
            "竞业限制期间的补偿",
            COMPENSATION,
            "noncompete",
            (*_c(23), article(ONE, 36)),
        ),
        Head(
            "injury_medical",
            "工伤医疗费",
            "工伤医疗费",
            INJURY_MEDICAL,
            "injury",
            (article("工伤保险条例", 30),),
        ),
        Head(
            "injury_benefit",
            "工伤待遇（伤残补助金、医疗补助金、就业补助金等）",
            "工伤一次性补助金等待遇",
            NEITHER,
            "injury",
            tuple(article("工伤保险条例", n) for n in (35, 36, 37)),
            calc="work_injury",
        ),
        Head(
            "insurance",
            "社会保险争议",
            "社会保险没办或少办造成的损失",
            STANDARD,
            "insurance",
            (article("社会保险法", 84),),
        ),
        Head(
            "hours_rest",
            "工作时间、休息休假争议",
            "超时工作、不让休息休假",
            STANDARD,
            "conditions",
            (article("劳动法", 38),),
            money=False,
        ),
        Head(
            "relation",
            "确认劳动关系",
            "确认我与单位有劳动关系",
            NEITHER,
            "relation",
            _c(7),
            money=False,
        ),
        Head(
            "continue_contract",
            "继续履行劳动合同",
            "继续上班，履行合同",
            NEITHER,
            "dismissal",
            _c(48),
            EMPLOYER_PROVES,
            money=False,
        ),
        Head(
            "certificate",
            "出具解除、终止证明并办理转移手续",
            "开离职证明、转档案和社保关系",
            NEITHER,
            "contract",
            _c(50),
            money=False,
        ),
        Head("other_sum", "其他款项", "其他应付的钱", NEITHER, "other", (article(LAW, 2),)),
        Head("other", "其他请求", "其他请求", NEITHER, "other", (article(LAW, 2),), money=False),
        Head(
            "training_fee",
            "服务期违约金",
            "服务期违约金",
            NEITHER,
            "contract",
            _c(22),
            by_employer=True,
        ),
        Head(
            "noncompete_damages",
            "竞业限制违约金",
            "竞业限制违约金",
            NEITHER,
            "noncompete",
            _c(23),
            by_employer=True,
        ),
        Head(
            "employer_loss",
            "赔偿用人单位损失",
            "赔偿单位损失",
            NEITHER,
            "other",
            _c(90),
            by_employer=True,
        ),
    )
}


def head(code: str) -> Head:
    """Return a head of claim. Raises ValueError, in the reader's words, for an unknown one."""
    found = HEADS.get(code)
    if found is None:
        raise ValueError(f"没有“{code}”这一请求事项，请从列表中选择")
    return found


def heads_for(*, employer: bool = False) -> list[Head]:
    """Return what a worker may claim, or what an employer may."""
    return [h for h in HEADS.values() if h.by_employer == employer or h.code.startswith("other")]


citations = [Citation(a, where=h.label) for h in HEADS.values() for a in (*h.cites, h.burden[1])]
