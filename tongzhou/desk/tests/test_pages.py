"""Every page answers, whole and as a fragment, and nothing raw reaches the browser."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tongzhou.procedure.models import Case

from .conftest import Cast

INLINE = re.compile(r"<script>|\son\w+=|javascript:|\sstyle=")


def clean(page: object) -> str:
    text = page.content.decode()  # type: ignore[attr-defined]
    assert "<c-" not in text
    assert not INLINE.search(text), INLINE.search(text)
    return text


@pytest.mark.parametrize(
    "name", ["day", "cases", "notices", "delegations", "more", "search", "save-view"]
)
@pytest.mark.usefixtures("at_league")
def test_every_page_opens_for_who_holds_an_office_and_for_who_holds_none(
    cast: Cast, name: str
) -> None:
    for someone in (cast.hrss, cast.drafter, cast.nobody):
        page = someone.opens(reverse(f"desk:{name}"))
        assert page.status_code == 200
        clean(page)


@pytest.mark.usefixtures("cast")
def test_who_is_not_signed_in_is_sent_to_sign_in(client: object) -> None:
    page = client.get(reverse("desk:day"))  # type: ignore[attr-defined]
    assert page.status_code == 302
    assert "login" in page.url


def test_a_member_of_the_public_is_told_that_the_desk_is_for_staff(cast: Cast) -> None:
    person = cast.nobody.person
    type(person).objects.filter(pk=person.pk).update(is_staff=False)
    page = cast.nobody.opens(reverse("desk:day"))
    assert page.status_code == 403
    assert "工作人员" in page.content.decode()


def test_the_case_page_shows_state_clock_lights_and_history(cast: Cast, at_league: Case) -> None:
    text = clean(cast.hrss.opens(reverse("desk:case", args=[at_league.uid])))
    assert "盟市四部门会签" in text
    assert "待签" in text
    assert "其其格" in text
    assert "为什么是这一天" in text
    assert "盟市部门意见" in text


def test_a_page_of_the_desk_is_never_kept_by_a_browser(cast: Cast, at_league: Case) -> None:
    page = cast.hrss.opens(reverse("desk:case", args=[at_league.uid]))
    assert page["Cache-Control"] == "no-store"


def test_the_list_answers_the_script_with_the_list_alone(cast: Cast, at_league: Case) -> None:
    page = cast.hrss.opens(reverse("desk:cases"), HX_Request="true")
    text = clean(page)
    assert "<html" not in text
    assert text.strip().startswith('<div id="list">')
    assert at_league.uid in text


def test_each_register_is_listed_opened_and_exported(cast: Cast) -> None:
    from tongzhou.registry.registers import REGISTERS

    assert set(REGISTERS) >= {"employers", "bodies", "people", "regions"}
    text = clean(cast.drafter.opens(reverse("desk:registers")))
    for code in REGISTERS:
        there = reverse("desk:register", args=[code])
        assert there in text
        clean(cast.drafter.opens(there))
        assert cast.drafter.opens(f"{there}?q=示例&after=x|y&order=zz").status_code == 200
        file = cast.drafter.opens(f"{there}?format=csv")
        assert b"".join(file.streaming_content)  # type: ignore[attr-defined]


def test_a_body_shows_who_holds_office_in_it_and_an_employer_elsewhere_is_not_there(
    cast: Cast,
) -> None:
    from tongzhou.registry.models import Employer

    body = cast.bodies["bureau"]
    page = clean(cast.drafter.opens(reverse("desk:record", args=["bodies", body.pk])))
    assert "其其格" in page
    far = Employer.objects.create(name="示例海南矿业", region_id="150303")
    there = reverse("desk:record", args=["employers", far.pk])
    assert cast.drafter.opens(there).status_code == 404
    assert "示例海南矿业" in clean(cast.elsewhere.opens(there))
    assert cast.drafter.opens(reverse("desk:record", args=["nothing", 1])).status_code == 404
    assert cast.drafter.opens(reverse("desk:record", args=["bodies", "x"])).status_code == 404


def test_one_box_finds_cases_employers_and_people_each_within_reach(cast: Cast, plan: Case) -> None:
    from tongzhou.registry.models import Employer

    Employer.objects.create(name="示例矿业有限公司", region_id=plan.region)
    found = clean(cast.drafter.opens(reverse("desk:search") + "?q=示例矿业"))
    assert "示例矿业有限公司" in found
    assert plan.uid in clean(cast.drafter.opens(reverse("desk:search") + "?q=方案"))
    assert "巴特尔" in clean(cast.drafter.opens(reverse("desk:search") + "?q=巴特尔"))
    assert plan.uid not in clean(cast.elsewhere.opens(reverse("desk:search") + "?q=方案"))
