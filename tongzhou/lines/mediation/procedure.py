"""劳动争议调解 — the procedure: its acts, the limits that name them, and what follows by itself.

The acts stand in the order of a case's life: `receipt`, `room`, `aftermath`.
"""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import (
    PARTY,
    Extension,
    Handover,
    Ledger,
    Limit,
    Once,
    Procedure,
    Reply,
    adds,
    after,
    body_late,
    puts,
    takes_effect,
)
from tongzhou.procedure.needs import everyone

from . import onward, rules
from .aftermath import (
    ask_confirmation,
    ask_review,
    call,
    close,
    confirm,
    confirmation_over,
    go_on,
    miss,
    outcome,
    part,
    payment_order,
    perform,
    press,
    review_over,
    to_arbitration,
    want_confirmation,
    want_review,
)
from .offices import CHIEF, CLERK, MEDIATOR
from .receipt import (
    accept,
    accept_court,
    accept_entrusted,
    accept_peoples,
    add,
    amend,
    apply,
    ask_other,
    assign,
    consent,
    decline,
    join,
    recuse,
    refuse,
    relieve,
    route,
    serve,
    withdraw,
)
from .room import (
    conclude,
    draft,
    extend,
    fail,
    hold,
    propose,
    put_off,
    say,
    schedule,
    sign,
    time_out,
)
from .shapes import (
    ACCEPTED,
    APPLIED,
    BEFORE_AGREEMENT,
    BOTH,
    BROKEN,
    CLAIMANT,
    FAILED,
    HANDLER,
    LEFT,
    MEDIATING,
    MOVED,
    NUMBER,
    PAID,
    PAYMENT,
    PERFORMED,
    PERFORMING,
    SIGNING,
    WITHDRAWN,
)
from .ways import CIVIL, COMMITTEE, INVITED, LAW, PROMISE, RULES

# --- Passages nobody performs ----------------------------------------------------------------------

all_left = Once(everyone(CLAIMANT, LEFT), at=BEFORE_AGREEMENT, to=WITHDRAWN, label="全部撤回")
all_moved = Once(
    everyone(CLAIMANT, LEFT, MOVED), at=BEFORE_AGREEMENT, to=FAILED, label="全部转申请仲裁"
)
all_pressed = Once(
    everyone(CLAIMANT, LEFT, MOVED), at=PERFORMING, to=BROKEN, label="全部转申请仲裁"
)
all_paid = Once(everyone(PAYMENT, PAID), at=PERFORMING, to=PERFORMED, label="全部履行")

# --- Limits ----------------------------------------------------------------------------------------

acceptance = Limit(
    "acceptance",
    "受理",
    working_days(3),
    article(COMMITTEE, 22),
    starts=apply,
    stops=(accept, accept_peoples, accept_entrusted, accept_court, refuse),
    owed_by=CLERK,
)
# 调仲法 14 counts from receipt and gives the right to arbitrate; the ministry's rule counts from acceptance
# and ends the mediation. Up to three working days lie between: both are kept.
statute = Limit(
    "statute",
    "达成协议（自收到申请起）",
    days(15),
    article(LAW, 14),
    starts=apply,
    stops=(conclude, fail, refuse, accept_entrusted, accept_court),
    on_lapse=body_late(opens=go_on),
    owed_by=MEDIATOR,
)
fifteen = Limit(
    "fifteen",
    "结束调解（自受理起）",
    days(15),
    article(COMMITTEE, 29),
    starts=accept,
    stops=(conclude, fail),
    # The rule sets no most; the figure only guards against a slip of the pen.
    extended=Extension(by=extend, most=180),
    on_lapse=takes_effect(time_out),
    owed_by=MEDIATOR,
)
entrustment = Limit(
    "entrustment",
    "委托调解",
    working_days(10),
    article(RULES, 70),
    starts=after(accept_entrusted, day="entrusted_on"),
    stops=(conclude, fail),
    owed_by=MEDIATOR,
)
court = Limit(
    "court",
    "委派调解",
    days(30),
    article(INVITED, 27, verified=False),
    starts=after(accept_court, day="entrusted_on"),
    stops=(conclude, fail),
    owed_by=MEDIATOR,
)
performance = Limit(
    "performance",
    "按约履行",
    days(0),
    article(LAW, 14),
    per=PAYMENT,
    starts=after(conclude, day="due"),
    stops=(after(confirm, day="received_on"), miss),
    owed_by=PARTY,
)
# 人民调解法 31 has the performance watched without saying how soon; three working days are a promise.
call_back = Limit(
    "call_back",
    "回访申请人",
    working_days(3),
    article(PROMISE, 1, verified=False),
    per=PAYMENT,
    starts=after(conclude, day="due"),
    stops=(call, confirm),
    owed_by=MEDIATOR,
)
# A right that is over is written down by time, so that nothing stands as overdue that nobody can do.
review_right = Limit(
    "review_right",
    "共同申请仲裁审查",
    days(15),
    article(RULES, 74),
    starts=conclude,
    stops=ask_review,
    on_lapse=takes_effect(review_over),
    owed_by=PARTY,
)
confirmation_right = Limit(
    "confirmation_right",
    "共同申请司法确认",
    days(30),
    article(CIVIL, 205),
    starts=conclude,
    stops=ask_confirmation,
    on_lapse=takes_effect(confirmation_over),
    owed_by=PARTY,
)

