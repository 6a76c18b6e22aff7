"""门 — small questions the door asks that no shape of the law asks by itself."""

from dataclasses import replace
from datetime import date

import pytest

from tongzhou.law import article, days
from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import (
    HANDED,
    Act,
    Annulment,
    Correction,
    Handover,
    Kind,
    Limit,
    Office,
    Procedure,
    State,
    body_late,
)
from tongzhou.procedure.declare import PARTY as OFFICE_OF_A_PARTY
from tongzhou.procedure.examples import dispute, inspection
from tongzhou.procedure.facts import Facts, Naming
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import CaseLink, ClockRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

from .cast import (
    CHAIR,
    CLERK,
    COUNTY,
    ELSEWHERE,
    PARTY,
    a_contract,
    a_dispute,
    a_plan_at_league,
    at,
    who,
)

UNIT, CHIEF = Office("unit", "责任单位"), Office("chief", "负责人")
OPEN, DONE = State("open", "办理中", "办理中"), State("done", "办结", "办结", final=True)
TASK = Kind("task", "任务", (State("on", "进行", "进行"), State("off", "完成", "完成", final=True)))
HERE = article("劳动合同法", 54)


class Share(Naming, frozen=True, kw_only=True):
    """Tasks and the bodies they belong to."""

    leads: dict[str, str] = {}

    def owned(self):
        return self.leads


class Answer(Facts, frozen=True):
    """Whether something more is to be done, and where."""

    more: bool = False
    where: str = ""


def is_more(_view, facts):
    return facts.more


def where_stated(_view, facts):
    return facts.where


def nothing(_view, _facts):
    return {}


begin = Act(
    "begin",
    "立项",
    by=(CHIEF, OFFICE_OF_A_PARTY),
    at=(),
    to=OPEN,
    asks=Share,
    about=TASK,
    adds=True,
)
report = Act("report", "报送", by=UNIT, at=OPEN, about=TASK, by_owner=True)
answer = Act("answer", "答复", by=CHIEF, at=OPEN, asks=Answer)
finish = Act("finish", "办结", by=CHIEF, at=OPEN, to=DONE)
reopen = Act("reopen", "重新办理", by=CHIEF, at=DONE, to=OPEN)
late_word = Act("late_word", "补充意见", by=CHIEF, at=())
complain = Act("complain", "申请出具逾期证明", by=CHIEF, at=())
promptly = Limit(
    "promptly",
    "答复",
    days(5),
    HERE,
    starts=begin,
    stops=answer,
    on_lapse=body_late(opens=complain),
)
WORK = Procedure(
    "example.work",
    "任务",
    date(2020, 1, 1),
    begin,
    (report, answer, finish, reopen, late_word, complain),
    handovers=(
        Handover(answer, "example.other", nothing, HERE, when=is_more, region=where_stated),
    ),
    limits=(promptly,),
    put_right_by=(CHIEF,),
)
OTHER = replace(
    WORK, code="example.other", handovers=(), opens=Act("take", "接办", by=HANDED, at=(), to=OPEN)
)
LINE = catalogue.Line("work", "任务", "list", (WORK, OTHER))
CHIEF_HERE = Actor("1", "甲", "chief", COUNTY, "人社局")


@pytest.fixture(autouse=True)
def working():
    """Enter the line; struck after the door has looked at every row."""
    catalogue.enter(LINE)
    yield
    catalogue.strike("work")


@pytest.fixture
def work(door):
    """Open a case of two tasks, each with a body of its own."""
    facts = Share(
        names={"task/1": "一", "task/2": "二"}, leads={"task/1": "民政局", "task/2": "财政局"}
    )
    return door.open_case(
        "example.work", by=CHIEF_HERE, at=at("2026-03-02"), region=COUNTY, facts=facts
    )


