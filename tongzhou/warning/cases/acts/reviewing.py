"""审核 — whoever issued it looks at what came of it: closed, sent back, lowered, or handed over. Declarations only."""

from __future__ import annotations

from tongzhou.procedure.declare import HANDED, Act
from tongzhou.procedure.needs import so, that
from tongzhou.warning.cases import facts, papers, rules
from tongzhou.warning.cases.states import (
    CLOSED,
    DISPATCHED,
    FED_BACK,
    ISSUED,
    SIGNED,
    TRANSFERRED,
    VERIFIED,
    WATCHED,
    WORKING,
)
from tongzhou.warning.offices import ANALYST, CHIEF

ISSUER = (ANALYST, CHIEF)
WHICH = (
    that(rules.knows_rules, "所选规则没有命中本件预警"),
    that(rules.says_which, "核实为属实的，请在“属实的规则”中逐条选出哪几条属实"),
)
ONWARD = (*WORKING, FED_BACK, WATCHED)

close = Act(
    "close",
    "解除预警",
    by=ISSUER,
    at=FED_BACK,
    to=CLOSED,
    asks=facts.Closing,
    needs=(so(rules.is_settled, "反馈的结果不是“已化解”，请退回、降级或转办"), *WHICH),
)
close_watched = Act(
    "close_watched",
    "观察期满解除",
    by=ISSUER,
    at=WATCHED,
    to=CLOSED,
    asks=facts.Closing,
    needs=WHICH,
)
send_back = Act(
    "send_back", "退回继续处置", by=ISSUER, at=FED_BACK, to=VERIFIED, asks=facts.SentBack
)
downgrade = Act(
    "downgrade",
    "降级观察",
    by=ISSUER,
    at=(FED_BACK, WATCHED),
    to=WATCHED,
    asks=facts.Downgrade,
    needs=(
        that(rules.is_lower, "所选等级不低于现在的等级"),
        that(rules.not_before_today, "下次查看日期不能早于今天"),
    ),
)
reopen = Act(
    "reopen",
    "恢复处置",
    by=ISSUER,
    at=WATCHED,
    to=SIGNED,
    asks=facts.Regrade,
    says="情况又有变化的，按所选等级重新核实、处置。",
)
to_inspection = Act(
    "to_inspection",
    "移送劳动保障监察",
    by=ISSUER,
    at=ONWARD,
    to=TRANSFERRED,
    asks=facts.ToInspection,
    needs=WHICH,
    issues=papers.REFERRAL,
    says="监察机构自动立案，本件预警办结；案号写入关联案件。",
)
to_mediation = Act(
    "to_mediation",
    "转劳动争议调解",
    by=ISSUER,
    at=ONWARD,
    to=TRANSFERRED,
    asks=facts.ToMediation,
    needs=WHICH,
    issues=papers.REFERRAL,
)
to_incident = Act(
    "to_incident",
    "转突发事件处置",
    by=ISSUER,
    at=(ISSUED, DISPATCHED, *ONWARD),  # what is happening waits for nobody to sign for it
    to=TRANSFERRED,
    asks=facts.ToIncident,
    needs=(that(rules.names_an_officer, "请选择接收人"), *WHICH),
    issues=papers.REFERRAL,
    says="出具移送函，由接收人按应急预案处置；处置结果自动回告本件预警。",
)
incident_over = Act(
    "incident_over", "突发事件处置结果", by=HANDED, at=TRANSFERRED, asks=facts.IncidentOver
)
ACTS = (
    close,
    close_watched,
    send_back,
    downgrade,
    reopen,
    to_inspection,
    to_mediation,
    to_incident,
    incident_over,
)
