"""文书 — the instruments of inspection. What must be served says on whom; clocks start from its receipt."""

from __future__ import annotations

from tongzhou.procedure.declare import Paper

from .states import EMPLOYER, WORKER

BOTH = (EMPLOYER, WORKER)
FIRM = (EMPLOYER,)


def series(word: str) -> str:
    """Return a series of numbers of a department: 达人社监立字〔2026〕第1号."""
    return f"{{prefix}}监{word}字〔{{year}}〕第{{n}}号"


FILING = Paper("filing", "立案审批表", series("立"), kind="通知", names_case=True)
ASSIGNMENT = Paper("assignment", "承办人员指派单", kind="通知")
RECUSAL = Paper("recusal_decision", "回避决定书", series("回"), served_on=FIRM)
SITE_RECORD = Paper("site_record", "现场检查（勘验）笔录", kind="记录")
INQUIRY = Paper("inquiry", "劳动保障监察调查询问书", series("询"), kind="通知", served_on=FIRM)
INTERVIEW = Paper("interview", "询问笔录", kind="记录")
HOLDING = Paper("holding", "证据先行登记保存通知书", series("存"), kind="通知", served_on=FIRM)
HOLDING_DECISION = Paper(
    "holding_decision", "先行登记保存证据处理决定书", series("存处"), served_on=FIRM
)
ORDER = Paper("order", "劳动保障监察限期改正指令书", series("令"), served_on=FIRM)
EXTENSION = Paper("extension", "延长调查期限审批表", kind="通知")
SUSPENSION = Paper("suspension", "中止调查通知书", series("中"), kind="通知", served_on=BOTH)
RESUMPTION = Paper("resumption", "恢复调查通知书", series("恢"), kind="通知", served_on=BOTH)
REPORT = Paper("report", "调查终结报告", kind="意见")
OPINION = Paper("opinion", "案件处理意见书", kind="意见")
NOTICE = Paper(
    "prior_notice", "行政处罚（处理）事先告知书", series("告"), kind="通知", served_on=FIRM
)
STATEMENT = Paper("statement", "陈述申辩笔录", kind="记录")
HEARING_NOTICE = Paper(
    "hearing_notice", "行政处罚听证通知书", series("听"), kind="通知", served_on=FIRM
)
HEARING_RECORD = Paper("hearing_record", "听证笔录", kind="记录")
LEGAL_REVIEW = Paper("legal_review", "法制审核意见书", series("审"), kind="意见")
DISCUSSION = Paper("discussion", "重大案件集体讨论记录", kind="记录")
TREATMENT = Paper("treatment", "劳动保障监察行政处理决定书", series("理"), served_on=FIRM)
PUNISHMENT = Paper("punishment", "劳动保障监察行政处罚决定书", series("罚"), served_on=FIRM)
EXEMPTION = Paper("exemption", "不予行政处罚决定书", series("不罚"), served_on=FIRM)
DROPPING = Paper("dropping", "撤销立案决定书", series("撤"), served_on=BOTH)
REFERRAL = Paper("referral", "案件移送函", series("移"), kind="函")
REVOCATION = Paper("revocation", "撤销（变更）决定书", series("变"), served_on=FIRM)
DEFERRAL = Paper("deferral", "延期（分期）缴纳罚款批准书", series("缓"), served_on=FIRM)
ADDITIONAL = Paper("additional_fine", "加处罚款决定书", series("加"), served_on=FIRM)
URGING = Paper("urging", "履行行政决定催告书", series("催"), kind="通知", served_on=FIRM)
COURT = Paper("court_application", "强制执行申请书", series("执"), kind="函")
RESULT = Paper(
    "result_notice", "投诉处理结果告知书", series("果"), kind="通知", served_on=(WORKER,)
)
CLOSING = Paper("closing", "结案审批表", kind="通知")
ARCHIVE = Paper("archive", "案卷封面及目录", kind="目录")
