"""劳动争议仲裁规程 — the flow chart: an application becomes a case, the case is tried, everybody's claims are decided."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article
from tongzhou.lines.arbitration.acts import bringing, changing, deciding, trying
from tongzhou.lines.arbitration.limits import LIMITS
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.rules import awards, ledger
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    APPLIED,
    ARCHIVED,
    AWARDED,
    CLAIMANT,
    CORRECTING,
    DECIDED,
    DEFAULTED,
    ENDED,
    MEMBER,
    MERGED,
    RESPONDENT,
    SETTLED,
    SPLIT,
    SUGGESTED,
    WITHDRAWN,
)
from tongzhou.procedure.declare import Handover, Ledger, Merging, Once, Procedure, adds, puts
from tongzhou.procedure.needs import everyone

from .choices import CHOICES

RULES = "劳动人事争议仲裁办案规则"
CODE = "arbitration.dispute"

decided_for_all = Once(
    everyone(CLAIMANT, SETTLED, AWARDED, WITHDRAWN, DEFAULTED, SPLIT, ENDED),
    at=(APPLIED, CORRECTING, SUGGESTED, ACCEPTED),
    to=DECIDED,
    label="全部请求已有处理结果",
)
claims = Ledger(
    of=CLAIMANT,
    posts=(
        puts("asked", bringing.apply, "sums"),
        puts("asked", bringing.add_claimants, "sums"),
        puts("asked", changing.join_claimants, "sums"),
        puts("asked", changing.amend_claim, "sums"),
        puts("asked", changing.carry_claims, "sums"),
        puts("settled", deciding.settle, "sums"),
        puts("settled", deciding.repent, "nothing"),
        adds("awarded", deciding.award_partial, "sums"),
        adds("awarded", deciding.award_final, "sums"),
        adds("awarded", deciding.award_other, "sums"),
        adds("paid", deciding.pay, "sums"),
    ),
    labels={"asked": "请求", "settled": "调解", "awarded": "裁决", "paid": "已付"},
)
to_own_case = Handover(
    after=bringing.split,
    opens=CODE,
    takes=(CLAIMANT, RESPONDENT),
    carries=awards.split_matter,
    cites=article(RULES, 5),
)
# 委托调解: the file goes along, and the result comes back as `report_entrusted` (办案规则 70).
to_mediation = Handover(
    after=trying.entrust,
    opens="mediation.case",
    takes=(CLAIMANT, RESPONDENT),
    carries=awards.entrusted_matter,
    cites=article(RULES, 70),
)

DISPUTE = Procedure(
    CODE,
    "劳动人事争议仲裁",
    since=date(2017, 7, 1),
    opens=bringing.apply,
    acts=(
        *bringing.TAKING,
        *trying.ACTS,
        *deciding.ACTS,
        *bringing.SPEAKING,
        *changing.ACTS,
        *bringing.LEAVING,
    ),
    limits=LIMITS,
    onces=(decided_for_all,),
    ledgers=(claims,),
    handovers=(to_own_case, to_mediation),
    merging=Merging(
        by=(ARBITRATOR, HEAD), at=(APPLIED, ACCEPTED), to=MERGED, cites=article(RULES, 5)
    ),
    put_right_by=(HEAD,),
    seen_by=(CLERK, ARBITRATOR, HEAD, CHAIR),
    steps=(APPLIED, ACCEPTED, DECIDED, ARCHIVED),
    called=ledger.called,
    handled_by=MEMBER,
    level=6,
    readings=CHOICES,
)
