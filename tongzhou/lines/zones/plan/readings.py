"""Where the policy leaves a question open: how we read it, and what the reading decides.

Each is one value. Changing it is changing the law of this line; do it with a new version of the procedure.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongzhou.lines.zones.shapes import PARTS


@dataclass(frozen=True)
class Reading:
    """A question the policy does not answer, the answer taken, and who should confirm it."""

    question: str
    answer: str
    decides: str


# 修改后同意: is it an agreement with a condition, or a return? The text that was signed would not be the
# text that is approved, so it returns.
CONDITIONAL_AGREEMENT_RETURNS = True

# Must the institute have given its opinion before the region approves? 五(二) has it 负责审定.
EXPERT_BEFORE_APPROVAL = True
# May the region approve a design the institute calls unworkable? No: it returns the plan instead.
EXPERT_MAY_BLOCK = True

# How long a body may take to answer. The policy says nothing; this is a working arrangement and has no
# effect in law.
ANSWER_WORKING_DAYS = 10

# 三年左右, in days: shorter or longer terms are pointed out.
TERM_LEAST_DAYS, TERM_MOST_DAYS = 900, 1290

# Which parts each body answers for. A change elsewhere leaves its signature standing.
# 人社 leads and answers for the whole; 发改 for place in development planning, aims, money, steps;
# 总工会 for content, organisation, training and tasks; 工商联 for content, enterprises, publicity and tasks.
ANSWERS_FOR: dict[str, tuple[str, ...]] = {
    "hrss": PARTS,
    "drc": ("1.1", "1.2", "2.1", "2.2", "2.3", "3", "4.3", "5.1", "5.2", "5.3", "goals"),
    "union": ("2.2", "3", "4.1", "4.2", "4.4", "goals", "tasks"),
    "fic": ("1.2", "2.2", "3", "4.2", "4.4", "tasks"),
}

READINGS = (
    Reading(
        "“修改后同意”是同意还是退回？",
        "按退回处理：签署的文本与将要批复的文本不一致。",
        "一家“修改后同意”即在四家答复齐全后退回修改。",
    ),
    Reading(
        "劳科院审定意见是否为批复的前提？",
        "是：批复前须有针对现行文本的审定意见，且不为“不可行”。",
        "没有审定意见时不能批复，可以退回。",
    ),
    Reading(
        "会签部门几日内答复？",
        "文件未作规定，暂按10个工作日掌握，逾期不产生法律效力。",
        "超过10个工作日只作提示。",
    ),
    Reading(
        "文本修改后，哪些部门须重新签署？",
        "只有本部门负责审核的部分被修改的部门须重新签署；人社部门审核全部内容。",
        "未触及部分的签署继续有效。",
    ),
    Reading(
        "只有自治区退回时，盟市四部门是否全部重签？",
        "否：方案重走全程，但盟市部门未触及部分的签署继续有效。",
        "盟市会签可能自动完成。",
    ),
    Reading(
        "“三年左右”是多长？", "900日至1290日之间；超出的作提示，不阻止报送。", "只影响检查提示。"
    ),
)
