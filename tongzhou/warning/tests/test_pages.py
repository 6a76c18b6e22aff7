"""The pages: map, queue, reporting, dispatching, planning, employers, rules, scorecards, the month — and who sees none of it."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from decimal import Decimal

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer, Region
from tongzhou.warning import keeping, publishing, replaying, signalling
from tongzhou.warning.cases import facts, rules
from tongzhou.warning.cases.procedure import CODE
from tongzhou.warning.models import Replay, RuleVersion, Scorecard, Signal
from tongzhou.warning.pages.spark import spark

from .station import ELSEWHERE, HERE, Station, at


def to(name, *args):
    return reverse(f"warning:{name}", args=args)


@pytest.fixture
def today():
    return localdate()


def test_the_map_counts_what_one_watches_over_and_says_what_is_not_known(station: Station, today):
    station.candidate(0, on=today)
    station.run(station.hits(1), on=today, hour=8)
    page = station.league.client.get(to("board"))
    tiles = {t.code: t for t in page.context["parts"]}
    assert (tiles[HERE].total, tiles[HERE].level.value, tiles[HERE].grey) == (1, "red", 1)
    assert set(tiles) == {HERE}
    county = station.analyst.client.get(to("board"), {"area": ELSEWHERE})
    assert county.context["area"] == HERE
    assert station.clerk.client.get(to("board")).status_code == 404


def test_the_queue_puts_red_first_and_pages_by_key(station: Station, today, monkeypatch):
    from tongzhou.warning.pages import board

    monkeypatch.setattr(board, "EACH", 1)
    station.candidate(0, on=today, complaints_30d="2")
    station.candidate(1, on=today, wage_unpaid_people="31")
    first = station.analyst.client.get(to("queue"))
    assert [r["level"].value for r in first.context["rows"]] == ["red"]
    second = station.analyst.client.get(f"{to('queue')}?{first.context['next']}")
    assert [r["level"].value for r in second.context["rows"]] == ["yellow"]
    assert not station.stranger.client.get(to("queue")).context["rows"]


def test_the_queue_asks_as_often_for_many_as_for_one(station: Station, today):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert station.analyst.client.get(to("queue")).status_code == 200
        return len(seen)

    station.candidate(0, on=today)
    station.analyst.client.get(to("queue"))
    one = asked()
    for n in range(4):
        from tongzhou.registry.employing import register_employer

        firm = register_employer(
            name=f"示例{n}号厂", region_id=HERE, by=None, at=at(today), reason="测试"
        )
        signalling.report(
            station.door, firm, code="G1", level=rules.Level.YELLOW, words="有议论", by=station.handler.actor,
            person=station.handler.person, on=today, at=at(today),
        )  # fmt: skip
    assert asked() == one


def test_a_report_by_hand_becomes_a_candidate_and_a_wrong_name_says_what_to_do(station: Station):
    client = station.handler.client
    told = {
        "words": "示例机械有限公司",
        "rule": "E1",
        "level": "red",
        "story": "电话停机，设备装车",
        "request": "a1",
    }
    answer = client.post(to("report"), told)
    assert answer.status_code == 302
    assert Signal.objects.get().reported_by == station.handler.person
    case = Case.objects.get(procedure=CODE)
    more = station.analyst.client.get(to("report-more", case.uid))
    assert more.headers["Location"].endswith(f"?employer={station.firms[0].uscc}")
    assert station.analyst.client.get(more.headers["Location"]).status_code == 200
    wrong = client.post(to("report"), told | {"words": "没有这家", "request": "a2"})
    assert wrong.status_code == 422
    assert "请核对全名或统一社会信用代码" in wrong.content.decode()
    elsewhere = client.post(to("report"), told | {"words": "示例煤业有限公司", "request": "a3"})
    assert elsewhere.status_code == 422


def test_dispatch_and_plan_are_asked_on_pages_of_their_own(station: Station, today):
    case = station.issued(station.candidate(on=today), on=today)
    client = station.analyst.client
    page = client.get(to("dispatch", case.uid))
    assert "苏雅" in page.content.decode()
    none = client.post(to("dispatch", case.uid), {"act-to": "网格协调员"})
    assert none.status_code == 422
    pk = station.handler.person.pk
    assert (
        client.post(to("dispatch", case.uid), {"act-to": "网格协调员", "handler": pk}).status_code
        == 302
    )
    station.signed(case, on=today)
    station.verifies(case, on=today)
    page = station.handler.client.get(to("plan", case.uid))
    assert "预案" in page.content.decode()
    day = (today + timedelta(days=2)).isoformat()
    seat = f"warning_responder:{pk}"
    typed = {"what": ["约谈", "补发", ""], "who": [seat, seat, ""], "until": [day, "", ""]}
    assert station.handler.client.post(to("plan", case.uid), typed).status_code == 422
    typed["until"] = [day, day, ""]
    assert station.handler.client.post(to("plan", case.uid), typed).status_code == 302
    assert [s.name for s in station.view(case).of(rules.MEASURE)] == ["约谈", "补发"]
    assert station.stranger.client.get(to("plan", case.uid)).status_code == 404


def test_the_page_of_a_warning_says_why_who_done_and_next(station: Station, today):
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today), on=today), on=today),
        on=today,
    )
    station.does(
        "handler",
        case,
        "call",
        facts.Call(called_on=today, person="王经理", words="承诺本周补发"),
        on=today,
        hour=12,
    )
    page = station.handler.client.get(reverse("desk:case", args=[case.uid])).content.decode()
    for words in (
        "为什么预警",
        "拖欠工资时长",
        "超过2个月",
        "近十二个月：缺",
        "谁在办",
        "苏雅",
        "电话提醒",
        "承诺本周补发",
        "情况反馈（首次，此后每日）",
    ):
        assert words in page
    assert station.stranger.client.get(reverse("desk:case", args=[case.uid])).status_code == 404


def test_everything_of_an_employer_is_shown_within_what_the_reader_may_see(station: Station, today):
    case = station.candidate(0, on=today)
    pk = station.firms[0].pk
    for tab in (
        "base",
        "people",
        "contracts",
        "insurance",
        "operation",
        "alerts",
        "cases",
        "disputes",
        "credit",
    ):
        page = station.analyst.client.get(to("employer", pk), {"tab": tab})
        assert page.status_code == 200
        assert "来源：" in page.content.decode()
    assert (
        reverse("desk:case", args=[case.uid])
        in station.analyst.client.get(to("employer", pk), {"tab": "alerts"}).content.decode()
    )
    for who in ("stranger", "clerk"):
        assert station.people[who].client.get(to("employer", pk)).status_code == 404
    assert Client().get(to("employer", pk)).status_code == 302


def test_a_threshold_is_replayed_before_it_is_switched_on_and_holds_from_its_day(
    station: Station, today, monkeypatch
):
    client = station.chief.client
    typed = {
        "area": HERE,
        "red-0": "12",
        "orange-0": "6",
        "yellow-0": "3",
        "since": (today + timedelta(days=1)).isoformat(),
        "why": "本旗投诉多为重复",
    }
    page = client.post(to("change-rule", "C1"), typed)
    assert page.status_code == 422
    assert "请先用这些阈值回放" in page.content.decode()
    wrong = client.post(to("change-rule", "C1"), typed | {"red-0": "2", "replay": "1"})
    assert wrong.status_code == 422
    assert "更容易达到" in wrong.content.decode()
    assert not Replay.objects.exists()
    answer = client.post(to("change-rule", "C1"), typed | {"replay": "1"})
    asked = Replay.objects.latest("pk")

    def lake(before, after, *, as_of, months, area):
        assert (before.levels != after.levels, as_of, months, area) == (True, today, 12, HERE)
        return [
            {
                "month": "2026-10",
                "hits_before": 9,
                "hits_after": 4,
                "confirmed_before": 3,
                "confirmed_after": None,
            }
        ]

    monkeypatch.setattr(replaying, "computing", lambda: lake)
    replaying.run(asked)
    shown = client.get(answer["Location"]).content.decode()
    assert "2026-10" in shown
    assert client.post(to("change-rule", "C1"), typed).status_code == 302
    assert keeping.standing("C1", HERE, today).area == ""
    new = keeping.standing("C1", HERE, today + timedelta(days=1))
    assert (new.area, new.version, new.as_rule().levels[rules.Level.RED][0].value) == (
        HERE,
        1,
        Decimal(12),
    )
    assert keeping.standing("C1", ELSEWHERE, today + timedelta(days=1)).area == ""
    assert station.handler.client.get(to("change-rule", "C1")).status_code == 404


def test_a_replay_without_the_warehouse_says_so(station: Station, today, monkeypatch):
    monkeypatch.setattr(replaying, "SEAM", ("tongzhou.warning.nowhere", "replay"))
    asked = Replay.objects.create(
        code="C1", bounds=RuleVersion.objects.get(code="C1").levels, digest="x", as_of=today,
        asked_by=station.chief.person, asked_at=at(today),
    )  # fmt: skip
    replaying.run(asked)
    assert asked.state == "failed"
    assert "没有安装数据仓库" in asked.trouble


def test_a_rule_shows_how_often_it_was_right_and_nothing_of_few(station: Station, today):
    station.does(
        "analyst",
        station.candidate(0, on=today),
        "call_false",
        facts.FalseAlarm(cause="数据错误、滞后", words="x"),
        on=today,
    )
    page = station.analyst.client.get(to("rule", "W1"))
    assert (page.context["share"].false, page.context["share"].right) == (1, None)
    assert "不能判断" in page.content.decode()
    assert station.analyst.client.get(to("rules")).status_code == 200
    assert station.analyst.client.get(to("rule", "Z9")).status_code == 404


def test_a_scorecard_is_public_inside_and_a_leak_is_not_published(station: Station, today):
    raw = {
        "version": 1, "name": "欠薪", "hashes": {"data": "sha256:1"}, "cohorts": [{"as_of": "2026-06-01"}],
        "pooled": [{"window_days": 91, "model": "boosting", "auc": {"value": 0.71, "low": 0.6, "high": 0.8},
                    "at": [{"k": 20, "precision": {"value": 0.25}, "recall": {"value": None}}]}],
        "verdict": {"model": "boosting", "window_days": 91, "beats_all_baselines": True, "sentence": "胜过所有基线"},
    }  # fmt: skip
    bytes_ = json.dumps(raw).encode()
    kept = publishing.publish(bytes_, at=at(today))
    assert publishing.publish(bytes_, at=at(today)) == kept
    page = station.clerk.client.get(to("scorecard", kept.pk)).content.decode()
    assert "71.0%（60.0—80.0）" in page
    assert "25.0%" in page
    with pytest.raises(publishing.Refused, match="泄漏"):
        publishing.publish(json.dumps(raw | {"verdict": None}).encode(), at=at(today))
    assert Scorecard.objects.count() == 1


def test_the_month_is_told_with_charts_and_few_responses_tell_nothing(station: Station, today):
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today), on=today), on=today),
        on=today,
    )
    station.verifies(case, on=today)
    page = station.analyst.client.get(to("month"))
    assert "W2 被拖欠工资人数" in page.content.decode()
    assert page.context["told"].causes == {"资金周转困难": 1}
    assert "不能判断" in page.content.decode()
    answer = station.analyst.client.get(to("month"), {"format": "docx"})
    made = docx.Document(io.BytesIO(answer.content))
    words = "\n".join(p.text for p in made.paragraphs)
    assert "资金周转困难" in words
    charts = [part for part in made.part.package.iter_parts() if "/charts/" in str(part.partname)]
    assert len(charts) == 3
    assert "<c:v>1</c:v>" in charts[0].blob.decode()
    assert station.stranger.client.get(to("month"), {"area": HERE}).context["area"] == ELSEWHERE


def test_a_missing_month_is_a_gap_in_the_small_line():
    drawn = spark(("1", "2", "", "4", ""), bound="3", unit="人")
    assert len(drawn.lines) == 1
    assert len(drawn.dots) == 1
    assert len(drawn.missing) == 2
    assert drawn.last is None
    assert drawn.words == "1、2、缺、4、缺（人）"
    assert drawn.bound is not None


def test_a_new_version_must_lie_ahead_and_be_in_order(station: Station, today):
    before = RuleVersion.objects.get(code="C1")
    levels = before.as_rule().levels
    given = {
        "area": HERE,
        "bounds": levels,
        "weight": 1,
        "on": True,
        "basis": "",
        "by": station.chief.person,
        "at": at(today),
        "today": today,
    }
    with pytest.raises(keeping.Refused, match="过去"):
        keeping.put_over(before, since=date(2026, 1, 1), why="x", **given)
    with pytest.raises(keeping.Refused, match="理由"):
        keeping.put_over(before, since=today, why=" ", **given)
    first = keeping.put_over(before, since=today, why="x", **given)
    second = keeping.put_over(first, since=today + timedelta(days=3), why="y", **given)
    first.refresh_from_db()
    assert (second.version, first.until) == (2, today + timedelta(days=2))
    swapped = levels | {
        rules.Level.RED: levels[rules.Level.YELLOW],
        rules.Level.YELLOW: levels[rules.Level.RED],
    }
    with pytest.raises(keeping.Refused, match="更容易达到"):
        keeping.put_over(
            second, since=today + timedelta(days=9), why="z", **(given | {"bounds": swapped})
        )


def test_what_was_typed_is_still_there_after_the_replay_and_a_failed_one_switches_nothing_on(
    station: Station, today, monkeypatch
):
    client = station.chief.client
    typed = {
        "area": HERE, "red-0": "12", "orange-0": "6", "yellow-0": "3", "why": "本旗投诉多为重复",
        "basis": "达人社发〔2026〕1号", "since": (today + timedelta(days=5)).isoformat(),
    }  # fmt: skip
    answer = client.post(to("change-rule", "C1"), typed | {"replay": "1"})
    shown = client.get(answer["Location"]).content.decode()
    for kept in ("本旗投诉多为重复", "达人社发〔2026〕1号", typed["since"]):
        assert kept in shown
    asked = Replay.objects.latest("pk")
    monkeypatch.setattr(replaying, "SEAM", ("tongzhou.warning.nowhere", "replay"))
    replaying.run(asked)
    refused = client.post(to("change-rule", "C1"), typed)
    assert refused.status_code == 422
    assert "没有算成" in refused.content.decode()
    row = {"month": "2026-09", "hits_before": None, "hits_after": 4, "grey_before": 9, "grey_after": 2,
           "confirmed_before": None, "confirmed_after": None}  # fmt: skip
    asked.state, asked.result = Replay.State.DONE, [row]
    asked.save()
    grey = client.get(answer["Location"]).content.decode()
    assert "rklv grey" in grey
    assert "缺数据 2 家" in grey
    assert client.post(to("change-rule", "C1"), typed).status_code == 302


def test_a_township_is_opened_from_the_map_with_its_own_figures_and_its_own_bar(
    station: Station, today
):
    south, north = f"{HERE}100", f"{HERE}101"
    for code, name in ((south, "南镇"), (north, "北镇")):
        Region.objects.create(code=code, name=name, short_name=name, level="township", parent_id=HERE)  # fmt: skip
    for firm, code in zip(station.firms, (south, north), strict=False):
        Employer.objects.filter(pk=firm.pk).update(region=code)
    station.candidate(0, on=today)
    station.candidate(1, on=today, complaints_30d="2")
    client = station.analyst.client
    page = client.get(to("board"))
    assert page.content.decode().count(f"?area={south}") >= 2  # the tile and the table
    one = client.get(to("board"), {"area": south})
    assert (one.context["whole"].total, [t.name for t in one.context["parts"]]) == (1, ["南镇"])
    listed = client.get(to("queue"), {"area": north}).context["rows"]
    assert [r["row"].employer for r in listed] == [station.firms[1].pk]
    told = client.get(to("month")).context["told"]
    assert dict(told.places) == {"南镇": 1, "北镇": 1}


def test_a_month_of_no_calendar_is_the_month_of_today(station: Station, today):
    for strange in ("0001-01", "9999-12", "x"):
        page = station.analyst.client.get(to("month"), {"month": strange})
        assert (page.status_code, page.context["month"]) == (200, today.isoformat()[:7])


def test_a_red_warning_offers_no_higher_level_and_previews_only_its_own_clocks(
    station: Station, today
):
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today), on=today), on=today),
        on=today,
    )
    page = station.analyst.client.get(reverse("desk:case", args=[case.uid]))
    possible = [a.code for a in page.context["acts"]]
    assert "upgrade" not in possible
    station.verifies(case, on=today)
    form = station.handler.client.get(reverse("desk:act", args=[case.uid, "feed_back"]))
    met = [line for line in form.context["consequences"] if "情况反馈" in line]
    assert len(met) == 1


def test_the_employer_reads_no_level_and_is_not_asked_again_after_answering():
    from tongzhou.warning.cases.procedure import CASE

    for limit in CASE.limits:
        for word in ("一级", "二级", "三级", "四级", "红", "橙"):
            assert word not in limit.label
    assert "请您单位" not in CASE.states["asked"].public


def test_the_next_look_falls_on_the_day_that_was_set(station: Station):
    on = date(2026, 11, 3)
    case = station.signed(station.dispatched(station.issued(station.candidate(on=on), on=on), on=on), on=on)  # fmt: skip
    station.verifies(case, on=on)
    told = facts.Feedback(resolved="部分化解", words="补了一半", advice="降级观察")
    station.does("handler", case, "feed_back", told, on=on, hour=17)
    saturday = date(2026, 12, 5)
    down = facts.Downgrade(level="yellow", words="x", next_check=saturday)
    station.does("analyst", case, "downgrade", down, on=on, hour=18)
    assert station.view(case).clocks["next_check", ""].due == saturday


def test_a_scorecard_names_its_models_in_words(station: Station, today):
    raw = {
        "version": 1, "name": "欠薪", "hashes": {"data": "sha256:1"}, "cohorts": [{"as_of": "2026-06-01"}],
        "pooled": [{"window_days": 91, "model": m, "auc": None, "at": []} for m in ("boosting", "random", "logistic_few")],
        "groups": [{"model": "boosting", "by": "size", "value": "other", "n": 3}],
        "leaks": [{"test": "permuted_future", "status": "passed", "detail": ""}],
        "verdict": {"model": "boosting", "window_days": 91, "beats_all_baselines": True, "sentence": "胜过所有基线"},
    }  # fmt: skip
    kept = publishing.publish(json.dumps(raw).encode(), at=at(today))
    page = station.clerk.client.get(to("scorecard", kept.pk)).content.decode()
    for bare in ("random", "logistic_few", "permuted_future", "size：other"):
        assert bare not in page
    for word in ("随机", "梯度提升树", "规模：其他"):
        assert word in page
