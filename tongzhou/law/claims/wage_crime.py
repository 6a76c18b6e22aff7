"""拒不支付劳动报酬罪的界限 — whether unpaid wages reach the threshold of the crime. 法释〔2013〕3号 3–4."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.words import Text, bare

OUTCOMES = {
    "possible_crime": Text(
        "可能构成犯罪，应移送公安机关审查", "possibly a crime: to be transferred to the police"
    ),
    "below_threshold": Text("未达到数额较大的界限", "below the threshold"),
    "needs_order": Text(
        "达到界限，但尚无逾期的责令支付", "threshold reached, but no order to pay has lapsed"
    ),
    "parameter_missing": Text("自治区执行的数额没有设定", "the amounts of the region are not set"),
}
INPUTS = (
    Input("workers", "被拖欠的人数", "number of workers unpaid", sort="integer", least=Decimal(1), most=Decimal(1000000), unit="人", required=True, first=True),
    Input("months", "其中一人被拖欠的最长月数", "longest time one worker is unpaid", sort="number", most=Decimal(1200), unit="月", required=True, first=True),
    Input("total", "拖欠总额", "unpaid in all", unit="元", required=True, first=True, aliases=("amount",)),
    Input("single_amount", "该名劳动者被拖欠的数额", "unpaid to that worker", "只有一人时为总额；多人而不填时按总额除以人数，须核对", "the total for one worker; if left out for several, the total divided among them, to be checked", unit="元"),
    Input("ordered", "是否已责令限期支付", "whether an order to pay was made", sort="flag", default=False, first=True),
    Input("order_expired", "责令的期限是否已过仍未付", "whether its deadline has passed unpaid", sort="flag", default=False, first=True, aliases=("overdue",)),
    Input("threshold_single", "一人三个月以上的数额界限", "threshold for one worker", "法定幅度五千至二万元，由自治区高级人民法院确定；没有默认值", "5,000 to 20,000, fixed by the High Court; no default", least=Decimal(5000), most=Decimal(20000), unit="元", aliases=("t1",)),
    Input("threshold_group", "十人以上的数额界限", "threshold for ten or more workers", "法定幅度三万至十万元；没有默认值", "30,000 to 100,000; no default", least=Decimal(30000), most=Decimal(100000), unit="元", aliases=("t2",)),
)  # fmt: skip
MONTHS, WORKERS = 3, 10


def wage_crime(sheet: Sheet) -> Result:
    """Return the outcome as a code; whether there is a crime is never decided here."""
    given = sheet.given
    single, group = given["threshold_single"], given["threshold_group"]
    if single is None:
        found = sheet.known("crime_threshold_single", on=sheet.on, region="15")
        single = found.value if found else None
    if group is None:
        found = sheet.known("crime_threshold_group", on=sheet.on, region="15")
        group = found.value if found else None
    reached = [_single(sheet, single), _group(sheet, group)]
    if single is None and group is None:
        outcome = "parameter_missing"
    elif True in reached:
        outcome = "possible_crime" if _lapsed(sheet) else "needs_order"
    else:
        outcome = "parameter_missing" if None in reached else "below_threshold"
    said = OUTCOMES[outcome]
    sheet.step(Text("结论", "outcome"), outcome, said, laws.CRIME)
    sheet.decide(
        "evasion_to_be_found",
        "是否以转移财产、逃匿等方法逃避，或者有能力支付而不支付，由公安、检察、法院认定",
        "evasion, or ability to pay, is for police, procuratorate and court to find",
    )
    return sheet.result(is_money=False, outcome=outcome)


def _single(sheet: Sheet, threshold: Decimal | None) -> bool | None:
    """Say whether one worker's three months reach the threshold; None if it is not known."""
    given = sheet.given
    if given["months"] < MONTHS:
        sheet.step(
            Text("没有一人被拖欠三个月以上", "no worker is unpaid for three months"),
            f"{bare(given['months'])} < {MONTHS}",
            "—",
            laws.CRIME_AMOUNTS,
        )
        return False
    if threshold is None:
        return None
    amount = given["single_amount"]
    if amount is None:
        amount = given["total"] / given["workers"]
        if given["workers"] > 1:
            sheet.assume(
                "没有给出该名劳动者的数额，按总额除以人数",
                "the worker's own amount was not given: the total was divided by the number of workers",
            )
    sheet.step(
        Text("一名劳动者三个月以上", "one worker, three months or more"),
        f"{bare(amount)} {'≥' if amount >= threshold else '<'} {bare(threshold)}",
        "✓" if amount >= threshold else "—",
        laws.CRIME_AMOUNTS,
    )
    return bool(amount >= threshold)


def _group(sheet: Sheet, threshold: Decimal | None) -> bool | None:
    """Say whether ten workers' total reaches the threshold; None if it is not known."""
    given = sheet.given
    if given["workers"] < WORKERS:
        sheet.step(
            Text("不足十人", "fewer than ten workers"),
            f"{given['workers']} < {WORKERS}",
            "—",
            laws.CRIME_AMOUNTS,
        )
        return False
    if threshold is None:
        return None
    total = given["total"]
    sheet.step(
        Text("十名以上劳动者", "ten workers or more"),
        f"{bare(total)} {'≥' if total >= threshold else '<'} {bare(threshold)}",
        "✓" if total >= threshold else "—",
        laws.CRIME_AMOUNTS,
    )
    return bool(total >= threshold)


def _lapsed(sheet: Sheet) -> bool:
    given = sheet.given
    lapsed = given["order_expired"]
    if given["ordered"] is False and "ordered" in given.stated:
        lapsed = False
    sheet.step(
        Text("责令限期支付且已逾期", "ordered to pay, and the deadline has passed"),
        "✓" if lapsed else "—",
        "✓" if lapsed else "—",
        laws.CRIME_ORDER,
    )
    return bool(lapsed)


WAGE_CRIME = Kind(
    "wage_crime",
    "拒不支付劳动报酬罪的界限",
    "Threshold of the crime of refusing to pay wages",
    "拖欠是否达到应当移送公安机关的界限。",
    "Whether arrears reach the threshold at which the police must be told.",
    INPUTS,
    (laws.CRIME, laws.CRIME_AMOUNTS, laws.CRIME_ORDER),
    wage_crime,
    (
        (
            "outcome",
            "结论代码",
            "outcome: possible_crime, below_threshold, needs_order, parameter_missing",
        ),
    ),
)
