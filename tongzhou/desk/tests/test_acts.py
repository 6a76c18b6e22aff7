"""Doing things at the desk: the form, the refusal, the dialog, and that nothing typed is ever lost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.desk.models import Draft
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples.plan import Part
from tongzhou.procedure.models import Case, Entry

from .conftest import COUNTY, Cast


def url(case: Case, act: str) -> str:
    return reverse("desk:act", args=[case.uid, act])


def test_the_union_signs_and_its_light_turns_green(cast: Cast, at_league: Case) -> None:
    page = cast.union.fills_in(url(at_league, "league_sign"), {"result": "同意"})
    assert page.status_code == 302
    assert page["Location"] == reverse("desk:case", args=[at_league.uid])
    entry = Entry.objects.get(case=at_league, act="league_sign")
    assert entry.names == ["李明"]
    text = cast.hrss.opens(reverse("desk:case", args=[at_league.uid])).content.decode()
    assert f"{localdate()} 同意" in text
    assert "已签 1 / 4" in text


def test_an_act_sent_from_the_counter_asks_the_database_little(
    cast: Cast, at_league: Case, django_assert_max_num_queries: Any
) -> None:
    there = url(at_league, "league_sign")
    frame = cast.union.opens(there).context["frame"]
    form = {f"act-{name}": frame[name].value() for name in ("request", "signed")}
    form |= {"act-happened_on": localdate().isoformat(), "result": "同意"}
    with django_assert_max_num_queries(18):
        page = cast.union.sends(there, form)
    assert page.status_code == 302
    assert Entry.objects.filter(case=at_league, act="league_sign").exists()


def test_with_the_script_the_dialog_closes_and_the_page_is_brought_up_to_date(
    cast: Cast, at_league: Case
) -> None:
    page = cast.union.fills_in(url(at_league, "league_sign"), {"result": "同意"}, HX_Request="true")
    assert page.status_code == 204
    events = json.loads(page["HX-Trigger"])
    assert events["tz:close-dialog"] is True
    assert json.loads(page["HX-Location"])["path"] == reverse("desk:case", args=[at_league.uid])


def test_a_refused_form_comes_back_with_422_its_reason_and_what_was_typed(
    cast: Cast, at_league: Case
) -> None:
    page = cast.union.fills_in(url(at_league, "league_sign"), {"result": "不同意"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "须写明理由与建议" in text
    assert 'value="不同意"' in text
    assert not Entry.objects.filter(case=at_league, act="league_sign").exists()


def test_what_was_refused_is_there_again_the_next_day_and_gone_once_it_is_done(
    cast: Cast, plan: Case
) -> None:
    long_opinion = "本章须补充经费来源，" * 20
    there = url(plan, "write") + "?part=content"
    page = cast.drafter.fills_in(there, {"content": long_opinion, "part": "nonsense"})
    assert page.status_code == 422
    assert Draft.objects.count() == 1
    assert long_opinion not in Draft.objects.get().data  # kept encrypted
    again = cast.drafter.opens(there)
    assert long_opinion in again.content.decode()
    assert "没有提交成功" in again.content.decode()
    done = cast.drafter.fills_in(there, {"content": long_opinion, "part": "content"})
    assert done.status_code == 302
    assert not Draft.objects.exists()


def test_a_form_sent_after_the_session_ended_is_kept_until_the_person_is_back(
    cast: Cast, plan: Case
) -> None:
    there = url(plan, "write") + "?part=content"
    browser = cast.drafter.client
    browser.logout()
    page = browser.post(there, {"content": "写了一下午的一章", "part": "content"})
    assert page.status_code == 302
    browser.force_login(
        cast.drafter.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    text = browser.get(there).content.decode()
    assert "写了一下午的一章" in text
    assert "已恢复登录前填写的内容" in text


def test_a_dialog_whose_session_ended_is_not_filled_with_a_sign_in_page(
    cast: Cast, at_league: Case
) -> None:
    there = url(at_league, "league_sign")
    browser = cast.union.client
    browser.logout()
    typed = {"result": "不同意", "words": "请补充工会一章"}
    assert browser.post(there, typed, headers={"HX-Request": "true"}).status_code == 401
    browser.force_login(
        cast.union.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "请补充工会一章" in browser.get(there).content.decode()


def test_the_same_form_sent_twice_is_one_entry(cast: Cast, at_league: Case) -> None:
    there = url(at_league, "league_sign")
    frame = cast.union.opens(there).context["frame"]
    data = {f"act-{n}": frame[n].value() for n in ("request", "signed")} | {
        "act-happened_on": localdate().isoformat(),
        "result": "同意",
    }
    cast.union.sends(there, data)
    cast.union.sends(there, data)
    assert Entry.objects.filter(case=at_league, act="league_sign").count() == 1


def test_who_signs_what_was_changed_meanwhile_is_asked_to_read_again(
    cast: Cast, at_league: Case, door: Door
) -> None:
    there = url(at_league, "league_sign")
    frame = cast.union.opens(there).context["frame"]
    old = {f"act-{n}": frame[n].value() for n in ("request", "signed")} | {
        "act-happened_on": localdate().isoformat(),
        "result": "同意",
    }
    _return_and_change(cast, at_league, door)
    page = cast.union.sends(there, old)
    assert page.status_code == 422
    assert "请阅读新文本后再签署" in page.content.decode()


def _return_and_change(cast: Cast, case: Case, door: Door) -> None:
    """Let somebody refuse, so that the drafter changes a chapter and hands it in again."""
    from tongzhou.procedure.examples.plan import Opinion
    from tongzhou.procedure.judge import Actor

    def sign(office: str, result: str) -> None:
        facts = Opinion(result=result, words="请改", signed=dict(door.view(case).texts["plan"]))
        by = Actor("", office, f"example_{office}_4", "1502", "示例")
        door.act(case, "league_sign", by=by, at=now(), facts=facts)

    for office in ("drc", "fic", "hrss"):
        sign(office, "同意")
    sign("union", "不同意")
    by = cast.actor(cast.drafter)
    before = door.view(case).texts["plan"]["tasks"]
    facts = Part(part="tasks", content="第二稿。", replaces=before)
    door.act(case, "write", by=by, at=now(), facts=facts)
    door.act(case, "submit", by=by, at=now())
    door.act(case, "agree", by=cast.actor(cast.county), at=now())


def test_who_was_overtaken_by_a_colleague_keeps_the_words_and_may_send_them_again(
    cast: Cast, plan: Case, door: Door
) -> None:
    there = url(plan, "write") + "?part=content"
    frame = cast.drafter.opens(there).context["frame"]
    mine = {f"act-{n}": frame[n].value() or "" for n in ("request", "seen", "replaces")} | {
        "act-happened_on": localdate().isoformat(),
        "part": "content",
        "content": "我的一稿",
    }
    theirs = Part(part="content", content="同事的一稿")
    door.act(plan, "write", by=cast.actor(cast.drafter), at=now(), facts=theirs)
    page = cast.drafter.sends(there, mine)
    assert page.status_code == 422
    text = page.content.decode()
    assert "他人已修改本章" in text
    assert "我的一稿" in text


def test_a_day_that_has_not_come_is_refused_at_its_field(cast: Cast, at_league: Case) -> None:
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    page = cast.union.fills_in(
        url(at_league, "league_sign"), {"result": "同意", "act-happened_on": tomorrow}
    )
    assert page.status_code == 422
    assert "不能记载尚未发生的事" in page.content.decode()


@pytest.mark.parametrize("act", ["approve", "league_sign", "engine.annul", "nothing"])
def test_an_act_of_another_office_is_not_there(cast: Cast, at_league: Case, act: str) -> None:
    assert cast.drafter.opens(url(at_league, act)).status_code == 404


def test_an_act_that_must_wait_is_shown_with_the_reason(cast: Cast, plan: Case) -> None:
    text = cast.drafter.opens(reverse("desk:case", args=[plan.uid])).content.decode()
    assert "暂不可办：方案各章尚未齐备" in text


def test_a_case_is_opened_at_the_counter_in_ones_own_region(cast: Cast) -> None:
    there = reverse("desk:open", args=["example.plan"])
    page = cast.drafter.fills_in(there, {})
    case = Case.objects.get()
    assert page["Location"] == reverse("desk:case", args=[case.uid])
    assert case.region == COUNTY


def test_nobody_opens_a_case_in_a_region_of_others(cast: Cast) -> None:
    there = reverse("desk:open", args=["example.plan"])
    cast.drafter.fills_in(there, {"region": "150303"})
    assert Case.objects.get().region == COUNTY


def test_an_entry_made_by_mistake_is_taken_back_with_a_reason_and_stays_readable(
    cast: Cast, at_league: Case
) -> None:
    seq = Entry.objects.get(case=at_league, act="agree").seq
    there = reverse("desk:annul", args=[at_league.uid, seq])
    page = cast.drafter.opens(there)
    form = page.context["form"]
    assert "None" not in page.content.decode()
    data: dict[str, Any] = {"request": form["request"].value(), "reason": ""}
    assert cast.drafter.sends(there, data).status_code == 422
    assert cast.drafter.sends(there, data | {"reason": "录错了案件"}).status_code == 302
    at_league.refresh_from_db()
    assert at_league.state == "at_county"
    text = cast.drafter.opens(reverse("desk:case", args=[at_league.uid])).content.decode()
    assert "录错了案件" in text
    assert "号撤销" in text


def test_an_entry_is_corrected_and_the_first_wording_remains(
    cast: Cast, door: Door, at_league: Case
) -> None:
    entry = Entry.objects.get(case=at_league, act="submit")
    there = reverse("desk:correct", args=[at_league.uid, entry.seq])
    form = cast.drafter.opens(there).context["form"]
    start = {"request": form["request"].value(), "reason": "日期写错", "happened_on": localdate()}
    same = cast.drafter.sends(there, start)
    assert same.status_code == 422
    assert "没有需要更正的" in same.content.decode()
    day = localdate() - timedelta(days=1)
    assert cast.drafter.sends(there, start | {"happened_on": day}).status_code == 302
    entry.refresh_from_db()
    assert entry.happened_on == localdate()
    assert door.view(at_league).on["submit"] == day
