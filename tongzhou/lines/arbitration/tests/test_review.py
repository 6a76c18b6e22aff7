"""An agreement reached before a mediator becomes one that can be enforced. 办案规则 74–77."""

from __future__ import annotations

import pytest

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.review import facts, rules
from tongzhou.lines.arbitration.review.documents import statement
from tongzhou.lines.arbitration.review.procedure import CODE
from tongzhou.procedure.models import Case
from tongzhou.procedure.papers.served import issue_of
from tongzhou.procedure.refusal import NotNow, Refused

from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"


def handed_in(court: Court, on: str, *, agreed_on: str = "2026-03-02") -> Case:
    """Let the clerk register a joint request about 9,600 yuan of wages."""
    asked = facts.Request(
        names={ONE: "示例职工1", FIRM: "示例建筑有限公司"},
        items={ONE: {"wages": 960_000}},
        agreed_on=day(agreed_on),
        by="示例镇调解委员会",
        terms="2026年4月1日前付清",
    )
    return court.door.open_case(CODE, by=court.who(CLERK), at=at(on), region=COUNTY, facts=asked)


def test_the_review_ends_in_five_working_days_and_five_more_at_most(court: Court) -> None:
    case = handed_in(court, "2026-03-10")
    court.does(case, "take", CLERK, "2026-03-11", facts.Taking())
    assert court.clock(case, "review").due == day("2026-03-18")
    court.does(case, "extend", CHAIR, "2026-03-17", facts.More(days=5, reason="需要核实"))
    assert court.clock(case, "review").due == day("2026-03-25")
    with pytest.raises(NotNow, match="只能延长1次"):
        court.does(case, "extend", HEAD, "2026-03-18", facts.More(days=1, reason="又"))


def test_after_fifteen_days_it_is_too_late_to_ask(court: Court) -> None:
    assert rules.last_day(day("2026-03-02")) == day("2026-03-17")
    late = handed_in(court, "2026-03-18")
    with pytest.raises(NotNow, match="超过十五日"):
        court.does(late, "take", CLERK, "2026-03-19", facts.Taking())
    court.does(late, "refuse", CLERK, "2026-03-19", facts.Refusing(reason="逾期"))
    assert court.view(late).is_final


def test_a_lawful_agreement_becomes_a_mediation_statement(court: Court) -> None:
    case = handed_in(court, "2026-03-10")
    court.does(case, "take", CLERK, "2026-03-11", facts.Taking())
    with pytest.raises(Refused, match="不能制作调解书"):
        court.does(case, "confirm", ARBITRATOR, "2026-03-12", facts.Confirming(lawful=False))
    entry = court.does(case, "confirm", ARBITRATOR, "2026-03-12", facts.Confirming(lawful=True))
    assert entry.issued["number"] == "达劳人仲审调字〔2026〕第1号"
    document = statement(issue_of(entry, CALENDAR))
    said = "".join(getattr(block, "text", "") for block in document.blocks)
    assert "玖仟陆佰元整" in said
    assert "2026年4月1日前付清" in said
    court.serves(case, "serve", "2026-03-13", ONE, FIRM)
    court.does(case, "finish", CLERK, "2026-03-16")
    case.refresh_from_db()
    assert not case.is_open


def test_what_is_not_lawful_is_refused_with_the_ground(court: Court) -> None:
    case = handed_in(court, "2026-03-10")
    court.does(case, "take", CLERK, "2026-03-11", facts.Taking())
    ground = facts.Denying(ground="内容不明确", detail="没有写明金额。")
    entry = court.does(case, "deny", ARBITRATOR, "2026-03-12", ground)
    assert entry.issued["number"].startswith("达劳人仲审否字")
    assert rules.refused(court.view(case), ground)["result"] == "不予受理"
