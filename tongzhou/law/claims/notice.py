"""代通知金 — a month's wage in place of thirty days' notice. 劳动合同法 40, 实施条例 20."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import NOTICE_WAGE
from tongzhou.law.claims.grounds import CITES, GROUNDS
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED
from tongzhou.law.claims.words import Text, bare

INPUTS = (
    Input(
        "ground",
        "用人单位以什么理由解除",
        "the ground on which the employer ended the contract",
        "只有第四十条的三种情形才有代通知金",
        "only the three grounds of Article 40 give pay in place of notice",
        sort="choice",
        choices={code: one.text for code, one in GROUNDS.items()},
        required=True,
        first=True,
        aliases=("reason",),
    ),
    Input(
        "previous_month_wage",
        "离职前一个月的工资标准",
        "wage standard of the month before",
        "是标准，不是实发数",
        "the standard, not what was paid",
        required=True,
        unit="元",
        first=True,
        aliases=("previous_month_standard", "monthly_wage"),
    ),
    Input(
        "previous_month_paid",
        "离职前一个月实发工资",
        "wage actually paid for the month before",
        unit="元",
    ),
    Input(
        "notice_given",
        "是否提前三十日书面通知",
        "whether thirty days' written notice was given",
        sort="flag",
        default=False,
        first=True,
    ),
    Input(
        "notice_days",
        "实际提前的天数",
        "days of notice actually given",
        "不足三十日的视为没有提前通知",
        "less than thirty counts as no notice",
        sort="integer",
        most=Decimal(3650),
        unit="日",
    ),
    Input(
        "severance",
        "同时应付的经济补偿",
        "severance due besides",
        "用经济补偿计算器算出的数；加在合计中",
        "from the severance calculator; added to the total",
        unit="元",
    ),
    Input("already_paid", "已付", "already paid", unit="元"),
    CLAIMED,
    NOTICE_WAGE.as_input(),
)


def notice_pay(sheet: Sheet) -> Result:
    """Return pay in place of notice: due only under Article 40, and only without full notice."""
    given = sheet.given
    ground = GROUNDS[given["ground"]]
    days = given["notice_days"]
    told = days >= 30 if days is not None else given["notice_given"]
    due = Decimal(0)
    if not ground.code.startswith("40"):
        sheet.step(
            Text(f"{ground.text.zh}：没有代通知金", f"{ground.text.en}: no pay in place of notice"),
            "0",
            due,
            laws.NO_FAULT,
            *ground.cites,
        )
    elif told:
        sheet.step(
            Text("已提前三十日书面通知", "thirty days' written notice was given"),
            "0",
            due,
            laws.NO_FAULT,
        )
    else:
        due = _wage(sheet)
        sheet.step(
            Text("额外支付一个月工资", "one month's wage in place of notice"),
            f"1 × {bare(due)}",
            due,
            laws.NO_FAULT,
            laws.NOTICE_STANDARD,
        )
    if ground.code == "unlawful":
        sheet.warn(
            "not_with_twice",
            "违法解除的赔偿金与代通知金不能同时主张",
            "pay in place of notice cannot be added to damages for an unlawful ending",
        )
    sheet.item("notice_pay", Text("代通知金", "pay in place of notice"), due)
    if given["severance"]:
        sheet.item("severance", Text("经济补偿", "severance pay"), given["severance"])
    sheet.pay_off(given["already_paid"])
    return sheet.result()


def _wage(sheet: Sheet) -> Decimal:
    given = sheet.given
    standard, paid = Decimal(given["previous_month_wage"]), given["previous_month_paid"]
    if paid is None or paid == standard:
        return standard
    sheet.warn(
        "standard_or_paid",
        f"上月工资标准 {bare(standard)} 元与实发 {bare(paid)} 元不同；条文为标准，各地做法可能不同",
        f"standard {bare(standard)} and wage paid {bare(paid)} differ; the text says standard, practice may not",
    )
    return Decimal(paid) if sheet.chosen(NOTICE_WAGE) == "paid" else standard


NOTICE_PAY = Kind(
    "notice_pay",
    "代通知金",
    "Pay in place of notice",
    "用人单位依第四十条解除而没有提前三十日通知的，多付一个月工资。",
    "One month's wage where the employer used Article 40 without thirty days' notice.",
    INPUTS,
    (*CITES, laws.NO_FAULT, laws.NOTICE_STANDARD),
    notice_pay,
)
