"""The pages of a case, as the officers of a banner use them from the filing to the fine that grows."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from tongzhou.lines.inspection.models import InspectionCase, ViolationRow
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.procedure.models import Case, Entry

NOBODY = {f"w{n}-{name}": "" for n in range(6) for name in ("name", "id_number", "phone", "amount")}


def files(station: Station, *codes: str, **more: str) -> Case:
    """Let an officer file a case on the page."""
    data = {
        "firm-words": "示例建筑有限公司",
        "m-source": "投诉",
        "m-words": "夜间加班超时。",
        **NOBODY,
        **{f"v{n}-code": code for n, code in enumerate(codes)},
        **more,
    }
    answer = station.one.does(reverse("inspection:file"), data)
    return Case.objects.get(uid=answer["Location"].strip("/").split("/")[-1])


def assigns(station: Station, case: Case) -> None:
    station.head.does(reverse("inspection:assign", args=[case.uid]), {"officer": ["201", "202"]})


def at(station: Station, name: str, case: Case) -> str:
    assert station
    return reverse(f"inspection:{name}", args=[case.uid])


def visited(station: Station, *codes: str) -> Case:
    """Return a case that was filed, assigned, and visited by both officers."""
    case = files(station, *codes)
    assigns(station, case)
    station.one.does(
        reverse("inspection-field:record", args=[case.uid]),
        {
            "place": "示例工地", "showed_badges": "on", "findings": "查看考勤。", "signature": "当事人已签名",
            "with": ["202"], "request": "visit",
        },
    )  # fmt: skip
    station.confirmed(case)
    return case


def concludes(station: Station, case: Case, code: str, **more: str) -> None:
    data = {
        f"{code}-outcome": "查实",
        f"{code}-workers": "10",
        "act-words": "经查属实。",
        "with": ["202"],
    }
    station.one.does(
        at(station, "conclude", case), data | {f"{code}-{k}": v for k, v in more.items()}
    )
    station.confirmed(case)


def test_a_case_is_filed_with_a_worker_and_what_is_owed(station: Station) -> None:
    case = files(
        station,
        "overtime_illegal",
        **{"w0-name": "示例职工", "w0-phone": "19900000001", "w0-amount": "5400"},
    )
    assert case.title.startswith("示例建筑有限公司")
    row = InspectionCase.objects.get(case=case)
    assert (row.source, row.workers) == ("投诉", 1)
    page = station.one.reads(reverse("desk:case", args=[case.uid]))
    assert "示例职工" in page
    assert "5,400.00" in page


def test_an_employer_nobody_knows_is_not_entered_by_a_slip(station: Station) -> None:
    data = {
        "firm-words": "没有的公司",
        "m-source": "举报",
        "m-words": "某事。",
        "v0-code": "overtime_illegal",
    }
    answer = station.one.sends(reverse("inspection:file"), data | NOBODY)
    assert answer.status_code == 422
    assert "登记库里没有" in answer.content.decode()
    assert not Case.objects.exists()


def test_only_those_with_a_certificate_stand_on_the_page_of_assignment(station: Station) -> None:
    case = files(station, "overtime_illegal")
    page = station.head.reads(at(station, "assign", case))
    assert "巴特尔" in page
    assert "高娃" not in page.split("持证监察员")[1]
    answer = station.head.sends(at(station, "assign", case), {"officer": ["201"]})
    assert "二名以上" in answer.content.decode()
    assigns(station, case)
    entry = Entry.objects.get(case=case, act="assign")
    assert entry.facts["certificates"]["officer/201"]["number"] == "示例201"


def test_the_page_of_proposals_shows_law_and_table_and_decides_within_them(
    station: Station,
) -> None:
    case = visited(station, "overtime_illegal")
    concludes(station, case, "overtime_illegal")
    page = station.one.reads(at(station, "propose", case))
    assert "1,000.00 – 5,000.00" in page
    assert "示例" in page  # the table that comes with the house says what it is
    line = {"overtime_illegal-measure": "行政处罚", "act-words": "建议。"}
    far = line | {"overtime_illegal-fine": "5000"}
    answer = station.one.sends(at(station, "propose", case), far)
    assert answer.status_code == 422
    argued = far | {
        "overtime_illegal-argument": "多次责令改正仍不改正，影响恶劣。",
        "with": ["202"],
    }
    station.one.does(at(station, "propose", case), argued)
    station.confirmed(case)
    assert Entry.objects.filter(case=case, act="propose_departing").count() == 1
    row = ViolationRow.objects.get(case=case)
    assert row.departs
    until = (station.today + timedelta(days=7)).isoformat()
    told = {"act-words": "拟处罚款。", "act-until": until, "act-hearing": "on"}
    station.one.does(at(station, "tell", case), told)
    station.legal.reads(reverse("desk:case", args=[case.uid]))
    answer = station.head.sends(
        at(station, "punish", case), {"overtime_illegal-fine": "5000", "act-words": "决定。"}
    )
    assert "须先告知" in answer.content.decode()  # told, but not yet received


def test_the_whole_record_says_what_is_missing(station: Station) -> None:
    case = visited(station, "overtime_illegal")
    page = station.one.reads(at(station, "record", case))
    assert "现场检查没有照片、录像或执法记录仪编号" in page
    assert "还没有办到这一步" in page


def test_what_is_added_to_a_late_fine_is_shown_with_its_arithmetic(station: Station) -> None:
    case = station.fined("2026-03-02")
    station.serves(case, "serve_punishment", "2026-03-26")
    page = station.head.reads(at(station, "add-fine", case))
    days = (station.today.toordinal() - 739_716) if station.today.year == 2026 else 0
    assert "1,000.00元 × 3% ×" in page
    assert days >= 0
    station.head.does(at(station, "add-fine", case), {})
    entry = Entry.objects.get(case=case, act="add_fine")
    assert entry.facts["amounts"]["violation/overtime_illegal"] <= 100_000
    panel = station.head.reads(reverse("desk:case", args=[case.uid]))
    assert "加处" in panel


def test_the_board_shows_what_is_due_and_what_nobody_has_been_given(station: Station) -> None:
    case = files(station, "overtime_illegal")
    assert case.title in station.head.reads(reverse("inspection:board"))
    assigns(station, case)
    assert case.title in station.one.reads(reverse("inspection:board"))


def test_whoever_has_no_office_here_finds_no_page(station: Station) -> None:
    case = files(station, "overtime_illegal")
    assert station.legal.client.get(at(station, "assign", case)).status_code == 404
    assert station.two.client.get(reverse("inspection:record", args=["nothere"])).status_code == 404
