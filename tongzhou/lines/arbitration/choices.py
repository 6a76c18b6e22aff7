"""对规则的理解 — what the rules of arbitration leave open: the question, the answer taken, what it decides.

Each is one value of this line, stated on the page of the procedure and in docs/decisions/0013. Changing one is
changing the law of this line; do it with a new version of the procedure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A question the rules do not answer, the answer taken, and what it decides."""

    question: str
    answer: str
    decides: str


# 送达申请书副本 in five days: is the day sent enough, or must it have been received?
SERVED_WHEN_RECEIVED = True

# The sum of 办案规则 56: of the whole case, or of each claimant? A group of small claims stays simple.
SIMPLE_BY_EACH_CLAIMANT = True

# 调解仲裁法 47: the amount asked, or the amount awarded? 解释（一）19 speaks of 每项确定的数额.
FINAL_BY_AMOUNT_AWARDED = True

# Which minimum wage: on the day of the award, or of the application?
MINIMUM_WAGE_OF_THE_AWARD = True

# 未休年休假工资: 劳动报酬 (tested by its amount) or a dispute about the state's standard of rest (always final)?
ANNUAL_LEAVE_IS_PAY = True

RETENTION_AWARD_YEARS, RETENTION_OTHER_YEARS = 10, 5  # 办案规则 23–24

CHOICES = (
    Choice(
        "“五日内送达申请书副本”以发出为准还是以收到为准？",
        "以收到为准：期限自收到之日停止计算，未收到回执的继续计算。",
        "送达期限是否逾期。",
    ),
    Choice(
        "简易处理的标的额按全案还是按每名申请人计算？",
        "按每名申请人计算。",
        "多人案件能否适用简易处理。",
    ),
    Choice(
        "终局裁决的数额以请求数额还是裁决确定的数额为准？",
        "以裁决确定的数额为准（解释（一）第十九条）。",
        "各项分入终局或非终局裁决书。",
    ),
    Choice(
        "终局裁决依据何时的最低工资标准？",
        "作出裁决之日的标准；裁决书载明所用标准及其依据，请法律人员确认。",
        "十二个月最低工资的数额。",
    ),
    Choice(
        "未休年休假工资报酬是劳动报酬，还是执行国家劳动标准的争议？",
        "按劳动报酬处理：每项不超过十二个月最低工资的为终局。",
        "超过该数额的年休假工资不作终局裁决。",
    ),
)
