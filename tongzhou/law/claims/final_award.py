"""一裁终局 — which items of an award are final at once. 调解仲裁法 47, 办案规则 50."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import FINAL_AWARD_VERSION
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLASS, MIN_WAGE, REGION, needed_minimum
from tongzhou.law.claims.words import BadInput, Text, bare, money

KINDS_OF_ITEM = {
    "wages": Text("劳动报酬", "wages"),
    "overtime": Text("加班费", "overtime"),
    "annual_leave": Text("未休年休假工资", "pay for annual leave"),
    "min_wage_shortfall": Text("最低工资差额", "shortfall from the minimum wage"),
    "injury_medical": Text("工伤医疗费", "medical cost of a work injury"),
    "severance": Text("经济补偿", "severance"),
    "noncompete": Text("竞业限制期间的经济补偿", "compensation for a non-compete"),
    "damages": Text("违法解除赔偿金", "damages for unlawful ending"),
    "double_wage": Text("未签合同二倍工资", "second wage"),
    "illegal_probation": Text("违法约定试用期赔偿金", "damages for unlawful probation"),
    "standard": Text(
        "执行工作时间、休息休假、社会保险的国家标准", "state standards on hours, leave, insurance"
    ),
    "other": Text("其他", "other"),
}
INPUTS = (
    Input("region", REGION.label, REGION.label_en, REGION.help, REGION.help_en, sort="region", first=True),
    CLASS,
    MIN_WAGE,
    Input("date", "申请仲裁的日期", "day of the application", "默认今天", "default today", sort="date", first=True, aliases=("application_date",)),
    Input("award_date", "裁决的日期", "day of the award", "仅在 final_award_min_wage_version 为 award 时使用", "used only if final_award_min_wage_version is award", sort="date"),
    Input(
        "items", "各项请求", "the items claimed", sort="table", required=True, first=True,
        columns=(
            Input("kind", "种类", "kind", sort="choice", choices=KINDS_OF_ITEM, required=True),
            Input("amount", "数额", "amount", "国家标准类可以不填", "may be left out for standards", unit="元"),
            Input("label", "名称", "name", sort="text"),
        ),
    ),
    FINAL_AWARD_VERSION.as_input(),
)  # fmt: skip


def final_award(sheet: Sheet) -> Result:
    """Say of each item whether the award on it is final: each by itself, never the sum."""
    given = sheet.given
    on = given["date"] or sheet.on
    if sheet.chosen(FINAL_AWARD_VERSION) == "award":
        given.need("award_date")
        on = given["award_date"]
    least = needed_minimum(sheet, on=on)
    months = sheet.parameter("final_award_months", on=on)
    threshold = months.value * least.value
    sheet.step(
        Text("十二个月最低工资", "twelve months of the minimum wage"),
        f"{bare(months.value)} × {bare(least.value)}",
        threshold,
        laws.FINAL_AWARD,
        parameters=(months, least.amount),
    )
    found = [
        _judged(sheet, row, number, threshold) for number, row in enumerate(given["items"], start=1)
    ]
    finals = {row["final"] for row in found}
    sheet.warn(
        "worker_may_sue",
        "终局裁决只约束用人单位一方的起诉；劳动者收到后十五日内仍可起诉",
        "a final award closes the court to the employer only; the worker may sue within fifteen days",
    )
    documents = len(finals)
    if documents > 1:
        sheet.decide(
            "two_documents",
            "终局与非终局事项应当分别制作裁决书",
            "final and other items need separate award documents",
        )
    return sheet.result(
        is_money=False,
        threshold=money(threshold),
        findings=found,
        documents=documents,
        outcome="mixed" if documents > 1 else "final" if True in finals else "non_final",
    )


def _judged(sheet: Sheet, row: Any, number: int, threshold: Decimal) -> dict[str, Any]:
    kind, amount = row["kind"], row["amount"]
    label = Text(row["label"] or KINDS_OF_ITEM[kind].zh, row["label"] or KINDS_OF_ITEM[kind].en)
    if kind == "standard":
        final, formula = True, "—"
    elif kind == "other":
        final, formula = False, "—"
    elif amount is None:
        raise BadInput(f"items[{number}].amount", "缺少数额", "the amount is missing")
    else:
        final = amount <= threshold
        formula = f"{bare(amount)} {'≤' if final else '>'} {bare(threshold)}"
    said = Text("终局", "final") if final else Text("非终局", "not final")
    sheet.step(label, formula, said, laws.FINAL_AWARD, laws.FINAL_ITEMS)
    return {
        "kind": kind,
        "label": label.zh,
        "label_en": label.en,
        "amount": None if amount is None else money(amount),
        "final": final,
    }


FINAL_AWARD = Kind(
    "final_award",
    "一裁终局",
    "Final award",
    "各项请求是否不超过十二个月最低工资，从而一裁终局。",
    "Whether each item is within twelve months of the minimum wage, so that the award on it is final.",
    INPUTS,
    (laws.FINAL_AWARD, laws.FINAL_ITEMS, laws.PLACE_OF_WORK),
    final_award,
    (
        ("threshold", "界限（元）", "threshold, yuan"),
        ("findings", "逐项结论", "finding for each item"),
        ("documents", "裁决书份数", "number of award documents"),
        ("outcome", "结论", "outcome: final, non_final, mixed"),
    ),
)
