"""所陈述事实 — what each act of a matter of arrears states."""

from .collecting import (
    Advance,
    Bounced,
    Confirmed,
    Denied,
    Draw,
    Payment,
    Recovery,
    Refilled,
    Reported,
    Verified,
)
from .ending import Aside, Ending, PoliceAnswer, Referral, Reopened, Suspicion, Visit
from .ledger import Brought, Demand, Established, Objection, Signed, TakenUp, Wage, Wages
from .ordering import Assignment, Ground, Lapse, Liability, Liable, Order

__all__ = [
    "Advance",
    "Aside",
    "Assignment",
    "Bounced",
    "Brought",
    "Confirmed",
    "Demand",
    "Denied",
    "Draw",
    "Ending",
    "Established",
    "Ground",
    "Lapse",
    "Liability",
    "Liable",
    "Objection",
    "Order",
    "Payment",
    "PoliceAnswer",
    "Recovery",
    "Referral",
    "Refilled",
    "Reopened",
    "Reported",
    "Signed",
    "Suspicion",
    "TakenUp",
    "Verified",
    "Visit",
    "Wage",
    "Wages",
]
