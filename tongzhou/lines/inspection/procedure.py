"""劳动保障监察案件 — the flow chart: filed, investigated by two, concluded, told, decided, performed, archived."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article
from tongzhou.procedure.declare import Handover, Ledger, Once, Procedure, Reply, adds, puts

from .acts import deciding, investigating, onward, opening, performing
from .instruments import DETAIL, TRANSFER, WAGES
from .limits import LIMITS
from .offices import HEAD, INSPECTOR, LEGAL
from .rules import deciding as settled
from .rules import onward as carried
from .rules import performing as performing_rules
from .rules.opening import called
from .states import (
    ARCHIVED,
    CLOSED,
    CONCLUDED,
    DECIDED,
    EMPLOYER,
    FILED,
    INVESTIGATING,
    OFFICER,
    VIOLATION,
    WORKER,
)

CODE = "inspection.case"

all_settled = Once(
    settled.is_settled,
    at=(FILED, INVESTIGATING, CONCLUDED),
    to=DECIDED,
    label="全部违法事项已有处理结果",
)
claims = Ledger(
    of=WORKER,
    posts=(puts("claimed", opening.file, "sums"), puts("claimed", opening.add_workers, "sums")),
    labels={"claimed": "请求"},
)
fines = Ledger(
    of=VIOLATION,
    posts=(
        puts("fined", deciding.punish, "fines"),
        adds("added", performing.add_fine, "amounts"),
        adds("paid", performing.pay, "amounts"),
    ),
    labels={"fined": "罚款", "added": "加处罚款", "paid": "已缴"},
)
# 移送公安机关: what was found goes along; the answer comes back as `police_told`.
to_transfer = Handover(
    after=onward.suspect_crime,
    opens="inspection.transfer",
    takes=(WORKER, EMPLOYER),
    carries=carried.suspicion,
    cites=article(TRANSFER, 5),
)
# 欠薪处理: each worker's ledger is kept there; it answers with `wages_*`.
to_arrears = tuple(
    Handover(
        after=act,
        opens="arrears.matter",
        takes=(WORKER, EMPLOYER),
        carries=carried.wage_matter,
        cites=article(WAGES, 38),
        when=when,
    )
    for act, when in (
        (opening.file, performing_rules.starts_wage_matter),
        (onward.open_wages, None),
    )
)

# 反馈: whoever reported it, and the platform it came from, are told what was found.
to_report = Reply(
    after=performing.close,
    to="intake.report",
    does="result",
    carries=carried.outcome,
    cites=article(DETAIL, 18),
)
# 公安机关的决定: whoever pursues the wages of the same workers learns what the police said. The wage matter tells
# by `wages_police` what it was told itself; neither answers the other, so nothing goes round in a circle.
police_to_arrears = Reply(
    after=performing.police_told,
    to="arrears.matter",
    does="case_police",
    carries=carried.police,
    cites=article(TRANSFER, 8),
    onward=True,
)

CASE = Procedure(
    CODE,
    "劳动保障监察案件",
    since=date(2021, 7, 15),
    opens=opening.file,
    acts=(*opening.ACTS, *investigating.ACTS, *deciding.ACTS, *performing.ACTS, *onward.ACTS),
    limits=LIMITS,
    onces=(all_settled,),
    ledgers=(claims, fines),
    handovers=(to_transfer, *to_arrears),
    replies=(to_report, police_to_arrears),
    put_right_by=(HEAD,),
    seen_by=(INSPECTOR, HEAD, LEGAL),
    steps=(FILED, INVESTIGATING, CONCLUDED, DECIDED, CLOSED, ARCHIVED),
    called=called,
    handled_by=OFFICER,
)
