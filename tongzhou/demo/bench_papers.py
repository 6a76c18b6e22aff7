"""The papers of five hundred claimants, as a ratio to their floor: one page of the same size, drawn as often.

What the ratio leaves is all that is not drawing: folding the case, the registers, the amounts of each, the archive.
Run against an empty database with the regions loaded; everything it makes is rolled back.
"""

from __future__ import annotations

import statistics
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from django.db import transaction

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts, offices
from tongzhou.lines.arbitration.documents import batch, extracts
from tongzhou.lines.arbitration.models import PaperBatch
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY, Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Entry
from tongzhou.procedure.papers.served import issue_of
from tongzhou.procedure.papers.word import docx_of
from tongzhou.registry.models import Worker

from .bench import Figure

PEOPLE, ROUNDS, GOAL = 500, 3, 1.5
REGION, FIRM = "150223", "respondent/e1"
MOMENT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def measure() -> Figure:
    """Measure the batch against its floor, in turn; nothing of it stays in the database."""
    with transaction.atomic():
        entry = _award()
        ratios = [
            _took(lambda: _batch(entry)) / _took(lambda: _floor(entry)) for _ in range(ROUNDS)
        ]
        transaction.set_rollback(True)
    value = statistics.median(ratios)
    return Figure(f"{PEOPLE}人个人明细页 对 同一页制作{PEOPLE}次", value, GOAL, at_most=True)


def run(say: Callable[[str], None]) -> bool:
    """Measure and say it; return whether the goal was met."""
    figure = measure()
    say(str(figure))
    return figure.met


def _batch(entry: Entry) -> None:
    """Make a ZIP of everybody's page, from the entry on."""
    issue = issue_of(entry, CALENDAR)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in batch.pieces(
            issue, PaperBatch.Sort.EXTRACTS, lambda _done, _all: None
        ):
            archive.writestr(name, content)
    made = len(zipfile.ZipFile(out).namelist())
    assert made == PEOPLE, f"{made} pages for {PEOPLE} people"


def _floor(entry: Entry) -> None:
    """Draw one page as often, and do nothing else."""
    issue = issue_of(entry, CALENDAR)
    first = extracts.people(issue)[0]
    page = extracts.page(issue, first, extracts.amounts_of(issue)[first.key])
    for n in range(PEOPLE):
        docx_of(replace(page, addressee=f"示例职工{n + 1}"), at=issue.record.recorded_at)


def _took(call: Callable[[], None]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _award() -> Entry:
    """Let five hundred registered workers be awarded two items each."""
    door = Door(CALENDAR)
    workers = [Worker(name=f"示例职工{n}", phone="13800000001") for n in range(1, PEOPLE + 1)]
    for worker in workers:
        worker.derive()
    made = Worker.objects.bulk_create(workers)
    names = {f"claimant/w{w.pk}": w.name for w in made}
    items = (ClaimItem(head="wages", amount=960_000), ClaimItem(head="overtime", amount=120_050))
    brought = facts.Application(
        names=names | {FIRM: "示例建筑有限公司"},
        claims=dict.fromkeys(names, items),
        story="拖欠工资。",
    )
    case = door.open_case(
        "arbitration.dispute", by=_who(PARTY), at=MOMENT, region=REGION, facts=brought
    )
    speaking = {f"representative/{key.partition('/')[2]}": names[key] for key in list(names)[:3]}
    chosen = facts.Election(names=speaking, way="网上推选")
    door.act(case, "represent", by=_who(offices.CLERK), at=MOMENT, facts=chosen)
    taken = facts.Acceptance()
    door.act(case, "accept_collective", by=_who(offices.CLERK), at=MOMENT, facts=taken)
    roles: dict[str, facts.trying.Role] = {
        "member/1": "首席仲裁员",
        "member/2": "仲裁员",
        "member/3": "仲裁员",
    }
    sitting = facts.Tribunal(names={k: f"示例仲裁员{k[-1]}" for k in roles}, roles=roles)
    door.act(case, "form_tribunal", by=_who(offices.HEAD), at=MOMENT, facts=sitting)
    found = facts.Award(
        items={key: {"wages": 960_000, "overtime": 120_050} for key in names},
        reasons="用人单位应当足额支付劳动报酬。",
        minimum_wage=231_000,
    )
    by = _who(offices.ARBITRATOR)
    return door.act(case, "award_final", by=by, at=MOMENT, facts=found, about=tuple(names))


def _who(office: Office) -> Actor:
    if office is PARTY:
        return Actor("", "当事人", PARTY.code, REGION)
    return Actor("1", "示例人员", office.code, REGION, "示例仲裁委", (), "示劳人仲")
