"""履行 — service of decisions, payment, what is added for each day, urging, review, suit, court, closing, archive."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.facts import investigating
from tongzhou.lines.inspection.facts import performing as facts
from tongzhou.lines.inspection.instruments import FORCE, LOCAL, PENALTY, REVIEW, SUIT, UNION
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.rules import performing as rules
from tongzhou.lines.inspection.states import (
    ARCHIVED,
    CLOSED,
    CONCLUDED,
    DECIDED,
    EMPLOYER,
    EVER,
    PUNISHED,
    VIOLATION,
    WORKER,
)
from tongzhou.procedure.declare import HANDED, TIME, Act
from tongzhou.procedure.needs import done, so, that
from tongzhou.procedure.serving import ServiceOfPaper

from .deciding import punish, treat
from .opening import register_union

AFTER = (DECIDED, CLOSED)
EITHER = (
    CONCLUDED,
    DECIDED,
    CLOSED,
)  # several violations of a case may be decided one after another

serve_punishment = Act(
    "serve_punishment",
    "送达行政处罚决定书",
    by=INSPECTOR,
    at=EITHER,
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(done(punish),),
    cites=article(PENALTY, 61),
    says="收到之日起十五日内缴纳罚款；六十日内可以申请复议，六个月内可以起诉。",
)
serve_treatment = Act(
    "serve_treatment",
    "送达行政处理决定书",
    by=INSPECTOR,
    at=EITHER,
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(done(treat),),
)
report_up = Act(
    "report_up",
    "重大决定报上级备案",
    by=INSPECTOR,
    at=EITHER,
    asks=facts.Reported,
    cites=article(LOCAL, 20),
)
publish = Act(
    "publish",
    "公示行政处罚",
    by=INSPECTOR,
    at=EITHER,
    asks=facts.Publication,
    needs=(done(punish),),
    cites=article(PENALTY, 48),
)
withdraw_publication = Act(
    "withdraw_publication",
    "撤回公示",
    by=INSPECTOR,
    at=EVER,
    asks=facts.Withdrawal,
    needs=(done(publish),),
    cites=article(PENALTY, 48),
)
pay = Act(
    "pay",
    "登记缴纳罚款",
    by=INSPECTOR,
    at=AFTER,
    asks=facts.Payment,
    about=VIOLATION,
    subject_at=PUNISHED,
    needs=(
        that(rules.pays_no_more_than_owed, "缴纳的金额超过应缴金额，请核对"),
        that(rules.completes_rightly, "“已全部缴清”与金额不符，请核对"),
    ),
    cites=article(PENALTY, 67),
)
defer = Act(
    "defer",
    "批准延期、分期缴纳",
    by=HEAD,
    at=DECIDED,
    asks=facts.Deferral,
    needs=(done(serve_punishment),),
    issues=papers.DEFERRAL,
    cites=article(PENALTY, 66),
)
add_fine = Act(
    "add_fine",
    "加处罚款",
    by=HEAD,
    at=DECIDED,
    asks=facts.Additional,
    about=VIOLATION,
    subject_at=PUNISHED,
    needs=(
        that(rules.adds_right, "加处罚款的计算与本案记录不符，请重新计算", article(PENALTY, 72)),
    ),
    issues=papers.ADDITIONAL,
    cites=article(PENALTY, 72),
)
perform = Act("perform", "核实履行情况", by=INSPECTOR, at=DECIDED, asks=facts.Performance)
urge = Act(
    "urge",
    "催告履行",
    by=INSPECTOR,
    at=DECIDED,
    asks=facts.Urging,
    issues=papers.URGING,
    cites=article(FORCE, 54),
)
serve_urging = Act(
    "serve_urging",
    "送达催告书",
    by=INSPECTOR,
    at=DECIDED,
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(done(urge),),
    cites=article(FORCE, 54),
    says="送达十个工作日后仍未履行的，可以申请法院强制执行。",
)
ask_review = Act(
    "ask_review",
    "登记行政复议",
    by=INSPECTOR,
    at=(*AFTER, ARCHIVED),
    asks=facts.Asked,
    cites=article(REVIEW, 20),
)
review_ruled = Act(
    "review_ruled",
    "登记复议结果",
    by=INSPECTOR,
    at=(*AFTER, ARCHIVED),
    asks=facts.Ruled,
    needs=(done(ask_review),),
)
sue = Act(
    "sue",
    "登记行政诉讼",
    by=INSPECTOR,
    at=(*AFTER, ARCHIVED),
    asks=facts.Asked,
    cites=article(SUIT, 46),
)
suit_ruled = Act(
    "suit_ruled",
    "登记诉讼结果",
    by=INSPECTOR,
    at=(*AFTER, ARCHIVED),
    asks=facts.Ruled,
    needs=(done(sue),),
)
suit_over = Act("suit_over", "复议、起诉期限届满", by=TIME, at=EVER, cites=article(SUIT, 46))
apply_court = Act(
    "apply_court",
    "申请法院强制执行",
    by=HEAD,
    at=DECIDED,
    asks=facts.Enforcement,
    needs=(
        so(rules.time_for_review_is_over, "复议、起诉期限尚未届满", article(FORCE, 53)),
        so(rules.urged_in_vain, "须先催告，送达十个工作日后仍未履行", article(FORCE, 54)),
    ),
    issues=papers.COURT,
    cites=article(FORCE, 53),
)
court_result = Act(
    "court_result",
    "登记法院执行情况",
    by=INSPECTOR,
    at=DECIDED,
    asks=facts.Enforced,
    needs=(done(apply_court),),
)
tell_result = Act(
    "tell_result",
    "告知投诉人处理结果",
    by=INSPECTOR,
    at=EITHER,
    asks=investigating.Told,
    about=WORKER,
    issues=papers.RESULT,
)
close = Act(
    "close",
    "结案",
    by=HEAD,
    at=DECIDED,
    to=CLOSED,
    asks=facts.Closing,
    needs=(
        so(rules.is_performed, "决定尚未履行，法院也没有执行完毕"),
        so(rules.no_wages_open, "欠薪处理尚未办结"),
    ),
    issues=papers.CLOSING,
)
tell_union = Act(
    "tell_union",
    "告知工会结果",
    by=INSPECTOR,
    at=(CLOSED, ARCHIVED),
    asks=investigating.Told,
    needs=(done(register_union),),
    cites=article(UNION, 24),
)
archive = Act(
    "archive",
    "归档",
    by=INSPECTOR,
    at=CLOSED,
    to=ARCHIVED,
    asks=facts.Archive,
    issues=papers.ARCHIVE,
)

# --- Told by the wage matter and by the transfer to the police -------------------------------------
wages_ordered = Act(
    "wages_ordered", "欠薪：已责令支付", by=HANDED, at=EVER, asks=facts.WagesOrdered
)
wages_lapsed = Act("wages_lapsed", "欠薪：逾期未支付", by=HANDED, at=EVER, asks=facts.WagesLapsed)
wages_paid = Act("wages_paid", "欠薪：款项到账", by=HANDED, at=EVER, asks=facts.WagesPaid)
wages_closed = Act("wages_closed", "欠薪：办结", by=HANDED, at=EVER, asks=facts.WagesClosed)
wages_police = Act("wages_police", "欠薪：公安机关答复", by=HANDED, at=EVER, asks=facts.PoliceTold)
police_told = Act("police_told", "公安机关决定", by=HANDED, at=EVER, asks=facts.PoliceTold)
ACTS = (
    serve_punishment,
    serve_treatment,
    report_up,
    publish,
    withdraw_publication,
    pay,
    defer,
    add_fine,
    perform,
    urge,
    serve_urging,
    ask_review,
    review_ruled,
    sue,
    suit_ruled,
    suit_over,
    apply_court,
    court_result,
    tell_result,
    close,
    tell_union,
    archive,
    wages_ordered,
    wages_lapsed,
    wages_paid,
    wages_closed,
    wages_police,
    police_told,
)
