"""文书 of a matter of arrears: books, order, deposit, advance, recovery, referral, closing; the ledger to be signed."""

from __future__ import annotations

from tongzhou.lines.arrears.papers import ADVANCE, BOOKS, CLOSING, DRAW, NOTICE, ORDER, RECOVER
from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.procedure.papers import Draft, Template

from .ending import closing, notice
from .ordering import books, order
from .paying import advance, draw, recover
from .sheets import ledger

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(BOOKS, books),
    Template(ORDER, order),
    Template(DRAW, draw),
    Template(ADVANCE, advance),
    Template(RECOVER, recover),
    Template(NOTICE, notice),
    Template(CLOSING, closing),
    Draft("ledger", "农牧民工工资台账（签认稿）", MATTER.code, ledger),
)
