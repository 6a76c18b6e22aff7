"""An agreement reached before a mediator becomes one that can be enforced. 办案规则 74–77."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.review import facts, rules
from tongzhou.lines.arbitration.review.documents import statement
from tongzhou.lines.arbitration.review.procedure import CODE
from tongzhou.procedure.models import Case
from tongzhou.procedure.papers.served import issue_of
from tongzhou.procedure.refusal import NotNow, Refused
from tongzhou.registry import identity
from tongzhou.registry.models import Worker

from .counter_cast import Staff
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


def test_an_agreement_from_elsewhere_is_registered_at_the_counter(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongzhou.procedure.counter.now", lambda: at("2026-03-10"))
    staff = Staff()
    seventeen = "15022119850505001"
    sent = {
        "p0-name": "示例工人",
        "p0-id_kind": "resident",
        "p0-id_number": seventeen + identity.check_character(seventeen),
        "f0-words": "示例商贸有限公司",
        "f0-region": COUNTY,
        "items-0": "1",
        "i0-0-head": "wages",
        "i0-0-amount": "3200.50",
        "agreed_on": "2026-03-05",
        "by": "示例镇调解委员会",
        "terms": "三月底前付清",
    }
    url = reverse("arbitration-review:new")
    assert staff[CLERK].get(url).status_code == 200
    bad = staff[CLERK].post(url, sent | {"i0-0-amount": ""})
    assert bad.status_code == 422
    assert not Worker.objects.exists()
    assert staff[CLERK].post(url, sent).status_code == 302
    case = Case.objects.get(procedure=CODE)
    (key,) = [s.key for s in court.view(case).subjects.values() if s.kind.code == "claimant"]
    assert court.view(case).ledger[key] == {"agreed": 320_050}
    assert staff["stranger"].get(url).status_code == 404
