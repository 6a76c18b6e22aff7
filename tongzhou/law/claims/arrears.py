"""拖欠工资与加付赔偿金 — wages not paid, and the additional payment after an order. 劳动合同法 30, 85."""

from __future__ import annotations

from decimal import Decimal

from tongzhou.law.calendar import DAY
from tongzhou.law.claims import laws
from tongzhou.law.claims.choices import PARTIAL_MONTH
from tongzhou.law.claims.inputs import ROWS, Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.severance import IN_FORCE
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED, assume_calendar, months_between, order_of, wage_for
from tongzhou.law.claims.words import BadInput, Text, bare, cents, money

LEAST_RATE, MOST_RATE = Decimal("0.5"), Decimal(1)
INPUTS = (
    Input(
        "ledger", "逐月应付与已付", "payable and paid, month by month",
        sort="table", first=True,
        columns=(
            Input("month", "月份", "month", sort="month", required=True),
            Input("payable", "应付", "payable", required=True, unit="元"),
            Input("paid", "已付", "paid", default=0, unit="元"),
        ),
    ),
    Input("monthly_wage", "月工资（应得）", "monthly wage payable", "与 from、to 一起代替 ledger", "with from and to, instead of ledger", unit="元/月", first=True),
    Input("from", "欠薪起始日", "first day not paid", sort="date", first=True),
    Input("to", "欠薪截止日", "last day not paid", "不满一个月的部分按工作日折算，见 partial_month", "part months by working days, see partial_month", sort="date", first=True),
    Input("paid", "期间已付合计", "paid for this time in all", unit="元", first=True, aliases=("already_paid",)),
    Input("order_expired", "责令限期支付后逾期仍未支付", "an order to pay has passed its deadline", "只有行政机关责令限期支付且已逾期，才有加付赔偿金", "the additional payment needs an order whose deadline has passed", sort="flag", default=False),
    Input("extra_rate", "加付比例", "rate of the additional payment", "0.5 至 1，由机关裁量；不给时按 0.5 并提示", "0.5 to 1, set by the authority; 0.5 with a notice if left out", sort="number", least=LEAST_RATE, most=MOST_RATE),
    CLAIMED,
    PARTIAL_MONTH.as_input(),
)  # fmt: skip


def arrears(sheet: Sheet) -> Result:
    """Return wages not paid, and the additional payment where an order has lapsed."""
    due = _from_ledger(sheet) if sheet.given["ledger"] is not None else _from_wage(sheet)
    gross = sheet.item("arrears", Text("拖欠工资", "wages not paid"), due)
    additional = _additional(sheet, gross)
    return sheet.result(arrears=money(gross), additional=money(additional))


def _from_ledger(sheet: Sheet) -> Decimal:
    for name in ("monthly_wage", "from", "to", "paid"):
        if sheet.given[name] is not None:
            raise BadInput(
                name, "已给出 ledger，不能再给", "must not be given together with ledger"
            )
    total = Decimal(0)
    for row in sheet.given["ledger"]:
        due = row["payable"] - row["paid"]
        label = f"{row['month']:%Y-%m}"
        sheet.step(
            Text(f"{label} 应付减已付", f"{label} payable less paid"),
            f"{bare(row['payable'])} − {bare(row['paid'])}",
            due,
            laws.PAY_IN_TIME,
        )
        if due < 0:
            sheet.warn(
                "month_overpaid",
                f"{label} 已付多于应付，按抵付其他月份处理，须由人核对",
                f"{label}: more was paid than payable; set off against other months, to be checked",
            )
        total += due
    sheet.step(Text("合计", "in all"), "Σ", total, laws.PAY_IN_TIME)
    return total


def _from_wage(sheet: Sheet) -> Decimal:
    given = sheet.given
    given.need("ledger", "monthly_wage")
    given.need("from")
    given.need("to")
    order_of(given, "from", "to")
    assume_calendar(sheet, given["from"], given["to"])
    spans = list(months_between(given["from"], given["to"], sheet.calendar))
    if len(spans) > ROWS:
        raise BadInput("to", f"至多 {ROWS} 个月", f"at most {ROWS} months may be reckoned")
    total = Decimal(0)
    for span in spans:
        total += wage_for(sheet, span, given["monthly_wage"], on=max(span.last, IN_FORCE + 2 * DAY))
    paid = given["paid"] or Decimal(0)
    sheet.step(
        Text("应付合计减已付", "payable in all less paid"),
        f"{bare(total)} − {bare(paid)}",
        total - paid,
        laws.PAY_IN_TIME,
    )
    return total - paid


def _additional(sheet: Sheet, gross: Decimal) -> Decimal:
    given = sheet.given
    if not given["order_expired"]:
        sheet.assume(
            "没有责令限期支付或尚未逾期，不计加付赔偿金；直接申请仲裁通常也不支持",
            "no order has lapsed: no additional payment; tribunals usually do not grant it without one",
        )
        return Decimal(0)
    bounds = [sheet.parameter("pay_order_compensation", on=max(sheet.on, IN_FORCE), key=key) for key in ("least", "most")]  # fmt: skip
    rate = given["extra_rate"]
    if rate is None:
        rate = bounds[0].value
        sheet.decide(
            "extra_rate",
            "加付比例在百分之五十至一百之间，由劳动行政部门裁量；这里按下限",
            "the rate lies between 50 and 100 per cent at the authority's discretion; the least was used",
        )
    exact = gross * rate
    sheet.step(
        Text("责令后逾期不付，加付赔偿金", "not paid after an order: additional payment"),
        f"{bare(gross)} × {bare(rate)}",
        cents(exact),
        laws.PAY_ORDER,
        parameters=tuple(bounds),
    )
    return sheet.item("additional", Text("加付赔偿金", "additional payment"), exact)


ARREARS = Kind(
    "arrears",
    "拖欠工资",
    "Wages not paid",
    "应付而没有付的工资，以及责令后仍不付的加付赔偿金。",
    "Wages payable and not paid, and the additional payment where an order to pay was ignored.",
    INPUTS,
    (laws.PAY_IN_TIME, laws.PAY_ORDER, laws.PART_MONTH),
    arrears,
    (
        ("arrears", "欠薪（元）", "arrears, yuan"),
        ("additional", "加付赔偿金（元）", "additional payment, yuan"),
    ),
)
