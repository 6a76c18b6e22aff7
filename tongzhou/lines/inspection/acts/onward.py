"""转出 — what goes on elsewhere: wages owed to workers, a suspicion of crime."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection.facts import performing as facts
from tongzhou.lines.inspection.facts.investigating import Ground
from tongzhou.lines.inspection.instruments import TRANSFER, WAGES
from tongzhou.lines.inspection.offices import INSPECTOR
from tongzhou.lines.inspection.rules import onward as rules
from tongzhou.lines.inspection.states import (
    CONCLUDED,
    DECIDED,
    INVESTIGATING,
    LIVE,
    OFFICER,
    SUSPENDED,
)
from tongzhou.procedure.declare import Act
from tongzhou.procedure.needs import so

from .opening import has_team

open_wages = Act(
    "open_wages",
    "转入欠薪处理",
    by=INSPECTOR,
    at=LIVE,
    asks=Ground,
    needs=(
        so(rules.knows_workers, "须先登记被欠薪的劳动者"),
        so(rules.no_matter_open, "欠薪处理已在进行"),
    ),
    cites=article(WAGES, 38),
    says="逐人逐月的欠薪台账和支付、清偿在欠薪处理中办理，结果自动回到本案。",
)
suspect_crime = Act(
    "suspect_crime",
    "发现涉嫌犯罪",
    by=INSPECTOR,
    at=(INVESTIGATING, SUSPENDED, CONCLUDED, DECIDED),
    asks=facts.Suspicion,
    hands=OFFICER,
    needs=(has_team, so(rules.no_transfer_open, "涉嫌犯罪移送已在办理")),
    cites=article(TRANSFER, 5),
    says="由二名以上人员专案办理，报负责人三日内决定。",
)
ACTS = (open_wages, suspect_crime)
