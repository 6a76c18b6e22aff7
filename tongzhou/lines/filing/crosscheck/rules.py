"""核对规则 — what two rows of one worker with one employer must not be together, in the officer's words. Pure.

The rules are those of one declaration at a time (`filing.rules.checking`); rows taken back or renewed are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongzhou.law import Article
from tongzhou.lines.filing.instruments import PROBATION, ROSTER


@dataclass(frozen=True)
class Rule:
    """A rule over two rows: what is wrong, how it is mended, under which article."""

    code: str
    number: str  # as the checks of a file are numbered
    says: str
    mend: str
    cites: Article


OVERLAP = Rule(
    "overlap",
    "F201",
    "与本单位的另一期备案期间重叠",
    "继续用工的，在原备案上办理续订或变更；报错的，作废其中一条",
    ROSTER,
)
PROBATION_AGAIN = Rule(
    "probation",
    "F202",
    "同一单位与同一劳动者约定了一次以上试用期",
    "只能约定一次，请在后一期备案上办理更正，删去试用期；已经履行的，依法支付赔偿金",
    PROBATION,
)
RULES = {rule.code: rule for rule in (OVERLAP, PROBATION_AGAIN)}
