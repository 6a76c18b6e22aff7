"""A worker follows what they objected to, whatever else is done meanwhile; the record is put right before it is said to be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.models import Employment, ObjectionRow
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry import journal
from tongzhou.registry.models import PhoneCode, RegisterEntry
from tongzhou.registry.working import register_worker

from .cast import Seat, Town, number
from .test_pages import _fills_in

MINE = "/p/filing/worker/mine/"
DECLARED = "13700009999"


def _objects(seat: Seat, row: Employment, what: str = "工资不对") -> Case:
    there = reverse("filing-worker:object", args=[row.pk])
    assert seat.sends(there, what=what, words="约定六千，只报了五千").status_code == 302
    return Case.objects.filter(procedure="filing.objection").latest("pk")


def _upholds(town: Town, case: Case, clerk: Seat | None = None) -> None:
    answer = reverse("portal:act", args=[case.uid, "answer"])
    assert (
        _fills_in(clerk or town.at_phone(), answer, words="填错了", agrees="on").status_code == 302
    )
    there = reverse("desk:act", args=[case.uid, "uphold"])
    until = (localdate() + timedelta(days=5)).isoformat()
    assert _fills_in(town.officer, there, mend="工资改为六千元", until=until).status_code == 302


def test_a_worker_known_under_another_phone_follows_and_withdraws_what_they_objected_to(
    town: Town,
) -> None:
    known = register_worker(
        name="萨日娜", id_number=number(1), phone="13655556666", by=town.officer.person, at=now(), on=localdate()
    )  # fmt: skip
    row = town.hires(1, phone=DECLARED)
    case = _objects(town.worker_at_phone(1, DECLARED), row)
    page = reverse("portal:case", args=[case.uid])
    PhoneCode.objects.all().delete()  # another day
    again = town.worker_at_phone(1, DECLARED)
    assert page in again.reads(MINE)
    assert "约定六千" in again.reads(page)
    # It is named as it was declared, and the officer is told that the register says otherwise.
    assert "萨日娜" not in again.reads(page)
    raised = Entry.objects.get(case=case, seq=0)
    assert "萨如拉" in raised.facts["names"].values()
    assert raised.names == ["萨如拉"]
    shown = town.officer.reads(reverse("desk:case", args=[case.uid]))
    assert "登记的姓名是“萨日娜”" in shown
    assert "不是登记簿里这名劳动者的手机号" in shown
    # That phone opens no other case of theirs, and the registered one opens this.
    assert again.client.get("/mine/cases/")["Location"] == "/mine/"
    assert "约定六千" in town.worker_at_phone(1, "13655556666").reads(page)
    there = reverse("portal:act", args=[case.uid, "withdraw"])
    assert _fills_in(again, there, words="已经说好").status_code == 302
    assert Entry.objects.get(case=case, act="withdraw").actors == [f"worker:{known.pk}"]


def test_a_worker_known_under_another_phone_takes_the_decision(town: Town) -> None:
    register_worker(
        name="萨如拉", id_number=number(1), phone="13655556666", by=None, at=now(), on=localdate()
    )
    row = town.hires(1, phone=DECLARED)
    worker = town.worker_at_phone(1, DECLARED)
    case = _objects(worker, row)
    _upholds(town, case)
    issued = Entry.objects.get(case=case, act="uphold")
    there = reverse("portal:paper", args=[case.uid, issued.seq, "docx"])
    assert there in worker.reads(reverse("portal:case", args=[case.uid]))
    paper: Any = worker.client.get(there)
    assert paper.status_code == 200
    assert b"".join(paper.streaming_content).startswith(b"PK")


def test_a_phone_an_employer_wrote_down_opens_no_objection_raised_with_the_workers_own(
    town: Town,
) -> None:
    worker = register_worker(
        name="萨如拉", id_number=number(1), phone="13655556666", by=None, at=now(), on=localdate()
    )
    journal.change(
        worker, by=town.officer.person, at=now(), reason="本人到窗口登记", phone="13788887777"
    )
    row = town.hires(1, phone=DECLARED)
    case = _objects(town.worker_at_phone(1, "13788887777"), row)
    page = reverse("portal:case", args=[case.uid])
    theirs = town.worker_at_phone(1, DECLARED)
    assert page not in theirs.reads(MINE)
    assert theirs.client.get(page).status_code == 404


def test_a_worker_goes_on_seeing_what_was_taken_back_and_the_objection_to_it(town: Town) -> None:
    row = town.hires(1, phone=DECLARED)
    worker = town.worker_at_phone(1, DECLARED)
    case = _objects(worker, row, "我没有在这家单位工作")
    declaring.void(row, by=town.by, reason="录错了人")
    text = worker.reads(MINE)
    assert "已作废" in text
    assert f"{localdate()}" in text
    assert "录错了人" in text
    assert reverse("portal:case", args=[case.uid]) in text
    assert reverse("filing-worker:object", args=[row.pk]) not in text
    assert worker.client.get(reverse("filing-worker:object", args=[row.pk]))["Location"] == MINE


def test_an_employer_does_not_take_back_what_a_worker_is_objecting_to(town: Town) -> None:
    row = town.hires(1, phone=DECLARED)
    case = _objects(town.worker_at_phone(1, DECLARED), row)
    with pytest.raises(ValidationError, match="正在处理，现在不能作废"):
        declaring.void(row, by=town.by, reason="不想要了")
    act = reverse("filing-employer:act", args=[town.firm.pk, row.pk, "void"])
    clerk = town.at_phone()
    refused = clerk.sends(act, reason="不想要了")
    assert refused.status_code == 422
    assert "请先答复异议" in refused.content.decode()
    _upholds(town, case, clerk)
    declaring.void(row, by=town.by, reason="依决定作废")
    assert RegisterEntry.objects.about(row)[0].get_what_display() == "作废"


def test_a_second_objection_is_offered_once_the_first_is_over(town: Town) -> None:
    row = town.hires(1, phone=DECLARED)
    worker = town.worker_at_phone(1, DECLARED)
    case = _objects(worker, row)
    offered = reverse("filing-worker:object", args=[row.pk])
    assert offered not in worker.reads(MINE)
    assert _fills_in(worker, reverse("portal:act", args=[case.uid, "withdraw"])).status_code == 302
    assert offered in worker.reads(MINE)


def test_the_employer_is_told_which_record_is_objected_to_and_nobody_else(town: Town) -> None:
    row = town.hires(1, phone=DECLARED)
    worker = town.worker_at_phone(1, DECLARED)
    case = _objects(worker, row)
    page = reverse("portal:case", args=[case.uid])
    clerk = town.at_phone()
    text = clerk.reads(page)
    whole = number(1)
    for told in ("萨如拉", whole[-4:], "全日制用工", f"{row.starts_on}", f"{row.ends_on}"):
        assert told in text, told
    assert whole not in text
    link = reverse("filing-employer:row", args=[town.firm.pk, row.pk])
    assert link in text
    assert "变更、更正" in clerk.reads(link)
    assert link not in worker.reads(page)
    assert town.at_phone("13900000002").client.get(page).status_code == 404
    assert Seat().client.get(page).status_code == 404


def _mends(town: Town, case: Case, **more: Any) -> Any:
    return _fills_in(
        town.officer, reverse("desk:act", args=[case.uid, "mend"]), words="已改为六千元", **more
    )


def test_nothing_is_said_to_be_put_right_that_the_register_does_not_show(town: Town) -> None:
    row = town.hires(1, phone=DECLARED)
    declaring.change(row, terms={"job": "包装"}, by=town.by, reason="提出异议以前的变更")
    worker = town.worker_at_phone(1, DECLARED)
    case = _objects(worker, row)
    _upholds(town, case)
    refused = _mends(town, case)
    assert refused.status_code == 422
    assert "还没有更正过" in refused.content.decode()
    assert _mends(town, case, corrections=["我说改了"]).status_code == 422
    shown = reverse("desk:case", args=[case.uid])
    assert "登记簿中还没有更正过" in town.officer.reads(shown)
    declaring.change(row, terms={"pay": 600_000}, by=town.by, reason="依决定更正")
    assert "5000.00 元 → 6000.00 元" in town.officer.reads(shown)
    form = town.officer.client.get(reverse("desk:act", args=[case.uid, "mend"])).context["facts"]
    offered = [value for value, _label in form.fields["corrections"].choices]
    assert len(offered) == 1
    assert "约定工资：5000.00 元 → 6000.00 元" in offered[0]
    assert _mends(town, case, corrections=offered).status_code == 302
    case.refresh_from_db()
    assert case.state == "mended"
    assert "5000.00 元 → 6000.00 元" in worker.reads(reverse("portal:case", args=[case.uid]))
    assert ObjectionRow.objects.get().result == "成立，已更正"


def test_what_an_employer_corrects_before_the_decision_counts_and_a_renewal_does_not(
    town: Town,
) -> None:
    row = town.hires(1, phone=DECLARED, ends_on=localdate() + timedelta(days=9))
    case = _objects(town.worker_at_phone(1, DECLARED), row)
    declaring.change(row, terms={"pay": 600_000}, by=town.by, reason="同意更正")
    start = localdate() + timedelta(days=10)
    declaring.renew(
        row, terms={"starts_on": start, "ends_on": start + timedelta(days=900)}, by=town.by
    )
    _upholds(town, case)
    assert "（决定前）" in town.officer.reads(reverse("desk:case", args=[case.uid]))
    form = town.officer.client.get(reverse("desk:act", args=[case.uid, "mend"])).context["facts"]
    (only,) = [value for value, _label in form.fields["corrections"].choices]
    assert _mends(town, case, corrections=[only]).status_code == 302
