"""到账 — payments, the deposit, the emergency fund, the worker's own word. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.instruments import DEPOSIT, WAGES
from tongzhou.lines.arrears.offices import HEAD, INSPECTOR
from tongzhou.lines.arrears.papers import ADVANCE, DRAW, RECOVER
from tongzhou.lines.arrears.states import (
    CLOSED,
    COLLECTING,
    EMPLOYER,
    ORDERED,
    OVERDUE,
    OWED,
    PAID,
    WATCHING,
    WORKER,
)
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.needs import done, so, that

BY_NOW = that(rules.received_by_now, "到账日期不能晚于今天")
WITHIN = that(rules.pays_within, "到账金额超过尚欠金额，或台账已有变化，请刷新后核对")
AFTERWARDS = (*COLLECTING, WATCHING, CLOSED)

report_paid = Act(
    "report_paid",
    "提交转账记录",
    by=(PARTY, INSPECTOR),
    at=COLLECTING,
    asks=facts.Reported,
    about=EMPLOYER,
    says="监察员核对到人后计入台账；劳动者也会收到确认短信。",
)
pay = Act(
    "pay",
    "登记到账",
    by=INSPECTOR,
    at=COLLECTING,
    asks=facts.Payment,
    about=WORKER,
    subject_at=OWED,
    needs=(BY_NOW, WITHIN),
    says="以银行记录为准，逐人登记；请劳动者确认。",
)
ADDS_UP = that(rules.confirm_adds_up, "金额与台账不符，请刷新后重新填写")
confirm_all = Act(
    "confirm_all",
    "确认全部收到",
    by=(PARTY, INSPECTOR),
    at=(*COLLECTING, WATCHING),
    asks=facts.Confirmed,
    about=WORKER,
    subject_at=(OWED, PAID),
    subject_to=PAID,
    needs=(
        BY_NOW,
        ADDS_UP,
        that(rules.confirms_all, "还没有全部收到；只收到一部分的，请登记部分到账"),
    ),
    says="确认后，这名劳动者的工资就算付清了。",
)
confirm = Act(
    "confirm",
    "确认部分收到",
    by=(PARTY, INSPECTOR),
    at=(*COLLECTING, WATCHING),
    asks=facts.Confirmed,
    about=WORKER,
    subject_at=(OWED, PAID),
    needs=(BY_NOW, ADDS_UP, that(rules.confirms_part, "已经全部收到的，请确认全部收到")),
    says="填写一共收到的金额；还差的，继续追缴。",
)
deny = Act(
    "deny",
    "没有收到",
    by=(PARTY, INSPECTOR),
    at=(*COLLECTING, WATCHING),
    asks=facts.Denied,
    about=WORKER,
    subject_at=(OWED, PAID),
    says="监察员核实以前，案件不能办结。",
)
verify = Act(
    "verify",
    "核实已经到账",
    by=INSPECTOR,
    at=(*COLLECTING, WATCHING),
    asks=facts.Verified,
    about=WORKER,
    subject_at=(OWED, PAID),
)
bounce = Act(
    "bounce",
    "登记退回、未到账",
    by=INSPECTOR,
    at=COLLECTING,
    asks=facts.Bounced,
    about=WORKER,
    subject_at=(OWED, PAID),
    subject_to=OWED,
    needs=(that(rules.bounce_within, "未到账金额超过已登记的到账金额，请核对"),),
)
draw = Act(
    "draw",
    "动用工资保证金",
    by=(INSPECTOR, HEAD),
    at=(ORDERED, OVERDUE),
    asks=facts.Draw,
    about=WORKER,
    subject_at=OWED,
    needs=(that(rules.draw_within, "动用的金额超过尚欠金额，请核对"),),
    issues=DRAW,
    says="银行收到通知后五个工作日内支付。",
    cites=article(WAGES, 32),
)
deposit_in = Act(
    "deposit_in",
    "登记保证金到账",
    by=INSPECTOR,
    at=COLLECTING,
    asks=facts.Payment,
    about=WORKER,
    subject_at=OWED,
    needs=(done(draw), BY_NOW, WITHIN),
    says="施工总承包单位须在十个工作日内补足保证金。",
    cites=article(DEPOSIT, 19, verified=False),
)
refilled = Act(
    "refilled",
    "登记补足保证金",
    by=INSPECTOR,
    at=AFTERWARDS,
    asks=facts.Refilled,
    needs=(done(deposit_in),),
    cites=article(DEPOSIT, 20, verified=False),
)
advance = Act(
    "advance",
    "应急周转金垫付",
    by=HEAD,
    at=COLLECTING,
    asks=facts.Advance,
    about=WORKER,
    subject_at=OWED,
    needs=(BY_NOW, WITHIN),
    issues=ADVANCE,
    says="垫付后依法向责任单位追偿。",
    cites=article(WAGES, 63),
)
claim_back = Act(
    "claim_back",
    "发出追偿通知",
    by=(INSPECTOR, HEAD),
    at=AFTERWARDS,
    asks=facts.Ground,
    about=EMPLOYER,
    needs=(so(rules.something_advanced, "没有尚未追回的垫付款"),),
    issues=RECOVER,
    cites=article(WAGES, 63),
)
recover = Act(
    "recover",
    "登记追回垫付款",
    by=INSPECTOR,
    at=AFTERWARDS,
    asks=facts.Recovery,
    about=WORKER,
    needs=(that(rules.recovery_within, "追回金额超过尚未追回的垫付款，请核对"),),
    cites=article(WAGES, 63),
)
MONEY = (
    pay,
    deposit_in,
    advance,
    confirm_all,
    confirm,
)  # the acts by which money comes to a worker
ACTS = (
    report_paid,
    pay,
    confirm_all,
    confirm,
    deny,
    verify,
    bounce,
    draw,
    deposit_in,
    refilled,
    advance,
    claim_back,
    recover,
)
