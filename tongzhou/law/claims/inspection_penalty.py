"""劳动保障监察罚则 — from how much to how much a violation may be fined, or paid to the workers. 劳动保障监察条例 23–30.

For officers. What a paper must prove (an order served and lapsed) is missing until it is stated; what a person must
weigh (情节严重) is left open: the range is shown, and the measure is not said to be issuable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tongzhou.law.amounts import amount
from tongzhou.law.articles import Article, article
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.sheet import Kind, Sheet
from tongzhou.law.claims.words import BadInput, Text, money
from tongzhou.law.penalties import ITEMS, Assessment, Measure, NoProvision, assess
from tongzhou.law.penalties.conditions import Finding
from tongzhou.law.penalties.items import aliases

PENALTY = "行政处罚法"
LIGHTER, BAR, WAIVED = article(PENALTY, 37), article("劳动保障监察条例", 20), article(PENALTY, 33)
NOTICE, HEARING = article(PENALTY, 44), article(PENALTY, 63)
INPUTS = (
    Input("violation", "违法行为（罚则事项）", "violation, by its item", "代号可带 vio_ 前缀；也可写中文事项名；全部事项见 tongzhou law penalties", "the code, with or without vio_; tongzhou law penalties lists them", sort="choice", required=True, first=True, choices={id_: each.violation for id_, each in ITEMS.items()}, others=aliases(), aliases=("item", "item_id")),
    Input("workers", "受侵害的劳动者人数", "number of workers concerned", "按人计算的罚款需要", "needed where the fine is for each worker", sort="integer", most=Decimal(1000000), unit="人", first=True, aliases=("people", "headcount")),
    Input("amount", "金额", "the amount the measure is a multiple of", "应付工资、违法所得、瞒报工资、欠缴社保费等，依条文；没有违法所得填 0", "wages due, gain, wages concealed, contributions unpaid; 0 if there is no gain", unit="元", first=True, aliases=("due", "base")),
    Input("months", "月数", "months", "使用童工的月数；责令逾期的，自责令之日起算，之前的写在 months_before", "of child labour; once an order has lapsed, from the day of the order: earlier ones in months_before", sort="number", most=Decimal(1200), unit="月", first=True),
    Input("ordered", "是否已责令限期改正（支付）并送达", "whether an order with a deadline was made and served", sort="flag", default=False, first=True, aliases=("order_served",)),
    Input("corrected", "是否已（在期限内）改正、支付", "whether it was corrected or paid in time", sort="flag", default=False, first=True, aliases=("corrected_in_time",)),
    Input("on", "违法行为之日", "day of the violation", "决定适用哪一版规定；不填为今天。命令行的 --on 是今天的日期", "decides the version of the law; today if left out. On the command line --on sets today", sort="date", first=True, aliases=("act_date", "date")),
    Input("order_lapsed", "责令的期限是否已过", "whether the deadline of the order has passed", "不填时：已责令而没有改正的，视为已逾期", "if left out: ordered and not corrected counts as passed", sort="flag", aliases=("order_expired", "overdue")),
    Input("months_before", "责令之前的月数", "months before the order", "童工：责令逾期后另计的之前月数", "child labour: months before an order that lapsed", sort="number", most=Decimal(1200), unit="月"),
    Input("serious", "是否情节严重", "whether the circumstances are serious", "由人认定；不填则列为待定", "for a person to find; left open if not stated", sort="flag"),
    Input("unlicensed", "单位是否无照或未登记", "whether the unit is without licence or registration", "使用、介绍童工的加一倍罚款", "doubles the fines for child labour", sort="flag", default=False),
)  # fmt: skip
TWO_YEARS = 2


def inspection_penalty(sheet: Sheet) -> Result:
    """Return the range for the unit and for the persons responsible, each measure and each condition."""
    given = sheet.given
    on: date = given["on"] or sheet.on
    lapsed = _lapsed(sheet)
    try:
        unit = _assess(sheet, on, lapsed)
        persons = _assess(sheet, on, lapsed, persons=True)
    except NoProvision as none:
        raise BadInput("on", str(none.args[0]), f"no provision was in force on {on}") from None
    one = unit.item
    measures = (*unit.measures, *persons.measures)
    for basis in dict.fromkeys(each.provision.basis for each in measures):
        sheet.step(Text("适用的规定", "provision in force"), on.isoformat(), basis)
    for each in measures:
        _write(sheet, each)
        if each.needs and not each.conditions_missing:
            label = {i.name: i for i in INPUTS}[each.needs[0]]
            raise BadInput(
                each.needs[0],
                f"缺少（{label.label}）：{each.provision.basis}按此计算",
                f"missing ({label.label_en}): {each.provision.article} reckons by it",
            )
    for finding in _conditions(measures):
        sign = {"met": "✓", "missing": "—", "open": "?"}[finding.state]
        sheet.step(finding.text, finding.code, sign)
    _tell(sheet, unit, on)
    sides = {"unit": _range(unit), "persons": _range(persons)}
    return sheet.result(
        is_money=False,
        violation=one.id,
        label={"zh": one.violation.zh, "en": one.violation.en},
        liable={"zh": one.liable.zh, "en": one.liable.en},
        min=money(sides["unit"][0]),
        max=money(sides["unit"][1]),
        persons_min=money(sides["persons"][0]),
        persons_max=money(sides["persons"][1]),
        can_be_issued=any(m.provision.is_money and m.can_be_issued for m in measures),
        conditions=[each.as_json() for each in _conditions(measures)],
        measures=[each.as_json() for each in measures],
        act_on=on.isoformat(),
    )


def _lapsed(sheet: Sheet) -> bool:
    """Return whether the order has lapsed: as stated, or taken from `ordered` and `corrected`."""
    given = sheet.given
    if given["order_lapsed"] is not None:
        return bool(given["order_lapsed"])
    if given["ordered"] and not given["corrected"]:
        sheet.assume(
            "已责令而没有改正，视为期限已过；期限未满的请写明 order_lapsed 为否",
            "ordered and not corrected is taken as: the deadline has passed; if not, state order_lapsed",
        )
        return True
    return False


def _assess(sheet: Sheet, on: date, lapsed: bool, *, persons: bool = False) -> Assessment:
    given = sheet.given
    serious = given["serious"]
    return assess(
        given["violation"],
        on=on,
        workers=given["workers"] or None,  # none is as good as not stated
        amount=given["amount"],
        months=given["months"],
        ordered=given["ordered"],
        corrected=given["corrected"],
        order_lapsed=lapsed,
        subject="persons" if persons else "unit",
        months_before=given["months_before"] or Decimal(0),
        unlicensed=given["unlicensed"],
        found=["serious"] if serious else (),
        not_found=["serious"] if serious is False else (),
    )


def _range(found: Assessment) -> tuple[Decimal, Decimal]:
    """Return the range of the fines and payments that no missing condition bars, open ones included."""
    those = [
        (each.min, each.max)
        for each in found.measures
        if each.provision.is_money and not each.conditions_missing and not each.needs
    ]
    low = sum((low for low, _ in those if low is not None), Decimal(0))
    return low, sum((high for _, high in those if high is not None), Decimal(0))


def _conditions(measures: tuple[Measure, ...]) -> Iterator[Finding]:
    """Yield the conditions of the fines and payments, each once; if there are none, those of the rest."""
    seen: set[str] = set()
    of_money = [each for each in measures if each.provision.is_money]
    for each in of_money or measures:
        for one in (*each.conditions_met, *each.conditions_missing, *each.conditions_open):
            if one.code not in seen:
                seen.add(one.code)
                yield one


def _write(sheet: Sheet, one: Measure) -> None:
    """Write one measure on the sheet: what it comes to, or why it cannot be issued."""
    label = one.provision.label
    side = (
        Text("（对责任人员）", " (persons responsible)")
        if one.provision.side == "persons"
        else Text("", "")
    )
    may = Text("可以", "may: ") if one.provision.may else Text("", "")
    what = Text(f"{may.zh}{label.zh}{side.zh}", f"{may.en}{label.en}{side.en}")
    told = "✓" if one.can_be_issued else "—"
    if one.min is None or one.max is None:
        if one.provision.note and not one.provision.is_money:
            note = one.provision.note
            what = Text(f"{what.zh}：{note.zh.rstrip('。')}", f"{what.en}: {note.en.rstrip('.')}")
        sheet.step(what, told, told, one.article, *one.provision.also)
    else:
        formula = one.steps[0].zh.split(" = ")[0]
        value = money(one.min) if one.min == one.max else f"{money(one.min)} … {money(one.max)}"
        sheet.step(
            what,
            formula,
            value if one.can_be_issued else f"{value} {told}",
            one.article,
            *one.provision.also,
        )
    if not one.provision.is_money:
        return
    for finding in one.conditions_missing:
        sheet.warn(
            f"missing_{finding.code}",
            f"{what.zh}：{finding.why.zh}",
            f"{what.en}: {finding.why.en}",
        )
    for finding in one.conditions_open:
        sheet.decide(
            f"open_{finding.code}", f"{what.zh}：{finding.why.zh}", f"{what.en}: {finding.why.en}"
        )
    if not one.article.verified:
        sheet.warn(
            "unverified_article",
            f"{one.provision.basis}尚未与原文核对",
            f"{one.article} has not been compared with the official text",
        )
    if one.provision.note:
        sheet.assume(*one.provision.note)


def _tell(sheet: Sheet, found: Assessment, on: date) -> None:
    """Tell what an officer has to weigh besides the range."""
    one, today = found.item, sheet.on
    for note in found.notes:
        sheet.assume(note.zh, note.en)
    if one.on(today) != one.on(on):
        sheet.decide(
            "lighter_law",
            f"{on} 之后规定有变化；新的规定处罚较轻的，适用新的规定（{LIGHTER}）",
            f"the rule has changed since {on}; the later one applies if it is lighter ({LIGHTER})",
        )
    if _years_before(today, TWO_YEARS) > on:
        sheet.warn(
            "two_year_bar",
            f"行为在二年以前：未被发现、举报、投诉的不再查处，连续的从终了起算（{BAR}）",
            f"more than two years ago: barred unless discovered or reported in time, or continuing ({BAR})",
        )
    if sheet.given["corrected"] and any(each.kind == "fine" for each in found.measures):
        sheet.decide(
            "corrected_may_be_waived",
            f"已及时改正：轻微且没有危害后果的不予处罚，初次且后果轻微的可以不罚（{WAIVED}）",
            f"corrected in time: no penalty if minor and harmless; may be waived for a first minor one ({WAIVED})",
        )
    if any(each.kind == "fine" and each.can_be_issued for each in found.measures):
        sheet.decide(
            "notice_and_hearing",
            f"决定前须告知并听取陈述申辩（{NOTICE}）；较大数额罚款、停工、吊销等须告知听证权（{HEARING}）",
            f"notice and defence before any decision ({NOTICE}); hearing for larger fines and the like ({HEARING})",
        )
    if any(each.kind == "late_charge" for each in found.measures):
        rate = amount("si_late_charge_rate", on=max(on, date(2011, 7, 1)))
        sheet.assume(
            f"滞纳金另计：自欠缴之日起每日 {rate.value:f}",
            f"the late charge is reckoned apart: {rate.value:f} a day",
        )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _cites() -> tuple[Article, ...]:
    provisions = [each for one in ITEMS.values() for each in one.provisions]
    found = [article_ for each in provisions for article_ in (each.article, *each.also)]
    return tuple(dict.fromkeys((*found, LIGHTER, BAR, WAIVED, NOTICE, HEARING)))


INSPECTION_PENALTY = Kind(
    "inspection_penalty",
    "劳动保障监察罚则",
    "Penalties of labour inspection",
    "一项违法行为可以怎样处理、罚款多少，条件是否具备（供办案人员）。",
    "What may be done about a violation, how much it may be fined, and whether the conditions are met (for officers).",
    INPUTS,
    _cites(),
    inspection_penalty,
    (
        ("violation", "罚则事项", "item"),
        ("label", "违法行为", "the violation in words"),
        ("liable", "责任主体", "who is liable"),
        ("min", "对单位的下限（元）：罚款，或者向劳动者加付；条件不具备时为 0", "least for the unit, yuan: fine or payment to workers; 0 while a condition is missing"),
        ("max", "对单位的上限（元）", "most for the unit, yuan"),
        ("persons_min", "对责任人员每人的下限（元）", "least for each person responsible, yuan"),
        ("persons_max", "对责任人员每人的上限（元）", "most for each person responsible, yuan"),
        ("can_be_issued", "罚款或者加付能否作出", "whether a fine or payment can be issued"),
        ("conditions", "条件：met 为 true、false 或 null（待人认定）", "conditions: met is true, false, or null while a person has to find it"),
        ("measures", "全部措施，各有依据、幅度、条件", "every measure with article, range and conditions"),
        ("act_on", "行为之日", "day of the act"),
    ),
    for_officers=True,
)  # fmt: skip
