"""An employer is reviewed once at a time, and nobody is given a day that is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.filing.models import Ranked
from tongzhou.lines.filing.review import ranking
from tongzhou.procedure.models import Case

from .cast import HERE, Town
from .test_objections import DECLARED, _objects
from .test_pages import _fills_in


def _stands_out(town: Town) -> Ranked:
    start = localdate() - timedelta(days=70)
    for n in range(1, 4):
        town.hires(n, written="none", starts_on=start)
    ranking.rank(HERE, on=localdate())
    return Ranked.objects.get()


def test_an_employer_has_one_open_review_however_often_it_is_taken_up(town: Town) -> None:
    ranked = _stands_out(town)
    take = reverse("filing:take-up", args=[ranked.pk])
    second_tab = town.officer.reads(reverse("filing:board"))
    assert f"-{ranked.pk}" in second_tab
    first = town.officer.sends(take, request=f"once-{ranked.pk}")
    again = town.officer.sends(take, request=f"once-{ranked.pk}")
    other = town.officer.sends(take, request=f"second-{ranked.pk}")
    assert len({a["Location"] for a in (first, again, other)}) == 1
    case = Case.objects.get(procedure="filing.review")
    assert "这家单位已在审查中" in town.officer.reads(other["Location"])
    # The ranking is made anew: the same employer under another number of the queue.
    ranking.rank(HERE, on=localdate())
    take = reverse("filing:take-up", args=[Ranked.objects.get().pk])
    assert town.officer.sends(take)["Location"] == first["Location"]
    # The general form of opening leads to the queue as well.
    opening = town.officer.client.get(reverse("desk:open", args=["filing.review"]))
    assert opening["Location"] == reverse("filing:board")
    assert _fills_in(town.officer, reverse("desk:act", args=[case.uid, "pass"])).status_code == 302
    assert town.officer.sends(take)["Location"] != first["Location"]
    assert Case.objects.filter(procedure="filing.review").count() == 2


@pytest.mark.parametrize("ago", [1, 400])
def test_nobody_is_asked_to_put_right_by_a_day_that_is_over(town: Town, ago: int) -> None:
    past = (localdate() - timedelta(days=ago)).isoformat()
    taken = town.officer.sends(reverse("filing:take-up", args=[_stands_out(town).pk]))
    uid = taken["Location"].rstrip("/").split("/")[-1]
    refused = _fills_in(
        town.officer, reverse("desk:act", args=[uid, "ask_mend"]), items="补签合同", until=past
    )
    assert refused.status_code == 422
    assert "改正期限早于办理日期" in refused.content.decode()
    row = town.hires(9, phone=DECLARED)
    case = _objects(town.worker_at_phone(9, DECLARED), row)
    answer = reverse("portal:act", args=[case.uid, "answer"])
    assert _fills_in(town.at_phone(), answer, words="没有错").status_code == 302
    there = reverse("desk:act", args=[case.uid, "uphold"])
    refused = _fills_in(town.officer, there, mend="改工资", until=past)
    assert refused.status_code == 422
    assert "更正期限早于办理日期" in refused.content.decode()
    today = localdate().isoformat()
    assert _fills_in(town.officer, there, mend="改工资", until=today).status_code == 302


def test_a_page_number_that_is_no_number_is_no_failure(town: Town) -> None:
    town.hires(1)
    there = reverse("filing:employer", args=[town.firm.uscc])
    assert town.firm.name in town.officer.reads(f"{there}?after=²")
