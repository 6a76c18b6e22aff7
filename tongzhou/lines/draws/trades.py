"""标签和建议比例 — tags that ask for a trained officer, and the rates that a new batch begins with."""

from __future__ import annotations

from .facts import Stratum

# Code in the bundle → what it is called; an officer has a trade where the certificate names it.
TAGS = {
    "construction": "工程建设",
    "dispatch": "劳务派遣",
    "agency": "人力资源服务",
    "platform": "平台用工",
    "labour-intensive": "劳动密集型",
    "minors": "未成年工、女职工",
    "listed": "模型名单",  # of this month: set by `tongzhou warn arm`, so that the rest is drawn apart
}
OTHER_WORDS = {"建筑施工": "construction", "工程建设领域": "construction", "派遣": "dispatch"}


def skills_of(words: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Return the codes of the trades a certificate names."""
    by_label = {label: code for code, label in TAGS.items()} | OTHER_WORDS
    return tuple(sorted({by_label[w] for w in words if w in by_label}))


# Proposals, not law: no official ratios by grade were found for Inner Mongolia (domain J). High risk all, C 20 to
# 100 %, B 5 %, A 1 to 3 %, new employers 3 %; each office writes down its own in the terms of a batch.
PROPOSED = (
    Stratum(code="risk", label="高风险", risk="high", num=100),
    Stratum(code="C", label="诚信等级C级", grade="C", num=20, least=1),
    Stratum(code="new", label="新设不满一年", fresh=12, num=3),
    Stratum(code="B", label="诚信等级B级", grade="B", num=5, least=1),
    Stratum(code="A", label="诚信等级A级", grade="A", num=2),
    Stratum(code="rest", label="其他", num=3),
)
