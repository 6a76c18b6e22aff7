"""Whoever has no business with a case gets 404 everywhere, and finds no trace of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.desk.models import SavedView
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import inspection
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry, Notice, Secret, Sighting

from .conftest import COUNTY, Cast

PARTY = Actor("", "萨仁", "party", "")


@pytest.fixture
def complaint(cast: Cast, door: Door) -> Case:  # noqa: ARG001  # the banner must be there
    """A complaint whose informant is to stay unknown."""
    facts = inspection.Complaint(
        informant="示例举报人",
        matter="拖欠工资",
        sum_owed=960_000,
        names={"employer/e": "示例食品"},
    )
    return door.open_case(
        "example.inspection",
        by=PARTY,
        at=now(),
        region=COUNTY,
        about=("complainant/1", "employer/e"),
        facts=facts,
    )


def every_address(case: Case) -> list[str]:
    """Return every address of the desk that names a case."""
    from tongzhou.desk.urls import urlpatterns

    some = {"code": "open", "text": "plan", "part": "content", "seq": 0, "field": "informant"}
    some |= {"form": "docx", "digest": "0" * 64, "proposal": "0" * 16}
    found = []
    for pattern in urlpatterns:
        names = set(pattern.pattern.regex.groupindex)  # type: ignore[union-attr]
        if "uid" in names:
            kwargs = {n: some[n] for n in names - {"uid"}} | {"uid": case.uid}
            found.append(reverse(f"desk:{pattern.name}", kwargs=kwargs))  # type: ignore[union-attr]
    return found


def test_an_officer_of_another_banner_gets_404_at_every_address_of_the_case(
    cast: Cast, complaint: Case, plan: Case
) -> None:
    addresses = [a for case in (complaint, plan) for a in every_address(case)]
    assert len(addresses) > 15
    for someone in (cast.elsewhere, cast.nobody):
        for address in addresses:
            assert someone.opens(address).status_code == 404, address
            assert someone.sends(address, {"reason": "想看看"}).status_code == 404, address
    assert not Sighting.objects.filter(case__isnull=False).exists()


def test_no_list_count_search_or_export_of_another_banner_holds_a_trace(
    cast: Cast, complaint: Case, plan: Case
) -> None:
    for address in (
        reverse("desk:day"),
        reverse("desk:cases"),
        reverse("desk:cases") + "?status=all&order=opened",
        reverse("desk:search") + "?q=示例",
        reverse("desk:cases") + "?format=csv",
        reverse("desk:bulk") + f"?selected={plan.uid}",
    ):
        page = cast.elsewhere.opens(address)
        content = b"".join(page) if page.streaming else page.content
        text = content.decode("utf-8-sig")
        assert plan.uid not in text
        assert complaint.uid not in text
        assert "示例食品" not in text


def test_an_office_that_has_no_business_with_a_line_does_not_see_its_cases(
    cast: Cast, complaint: Case
) -> None:
    assert cast.drafter.opens(reverse("desk:case", args=[complaint.uid])).status_code == 404
    assert cast.inspector.opens(reverse("desk:case", args=[complaint.uid])).status_code == 200
    there = reverse("desk:list", args=["example.inspection"])
    assert cast.drafter.opens(there).status_code == 404


def test_looking_at_a_case_is_written_down_and_can_be_read(cast: Cast, complaint: Case) -> None:
    cast.inspector.opens(reverse("desk:case", args=[complaint.uid]))
    seen = Sighting.objects.get(case=complaint, what="case")
    assert seen.person == cast.inspector.person
    text = cast.head.opens(reverse("desk:seen", args=[complaint.uid])).content.decode()
    assert "巴特尔" in text


def test_a_sealed_name_is_shown_only_with_a_reason_which_stays_on_record(
    cast: Cast, complaint: Case
) -> None:
    page = cast.head.opens(reverse("desk:case", args=[complaint.uid])).content.decode()
    assert "示例举报人" not in page
    assert "已保密" in page
    there = reverse("desk:unseal", args=[complaint.uid, 0, "informant"])
    form = cast.head.opens(there).context["form"]
    token = {"request": form["request"].value()}
    assert cast.head.sends(there, token | {"reason": ""}).status_code == 422
    assert not Sighting.objects.filter(what="sealed").exists()
    shown = cast.head.sends(there, token | {"reason": "须联系举报人补充证据"})
    assert "示例举报人" in shown.content.decode()
    assert Sighting.objects.filter(what="sealed", person=cast.head.person).count() == 1
    entry = Entry.objects.get(case=complaint, act="engine.unseal")
    assert entry.reason == "须联系举报人补充证据"
    assert Secret.objects.filter(entry__case=complaint).exists()


def test_who_may_not_unseal_is_not_offered_it(cast: Cast, complaint: Case) -> None:
    there = reverse("desk:unseal", args=[complaint.uid, 0, "informant"])
    text = cast.inspector.opens(reverse("desk:case", args=[complaint.uid])).content.decode()
    assert (there in text) == (cast.inspector.opens(there).status_code == 200)


def test_a_notice_opens_its_case_and_is_then_read(cast: Cast, plan: Case) -> None:
    notice = Notice.objects.create(
        person=cast.drafter.person, case=plan, at=now(), text="方案已退回，请修改"
    )
    assert "1 条未读" in cast.drafter.opens(reverse("desk:day")).content.decode()
    there = reverse("desk:notice", args=[notice.pk])
    assert cast.county.opens(there).status_code == 404
    assert cast.drafter.opens(there)["Location"] == reverse("desk:case", args=[plan.uid])
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_colleague_acts_for_whoever_is_away_until_it_is_taken_back(
    cast: Cast, plan: Case
) -> None:
    there = reverse("desk:delegations")
    office = cast.drafter.person.appointments_on(localdate())[0]
    given: dict[str, Any] = {
        "office": office.pk,
        "to": cast.inspector.person.pk,
        "since": localdate(),
        "until": localdate(),
        "reason": "",
    }
    assert cast.drafter.sends(there, given).status_code == 422
    assert cast.drafter.sends(there, given | {"reason": "出差"}).status_code == 302
    case = reverse("desk:case", args=[plan.uid])
    assert cast.inspector.opens(case).status_code == 200
    assert "受 其其格 委托" in cast.inspector.opens(case).content.decode()
    lent = cast.inspector.person.appointments_on(localdate())
    pk = next(a.pk for a in lent if a.delegated_from_id)
    assert cast.county.sends(reverse("desk:revoke", args=[pk]), {}).status_code == 404
    assert cast.drafter.sends(reverse("desk:revoke", args=[pk]), {}).status_code == 302
    assert cast.inspector.opens(case).status_code == 404


def test_an_office_cannot_be_lent_by_who_does_not_hold_it(cast: Cast) -> None:
    office = cast.county.person.appointments_on(localdate())[0]
    given = {
        "office": office.pk,
        "to": cast.inspector.person.pk,
        "since": localdate(),
        "until": localdate(),
        "reason": "出差",
    }
    assert cast.drafter.sends(reverse("desk:delegations"), given).status_code == 422


def test_many_cases_are_done_at_once_and_each_that_is_not_says_why(
    cast: Cast, at_league: Case, door: Door
) -> None:
    by = cast.actor(cast.drafter)
    other = door.open_case("example.plan", by=by, at=now(), region=COUNTY)
    from tongzhou.procedure.examples.plan import PARTS, Part

    for part in PARTS:
        door.act(other, "write", by=by, at=now(), facts=Part(part=part, content="稿"))
    there = reverse("desk:bulk")
    selected = {"selected": [other.uid, at_league.uid], "act": "submit"}
    page = cast.drafter.client.get(there, selected)
    text = page.content.decode()
    assert "将跳过" in text
    assert page.context["possible"] == 1
    frame = page.context["frame"]
    data = selected | {
        "act-request": frame["request"].value(),
        "act-happened_on": localdate().isoformat(),
    }
    done = cast.drafter.sends(there, data)
    assert done.context["did"] == 1
    assert [bool(why) for _row, why in done.context["results"]].count(True) == 1
    other.refresh_from_db()
    assert other.state == "at_county"


def test_a_view_of_a_colleague_is_not_mine_to_remove(cast: Cast) -> None:
    view = SavedView.objects.create(name="x", person=cast.county.person)
    gone = reverse("desk:remove-view", args=[view.pk])
    assert cast.drafter.sends(gone, {}).status_code == 404
