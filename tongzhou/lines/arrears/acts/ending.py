"""移交、结案、回访、恢复 — closed only on money received, or with the evidence of another conclusion. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.instruments import CREDIT, CRIME, REGULATION, WAGES
from tongzhou.lines.arrears.offices import HEAD, INSPECTOR
from tongzhou.lines.arrears.papers import CLOSING, NOTICE
from tongzhou.lines.arrears.states import (
    BOTH,
    CLOSED,
    COLLECTING,
    EVERYWHERE,
    FOUND,
    LIVE,
    OVERDUE,
    OWED,
    WATCHING,
    WORKER,
)
from tongzhou.procedure.declare import HANDED, Act
from tongzhou.procedure.needs import so, that

suspect = Act(
    "suspect",
    "涉嫌拒不支付劳动报酬，移送",
    by=(INSPECTOR, HEAD),
    at=OVERDUE,
    asks=facts.Suspicion,
    about=BOTH,
    needs=(so(rules.may_be_suspected, "须先责令支付并登记逾期未付", article(CRIME, 276)),),
    says="移送后，公安机关的答复会回到本案；工资继续追缴。",
    cites=article(WAGES, 41),
)
police_told = Act("police_told", "公安机关答复", by=HANDED, at=EVERYWHERE, asks=facts.PoliceAnswer)
case_police = Act(
    "case_police", "监察案件移送：公安机关答复", by=HANDED, at=EVERYWHERE, asks=facts.PoliceAnswer
)
refer = Act(
    "refer",
    "移交、通报",
    by=(INSPECTOR, HEAD),
    at=EVERYWHERE,
    asks=facts.Referral,
    about=BOTH,
    issues=NOTICE,
    says="出具移交（通报）函，记录在案，等待接收单位办理。",
    cites=article(CREDIT, 5),
)
conclude = Act(
    "conclude",
    "工资到账，结案",
    by=(INSPECTOR, HEAD),
    at=COLLECTING,
    to=WATCHING,
    asks=facts.Ending,
    needs=(
        so(rules.ready_to_close, "还有劳动者没有收清，或有人反映没有收到；只在工资到账后才能结案"),
        that(rules.paid_conclusion, "以到账结案的，请选“已足额支付”一类的结论"),
    ),
    issues=CLOSING,
    says="到账后第三日、第三十日各回访一次；没有问题的自动办结。",
)
end = Act(
    "end",
    "以其他结论结案",
    by=HEAD,
    at=LIVE,
    to=CLOSED,
    asks=facts.Ending,
    needs=(
        that(rules.unpaid_conclusion, "工资没有全部到账，不能以“已支付”一类的结论结案"),
        so(rules.nothing_denied, "有劳动者反映没有收到，请先核实"),
    ),
    issues=CLOSING,
    says="须有与结论相符的证据；以后可以恢复办理。",
    cites=article(REGULATION, 18),
)
visit3 = Act(
    "visit3",
    "登记三日回访",
    by=INSPECTOR,
    at=WATCHING,
    asks=facts.Visit,
    about=WORKER,
    needs=(that(rules.visited_by_now, "回访日期不能晚于今天"),),
)
visit30 = Act(
    "visit30",
    "登记三十日回访",
    by=INSPECTOR,
    at=WATCHING,
    asks=facts.Visit,
    about=WORKER,
    needs=(that(rules.visited_by_now, "回访日期不能晚于今天"),),
)
reopen = Act(
    "reopen",
    "恢复办理",
    by=(INSPECTOR, HEAD),
    at=(WATCHING, CLOSED),
    to=FOUND,
    asks=facts.Reopened,
    about=WORKER,
    subject_to=OWED,
    needs=(that(rules.bounce_within, "重新计为欠付的金额超过已登记的到账金额，请核对"),),
    says="恢复办理的次数计入统计。",
)
ACTS = (suspect, police_told, case_police, refer, conclude, end, visit3, visit30, reopen)
