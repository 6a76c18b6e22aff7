"""跨地区请求的办理行为 — taken, disputed, decided by the common superior, answered. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, Act
from tongzhou.procedure.needs import so, that

from . import facts, rules
from .bar import PLACE, REGULATION
from .offices import CHIEF, CLERK, LEAGUE, PROVINCE
from .shapes import (
    ASKED,
    AT_WORK,
    BOTH,
    DESIGNATION,
    DISPUTED,
    REPLY,
    REPORTED,
    SENT_BACK,
    TAKEN_OVER,
)

ask = Act(
    "ask",
    "发出请求",
    by=HANDED,
    at=(),
    to=ASKED,
    asks=facts.Request,
    about=BOTH,
    adds=True,
    cites=PLACE,
)
take_over = Act(
    "take_over",
    "接收移送",
    by=(CLERK, CHIEF),
    at=(ASKED, DISPUTED),
    to=TAKEN_OVER,
    asks=facts.Taken,
    needs=(so(rules.is_transfer, "本件是协查（联合办理）请求，请办理“接受协查”"),),
    says="在本地区重新登记为举报投诉，首次反映日期保留。",
    cites=PLACE,
)
take = Act(
    "take",
    "接受协查",
    by=(CLERK, CHIEF),
    at=(ASKED, DISPUTED),
    to=AT_WORK,
    asks=facts.Taken,
    needs=(so(rules.is_help, "本件是移送，请办理“接收移送”"),),
)
object_ = Act(
    "object",
    "提出异议，不接收",
    by=(CLERK, CHIEF),
    at=ASKED,
    to=DISPUTED,
    asks=facts.Objection,
    says="由共同的上一级指定，不得自行退回。",
    cites=PLACE,
)
escalate = Act(
    "escalate",
    "逾期未接收，提交指定",
    by=(LEAGUE, PROVINCE),
    at=ASKED,
    to=DISPUTED,
    asks=facts.Ground,
    cites=PLACE,
)
to_receiver_league, to_receiver_province = (
    Act(
        f"designate_{code}",
        f"指定管辖（{label}）",
        by=office,
        at=DISPUTED,
        to=TAKEN_OVER,
        asks=facts.Designation,
        needs=(
            so(rules.is_transfer, "协查请求不涉及指定管辖，请督促接收方办理"),
            so(rule, words, PLACE),
            that(rules.to_receiver, "决定由请求方办理的，请办理“决定退回”"),
        ),
        issues=DESIGNATION,
        says="指定由接收方办理，在接收地区重新登记。",
        cites=article(REGULATION, 13),
    )
    for code, label, office, rule, words in (
        ("league", "盟市", LEAGUE, rules.in_one_league, "双方不在同一盟市，由自治区指定"),
        ("province", "自治区", PROVINCE, rules.in_two_leagues, "双方在同一盟市，由盟市指定"),
    )
)
back_league, back_province = (
    Act(
        f"send_back_{code}",
        f"决定退回请求方（{label}）",
        by=office,
        at=DISPUTED,
        to=SENT_BACK,
        asks=facts.Ground,
        needs=(so(rule, words, PLACE),),
        issues=DESIGNATION,
        says="由请求方办理。",
        cites=article(REGULATION, 13),
    )
    for code, label, office, rule, words in (
        ("league", "盟市", LEAGUE, rules.in_one_league, "双方不在同一盟市，由自治区决定"),
        ("province", "自治区", PROVINCE, rules.in_two_leagues, "双方在同一盟市，由盟市决定"),
    )
)
urge_league, urge_province = (
    Act(
        f"urge_{code}",
        f"决定应予协查（{label}）",
        by=office,
        at=DISPUTED,
        to=AT_WORK,
        asks=facts.Ground,
        needs=(so(rules.is_help, "移送请办理“指定管辖”"), so(rule, words, PLACE)),
        says="接收方应当协查并答复。",
        cites=article(REGULATION, 13),
    )
    for code, label, office, rule, words in (
        ("league", "盟市", LEAGUE, rules.in_one_league, "双方不在同一盟市，由自治区决定"),
        ("province", "自治区", PROVINCE, rules.in_two_leagues, "双方在同一盟市，由盟市决定"),
    )
)
reply = Act(
    "reply", "答复", by=(CLERK, CHIEF), at=AT_WORK, to=REPORTED, asks=facts.Reported, issues=REPLY
)
note = Act(
    "note",
    "补充说明",
    by=(CLERK, CHIEF),
    at=(),
    asks=facts.Reported,
    says="请求方、接收方都看得到。",
)
