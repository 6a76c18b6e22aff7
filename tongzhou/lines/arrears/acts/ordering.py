"""责任、责令、送达、逾期 — from what is owed to whoever must pay it. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.instruments import REGULATION, WAGES
from tongzhou.lines.arrears.offices import HEAD, INSPECTOR
from tongzhou.lines.arrears.papers import ORDER
from tongzhou.lines.arrears.states import (
    BOTH,
    EMPLOYER,
    EVERYWHERE,
    FOUND,
    IN_CASE,
    LIABLE,
    LIVE,
    ORDERED,
    OVERDUE,
)
from tongzhou.procedure.declare import Act
from tongzhou.procedure.needs import done, so, that
from tongzhou.procedure.serving import ServiceOfPaper

name_payers = Act(
    "name_payers",
    "确定清偿责任",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Liability,
    about=EMPLOYER,
    adds=True,
    needs=(that(rules.liable_here, "清偿责任人还没有登记，请核对"),),
    says="按用工情形依法排出谁先付、谁后付；各单位之间另行追偿。",
    cites=article(WAGES, 30),
)
order = Act(
    "order",
    "责令限期支付",
    by=(INSPECTOR, HEAD),
    at=(FOUND, OVERDUE),
    to=ORDERED,
    asks=facts.Order,
    about=EMPLOYER,
    subject_at=(IN_CASE, LIABLE),
    subject_to=LIABLE,
    needs=(
        so(rules.two_officers, "承办监察员不足二人，请先指定", article(REGULATION, 16)),
        done(name_payers),
        so(rules.everybody_established, "还有劳动者没有认定欠付金额，请先认定或另行处理"),
        that(rules.order_as_owed, "责令的金额与各人尚欠金额不一致，请刷新后再办"),
        that(rules.order_to_come, "支付期限须在今天以后"),
    ),
    issues=ORDER,
    says="送达后开始起作用；期满未付的，加付赔偿金由监察案件处理，并可移送公安机关。",
    cites=article(REGULATION, 26),
)
serve = Act("serve", "送达文书", by=INSPECTOR, at=EVERYWHERE, asks=ServiceOfPaper, about=BOTH)
lapse = Act(
    "lapse",
    "登记逾期未付",
    by=INSPECTOR,
    at=ORDERED,
    to=OVERDUE,
    asks=facts.Lapse,
    needs=(
        so(rules.order_served, "责令支付的决定还没有送达，不能认定逾期；请先登记送达"),
        so(rules.something_owed, "已经没有欠付的工资"),
    ),
    says="此后可以移送公安机关、提请列入失信联合惩戒名单。",
    cites=article(REGULATION, 26),
)
ACTS = (name_payers, order, serve, lapse)
