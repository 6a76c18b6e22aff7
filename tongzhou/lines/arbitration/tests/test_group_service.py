"""Service in one go: together, by sheet, by phone with consent only, by posting; each starts what it starts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.rules import serving as rules
from tongzhou.lines.arbitration.tests.court import Court
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper

from .many import Commission, opened, upload, xlsx

JPG = b"\xff\xd8\xff example"


def serves(many: Commission, case: Case, data: dict[str, Any], **chosen: Any) -> Any:
    """Choose lines of the board and fill in how they were served; return the preview."""
    many.clerk.sends(many.page(case, "service/choose/"), chosen)
    return many.clerk.follows(many.page(case, "service/serve/"), data)


def registers(many: Commission, case: Case, shown: Any) -> Any:
    return many.clerk.follows(many.page(case, f"service/{shown.context['batch'].uid}/do/"))


def group(many: Commission, n: int = 12, **told: Any) -> Case:
    case = many.opens(n, **told)
    many.takes(case)
    return case


def standing(many: Commission, case: Case, which: str = "open") -> int:
    page = many.clerk.opens(many.page(case, f"service/?standing={which}"))
    return int(page.context["n_found"])


def test_everybody_unserved_is_served_in_one_entry(many: Commission) -> None:
    case = group(many)
    assert standing(many, case) == 12  # 受理通知书
    today = str(localdate())
    data = {"way": "直接送达", "sent_on": today, "received_on": today, "receiver": "各本人"}
    shown = serves(many, case, data, all="1")
    assert shown.context["plan"].total == 12
    registers(many, case, shown)
    assert Entry.objects.filter(case=case, act="serve_paper").count() == 1
    assert (standing(many, case), standing(many, case, "served")) == (0, 12)


def test_the_right_act_is_taken_for_each_paper(many: Commission) -> None:
    case = group(many)
    many.does(case, "summon", many.clerk)
    firm = f"respondent/e{many.employer.pk}"
    today = str(localdate())
    data = {"way": "直接送达", "sent_on": today, "received_on": today, "receiver": "各本人"}
    shown = serves(many, case, data, all="1", kind="respondent")
    assert [g.act for g, *_rest in shown.context["groups"]] == ["serve_copy"]
    assert "答辩" in shown.content.decode()
    registers(many, case, shown)
    assert many.door.view(case).clocks["defence", firm].running
    page = many.clerk.opens(many.page(case, "service/?standing=served")).content.decode()
    assert "届满" in page


def test_each_letter_has_its_own_number_and_those_of_a_day_are_one_entry(many: Commission) -> None:
    case = group(many)
    head, *rows = opened(many.clerk.opens(many.page(case, "service/sheet/")))
    assert len(rows) == 12
    sent, got = localdate(), localdate()
    for n, row in enumerate(rows[:10]):
        row[3:7] = [f"EMS{n}", str(sent), str(got) if n < 6 else "", ""]
    rows[9][6] = "地址不详，退回"
    url = many.page(case, "service/numbers/")
    shown = many.clerk.follows(url, {"sheet": upload(xlsx(rows, head), "登记.xlsx")})
    assert sorted(len(g.about) for g, *_rest in shown.context["groups"]) == [1, 3, 6]
    registers(many, case, shown)
    assert Entry.objects.filter(case=case, act="serve_paper").count() == 3
    counts = {w: standing(many, case, w) for w in ("served", "on the way", "failed", "awaiting")}
    assert counts == {"served": 6, "on the way": 3, "failed": 1, "awaiting": 2}
    assert "EMS7" in many.clerk.opens(many.page(case, "service/?standing=all")).content.decode()


def test_a_sheet_with_a_wrong_line_registers_nothing(many: Commission) -> None:
    case = group(many)
    head, *rows = opened(many.clerk.opens(many.page(case, "service/sheet/")))
    rows[0][3:6] = ["EMS1", str(localdate() + timedelta(days=1)), ""]
    rows[1][3:6] = ["EMS2", "昨天", ""]
    rows[2][3:6] = ["", str(localdate()), ""]
    rows[3][0], rows[3][4] = "9-claimant-w99", str(localdate())
    url = many.page(case, "service/numbers/")
    answer = many.clerk.follows(url, {"sheet": upload(xlsx(rows, head), "登记.xlsx")})
    assert answer.status_code == 422
    rules_told = [f.rule for _n, _name, f in answer.context["faults"]]
    assert rules_told[:2] == ["日期在今天以后", "不是日期"]
    assert "须填写邮件号" in rules_told[2]
    assert rules_told[3] == "不在本案应送达的文书中"
    assert not Entry.objects.filter(case=case, act="serve_paper").exists()


@pytest.mark.parametrize(
    ("said", "n"), [("", 0), ("不同意", 0), ("同意", 12), ("同意，含裁决书、调解书", 12)]
)
def test_a_paper_goes_to_the_phone_only_of_who_agreed(many: Commission, said: str, n: int) -> None:
    case = group(many, electronic=said)
    today = str(localdate())
    data = {"way": "电子送达", "sent_on": today, "received_on": today, "reference": "短信批次1"}
    shown = serves(many, case, data, all="1")
    assert shown.context["plan"].total == n
    if not n:
        assert "电子送达" in shown.context["skipped"][0][0]


def test_an_award_goes_to_the_phone_only_of_who_agreed_to_that(court: Court) -> None:
    case = court.simple("2026-03-02")
    view, one = court.view(case), "claimant/w1"
    assert rules.why_not_by_phone(view, one, papers.ACCEPTANCE) == ""  # 办案规则 59
    assert "没有约定" in rules.why_not_by_phone(view, one, papers.FINAL)
    assert "没有约定" in rules.why_not_by_phone(view, one, papers.SETTLEMENT)


def test_posting_needs_a_photograph_and_counts_after_three_working_days(many: Commission) -> None:
    case = group(many)
    many.does(case, "summon", many.clerk)
    data = {"way": "张贴送达", "sent_on": str(localdate())}
    answer = serves(many, case, data, all="1", kind="respondent")
    assert "须上传拍照" in answer.content.decode()
    shown = serves(
        many, case, data | {"proof": upload(JPG, "门口.jpg")}, all="1", kind="respondent"
    )
    registers(many, case, shown)
    page = many.clerk.opens(many.page(case, "service/"))
    assert "视为送达" in page.content.decode()
    assert page.context["due"] == 0  # not before the day
    assert standing(many, case, "on the way") == 1


def test_three_working_days_pass_over_a_holiday() -> None:
    assert rules.posted_until(date(2026, 9, 30), CALENDAR) == date(2026, 10, 10)


def test_a_posting_whose_day_has_come_is_registered_with_one_press(many: Commission) -> None:
    case = group(many)
    many.does(case, "summon", many.clerk)
    firm = f"respondent/e{many.employer.pk}"
    posted = localdate() - timedelta(days=30)
    stated = ServiceOfPaper(way="张贴送达", sent_on=posted, proof=(FileRef("0" * 64, "门口.jpg"),))
    many.does(case, "serve_copy", many.clerk, stated, about=(firm,))
    page = many.clerk.opens(many.page(case, "service/"))
    assert page.context["due"] == 1
    shown = many.clerk.follows(many.page(case, "service/deemed/"))
    registers(many, case, shown)
    start = many.door.view(case).clocks["defence", firm].start
    assert start == rules.posted_until(posted, many.door.calendar)


def test_nine_workers_cannot_post_because_the_employer_has_shut(court: Court) -> None:
    few, lots = court.opens("2026-03-02", n=9), court.opens("2026-03-02", n=10)
    assert "不足十人" in rules.why_not_posted(court.view(few), refused=False)
    assert rules.why_not_posted(court.view(few), refused=True) == ""
    assert rules.why_not_posted(court.view(lots), refused=False) == ""


def test_the_receipt_of_a_final_award_starts_different_times_for_each_side(court: Court) -> None:
    case = court.simple("2026-03-02")
    view = court.view(case)
    act = view.procedure.by_code["serve_final"]
    worker = [x.code for x in rules.starts(view, act, view.subjects["claimant/w1"].kind)]
    firm = [x.code for x in rules.starts(view, act, view.subjects["respondent/e1"].kind)]
    assert (worker, firm) == (["sue_final"], ["annul"])


def test_who_is_served_already_is_left_out_and_told(many: Commission) -> None:
    case = group(many)
    today = str(localdate())
    data = {"way": "直接送达", "sent_on": today, "received_on": today, "receiver": "各本人"}
    one = many.clerk.opens(many.page(case, "service/")).context["rows"][0]
    registers(many, case, serves(many, case, data, selected=[one.id]))
    shown = serves(many, case, data, all="1", standing="all")
    assert shown.context["plan"].total == 11
    assert shown.context["skipped"][0][0] == "已经送达"


def test_an_arbitrator_reads_the_board_and_registers_nothing(many: Commission) -> None:
    case = group(many)
    page = many.arbitrator.opens(many.page(case, "service/"))
    assert not page.context["may"]
    assert (
        many.arbitrator.sends(many.page(case, "service/choose/"), {"all": "1"}).status_code == 404
    )
