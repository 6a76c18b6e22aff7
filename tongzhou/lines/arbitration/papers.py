"""文书 — the instruments arbitration issues. What must be served says on whom; clocks start from its receipt."""

from __future__ import annotations

from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT, THIRD
from tongzhou.procedure.declare import Paper

ALL = (CLAIMANT, RESPONDENT, THIRD)
ASKED_AGAINST = (RESPONDENT, THIRD)


def series(word: str) -> str:
    """Return a series of numbers of a commission: 达劳人仲案字〔2026〕第1号."""
    return f"{{prefix}}{word}字〔{{year}}〕第{{n}}号"


RECEIPT = Paper("receipt", "仲裁申请收件回执", kind="通知")
CORRECTION = Paper("correction", "补正材料通知书", series("补"), kind="通知", served_on=(CLAIMANT,))
SUGGESTION = Paper(
    "suggestion", "调解建议书", series("调建"), kind="函", served_on=(CLAIMANT, RESPONDENT)
)
# 受理通知书 carries the number of the case: one series, whichever procedure follows.
ACCEPTANCE = Paper(
    "acceptance", "受理通知书", series("案"), kind="通知", served_on=(CLAIMANT,), names_case=True
)
REFUSAL = Paper("refusal", "不予受理通知书", series("不"), kind="通知", served_on=(CLAIMANT,))
SUMMONS = Paper("summons", "应诉通知书", series("应"), kind="通知", served_on=ASKED_AGAINST)
FORWARDING = Paper("forwarding", "答辩书副本送达通知", kind="通知", served_on=(CLAIMANT,))
TRIBUNAL = Paper("tribunal", "仲裁庭组成通知书", series("组"), kind="通知", served_on=ALL)
EVIDENCE = Paper("evidence_period", "举证通知书", series("举"), kind="通知", served_on=ALL)
HEARING_NOTICE = Paper("hearing_notice", "开庭通知书", series("开"), kind="通知", served_on=ALL)
ONE_NOTICE = Paper(
    "one_notice", "集体争议事项一次性告知书", series("集告"), kind="通知", served_on=ALL
)
MINUTES = Paper("minutes", "庭审笔录", kind="记录")
OBJECTION = Paper("objection_decision", "管辖异议决定书", series("管"), served_on=ALL)
RECUSAL = Paper("recusal_decision", "回避决定书", series("回"), served_on=ALL)
COUNTERCLAIM = Paper("counterclaim", "反申请处理通知书", series("反"), kind="通知", served_on=ALL)
TRANSFER = Paper("transfer", "案件移送函", series("移"), kind="函", served_on=ALL)
JOINING = Paper("joining", "追加当事人决定书", series("追"), served_on=ALL)
STAY = Paper("stay", "中止审理决定书", series("中"), served_on=ALL)
RESUMPTION = Paper("resumption", "恢复审理通知书", series("恢"), kind="通知", served_on=ALL)
EXTENSION = Paper("extension", "延长审理期限通知书", series("延"), kind="通知", served_on=ALL)
CONVERSION = Paper("conversion", "转为一般程序通知书", series("转"), kind="通知", served_on=ALL)
LATE = Paper("late", "逾期未作出裁决证明", series("逾"), kind="证明")
NOT_DECIDED = Paper("not_decided", "逾期未作出受理决定证明", series("逾受"), kind="证明")
ADVANCE = Paper("advance", "先予执行裁决书", series("先执"), served_on=(CLAIMANT, RESPONDENT))
SETTLEMENT = Paper("settlement", "仲裁调解书", series("调"), served_on=(CLAIMANT, RESPONDENT))
PARTIAL = Paper("partial", "先行裁决书", series("先裁"), served_on=(CLAIMANT, RESPONDENT))
FINAL = Paper("award_final", "裁决书（终局）", series("终裁"), served_on=(CLAIMANT, RESPONDENT))
OTHER = Paper("award_other", "裁决书（非终局）", series("裁"), served_on=(CLAIMANT, RESPONDENT))
WITHDRAWAL = Paper("withdrawal", "准许撤回申请决定书", series("撤回"), served_on=ALL)
DEFAULT = Paper("default", "按撤回仲裁申请处理决定书", series("视撤"), served_on=ALL)
CANCELLATION = Paper("cancellation", "撤销案件决定书", series("撤案"), served_on=ALL)
TERMINATION = Paper("termination", "终结审理决定书", series("终"), served_on=ALL)
ENFORCEMENT = Paper("enforcement", "移送执行材料清单", kind="函")
ARCHIVE = Paper("archive", "卷宗目录", kind="目录")
