"""Service of papers: who still has to get what, and what stands as proof that they got it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tongzhou.law import CALENDAR, article, days
from tongzhou.procedure import catalogue
from tongzhou.procedure.catalogue import Line
from tongzhou.procedure.declare import Act, Kind, Limit, Office, Paper, Procedure, State, after
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef, Naming
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.papers import drafts_for
from tongzhou.procedure.papers.served import draft, issue_of
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.service import by_paper, choices_of, must_serve, services_of
from tongzhou.procedure.serving import ServiceOfPaper, notice_served_on

from .cast import at

OFFICER = Office("letters_clerk", "书记员")
ASKED = State("asked", staff="待答复", public="待答复")
OPEN = State("open", staff="办理中", public="办理中")
RESPONDENT = Kind("respondent", "被申请人", (ASKED,))
WITNESS = Kind("witness", "证人", (ASKED,))
open_ = Act(
    "open", "立案", by=OFFICER, at=(), to=OPEN, asks=Naming, about=(RESPONDENT, WITNESS), adds=True
)
join = Act("join", "追加", by=OFFICER, at=OPEN, asks=Naming, about=RESPONDENT, adds=True)
decide = Act(
    "decide",
    "决定",
    by=OFFICER,
    at=OPEN,
    about=RESPONDENT,
    issues=Paper("decision", "决定书", "{prefix}决〔{year}〕{n}号", served_on=(RESPONDENT,)),
)
serve = Act("serve", "送达", by=OFFICER, at=OPEN, about=RESPONDENT, asks=ServiceOfPaper)
appeal = Limit(
    "appeal",
    "申请复核",
    days(10),
    article("劳动合同法", 54),
    starts=after(serve, day="received_on"),
    per=RESPONDENT,
)
LETTERS = Procedure(
    "letters.case",
    "往来",
    since=date(2020, 1, 1),
    opens=open_,
    acts=(join, decide, serve),
    limits=(appeal,),
    put_right_by=(OFFICER,),
)
CLERK = Actor("1", "贾敏", "letters_clerk", "150221", "示例委", prefix="示")


@pytest.fixture
def letters(db: None) -> Iterator[Door]:  # noqa: ARG001
    catalogue.enter(Line("letters", "往来", "mail", (LETTERS,)))
    yield Door(CALENDAR)
    catalogue.strike("letters")


@pytest.fixture
def case(letters: Door) -> Case:
    """A case of two respondents and a witness, decided on 10 March."""
    case = letters.open_case(
        "letters.case",
        by=CLERK,
        at=at("2026-03-02"),
        region="150221",
        about=("respondent/a", "respondent/b", "witness/w"),
        facts=Naming(names={"respondent/a": "示例食品", "respondent/b": "示例建筑"}),
    )
    letters.act(case, "decide", by=CLERK, at=at("2026-03-10"))
    return case


def served(letters: Door, case: Case, on: str, *about: str, **facts: Any) -> None:
    given = {"way": "直接送达", "sent_on": date.fromisoformat(on), "receiver": "其其格"} | facts
    given.setdefault("received_on", given["sent_on"])
    letters.act(case, "serve", by=CLERK, at=at(on), about=about, facts=ServiceOfPaper(**given))


def standing(letters: Door, case: Case) -> list[tuple[str, str, int]]:
    return [(s.name, s.words, s.attempts) for s in services_of(case, letters.view(case))]


def test_a_paper_awaits_service_on_each_respondent_and_on_nobody_else(
    letters: Door, case: Case
) -> None:
    assert standing(letters, case) == [("示例食品", "待送达", 0), ("示例建筑", "待送达", 0)]
    first = services_of(case, letters.view(case))[0]
    assert (first.paper.label, first.number, first.issued_on) == (
        "决定书",
        "示决〔2026〕1号",
        date(2026, 3, 10),
    )
    assert must_serve("letters.case")


def test_a_paper_for_many_is_told_in_numbers_what_is_open_first(letters: Door, case: Case) -> None:
    served(letters, case, "2026-03-11", "respondent/a")
    letters.act(case, "decide", by=CLERK, at=at("2026-03-12"), about=("respondent/b",))
    papers = by_paper(services_of(case, letters.view(case)))
    assert [[(words, n) for _code, words, n in p.counts] for p in papers] == [
        [("待送达", 1), ("已送达", 1)],
        [("待送达", 1)],
    ]


def test_service_in_person_is_proved_by_who_signed_and_starts_the_clock(
    letters: Door, case: Case
) -> None:
    served(letters, case, "2026-03-12", "respondent/a")
    assert standing(letters, case) == [("示例食品", "已送达", 1), ("示例建筑", "待送达", 0)]
    clocks = letters.view(case).clocks
    assert clocks["appeal", "respondent/a"].due == date(2026, 3, 23)
    assert ("appeal", "respondent/b") not in clocks


def test_what_went_out_by_post_is_on_the_way_until_the_receipt_is_back(
    letters: Door, case: Case
) -> None:
    post = {"way": "邮寄送达", "reference": "EMS1001", "sent_on": date(2026, 3, 11)}
    served(letters, case, "2026-03-11", "respondent/a", **post, received_on=None)
    assert standing(letters, case)[0] == ("示例食品", "已发出，待回执", 1)
    assert ("appeal", "respondent/a") not in letters.view(case).clocks
    proof = (FileRef("ab" * 32, "回执.jpg", 10),)
    served(
        letters,
        case,
        "2026-03-16",
        "respondent/a",
        **post,
        received_on=date(2026, 3, 14),
        proof=proof,
    )
    first = services_of(case, letters.view(case))[0]
    assert (first.words, first.attempts) == ("已送达", 2)
    assert first.last
    assert first.last.proof == proof
    assert letters.view(case).clocks["appeal", "respondent/a"].start == date(2026, 3, 14)


def test_a_letter_that_came_back_is_served_in_another_way(letters: Door, case: Case) -> None:
    served(
        letters,
        case,
        "2026-03-12",
        "respondent/b",
        way="邮寄送达",
        reference="EMS1002",
        received_on=None,
        failed="原址查无此单位",
    )
    assert standing(letters, case)[1] == ("示例建筑", "未能送达", 1)
    served(
        letters,
        case,
        "2026-05-06",
        "respondent/b",
        way="公告送达",
        reference="本机关网站",
        sent_on=date(2026, 4, 1),
        received_on=date(2026, 5, 6),
    )
    assert standing(letters, case)[1] == ("示例建筑", "已送达", 2)


def test_several_are_served_by_one_act_and_a_later_letter_takes_nothing_back(
    letters: Door, case: Case
) -> None:
    served(letters, case, "2026-03-12", "respondent/a", "respondent/b")
    post = {"way": "邮寄送达", "reference": "EMS", "received_on": None}
    served(letters, case, "2026-03-13", "respondent/a", **post)
    assert [words for _, words, _ in standing(letters, case)] == ["已送达", "已送达"]


def test_who_joins_later_gets_only_what_is_issued_from_then_on(letters: Door, case: Case) -> None:
    letters.act(
        case,
        "join",
        by=CLERK,
        at=at("2026-03-15"),
        about=("respondent/c",),
        facts=Naming(names={"respondent/c": "示例运输"}),
    )
    assert [name for name, _, _ in standing(letters, case)] == ["示例食品", "示例建筑"]
    letters.act(case, "decide", by=CLERK, at=at("2026-03-16"), about=("respondent/c",))
    assert standing(letters, case)[2] == ("示例运输", "待送达", 0)


def test_a_service_may_name_the_paper_it_is_of(letters: Door, case: Case) -> None:
    letters.act(case, "decide", by=CLERK, at=at("2026-03-16"), about=("respondent/a",))
    (newer, older) = choices_of(case, letters.view(case))
    assert "决定书示决〔2026〕2号" in newer[1]
    served(letters, case, "2026-03-17", "respondent/a", paper=older[0])
    found = {(s.issued, s.about): s.standing for s in services_of(case, letters.view(case))}
    assert found == {
        (1, "respondent/a"): "served",
        (1, "respondent/b"): "awaiting",
        (2, "respondent/a"): "awaiting",
    }


def test_a_service_noted_by_mistake_is_gone_when_it_is_annulled(letters: Door, case: Case) -> None:
    from tongzhou.procedure.declare import Annulment

    served(letters, case, "2026-03-12", "respondent/a")
    letters.act(
        case,
        "engine.annul",
        by=CLERK,
        at=at("2026-03-13"),
        facts=Annulment(entry=2),
        reason="签收人填错",
    )
    assert standing(letters, case)[0] == ("示例食品", "待送达", 0)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"receiver": ""}, "签收人和签收日期.*第八十八条"),
        ({"received_on": date(2026, 3, 1)}, "不能早于发出日期"),
        ({"failed": "拒收"}, "未能送达的，不填收到日期"),
        ({"way": "留置送达"}, "见证人.*第八十九条"),
        ({"way": "邮寄送达"}, "须填写邮件号"),
        ({"way": "电子送达"}, "系统回执编号"),
        ({"way": "公告送达"}, "报刊、网站"),
        ({"way": "公告送达", "reference": "网站"}, "最早为2026-04-11.*第九十五条"),
    ],
)
def test_a_record_that_would_not_stand_as_proof_is_refused(
    letters: Door, case: Case, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        served(letters, case, "2026-03-12", "respondent/a", **facts)


def test_left_behind_before_witnesses_it_counts_as_served(letters: Door, case: Case) -> None:
    served(letters, case, "2026-03-12", "respondent/a", way="留置送达", witnesses=("巴特尔",))
    assert standing(letters, case)[0][1] == "已送达"
    assert notice_served_on(date(2026, 3, 12)) == date(2026, 4, 11)


def test_a_receipt_is_printed_for_everybody_not_yet_served(letters: Door, case: Case) -> None:
    (sheet,) = drafts_for(letters.view(case))
    assert sheet.label == "送达回证"
    served(letters, case, "2026-03-12", "respondent/a")
    entry = Entry.objects.filter(case=case).latest("seq")
    drawn = sheet.draw(issue_of(entry, CALENDAR))
    said = str(drawn.blocks)
    assert "示例建筑" in said
    assert "决定书示决〔2026〕1号（2026年3月10日）" in said
    assert "受送达人', label=True), Cell(text='示例食品'" not in said
    served(letters, case, "2026-03-13", "respondent/b")
    entry = Entry.objects.filter(case=case).latest("seq")
    assert "无待送达" in str(sheet.draw(issue_of(entry, CALENDAR)).blocks)
    for form in ("docx", "pdf"):
        assert draft(case, sheet, form, calendar=CALENDAR)
