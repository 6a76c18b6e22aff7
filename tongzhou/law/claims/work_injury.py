"""工伤待遇 — lump sums for disability, for leaving with one, and for death at work. 工伤保险条例 34–37, 39, 62, 64."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tongzhou.law.amounts import Amount
from tongzhou.law.articles import Article
from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.wages import CLAIMED
from tongzhou.law.claims.words import BadInput, Text, bare, cents, money

HERE = "15"
IN_FORCE = date(2011, 1, 1)
GRADES = {str(grade): Text(f"{grade}级", f"grade {grade}") for grade in range(1, 11)}
CARE = {
    "none": Text("不需要", "not needed"),
    "full": Text("完全不能自理", "complete dependence"),
    "most": Text("大部分不能自理", "mostly dependent"),
    "part": Text("部分不能自理", "partly dependent"),
}
INPUTS = (
    Input("grade", "伤残等级", "grade of disability", "劳动能力鉴定结论中的一至十级", "one to ten, as appraised", sort="choice", choices=GRADES, first=True),
    Input("own_wage", "本人工资（事故前十二个月平均缴费工资）", "own wage: average contribution wage of the twelve months before", unit="元/月", first=True),
    Input("pool_avg_monthly", "统筹地区上年度职工月平均工资", "previous year's average monthly wage of the pooled area", "用于上下限、医疗补助金、丧葬补助金", "for the limits, the medical lump sum and the funeral grant", unit="元/月", first=True),
    Input("leaving", "是否解除或终止劳动关系", "whether employment ends", "五级至十级离开单位时另有两项补助金", "grades 5 to 10: two further lump sums", sort="flag", default=False, first=True),
    Input("occupational_disease", "是否职业病", "whether it is an occupational disease", "内蒙古的医疗补助金另加两成", "the Inner Mongolia medical lump sum is a fifth higher", sort="flag", default=False),
    Input("province", "参保的自治区（省）代码", "province of insurance", "两项补助金的月数由各省规定，现只收录内蒙古（15）", "the months of the two lump sums are set by each province; only 15 is recorded", sort="region", default=HERE),
    Input("employment_subsidy_months", "一次性伤残就业补助金月数", "months of the employment lump sum", "七至十级没有核实的标准，知道时填写", "not recorded for grades 7 to 10; give it if known", sort="number", most=Decimal(120), unit="个月"),
    Input("medical_subsidy_months", "一次性工伤医疗补助金月数", "months of the medical lump sum", "知道当地现行标准时填写", "give it if the current local standard is known", sort="number", most=Decimal(120), unit="个月"),
    Input("death", "是否因工死亡", "whether the worker died", sort="flag", default=False, first=True),
    Input("death_year", "死亡的年度", "year of death", sort="integer", least=Decimal(2000), most=Decimal(2199), aliases=("year",)),
    Input("income_per_capita", "上年度全国城镇居民人均可支配收入", "national urban disposable income per head, previous year", "不给则按年度查找", "looked up by year if left out", unit="元"),
    Input("care", "经确认需要的生活护理", "care confirmed as needed", "按月支付，不计入合计", "monthly, not in the total", sort="choice", choices=CARE, default="none"),
    Input("insured", "用人单位是否参加工伤保险", "whether the employer was insured", "未参保的，基金负担的各项由用人单位支付", "if not, the employer pays what the fund would have paid", sort="flag", default=True),
    Input("date", "事故、鉴定或离职的日期", "day of accident, appraisal or leaving", "决定适用哪个版本；默认今天", "selects the version of standards; default today", sort="date"),
    Input("already_paid", "已付", "already paid", unit="元"),
    CLAIMED,
)  # fmt: skip


def work_injury(sheet: Sheet) -> Result:
    """Return the lump sums, and beside them what is paid monthly."""
    given = sheet.given
    on = max(given["date"] or sheet.on, IN_FORCE)
    dead = given["death"] or given["death_year"] is not None
    if not dead:
        given.need("grade")
    if not given["insured"]:
        sheet.warn(
            "uninsured",
            "未参加工伤保险的，各项待遇都由用人单位按同样标准支付",
            "where the employer was not insured it pays every item itself, at the same standard",
        )
        sheet.step(Text("未参保，由用人单位支付", "not insured: the employer pays"), "—", "—", laws.UNINSURED)  # fmt: skip
    own = _own_wage(sheet)
    monthly: list[dict[str, object]] = []
    if given["grade"] is not None:
        _disability(sheet, own, on, monthly)
    if given["leaving"]:
        _leaving(sheet, on)
    if dead:
        _death(sheet)
    _care(sheet, monthly)
    sheet.pay_off(given["already_paid"])
    return sheet.result(own_wage=None if own is None else money(own), monthly=monthly)


def _own_wage(sheet: Sheet) -> Decimal | None:
    """Return 本人工资, kept between 60 and 300 per cent of the pooled area's average. Article 64."""
    wage, average = sheet.given["own_wage"], sheet.given["pool_avg_monthly"]
    if wage is None:
        return None
    if average is None:
        sheet.warn(
            "limits_not_checked",
            "没有给出统筹地区月平均工资，未按百分之六十至三百的上下限核对本人工资",
            "the pooled average was not given: the limits of 60 and 300 per cent were not applied",
        )
        return Decimal(wage)
    bounds = [sheet.parameter("own_wage_limits", on=IN_FORCE, key=key) for key in ("least", "most")]
    low, high = (average * bound.value for bound in bounds)
    own = min(max(wage, low), high)
    if own != wage:
        sheet.step(
            Text("本人工资按上下限计算", "own wage kept within the limits"),
            f"{bare(low)} ≤ {bare(wage)} ≤ {bare(high)}",
            own,
            laws.OWN_WAGE,
            parameters=tuple(bounds),
        )
    return Decimal(own)


