"""欠薪案件 — the procedure: its acts, its limits, its ledger, and what other cases are told.

The acts stand in the order of a matter's life: `acts.taking`, `acts.ordering`, `acts.collecting`, `acts.ending`.
"""

from __future__ import annotations

from datetime import date

from tongzhou.procedure.declare import Ledger, Once, Procedure, adds, puts

from . import rules
from .acts import collecting, ending, ordering, taking
from .limits import LIMITS
from .offices import HEAD
from .onward import HANDOVERS, REPLIES
from .papers import NUMBER
from .states import CLOSED, FOUND, OFFICER, ORDERED, TAKEN, WATCHING, WORKER

visited = Once(rules.all_visited, at=WATCHING, to=CLOSED, label="回访无异议，办结")

money = Ledger(
    of=WORKER,
    posts=(
        puts("主张", taking.take_up, "sums"),
        puts("主张", taking.enter, "sums"),
        puts("认定", taking.establish, "sums"),
        adds("到账", collecting.pay, "amounts"),
        adds("到账", collecting.deposit_in, "amounts"),
        adds("到账", collecting.confirm_all, "amounts"),
        adds("到账", collecting.confirm, "amounts"),
        adds("垫付", collecting.advance, "amounts"),
        adds("退回", collecting.bounce, "amounts"),
        adds("退回", ending.reopen, "amounts"),
        adds("追回", collecting.recover, "amounts"),
        adds("已通知动用保证金", collecting.draw, "amounts"),
    ),
)

MATTER = Procedure(
    "arrears.matter",
    "欠薪案件",
    since=date(2020, 5, 1),
    opens=taking.take_up,
    acts=(*taking.ACTS, *ordering.ACTS, *collecting.ACTS, *ending.ACTS),
    limits=LIMITS,
    onces=(visited,),
    ledgers=(money,),
    handovers=HANDOVERS,
    replies=REPLIES,
    put_right_by=(HEAD,),
    steps=(TAKEN, FOUND, ORDERED, WATCHING, CLOSED),
    case_number=NUMBER,
    called=rules.called,
    handled_by=OFFICER,
)
