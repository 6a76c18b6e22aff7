"""An application at the counter, its examination, and the five ways to go on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.rules.track import application
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Employer, Worker

from .counter_cast import Staff, firm, id_number, worker
from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"
APPLY = reverse("arbitration-counter:apply")


@pytest.fixture
def staff(court: Court) -> Staff:  # noqa: ARG001
    return Staff()


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongzhou.procedure.counter.now", lambda: at("2026-03-20"))


def typed(**more: str) -> dict[str, Any]:
    """Return what a clerk types for one worker against one employer."""
    return {
        "people": "1", "firms": "1", "items-0": "2", "request": "press-1",
        "p0-name": "示例职工1", "p0-id_kind": "resident", "p0-id_number": id_number(1),
        "p0-phone": "139 0000 0001", "p0-address": "示例小区1号",
        "f0-words": "示例建筑有限公司", "f0-region": COUNTY,
        "i0-0-head": "wages", "i0-0-amount": "9600.50", "i0-0-basis": "4800元×2个月",
        "channel": "窗口", "place": COUNTY, "seat": COUNTY, "story": "拖欠两个月工资。",
        "hired_on": "2025-01-06", "left_on": "2026-03-01",
    } | more  # fmt: skip


def paper(name: str = "笔录.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "申请人签名".encode())


def test_a_worker_and_an_employer_are_registered_with_the_application(staff: Staff) -> None:
    answer = staff[CLERK].post(APPLY, typed())
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("arbitration-counter:examine", args=[case.uid])
    person, employer = Worker.objects.get(), Employer.objects.get()
    assert (person.name, person.phone.open()) == ("示例职工1", "13900000001")
    assert employer.provisional
    assert employer.region_id == COUNTY
    keys = set(case.subjects.values_list("key", flat=True))
    assert keys == {f"claimant/w{person.pk}", f"respondent/e{employer.pk}"}
    row = Dispute.objects.get()
    assert (row.asked, row.by_worker, row.cause) == (960_050, True, "pay")
    assert "13900000001" not in str(Entry.objects.get().facts)


def test_the_same_press_of_the_button_brings_one_case(staff: Staff) -> None:
    for _n in range(2):
        staff[CLERK].post(APPLY, typed())
    assert Case.objects.count() == 1


def test_who_is_registered_is_found_again(staff: Staff) -> None:
    worker(1)
    known = firm(1, uscc=None)
    staff[CLERK].post(APPLY, typed(**{"f0-words": "示例建筑有限责任公司"}))
    assert Worker.objects.count() == 1
    assert Employer.objects.get() == known
    assert Case.objects.get().subjects.filter(key=ONE).exists()


def test_a_number_that_belongs_to_another_name_is_not_taken(staff: Staff) -> None:
    worker(1)
    answer = staff[CLERK].post(APPLY, typed(**{"p0-name": "别人"}))
    assert answer.status_code == 422
    assert "登记的姓名与“别人”不一致" in answer.content.decode()
    assert not Case.objects.exists()


def test_of_several_employers_that_fit_the_clerk_chooses_one(staff: Staff) -> None:
    firm(1, "示例建筑有限公司")
    second = firm(2, "示例矿业有限公司")
    answer = staff[CLERK].post(APPLY, typed(**{"f0-words": "sl"}))
    assert answer.status_code == 422
    assert "都不是，登记新单位" in answer.content.decode()
    staff[CLERK].post(APPLY, typed(**{"f0-words": "sl", "f0-pick": "2"}))
    assert Case.objects.get().subjects.filter(key=f"respondent/e{second.pk}").exists()


def test_none_of_those_found_is_meant_and_a_new_one_is_registered(staff: Staff) -> None:
    firm(1, "示例建筑有限公司旗下分部")
    answer = staff[CLERK].post(APPLY, typed())
    assert answer.status_code == 422
    staff[CLERK].post(APPLY, typed(**{"f0-pick": "new"}))
    assert Employer.objects.count() == 2


def test_a_row_more_keeps_what_was_typed_and_finds_no_fault(staff: Staff) -> None:
    answer = staff[CLERK].post(APPLY, typed(add="items-0") | {"story": ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "4800元×2个月" in page
    assert "i0-2-head" in page
    assert "请填写“事实和理由”" not in page
    answer = staff[CLERK].post(APPLY, typed(add="people"))
    assert "p1-name" in answer.content.decode()
    assert not Case.objects.exists()


def test_two_workers_apply_together_each_with_his_own_claims(staff: Staff) -> None:
    second = {
        "people": "2", "items-1": "1", "p1-name": "示例职工2", "p1-id_kind": "resident",
        "p1-id_number": id_number(2), "i1-0-head": "severance", "i1-0-amount": "5000",
    }  # fmt: skip
    staff[CLERK].post(APPLY, typed(**second))
    assert Dispute.objects.get().people == 2
    same = second | {"p1-id_number": id_number(1), "request": "press-2"}
    answer = staff[CLERK].post(APPLY, typed(**same))
    assert "同一个人填写了两次" in answer.content.decode()
    empty = second | {"i1-0-head": "", "i1-0-amount": "", "request": "press-3"}
    answer = staff[CLERK].post(APPLY, typed(**empty))
    assert "每名申请人至少要有一项请求" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("p0-id_number", "150221199001011234", "校验"),
        ("p0-phone", "12345", "请填 11 位手机号"),
        ("i0-0-amount", "", "请填写金额"),
        ("i0-0-head", "", "请选择请求事项"),
        ("story", "", "请填写“事实和理由”"),
        ("left_on", "2024-01-01", "离职日期早于入职日期"),
        ("f0-region", "", "请选择单位所在地"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    staff: Staff, field: str, value: str, says: str
) -> None:
    answer = staff[CLERK].post(APPLY, typed(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "4800元×2个月" in page
    assert not Worker.objects.exists()


def test_an_oral_application_needs_the_signed_record(staff: Staff) -> None:
    oral = typed(channel="口头申请笔录")
    answer = staff[CLERK].post(APPLY, oral)
    assert "把笔录读给申请人听" in answer.content.decode()
    staff[CLERK].post(APPLY, oral | {"evidence": paper()})
    stated = Entry.objects.get().facts
    assert stated["channel"] == "口头申请笔录"
    assert [f["name"] for f in stated["evidence"]] == ["笔录.txt"]


def test_a_case_of_another_place_is_taken_down_only_where_the_applicant_insists(
    staff: Staff,
) -> None:
    there = typed(place="150203", seat="150203")
    answer = staff[CLERK].post(APPLY, there)
    assert "两地都不在本辖区" in answer.content.decode()
    staff[CLERK].post(APPLY, there | {"elsewhere": "on"})
    case = Case.objects.get()
    found = staff[CLERK].get(reverse("arbitration-counter:examine", args=[case.uid])).context
    assert found["found"].advised == "refuse"


def test_an_employer_applies_at_the_counter(staff: Staff, court: Court) -> None:
    given = typed(**{"i0-0-head": "training_fee", "i0-0-amount": "30000"})
    url = f"{APPLY}?by=employer"
    assert "training_fee" in staff[CLERK].get(url).content.decode()
    staff[CLERK].post(url, given)
    case = Case.objects.get()
    assert {k.partition("/")[2][0] for k in case.subjects.values_list("key", flat=True)} == {
        "e",
        "w",
    }
    assert case.subjects.get(kind="claimant").key.startswith("claimant/e")
    brought = application(court.view(case))
    assert brought is not None
    assert not Dispute.objects.get().by_worker


def examine(case: Case) -> str:
    return reverse("arbitration-counter:examine", args=[case.uid])


def complete(court: Court, on: str, **more: Any) -> Case:
    """Let a registered worker apply with everything that is needed."""
    evidence = (facts.bringing.FileRef("d", "合同.pdf", 1),)
    return court.opens(on, place=COUNTY, seat=COUNTY, evidence=evidence, **more)


def test_the_clerk_takes_a_case_simply_with_what_was_found(court: Court, staff: Staff) -> None:
    worker(1, address="示例小区")
    case = complete(court, "2026-03-19")
    context = staff[CLERK].get(examine(case)).context
    assert context["found"].missing == []
    assert context["found"].simple.fits is None  # no wage is recorded for 2026
    assert context["found"].advised == "accept"
    given = {
        "act": "accept_simple", "accept_simple-ground": "标的额不超过上年度职工年平均工资",
        "accept_simple-suited": "on", "request": "x",
    }  # fmt: skip
    answer = staff[CLERK].post(examine(case), given)
    assert answer.status_code == 422
    assert "请填写自治区上年度职工年平均工资" in answer.content.decode()
    answer = staff[CLERK].post(examine(case), given | {"accept_simple-average_wage": "108856"})
    assert answer.headers["Location"] == reverse("desk:case", args=[case.uid])
    assert court.view(case).state == "accepted"
    assert Dispute.objects.get().track == "simple"


def test_too_large_a_sum_is_refused_by_the_same_rule_as_at_the_door(
    court: Court, staff: Staff
) -> None:
    case = complete(court, "2026-03-19", claims={"severance": 200_000})
    given = {
        "act": "accept_simple", "accept_simple-ground": "标的额不超过上年度职工年平均工资",
        "accept_simple-average_wage": "108856", "accept_simple-suited": "on",
    }  # fmt: skip
    answer = staff[CLERK].post(examine(case), given)
    assert "标的额超过" in answer.content.decode()
    assert court.view(case).state == "applied"


def test_what_is_missing_stands_in_the_notice_already(court: Court, staff: Staff) -> None:
    worker(1, address="")
    case = court.opens("2026-03-19", place=COUNTY, seat=COUNTY)
    context = staff[CLERK].get(examine(case)).context
    assert context["found"].advised == "ask_papers"
    way = next(w for w in context["ways"] if w.act.code == "ask_papers")
    assert way.form.initial["items"][0] == "示例职工1的送达地址"
    assert way.form.initial["due"] == day("2026-03-27")
    given = {
        "act": "ask_papers",
        "ask_papers-items": "\n".join(way.form.initial["items"]),
        "ask_papers-due": "2026-03-27",
    }
    staff[CLERK].post(examine(case), given)
    assert court.view(case).state == "correcting"
    assert court.clock(case, "correction").due == day("2026-03-27")


def test_a_group_is_taken_as_a_group(court: Court, staff: Staff) -> None:
    for n in range(1, 13):
        worker(n, address="示例小区")
    case = complete(court, "2026-03-19", n=12)
    court.speak_through(case, "2026-03-19")
    context = staff[CLERK].get(examine(case)).context
    assert context["found"].advised == "accept_collective"
    assert {w.act.code for w in context["ways"] if w.why_not} == {"accept"}
    staff[CLERK].post(examine(case), {"act": "accept_collective"})
    assert Dispute.objects.get().track == "collective"


def test_who_did_not_come_to_the_hearing_is_not_taken_again(court: Court, staff: Staff) -> None:
    first = court.simple("2026-02-02")
    hearing = facts.Hearing(
        names={"hearing/1": "第一次开庭"}, hearing_on=day("2026-03-02"), starts="09:00", room="一庭"
    )
    court.does(first, "set_hearing", CLERK, "2026-02-09", hearing)
    reason = facts.trying.Reason(reason="无正当理由拒不到庭")
    court.does(first, "treat_as_withdrawn", ARBITRATOR, "2026-03-03", reason, (ONE,))
    again = complete(court, "2026-03-19")
    context = staff[CLERK].get(examine(again)).context
    (bar,) = context["found"].bars
    assert (bar.uid, bar.heads, bar.answer.cites.number) == (first.uid, ("wages",), 39)
    way = next(w for w in context["ways"] if w.act.code == "refuse")
    assert way.is_open
    assert way.form.initial["ground"] == "按撤回处理后就同一争议再次申请"
    given = {f"refuse-{k}": v for k, v in way.form.initial.items()} | {"act": "refuse"}
    staff[CLERK].post(examine(again), given)
    assert court.view(again).state == "refused"


def test_who_withdrew_is_taken_again_also_against_an_employer_merged_since(
    court: Court, staff: Staff
) -> None:
    kept = firm(1)
    firm(2, "示例建筑（旧）", merged_into=kept)
    first = court.opens("2026-02-02")
    court.does(first, "withdraw", CLERK, "2026-02-03", facts.Withdrawal(), (ONE,))
    again = complete(court, "2026-03-19")
    (found,) = staff[CLERK].get(examine(again)).context["found"].earlier
    assert found.answer.standing == "ok"
    assert FIRM == "respondent/e1"


def test_an_arbitrator_looks_and_does_not_decide(court: Court, staff: Staff) -> None:
    case = complete(court, "2026-03-19")
    answer = staff[ARBITRATOR].get(examine(case))
    assert answer.status_code == 200
    assert "是否受理由书记员办理" in answer.content.decode()
    assert staff[ARBITRATOR].post(examine(case), {"act": "accept"}).status_code == 404
    assert court.view(case).state == "applied"


def test_the_questions_an_examination_asks_do_not_grow_with_the_claimants(
    court: Court, staff: Staff
) -> None:
    def questions(case: Case) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert staff[CLERK].get(examine(case)).status_code == 200
        return len(asked)

    one, many = complete(court, "2026-03-19"), complete(court, "2026-03-19", n=40)
    questions(one)
    assert questions(many) <= questions(one) + 1