def _by_grade(grade: str) -> Article:
    number = int(grade)
    return (
        laws.GRADES_1_TO_4
        if number <= 4
        else laws.GRADES_5_TO_6
        if number <= 6
        else laws.GRADES_7_TO_10
    )


def _payer(sheet: Sheet, *, fund: bool) -> Text:
    if fund and sheet.given["insured"]:
        return Text("（工伤保险基金支付）", " (paid by the insurance fund)")
    return Text("（用人单位支付）", " (paid by the employer)")


def _lump(sheet: Sheet, code: str, label: Text, months: Decimal, base: Decimal, cites: Article, *, fund: bool, parameter: Amount | None = None) -> None:  # fmt: skip
    payer = _payer(sheet, fund=fund)
    exact = months * base
    sheet.step(
        label, f"{bare(months)} × {bare(base)}", cents(exact), cites, parameters=(parameter,)
    )
    sheet.item(
        code,
        Text(label.zh + payer.zh, label.en + payer.en),
        exact,
        verified=parameter is None or parameter.verified,
    )


def _disability(
    sheet: Sheet, own: Decimal | None, on: date, monthly: list[dict[str, object]]
) -> None:
    grade = sheet.given["grade"]
    if own is None:
        if not (sheet.given["leaving"] or sheet.given["death"]):
            sheet.given.need("own_wage")
        sheet.warn(
            "item_not_reckoned",
            "没有给出本人工资，未计算一次性伤残补助金",
            "own wage was not given: the disability lump sum was not reckoned",
        )
        return
    months = sheet.parameter("disability_lump_months", on=on, key=grade)
    label = Text(
        f"一次性伤残补助金（{GRADES[grade].zh}）", f"disability lump sum ({GRADES[grade].en})"
    )
    _lump(
        sheet,
        "disability_lump",
        label,
        months.value,
        own,
        _by_grade(grade),
        fund=True,
        parameter=months,
    )
    if int(grade) <= 6:
        rate = sheet.parameter("disability_allowance_rate", on=on, key=grade)
        sum_ = cents(own * rate.value)
        what = Text("每月伤残津贴", "monthly disability allowance")
        sheet.step(
            what, f"{bare(own)} × {bare(rate.value)}", sum_, _by_grade(grade), parameters=(rate,)
        )
        monthly.append({"code": "disability_allowance", "label": what.zh, "label_en": what.en, "amount": money(sum_)})  # fmt: skip
        sheet.assume(
            "伤残津贴按月支付，不计入合计；五、六级只在难以安排工作时由用人单位支付；低于最低工资的补足",
            "the allowance is monthly and not in the total; for grades 5 and 6 only if no suitable work is found",
        )


