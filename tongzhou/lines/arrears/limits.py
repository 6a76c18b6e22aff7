"""期限 — one sentence of the law each. Declarations only."""

from __future__ import annotations

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import PARTY, Limit, after, body_late

from .acts import collecting, ending, ordering, taking
from .instruments import DEPOSIT, PROMISE, REGULATION, WAGES
from .offices import INSPECTOR
from .states import COLLECTING, TAKEN

books = Limit(
    "books",
    "提供工资支付资料",
    days(0),
    article(WAGES, 50),
    starts=after(taking.demand, day="until"),
    stops=after(taking.bring_books, day="brought_on"),
    on_lapse=body_late(opens=taking.infer),
    owed_by=PARTY,
    within=(TAKEN, *COLLECTING),
)
term = Limit(
    "term",
    "按责令支付工资",
    days(0),
    article(REGULATION, 26),
    starts=after(ordering.order, day="until"),
    stops=(ending.conclude, ending.end, ordering.lapse),
    on_lapse=body_late(opens=ordering.lapse),
    owed_by=INSPECTOR,
)
# 保证金规定: five and ten working days. Read at second hand: they warn, and take nothing from anybody.
pay_out = Limit(
    "pay_out",
    "银行支付保证金",
    working_days(5),
    article(DEPOSIT, 19, verified=False),
    starts=collecting.draw,
    stops=after(collecting.deposit_in, day="received_on"),
    owed_by=INSPECTOR,
)
refill = Limit(
    "refill",
    "补足保证金",
    working_days(10),
    article(DEPOSIT, 20, verified=False),
    starts=after(collecting.deposit_in, day="received_on"),
    stops=after(collecting.refilled, day="refilled_on"),
    outlives=True,
    owed_by=INSPECTOR,
)
# No article says when to ask again whether the money has come and stayed; both are a promise of the house.
third_day = Limit(
    "third_day",
    "到账三日回访",
    days(3),
    article(PROMISE, 1, verified=False),
    starts=ending.conclude,
    stops=after(ending.visit3, day="called_on"),
    owed_by=INSPECTOR,
)
thirtieth_day = Limit(
    "thirtieth_day",
    "到账三十日回访",
    days(30),
    article(PROMISE, 2, verified=False),
    starts=ending.conclude,
    stops=after(ending.visit30, day="called_on"),
    owed_by=INSPECTOR,
)
LIMITS = (books, term, pay_out, refill, third_day, thirtieth_day)
