"""立案、指派、回避 — the case is opened, given to two certified officers, and told about from elsewhere."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.facts import opening as facts
from tongzhou.lines.inspection.instruments import LOCAL, PENALTY, RULE, UNION
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.rules import opening as rules
from tongzhou.lines.inspection.states import (
    ASKED,
    ASSIGNED,
    EMPLOYER,
    FILED,
    INVESTIGATING,
    LIVE,
    OFFICER,
    RECUSAL,
    RELIEVED,
    SUSPENDED,
    VIOLATION,
    WORKER,
)
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import so, that

FINDING = (FILED, INVESTIGATING)

file = Act(
    "file",
    "立案",
    by=(INSPECTOR, HANDED),
    at=(),
    to=FILED,
    asks=facts.Filing,
    about=(EMPLOYER, WORKER, VIOLATION),
    adds=True,
    needs=(that(rules.names_an_employer, "立案须有明确的用人单位", article(LOCAL, 14)),),
    issues=papers.FILING,
    cites=article(RULE, 14),
    says="自立案之日起六十个工作日内完成调查。",
)
assign = Act(
    "assign",
    "指派承办监察员",
    by=HEAD,
    at=LIVE,
    asks=facts.Team,
    about=OFFICER,
    adds=True,
    needs=(
        that(rules.is_a_team, "须由二名以上监察员承办", article(RULE, 16)),
        that(
            rules.certificates_hold,
            "所选人员没有有效的执法证件，请核对“执法证件”登记",
            article(PENALTY, 42),
        ),
        that(rules.nobody_recused, "所选人员已从本案回避", article(PENALTY, 43)),
    ),
    issues=papers.ASSIGNMENT,
    cites=article(RULE, 16),
)
relieve = Act(
    "relieve",
    "调整承办监察员",
    by=HEAD,
    at=LIVE,
    about=OFFICER,
    subject_at=ASSIGNED,
    subject_to=RELIEVED,
    says="调出的人员不再承办；不足二人的，须先另行指派。",
)
ask_recusal = Act(
    "ask_recusal",
    "申请回避",
    by=(PARTY, INSPECTOR),
    at=LIVE,
    asks=facts.RecusalRequest,
    about=RECUSAL,
    adds=True,
    needs=(that(rules.names_an_officer, "只能申请承办本案的人员回避"),),
    cites=article(PENALTY, 43),
    says="决定作出之前，不停止调查。",
)
decide_recusal = Act(
    "decide_recusal",
    "决定回避",
    by=HEAD,
    at=LIVE,
    asks=facts.RecusalDecision,
    about=RECUSAL,
    subject_at=ASKED,
    needs=(that(rules.answers_a_request, "所选人员与回避申请不一致"),),
    issues=papers.RECUSAL,
    cites=article(PENALTY, 43),
)
add_violations = Act(
    "add_violations",
    "补充违法事项",
    by=INSPECTOR,
    at=FINDING,
    asks=facts.MoreViolations,
    about=VIOLATION,
    adds=True,
    by_handler=True,
)
add_workers = Act(
    "add_workers",
    "补充劳动者",
    by=INSPECTOR,
    at=(FILED, INVESTIGATING, SUSPENDED),
    asks=facts.MoreWorkers,
    about=WORKER,
    adds=True,
)
register_union = Act(
    "register_union",
    "登记工会建议书",
    by=INSPECTOR,
    at=FINDING,
    asks=facts.UnionLetter,
    cites=article(UNION, 24),
    says="自立案起九十日内办结，办结后五个工作日内告知工会。",
)
has_team = so(rules.has_two, "须先指派二名以上承办监察员", article(RULE, 16))
ACTS = (assign, relieve, ask_recusal, decide_recusal, add_violations, add_workers, register_union)
