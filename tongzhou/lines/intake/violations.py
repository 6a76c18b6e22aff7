"""违法事项 — what may be reported, in the words of whoever reports it. The codes are those of the penalty items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec

from tongzhou.law import Article, article

WAGES = "保障农民工工资支付条例"
INSPECTION, CONTRACT = "劳动保障监察条例", "劳动合同法"


@dataclass(frozen=True)
class Violation:
    """One kind of violation: its code among the penalty items, its label, how people say it."""

    code: str
    label: str
    asked: str
    cites: Article
    head: str = ""  # under which head a worker's money is claimed; empty: none
    project: bool = False  # asked only of building projects
    continuing: bool = True  # usually goes on until it is mended (监察条例 20)

    def __str__(self) -> str:
        return self.label


VIOLATIONS: dict[str, Violation] = {
    v.code: v
    for v in (
        Violation(
            "wage_arrears",
            "拖欠、克扣工资",
            "不发、少发工资",
            article(INSPECTION, 26),
            head="wages",
        ),
        Violation(
            "overtime_illegal",
            "违法延长工作时间",
            "加班太多，不让休息",
            article(INSPECTION, 25, verified=False),
            head="overtime",
            continuing=False,
        ),
        Violation(
            "contract_missing",
            "未订立书面劳动合同",
            "没有签劳动合同",
            article(INSPECTION, 24, verified=False),
        ),
        Violation(
            "si_no_register",
            "未办理社会保险登记、参保",
            "没有给上社会保险",
            article("社会保险法", 84),
        ),
        Violation(
            "deposit_taken",
            "收取押金、扣押证件档案",
            "收押金，扣身份证、毕业证",
            article(CONTRACT, 84, verified=False),
        ),
        Violation(
            "annual_leave",
            "不安排年休假又不支付报酬",
            "不给休年假，也不给钱",
            article("职工带薪年休假条例", 7, verified=False),
            head="annual_leave",
        ),
        Violation(
            "female_young_worker",
            "侵害女职工、未成年工权益",
            "女工、未成年工没有受到保护",
            article(INSPECTION, 23, verified=False),
        ),
        Violation(
            "child_labour_use",
            "使用童工",
            "用不满16岁的孩子干活",
            article("禁止使用童工规定", 6, verified=False),
        ),
        Violation(
            "probation_illegal",
            "违法约定试用期",
            "试用期太长，反复试用",
            article(CONTRACT, 83, verified=False),
        ),
        Violation(
            "dispatch_breach",
            "违反劳务派遣规定",
            "劳务派遣不合规矩",
            article(CONTRACT, 92, verified=False),
        ),
        Violation(
            "agency",
            "职业中介违法",
            "中介乱收费、骗人",
            article(INSPECTION, 28, verified=False),
            continuing=False,
        ),
        Violation(
            "rules_illegal",
            "规章制度违法",
            "厂规违法，乱罚款",
            article(CONTRACT, 80, verified=False),
        ),
        Violation(
            "wage_card_kept",
            "扣押农民工工资卡",
            "工资卡被扣着",
            article(WAGES, 54, verified=False),
            project=True,
        ),
        Violation(
            "project_account",
            "未开设、使用工资专用账户",
            "工地没有工资专户，不走银行发工资",
            article(WAGES, 55, verified=False),
            project=True,
        ),
        Violation(
            "project_real_name",
            "未实行用工实名制",
            "工地没有实名登记、考勤",
            article(WAGES, 55, verified=False),
            project=True,
        ),
        Violation(
            "project_noticeboard",
            "未设置维权信息告示牌",
            "工地没有维权公示牌",
            article(WAGES, 56, verified=False),
            project=True,
        ),
    )
}
ViolationCode = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(VIOLATIONS)})$")]


def labels(codes: tuple[str, ...]) -> str:
    """Return what was reported, in the words of the law."""
    return "、".join(VIOLATIONS[c].label for c in codes if c in VIOLATIONS)


def all_continue(codes: tuple[str, ...]) -> bool:
    """Say whether what is reported is of the kind that goes on until it is mended."""
    known = [VIOLATIONS[c] for c in codes if c in VIOLATIONS]
    return bool(known) and all(v.continuing for v in known)
