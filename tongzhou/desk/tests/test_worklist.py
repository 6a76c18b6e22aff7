"""The work list: pages, filters, counts, export — and what it costs in queries."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.desk import branches, export, worklist
from tongzhou.desk.branches import BY_DUE, Branches, Mark
from tongzhou.desk.models import SavedView
from tongzhou.desk.staff import Staff
from tongzhou.desk.worklist import Filter
from tongzhou.procedure.models import Case, ClockRow, Sighting, SubjectRow
from tongzhou.procedure.scope import Reach, Sight, places
from tongzhou.procedure.view import end_of
from tongzhou.registry.models import Appointment

from .conftest import COUNTY, ELSEWHERE, Cast, Someone


def staff(someone: Someone) -> Staff:
    return Staff(someone.person, localdate(), now())


def many(number: int, *, region: str = COUNTY, **more: Any) -> list[Case]:
    """Put bare rows into the list: lists are answered from rows alone."""
    start = localdate() - timedelta(days=number // 2)
    common: dict[str, Any] = {
        "procedure": "example.plan",
        "version": "2018-03-26",
        "state": "drafting",
        "region": region,
        "opened_on": date(2026, 1, 5),
        "changed_at": now(),
        "head": "",
        "calendar": "",
        **places(region),
    }
    rows = [
        common | {"title": f"方案{i:03}", "next_due": start + timedelta(days=i // 3)} | more
        for i in range(number)
    ]
    return Case.objects.bulk_create(Case(**{"due_at": end_of(r["next_due"])} | r) for r in rows)


def test_pages_forward_and_back_show_every_case_once_in_order(cast: Cast) -> None:
    many(95)
    found = Branches(staff(cast.drafter).sight, Q(is_open=True))
    seen, mark = [], None
    pages = []
    while True:
        page = found.page(BY_DUE, size=20, after=mark)
        seen += page.cases
        pages.append([c.pk for c in page.cases])
        if page.after is None:
            break
        mark = page.after
    assert [c.pk for c in seen] == [c.pk for c in Case.objects.order_by("due_at", "id")]
    back = found.page(BY_DUE, size=20, before=Mark.of(seen[40], BY_DUE))
    assert [c.pk for c in back.cases] == pages[1]
    assert back.before is not None
    first = found.page(BY_DUE, size=20, before=back.before)
    assert [c.pk for c in first.cases] == pages[0]
    assert first.before is None


@pytest.mark.parametrize("at_once", [1, 2, 60])
@pytest.mark.parametrize("asked", list(worklist.ORDERS))
def test_ranges_merged_by_the_database_are_the_list_that_one_condition_would_give(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, asked: str, at_once: int
) -> None:
    monkeypatch.setattr(branches, "AT_ONCE", at_once)
    days = iter(range(10_000))
    for procedure in ("example.plan", "example.inspection", "example.dispute"):
        for region in (COUNTY, "150222", ELSEWHERE):
            for case in many(6, region=region, procedure=procedure):
                case.opened_on = date(2026, 1, 5) + timedelta(days=next(days) * 7 % 11)
                case.save()
    reaches = (
        Reach("county", COUNTY, "example.plan"),
        Reach("county", ELSEWHERE, "example.plan"),
        Reach("league", "1502", "example.inspection"),
        Reach("province", "15", "example.dispute"),
    )
    sight = Sight(cast.nobody.person.pk, reaches)
    order = worklist.ORDERS[asked]
    plain = list(Case.objects.visible_to(sight).order_by(*order.by()))
    assert len(plain) == 42
    found = Branches(sight, Q(is_open=True))
    seen, after = [], None
    while True:
        page = found.page(order, size=5, after=after, count=True)
        seen += page.cases
        assert found.count() == 42
        if page.after is None:
            break
        after = page.after
    assert seen == plain
    back = found.page(order, size=5, before=Mark.of(plain[17], order))
    assert back.cases == plain[12:17]
    assert list(found.walk(order)) == plain
    assert Branches(sight, Q(is_open=True)).count() == 42


@pytest.mark.parametrize(
    ("query", "index"),
    [("", "case_due"), ("status=closed", "case_closed"), ("handler=nobody", "case_free")],
)
@pytest.mark.parametrize(("level", "code"), [("province", "15"), ("league", "1501")])
def test_who_sees_a_league_or_the_region_is_shown_a_page_without_a_look_at_all_cases(
    query: str, index: str, level: str, code: str, cast: Cast
) -> None:
    """Each list is walked in an index made for it, and nothing is sorted but a page."""
    wanted = Filter.read(QueryDict(query))
    sight = Sight(0, (Reach(level, code, "example.plan"),))
    found = Branches(sight, wanted.condition(staff(cast.drafter)))
    with CaptureQueriesContext(connection) as asked:
        found.page(worklist.ORDERS[wanted.order], size=20)
    (one,) = [q["sql"] for q in asked if "procedure_case" in q["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {one}")
        plan = [line[3] for line in cursor.fetchall()]
    (walked,) = [line for line in plan if index in line]
    assert f"{index}_{level} ({level}=? AND procedure=?" in walked
    assert not [line for line in plan if line.startswith("SCAN procedure_case")], plan


def test_what_was_handed_to_a_person_stands_among_their_own_and_only_once(cast: Cast) -> None:
    many(10)
    far = many(3, region=ELSEWHERE)
    own = Case.objects.filter(region=COUNTY).first()
    assert own
    for case in (far[0], own):
        SubjectRow.objects.create(
            case=case,
            key=f"officer/{cast.drafter.person.pk}",
            kind="officer",
            state="assigned",
            since=localdate(),
            registry="person",
            ref=str(cast.drafter.person.pk),
        )
    found = Branches(staff(cast.drafter).sight, Q(is_open=True))
    assert found.page(BY_DUE, size=5, count=True).after
    assert found.count() == 11
    page = found.page(BY_DUE, size=50)
    assert len(page.cases) == 11
    assert found.count() == 11
    assert far[0] in page.cases
    # of what a text search has found, the same are seen
    some = [far[0].pk, far[1].pk, own.pk]
    few = Branches(staff(cast.drafter).sight, Q(is_open=True), only=some)
    assert few.count() == 2
    assert [c.pk for c in few.page(BY_DUE, size=50).cases] == [
        c.pk for c in page.cases if c in (far[0], own)
    ]
    other = Branches(staff(cast.drafter).sight, Q(), procedures=["example.dispute"], only=some)
    assert other.count() == 0


def test_who_is_recused_does_not_even_see_that_the_case_exists(cast: Cast) -> None:
    case = many(1)[0]
    SubjectRow.objects.create(
        case=case,
        key=f"officer/{cast.drafter.person.pk}",
        kind="officer",
        state="recused",
        since=localdate(),
        registry="person",
        ref=str(cast.drafter.person.pk),
        sees=False,
    )
    assert Branches(staff(cast.drafter).sight, Q()).count() == 0
    assert cast.drafter.opens(reverse("desk:case", args=[case.uid])).status_code == 404


def test_nobody_counts_beyond_a_thousand(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branches, "CAP", 30)
    many(45)
    number = Branches(staff(cast.drafter).sight, Q(is_open=True)).count()
    assert branches.counted(number) == "30+"
    assert "共 30+ 件" in cast.drafter.opens(reverse("desk:cases")).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("due=over", 3), ("due=soon", 4), ("due=urgent", 2), ("due=none", 2), ("", 12)],
)
def test_a_badge_equals_the_rows_it_opens(cast: Cast, query: str, expected: int) -> None:
    today = localdate()
    for days in (-9, -2, -1, 0, 3, 4, 7, 8, 20, 60):
        many(1, next_due=today + timedelta(days=days))
    many(2, next_due=date(9999, 12, 31))
    page = cast.drafter.opens(f"{reverse('desk:list', args=['example.plan'])}?{query}")
    assert len(page.context["rows"]) == expected
    assert page.context["total"] == str(expected)


def test_a_nonsense_address_shows_the_plain_list_and_no_error(cast: Cast) -> None:
    many(2)
    query = "due=x&status=%00&size=9999&order=drop&after=x_y&before=&region=abc&handler=1&col=zz"
    page = cast.drafter.opens(f"{reverse('desk:cases')}?{query}")
    assert page.status_code == 200
    assert len(page.context["rows"]) == 2


def test_a_filter_survives_the_way_through_its_own_address() -> None:
    text = "status=all&state=drafting&due=soon&handler=me&q=%E7%A4%BA%E4%BE%8B&order=opened&size=50"
    wanted = Filter.read(QueryDict(text + "&col=title&col=due"), procedure="example.plan")
    assert Filter.read(QueryDict(wanted.query()), procedure="example.plan") == wanted


def test_a_list_in_which_nothing_can_be_found_is_an_empty_page_and_counts_none(cast: Cast) -> None:
    many(1)
    page = cast.drafter.opens(reverse("desk:cases") + "?q=查无此案")
    assert page.status_code == 200
    assert page.context["rows"] == []
    assert page.context["total"] == "0"


def test_the_meter_of_a_row_begins_with_the_clock_that_presses_most(cast: Cast) -> None:
    today = localdate()
    (case,) = many(1, next_due=today + timedelta(days=10), next_limit="work")
    other = many(1, next_due=today + timedelta(days=10), next_limit="work")[0]
    for about, began, due, runs in (
        ("", 10, 10, True),
        ("officer/1", 40, 30, True),  # the same limit, of somebody else: it presses less
        ("officer/2", 50, 10, False),  # it runs no longer
    ):
        ClockRow.objects.create(
            case=case,
            limit="work",
            about=about,
            start=today - timedelta(days=began),
            due=today + timedelta(days=due),
            is_running=runs,
            lapse="",
            owes="example_drafter",
            region=COUNTY,
        )
    page = cast.drafter.opens(reverse("desk:cases"))
    begun = {r.case.pk: r.deadline.start for r in page.context["rows"]}
    assert begun == {case.pk: today - timedelta(days=10), other.pk: None}
    assert page.content.decode().count('<rect width="50"') == 1


def test_where_nothing_runs_a_phone_shows_no_line_for_a_deadline(cast: Cast) -> None:
    many(1, is_open=False, next_due=date(9999, 12, 31), closed_on=date(2026, 3, 2))
    closed = cast.drafter.opens(f"{reverse('desk:cases')}?status=closed&col=due").content.decode()
    assert '<td class="opt"><span class="muted">—</span></td>' in closed
    assert '<td class="ddl">' not in closed
    many(1)
    running = cast.drafter.opens(f"{reverse('desk:cases')}?col=due").content.decode()
    assert running.count('<td class="ddl"><span class="dl ') == 1


def test_whatever_a_case_is_called_is_text_on_the_page_and_never_a_part_of_it(cast: Cast) -> None:
    hostile = '"><script>alert(1)</script>'
    many(1, title=hostile, handled_by=hostile, irregular=1)
    Case.objects.update(number=hostile)
    columns = "&".join(f"col={c.code}" for c in worklist.COLUMNS)
    page = cast.drafter.opens(f"{reverse('desk:cases')}?{columns}&status=all").content.decode()
    assert "<script>alert" not in page
    assert page.count("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;") == 5
    assert "须核对" in page


def test_the_list_costs_the_same_queries_for_three_rows_and_for_fifty(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    many(3)
    address = f"{reverse('desk:list', args=['example.plan'])}?size=50"
    cast.drafter.opens(address)
    with django_assert_num_queries(8):  # a page that shows them all has counted them
        cast.drafter.opens(address)
    many(60)
    with django_assert_num_queries(8):
        cast.drafter.opens(address)


def test_the_list_costs_the_same_queries_however_many_lines_somebody_has_business_in(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    someone = cast.drafter
    for procedure in ("example.plan", "example.inspection"):
        many(30, procedure=procedure)
    body = cast.bodies["bureau"]
    for office in ("example_inspector", "example_clerk", "example_lister", "inspector"):
        Appointment.objects.create(
            person=someone.person, office=office, body=body, since=date(2020, 1, 1)
        )
    assert len(staff(someone).sight.reaches) > 5
    someone.opens(reverse("desk:cases"))
    with django_assert_num_queries(8):
        page = someone.opens(reverse("desk:cases"))
    assert page.context["total"] == "60"


def test_the_case_page_costs_the_same_queries_however_long_its_history(
    cast: Cast, at_league: Case, django_assert_max_num_queries: Any
) -> None:
    there = reverse("desk:case", args=[at_league.uid])
    cast.union.opens(there)
    with django_assert_max_num_queries(11):
        page = cast.union.opens(there)
    assert page.status_code == 200


def read_xlsx(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))


def test_the_export_holds_the_rows_and_columns_of_the_screen_and_is_journaled(cast: Cast) -> None:
    many(25)
    many(4, region=ELSEWHERE)
    base = f"{reverse('desk:list', args=['example.plan'])}?col=state&col=due&col=handler"
    screen: list[worklist.Row] = []
    query = ""
    while True:
        page = cast.drafter.opens(base + query)
        screen += page.context["rows"]
        columns = page.context["wanted"].shown
        if not page.context["next"]:
            break
        query = f"&{page.context['next']}"
    file = cast.drafter.opens(f"{base}&format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [str(c.label) for c in columns]
    assert rows[1:] == [[c.text(r) for c in columns] for r in screen]
    assert len(rows) == 26
    seen = Sighting.objects.get(what="export")
    assert seen.person == cast.drafter.person
    sheet = cast.drafter.opens(f"{base}&format=xlsx")
    content = read_xlsx(b"".join(sheet.streaming_content))  # type: ignore[attr-defined]
    assert content.count("<row ") == 26
    assert "方案024" in content


def test_a_workbook_that_does_not_hold_all_says_so_and_a_csv_holds_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST", 3)
    many(5)
    for there in (reverse("desk:cases"), reverse("desk:register", args=["regions"])):
        sheet = cast.drafter.opens(f"{there}?format=xlsx")
        content = read_xlsx(b"".join(sheet.streaming_content))  # type: ignore[attr-defined]
        assert "只列出前3行，后面还有" in content
        assert content.count("<row ") == 5  # the head, three, and what is said
        assert "只有前3行" in unquote(sheet["Content-Disposition"])
        file = cast.drafter.opens(f"{there}?format=csv")
        text = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
        assert len(text.splitlines()) >= 6
        assert "还有" not in text
    monkeypatch.setattr(export, "MOST", 5)
    sheet = cast.drafter.opens(f"{reverse('desk:cases')}?format=xlsx")
    assert "只" not in unquote(sheet["Content-Disposition"])
    assert "还有" not in read_xlsx(b"".join(sheet.streaming_content))  # type: ignore[attr-defined]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cast: Cast) -> None:
    many(1, title="=HYPERLINK(1)")
    file = cast.drafter.opens(f"{reverse('desk:cases')}?format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1)" in text


def test_a_view_is_saved_for_oneself_or_for_the_whole_body(cast: Cast) -> None:
    there = reverse("desk:save-view")
    given = {"procedure": "example.plan", "query": "due=over&evil=1"}
    assert cast.drafter.sends(there, given | {"name": "", "body": ""}).status_code == 422
    cast.drafter.sends(there, given | {"name": "超期的", "body": ""})
    body = cast.bodies["bureau"].pk
    cast.drafter.sends(there, given | {"name": "全局关注", "body": str(body)})
    assert set(SavedView.objects.values_list("query", flat=True)) == {"due=over"}
    mine = cast.drafter.opens(reverse("desk:list", args=["example.plan"])).content.decode()
    assert "超期的" in mine
    assert "全局关注" in mine
    other = cast.county.opens(reverse("desk:list", args=["example.plan"])).content.decode()
    assert "全局关注" not in other
    view = SavedView.objects.get(name="超期的")
    gone = reverse("desk:remove-view", args=[view.pk])
    assert cast.county.sends(gone, {}).status_code == 404
    assert cast.drafter.sends(gone, {}).status_code == 302
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_a_view_cannot_be_given_to_a_body_one_is_not_in(cast: Cast) -> None:
    body = cast.bodies["elsewhere"].pk
    page = cast.drafter.sends(
        reverse("desk:save-view"), {"query": "", "name": "x", "body": str(body)}
    )
    assert page.status_code == 422
