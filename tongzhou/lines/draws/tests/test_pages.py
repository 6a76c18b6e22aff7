"""What the clerk, the head, the bodies and the public find on the pages of a batch."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from tongzhou.lines.draws import facts
from tongzhou.lines.draws.models import DrawItem, DrawObject, OfficerTie

from .cast import Cast, at, value_of


@pytest.fixture
def november(settings: Any) -> Any:  # noqa: ARG001
    """Let it be a day: `november(9)`."""
    patches: list[Any] = []

    def let(day: int) -> None:
        moment = at(date(2026, 11, day), 11)
        one = patch("tongzhou.procedure.counter.now", lambda: moment)
        one.start()
        patches.append(one)

    yield let
    for each in reversed(patches):  # each gives back what it found: the last first
        each.stop()


def _url(name: str, *args: Any) -> str:
    return reverse(f"draws:{name}", args=args)


def test_a_neighbour_and_the_public_find_nothing_of_a_batch_that_is_not_frozen(cast: Cast) -> None:
    case = cast.planned()
    for name in ("room", "amend", "freeze", "commit", "reveal", "result"):
        assert cast.elsewhere.client.get(_url(name, case.uid)).status_code == 404
    assert Client().get(reverse("draws-public:batch", args=[case.uid])).status_code == 404
    listed = Client().get(reverse("draws-public:batches"))
    assert "2026年第三批" not in listed.content.decode()


def test_a_plan_with_wrong_days_says_so_and_keeps_what_was_typed(cast: Cast, november: Any) -> None:
    november(2)
    bodies = [cast.people[w].body.pk for w in ("hrss", "drc")]
    sent = {
        "title": "第四批",
        "bodies": bodies,
        "commit_by": "2026-11-06",
        "reveal_by": "2026-11-05",
        "absent": "continue",
        "least_reveals": 2,
        "seats": 2,
        "cap_a": 1,
        "cap": 2,
        "reserve": 50,
        "hash": "sm3",
        "s0-label": "全部",
        "s0-num": 10,
    }
    refused = cast.clerk.client.post(_url("plan"), sent)
    assert refused.status_code == 422
    assert "揭示截止日期须晚于承诺截止日期" in refused.content.decode()
    assert "第四批" in refused.content.decode()
    done = cast.clerk.client.post(_url("plan"), sent | {"reveal_by": "2026-11-09"})
    assert done.status_code == 302
    room = cast.clerk.client.get(done["Location"]).content.decode()
    assert "第四批" in room
    alone = cast.clerk.client.post(
        _url("plan"), sent | {"bodies": bodies[:1], "reveal_by": "2026-11-09"}
    )
    assert "请选择两家以上的参与单位" in alone.content.decode()


def test_a_body_that_types_something_else_is_told_before_it_counts_as_silent(
    cast: Cast, november: Any
) -> None:
    november(3)
    case = cast.frozen()
    wrong = cast.hrss.client.post(_url("commit", case.uid), {"commitment": "短"})
    assert (wrong.status_code, "64位" in wrong.content.decode()) == (422, True)
    for who in ("hrss", "drc", "union", "fic"):
        cast.commits(who, case)
    november(5)
    _value, nonce = value_of("hrss")
    refused = cast.hrss.client.post(_url("reveal", case.uid), {"value": "别的", "nonce": nonce})
    assert "与贵单位的承诺值不符" in refused.content.decode()
    value, nonce = value_of("hrss")
    done = cast.hrss.client.post(_url("reveal", case.uid), {"value": value, "nonce": nonce})
    assert done.status_code == 302
    assert cast.clerk.client.get(_url("reveal", case.uid)).status_code == 404


def test_from_the_button_to_the_published_bundle(
    cast: Cast, november: Any, django_assert_max_num_queries: Any
) -> None:
    case = cast.ready(silent=("fic",))
    november(9)
    clerk, head = cast.clerk.client, cast.head.client
    assert clerk.post(_url("draw", case.uid)).status_code == 302
    again = clerk.post(_url("draw", case.uid))
    assert (again.status_code, "不能办理" in again.content.decode()) == (422, True)
    public = Client().get(reverse("draws-public:batch", args=[case.uid])).content.decode()
    assert "未承诺或未揭示" in public
    picked = list(cast.picks(case))
    assert not any(cast.door.view(case).subjects[k].name in public for k in picked)
    assert Client().get(reverse("draws-public:bundle", args=[case.uid])).status_code == 404
    first = picked[0]
    out = cast.picks(case)[first].officers[0]
    sent = {"who": f"{first}|{out}", "cause": "closed", "words": "配偶在该单位"}
    assert clerk.post(_url("replace", case.uid), sent).status_code == 422
    assert clerk.post(_url("replace", case.uid), sent | {"cause": "recusal"}).status_code == 302
    assert out not in cast.picks(case)[first].officers
    for key in picked:
        told = {"target": key, "outcome": "未发现问题", "checked_on": "2026-11-09"}
        assert clerk.post(_url("record", case.uid), told).status_code == 302
    with django_assert_max_num_queries(30):
        shown = head.get(_url("result", case.uid))
    assert "待公布" in shown.content.decode()
    assert head.post(_url("show", case.uid)).status_code == 302
    public = Client().get(reverse("draws-public:batch", args=[case.uid])).content.decode()
    assert cast.door.view(case).subjects[first].name in public
    taken = Client().get(reverse("draws-public:bundle", args=[case.uid]))
    assert taken.status_code == 200
    assert b'"k":"sub"' in b"".join(taken.streaming_content)  # type: ignore[attr-defined]


def test_the_roster_is_frozen_on_its_page_and_a_closed_firm_is_replaced_on_another(
    cast: Cast, november: Any
) -> None:
    november(2)
    case = cast.planned()
    DrawObject.objects.filter(employer=cast.firms[1]).update(excluded="正在立案调查")
    looked = cast.head.client.get(_url("freeze", case.uid)).content.decode()
    assert "正在立案调查" in looked
    assert cast.clerk.client.get(_url("freeze", case.uid)).status_code == 404  # for the head
    assert cast.head.client.post(_url("freeze", case.uid)).status_code == 302
    again = cast.head.client.post(_url("freeze", case.uid))
    assert (again.status_code, "不能办理" in again.content.decode()) == (422, True)
    assert "现在不能办理" in cast.clerk.client.get(_url("amend", case.uid)).content.decode()
    november(9)
    drawn = cast.drawn()
    clerk = cast.clerk.client
    gone = next(k for k, p in cast.picks(drawn).items() if p.stratum == "C")
    page = clerk.get(_url("result", drawn.uid)).content.decode()
    assert "由谁递补已由种子确定" in page
    silent = clerk.post(_url("replace", drawn.uid), {"who": gone, "cause": "closed", "words": ""})
    assert silent.status_code == 422
    before = set(cast.picks(drawn))
    done = clerk.post(
        _url("replace", drawn.uid), {"who": gone, "cause": "closed", "words": "已注销"}
    )
    assert done.status_code == 302
    (fresh,) = set(cast.picks(drawn)) - before
    page = clerk.get(_url("result", drawn.uid)).content.decode()
    name = cast.door.view(drawn).subjects[fresh].name
    assert name in page
    assert "已注销停业：已注销" in page
    other = clerk.post(
        _url("replace", drawn.uid), {"who": gone, "cause": "closed", "words": "再来"}
    )
    assert other.status_code == 422  # it was replaced already
    assert cast.head.client.post(_url("replace", drawn.uid), {"who": fresh}).status_code == 422


def test_a_large_roster_is_drawn_by_the_worker_and_the_page_says_so(
    cast: Cast, november: Any
) -> None:
    from tongzhou.lines.draws.models import DrawRun
    from tongzhou.lines.draws.views import drawing_room

    case = cast.ready()
    november(9)
    with patch.object(drawing_room, "AT_ONCE", 10):
        assert cast.clerk.client.post(_url("draw", case.uid)).status_code == 302
    asked = DrawRun.objects.get(case=case)
    assert "已读 0 / 60" in cast.clerk.client.get(_url("progress", case.uid)).content.decode()
    with patch.object(drawing_room, "now", lambda: at(date(2026, 11, 9), 12)):
        drawing_room.run_draw.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.ended, asked.trouble) == (True, "")
    case.refresh_from_db()
    assert case.state == "checking"


def test_the_clerk_keeps_the_registers_with_reasons(cast: Cast, november: Any) -> None:
    november(2)
    clerk = cast.clerk.client
    item = {
        "code": "C09", "name": "社会保险", "of": "用人单位", "content": "是否参保", "basis": "监察条例11",
        "method": "site", "per_year": 1, "since": "2026-01-01", "reason": "新增",
    }  # fmt: skip
    assert clerk.post(_url("new-item"), item).status_code == 302
    assert DrawItem.objects.filter(code="C09").exists()
    officer = cast.officers[3]
    tie = {"employer": cast.firms[4].name, "why": "曾在该单位工作"}
    assert clerk.post(_url("tie", officer.pk), tie).status_code == 302
    made = OfficerTie.objects.get(officer=officer)
    assert clerk.post(_url("tie-over", made.pk)).status_code == 302
    made.refresh_from_db()
    assert made.is_over
    DrawObject.objects.filter(employer=cast.firms[5]).delete()
    assert clerk.post(_url("fill")).status_code == 302
    assert DrawObject.objects.filter(employer=cast.firms[5]).exists()
    assert cast.head.client.get(_url("new-item")).status_code == 404


def test_the_verifiers_are_handed_out_whole_and_may_open_no_connection(db: None) -> None:  # noqa: ARG001
    page = Client().get(reverse("draws-public:verify"))
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "sha256-" in page["Content-Security-Policy"]
    kept = Client().get(reverse("draws-public:verify"), {"download": "1"})
    assert "draw_verify.html" in kept["Content-Disposition"]
    script = Client().get(reverse("draws-public:program"))
    assert b"def verify(" in script.content


def test_a_dispatched_employer_becomes_a_check_of_its_two_officers(
    cast: Cast, november: Any
) -> None:
    from tongzhou.procedure.models import Case, CaseLink

    case = cast.drawn()
    november(10)
    sent = cast.clerk.client.post(_url("send", case.uid), {"items": "B01"})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    checks = Case.objects.filter(pk__in=CaseLink.objects.filter(source=case).values("target"))
    assert {c.procedure for c in checks} == {"inspection.check"}
    assert checks.count() == len(cast.picks(case))
    stated = facts.Dispatch(target=next(iter(cast.picks(case))))
    assert stated.target in cast.door.view(case).subjects


def test_the_board_shows_the_year_with_its_batches_and_what_is_still_to_come(
    cast: Cast, november: Any
) -> None:
    november(9)
    DrawItem.objects.filter(code="C01").update(per_year=2)
    first = cast.drawn()
    board = cast.clerk.client.get(_url("board")).content.decode()
    assert "2026 年度抽查计划" in board
    assert "还差 1 次" in board
    second = cast.frozen()
    board = cast.clerk.client.get(_url("board")).content.decode()
    assert "还差" not in board
    assert board.count(first.number) >= 2  # in the plan, and among the batches
    cast.does("head", second, "void", facts.Ground(words="名录有误"), on=date(2026, 11, 9))
    assert "还差 1 次" in cast.clerk.client.get(_url("board")).content.decode()
    assert "还差" not in cast.elsewhere.client.get(_url("board")).content.decode()
