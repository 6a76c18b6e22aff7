"""Who speaks for a group, and which cases become one: votes on the phone, papers, merging, splitting."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils.timezone import now

from tongzhou.lines.arbitration.facts import Vote, Withdrawal
from tongzhou.lines.arbitration.group.electing import Tally
from tongzhou.lines.arbitration.models import Claim, Dispute
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Worker

from .many import Commission, Officer, upload

PDF = b"%PDF-1.7 example"


def votes(many: Commission, case: Case, voter: str, chosen: list[str]) -> None:
    worker = Worker.objects.get(pk=int(voter.partition("/w")[2]))
    by = Actor(f"worker:{worker.pk}", worker.name, "party", case.region, parties=(voter,))
    case.refresh_from_db()
    many.door.act(case, "vote", by=by, at=now(), facts=Vote(chosen=tuple(chosen)), about=(voter,))


def elects(by: Officer, many: Commission, case: Case, chosen: list[str], **more: Any) -> Any:
    data = {"way": "网上推选", "chosen": chosen} | more
    return by.follows(many.page(case, "election/"), data)


def test_a_worker_votes_on_the_phone_and_may_vote_again(many: Commission, phone: Any) -> None:
    case = many.opens(12, post="木工")
    keys = many.claimants(case)
    client, url = phone(keys[0]), f"/p/arbitration/vote/{case.uid}/"
    page = client.get(url)
    assert page.content.decode().count('name="chosen"') == 12
    assert "木工" in page.content.decode()
    few = client.post(url, {"chosen": keys[:2]})
    assert few.status_code == 422
    assert "现选 2 人" in few.content.decode()
    client.post(url, {"chosen": keys[:3]})
    client.post(url, {"chosen": keys[3:6]})
    shown = many.clerk.opens(many.page(case, "election/")).context["tally"]
    assert (shown.voters, shown.missing) == (1, 11)
    assert set(shown.votes) == set(keys[3:6])
    assert "可以改投" in client.get(url).content.decode()


def test_who_votes_finds_a_name_among_five_hundred_and_keeps_the_ticks(
    many: Commission, phone: Any
) -> None:
    case = many.opens(60)
    keys = many.claimants(case)
    client, url = phone(keys[0]), f"/p/arbitration/vote/{case.uid}/"
    assert client.get(url).content.decode().count('name="chosen"') == 20
    name = many.door.view(case).subjects[keys[50]].name
    page = client.post(url, {"do": "search", "q": name, "chosen": keys[:2]})
    ticked = [c.key for c in page.context["candidates"] if c.ticked]
    assert ticked == keys[:2]
    assert keys[50] in [c.key for c in page.context["candidates"]]
    assert not Entry.objects.filter(act="vote").exists()


def test_a_stranger_does_not_find_the_election(many: Commission, phone: Any) -> None:
    case, other = many.opens(12), many.opens(12, first=100)
    stranger = phone(many.claimants(other)[0])
    assert stranger.get(f"/p/arbitration/vote/{case.uid}/").status_code == 404
    assert Client().get(f"/p/arbitration/vote/{case.uid}/").status_code == 404


def test_the_clerk_confirms_whom_the_votes_chose(many: Commission) -> None:
    case = many.opens(12)
    keys = many.claimants(case)
    for voter in keys[:4]:
        votes(many, case, voter, keys[:3])
    page = many.clerk.opens(many.page(case, "election/"))
    assert [c.key for c in page.context["candidates"] if c.ticked] == keys[:3]
    elects(many.clerk, many, case, keys[:3])
    entry = Entry.objects.get(case=case, act="represent")
    ref = keys[0].partition("/")[2]
    assert entry.facts["votes"][f"representative/{ref}"] == 4


def test_nobody_without_a_vote_is_confirmed_as_elected_online(many: Commission) -> None:
    case = many.opens(12)
    keys = many.claimants(case)
    votes(many, case, keys[0], keys[:3])
    answer = elects(many.clerk, many, case, [*keys[:2], keys[5]])
    assert "没有得票" in answer.content.decode()
    assert "三至五名" in elects(many.clerk, many, case, keys[:2]).content.decode()


def test_an_election_on_paper_needs_the_paper(many: Commission) -> None:
    case = many.opens(12)
    keys = many.claimants(case)[4:8]
    answer = elects(many.clerk, many, case, keys, way="书面推选")
    assert "请上传有申请人签名的推选书" in answer.content.decode()
    elects(many.clerk, many, case, keys, way="书面推选", paper=upload(PDF, "推选书.pdf"))
    assert many.door.view(case).tally["representative", "acting"] == 4


def test_representatives_are_replaced_and_may_come_back(many: Commission) -> None:
    case = many.opens(12)
    keys = many.claimants(case)
    paper = {"way": "书面推选"}
    elects(many.clerk, many, case, keys[:3], paper=upload(PDF, "一.pdf"), **paper)
    elects(many.clerk, many, case, keys[1:4], paper=upload(PDF, "二.pdf"), **paper)
    view = many.door.view(case)
    ref = keys[0].partition("/")[2]
    assert view.subjects[f"representative/{ref}"].state == "replaced"
    many.clerk.sends(many.page(case, f"election/{keys[1].partition('/')[2]}/replace/"))
    assert many.door.view(case).tally["representative", "acting"] == 2
    elects(many.clerk, many, case, keys[:3], paper=upload(PDF, "三.pdf"), **paper)
    view = many.door.view(case)
    assert view.subjects[f"representative/{ref}"].state == "acting"
    assert view.tally["representative", "acting"] == 3


def test_a_tie_for_the_last_seat_leaves_it_open() -> None:
    even = Tally(9, 9, {"a": 5, "b": 4, "c": 3, "d": 2, "e": 1, "f": 1})
    assert (even.leading, even.tied) == (["a", "b", "c", "d"], True)


def merges(by: Officer, many: Commission, into: Case, *sources: Case) -> Any:
    data = {"selected": [s.uid for s in sources], "reason": "同一被申请人、同一案由"}
    return by.follows(many.page(into, "merge/"), data)


def test_single_cases_against_one_employer_become_a_group(many: Commission) -> None:
    cases = [many.opens(1, first=n, post="木工") for n in range(11)]
    into = cases[0]
    page = many.arbitrator.opens(many.page(into, "merge/"))
    assert len(page.context["candidates"]) == 10
    assert page.context["people"] == 11
    merges(many.arbitrator, many, into, *cases[1:])
    row = Dispute.objects.get(case=into)
    assert (row.people, row.is_group) == (11, True)
    assert Claim.objects.filter(case=into).count() == 22
    assert row.asked == 11 * 350_000
    cases[5].refresh_from_db()
    assert not cases[5].is_open
    view = many.door.view(into)
    assert view.ledger[many.claimants(into)[3]]["asked"] == 350_000


def test_who_claims_in_both_claims_the_sum_of_both(many: Commission) -> None:
    first, second = many.opens(1), many.opens(1, heads=1)
    merges(many.head, many, first, second)
    (key,) = many.claimants(first)
    rows = {c.head: c.asked for c in Claim.objects.filter(case=first)}
    assert rows == {"wages": 600_000, "overtime": 50_000}
    assert many.door.view(first).ledger[key]["asked"] == 650_000


def test_a_merger_moves_no_time(many: Commission) -> None:
    first, second = many.opens(12), many.opens(1, first=50)
    many.takes(first)
    before = many.door.view(first).clocks["decision", ""].due
    merges(many.arbitrator, many, first, second)
    assert Dispute.objects.get(case=first).people == 13
    assert many.door.view(first).clocks["decision", ""].due == before


def test_cases_against_others_or_already_decided_are_not_offered(many: Commission) -> None:
    first, second = many.opens(12), many.opens(12, first=50)
    many.takes(second)
    many.does(second, "withdraw", many.clerk, Withdrawal(), about=tuple(many.claimants(second)))
    assert many.arbitrator.opens(many.page(first, "merge/")).context["candidates"] == []


def test_a_clerk_does_not_merge(many: Commission) -> None:
    case, other = many.opens(12), many.opens(1, first=50)
    assert "由仲裁员或者仲裁院院长办理" in merges(many.clerk, many, case, other).content.decode()
    assert not Entry.objects.filter(act="engine.merge").exists()


def test_the_page_of_a_case_leads_to_the_ledger(many: Commission) -> None:
    case = many.opens(12)
    page = many.clerk.opens(f"/desk/case/{case.uid}/")
    assert f"/desk/p/arbitration/group/{case.uid}/" in page.content.decode()


def test_the_first_page_of_the_portal_offers_no_page_that_belongs_to_a_case(
    many: Commission,  # noqa: ARG001  # the tables must be there
) -> None:
    page = Client().get("/")
    assert page.status_code == 200
    assert "/p/arbitration/vote/" not in page.content.decode()
