"""法 — the clock, the calendar, the articles and the dated amounts. Plain Python, no framework.

Every limit in the house is counted here, every article cited here, every amount that changes with
time looked up here. Nothing in this room knows a case, a database or today's date.
"""

from tongzhou.law.account import Row, stretches
from tongzhou.law.amounts import Amount, NotRecorded, NotVerified, amount
from tongzhou.law.articles import Article, article, numeral
from tongzhou.law.calendar import BARE, CALENDAR, Calendar, Notice
from tongzhou.law.citations import Citation, Finding, check_citations
from tongzhou.law.lengths import Length, days, hours, is_stated, months, spoken, working_days, years
from tongzhou.law.periods import Due, DueMoment, due, due_moment, latest_before
from tongzhou.law.reckoning import Hold
from tongzhou.law.reviewed import Unfit

__all__ = [
    "BARE",
    "CALENDAR",
    "Amount",
    "Article",
    "Calendar",
    "Citation",
    "Due",
    "DueMoment",
    "Finding",
    "Hold",
    "Length",
    "NotRecorded",
    "NotVerified",
    "Notice",
    "Row",
    "Unfit",
    "amount",
    "article",
    "check_citations",
    "days",
    "due",
    "due_moment",
    "hours",
    "is_stated",
    "latest_before",
    "months",
    "numeral",
    "spoken",
    "stretches",
    "working_days",
    "years",
]
