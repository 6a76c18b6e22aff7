"""Across lines: what the police decide is heard by the inspection and by the wage matter, whoever asked them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tongzhou.law import CALENDAR
from tongzhou.lines.arrears import facts as wages
from tongzhou.lines.arrears.tests.cast import HERE, MONDAY, Cast, assemble
from tongzhou.lines.inspection.facts.opening import Filing
from tongzhou.lines.inspection.facts.performing import Suspicion
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.tests.brigade import CODE, ONE, TWO, Brigade, at, day
from tongzhou.lines.inspection.transfer import facts
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.declare import Office
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.project import rebuild
from tongzhou.procedure.serving import ServiceOfPaper

MUST = tuple(code for code, (_words, must) in facts.CHECKLIST.items() if must)


class HereBrigade(Brigade):
    """The brigade of the banner in which the wages are pursued."""

    def who(self, office: Office) -> Actor:
        return replace(super().who(office), region=HERE)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Iterator[Cast]:  # noqa: ARG001
    settings.MEDIA_ROOT = str(tmp_path)
    yield assemble()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))


def filed(cast: Cast, brigade: Brigade) -> tuple[Case, Case]:
    """File unpaid wages of three workers; return the inspection and the wage matter it opened."""
    firm = {cast.firm("分包"): cast.firms["分包"].name}
    said = Filing(
        names=dict(list(cast.workers.items())[:3]) | firm,
        violations=("wage_arrears",),
        source="投诉",
        words="三个月没有发工资。",
    )
    source = brigade.door.open_case(
        CODE, by=brigade.who(INSPECTOR), at=at("2026-03-02"), region=HERE, facts=said
    )
    return source, Case.objects.get(procedure="arrears.matter")


def answered(brigade: Brigade, moved: Case, act: str, on: str, decided: str) -> None:
    """Take a transfer from the report to what the police decide."""
    team = {f"member/{ONE}": "巴特尔", f"member/{TWO}": "李志强"}
    report = facts.Report(
        names=team, facts_="经查。", law="拒不支付劳动报酬", has=(*MUST, "fled"), group_from=3_000_000, single_from=500_000
    )  # fmt: skip
    brigade.does(moved, "report", INSPECTOR, on, report)
    brigade.does(moved, "approve", HEAD, on, facts.Decision(reason="同意。"))
    sent = facts.Sending(police="示例公安局", sent_at=f"{on} 09:00")
    brigade.does(moved, "send", INSPECTOR, on, sent)
    said = facts.PoliceDecision(decided_on=day(decided), received_on=day(decided))
    brigade.does(moved, act, INSPECTOR, decided, said)


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "outcome"), [("taken", "立案"), ("refused", "不予立案")])
def test_the_wage_matter_hears_what_the_inspection_was_told(
    cast: Cast, act: str, outcome: str
) -> None:
    brigade = HereBrigade()
    source, matter = filed(cast, brigade)
    brigade.team(source, "2026-03-03")
    brigade.visits(source, "2026-03-04")
    said = Suspicion(
        workers=12, amount=12_000_000, longest=4, largest=1_600_000, order_paper="令字1号",
        order_until=day("2026-03-20"), fled=True, words="经责令仍不支付。",
    )  # fmt: skip
    brigade.together(source, "suspect_crime", "2026-03-23", said)
    moved = Case.objects.get(procedure="inspection.transfer")
    answered(brigade, moved, act, "2026-03-24", "2026-03-26")
    heard = cast.view(matter).said["case_police"]
    assert (heard.outcome, heard.on) == (outcome, day("2026-03-26"))
    assert "wages_police" not in brigade.view(source).said  # it knows from the transfer itself
    page = cast.bater.client.get(reverse("desk:case", args=[matter.uid])).content.decode()
    assert f"公安机关答复：{outcome}" in page


@pytest.mark.django_db
def test_the_inspection_hears_what_the_wage_matter_was_told(cast: Cast) -> None:
    brigade = HereBrigade()
    source, matter = filed(cast, brigade)
    cast.found(case=matter, on=MONDAY)
    cast.assigned(matter, on=MONDAY)
    key = cast.firm("分包")
    payer = wages.Liable(employer=key, role="用人单位", rank=1)
    liable = wages.Liability(situation="direct", liable=(payer,))
    cast.does("bater", matter, "name_payers", liable, on=MONDAY, about=(key,))
    order = wages.Order(until=date(2026, 3, 10), amounts=cast.left(matter))
    cast.does("bater", matter, "order", order, on=MONDAY, about=(key,))
    served = ServiceOfPaper(way="直接送达", sent_on=MONDAY, received_on=MONDAY, receiver="示例")
    cast.does("bater", matter, "serve", served, on=MONDAY, about=(key,))
    late = wages.Lapse(checked_on=date(2026, 3, 11), words="没有支付记录")
    cast.does("bater", matter, "lapse", late, on=date(2026, 3, 11))
    suspect = wages.Suspicion(
        fled=True, grounds="负责人失去联系", workers=3, amount=4_500_000, longest_months=3, largest_single=1_500_000
    )  # fmt: skip
    cast.does("bater", matter, "suspect", suspect, on=date(2026, 3, 12))
    moved = Case.objects.get(procedure="inspection.transfer")
    answered(brigade, moved, "give_back", "2026-03-13", "2026-03-16")
    told = brigade.view(source).said["wages_police"]
    assert (told.outcome, told.on) == ("退回", day("2026-03-16"))
    assert "case_police" not in cast.view(matter).said
    page = cast.bater.client.get(reverse("desk:case", args=[source.uid])).content.decode()
    assert "公安机关答复：退回" in page
