"""A suspicion of crime on its way to the police and back: who decides in how many days, and what must be proven first."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from tongzhou.lines.inspection import facts as case_facts
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.tests.brigade import FIRM, ONE, TWO, Brigade, day
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.lines.inspection.transfer import facts, rules
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.refusal import NotNow

MUST = tuple(code for code, (_words, must) in facts.CHECKLIST.items() if must)
TEAM = {f"member/{ONE}": "巴特尔", f"member/{TWO}": "李志强"}


def suspected(brigade: Brigade, **more: Any) -> Case:
    """Return a transfer that two officers of a case have set going."""
    case = brigade.files("2026-03-02", "wage_arrears", workers=12, source="投诉")
    brigade.team(case, "2026-03-03")
    brigade.visits(case, "2026-03-04")
    said = {
        "workers": 12, "amount": 12_000_000, "longest": 4, "largest": 1_600_000, "order_paper": "令字1号",
        "order_until": day("2026-03-20"), "fled": True, "words": "经责令仍不支付。",
    } | more  # fmt: skip
    brigade.together(case, "suspect_crime", "2026-03-23", case_facts.performing.Suspicion(**said))
    return Case.objects.get(procedure="inspection.transfer")


def reports(brigade: Brigade, case: Case, on: str, *has: str, **more: Any) -> None:
    said = {
        "names": TEAM,
        "facts_": "经查。",
        "law": "拒不支付劳动报酬",
        "has": has or (*MUST, "fled"),
    } | more
    brigade.does(case, "report", INSPECTOR, on, facts.Report(**said))


def sent(brigade: Brigade, **more: Any) -> Case:
    case = suspected(brigade, **more)
    reports(brigade, case, "2026-03-24")
    brigade.does(case, "approve", HEAD, "2026-03-25", facts.Decision(reason="同意。"))
    to = facts.Sending(police="示例公安局", sent_at="2026-03-26 09:00", procuratorate="示例检察院")
    brigade.does(case, "send", INSPECTOR, "2026-03-26", to)
    return case


def answer(on: str) -> facts.PoliceDecision:
    return facts.PoliceDecision(
        decided_on=day(on), received_on=day(on), number="示例公（经）不立〔2026〕1号"
    )


@pytest.mark.parametrize(
    ("workers", "amount", "months", "largest", "group_from", "reached"),
    [
        (9, 99_000_000, 0, 0, None, [False, False]),
        (10, 2_999_999, 0, 0, None, [False, False]),
        (10, 3_000_000, 0, 0, None, [False, None]),
        (10, 9_999_999, 0, 0, None, [False, None]),
        (10, 10_000_000, 0, 0, None, [False, True]),
        (10, 4_999_999, 0, 0, 5_000_000, [False, False]),
        (10, 5_000_000, 0, 0, 5_000_000, [False, True]),
        (1, 600_000, 2, 600_000, None, [False, False]),
        (1, 499_999, 3, 499_999, None, [False, False]),
        (1, 500_000, 3, 500_000, None, [None, False]),
        (1, 2_000_000, 3, 2_000_000, None, [True, False]),
    ],
)
def test_the_threshold_is_what_the_law_says_and_open_where_the_region_has_set_no_figure(
    workers: int, amount: int, months: int, largest: int, group_from: int | None, reached: list[Any]
) -> None:
    said = facts.Suspicion(
        workers=workers,
        amount=amount,
        longest_months=months,
        largest_single=largest,  # type: ignore[arg-type]
    )
    assert [t.reached for t in rules.thresholds(said, None, group_from)] == reached


def test_two_report_the_head_decides_in_three_days_and_a_day_later_it_is_at_the_police(
    brigade: Brigade,
) -> None:
    case = suspected(brigade)
    alone = {"names": {f"member/{ONE}": "巴特尔"}}
    with pytest.raises(NotNow, match="二名以上"):
        reports(brigade, case, "2026-03-24", **alone)
    reports(brigade, case, "2026-03-24")
    assert brigade.clock(case, "deciding").due == day("2026-03-27")
    brigade.does(case, "approve", HEAD, "2026-03-27", facts.Decision(reason="同意。"))
    assert brigade.clock(case, "sending").due == day("2026-03-28")  # a Saturday: hours run on


def test_nothing_goes_without_the_order_its_lapse_and_the_proof(brigade: Brigade) -> None:
    case = suspected(brigade, order_until=day("2026-03-24"))
    with pytest.raises(NotNow, match="期限尚未届满"):
        reports(brigade, case, "2026-03-24")
    with pytest.raises(NotNow, match="必备的材料不齐"):
        reports(brigade, case, "2026-03-25", *MUST[1:], "fled")
    with pytest.raises(NotNow, match="逃匿的证据"):
        reports(brigade, case, "2026-03-25", *MUST)
    reports(brigade, case, "2026-03-25", *MUST, "fled")


def test_too_small_a_sum_is_not_reported(brigade: Brigade) -> None:
    case = suspected(brigade, workers=3, amount=900_000, longest=2, largest=300_000)
    with pytest.raises(NotNow, match="没有达到移送标准"):
        reports(brigade, case, "2026-03-24")


def test_what_the_police_decide_comes_back_to_the_case(brigade: Brigade) -> None:
    case = sent(brigade)
    assert brigade.clock(case, "police").due == day("2026-03-29")
    brigade.does(case, "taken", INSPECTOR, "2026-03-29", answer("2026-03-28"))
    source = Case.objects.get(procedure="inspection.case")
    told = brigade.view(source).said["police_told"]
    assert (told.outcome, told.on) == ("立案", day("2026-03-28"))
    assert brigade.clock(case, "goods").due == day("2026-03-31")
    handed = facts.Handing(goods=("账册两本",), receiver="示例民警")
    brigade.does(case, "hand_goods", INSPECTOR, "2026-03-30", handed)
    assert not brigade.clock(case, "goods").running


def test_a_refusal_is_answered_in_three_days_by_reconsideration_then_by_the_procuratorate(
    brigade: Brigade,
) -> None:
    case = sent(brigade)
    brigade.does(case, "refused", INSPECTOR, "2026-03-28", answer("2026-03-28"))
    assert brigade.clock(case, "reconsideration").due == day("2026-03-31")
    ask = facts.Request(to="示例公安局", reason="事实清楚。")
    brigade.does(case, "reconsider", INSPECTOR, "2026-03-30", ask)
    assert brigade.clock(case, "reconsidered").due == day("2026-04-02")
    brigade.does(case, "upheld", INSPECTOR, "2026-04-02", answer("2026-04-02"))
    assert brigade.clock(case, "procuratorate").due == day("2026-04-05")
    to = facts.Request(to="示例检察院", reason="应当立案。")
    brigade.does(case, "supervise", INSPECTOR, "2026-04-03", to)
    brigade.does(case, "taken", INSPECTOR, "2026-04-10", answer("2026-04-10"))
    case.refresh_from_db()
    assert case.state == "taken"


def test_the_firm_learns_nothing_before_the_police_have_taken_it(brigade: Brigade) -> None:
    case = sent(brigade)

    assert not SubjectRow.objects.get(case=case, key=FIRM).sees
    brigade.does(case, "taken", INSPECTOR, "2026-03-29", answer("2026-03-28"))
    assert SubjectRow.objects.get(case=case, key=FIRM).sees


def test_the_pack_holds_every_paper_with_its_digest_and_the_silent_police_stand_on_a_list(
    station: Station,
) -> None:
    case = sent(station)
    answered = station.one.client.get(reverse("inspection-transfers:pack", args=[case.uid]))
    with zipfile.ZipFile(io.BytesIO(answered.content)) as pack:
        rows = list(csv.reader(io.StringIO(pack.read("清单.csv").decode("utf-8-sig"))))[1:]
        names = [r[2] for r in rows]
        assert any("移送书" in n for n in names)
        assert any("现场检查" in n for n in names)  # of the case behind it
        for _n, _case, name, size, digest in rows:
            content = pack.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), digest)
    page = station.one.reads(reverse("inspection-transfers:list"))
    assert "公安逾期未答复" in page
    asked = station.one.reads(
        reverse("inspection-transfers:report", args=[suspected_again(station).uid])
    )
    assert "没有设置" in asked


def suspected_again(station: Station) -> Case:
    """Return a second transfer, still to be reported."""
    before = set(Case.objects.values_list("pk", flat=True))
    case = station.files("2026-04-01", "wage_arrears", workers=10)
    station.team(case, "2026-04-01")
    station.visits(case, "2026-04-02")
    said = case_facts.performing.Suspicion(
        workers=10,
        amount=5_000_000,
        order_paper="令字2号",
        order_until=day("2026-04-02"),
        words="。",
    )
    station.together(case, "suspect_crime", "2026-04-03", said)
    return Case.objects.exclude(pk__in=before).get(procedure="inspection.transfer")
