"""立案、台账、认定 — from the matter as it comes to what each worker is owed. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.instruments import PENALTY, REGULATION, WAGES
from tongzhou.lines.arrears.offices import HEAD, INSPECTOR
from tongzhou.lines.arrears.papers import BOOKS
from tongzhou.lines.arrears.states import (
    ASIDE,
    BOTH,
    CARRYING,
    CLAIMED,
    COLLECTING,
    EMPLOYER,
    FOUND,
    LIVE,
    OFFICER,
    OWED,
    RECUSED,
    RELIEVED,
    TAKEN,
    WORKER,
)
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import so, that

take_up = Act(
    "take_up",
    "立欠薪案件",
    by=(INSPECTOR, HEAD, HANDED),
    at=(),
    to=TAKEN,
    asks=facts.TakenUp,
    about=BOTH,
    adds=True,
    cites=article(WAGES, 39),
)
assign = Act(
    "assign",
    "指定承办监察员",
    by=HEAD,
    at=LIVE,
    asks=facts.Assignment,
    about=OFFICER,
    adds=True,
    needs=(
        that(rules.is_a_team, "承办监察员不得少于二人", article(REGULATION, 16)),
        that(
            rules.certificates_hold,
            "所选人员没有有效的执法证件，请核对“执法证件”登记",
            article(PENALTY, 42),
        ),
        that(rules.nobody_recused, "所选人员已从本案回避", article(PENALTY, 43)),
    ),
    cites=article(REGULATION, 16),
)
relieve = Act(
    "relieve",
    "不再承办",
    by=HEAD,
    at=LIVE,
    asks=facts.Ground,
    about=OFFICER,
    subject_at=CARRYING,
    subject_to=RELIEVED,
)
recuse = Act(
    "recuse",
    "承办监察员回避",
    by=HEAD,
    at=LIVE,
    asks=facts.Ground,
    about=OFFICER,
    subject_at=CARRYING,
    subject_to=RECUSED,
    says="该监察员此后看不到本案。",
    cites=article(REGULATION, 16),
)
enter = Act(
    "enter",
    "登记工资台账",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Wages,
    about=WORKER,
    adds=True,
    subject_at=(CLAIMED, OWED),
    says="同一人以最后登记的为准，此前登记的留在记录中；登记后请劳动者签认。",
    cites=article(WAGES, 15),
)
sign = Act(
    "sign",
    "签认工资台账",
    by=(PARTY, INSPECTOR),
    at=LIVE,
    asks=facts.Signed,
    about=WORKER,
    subject_at=(CLAIMED, OWED),
    says="签认表示台账上的月份、项目和金额没有错。",
    cites=article(WAGES, 15),
)
object_ = Act(
    "object",
    "对台账提出异议",
    by=(PARTY, INSPECTOR),
    at=LIVE,
    asks=facts.Objection,
    about=BOTH,
    says="监察员认定金额时须对异议逐项答复。",
)
demand = Act(
    "demand",
    "责令提供工资支付资料",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Demand,
    about=EMPLOYER,
    issues=BOOKS,
    says="期满不提供的，可以依照劳动者提供的证据认定。",
    cites=article(WAGES, 50),
)
bring_books = Act(
    "bring_books",
    "提供工资支付资料",
    by=(PARTY, INSPECTOR),
    at=LIVE,
    asks=facts.Brought,
    about=EMPLOYER,
    cites=article(WAGES, 15),
)
infer = Act(
    "infer",
    "登记用人单位未提供资料",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Ground,
    needs=(
        so(rules.books_missing, "用人单位已经提供资料，或还没有责令其提供", article(WAGES, 50)),
    ),
    says="此后可以“用人单位举证不利”为依据认定欠付金额。",
    cites=article(WAGES, 50),
)
establish = Act(
    "establish",
    "认定欠付金额",
    by=INSPECTOR,
    at=(TAKEN, *COLLECTING),
    to=FOUND,
    asks=facts.Established,
    about=WORKER,
    subject_at=(CLAIMED, OWED),
    subject_to=OWED,
    needs=(
        that(rules.answers_objections, "有人对台账提出了异议，请写明对异议的处理意见"),
        that(
            rules.infers_rightly,
            "以举证不利认定的，须先责令提供资料，期满后登记未提供",
            article(WAGES, 50),
        ),
        that(rules.confirmed_rows_signed, "有劳动者还没有签认台账，不能以“双方确认”为依据"),
        that(rules.not_below_nought, "认定的金额少于该劳动者已经收到的金额，请核对"),
    ),
    cites=article(WAGES, 53),
)
set_aside = Act(
    "set_aside",
    "个别劳动者另行处理",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Aside,
    about=WORKER,
    subject_at=(CLAIMED, OWED),
    subject_to=ASIDE,
    says="须有与结论相符的证据；该劳动者以后可以恢复办理。",
)
bring_back = Act(
    "bring_back",
    "恢复个别劳动者的办理",
    by=INSPECTOR,
    at=LIVE,
    asks=facts.Ground,
    about=WORKER,
    subject_at=ASIDE,
    subject_to=OWED,
)
ACTS = (
    assign,
    relieve,
    recuse,
    enter,
    sign,
    object_,
    demand,
    bring_books,
    infer,
    establish,
    set_aside,
    bring_back,
)
