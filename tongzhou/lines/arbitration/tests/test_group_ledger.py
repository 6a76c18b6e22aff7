"""The ledger of a group case: filtered, exported, and one act for many who were chosen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tongzhou.lines.arbitration.facts import Withdrawal
from tongzhou.lines.arbitration.group import amounts
from tongzhou.lines.arbitration.group.ledger import ledger_of
from tongzhou.lines.arbitration.models import Batch, Claim, Dispute
from tongzhou.procedure.models import Case, CaseLink, Entry

from .many import Commission, Officer, opened, upload, xlsx

PDF = b"%PDF-1.7 example"


def chooses(
    many: Commission, by: Officer, case: Case, act: str, keys: list[str], **more: Any
) -> Any:
    return by.follows(many.page(case, "choose/"), {"selected": keys, "act": act, **more})


def states(by: Officer, many: Commission, case: Case, act: str, data: dict[str, Any]) -> Any:
    """Fill in the form of an act for those chosen; return the preview."""
    return by.follows(many.page(case, f"act/{act}/"), data)


def confirms(by: Officer, many: Commission, case: Case, shown: Any) -> Any:
    batch = shown.context["batch"]
    return by.follows(many.page(case, f"act/{shown.context['act'].code}/{batch.uid}/do/"))


def settled(**more: Any) -> dict[str, Any]:
    return {
        "way": "share",
        "percent": "80",
        "pay_on": str(localdate() + timedelta(days=30)),
        "waives_rest": "on",
        "consent": "all",
        "consent_papers": upload(PDF, "同意书.pdf"),
    } | more


def test_the_ledger_finds_by_name_pinyin_state_and_head(many: Commission) -> None:
    case = many.opens(12)
    many.does(case, "withdraw", many.clerk, Withdrawal(), about=(many.claimants(case)[0],))
    for query, n in (("q=bashili", 1), ("q=bsl", 1), ("q=特示例", 1), ("q=zzz", 0)):
        assert many.clerk.opens(many.page(case, f"?{query}")).context["n_found"] == n, query
    assert many.clerk.opens(many.page(case, "?state=withdrawn")).context["n_found"] == 1
    assert many.clerk.opens(many.page(case, "?head=overtime")).context["n_found"] == 12


def test_five_hundred_are_drawn_a_page_at_a_time_with_the_same_questions(
    many: Commission, django_assert_max_num_queries: Any
) -> None:
    few, lots = many.opens(12), many.opens(500, first=100)

    def asked(case: Case, page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert many.clerk.opens(many.page(case, page)).status_code == 200
        return len(found)

    for page in ("", "service/", "election/", "list/", "export/"):
        assert asked(few, page) == asked(lots, page), page
    page = many.clerk.opens(many.page(lots, "?p=10"))
    assert len(page.context["rows"]) == 50
    assert page.content.decode().count('name="selected"') == 50
    with django_assert_max_num_queries(25):
        many.clerk.opens(many.page(lots))


def test_the_page_of_the_case_counts_people_and_leads_to_the_ledger(many: Commission) -> None:
    case = many.opens(60)
    page = many.clerk.opens(f"/desk/case/{case.uid}/").content.decode()
    assert "等 60 人" in page
    assert "只列出前 12 行，共 60 行" in page
    assert many.page(case) in page


def test_the_ledger_leaves_as_a_workbook_with_sums(many: Commission) -> None:
    case = many.opens(12)
    head, *rows = opened(many.clerk.opens(many.page(case, "export/?head=wages")))
    assert len(rows) == 13
    assert head[3] == "劳动报酬（拖欠工资）·请求（元）"
    assert Decimal(rows[-1][3]) == sum(Decimal(300_000 + n) for n in range(12)) / 100


def test_eighty_per_cent_are_settled_for_those_chosen_in_one_entry(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "settle", keys[:7])
    shown = states(many.arbitrator, many, case, "settle", settled())
    assert shown.context["plan"].items[keys[1]] == {"wages": 240_001, "overtime": 40_000}
    assert not Entry.objects.filter(case=case, act="settle").exists()
    confirms(many.arbitrator, many, case, shown)
    entry = Entry.objects.get(case=case, act="settle")
    assert len(entry.about) == 7
    assert entry.issued["paper"] == "settlement"
    assert Claim.objects.filter(case=case, settled__isnull=False).count() == 14
    assert Batch.objects.get().sealed == ""


def test_who_cannot_be_in_it_is_named_with_the_reason(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    many.does(case, "withdraw", many.clerk, Withdrawal(), about=(keys[0],))
    chooses(many, many.arbitrator, case, "settle", keys[:3])
    shown = states(many.arbitrator, many, case, "settle", settled())
    (why,) = shown.context["skipped"]
    assert why[0] == "现为“已撤回”，须为“请求中”"
    assert len(shown.context["plan"].about) == 2


def test_only_those_on_the_list_of_consent_are_settled(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    ledger = ledger_of(case)
    chooses(many, many.arbitrator, case, "settle", keys)
    agreed = [[ledger.by_key[k].ref, ledger.by_key[k].name] for k in keys[:4]]
    data = settled(consent="list", consent_list=upload(xlsx(agreed, ["编号", "姓名"]), "同意.xlsx"))
    shown = states(many.arbitrator, many, case, "settle", data)
    assert shown.context["plan"].about == keys[:4]
    assert shown.context["skipped"][0][0] == "没有其同意的记录"
    confirms(many.arbitrator, many, case, shown)
    assert Dispute.objects.get().settled == sum(
        amounts.share_of(300_000 + n, Decimal(80)) + 40_000 for n in range(4)
    )


def test_a_settlement_for_those_represented_needs_their_papers(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    chooses(many, many.arbitrator, case, "settle", many.claimants(case))
    data = settled()
    del data["consent_papers"]
    answer = states(many.arbitrator, many, case, "settle", data)
    assert "请上传被代表人签名的同意书" in answer.content.decode()
    assert not Batch.objects.exists()


def test_amounts_differ_by_person_where_a_sheet_says_so(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "settle", keys[:3])
    head, *rows = opened(many.arbitrator.opens(many.page(case, "act/settle/sheet/")))
    assert [r[1] for r in rows] == [ledger_of(case).by_key[k].name for k in keys[:3]]
    rows[0][2], rows[1][2], rows[2][2:] = "1000.5", "2000", ["", ""]
    data = settled(way="sheet", sheet=upload(xlsx(rows, head), "金额.xlsx"))
    shown = states(many.arbitrator, many, case, "settle", data)
    assert shown.context["plan"].items == {
        keys[0]: {"wages": 100_050, "overtime": 50_000},
        keys[1]: {"wages": 200_000, "overtime": 50_000},
    }
    assert shown.context["skipped"][0][0] == "没有金额"


def test_a_sheet_with_a_stranger_is_refused_whole(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "settle", keys[:2])
    head, *rows = opened(many.arbitrator.opens(many.page(case, "act/settle/sheet/")))
    rows[0][1] = "别人"
    rows[1][0] = "w999"
    data = settled(way="sheet", sheet=upload(xlsx(rows, head), "金额.xlsx"))
    answer = states(many.arbitrator, many, case, "settle", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "这个编号是" in page
    assert "不在所选的申请人中" in page


def test_all_whom_the_filter_lets_through_withdraw(many: Commission) -> None:
    case = many.opens(60)
    chooses(many, many.clerk, case, "withdraw", [], all="1", head="wages")
    shown = states(many.clerk, many, case, "withdraw", {"reason": "已付清"})
    assert len(shown.context["plan"].about) == 60
    confirms(many.clerk, many, case, shown)
    case.refresh_from_db()
    assert case.state == "decided"


def test_those_split_off_get_one_case_with_their_claims(many: Commission) -> None:
    case = many.opens(12, post="木工", electronic="同意")
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "split", keys[:2])
    shown = states(many.arbitrator, many, case, "split", {"ground": "请求不同"})
    confirms(many.arbitrator, many, case, shown)
    own = CaseLink.objects.get(source=case).target
    assert Claim.objects.filter(case=own).count() == 4
    told = many.door.view(own).said["apply"]
    assert set(told.particulars) == set(keys[:2])  # type: ignore[attr-defined]
    assert Dispute.objects.get(case=own).people == 2


def test_what_was_settled_is_signed_for_and_paid_in_two_steps(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "settle", keys)
    confirms(many.arbitrator, many, case, states(many.arbitrator, many, case, "settle", settled()))
    today = str(localdate())
    chooses(many, many.clerk, case, "sign_settlement", keys)
    shown = states(many.clerk, many, case, "sign_settlement", {"signed_on": today})
    confirms(many.clerk, many, case, shown)
    chooses(many, many.clerk, case, "pay", keys[:5])
    shown = states(many.clerk, many, case, "pay", {"way": "owed", "received_on": today})
    confirms(many.clerk, many, case, shown)
    row = Dispute.objects.get(case=case)
    paid = sum(amounts.share_of(300_000 + n, Decimal(80)) + 40_000 for n in range(5))
    assert (row.paid, row.settled > row.paid) == (paid, True)
    chooses(many, many.clerk, case, "pay", keys)
    shown = states(many.clerk, many, case, "pay", {"way": "owed", "received_on": today})
    assert len(shown.context["plan"].about) == 7  # five have nothing to come


def test_a_plan_made_before_somebody_else_acted_is_not_carried_out(many: Commission) -> None:
    case = many.opens(12)
    keys = many.claimants(case)
    chooses(many, many.clerk, case, "withdraw", keys[:2])
    shown = states(many.clerk, many, case, "withdraw", {})
    many.does(case, "withdraw", many.clerk, Withdrawal(), about=(keys[0],))
    answer = confirms(many.clerk, many, case, shown)
    assert answer.status_code == 422
    assert Entry.objects.filter(case=case, act="withdraw").count() == 1


def test_the_same_plan_sent_twice_is_done_once(many: Commission) -> None:
    case = many.opens(12)
    chooses(many, many.clerk, case, "withdraw", many.claimants(case)[:2])
    shown = states(many.clerk, many, case, "withdraw", {})
    confirms(many.clerk, many, case, shown)
    assert confirms(many.clerk, many, case, shown).status_code == 404
    assert Entry.objects.filter(case=case, act="withdraw").count() == 1


def test_a_clerk_does_not_settle_and_another_banner_sees_nothing(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    chooses(many, many.clerk, case, "withdraw", many.claimants(case)[:2])
    assert many.clerk.opens(many.page(case, "act/settle/")).status_code == 404
    for page in ("", "export/", "list/", "election/", "service/", "service/sheet/", "merge/"):
        assert many.elsewhere.opens(many.page(case, page)).status_code == 404, page
    for page in ("choose/", "service/choose/", "service/numbers/", "service/deemed/"):
        assert many.elsewhere.sends(many.page(case, page)).status_code == 404, page
    assert many.elsewhere.opens("/desk/p/arbitration/group/").context["rows"] == []


def test_whom_an_award_is_for_is_handed_to_the_page_of_awards(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    page = chooses(many, many.arbitrator, case, "award_final", keys[:3])
    assert [g.key for g in page.context["groups"]] == keys[:3]
    assert "选出的 3 人" in page.content.decode()
    where = page.request["PATH_INFO"]
    many.arbitrator.sends(f"{where}?chosen=1", {"action": "bulk", "rule": "asked"})
    whole = many.arbitrator.opens(where).context
    filled = [g.key for g in whole["groups"] if all(c.put is not None for c in g.cells)]
    assert filled == keys[:3]


def test_a_share_is_rounded_half_up_for_each_item() -> None:
    assert amounts.share_of(1, Decimal(50)) == 1
    assert amounts.share_of(333, Decimal("33.33")) == 111


def test_only_those_who_agreed_on_the_phone_are_settled_as_was_offered(
    many: Commission, phone: Any
) -> None:
    case = many.opens(12)
    many.takes(case)
    keys = many.claimants(case)
    chooses(many, many.arbitrator, case, "offer_settlement", keys)
    later = str(localdate() + timedelta(days=10))
    data = {"way": "share", "percent": "50", "pay_on": later, "until": later}
    shown = states(many.arbitrator, many, case, "offer_settlement", data)
    confirms(many.arbitrator, many, case, shown)
    yes, no = phone(keys[0]), phone(keys[1])
    url = f"/p/arbitration/vote/{case.uid}/offer/"
    assert "¥1,500.00" in yes.get(url).content.decode()
    assert yes.post(url, {"answer": "同意"}).status_code == 302
    assert no.post(url, {"answer": "同意"}).status_code == 302
    assert no.post(url, {"answer": "不同意"}).status_code == 302  # the last answer counts
    assert "您已答复：不同意" in no.get(url).content.decode()
    chooses(many, many.arbitrator, case, "settle", keys)
    data = {"way": "offer", "consent": "online", "pay_on": later}
    shown = states(many.arbitrator, many, case, "settle", data)
    assert shown.context["plan"].items == {keys[0]: {"wages": 150_000, "overtime": 25_000}}
    confirms(many.arbitrator, many, case, shown)
    assert Dispute.objects.get(case=case).settled == 175_000


def test_who_is_offered_nothing_has_nothing_to_answer(many: Commission, phone: Any) -> None:
    case = many.opens(12)
    many.takes(case)
    url = f"/p/arbitration/vote/{case.uid}/offer/"
    client = phone(many.claimants(case)[0])
    assert "还没有向您提出调解方案" in client.get(url).content.decode()
    assert client.post(url, {"answer": "同意"}).status_code == 422
    assert not Entry.objects.filter(act="answer_offer").exists()
