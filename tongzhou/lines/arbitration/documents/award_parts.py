"""裁决书的关键部分 — the test of twelve minimum wages, the orders, and what may be done against the award."""

from __future__ import annotations

from tongzhou.law.heads import FOUR_KINDS, SORTS, STANDARD, head
from tongzhou.lines.arbitration.facts import deciding
from tongzhou.lines.arbitration.rules.awards import MONTHS, claims_of, is_final
from tongzhou.lines.arbitration.rules.track import is_worker
from tongzhou.procedure.claims import by_head
from tongzhou.procedure.papers import Issue, Paragraph, yuan, yuan_twice
from tongzhou.procedure.papers.document import Block
from tongzhou.procedure.view import Subject

from .frame import joined, of_law, of_rules, respondents, said


def final_test(stated: deciding.Award) -> list[Block]:
    """Return how each item stands against twelve minimum wages, with the amount and where it comes from.

    调解仲裁法 47, 办案规则 50: item by item, by the amount awarded; disputes about the state's standards whatever the sum.
    """
    if not stated.minimum_wage:
        return []
    month, year = stated.minimum_wage, stated.minimum_wage * MONTHS
    source = f"（依据：{stated.minimum_wage_version}）" if stated.minimum_wage_version else ""
    out: list[Block] = [
        Paragraph(
            f"作出本裁决时当地月最低工资标准为{yuan(month)}{source}，十二个月金额为{yuan(year)}。"
            f"依照{of_law(47)}、{of_rules(50)}的规定，按各项裁决确定的数额分别判断："
        )
    ]
    reasons: dict[str, None] = {}
    for key, of_one in stated.items.items():
        for code, fen in of_one.items():
            reasons[_why(key, code, fen, minimum_wage=month)] = None
    out += [Paragraph(f"{n}.{why}") for n, why in enumerate(reasons, start=1)]
    return out


def _why(key: str, code: str, fen: int, *, minimum_wage: int) -> str:
    of, year = head(code), minimum_wage * MONTHS
    if not is_worker(key):
        return f"{of.label}由用人单位请求，不适用终局裁决。"
    if of.sort == STANDARD:
        return f"{of.label}属于因执行国家的劳动标准发生的争议，适用终局裁决。"
    if of.sort not in FOUR_KINDS:
        return f"{of.label}不属于法律规定的终局裁决事项，本裁决为非终局裁决。"
    if is_final(code, fen, minimum_wage=minimum_wage):
        return f"{of.label}属于追索{SORTS[of.sort]}的争议，每人该项数额均不超过{yuan(year)}，适用终局裁决。"
    return f"{of.label}属于追索{SORTS[of.sort]}的争议，该项数额超过{yuan(year)}，不适用终局裁决。"


def money_orders(issue: Issue, stated: deciding.Award, who: list[Subject]) -> list[str]:
    """Return an order for each sum awarded to each of a few claimants."""
    payer = respondents(issue)
    return [
        f"被申请人{payer}于本裁决生效之日起{stated.pay_within}日内，向申请人{s.name or s.ref}支付"
        f"{head(code).label}{yuan_twice(fen)}；"
        for s in who
        for code, fen in stated.items[s.key].items()
        if fen and head(code).money
    ]


def orders_of_many(issue: Issue, stated: deciding.Award, who: list[Subject]) -> list[str]:
    """Return one order for many claimants, its sums by head, and the schedule as part of the award."""
    paid = [s for s in who if any(stated.items[s.key].values())]
    if not paid:
        return []
    totals = by_head(stated.items.values())
    parts = "，".join(f"{head(code).label}{yuan_twice(fen)}" for code, fen in totals.items())
    return [
        f"被申请人{respondents(issue)}于本裁决生效之日起{stated.pay_within}日内，向{joined(paid)}支付共计"
        f"{yuan_twice(sum(totals.values()))}，其中：{parts}。各人各项数额见附件，附件为本裁决的组成部分；"
    ]


def refused_and_other(stated: deciding.Award, who: list[Subject], *, many: bool) -> list[str]:
    """Return the other orders, and which claims are refused, wholly or beyond what was awarded."""
    out = [said(order).rstrip("。") + "；" for order in stated.orders]
    refused: dict[str, list[Subject]] = {}
    less: dict[str, list[Subject]] = {}
    for subject in who:
        asked = {i.head: i.amount for i in claims_of(subject)}
        for code, fen in stated.items[subject.key].items():
            if not head(code).money:
                continue
            if not fen:
                refused.setdefault(code, []).append(subject)
            elif fen < asked.get(code, fen):
                less.setdefault(code, []).append(subject)
    out += [
        f"驳回{_whose(people)}关于{head(code).label}的请求；" for code, people in refused.items()
    ]
    out += [
        f"驳回{_whose(people)}关于{head(code).label}的其他请求；" for code, people in less.items()
    ]
    if many and (refused or less):
        out[-1] = out[-1].rstrip("；") + "，涉及的申请人见附件；"
    return out


def _whose(people: list[Subject]) -> str:
    return f"申请人{joined(people)}"


def rights(issue: Issue, *, of_worker: bool = False) -> list[Paragraph]:
    """Return what each side may do against the award, where and until when, and what follows if nobody does.

    `of_worker`: only what concerns a worker, for the page of one person.
    """
    enforce = (
        f"当事人应当依照规定的期限履行已发生法律效力的裁决。一方逾期不履行的，另一方可以依照{of_law(51)}"
        "和民事诉讼法的有关规定向人民法院申请执行。"
    )
    if issue.act.code != "award_final":
        return [
            Paragraph(
                f"依照{of_law(50)}的规定，当事人不服本裁决的，可以自收到裁决书之日起十五日内向人民法院提起诉讼；"
                "期满不起诉的，裁决书发生法律效力。"
            ),
            Paragraph(enforce),
        ]
    employer = Paragraph(
        f"用人单位有证据证明本裁决有{of_law(49)}所列情形之一的，可以自收到裁决书之日起三十日内向本委所在地的"
        "中级人民法院申请撤销裁决。裁决被人民法院裁定撤销的，当事人可以自收到裁定书之日起十五日内就该劳动争议事项"
        "向人民法院提起诉讼。"
    )
    return [
        Paragraph(f"依照{of_law(47)}的规定，本裁决为终局裁决，自作出之日起发生法律效力。"),
        Paragraph(
            f"劳动者不服本裁决的，可以自收到裁决书之日起十五日内向人民法院提起诉讼（{of_law(48)}）。"
        ),
        *(() if of_worker else (employer,)),
        Paragraph(enforce),
    ]
