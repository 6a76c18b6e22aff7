"""Lives of synthetic cases: who did what how many days after the beginning. Facts are the real classes.

Folded once for each life and first day; `million` then casts as many cases from each mould as are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tongzhou.procedure.examples import dispute, inspection
from tongzhou.procedure.facts import Facts, Nothing

WORKER, EMPLOYER = "@worker", "@employer"  # stand for the keys and names of each single case
CLAIMANT, RESPONDENT = f"claimant/{WORKER}", f"respondent/{EMPLOYER}"
COMPLAINED_OF = f"employer/{EMPLOYER}"
CAUSES = (
    "追索劳动报酬",
    "解除劳动合同经济补偿",
    "未签劳动合同二倍工资",
    "工伤保险待遇",
    "加班工资",
)


@dataclass(frozen=True)
class Deed:
    """One act of a life."""

    act: str
    office: str
    after: int  # days since the beginning
    facts: Callable[[date], Facts]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """A lawful life of a case, and how many in a hundred live it."""

    procedure: str
    share: int
    deeds: tuple[Deed, ...]


def _nothing(_day: date) -> Facts:
    return Nothing()


def _applied(cause: str) -> Deed:
    return Deed(
        "apply",
        "example_clerk",
        0,
        lambda _day: dispute.Application(
            cause=cause, sums={CLAIMANT: 1_860_000}, names={CLAIMANT: WORKER, RESPONDENT: EMPLOYER}
        ),
        (CLAIMANT, RESPONDENT),
    )


ACCEPTED = Deed("accept", "example_clerk", 2, _nothing)
SERVED = Deed(
    "serve",
    "example_clerk",
    4,
    lambda day: dispute.Service(received_on=day + timedelta(days=4)),
    (RESPONDENT,),
)
WITHDRAWN = Deed("withdraw", "example_clerk", 16, _nothing, (CLAIMANT,))
AWARDED = Deed(
    "award",
    "example_arbitrator",
    30,
    lambda _day: dispute.Shares(shares={CLAIMANT: 1_500_000}),
    (CLAIMANT,),
)
COMPLAINED = Deed(
    "complain",
    "example_duty",
    0,
    lambda _day: inspection.Complaint(
        informant="匿名示例", matter="拖欠工资", sum_owed=960_000, names={COMPLAINED_OF: EMPLOYER}
    ),
    (COMPLAINED_OF,),
)
OPENED = Deed("open", "example_inspector", 3, _nothing)


def lives() -> list[Life]:
    """Return the lives, disputes by cause and inspections; their shares add up to 100."""
    found = []
    for cause in CAUSES:
        applied = _applied(cause)
        found += [
            Life("example.dispute", 2, (applied,)),
            Life("example.dispute", 3, (applied, ACCEPTED)),
            Life("example.dispute", 3, (applied, ACCEPTED, SERVED)),
            Life("example.dispute", 2, (applied, ACCEPTED, SERVED, WITHDRAWN)),
            Life("example.dispute", 6, (applied, ACCEPTED, SERVED, AWARDED)),
        ]
    found += [
        Life("example.inspection", 8, (COMPLAINED,)),
        Life("example.inspection", 12, (COMPLAINED, OPENED)),
    ]
    return found
