"""What is handed over: at once where it is happening, with what was not found wrong, and its end is read on the warning."""

from __future__ import annotations

import io
from datetime import date

import docx
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.seats import a_bureau, appointed
from tongzhou.warning.cases import facts
from tongzhou.warning.cases.incident.facts import Ended
from tongzhou.warning.models import WarningRow

from .station import HERE, REGIONS, Station

SINCE = date(2025, 1, 1)


def incident(station: Station, case: Case, *, on: date) -> Case:
    officer = appointed("emergency", "应急", "incident_officer", a_bureau(REGIONS, "1502"), since=SINCE)  # fmt: skip
    station.people["officer"] = officer
    said = facts.ToIncident(
        unit="旗应急指挥部", officer=str(officer.person.pk), officer_name="应急", happening="正在发生", people=35,
        words="三十余人聚集工地门口",
    )  # fmt: skip
    station.does("analyst", case, "to_incident", said, on=on, hour=12)
    return Case.objects.get(procedure="warning.incident")


def shown(client, case: Case) -> str:
    return " ".join(client.get(reverse("desk:case", args=[case.uid])).content.decode().split())


def test_what_is_happening_is_handed_over_before_anybody_has_signed(station: Station):
    """Issued, and nobody sent yet: the officer reads what is happening and how many; the warning reads how it ended."""
    today = localdate()
    case = station.issued(station.candidate(on=today, gathering_stage="3"), on=today)
    opened = incident(station, case, on=today)
    page = shown(station.officer.client, opened)
    for words in ("正在发生", "35", "三十余人聚集工地门口", "旗应急指挥部"):
        assert words in page, words
    over = Ended(result="已平息，诉求已解决", ended_on=today, people=35, words="工资当场发清")
    station.does("officer", opened, "finish", over, on=today, hour=14)
    page = shown(station.analyst.client, case)
    done = page[page.index("已经做了什么") :]
    for words in ("转突发事件处置", "已平息，诉求已解决", "工资当场发清"):
        assert words in done, words
    assert WarningRow.objects.get(case=case).ending == "transferred"


def test_a_referral_names_no_rule_that_was_found_wrong(station: Station):
    today = localdate()
    hit = {"complaints_30d": "5", "wage_unpaid_people": "12"}
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today, **hit), on=today), on=today), on=today
    )  # fmt: skip
    said = facts.ToMediation(unit="调解中心", words="双方愿意", confirmed=("W2",), wrong=("C1",))
    entry = station.does("analyst", case, "to_mediation", said, on=today, hour=12)
    where = reverse("desk:paper", args=[case.uid, entry.seq, "docx"])
    made = docx.Document(io.BytesIO(b"".join(station.analyst.client.get(where))))
    (table,) = made.tables
    assert [row.cells[0].text[:2] for row in table.rows][1:] == ["W2"]


def test_a_coordinator_alone_is_sent_nowhere(station: Station):
    """A coordinator visits; who signs for the warning and reports on it must be named too, or nobody could go on."""
    today = localdate()
    field = appointed("field", "满都拉", "coordinator", a_bureau(REGIONS, HERE), since=SINCE)
    case = station.issued(station.candidate(on=today), on=today)
    where = reverse("warning:dispatch", args=[case.uid])
    given = {"act-to": "网格协调员", "handler": [field.person.pk]}
    refused = station.analyst.client.post(where, given)
    assert refused.status_code == 422
    assert "请至少选一名处置责任人" in refused.content.decode()
    given["handler"].append(station.handler.person.pk)
    assert station.analyst.client.post(where, given).status_code == 302
    assert Case.objects.filter(procedure="coordinators.visit").count() == 1


def test_why_it_was_sent_back_is_read_where_it_was_done(station: Station):
    today = localdate()
    case = station.signed(
        station.dispatched(station.issued(station.candidate(on=today), on=today), on=today),
        on=today,
    )
    station.verifies(case, on=today)
    told = facts.Feedback(resolved="部分化解", words="补了一半", advice="继续处置")
    station.does("handler", case, "feed_back", told, on=today, hour=17)
    station.does(
        "analyst", case, "send_back", facts.SentBack(words="其余何时补发"), on=today, hour=18
    )
    page = shown(station.handler.client, case)
    done = page[page.index("已经做了什么") : page.index("接下来")]
    assert "退回继续处置" in done
    assert "其余何时补发" in done