def test_a_task_is_reported_by_the_body_it_belongs_to_and_no_other(door, work):
    unit = Actor("2", "乙", "unit", COUNTY, "民政局")
    call = {"by": unit, "at": at("2026-03-03")}
    assert door.view(work).subjects["task/2"].owner == "财政局"
    with pytest.raises(NotTheirOffice, match="由责任单位财政局办理"):
        door.act(work, "report", about=("task/2",), **call)
    with pytest.raises(NotNow, match="请指明“报送”所涉的任务"):
        door.act(work, "report", **call)
    door.act(work, "report", about=("task/1",), **call)


def test_a_hand_over_happens_only_when_and_goes_where_it_is_declared(door, work):
    call = {"by": CHIEF_HERE, "at": at("2026-03-03")}
    door.act(work, "answer", facts=Answer(more=False, where=ELSEWHERE), **call)
    assert not CaseLink.objects.exists()
    door.act(work, "answer", facts=Answer(more=True, where=ELSEWHERE), **call)
    target = CaseLink.objects.get(source=work).target
    assert (target.procedure, target.region, target.league) == ("example.other", ELSEWHERE, "1503")
    assert target.entries.get().office == "handover"


def test_a_hand_over_of_what_the_other_does_not_ask_is_refused_and_leaves_nothing(door, work):
    for carries, words in (
        (lambda _v, _f: {"colour": "red"}, "与“接办”所需不符"),
        (no_such_sheet, "没有编号为X的评分表"),
    ):
        wrong = replace(
            WORK, handovers=(Handover(answer, "example.other", carries, HERE),), limits=()
        )
        catalogue.enter(replace(LINE, procedures=(wrong, OTHER)))
        with pytest.raises(Refused, match=words):
            door.act(work, "answer", by=CHIEF_HERE, at=at("2026-03-03"), facts=Answer())
        catalogue.enter(LINE)
    assert work.entries.count() == 1
    assert not CaseLink.objects.exists()


def no_such_sheet(_view, _facts):
    raise ValueError("没有编号为X的评分表")


def test_an_act_at_any_state_is_for_cases_that_are_not_over(door, work):
    call = {"by": CHIEF_HERE, "at": at("2026-03-03")}
    door.act(work, "late_word", **call)
    door.act(work, "finish", **call)
    with pytest.raises(NotNow, match="案件已经办结"):
        door.act(work, "late_word", **call)
    nothing_new = Correction(entry=0, facts={})
    door.act(work, "engine.correct", reason="笔误", facts=nothing_new, **call)


def test_a_case_that_is_taken_up_again_is_open_and_has_no_last_day(door, work):
    call = {"by": CHIEF_HERE, "at": at("2026-03-03")}
    door.act(work, "finish", **call)
    work.refresh_from_db()
    assert (work.is_open, work.closed_on) == (False, date(2026, 3, 3))
    door.act(work, "reopen", **call)
    work.refresh_from_db()
    assert (work.is_open, work.closed_on) == (True, None)


def test_the_day_on_which_somebody_else_first_saw_the_matter_is_kept(door):
    seen = inspection.Complaint(informant="萨仁", matter="拖欠工资", first_seen=date(2026, 2, 10))
    case = door.open_case(
        "example.inspection",
        by=PARTY,
        at=at("2026-03-02"),
        region=COUNTY,
        about=("complainant/1", "employer/e"),
        facts=seen,
    )
    assert (case.first_seen, case.opened_on) == (date(2026, 2, 10), date(2026, 3, 2))


def test_a_body_that_answered_in_time_is_not_certified_late(door, work):
    call = {"by": CHIEF_HERE, "facts": Answer()}
    late = door.open_case(
        "example.work", by=CHIEF_HERE, at=at("2026-03-02"), region=COUNTY, facts=Share()
    )
    door.act(work, "answer", at=at("2026-03-09"), **call)  # the last day: 7 March is a Saturday
    door.act(late, "answer", at=at("2026-03-10"), **call)
    with pytest.raises(NotNow, match="尚未逾期"):
        door.act(work, "complain", by=CHIEF_HERE, at=at("2026-03-20"))
    door.act(late, "complain", by=CHIEF_HERE, at=at("2026-03-20"))
    assert door.view(late).clocks["promptly", ""].status(date(2026, 3, 20)) == "met late"


