"""怎么问 — the calculators in the words of the person who asks: the question, and the few plain ones it takes.

What a calculator asks stands in the law room; here is only how the portal puts it. An input not named here keeps its
own label and stands under 更多情况, or with the choices of practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.law.claims import CHOICES, KINDS, Input, Kind
from tongzhou.procedure import catalogue

APPLY = "apply"  # slug of the portal page of a line that takes a calculation over
PRACTICE = frozenset(choice.name for choice in CHOICES)

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """One calculator at the portal.

    `first` are the plain questions in their order, with own words for some in `labels` and `helps`; `columns` are the
    columns of a table that the portal asks; `hidden` inputs are not asked here. `ways` are where to turn:
    `inspection`, `arbitration`, `injury`, `police`.
    """

    code: str
    question: Words
    icon: str
    first: tuple[str, ...]
    labels: Mapping[str, Words] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    helps: Mapping[str, Words] = field(default_factory=dict)
    ways: tuple[str, ...] = ("arbitration",)

    @property
    def kind(self) -> Kind:
        """Return the calculator."""
        return KINDS[self.code]

    def questions(self) -> list[Input]:
        """Return the plain questions, in the order they are asked."""
        known = {each.name: each for each in self.kind.inputs}
        return [known[name] for name in self.first]

    def more(self) -> list[Input]:
        """Return what is asked under 更多情况."""
        out = {*self.first, *self.hidden, *PRACTICE}
        return [each for each in self.kind.inputs if each.name not in out]

    def practice(self) -> list[Input]:
        """Return the choices where localities differ."""
        return [each for each in self.kind.inputs if each.name in PRACTICE]

    def columns_of(self, each: Input) -> list[Input]:
        """Return the columns of a table that are asked here."""
        names = self.columns.get(each.name)
        if names is None:
            return list(each.columns)
        known = {column.name: column for column in each.columns}
        return [known[name] for name in names]


GROSS = _("税前应发的数，奖金、津贴都算，个人交的社保不要减")
STARTED, LEFT = _("您哪天开始上班的？"), _("最后一天上班是哪天？")
GROUPS: tuple[tuple[Words, tuple[Asked, ...]], ...] = (
    (
        _("工资没给够"),
        (
            Asked(
                "arrears",
                _("单位欠我工资，一共欠多少？"),
                "hand-coins",
                ("monthly_wage", "from", "to", "paid"),
                {
                    "monthly_wage": _("说好一个月多少工资？"),
                    "from": _("从哪天起没发？"),
                    "to": _("欠到哪天？"),
                    "paid": _("这段时间一共发过多少？"),
                    "ledger": _("每月不一样的，逐月填（填了这里，上面四项不用填）"),
                },
                ways=("inspection", "arbitration"),
            ),
            Asked(
                "overtime",
                _("加班没给加班费，我能要多少？"),
                "clock",
                ("monthly_wage", "weekday_hours", "restday_hours", "holiday_hours", "paid"),
                {
                    "monthly_wage": _("合同上一个月多少工资？"),
                    "weekday_hours": _("平时下班以后一共加班多少小时？"),
                    "restday_hours": _("周末上班、又没有补休的，一共多少小时？"),
                    "holiday_hours": _("法定节假日上班，一共多少小时？"),
                    "paid": _("已经给过多少加班费？"),
                    "timesheet": _("记得是哪几天的，逐日填（填了这里，上面的小时数不用填）"),
                },
                {"timesheet": ("date", "total_hours", "substitute_rest")},
                ("timesheet_hours",),
                {
                    "weekday_hours": _("调休要上班的周末，也算平时"),
                    "restday_hours": _("放假调出来的休息日也算，法定节假日不算"),
                    "holiday_hours": _(
                        "一年十三天：元旦、春节四天、清明、劳动节两天、端午、中秋、国庆三天"
                    ),
                },
                ("inspection", "arbitration"),
            ),
            Asked(
                "min_wage_shortfall",
                _("工资比最低工资还低，差多少？"),
                "wallet",
                ("region", "month", "countable"),
                {
                    "region": _("在哪里上班？"),
                    "month": _("哪个月的工资？"),
                    "countable": _("那个月的工资是多少？（加班费、夜班高温等津贴不算）"),
                    "entries": _("好几个月的，逐月填（填了这里，上面不用填月份和工资）"),
                },
                {"entries": ("month", "base", "bonus", "overtime", "allowances")},
                ways=("inspection", "arbitration"),
            ),
            Asked(
                "stoppage_pay",
                _("单位停工停产，工资怎么发？"),
                "circle-pause",
                ("monthly_wage", "months", "region", "worked"),
                {
                    "monthly_wage": _("合同上一个月多少工资？"),
                    "months": _("停了几个月？"),
                    "region": _("在哪里上班？"),
                    "worked": _("第二个月起还干活"),
                },
                ways=("inspection", "arbitration"),
            ),
            Asked(
                "sick_pay",
                _("请病假，工资最少发多少？"),
                "thermometer",
                ("region", "months", "paid"),
                {
                    "region": _("在哪里上班？"),
                    "months": _("休了几个月病假？"),
                    "paid": _("一共发过多少病假工资？"),
                },
                ways=("inspection", "arbitration"),
            ),
            Asked(
                "deduction_limit",
                _("单位要我赔钱，每月能扣多少？"),
                "circle-minus",
                ("wage", "damage", "region"),
                {
                    "wage": _("那个月应发多少工资？"),
                    "damage": _("单位说损失了多少？"),
                    "region": _("在哪里上班？"),
                },
                ways=("inspection", "arbitration"),
            ),
        ),
    ),
    (
        _("没签合同、试用期、休假"),
        (
            Asked(
                "double_wage",
                _("公司没签合同，我能要多少？"),
                "file-x",
                ("start", "signed", "end", "monthly_wage"),
                {
                    "start": STARTED,
                    "signed": _("后来签了合同的，哪天签的？"),
                    "end": _("已经离开的，最后一天是哪天？"),
                    "monthly_wage": _("一个月多少工资？"),
                },
            ),
            Asked(
                "illegal_probation",
                _("试用期太长，能要赔偿吗？"),
                "timer",
                ("contract_months", "probation_months", "served_months", "full_wage"),
                {
                    "contract_months": _("合同签了多少个月？"),
                    "probation_months": _("说好试用几个月？"),
                    "served_months": _("实际试用了几个月？"),
                    "full_wage": _("转正以后一个月多少工资？"),
                },
                ways=("inspection", "arbitration"),
            ),
            Asked(
                "annual_leave",
                _("年休假没休，能要多少？"),
                "tree-palm",
                ("avg_wage", "days", "worked_years", "taken", "left"),
                {
                    "avg_wage": _("一个月平均多少工资？（加班费不算）"),
                    "days": _("还有几天没休？不知道的填下面两项"),
                    "worked_years": _("一共工作了多少年？（所有单位加起来）"),
                    "taken": _("今年休过几天？"),
                    "left": _("今年离职的，最后一天是哪天？"),
                },
                ways=("inspection", "arbitration"),
            ),
        ),
    ),
    (
        _("被辞退、要离职"),
        (
            Asked(
                "severance",
                _("离职有没有补偿，是多少？"),
                "handshake",
                ("start", "end", "avg_wage", "reason", "region"),
                {
                    "start": STARTED,
                    "end": LEFT,
                    "avg_wage": _("离开前一年，平均每月应发多少工资？"),
                    "reason": _("为什么离开？"),
                    "region": _("在哪里上班？"),
                },
                helps={"avg_wage": GROSS, "reason": _("说不清的不用选，结果里会提醒由人认定")},
            ),
            Asked(
                "unlawful_dismissal",
                _("公司无故辞退我，赔多少？"),
                "user-x",
                ("start", "end", "avg_wage", "region"),
                {
                    "start": STARTED,
                    "end": LEFT,
                    "avg_wage": _("离开前一年，平均每月应发多少工资？"),
                    "region": _("在哪里上班？"),
                    "reason": _("单位说的理由"),
                },
                helps={"avg_wage": GROSS},
            ),
            Asked(
                "notice_pay",
                _("没有提前一个月通知就辞退，怎么赔？"),
                "bell-off",
                ("ground", "previous_month_wage", "notice_given"),
                {
                    "ground": _("单位用什么理由辞退的？"),
                    "previous_month_wage": _("离开前一个月的工资标准是多少？"),
                    "notice_given": _("提前三十天书面通知过"),
                },
            ),
        ),
    ),
    (
        _("受伤、生病"),
        (
            Asked(
                "work_injury",
                _("工伤能拿多少？"),
                "bandage",
                ("grade", "own_wage", "pool_avg_monthly", "leaving"),
                {
                    "grade": _("鉴定为几级？"),
                    "own_wage": _("受伤前一年，平均每月按多少工资缴社保？"),
                    "pool_avg_monthly": _("当地上一年职工月平均工资（问社保窗口）"),
                    "leaving": _("要离开这个单位"),
                },
                hidden=("province",),
                ways=("injury", "arbitration"),
            ),
            Asked(
                "medical_period",
                _("生病了，多久不能辞退我？"),
                "stethoscope",
                ("total_years", "unit_years"),
                {
                    "total_years": _("一共工作了多少年？（所有单位加起来）"),
                    "unit_years": _("在这个单位多少年？"),
                },
            ),
        ),
    ),
    (
        _("仲裁和报案"),
        (
            Asked(
                "final_award",
                _("仲裁裁决能不能一次了结？"),
                "gavel",
                ("region", "items"),
                {"region": _("在哪里上班？"), "items": _("您要求的每一项")},
                {"items": ("kind", "amount")},
            ),
            Asked(
                "wage_crime",
                _("欠薪到了能报案的程度吗？"),
                "siren",
                ("workers", "months", "total", "order_expired"),
                {
                    "workers": _("欠了几个人的？"),
                    "months": _("欠得最久的一个人，欠了几个月？"),
                    "total": _("一共欠多少？"),
                    "order_expired": _("人社部门下过限期支付的文书，到期还没给"),
                },
                ways=("inspection", "police"),
            ),
        ),
    ),
)
ASKED = {asked.code: asked for _title, group in GROUPS for asked in group}


def applications() -> list[tuple[str, str]]:
    """Return where a calculation can be taken over: label and address of each line's page `apply`."""
    return [
        (panel.label, reverse(panel.index))
        for line in catalogue.LINES.values()
        for panel in line.panels
        if panel.counter == "portal" and panel.slug == APPLY
    ]
