"""解除和终止的事由 — the closed list of grounds on which a contract ends, and what each gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tongzhou.law.articles import Article
from tongzhou.law.claims import laws
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.words import Text

By = Literal["employer", "worker", "law", "open"]


@dataclass(frozen=True)
class Ground:
    """One ground: who ends the contract by it, whether it gives severance, and its articles."""

    code: str
    text: Text
    by: By
    gives_severance: bool
    cites: tuple[Article, ...]


def _ground(code: str, zh: str, en: str, by: By, *cites: Article, gives: bool = False) -> Ground:
    return Ground(code, Text(zh, en), by, gives, cites)


GROUNDS = {
    one.code: one
    for one in (
        _ground("unspecified", "未说明（按应付计算，由人认定）", "not stated (taken as giving severance)", "open", laws.SEVERANCE_WHEN, gives=True),
        _ground("36_employer", "用人单位提出、协商一致解除", "agreed, proposed by the employer", "employer", laws.BY_AGREEMENT, laws.SEVERANCE_WHEN, gives=True),
        _ground("36_worker", "劳动者提出、协商一致解除", "agreed, proposed by the worker", "worker", laws.BY_AGREEMENT, laws.SEVERANCE_WHEN),
        _ground("37", "劳动者预告辞职", "resignation with notice", "worker", laws.RESIGNATION),
        _ground("38", "用人单位有欠薪、未缴社保等过错，劳动者解除", "worker ends for the employer's breach", "worker", laws.FORCED_OUT, laws.SEVERANCE_WHEN, gives=True),
        _ground("39", "劳动者有严重违纪等过错，用人单位解除", "employer ends for the worker's fault", "employer", laws.AT_FAULT),
        _ground("40", "用人单位无过失性辞退（未说明哪一项）", "dismissal without fault (item not stated)", "employer", laws.NO_FAULT, laws.SEVERANCE_WHEN, gives=True),
        _ground("40_1", "医疗期满不能工作", "unfit after the medical period", "employer", laws.NO_FAULT, laws.SEVERANCE_WHEN, gives=True),
        _ground("40_2", "不能胜任，培训或调岗后仍不能胜任", "not up to the work after training or transfer", "employer", laws.NO_FAULT, laws.SEVERANCE_WHEN, gives=True),
        _ground("40_3", "客观情况发生重大变化", "circumstances changed fundamentally", "employer", laws.NO_FAULT, laws.SEVERANCE_WHEN, gives=True),
        _ground("41", "经济性裁员", "economic layoff", "employer", laws.LAYOFF, laws.SEVERANCE_WHEN, gives=True),
        _ground("44_1", "固定期限合同期满，用人单位不续订或降低条件", "fixed term expired, no renewal on equal terms", "employer", laws.ENDINGS, laws.SEVERANCE_WHEN, gives=True),
        _ground("44_1_refused", "期满，用人单位维持或提高条件，劳动者不续订", "fixed term expired, worker refused equal terms", "worker", laws.ENDINGS, laws.SEVERANCE_WHEN),
        _ground("44_2", "劳动者开始享受基本养老保险待遇", "worker draws the basic pension", "law", laws.ENDINGS),
        _ground("44_3", "劳动者死亡、被宣告死亡或失踪", "worker dead or declared missing", "law", laws.ENDINGS),
        _ground("44_4", "用人单位被宣告破产", "employer bankrupt", "law", laws.ENDINGS, laws.SEVERANCE_WHEN, gives=True),
        _ground("44_5", "用人单位被吊销执照、关闭、撤销或提前解散", "employer closed or dissolved", "law", laws.ENDINGS, laws.SEVERANCE_WHEN, gives=True),
        _ground("retirement_age", "劳动者达到法定退休年龄", "worker reached retirement age", "law", laws.RETIRING),
        _ground("task_done", "以完成任务为期限的合同，任务完成", "task contract, task completed", "law", laws.TASK_DONE, gives=True),
        _ground("refused_within_month", "一个月内劳动者拒签书面合同，用人单位终止", "worker refused to sign in the first month", "employer", laws.REFUSES_TO_SIGN),
        _ground("refused_after_month", "一个月后劳动者拒签书面合同，用人单位终止", "worker refused to sign later", "employer", laws.DOUBLE_FROM_TO, gives=True),
        _ground("injury_ending", "依法终止工伤职工的合同", "contract of an injured worker ended", "employer", laws.INJURED_ENDING, gives=True),
        _ground("public_post", "公益性岗位", "public-interest post", "law", laws.PUBLIC_POST),
        _ground("unlawful", "违法解除或终止", "unlawful ending", "employer", laws.UNLAWFUL, laws.NOT_BOTH, gives=True),
    )
}  # fmt: skip
REASON = Input(
    "reason",
    "劳动合同因何结束",
    "why the contract ended",
    "决定有没有经济补偿；不确定时不填，由人认定",
    "decides whether severance is due; leave it out if unsure",
    sort="choice",
    choices={code: one.text for code, one in GROUNDS.items()},
    default="unspecified",
    first=True,
    aliases=("ground",),
)
CITES = tuple(dict.fromkeys(each for one in GROUNDS.values() for each in one.cites))
