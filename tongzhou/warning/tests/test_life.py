"""The life of a warning: from a red signal to its end, false alarms, the employer's answer, clocks by level."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused
from tongzhou.warning import signalling
from tongzhou.warning.cases import facts, rules
from tongzhou.warning.models import EmployerLevel, ResponseRow, RuleRow, Signal, WarningRow
from tongzhou.warning.rules import Level, Looked

from .station import HERE, MONDAY, Station

LETTER = facts.Letter(
    noticed="近两个月工资发放晚于往常", questions=("是否有困难？", "什么时候能补发？")
)


def test_a_red_warning_is_issued_answered_verified_settled_and_closed(station: Station):
    case = station.candidate()
    assert rules.level(station.view(case)) is Level.RED
    station.signed(station.dispatched(station.issued(case)))
    station.does(
        "handler", case, "letter", LETTER, about=(f"employer/e{station.firms[0].pk}",), hour=12
    )
    said = facts.Explanation(
        situation="有暂时困难，正在解决",
        words="等工程款",
        owed_people=12,
        pay_by=date(2026, 11, 20),
    )
    station.employer(case, "explain", said)
    station.verifies(case)
    steps = {
        f"measure/{n}": facts.Step(
            what=w, who="苏雅", until=MONDAY + timedelta(days=n), body="达茂旗人社局"
        )
        for n, w in ((1, "约谈"), (2, "补发"))
    }
    station.does(
        "handler",
        case,
        "plan",
        facts.Plan(steps=steps, names={k: s.what for k, s in steps.items()}),
        about=tuple(steps),
        hour=17,
    )
    told = facts.Feedback(
        resolved="已化解", people=12, amount=36_000_000, words="已全部补发", advice="解除预警"
    )
    with pytest.raises(NotNow, match="还有措施没有落实"):
        station.does("handler", case, "feed_back", told, hour=17)
    tuesday = MONDAY + timedelta(days=1)
    for key in steps:
        station.does(
            "handler", case, "do_measure", facts.MeasureDone(words="已办"), on=tuesday, about=(key,)
        )
    station.does("handler", case, "feed_back", told, on=tuesday)
    station.does(
        "analyst",
        case,
        "close",
        facts.Closing(words="同意解除", confirmed=("W1", "W2")),
        on=tuesday,
        hour=11,
    )
    row = WarningRow.objects.get(case=case)
    assert (row.ending, row.resolved, row.people, row.is_open) == ("closed", "已化解", 12, False)
    assert set(ResponseRow.objects.values_list("kind", flat=True)) == {"letter", "visit", "plan"}
    assert dict(RuleRow.objects.values_list("rule", "verdict")) == {
        "W1": "confirmed",
        "W2": "confirmed",
    }


def test_signals_of_one_employer_are_one_warning_and_the_same_month_opens_none_again(
    station: Station,
):
    values = {"wage_arrears_months": "1", "complaints_30d": "2"}
    taken = station.run(station.hits(0, **values), station.hits(1))
    assert (taken.opened, taken.signals) == (1, 2)
    assert EmployerLevel.objects.get(employer=station.firms[1]).level == "grey"
    again = station.run(station.hits(0, **values), station.hits(1))
    assert (again.opened, again.added, again.signals) == (0, 0, 0)
    case = Case.objects.get()
    worse = station.run(
        station.hits(0, **values | {"complaints_30d": "5"}), on=MONDAY + timedelta(days=1)
    )
    assert (worse.opened, worse.added) == (0, 1)
    found = {h.rule: h.level for h in rules.hits(station.view(case))}
    assert found == {"W1": "yellow", "C1": "orange"}
    wrong = facts.FalseAlarm(cause="数据错误、滞后", words="银行批次漏报，已发放")
    station.does("analyst", case, "call_false", wrong, on=MONDAY + timedelta(days=2))
    after = station.run(
        station.hits(0, **values | {"complaints_30d": "5"}), on=MONDAY + timedelta(days=3)
    )
    assert (after.opened, after.added) == (0, 0)
    assert not Signal.objects.filter(case=None).exists()
    assert set(RuleRow.objects.values_list("verdict", flat=True)) == {"false"}


def test_an_unknown_credit_code_is_counted_and_not_lost(station: Station):
    hits = station.hits(0, wage_arrears_months="1")
    from dataclasses import replace

    strange = [replace(h, employer="91150200MA0000099T") for h in hits]
    taken = station.run(strange)
    assert taken.unknown == {"91150200MA0000099T"}
    assert taken.run.unknown == 1
    assert taken.run.counts["W1"] == {"yellow": 1}


@pytest.mark.parametrize(
    ("level", "sign", "first"),
    [("red", "2026-11-03", "2026-11-03"), ("orange", "2026-11-03", "2026-11-05"),
     ("yellow", "2026-11-04", "2026-11-11"), ("blue", "2026-11-09", "2026-11-23")],
)  # fmt: skip
def test_clocks_run_by_level(station: Station, level, sign, first):
    """建议值：red 2 h / 24 h, orange 1 / 3, yellow 2 / 7, blue 5 / 15 working days. The journal counts hours in days."""
    case = station.issued(station.candidate(), level)
    view = station.view(case)
    running = {code: str(c.due) for (code, _key), c in view.clocks.items() if c.running}
    assert running == {f"sign_{level}": sign, f"feedback_{level}": first}


def test_a_red_warning_is_told_every_day_and_a_raised_one_begins_its_times_anew(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate(), "yellow")))
    tuesday = MONDAY + timedelta(days=1)
    with pytest.raises(NotNow, match="不高于现在的等级"):
        station.does("chief", case, "upgrade", facts.Regrade(level="yellow", words="x"), on=tuesday)
    station.does(
        "chief", case, "upgrade", facts.Regrade(level="red", words="负责人失联"), on=tuesday
    )
    running = {c: str(k.due) for (c, _), k in station.view(case).clocks.items() if k.running}
    assert running["feedback_red"] == "2026-11-04"
    assert "feedback_yellow" not in running
    station.does(
        "handler",
        case,
        "progress",
        facts.Progress(words="正在联系"),
        on=tuesday + timedelta(days=1),
    )
    running = {c: str(k.due) for (c, _), k in station.view(case).clocks.items() if k.running}
    assert running["feedback_red"] == "2026-11-05"
    assert WarningRow.objects.get().level == "red"


def test_a_warning_that_was_found_real_is_no_false_alarm(station: Station):
    case = station.signed(station.dispatched(station.issued(station.candidate())))
    station.verifies(case)
    told = facts.Feedback(resolved="未化解", words="仍未发放", advice="转有关部门")
    station.does("handler", case, "feed_back", told, hour=17)
    with pytest.raises(Refused, match="不能全部登记为误报"):
        station.does(
            "analyst", case, "call_false", facts.FalseAlarm(cause="其他", words="x"), hour=18
        )
    with pytest.raises(Refused, match="不是“已化解”"):
        station.does("analyst", case, "close", facts.Closing(words="x"), hour=18)


def test_inspection_and_mediation_get_the_matter_with_its_first_day(station: Station):
    first = station.signed(station.dispatched(station.issued(station.candidate(0))))
    stated = facts.ToInspection(
        violations=("wage_arrears",), words="拖欠十二人工资", confirmed=("W1", "W2")
    )
    station.does("chief", first, "to_inspection", stated, hour=18)
    target = first.led_to.get().target
    assert (target.procedure, target.first_seen, target.region) == ("inspection.case", MONDAY, HERE)
    second = station.signed(station.dispatched(station.issued(station.candidate(1, on=MONDAY))))
    told = facts.ToMediation(unit="旗调解中心", words="双方愿意协商", people=3)
    station.does("analyst", second, "to_mediation", told, hour=18)
    assert second.led_to.get().target.procedure == "mediation.case"
    assert {r.verdict for r in RuleRow.objects.filter(case=first)} == {"confirmed"}


def test_only_who_carries_it_signs_for_it(station: Station):
    case = station.dispatched(station.issued(station.candidate()))
    with pytest.raises(NotTheirOffice):
        station.does("other", case, "sign_for")
    station.signed(case)


def test_a_visit_that_comes_before_the_signature_is_taken_as_it_is(station: Station):
    """A coordinator in a dead spot visits first: what was seen counts, and the signing clock stops."""
    case = station.dispatched(station.issued(station.candidate()))
    station.verifies(case)
    view = station.view(case)
    assert view.state == "verified"
    assert not [c for (code, _), c in view.clocks.items() if code.startswith("sign") and c.running]


def test_the_employer_sees_nothing_before_it_is_asked(station: Station):
    case = station.dispatched(station.issued(station.candidate()))
    firm = case.subjects.get(kind="employer")
    assert firm.sees is False
    station.signed(case)
    station.does("handler", case, "letter", LETTER, about=(firm.key,), hour=12)
    firm.refresh_from_db()
    assert firm.sees is True
    assert station.view(case).clocks["answer", ""].due == MONDAY + timedelta(days=3)
    for word in ("预警", "红", "违法", "欠薪"):
        assert word not in case.title


def test_a_report_by_hand_opens_a_warning_and_two_reports_are_kept(station: Station):
    firm, by = station.firms[0], station.handler
    case = signalling.report(
        station.door, firm, code="G1", level=Level.ORANGE, words="工人商量明天停工", by=by.actor,
        person=by.person, on=MONDAY, at=_at(9),
    )  # fmt: skip
    same = signalling.report(
        station.door, firm, code="E1", level=Level.RED, words="老板电话停机", by=by.actor,
        person=by.person, on=MONDAY, at=_at(10),
    )  # fmt: skip
    assert same == case
    assert [h.rule for h in rules.hits(station.view(case))] == ["E1", "G1"]
    assert rules.candidate(station.view(case)).channel == "网格上报"


def _at(hour):
    from .station import at

    return at(MONDAY, hour)


def test_the_warehouse_tells_the_levels_of_all_and_the_hits_of_those_that_warn(station: Station):
    warned = [h for h in station.hits(0, complaints_30d="5") if h.level.warns]
    looked = [
        Looked(station.firms[0].uscc, Level.ORANGE, 6, 4),
        Looked(station.firms[1].uscc, Level.GREY, 0, 15),
        Looked("x", Level.CALM, 0, 0),
    ]
    taken = signalling.take(
        warned,
        levels=looked,
        door=station.door,
        book=station.book,
        as_of=MONDAY,
        at=_at(9),
        source="lake",
    )
    assert (taken.run.employers, taken.run.unknown, taken.opened) == (3, 1, 1)
    told = dict(EmployerLevel.objects.values_list("employer", "level"))
    assert told == {station.firms[0].pk: "orange", station.firms[1].pk: "grey"}