def _leaving(sheet: Sheet, on: date) -> None:
    """Add the two lump sums of leaving: grades 5 to 10, months set by the province."""
    given = sheet.given
    grade, average = given["grade"], given["pool_avg_monthly"]
    if grade is None or int(grade) <= 4:
        sheet.warn(
            "grades_5_to_10",
            "只有五级至十级离开单位时有医疗补助金和就业补助金；一至四级保留劳动关系",
            "only grades 5 to 10 have the two lump sums of leaving; grades 1 to 4 stay employed",
        )
        return
    if average is None:
        raise BadInput(
            "pool_avg_monthly",
            "计算离职时的两项补助金须给出统筹地区上年度职工月平均工资",
            "needed for the two lump sums of leaving",
        )
    cites = _by_grade(grade)
    months, found = _months(sheet, "medical_subsidy_months", "medical_lump_months_im", on)
    if months is not None:
        if given["occupational_disease"] and found is not None:
            rate = sheet.parameter("occupational_disease_rate_im", on=on)
            months *= rate.value
            sheet.step(Text("职业病加两成", "a fifth more for occupational disease"), f"{bare(found.value)} × {bare(rate.value)}", months, cites, parameters=(rate,))  # fmt: skip
        label = Text("一次性工伤医疗补助金", "medical lump sum")
        _lump(sheet, "medical_lump", label, months, average, cites, fund=True, parameter=found)
    months, found = _months(sheet, "employment_subsidy_months", "employment_lump_months_im", on)
    if months is not None:
        label = Text("一次性伤残就业补助金", "employment lump sum")
        _lump(sheet, "employment_lump", label, months, average, cites, fund=False, parameter=found)


def _months(sheet: Sheet, given: str, name: str, on: date) -> tuple[Decimal | None, Amount | None]:
    """Return the months as stated, or as recorded for Inner Mongolia; None with a warning."""
    stated = sheet.given[given]
    if stated is not None:
        return Decimal(stated), None
    if sheet.given["province"][:2] != HERE:
        sheet.warn(
            "parameter_missing",
            f"没有收录该省的标准，请给出 {given}",
            f"the standard of this province is not recorded; give {given}",
        )
        return None, None
    found = sheet.known(name, on=on, key=sheet.given["grade"])
    return (found.value, found) if found else (None, None)


def _death(sheet: Sheet) -> None:
    given = sheet.given
    year = given["death_year"] or (given["date"] or sheet.on).year
    average = given["pool_avg_monthly"]
    if average is not None:
        months = sheet.parameter("funeral_months", on=IN_FORCE)
        _lump(sheet, "funeral", Text("丧葬补助金", "funeral grant"), months.value, average, laws.DEATH, fund=True, parameter=months)  # fmt: skip
    else:
        sheet.warn(
            "item_not_reckoned",
            "没有给出统筹地区月平均工资，未计算丧葬补助金",
            "the pooled average was not given: the funeral grant was not reckoned",
        )
    income = given["income_per_capita"]
    found = None if income is not None else sheet.known("death_benefit_base", on=date(year, 7, 1))
    base = income if income is not None else found.value if found else None
    if base is None:
        return
    times = sheet.parameter("death_benefit_times", on=IN_FORCE)
    label = Text(f"一次性工亡补助金（{year} 年）", f"death lump sum ({year})")
    _lump(sheet, "death_lump", label, times.value, base, laws.DEATH, fund=True, parameter=found)
    sheet.decide(
        "dependants",
        "供养亲属抚恤金按月支付：配偶百分之四十，其他亲属每人百分之三十，孤寡老人或孤儿各加百分之十，合计不超过本人工资；须由人核定",
        "dependants are paid monthly: spouse 40 per cent, others 30 each, 10 more for the widowed old or orphans, "
        "together not above own wage; a person must settle it",
    )


def _care(sheet: Sheet, monthly: list[dict[str, object]]) -> None:
    care, average = sheet.given["care"], sheet.given["pool_avg_monthly"]
    if care == "none" or average is None:
        return
    share = sheet.parameter("injury_care_rate", on=IN_FORCE, key=care)
    sum_ = cents(average * share.value)
    what = Text(f"每月生活护理费（{CARE[care].zh}）", f"monthly care allowance ({CARE[care].en})")
    sheet.step(
        what, f"{bare(average)} × {bare(share.value)}", sum_, laws.PAID_CARE, parameters=(share,)
    )
    monthly.append({"code": "care", "label": what.zh, "label_en": what.en, "amount": money(sum_)})


WORK_INJURY = Kind(
    "work_injury",
    "工伤待遇",
    "Work-injury benefits",
    "按伤残等级的一次性补助金，离职时的医疗和就业补助金，因工死亡的丧葬和工亡补助金。",
    "Lump sums by grade of disability, on leaving with one, and for death at work.",
    INPUTS,
    (
        laws.PAID_CARE, laws.GRADES_1_TO_4, laws.GRADES_5_TO_6, laws.GRADES_7_TO_10, laws.DEATH,
        laws.UNINSURED, laws.OWN_WAGE,
    ),
    work_injury,
    (
        ("own_wage", "本人工资（按上下限）", "own wage within the limits"),
        ("monthly", "按月支付的待遇", "paid monthly"),
    ),
)  # fmt: skip
