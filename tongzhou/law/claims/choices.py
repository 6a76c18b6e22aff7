"""各地做法 — where law is open and localities differ: the options, the default of the house, and why.

Each is one named choice, stated in every result it decides and overridable by an input of the same name.
None of them is settled for Inner Mongolia: `unverified` stays true until a reviewer confirms the option.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.words import Text


@dataclass(frozen=True)
class Choice:
    """One open question: its options, the default, the article it hangs on, and why the default."""

    name: str
    question: Text
    options: Mapping[str, Text]
    default: str
    article: str
    why: Text
    unverified: bool = True
    aliases: tuple[str, ...] = ()

    def as_input(self) -> Input:
        """Return the input by which a single calculation may take another option."""
        return Input(
            self.name,
            self.question.zh,
            self.question.en,
            f"{self.article}；默认理由：{self.why.zh}",
            f"{self.article}; default because {self.why.en}",
            sort="choice",
            choices=self.options,
            default=self.default,
            aliases=self.aliases,
        )


DAY_RULE = Choice(
    "day_rule",
    Text("“满一个月的次日”从哪一天起算", "which day follows one full month of work"),
    {
        "A": Text("用工之日计入：次月的同一日", "the first day counts: same day of the next month"),
        "B": Text(
            "用工之日不计入（民法典第二百零二条）：再晚一日",
            "the first day is not counted (Civil Code 202): one day later",
        ),
    },
    "A",
    "《劳动合同法实施条例》第六条",
    Text("通行做法，恰为十一个月", "common practice; exactly eleven months"),
    aliases=("double_wage_day_rule",),
)
PARTIAL_MONTH = Choice(
    "partial_month",
    Text("不满一个月的工资怎样折算", "how the wage of a part month is reckoned"),
    {
        "M1": Text(
            "月工资 × 所涉工作日 ÷ 当月工作日",
            "wage × working days covered ÷ working days of the month",
        ),
        "M2": Text("月工资 ÷ 21.75 × 所涉工作日", "wage ÷ 21.75 × working days covered"),
    },
    "M1",
    "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第六条",
    Text("条文按当月实际工作日", "the text says actual working days of the month"),
    aliases=("partial_month_rule",),
)
LIMITATION_RULE = Choice(
    "limitation_rule",
    Text("二倍工资的一年时效怎样计算", "how the year of limitation runs for double wages"),
    {
        "per_month": Text(
            "逐月计算，各月自该月末起一年", "month by month, a year from the end of each"
        ),
        "from_end": Text(
            "自二倍工资期间终了起一年", "a year from the last day of the whole period"
        ),
    },
    "per_month",
    "《劳动争议调解仲裁法》第二十七条",
    Text(
        "较为谨慎；只在对方提出抗辩时才扣减",
        "the cautious one; only cuts if the other side raises it",
    ),
    aliases=("double_wage_limitation",),
)
EXPIRED_RULE = Choice(
    "expired_rule",
    Text(
        "合同期满未续签而继续工作，是否支付二倍工资",
        "double wages for work after a contract expired",
    ),
    {
        "unsigned": Text(
            "视为未订立书面合同，自期满次日重新起算",
            "treated as unsigned, counted anew from the next day",
        ),
        "renewed": Text(
            "视为以原条件续订，不支付二倍工资",
            "treated as renewed on the old terms: no double wages",
        ),
    },
    "unsigned",
    "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第十一条",
    Text(
        "第十一条给劳动者续订的请求权，没有免除第八十二条的责任；两种裁判都有",
        "Article 11 gives a right to renewal and does not lift Article 82; tribunals differ",
    ),
)
INCLUDE_OVERTIME = Choice(
    "severance_include_overtime",
    Text("经济补偿的月平均工资是否包括加班费", "whether overtime pay counts in the average wage"),
    {"yes": Text("包括", "included"), "no": Text("剔除", "left out")},
    "yes",
    "《劳动合同法实施条例》第二十七条",
    Text("条文为应得工资", "the text says wages payable"),
)
ROUNDING = Choice(
    "rounding",
    Text("在哪里四舍五入到分", "where to round to 0.01"),
    {
        "item": Text("只在每一请求项目上取舍一次", "once, at each claim item"),
        "unit": Text("先把日工资、小时工资取到分", "the hourly or daily wage first"),
    },
    "item",
    "法律没有规定",
    Text("误差最小", "the smallest error"),
)
HOURS_LIMIT = Choice(
    "overtime_36_counts",
    Text(
        "每月三十六小时的上限是否计入休息日、节假日加班",
        "whether rest-day and holiday hours count toward 36",
    ),
    {
        "extended": Text("只计工作日延长的时间", "only extended hours on workdays"),
        "all": Text("全部加班时间", "all overtime"),
    },
    "extended",
    "《劳动法》第四十一条",
    Text(
        "条文写的是延长工作时间；只作提示，不影响应付", "the text speaks of extension; a flag only"
    ),
)
LEAVE_ADDITIONAL = Choice(
    "leave_additional_base",
    Text(
        "逾期不付年休假工资的加付赔偿金以什么为基数",
        "on what the additional payment for leave is based",
    ),
    {
        "extra": Text("尚欠的百分之二百部分", "the outstanding 200 per cent"),
        "whole": Text("包含正常工资的百分之三百", "the whole 300 per cent"),
    },
    "extra",
    "《职工带薪年休假条例》第七条",
    Text("以尚未支付的部分为准", "what has not been paid"),
)
FINAL_AWARD_VERSION = Choice(
    "final_award_min_wage_version",
    Text("一裁终局的十二个月用哪一天的最低工资", "which day's minimum wage the twelve months use"),
    {
        "application": Text("申请仲裁之日", "day of the application"),
        "award": Text("裁决之日", "day of the award"),
    },
    "application",
    "《劳动争议调解仲裁法》第四十七条",
    Text(
        "条文未明；请求的数额在申请时已定", "the text is silent; the claim is fixed at application"
    ),
)
NOTICE_WAGE = Choice(
    "notice_wage",
    Text(
        "代通知金按上月工资标准还是上月实发工资",
        "pay in place of notice by wage standard or by wage paid",
    ),
    {
        "standard": Text("上一个月的工资标准", "the wage standard of the previous month"),
        "paid": Text("上一个月实际支付的工资", "the wage paid for the previous month"),
    },
    "standard",
    "《劳动合同法实施条例》第二十条",
    Text("条文写的是工资标准", "the text says wage standard"),
)
CHOICES = (
    DAY_RULE,
    PARTIAL_MONTH,
    LIMITATION_RULE,
    EXPIRED_RULE,
    INCLUDE_OVERTIME,
    ROUNDING,
    HOURS_LIMIT,
    LEAVE_ADDITIONAL,
    FINAL_AWARD_VERSION,
    NOTICE_WAGE,
)
