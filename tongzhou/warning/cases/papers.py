"""文书 — what a warning issues: notice, letter, transfer slip, feedback sheet, interview, plan, register of false alarms."""

from __future__ import annotations

from tongzhou.procedure.declare import Paper

from .states import EMPLOYER


def series(word: str) -> str:
    """Return a series of numbers of a department: 达人社监测通字〔2026〕第1号."""
    return f"{{prefix}}监测{word}字〔{{year}}〕第{{n}}号"


NOTICE = Paper("notice", "预警通知单", series("通"), kind="通知", names_case=True)
SLIP = Paper("slip", "预警转办单", series("转"), kind="通知")
LETTER = Paper("letter", "用工风险提示函", series("函"), kind="函", served_on=(EMPLOYER,))
CHECKED = Paper("checked", "预警核查反馈表", kind="记录")
INTERVIEW = Paper("interview", "约谈记录", kind="记录")
PLAN = Paper("plan", "预警处置方案", kind="意见")
FALSE_ALARM = Paper("false_alarm", "误报登记表", series("误"), kind="记录")
REFERRAL = Paper("referral", "预警事项移送函", series("移"), kind="函")
