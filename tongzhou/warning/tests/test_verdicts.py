"""Verdicts rule by rule, what repeats a warning, who takes an incident over, who is late and by how much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.models import CaseLink, ClockRow, Notice
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.tests.seats import a_bureau, appointed
from tongzhou.warning.cases import facts
from tongzhou.warning.cases.incident import facts as incident
from tongzhou.warning.models import ResponseRow, RuleRow, WarningRow
from tongzhou.warning.reporting import figures

from .station import HERE, MONDAY, REGIONS, Station, at

TUESDAY = MONDAY + timedelta(days=1)


def verdicts() -> dict[str, str]:
    return dict(RuleRow.objects.values_list("rule", "verdict"))


def in_hand(station: Station, on: date = MONDAY):
    return station.signed(
        station.dispatched(station.issued(station.candidate(on=on), on=on), on=on), on=on
    )


def test_one_wrong_rule_leaves_the_warning_open_for_the_others(station: Station) -> None:
    case = station.candidate(gathering="2", wage_arrears_months="3", wage_unpaid_people="12")
    wrong = facts.FalseAlarm(cause="数据错误、滞后", rules=("W1",), words="工资按时发了")
    station.does("analyst", case, "call_false", wrong)
    assert station.view(case).state == "candidate"
    assert verdicts()["W1"] == "false"
    assert {v for r, v in verdicts().items() if r != "W1"} == {""}
    rest = tuple(r for r in verdicts() if r != "W1")
    left = facts.FalseAlarm(cause="其他", rules=rest, words="没有这回事")
    station.does("analyst", case, "call_false", left, hour=12)
    row = WarningRow.objects.get()
    assert (row.ending, row.is_open) == ("false", False)
    assert set(verdicts().values()) == {"false"}
    causes = dict(RuleRow.objects.values_list("rule", "cause"))
    assert (causes["W1"], causes[rest[0]]) == ("数据错误、滞后", "其他")


def test_found_real_confirms_no_rule_that_nobody_named(station: Station) -> None:
    case = in_hand(station)
    station.verifies(case)
    assert verdicts() == {"W1": "", "W2": ""}
    told = facts.Feedback(resolved="已化解", words="已补发", advice="解除预警")
    station.does("handler", case, "feed_back", told, on=TUESDAY)
    with pytest.raises(Refused, match="逐条选出"):
        station.does("analyst", case, "close", facts.Closing(words="同意"), on=TUESDAY)
    said = facts.Closing(words="同意", confirmed=("W1",), wrong=("W2",))
    station.does("analyst", case, "close", said, on=TUESDAY, hour=11)
    assert verdicts() == {"W1": "confirmed", "W2": "false"}
    assert WarningRow.objects.get().ending == "closed"


def test_a_transfer_confirms_what_was_named_and_the_rest_can_be_judged_later(station: Station) -> None:  # fmt: skip
    case = in_hand(station)
    gone = facts.ToInspection(violations=("wage_arrears",), words="拖欠", confirmed=("W2",))
    station.does("chief", case, "to_inspection", gone, hour=18)
    assert verdicts() == {"W1": "", "W2": "confirmed"}
    late = facts.Verdict(wrong=("W1",), words="只拖欠了一个月")
    station.does("analyst", case, "verdict", late, on=TUESDAY)
    assert verdicts() == {"W1": "false", "W2": "confirmed"}


def test_a_warning_of_one_rule_is_confirmed_by_what_was_found(station: Station) -> None:
    case = station.issued(station.candidate(complaints_30d="5"), "orange")
    station.verifies(station.signed(station.dispatched(case)))
    assert verdicts() == {"C1": "confirmed"}


def test_a_repeated_warning_is_chosen_from_a_list_and_linked_both_ways(station: Station) -> None:
    on = localdate()
    first = station.candidate(on=on, complaints_30d="5")
    wrong = facts.FalseAlarm(cause="其他", words="x")
    station.does("analyst", first, "call_false", wrong, on=on)
    second = station.candidate(on=on, wage_arrears_months="3")
    stranger = station.candidate(1, on=on)
    client, address = station.analyst.client, reverse("warning:duplicate", args=[second.uid])
    shown = client.get(address)
    assert [r.case_id for r in shown.context["others"]] == [first.pk]
    for made_up in ("随便写的", stranger.uid, second.uid):
        assert client.post(address, {"other": made_up}).status_code == 422
    assert client.post(address, {"other": first.uid}).status_code == 302
    second.refresh_from_db()
    assert second.state == "duplicate"
    assert CaseLink.objects.filter(source=second, target=first, kind="duplicate").count() == 1
    for one, other in ((first, second), (second, first)):
        page = client.get(reverse("desk:case", args=[one.uid])).content.decode()
        assert reverse("desk:case", args=[other.uid]) in page
    assert station.handler.client.get(address).status_code == 404


def test_somebody_takes_an_incident_over_is_told_and_the_warning_hears_the_end(station: Station, django_capture_on_commit_callbacks) -> None:  # fmt: skip
    on = localdate()
    officer = appointed("emergency", "应急", "incident_officer", a_bureau(REGIONS, "1502"), since=date(2025, 1, 1))  # fmt: skip
    case = in_hand(station, on)
    address = reverse("warning:incident", args=[case.uid])
    typed = {"act-unit": "旗应急管理局", "act-happening": "正在发生", "act-words": "三十人在门口"}
    assert station.chief.client.post(address, typed).status_code == 422
    typed["officer"] = str(officer.person.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert station.chief.client.post(address, typed).status_code == 302
    sent = case.led_to.get().target
    assert sent.procedure == "warning.incident"
    assert Notice.objects.filter(person=officer.person, case=sent).exists()
    day = officer.client.get(reverse("desk:day"))
    assert "接收突发事件" in day.content.decode()
    over = incident.Ended(result="已平息，诉求已解决", ended_on=on, words="当场补发")
    with pytest.raises(NotTheirOffice):
        station.does("handler", sent, "finish", over, on=on, hour=20)
    station.people["emergency"] = officer
    station.does("emergency", sent, "finish", over, on=on, hour=20)
    assert station.view(case).said["incident_over"].result == "已平息，诉求已解决"


def test_every_letter_call_and_visit_counts_and_is_shown_with_its_day(station: Station) -> None:
    on = localdate()
    case = in_hand(station, on)
    for n, words in enumerate(("第一次没有人接", "承诺周五补发")):
        said = facts.Call(called_on=on - timedelta(days=1 - n), person="王经理", words=words)
        station.does("handler", case, "call", said, on=on, hour=12 + n)
    station.verifies(case, on=on)
    station.verifies(case, on=on, words="再次走访，已补发", found="部分属实")
    kinds = sorted(ResponseRow.objects.values_list("kind", flat=True))
    assert kinds == ["call", "call", "visit", "visit"]
    days = set(ResponseRow.objects.filter(kind="call").values_list("done_on", flat=True))
    assert days == {on - timedelta(days=1), on}
    page = station.handler.client.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert "第一次没有人接" in page
    assert "承诺周五补发" in page
    assert "再次走访，已补发" in page


def test_a_red_warning_is_late_by_the_hour_on_the_map_and_in_the_month(station: Station) -> None:
    case = station.dispatched(station.issued(station.candidate()))
    row = WarningRow.objects.get()
    assert row.due_at == at(MONDAY, 12)  # two hours after ten o'clock
    early = figures.of_month(HERE, "2026-11", today=MONDAY, at=at(MONDAY, 11))
    late = figures.of_month(HERE, "2026-11", today=MONDAY, at=at(MONDAY, 13))
    assert (early.late, late.late) == (0, 1)
    station.signed(case, hour=14)
    assert WarningRow.objects.get().was_late


def test_a_day_without_the_daily_word_stays_late_after_the_next_word(station: Station) -> None:
    case = in_hand(station)
    station.does("handler", case, "progress", facts.Progress(words="在联系"), on=TUESDAY, hour=9)
    assert not WarningRow.objects.get().was_late
    thursday = MONDAY + timedelta(days=3)
    station.does("handler", case, "progress", facts.Progress(words="在联系"), on=thursday)
    assert WarningRow.objects.get().was_late


def test_a_plan_reaches_the_day_of_whoever_is_asked_and_they_report_it_done(station: Station, django_capture_on_commit_callbacks) -> None:  # fmt: skip
    on = localdate()
    case = in_hand(station, on)
    station.verifies(case, on=on)
    housing = appointed("housing", "住建", "warning_responder", a_bureau(REGIONS, "1502"), since=date(2025, 1, 1))  # fmt: skip
    walker = appointed("walker", "协调", "coordinator", a_bureau(REGIONS, HERE), since=date(2025, 1, 1))  # fmt: skip
    day = (on + timedelta(days=4)).isoformat()
    typed = {
        "what": ["核对专户", "逐户走访", "下月再看"],
        "who": [f"warning_responder:{housing.person.pk}", f"coordinator:{walker.person.pk}", "warning_analyst:"],
        "until": [day, day, day],
    }  # fmt: skip
    address = reverse("warning:plan", args=[case.uid])
    assert station.handler.client.post(address, typed | {"who": ["某人", "", ""]}).status_code == 422  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert station.handler.client.post(address, typed).status_code == 302
    owed = dict(ClockRow.objects.filter(about__startswith="measure/").values_list("about", "owes"))
    assert owed == {
        "measure/1": "warning_responder", "measure/2": "coordinator", "measure/3": "warning_analyst",
    }  # fmt: skip
    assert set(ClockRow.objects.filter(about__startswith="measure/").values_list("due", flat=True)) == {on + timedelta(days=4)}  # fmt: skip
    done = facts.MeasureDone(words="已办")
    for who, what, about in (
        (housing, "核对专户", "measure/1"),
        (walker, "逐户走访", "measure/2"),
        (station.analyst, "下月再看", "measure/3"),
    ):
        assert what in who.client.get(reverse("desk:day")).content.decode()
        assert who.client.get(reverse("desk:case", args=[case.uid])).status_code == 200
        station.people["now"] = who
        others = {"measure/1", "measure/2"} - {about}
        if who is not station.analyst:
            assert Notice.objects.filter(person=who.person, case=case).exists()
            for other in others:
                if who is housing:
                    with pytest.raises(NotTheirOffice):
                        station.does(
                            "now", case, "do_measure", done, on=on, hour=17, about=(other,)
                        )
        station.does("now", case, "do_measure", done, on=on, hour=18, about=(about,))
    assert not station.view(case).of(facts_measure(), "pending")


def facts_measure():
    from tongzhou.warning.cases.states import MEASURE

    return MEASURE


def test_a_responder_sees_and_does_what_was_sent_to_them_and_nothing_else(station: Station) -> None:
    on = localdate()
    case = in_hand(station, on)
    firm = station.firms[0].pk
    other = station.other.client
    assert other.get(reverse("desk:case", args=[case.uid])).status_code == 404
    assert other.get(reverse("warning:employer", args=[firm])).status_code == 404
    assert other.get(reverse("warning:month"), {"format": "docx"}).status_code == 404
    assert not other.get(reverse("warning:queue")).context["rows"]
    assert other.get(reverse("warning:board")).status_code == 302
    call = facts.Call(called_on=on, person="王经理", words="x")
    with pytest.raises(NotTheirOffice):
        station.does("other", case, "call", call, on=on, hour=12)
    mine = station.handler.client
    assert mine.get(reverse("desk:case", args=[case.uid])).status_code == 200
    assert mine.get(reverse("warning:employer", args=[firm])).status_code == 200
    assert len(mine.get(reverse("warning:queue")).context["rows"]) == 1


def test_who_is_relieved_is_told_sees_it_no_more_and_may_be_sent_again(station: Station, django_capture_on_commit_callbacks) -> None:  # fmt: skip
    on = localdate()
    case = in_hand(station, on)
    station.verifies(case, on=on)
    key = f"handler/{station.handler.person.pk}"
    address = reverse("desk:case", args=[case.uid])
    relief = facts.Relief(words="调岗")
    with django_capture_on_commit_callbacks(execute=True):
        station.does("chief", case, "relieve", relief, on=on, hour=17, about=(key,))
    mine = Notice.objects.filter(person=station.handler.person)
    assert any("不再由您承办" in n.text for n in mine)
    assert station.handler.client.get(address).status_code == 404
    with pytest.raises(NotTheirOffice):
        station.does("handler", case, "progress", facts.Progress(words="x"), on=on, hour=18)
    back = facts.Dispatch(names={key: "苏雅"}, to="旗县业务科室")
    station.does("analyst", case, "hand_on", back, on=on, hour=19, about=(key,))
    assert station.view(case).state == "verified"
    assert station.handler.client.get(address).status_code == 200
    station.does("handler", case, "progress", facts.Progress(words="接着办"), on=on, hour=20)
