"""履行、审查、转仲裁 — the acts after an agreement, or after it has failed. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, PARTY, TIME, Act
from tongzhou.procedure.needs import done, so, that, unless

from . import facts, rules
from .offices import CHIEF, CLERK, MEDIATOR
from .shapes import (
    BEFORE_AGREEMENT,
    BOTH,
    BROKEN,
    CALL_RECORD,
    CLAIMANT,
    CLAIMING,
    CONFIRMATION,
    DUE,
    FAILED,
    LATE,
    MOVED,
    PAID,
    PAYMENT,
    PAYMENT_ORDER,
    PERFORMED,
    PERFORMING,
    REFUSED,
    REVIEW,
)
from .ways import CIVIL, COMMITTEE, LAW, PEOPLES, RULES

# --- Onward to arbitration -------------------------------------------------------------------------

go_on = Act(
    "go_on",
    "十五日未达成协议，转申请仲裁",
    by=(PARTY, CLERK),
    at=BEFORE_AGREEMENT,
    asks=facts.Onward,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=MOVED,
    needs=(so(rules.goes_to_arbitration, "本案由委托（委派）机关继续办理，不另行申请"),),
    cites=article(LAW, 14),
)
to_arbitration = Act(
    "to_arbitration",
    "转申请仲裁",
    by=(PARTY, CLERK, MEDIATOR),
    at=(FAILED, REFUSED),
    asks=facts.Onward,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=MOVED,
    needs=(so(rules.goes_to_arbitration, "本案由委托（委派）机关继续办理，不另行申请"),),
    says="申请内容、证据和调解情况一并转去，不用重新填写。",
    cites=article(LAW, 5),
)
press = Act(
    "press",
    "未履行，转申请仲裁",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Onward,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=MOVED,
    needs=(so(rules.is_broken, "还没有登记未按约履行的款项", article(LAW, 15)),),
    cites=article(LAW, 15),
)

# --- Review, confirmation, payment order -----------------------------------------------------------

review_over = Act(
    "review_over", "期满未申请仲裁审查", by=TIME, at=PERFORMING, cites=article(RULES, 74)
)
confirmation_over = Act(
    "confirmation_over", "期满未申请司法确认", by=TIME, at=PERFORMING, cites=article(CIVIL, 205)
)
want_review = Act(
    "want_review",
    "同意共同申请仲裁审查",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Signing,
    about=BOTH,
    needs=(
        so(rules.may_be_reviewed, "这种调解方式达成的协议不适用仲裁审查"),
        so(rules.review_is_open, "自协议生效之日起十五日内没有共同申请，不再审查"),
    ),
    cites=article(RULES, 74),
)
ask_review = Act(
    "ask_review",
    "提交仲裁审查申请",
    by=(CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Joint,
    needs=(
        so(
            rules.review_is_open,
            "自协议生效之日起十五日内没有共同申请，不再审查",
            article(RULES, 74),
        ),
        so(rules.all_want_review, "须由双方当事人共同提出，请先取得双方签署", article(RULES, 74)),
    ),
    issues=REVIEW,
    cites=article(RULES, 74),
)
want_confirmation = Act(
    "want_confirmation",
    "同意共同申请司法确认",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Signing,
    about=BOTH,
    needs=(
        so(rules.may_be_confirmed, "这种调解方式达成的协议不适用司法确认"),
        so(rules.confirmation_is_open, "自协议生效之日起三十日内没有共同申请，不再确认"),
    ),
    cites=article(CIVIL, 205),
)
ask_confirmation = Act(
    "ask_confirmation",
    "提交司法确认申请",
    by=(CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Joint,
    needs=(
        so(
            rules.confirmation_is_open,
            "自协议生效之日起三十日内没有共同申请，不再确认",
            article(CIVIL, 205),
        ),
        so(
            rules.all_want_confirmation,
            "须由双方当事人共同提出，请先取得双方签署",
            article(CIVIL, 205),
        ),
    ),
    issues=CONFIRMATION,
    cites=article(CIVIL, 205),
)
outcome = Act(
    "outcome",
    "登记审查（确认）结果",
    by=(CLERK, MEDIATOR, HANDED),
    at=(PERFORMING, PERFORMED, BROKEN),
    asks=facts.Outcome,
    needs=(unless(rules.asked_confirmation, done(ask_review)),),
    cites=article(RULES, 76),
)
payment_order = Act(
    "payment_order",
    "制作支付令申请书",
    by=(CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Joint,
    needs=(
        so(
            rules.payment_order_lies,
            "须为用人单位到期未付的劳动报酬、工伤医疗费、经济补偿或赔偿金",
            article(LAW, 16),
        ),
    ),
    issues=PAYMENT_ORDER,
    says="由劳动者持调解协议书向人民法院申请。",
    cites=article(LAW, 16),
)

# --- Performance -----------------------------------------------------------------------------------

part = Act(
    "part",
    "登记部分付款",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Received,
    about=PAYMENT,
    subject_at=(DUE, LATE),
    needs=(that(rules.received_by_now, "收到日期不能晚于今天"), that(rules.not_more, "收到金额超过应付金额，请核对")),
)  # fmt: skip
confirm = Act(
    "confirm",
    "确认收到全部款项",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Received,
    about=PAYMENT,
    subject_at=(DUE, LATE),
    subject_to=PAID,
    needs=(
        that(rules.received_by_now, "收到日期不能晚于今天"),
        that(rules.in_full, "收到金额与尚未付清的金额不符；只收到一部分的，请登记部分付款"),
    ),
    says="所有款项收到后，案件办结。",
)
miss = Act(
    "miss",
    "登记未按约履行",
    by=(PARTY, CLERK, MEDIATOR),
    at=PERFORMING,
    asks=facts.Ground,
    about=PAYMENT,
    subject_at=DUE,
    subject_to=LATE,
    needs=(so(rules.something_due, "没有到期的款项"),),
    says="自即日起仲裁时效中断并重新计算；可以申请支付令，也可以申请仲裁。",
    cites=article(COMMITTEE, 31),
)
call = Act(
    "call",
    "登记回访",
    by=(CLERK, MEDIATOR),
    at=(PERFORMING, PERFORMED, BROKEN),
    asks=facts.CallBack,
    about=PAYMENT,
    issues=CALL_RECORD,
    needs=(that(rules.called_by_now, "回访日期不能晚于今天"),),
    cites=article(PEOPLES, 31),
)
perform = Act(
    "perform",
    "确认已履行",
    by=MEDIATOR,
    by_handler=True,
    at=PERFORMING,
    to=PERFORMED,
    asks=facts.Ground,
    needs=(so(rules.nothing_to_pay, "还有没付清的款项，请逐笔确认收款"),),
)
close = Act(
    "close",
    "未履行结案",
    by=(CHIEF, MEDIATOR),
    at=PERFORMING,
    to=BROKEN,
    asks=facts.Ending,
    needs=(so(rules.is_broken, "还没有登记未按约履行的款项"),),
)
