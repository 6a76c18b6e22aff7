"""审查规则 — what stands out among an employer's declarations, by how much, and in which words. Pure; the rules are data.

A rule weighs `points` from `least` rows on, and again `more` for each `step` beyond, up to `most`. The weights are the
house's own and no text's: they order the reading, nothing follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongzhou.law import Article
from tongzhou.lines.filing.instruments import (
    DOUBLE_WAGE,
    FILING,
    MINIMUM,
    PROBATION,
    PROMISE,
    REGISTERED,
    ROSTER,
    WRITTEN,
)
from tongzhou.procedure.view import View

from .facts import HandedOver, Hit, TakenUp, ToMend

# What inspection calls the breach, by the words the officer chooses.
BREACHES = {
    "不依法订立劳动合同": "contract_missing",
    "违法约定试用期": "probation_illegal",
    "支付的工资低于当地最低工资标准": "minimum_wage",
    "未建立职工名册": "roster_missing",
    "未参加工伤保险": "work_injury_uninsured",
    "违反劳务派遣规定": "dispatch_breach",
}


@dataclass(frozen=True)
class Rule:
    """One rule of the ranking."""

    code: str
    label: str
    points: int
    least: int
    why: str  # with {n} rows
    cites: Article
    more: int = 0
    step: int = 1
    most: int = 100


RULES: tuple[Rule, ...] = (
    Rule("below_minimum", "工资低于最低标准", 30, 1, "{n} 人约定的月工资低于当地最低工资标准", MINIMUM, 2, 1, 50),
    Rule("objections", "劳动者提出异议", 25, 1, "半年内 {n} 件劳动者异议", PROMISE, 5, 1, 45),
    Rule("unsigned", "用工满月未签合同", 20, 1, "{n} 人用工已满一个月，没有填报已订立书面合同", DOUBLE_WAGE, 1, 1, 40),
    Rule("probation_again", "重复约定试用期", 20, 1, "{n} 人与本单位约定了一次以上试用期", PROBATION, 2, 1, 30),
    Rule("overlap", "备案期间重叠", 15, 1, "{n} 人在本单位有两期备案的期间重叠", ROSTER, 1, 1, 30),
    Rule("short_again", "反复签订短期合同", 15, 1, "{n} 人在本单位有三期以上不满一年的合同", WRITTEN, 1, 1, 30),
    Rule("one_phone", "同一手机号多人使用", 15, 3, "同一手机号最多为 {n} 人填报，本人可能看不到备案", FILING, 1, 5, 25),
    Rule("at_minimum", "工资恰为最低标准", 8, 3, "{n} 人约定的月工资恰好等于最低工资标准", MINIMUM, 1, 5, 15),
    Rule("mass_ending", "集中解除终止", 15, 10, "九十天内 {n} 人被解除或终止", FILING, 1, 5, 30),
    Rule("uninsured", "未参加社会保险", 10, 1, "{n} 名全日制用工已满三十日，填报未参加社会保险", REGISTERED, 1, 2, 25),
    Rule("insurance_untold", "没有填报参保情况", 3, 10, "{n} 名全日制用工已满三十日，没有填报是否参加社会保险", FILING, 0, 1, 3),
    Rule("no_econtract", "没有电子合同", 3, 10, "{n} 人没有电子合同存证", WRITTEN, 0, 1, 3),
    Rule("late", "逾期备案", 5, 3, "{n} 人在用工三十日后才备案", FILING, 1, 5, 15),
)  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}


def hits(counts: Mapping[str, int]) -> tuple[Hit, ...]:
    """Return the rules that these counts (rule → rows) hit, the heaviest first."""
    found = []
    for rule in RULES:
        n = counts.get(rule.code, 0)
        if n < rule.least:
            continue
        points = min(rule.points + rule.more * ((n - rule.least) // rule.step), rule.most)
        words = f"{rule.why.format(n=n)}（{rule.cites}）"
        found.append(Hit(rule=rule.code, label=rule.label, count=n, points=points, words=words))
    return tuple(sorted(found, key=lambda h: (-h.points, h.rule)))


def score(found: tuple[Hit, ...]) -> int:
    """Return the sum of the points: the place in the queue."""
    return sum(h.points for h in found)


def one_employer(_view: View, said: TakenUp) -> bool:
    """One employer is reviewed."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def in_time(_view: View, said: ToMend, on: date) -> bool:
    """The day by which it is to be mended does not lie before the day it is asked."""
    return said.until >= on


def taken(view: View) -> TakenUp | None:
    """Return with what the review was taken up."""
    said = view.said.get("take_up")
    return said if isinstance(said, TakenUp) else None


def called(view: View) -> str:
    """Return what a review is called in lists."""
    firm = next((s.name for s in view.subjects.values() if s.kind.code == "employer"), "")
    return f"{firm}用工备案审查"


def case_of(view: View, said: HandedOver) -> dict[str, Any]:
    """Return what the case of inspection is opened with."""
    return {
        "names": {s.key: s.name for s in view.subjects.values() if s.kind.code == "employer"},
        "source": "移送",
        "violations": tuple(BREACHES[b] for b in said.breaches),
        "words": said.words,
        "first_seen": view.on.get("take_up"),
    }


def row(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of a review."""
    said = taken(view)
    results = {"passed": "通过", "handed": "移交监察"}
    return {
        "": {
            "uscc": said.uscc if said else "",
            "score": said.score if said else 0,
            "taken_on": view.on.get("take_up"),
            "ended_on": view.on.get("pass") or view.on.get("hand_over"),
            "result": results.get(view.state, ""),
        }
    }
