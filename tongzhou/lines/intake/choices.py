"""对未定问题的处理 — questions no text answers, with what this line does about them until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass

PROPOSAL = "跨地区劳动保障监察协作期限（系统建议值）"
PLATFORM = "来源平台的反馈时限要求"


@dataclass(frozen=True)
class Choice:
    """One question, how it is answered here, and where the answer decides."""

    question: str
    answer: str
    decides: str


CHOICES = (
    Choice(
        "补正期间是否计入五个工作日？",
        "不计入；自收到补正材料之日起重新计算五个工作日",
        "“受理审查”期限自补正之日重新起算",
    ),
    Choice(
        "跨地区请求，接收方应在几日内表示是否接收、几日内答复？",
        "没有全国统一规定；暂按三个工作日接收、十五个工作日答复，仅作提示，不发生法律效果",
        "“接收”“答复协查”期限；逾期未接收的，列入共同上级的待办，由其指定",
    ),
    Choice(
        "违法行为没有写明日期的，二年期间怎样计算？",
        "视为尚不能判断，不得据此不予受理",
        "受理前提“没有超过二年”",
    ),
    Choice(
        "属于持续状态的违法事项，没有写明终了之日的，怎样认定？",
        "欠薪、未签合同、未参保等按持续到改正为止认定；加班、中介收费等按发生之日认定",
        "二年期间的起算",
    ),
)
