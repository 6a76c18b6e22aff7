"""调解室、协议 — the acts of the room, from the first sitting to the agreement or its failure. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import PARTY, TIME, Act
from tongzhou.procedure.needs import so, that

from . import facts, rules
from .offices import CLERK, MEDIATOR
from .shapes import (
    ACCEPTED,
    AGREEMENT,
    AT_WORK,
    BOTH,
    CLAIMANT,
    FAILED,
    FAILURE,
    HELD,
    IN_ROOM,
    MEDIATING,
    PAYMENT,
    PERFORMING,
    PUT_OFF,
    SESSION,
    SET,
    SIGNING,
)
from .ways import COMMITTEE, LAW, PEOPLES

# --- The room --------------------------------------------------------------------------------------

schedule = Act(
    "schedule",
    "约定调解会",
    by=MEDIATOR,
    by_handler=True,
    at=(MEDIATING, SIGNING),
    asks=facts.Sitting,
    about=SESSION,
    adds=True,
    needs=(that(rules.not_gone_by, "调解会的日期不能早于今天；已开过的请登记调解记录"),),
)
hold = Act(
    "hold",
    "登记调解记录",
    by=MEDIATOR,
    by_handler=True,
    at=(MEDIATING, SIGNING),
    asks=facts.Minutes,
    about=SESSION,
    subject_at=SET,
    subject_to=HELD,
    cites=article(PEOPLES, 27),
)
put_off = Act(
    "put_off",
    "调解会未开成",
    by=MEDIATOR,
    by_handler=True,
    at=(MEDIATING, SIGNING),
    asks=facts.Ground,
    about=SESSION,
    subject_at=SET,
    subject_to=PUT_OFF,
)
say = Act(
    "say",
    "发送消息",
    by=(PARTY, MEDIATOR),
    at=IN_ROOM,
    asks=facts.Message,
    says="双方当事人和调解员都能看到。",
)
propose = Act(
    "propose",
    "提出调解方案",
    by=(PARTY, MEDIATOR),
    at=(MEDIATING, SIGNING),
    asks=facts.Offer,
    about=BOTH,
    says="双方当事人和调解员都能看到；方案不作为此后仲裁、诉讼中对其不利的依据。",
)
extend = Act(
    "extend",
    "延长调解",
    by=MEDIATOR,
    by_handler=True,
    at=(ACCEPTED, MEDIATING, SIGNING),
    asks=facts.LongerTime,
    cites=article(COMMITTEE, 29),
)

# --- The agreement ---------------------------------------------------------------------------------

draft = Act(
    "draft",
    "拟定调解协议",
    by=MEDIATOR,
    by_handler=True,
    at=(MEDIATING, SIGNING),
    to=SIGNING,
    asks=facts.Agreement,
    needs=(that(rules.for_claimants_here, "协议所列的人不是本案仍在调解的申请人，请核对"),),
    says="双方在手机上核对后签署；重新拟定的，须重新签署。",
    cites=article(LAW, 14),
)
sign = Act(
    "sign",
    "签署调解协议",
    by=(PARTY, CLERK, MEDIATOR),
    at=SIGNING,
    asks=facts.Signing,
    about=BOTH,
    says="签署表示已经看过并同意协议全文。",
    cites=article(LAW, 14),
)
conclude = Act(
    "conclude",
    "协议生效",
    by=MEDIATOR,
    by_handler=True,
    at=SIGNING,
    to=PERFORMING,
    asks=facts.Conclusion,
    about=(PAYMENT, CLAIMANT),
    adds=True,
    needs=(
        so(rules.all_signed, "双方当事人还没有全部签署现在这一稿协议", article(LAW, 14)),
        that(rules.as_drafted, "履行款项与双方签署的协议不一致，请刷新后再办"),
    ),
    issues=AGREEMENT,
    cites=article(LAW, 14),
)
fail = Act(
    "fail",
    "调解不成",
    by=MEDIATOR,
    at=AT_WORK,
    to=FAILED,
    asks=facts.Failure,
    issues=FAILURE,
    says="书面告知当事人可以申请仲裁；申请人可以一键转申请，不用重新填写。",
    cites=article(PEOPLES, 26),
)
time_out = Act(
    "time_out", "期满视为调解不成", by=TIME, at=AT_WORK, to=FAILED, cites=article(COMMITTEE, 29)
)