claims = Ledger(
    of=CLAIMANT,
    posts=(
        puts("请求", apply, "sums"),
        puts("请求", add, "sums"),
        puts("请求", amend, "sums"),
        puts("协议", conclude, "settled"),
    ),
)
payments = Ledger(
    of=PAYMENT,
    posts=(puts("应付", conclude, "amounts"), adds("已付", part, "paid"), adds("已付", confirm, "paid")),
)  # fmt: skip

# 转仲裁: nothing is typed again; whoever moved, with their claims, evidence and how the mediation ended.
failed_onward = Handover(
    after=to_arbitration,
    opens="arbitration.dispute",
    takes=BOTH,
    carries=onward.when_failed,
    cites=article(LAW, 5),
    when=onward.somebody_moved,
    region=onward.county,
)
overdue_onward = Handover(
    after=go_on,
    opens="arbitration.dispute",
    takes=BOTH,
    carries=onward.when_overdue,
    cites=article(LAW, 14),
    when=onward.somebody_moved,
    region=onward.county,
)
unperformed_onward = Handover(
    after=press,
    opens="arbitration.dispute",
    takes=BOTH,
    carries=onward.when_unperformed,
    cites=article(LAW, 15),
    when=onward.somebody_moved,
    region=onward.county,
)
# 仲裁审查: the commission reviews the agreement as it stands; its answer comes back by itself.
to_review = Handover(
    after=ask_review,
    opens="arbitration.review",
    takes=BOTH,
    carries=onward.for_review,
    cites=article(RULES, 74),
    region=onward.county,
)
# 委托调解的结果 goes back to the arbitration that has entrusted it.
ended_back, agreed_back, left_back = (
    Reply(
        after=act,
        to="arbitration.dispute",
        does="report_entrusted",
        carries=onward.reported,
        cites=article(RULES, 70),
        when=onward.is_reported,
    )
    for act in (fail, conclude, withdraw)
)

CASE = Procedure(
    "mediation.case",
    "劳动争议调解",
    since=date(2012, 1, 1),
    opens=apply,
    acts=(
        consent,
        decline,
        route,
        accept,
        accept_peoples,
        accept_entrusted,
        accept_court,
        refuse,
        serve,
        add,
        amend,
        assign,
        schedule,
        hold,
        put_off,
        say,
        propose,
        extend,
        draft,
        sign,
        conclude,
        fail,
        time_out,
        withdraw,
        go_on,
        to_arbitration,
        join,
        relieve,
        recuse,
        ask_other,
        confirm,
        part,
        miss,
        call,
        perform,
        want_review,
        ask_review,
        review_over,
        want_confirmation,
        ask_confirmation,
        confirmation_over,
        outcome,
        payment_order,
        press,
        close,
    ),
    limits=(
        acceptance,
        statute,
        fifteen,
        entrustment,
        court,
        performance,
        call_back,
        review_right,
        confirmation_right,
    ),
    onces=(all_left, all_moved, all_pressed, all_paid),
    ledgers=(claims, payments),
    handovers=(failed_onward, overdue_onward, unperformed_onward, to_review),
    replies=(ended_back, agreed_back, left_back),
    put_right_by=(CHIEF,),
    steps=(APPLIED, ACCEPTED, MEDIATING, SIGNING, PERFORMING, PERFORMED),
    case_number=NUMBER,
    called=rules.called,
    handled_by=HANDLER,
)
