"""The counter, the inbox and the pages of a report at the desk: what they show, to whom, and in how many questions."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.intake import rules
from tongzhou.lines.intake.procedure import REPORT
from tongzhou.procedure.models import Case, Entry, Sighting

from .cast import HERE, NAMES, SITE, Cast, at

INBOX = reverse("intake:inbox")
NEW = reverse("intake-counter:new")


def today() -> date:
    return localdate(now())


def typed(**more: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "source-channel": "电话",
        "source-kind": "投诉",
        "source-confidential": "on",
        "place-employer": "示例建筑有限公司",
        "place-site": SITE,
        "place-county": HERE,
        "place-dispatch": "不涉及劳务派遣",
        "matter-violations": ["wage_arrears"],
        "matter-since": "2026-03-01",
        "matter-story": "三个月没有发工资",
        "matter-elsewhere": "没有",
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0",
        "people-0-name": NAMES[0],
        "people-0-phone": "13900001234",
        "people-0-amount": "8000",
        "request": "a" * 32,
    }
    return found | more


def test_the_counter_takes_a_call_down_by_the_same_rules(cast: Cast) -> None:
    response = cast.clerk.sends(NEW, typed())
    case = Case.objects.get(procedure=REPORT.code)
    assert response.status_code == 302
    view = cast.door.view(case)
    assert rules.report(view).channel == "电话"
    assert rules.report(view).taken_down == "娜日娜"
    assert rules.amount(view) == 800_000
    cast.clerk.sends(NEW, typed())
    assert Case.objects.filter(procedure=REPORT.code).count() == 1


def test_the_counter_shows_what_may_be_the_same_before_it_is_kept(cast: Cast) -> None:
    known = cast.brought(on=today())
    page = cast.clerk.sends(NEW, typed(preview="1")).content.decode()
    assert known.number in page
    assert "同一单位" in page
    assert "法律援助" in page
    assert Case.objects.filter(procedure=REPORT.code).count() == 1
    assert cast.league.opens(NEW).status_code == 404


def test_a_petition_without_its_day_is_sent_back_with_what_to_do(cast: Cast) -> None:
    page = cast.clerk.sends(NEW, typed(**{"source-channel": "信访转办"}))
    assert page.status_code == 422
    assert "请填写收到之日" in page.content.decode()
    assert NAMES[0] in page.content.decode()  # nothing typed is lost


def test_the_inbox_asks_as_many_questions_for_one_as_for_twenty(cast: Cast) -> None:
    cast.brought(on=today())
    cast.clerk.opens(INBOX)
    with CaptureQueriesContext(connection) as one:
        cast.clerk.opens(INBOX)
    for n in range(24):
        cast.brought(on=today(), who=2, channel=("电话", "12345", "来信")[n % 3])
    with CaptureQueriesContext(connection) as many:
        page = cast.clerk.opens(INBOX)
    assert len(many) <= len(one) + 1
    text = page.content.decode()
    assert "可能重复 24" in text
    assert "下一页" in text
    second = cast.clerk.opens(INBOX, after=_mark(text)).content.decode()
    assert second.count("data-row") == 5
    only = cast.clerk.opens(INBOX, channel="来信").content.decode()
    assert only.count("data-row") == 8


def _mark(text: str) -> str:
    return text.split("after=")[1].split('"')[0].replace("&amp;", "&")


def test_the_inbox_names_nobody_and_shows_other_counties_nothing(cast: Cast) -> None:
    case = cast.brought(on=today(), who=12)
    for who in ("clerk", "other", "chief"):
        text = cast.people[who].opens(INBOX).content.decode()
        assert case.uid in text, who
        assert not [n for n in NAMES if n in text]
    for who in ("near", "far", "league", "far_league"):  # superiors see requests, not reports
        assert case.uid not in cast.people[who].opens(INBOX).content.decode()


def test_no_page_export_or_search_names_who_reports(cast: Cast) -> None:
    case = cast.brought(on=today(), who=3)
    urls = [
        reverse("desk:case", args=[case.uid]),
        reverse("desk:case", args=[case.uid]) + "?all",
        reverse("desk:list", args=[REPORT.code]) + "?format=csv",
        reverse("desk:search") + f"?q={NAMES[0]}",
        reverse("desk:cases") + f"?q={NAMES[1]}",
        reverse("intake:merge", args=[case.uid]),
        reverse("intake:represent", args=[case.uid]),
        reverse("intake:who", args=[case.uid]),
        reverse("desk:seen", args=[case.uid]),
        reverse("desk:day"),
    ]
    for who in ("other", "chief", "league", "province"):
        for url in urls:
            response = cast.people[who].opens(url)
            body = response.content if not response.streaming else b"".join(response)  # type: ignore[arg-type]
            text = body.decode(errors="replace")
            for name in NAMES[:3]:
                if "q=" in url:  # the page says again what was typed; it must find nothing by it
                    assert case.uid not in text, (who, url)
                else:
                    assert name not in text, (who, url)


def test_who_carries_the_report_sees_the_names_and_it_is_noted(cast: Cast) -> None:
    case = cast.brought(on=today(), who=2)
    url = reverse("intake:who", args=[case.uid])
    assert NAMES[0] in cast.clerk.opens(url).content.decode()  # who took it down
    other = cast.other.opens(url).content.decode()
    assert NAMES[0] not in other
    assert "写明理由后查看" in cast.chief.opens(url).content.decode()
    assign = reverse("intake:assign", args=[case.uid])
    given = cast.chief.sends(assign, {"person": str(cast.other.person.pk)})
    assert given.status_code == 302
    assert NAMES[0] in cast.other.opens(url).content.decode()
    assert Sighting.objects.filter(case=case, what="identity").count() == 2


def test_many_reports_are_given_to_one_person_at_once(cast: Cast) -> None:
    cases = [cast.brought(on=today()) for _n in range(3)]
    data = {"selected": [c.uid for c in cases], "person": str(cast.other.person.pk)}
    assert cast.clerk.sends(reverse("intake:assign-many"), data).status_code == 404
    cast.chief.sends(reverse("intake:assign-many"), data)
    mine = cast.other.opens(INBOX, handler="me").content.decode()
    assert all(c.uid in mine for c in cases)


def test_two_reports_are_merged_on_a_page(cast: Cast) -> None:
    first = cast.brought(on=today(), who=3, channel="12345")
    second = cast.brought(on=today(), who=2)
    url = reverse("intake:merge", args=[second.uid])
    assert first.uid in cast.clerk.opens(url).content.decode()
    missing = cast.clerk.sends(url, {"into": first.uid, "reason": ""})
    assert missing.status_code == 422
    cast.clerk.sends(url, {"into": first.uid, "reason": "同一工地"})
    view = cast.door.view(Case.objects.get(pk=first.pk))
    assert len(rules.workers(view)) == 5
    assert len({s.name for s in rules.workers(view)}) == 5
    assert cast.near.opens(url).status_code == 404


def test_acceptance_is_done_on_a_page_that_shows_the_questions(cast: Cast) -> None:
    case = cast.brought(on=today())
    url = reverse("intake:accept", args=[case.uid])
    page = cast.clerk.opens(url).content.decode()
    for words in ("二年期间尚未开始", "由用工所在地", "劳动保障监察条例"):
        assert words in page
    data = {"violations": ["wage_arrears"], "named": "1", "words": "符合受理条件"}
    assert cast.clerk.sends(url, data).status_code == 302
    entry = Entry.objects.get(case=case, act="accept")
    assert entry.facts["named"].startswith("sealed:")
    assert entry.issued["paper"] == "intake_acceptance"


def test_more_workers_join_row_by_row(cast: Cast) -> None:
    case = cast.brought(on=today())
    data = {
        "people-TOTAL_FORMS": "2",
        "people-INITIAL_FORMS": "0",
        "people-0-name": NAMES[1],
        "people-0-amount": "500",
        "people-1-name": NAMES[2],
    }
    cast.clerk.sends(reverse("intake:add", args=[case.uid]), data)
    view = cast.door.view(case)
    assert [s.name for s in rules.workers(view)] == ["投诉人1", "投诉人2", "投诉人3"]
    assert rules.amount(view) == 850_000


# --- Files of platforms ----------------------------------------------------------------------------

IMPORT = reverse("intake:import")
HEAD = [
    "工单编号",
    "单位名称",
    "项目名称",
    "诉求内容",
    "问题类型",
    "来电时间",
    "人数",
    "反映人",
    "联系电话",
]


def sheet(*lines: list[Any]) -> SimpleUploadedFile:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    table = book.add_worksheet()
    for n, line in enumerate([HEAD, *lines]):
        table.write_row(n, 0, line)
    book.close()
    return SimpleUploadedFile("12345工单.xlsx", out.getvalue())


def test_orders_of_12345_come_in_once_and_what_is_wrong_is_handed_back(cast: Cast) -> None:
    day = today().isoformat()
    good = ["DH001", "示例建筑有限公司", SITE, "欠薪三个月", "拖欠工资", day, 12, "", ""]
    caller = ["DH002", "示例餐饮有限公司", "", "不发工资", "欠薪", day, 1, "王铁柱", "13900001111"]
    nowhere = ["DH003", "", "", "欠薪", "", day, "", "", ""]
    future = ["DH004", "示例建筑有限公司", "", "欠薪", "", "2099-01-01", "", "", ""]
    phone = ["DH005", "示例建筑有限公司", "", "欠薪", "", day, "", "李建国", "123"]
    lines = (good, caller, nowhere, future, phone)
    page = cast.clerk.sends(IMPORT, {"source": "12345", "file": sheet(*lines)})
    text = page.content.decode()
    assert "共读 5 行：新登记 2 件，已登记过 0 件，退回 3 行" in text
    for words in ("第 4 行", "第 5 行", "第 6 行"):
        assert words in text
    assert "13900001111" not in text
    found = re.search(r'href="([^"]*/import/[0-9a-f]{64}/)"', text)
    assert found
    handed = cast.clerk.opens(found[1])
    assert b"".join(handed.streaming_content).startswith(b"PK")
    assert cast.other.opens(found[1]).status_code == 404
    again = cast.clerk.sends(IMPORT, {"source": "12345", "file": sheet(good, caller)})
    assert "新登记 0 件，已登记过 2 件，退回 0 行" in again.content.decode()
    case = Case.objects.get(intake__external="DH001")
    assert case.intake.get().workers == 12
    assert cast.door.view(case).first_seen == today()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100),
        ("a.csv", b"\xff\xfe\x00\xd8" * 50),
        ("a.csv", b""),
        ("a.csv", "没有,表头\n1,2".encode()),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
        ("a.csv", b"<html><table>"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(cast: Cast, name: str, content: bytes) -> None:
    upload = SimpleUploadedFile(name, content)
    page = cast.clerk.sends(IMPORT, {"source": "12345", "file": upload})
    assert page.status_code == 422
    assert not Case.objects.exists()


def test_formulas_never_wake_and_mixed_encodings_are_read(cast: Cast) -> None:
    words = "工单编号,反映内容,单位名称\nGB1,欠薪,示例建筑有限公司\nGB2,=1+1,示例建筑有限公司\n"
    upload = SimpleUploadedFile("a.csv", words.encode("gb18030"))
    page = cast.clerk.sends(IMPORT, {"source": "国家欠薪线索平台", "file": upload})
    assert "新登记 1 件，已登记过 0 件，退回 1 行" in page.content.decode()
    assert Case.objects.get().opened_on == at(today()).date()
