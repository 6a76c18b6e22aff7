"""The pages of zones: who sees what, what a form does, what a file holds, and how many questions are asked."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tongzhou.lines.zones.models import PracticeCopy
from tongzhou.lines.zones.running import facts, rules
from tongzhou.lines.zones.running.tests.cast import ELSEWHERE, NEIGHBOUR, Cast, Someone
from tongzhou.lines.zones.running.tests.life import task
from tongzhou.lines.zones.running.tests.test_whole_life import (
    WORDS,
    assessed,
    published,
    self_evaluated,
)
from tongzhou.procedure.models import Case, Entry, Sighting

SPRING = date(2019, 4, 8)
BOARD = "zones-board"
OF_A_ZONE = ("zone", "gantt", "indicators", "evaluations", "tasks-xlsx")


def address(name: str, *args: object) -> str:
    return reverse(f"{BOARD}:{name}", args=args)


def all_of(zone: Case) -> list[str]:
    return [
        *(address(name, zone.uid) for name in OF_A_ZONE),
        address("year", zone.uid, 2019),
        address("task", zone.uid, "1"),
        address("indicators-file", zone.uid, "csv"),
        address("indicators-file", zone.uid, "xlsx"),
    ]


SEES = ("office", "union", "justice", "league", "hrss", "drc", "regional_union", "fic", "suhe")
BLIND = ("neighbour", "elsewhere", "other_league")


@pytest.mark.parametrize("who", SEES)
def test_who_has_business_with_a_zone_opens_each_of_its_pages(cast: Cast, who: str) -> None:
    zone = cast.zone()
    for url in all_of(zone):
        answer = cast.people[who].opens(url)
        assert answer.status_code == 200, url
        if "text/html" in answer["Content-Type"]:
            assert "<c-" not in answer.content.decode(), url
            assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", BLIND)
def test_an_office_of_another_banner_is_told_that_there_is_nothing(cast: Cast, who: str) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    own = cast.child(zone, "zones.evaluation")
    extra = [
        address("measure-quarter", zone.uid, "2019Q1"),
        address("decompose-year", zone.uid, 2019),
    ]
    extra += [reverse("zones-evaluation:sheet", args=[own.uid])]
    for url in (*all_of(zone), *extra):
        assert cast.people[who].opens(url).status_code == 404, url


@pytest.mark.parametrize(
    ("who", "seen"), [("hrss", 2), ("league", 1), ("office", 1), ("neighbour", 0), ("elsewhere", 1)]
)
def test_the_board_counts_what_its_reader_may_see(cast: Cast, who: str, seen: int) -> None:
    cast.zone()
    cast.zone(region=ELSEWHERE, name="海南区综合试验区")
    answer = cast.people[who].opens(address("tiles"))
    assert answer.context["total"].zones == seen
    assert len(answer.context["zones"]) == seen
    assert "示意图，不代表行政区域界线" in answer.content.decode()


def test_a_league_out_of_sight_is_shown_as_such_and_cannot_be_opened(cast: Cast) -> None:
    cast.zone()
    found = {t.code: t for t in cast.league.opens(address("tiles")).context["leagues"]}
    assert found["1502"].in_sight
    assert not found["1503"].in_sight
    assert cast.league.opens(address("league", "1503")).status_code == 404
    assert cast.league.opens(address("league", "1502")).status_code == 200
    assert cast.league.opens(address("county", NEIGHBOUR)).status_code == 200
    assert cast.league.opens(address("county", ELSEWHERE)).status_code == 404
    assert len(found) == 12


def test_who_has_not_signed_in_is_asked_to(cast: Cast, client: Any) -> None:
    zone = cast.zone()
    for url in (address("tiles"), address("zone", zone.uid)):
        assert client.get(url).status_code == 302


def questions(someone: Someone, url: str) -> int:
    someone.opens(url)  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as asked:
        assert someone.opens(url).status_code == 200
    return len(asked)


def test_the_board_asks_as_many_questions_for_six_zones_as_for_one(cast: Cast) -> None:
    cast.zone()
    urls = [address("tiles"), address("league", "1502"), address("county", "150221")]
    one = [questions(cast.hrss, url) for url in urls]
    for _n in range(5):
        cast.zone()
    assert [questions(cast.hrss, url) for url in urls] == one
    assert max(one) <= 22


def test_a_zone_of_sixty_tasks_asks_as_many_questions_as_one_of_three(cast: Cast) -> None:
    small = cast.zone()
    large = cast.zone(tasks=tuple(task(str(n)) for n in range(1, 61)))
    for name in OF_A_ZONE[:3]:
        few = questions(cast.hrss, address(name, small.uid))
        assert questions(cast.hrss, address(name, large.uid)) == few
        assert few <= 22


def test_the_board_is_narrowed_by_unit_year_and_standing(cast: Cast) -> None:
    zone = cast.zone()
    page = address("zone", zone.uid)
    assert cast.hrss.opens(page).context["shown"] == 3
    assert cast.hrss.opens(page, lead="达茂旗司法局").context["shown"] == 1
    assert cast.hrss.opens(page, year="2021").context["shown"] == 1
    assert cast.hrss.opens(page, standing="late").context["shown"] == 3  # the dates lie in the past
    assert cast.hrss.opens(page, chapter="三(三)2").context["shown"] == 1
    assert cast.hrss.opens(page, year="oops", standing="x").context["shown"] == 3


def test_the_task_table_as_a_file_is_what_the_screen_shows(cast: Cast) -> None:
    zone = cast.zone()
    answer = cast.hrss.opens(address("tasks-xlsx", zone.uid), lead="达茂旗司法局")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[1][2] == "任务"
    assert [r[4] for r in rows[2:3]] == ["达茂旗司法局"]
    assert rows[2][7] == date(2021, 6, 30)
    assert Sighting.objects.filter(what="export", person=cast.hrss.person).count() == 1


def test_a_missing_figure_is_an_empty_cell_and_never_nought(cast: Cast) -> None:
    zone = cast.zone()
    figure = facts.Figure(goal="G1", value="66.5", as_of=date(2019, 3, 31), source="=办案系统")
    stated = facts.Figures(quarter="2019Q1", rows=(figure,))
    cast.does("office", zone, "measure", stated, on=SPRING, about=("goal/G1",))
    text = cast.hrss.opens(address("indicators-file", zone.uid, "csv")).content.decode("utf-8-sig")
    lines = {line.split(",")[0]: line.split(",") for line in text.splitlines()}
    assert lines["G1"][9] == "66.5"
    assert lines["G1"][11] == "'=办案系统"  # no spreadsheet takes it for a formula
    assert lines["G2"][9] == ""
    assert lines["G2"][14] == "未填报"
    page = cast.hrss.opens(address("indicators", zone.uid), year=2019).content.decode()
    assert "66.5" in page
    assert "未填报" in page


def test_the_zone_office_fills_in_a_quarter_and_leaves_what_it_does_not_know(cast: Cast) -> None:
    zone = cast.zone(on=date(2018, 8, 20))
    url = address("measure-quarter", zone.uid, "2019Q1")
    page = cast.office.opens(url)
    sent = {"request": page.context["sent"], "seen": page.context["seen"]}
    sent |= {"G1-value": "66.5", "G1-source": "办案系统", "G1-as_of": "2019-03-31"}
    sent |= {"G2-value": "", "G2-source": "监察大队", "G2-as_of": "2019-03-31"}
    assert cast.office.sends(url, sent).status_code == 302
    assert cast.office.sends(url, sent).status_code == 422  # nothing new: said, not done again
    entry = Entry.objects.get(case=zone, act="measure")
    assert [r["goal"] for r in entry.facts["rows"]] == ["G1"]
    wrong = sent | {"G1-value": "很好", "request": "another"}
    answer = cast.office.sends(url, wrong)
    assert answer.status_code == 422
    assert "不是数字" in answer.content.decode()
    assert cast.union.opens(url).status_code == 404


def test_the_zone_office_divides_a_year_and_tasks_without_a_goal_stay_out(cast: Cast) -> None:
    zone = cast.zone()
    url = address("decompose-year", zone.uid, 2019)
    page = cast.office.opens(url)
    assert (
        page.context["lines"][0].goal == "调解成功率达到75%"
    )  # proposed from the plan's stage goal
    sent = {"request": page.context["sent"], "seen": page.context["seen"]}
    sent |= {"1-goal": "建成流动调解点", "1-unit": "达茂旗总工会", "1-q1": "选点"}
    assert cast.office.sends(url, sent).status_code == 302
    stated = cast.door.view(zone).latest(_act(zone, cast, "decompose"))
    assert [(r.task, r.quarters[0]) for r in stated.rows] == [("1", "选点")]


def _act(zone: Case, cast: Cast, code: str) -> Any:
    return cast.door.view(zone).procedure.by_code[code]


def test_a_lead_body_reports_with_a_file_that_those_who_see_the_zone_can_take(cast: Cast) -> None:
    today = date.today()  # noqa: DTZ011
    zone = cast.zone(term_from=today - timedelta(days=90), term_to=today + timedelta(days=900))
    url = address("task-act", zone.uid, "1", "report")
    page = cast.union.opens(url)
    quarter = page.context["form"].fields["quarter"].choices[0][0]
    proof = SimpleUploadedFile("协议.pdf", b"%PDF-1.4 content", "application/pdf")
    sent = {
        "request": page.context["sent"],
        "seen": page.context["seen"],
        "quarter": quarter,
        "percent": "40",
        "words": "已建立流动调解点6个",
        "evidence": proof,
    }
    assert cast.union.sends(url, sent).status_code == 302
    line = rules.task_lines(cast.door.view(zone))[0]
    assert (line.percent, line.evidence[0].name) == (40, "协议.pdf")
    file = reverse("desk:file", args=[zone.uid, line.evidence[0].digest])
    taken = cast.league.opens(file)
    assert b"".join(taken.streaming_content) == b"%PDF-1.4 content"
    taken.close()
    assert cast.elsewhere.opens(file).status_code == 404
    assert cast.justice.sends(url, sent | {"request": "x", "seen": ""}).status_code == 422
    assert "协议.pdf" in cast.hrss.opens(address("task", zone.uid, "1")).content.decode()


def test_a_form_that_is_not_filled_in_says_what_to_do(cast: Cast) -> None:
    today = date.today()  # noqa: DTZ011
    zone = cast.zone(term_from=today - timedelta(days=90), term_to=today + timedelta(days=900))
    url = address("task-act", zone.uid, "1", "complete")
    answer = cast.union.sends(url, {"words": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请填写“完成情况”" in text
    assert not Entry.objects.filter(act="complete").exists()


def test_each_assessor_scores_alone_and_all_is_shown_side_by_side(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    final = assessed(cast, zone)
    form = reverse("zones-evaluation:assess", args=[final.uid])
    mine = [
        line.score for _part, lines in cast.suhe.opens(form).context["form_parts"] for line in lines
    ]
    assert mine[0] == "5.4"
    sheet = cast.hrss.opens(reverse("zones-evaluation:sheet", args=[final.uid]))
    assert [name for _ref, name in sheet.context["assessors"]] == ["suhe", "xuemei"]
    assert sheet.context["totals"].average is not None
    page = cast.suhe.opens(form)
    sent = {"request": page.context["sent"], "1.1-score": "6.5", "1.1-words": ""}
    assert "0 至 6 之间" in cast.suhe.sends(form, sent).content.decode()
    sent = {"request": "again", "1.1-score": "4", "1.1-words": "核实"}
    assert cast.suhe.sends(form, sent).status_code == 302
    book = cast.hrss.opens(reverse("zones-evaluation:xlsx", args=[final.uid])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[1][7:9] == ["suhe", "xuemei"]
    assert rows[2][7] == 4


def test_the_region_orders_what_is_to_be_put_right_on_a_form(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    final = assessed(cast, zone)
    url = reverse("zones-evaluation:order", args=[final.uid])
    page = cast.hrss.opens(url)
    ahead = date.today() + timedelta(days=30)  # noqa: DTZ011
    sent = {"request": page.context["sent"], "findings": "备案率低", "1-finding": "备案率低"}
    assert "第 1 项请写明" in cast.hrss.sends(url, sent).content.decode()
    sent |= {"1-requirement": "达到95%", "1-due": ahead.isoformat()}
    assert cast.hrss.sends(url, sent).status_code == 302
    zone.refresh_from_db()
    assert zone.state == "rectifying"
    assert cast.suhe.opens(url).status_code == 404


def test_the_region_puts_the_conclusion_before_the_four_bodies(cast: Cast) -> None:
    zone = cast.zone()
    self_evaluated(cast, zone)
    final = assessed(cast, zone)
    url = reverse("zones-evaluation:propose", args=[final.uid])
    assert "请填写“结论意见”" in cast.hrss.sends(url, {"findings": "机制健全"}).content.decode()
    sent = {"request": "once", "findings": "机制健全", "words": "建议通过验收"}
    assert cast.hrss.sends(url, sent).status_code == 302
    final.refresh_from_db()
    assert final.state == "at_region"
    assert list(cast.door.view(final).texts["conclusion"]) == ["结论意见"]


def test_the_library_shows_what_is_published_to_every_office_and_drafts_to_their_own(
    cast: Cast,
) -> None:
    zone = cast.zone()
    cast.does("office", zone, "write_up", WORDS, on=SPRING)
    draft = cast.child(zone, "zones.practice")
    page = reverse("zones-library:practice", args=[draft.uid])
    assert cast.elsewhere.opens(page).status_code == 404
    assert cast.office.opens(page).status_code == 200
    shown = published(cast, zone)
    page = reverse("zones-library:practice", args=[shown.uid])
    assert cast.elsewhere.opens(page).status_code == 200
    library = cast.elsewhere.opens(reverse("zones-library:library"))
    assert [p.case for p, _copies in library.context["published"]] == [shown]
    assert (
        cast.elsewhere.opens(reverse("zones-library:library"), q="没有").context["published"] == []
    )


def test_another_county_records_its_copy_on_a_form_and_the_home_county_cannot(cast: Cast) -> None:
    shown = published(cast, cast.zone())
    url = reverse("zones-library:copy", args=[shown.uid])
    assert cast.office.opens(url).status_code == 404
    assert cast.union.opens(url).status_code == 404
    page = cast.elsewhere.opens(url)
    sent = {"request": page.context["sent"], "copied_on": "2020-01-06", "parameters": "每月一次"}
    assert cast.elsewhere.sends(url, sent).status_code == 302
    assert cast.elsewhere.sends(url, sent).status_code == 302  # sent twice, recorded once
    assert PracticeCopy.objects.get().case.region == ELSEWHERE
    text = cast.hrss.opens(reverse("zones-library:practice", args=[shown.uid])).content.decode()
    assert "海南区" in text


def test_anybody_reads_what_is_published_and_nothing_else(cast: Cast, client: Any) -> None:
    zone = cast.zone()
    shown = published(cast, zone)
    cast.does("office", zone, "write_up", WORDS, on=SPRING)
    draft = Case.objects.filter(procedure="zones.practice").latest("pk")
    front = client.get(reverse("zones-public:zones")).content.decode()
    assert "试验实施中" in front
    assert front.count(WORDS.title) == 1
    page = reverse("zones-public:practice", args=[shown.uid])
    assert WORDS.effect in client.get(page).content.decode()
    hidden = reverse("zones-public:practice", args=[draft.uid])
    assert client.get(hidden).status_code == 404
