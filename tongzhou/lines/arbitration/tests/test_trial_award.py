"""Awards: what is put down is tested item by item, parted without mixing, and made in one press or not at all."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import msgspec
import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.law.heads import HEADS, STANDARD
from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.models import AwardDraft, Claim
from tongzhou.lines.arbitration.offices import ARBITRATOR, HEAD
from tongzhou.lines.arbitration.rules import awards
from tongzhou.lines.arbitration.trial import awarding, calculating, grid, workbook
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.models import Entry

from .chamber import FIRM, Chamber, ago, page
from .court import MINIMUM

ONE = "claimant/w1"
LONG_AGO = date(2010, 1, 4)  # no minimum wage is on record
WORKERS_HEADS = [code for code, head in HEADS.items() if not head.by_employer]
amounts = st.dictionaries(
    st.sampled_from([f"claimant/w{n}" for n in range(1, 6)] + ["claimant/e1"]),
    st.dictionaries(st.sampled_from(WORKERS_HEADS), st.integers(0, 10_000_000), min_size=1),
    min_size=1,
)

drawn = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@drawn
@given(amounts, st.integers(100_000, 400_000))
def test_parting_mixes_nothing_and_keeps_every_sum(
    items: dict[str, dict[str, int]], minimum: int
) -> None:
    final, other = awards.parted(items, minimum_wage=minimum)
    for key, of_one in items.items():
        mine, rest = final.get(key, {}), other.get(key, {})
        assert not mine.keys() & rest.keys()
        assert mine | rest == of_one
        assert sum(mine.values()) + sum(rest.values()) == sum(of_one.values())
        assert all(HEADS[c].sort == STANDARD or mine[c] <= 12 * minimum for c in mine)
    assert not final.get("claimant/e1")


def an_item(n: int, yuan: int = 9_600, head: str = "wages") -> grid.Item:
    return grid.Item(f"claimant/w{n}", f"示例职工{n}", ClaimItem(head=head, amount=yuan * 100))


@drawn
@given(st.lists(st.integers(0, 100_000), min_size=1), st.decimals(0, 100, places=2))
def test_a_share_is_never_more_than_was_asked_and_exact_to_the_half_fen(
    asked: list[int], percent: Decimal
) -> None:
    items = [
        grid.Item(f"claimant/w{n}", "", ClaimItem(head="wages", amount=a))
        for n, a in enumerate(asked)
    ]
    draft, count = grid.by_rule(grid.Draft(), items, "percent", percent=percent)
    assert count == len(items)
    for item in items:
        put = draft.amounts[item.key]["wages"]
        assert put <= item.asked
        assert abs(Decimal(put) - item.asked * percent / 100) <= Decimal("0.5")


def test_more_than_was_asked_is_refused_with_the_most_that_can_be_awarded() -> None:
    item = an_item(1)
    draft, errors = grid.posted(grid.Draft(), [item], {item.field: "9600.01"}, capped=True)
    assert draft.amounts == {}
    assert errors == {item.id: "示例职工1的“劳动报酬（拖欠工资）”不得超过请求的 9600.00 元"}
    draft, errors = grid.posted(grid.Draft(), [item], {item.field: "9,600"}, capped=True)
    assert (draft.amounts, errors) == ({item.key: {"wages": 960_000}}, {})


def test_what_is_left_empty_is_left_open_and_nought_refuses() -> None:
    item = an_item(1)
    draft = grid.Draft(amounts={item.key: {"wages": 5}})
    assert grid.posted(draft, [item], {item.field: " "}, capped=True)[0].amounts == {}
    assert grid.posted(draft, [item], {item.field: "0"}, capped=True)[0].amounts == {
        item.key: {"wages": 0}
    }


def test_a_workbook_goes_out_and_comes_back_as_it_was() -> None:
    items = [an_item(n) for n in range(1, 4)] + [an_item(1, 0, "relation")]
    draft, _n = grid.by_rule(grid.Draft(), items, "percent", percent=Decimal("33.33"))
    content = workbook.written("裁决表", items, draft)
    again, errors, count = workbook.read(content, items, grid.Draft(), capped=True)
    assert errors == []
    assert count == 4
    assert (again.amounts, again.granted) == (draft.amounts, draft.granted)


def test_a_workbook_with_a_fault_says_where_and_changes_nothing() -> None:
    items = [an_item(1), an_item(2)]
    wrong = [an_item(1, 9_600), an_item(2, 9_600), an_item(9, 9_600)]
    draft, _n = grid.by_rule(grid.Draft(), wrong, "asked")
    content = workbook.written("裁决表", wrong, draft)
    again, errors, count = workbook.read(content, items, grid.Draft(), capped=True)
    assert (again, count) == (grid.Draft(), 0)
    assert errors == ["第 5 行：没有编号“w9”的“劳动报酬（拖欠工资）”这一项待裁决"]
    assert workbook.read(b"no workbook", items, grid.Draft(), capped=True)[1]


def put(chamber: Chamber, case: object, action: str = "save", **typed: str) -> object:
    """Post the table of an award: `wages="9600"` for the first claimant."""
    data = {f"{ONE}|{head}": amount for head, amount in typed.items() if head in HEADS}
    more = {name: text for name, text in typed.items() if name not in HEADS}
    return chamber.arbitrator.sends(page(case, "award/"), data | more | {"action": action})


def test_one_press_makes_a_final_award_and_another_each_with_its_own_items(
    chamber: Chamber,
) -> None:
    case = chamber.tried(claims={"wages": 30_000, "severance": 10_000, "relation": 0})
    put(chamber, case, wages="30000", severance="8000", relation="grant")
    text = chamber.arbitrator.reads(page(case, "award/issue/"))
    assert "作出两份裁决" in text
    answer = chamber.arbitrator.sends(page(case, "award/issue/"), {"request": "r1"})
    assert answer.status_code == 302
    final, other = Entry.objects.filter(case=case, act__startswith="award").order_by("seq")
    assert (final.act, final.facts["items"]) == ("award_final", {ONE: {"severance": 800_000}})
    assert (other.act, other.facts["items"]) == (
        "award_other",
        {ONE: {"wages": 3_000_000, "relation": 0}},
    )
    assert other.facts["orders"] == ["支持示例职工1关于“确认劳动关系”的请求。"]
    assert "orders" not in final.facts or not final.facts["orders"]
    assert "关于劳动报酬" in other.facts["reasons"]
    assert "关于劳动报酬" not in final.facts["reasons"]
    assert "支持其中8000.00元" in final.facts["reasons"]
    assert final.facts["minimum_wage"] == MINIMUM
    assert chamber.view(case).state == "decided"
    assert not AwardDraft.objects.exists()
    assert "未送达" in chamber.clerk.reads(page(case, "effects/"))


def test_if_one_of_two_awards_is_refused_neither_is_made(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 30_000, "severance": 10_000})
    put(chamber, case, wages="30000", severance="10000")
    stay = facts.Stay(ground="其他应当中止审理的情形")
    chamber.does(case, "stay", HEAD, ago(0), stay)
    answer = chamber.arbitrator.sends(page(case, "award/issue/"), {"request": "r1"})
    assert answer.status_code == 422
    assert "中止审理" in answer.content.decode()
    assert not Entry.objects.filter(case=case, act__startswith="award").exists()
    assert AwardDraft.objects.count() == 1


def test_what_was_not_decided_stays_open_and_the_case_goes_on(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 9_600, "severance": 10_000})
    put(chamber, case, wages="9600")
    assert "还有 1 项请求没有填写" in chamber.arbitrator.reads(page(case, "award/issue/"))
    chamber.arbitrator.sends(page(case, "award/issue/"), {"request": "r1"})
    view = chamber.view(case)
    assert view.state == "accepted"
    assert [i.code for i in grid.open_items(view)] == ["severance"]
    assert "经济补偿" in chamber.arbitrator.reads(page(case, "award/"))


def test_a_partial_award_is_one_paper_whatever_the_items(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 30_000, "severance": 10_000})
    put(chamber, case, wages="30000", severance="", partial="1")
    chamber.arbitrator.sends(page(case, "award/issue/"), {"request": "r1"})
    assert Entry.objects.get(case=case, act__startswith="award").act == "award_partial"


def test_the_test_of_an_item_stands_beside_it_as_it_is_put_down(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 30_000, "severance": 30_000})
    put(chamber, case, wages="27720.00", severance="27720.01")  # twelve times 2310
    text = chamber.arbitrator.reads(page(case, "award/"))
    assert "终局 ¥27,720.00；非终局 ¥27,720.01" in text


def test_another_minimum_wage_needs_its_reason_and_stands_in_the_award(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 30_000})
    answer = put(chamber, case, wages="30000", wage="2600")
    assert answer.status_code == 422
    assert "写明理由" in answer.content.decode()
    put(chamber, case, wages="30000", wage="2600", wage_why="合同履行地为示例区")
    chamber.arbitrator.sends(page(case, "award/issue/"), {"request": "r1"})
    entry = Entry.objects.get(case=case, act="award_final")
    assert entry.facts["minimum_wage"] == 260_000
    assert "理由：合同履行地为示例区" in entry.facts["minimum_wage_version"]


def test_what_was_typed_stays_and_what_was_only_suggested_follows_the_amounts(
    chamber: Chamber,
) -> None:
    case = chamber.tried(claims={"wages": 9_600})
    first = chamber.arbitrator.opens(page(case, "award/"))
    suggested = first.context["heads"][0][2]
    put(chamber, case, wages="5000", **{"reasons-wages": suggested, "found": "双方确认欠薪。"})
    text = chamber.arbitrator.reads(page(case, "award/"))
    assert "支持其中5000.00元" in text
    assert "双方确认欠薪。" in text


def test_a_draft_is_for_those_who_sit_and_is_kept_sealed(chamber: Chamber) -> None:
    case = chamber.tried()
    put(chamber, case, wages="4321.09")
    assert "432109" not in AwardDraft.objects.get().data
    outsider = chamber.seats[105]
    assert outsider.opens(page(case, "award/")).status_code == 302
    assert outsider.opens(page(case, "award/issue/")).status_code == 404
    assert outsider.opens(page(case, "award/table.xlsx")).status_code == 404
    assert outsider.opens(page(case, "elements/find/")).status_code == 404


def test_an_award_is_shown_as_a_document_before_it_is_made(chamber: Chamber) -> None:
    case = chamber.tried(claims={"wages": 30_000, "severance": 10_000})
    put(chamber, case, wages="30000", severance="10000")
    for act in ("award_final", "award_other"):
        answer = chamber.arbitrator.opens(page(case, f"award/preview/{act}.docx"))
        assert answer.status_code == 200
        assert answer.content.startswith(b"PK")
    assert (
        chamber.arbitrator.opens(page(case, "award/preview/award_partial.docx")).status_code == 404
    )
    assert not Entry.objects.filter(case=case, act__startswith="award").exists()


def test_five_hundred_are_awarded_by_rule_and_read_from_a_table(chamber: Chamber) -> None:
    case = chamber.group(ago(10), n=500)
    seat = chamber.arbitrator
    seat.sends(page(case, "award/"), {"action": "bulk", "rule": "percent", "percent": "50"})
    content = seat.opens(page(case, "award/table.xlsx")).content
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert len(rows) == 502
    assert {row[5] for row in rows[2:]} == {4800.0}
    table = io.BytesIO(content)
    table.name = "裁决表.xlsx"
    answer = seat.sends(page(case, "award/"), {"action": "upload", "table": table})
    assert answer.status_code == 302
    seat.sends(page(case, "award/issue/"), {"request": "r1"})
    assert Claim.objects.filter(case=case, awarded=480_000, final=True).count() == 500


def test_the_editor_asks_the_database_no_more_for_a_group_than_for_one(chamber: Chamber) -> None:
    one, many = chamber.tried(), chamber.group(ago(10), n=60)

    def queries(case: object, what: str) -> int:
        with CaptureQueriesContext(connection) as found:
            chamber.arbitrator.reads(page(case, what))
        return len(found)

    for what in ("award/", "elements/", "evidence/", "effects/", "hearings/", "tribunal/"):
        queries(one, what)
        assert queries(many, what) <= queries(one, what), what


def test_a_settlement_says_what_by_when_and_needs_everybodys_consent(chamber: Chamber) -> None:
    case = chamber.group(ago(10), n=12)
    seat, url = chamber.arbitrator, page(case, "settlement/")
    seat.sends(url, {"action": "bulk", "rule": "percent", "percent": "80"})
    answer = seat.sends(url, {"action": "do", "pay_on": "2027-01-15", "request": "s1"})
    assert answer.status_code == 422
    assert "须经被代表的申请人同意" in answer.content.decode()
    answer = seat.sends(
        url,
        {"action": "do", "pay_on": "2027-01-15", "terms": "分两期支付。", "consent": "on",
         "waives": "on", "request": "s1"},
    )  # fmt: skip
    assert answer.status_code == 302
    view = chamber.view(case)
    assert view.tally["claimant", "agreed"] == 12
    assert {row.settled for row in Claim.objects.filter(case=case)} == {768_000}
    assert Entry.objects.get(case=case, act="settle").facts["terms"] == "分两期支付。"


def test_an_advance_needs_both_conditions_and_the_court(chamber: Chamber) -> None:
    case = chamber.tried()
    url = page(case, "advance/")
    amount = {f"{ONE}|wages": "3000", "action": "do", "request": "a1"}
    answer = chamber.arbitrator.sends(url, amount | {"clear": "on"})
    assert "请填写移送执行的人民法院" in answer.content.decode()
    answer = chamber.arbitrator.sends(url, amount | {"clear": "on", "court": "示例旗人民法院"})
    assert "严重影响申请人的生活" in answer.content.decode()
    answer = chamber.arbitrator.sends(
        url, amount | {"clear": "on", "hardship": "on", "court": "示例旗人民法院"}
    )
    assert answer.status_code == 302
    assert Entry.objects.get(case=case, act="advance").facts["items"] == {ONE: {"wages": 300_000}}


def test_effects_tell_when_an_award_came_into_force(chamber: Chamber) -> None:
    case = chamber.tried(40, claims={"wages": 30_000})
    chamber.does(
        case, "award_other", ARBITRATOR, ago(30), chamber.award({ONE: {"wages": 30_000}}), (ONE,)
    )
    assert "尚未全部送达" in chamber.clerk.reads(page(case, "effects/"))
    chamber.serves(case, "serve_other", ago(29), ONE, FIRM)
    assert "期满未起诉，裁决已发生法律效力" in chamber.clerk.reads(page(case, "effects/"))


def test_what_was_found_takes_the_place_of_what_was_claimed_when_it_is_reckoned_again(
    chamber: Chamber,
) -> None:
    inputs = {"start": "2020-03-01", "end": "2026-06-30", "avg_wage": "8,000", "claimed": "60000"}
    claim = ClaimItem(head="severance", amount=6_000_000, inputs=inputs)
    case = chamber.tried(claims={"severance": 60_000})
    item = grid.Item(ONE, "示例职工1", claim)
    before = calculating.reckon(chamber.view(case), item, on=date(2026, 11, 26))
    assert before
    assert (before.amount, before.corrected) == (5_200_000, ())  # 8000 × 6.5
    found = facts.Findings(of={ONE: {"average": "6000"}})
    chamber.does(case, "find_facts", ARBITRATOR, ago(0), found, (ONE,))
    after = calculating.reckon(chamber.view(case), item, on=date(2026, 11, 26))
    assert after
    assert (after.amount, after.corrected) == (3_900_000, ("解除前十二个月平均工资",))
    assert any("6000 × 6.5" in step for step in after.steps)
    spoilt = msgspec.structs.replace(claim, inputs=inputs | {"start": "不记得"})
    trouble = calculating.reckon(chamber.view(case), grid.Item(ONE, "", spoilt), on=LONG_AGO)
    assert trouble
    assert (trouble.amount, bool(trouble.trouble)) == (None, True)


def test_without_a_minimum_wage_nothing_is_parted(chamber: Chamber) -> None:
    case = chamber.tried()
    view = chamber.view(case)
    draft = grid.Draft(amounts={ONE: {"wages": 100}})
    unknown = awarding.wage_on_record(view, on=LONG_AGO)
    assert unknown.amount is None
    assert "查不到" in unknown.warning
    with pytest.raises(ValueError, match="查不到"):
        awarding.makings(view, draft, on=LONG_AGO)
    stated = msgspec.structs.replace(draft, texts={"wage": "1500", "wage_why": "示例依据"})
    assert awarding.makings(view, stated, on=LONG_AGO)[0].facts.minimum_wage == 150_000