def test_an_office_opens_cases_in_its_own_region_alone(door, work):  # noqa: ARG001
    with pytest.raises(NotTheirOffice, match="不在本辖区"):
        door.open_case("example.work", by=CHIEF_HERE, at=at("2026-03-02"), region=ELSEWHERE)
    with pytest.raises(NotTheirOffice, match="“立项”由负责人、当事人办理"):
        door.open_case(
            "example.work", by=Actor("2", "乙", "unit", COUNTY), at=at("2026-03-02"), region=COUNTY
        )


def test_a_party_acts_for_itself_and_for_those_it_represents(door):
    case = a_dispute(door, n=3)
    mine = replace(PARTY, parties=("claimant/0", "claimant/1"))
    call = {"by": mine, "at": at("2026-03-05")}
    with pytest.raises(NotTheirOffice, match="只能为本人或被代表人"):
        door.act(case, "withdraw", about=("claimant/0", "claimant/2"), **call)
    door.act(case, "withdraw", about=("claimant/0", "claimant/1"), **call)
    assert door.view(case).tally["claimant", "withdrawn"] == 2


def test_what_is_not_stated_or_not_of_this_case_is_refused(door):
    case = a_dispute(door)
    call = {"by": CLERK, "at": at("2026-03-05")}
    with pytest.raises(Refused, match="所需内容没有填写"):
        door.act(case, "post", **call)
    with pytest.raises(NotNow, match="没有“fly”"):
        door.act(case, "fly", **call)
    with pytest.raises(NotNow, match="没有“apply”"):
        door.act(case, "apply", **call)
    assert case.entries.count() == 2


def test_today_s_clocks_of_an_office_are_found_by_its_region(door):
    case = a_dispute(door)
    rows = set(ClockRow.objects.filter(case=case).values_list("limit", "owes", "region"))
    assert ("service", "example_clerk", COUNTY) in rows
    assert ("decision", "example_arbitrator", COUNTY) in rows
    plan = a_plan_at_league(door)
    answer_ = ClockRow.objects.get(case=plan, limit="answer")
    assert (answer_.owes, answer_.region) == ("example_hrss_2", "15")


def test_silence_speaks_in_turn_where_several_limits_have_run_out(door):
    case = a_contract(door)
    before = case.entries.count()
    assert door.let_time_pass(case, at=at("2027-08-29")) == 1
    assert case.entries.count() == before + 1
    assert door.view(case).closed_on == date(2026, 8, 25)


def test_a_case_reopened_by_an_annulment_is_not_closed_any_more(door):
    case = a_dispute(door, accept=False)
    ground = dispute.Ground(ground="不属于受案范围")
    door.act(case, "refuse", by=CLERK, at=at("2026-03-03"), facts=ground)
    assert door.view(case).closed_on == date(2026, 3, 3)
    wrong = Annulment(entry=1)
    door.act(case, "engine.annul", by=CHAIR, at=at("2026-03-04"), reason="误录", facts=wrong)
    case.refresh_from_db()
    assert (case.closed_on, case.is_open) == (None, True)


def test_two_bodies_count_their_numbers_apart(door):
    one = a_dispute(door, accept=False)
    two = a_dispute(door, accept=False)
    first = door.act(
        one, "accept", by=replace(CLERK, body="甲院", prefix="甲"), at=at("2026-03-03")
    )
    second = door.act(
        two, "accept", by=replace(CLERK, body="乙院", prefix="乙"), at=at("2026-03-03")
    )
    assert first.issued["number"] == "甲劳人仲案字〔2026〕第1号"
    assert second.issued["number"] == "乙劳人仲案字〔2026〕第1号"
    assert first.issued["data"] == second.issued["data"]


def test_who_holds_the_office_a_level_too_high_or_low_does_not_act(door):
    case = a_dispute(door)
    for region in ("1502", "15", "150221001"):
        with pytest.raises(NotTheirOffice):
            door.act(case, "certify_late", by=who("clerk", region), at=at("2026-06-01"))
