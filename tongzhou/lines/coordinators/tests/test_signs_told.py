"""What the warehouse hears of signs on site: each by its own name, and what was found to be nothing as that. And what the sheet counts."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from django.urls import reverse

from tongzhou.lines.coordinators import coverage
from tongzhou.lines.coordinators.feeding import field_signs
from tongzhou.lines.coordinators.models import CoordinatorRow
from tongzhou.lines.coordinators.person import facts
from tongzhou.lines.coordinators.risk.facts import Closed
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Employer

from .team import Team, desk


@pytest.mark.parametrize(
    ("signs", "urgency", "told"),
    [
        (("owner",), "紧急", {"owner_unreachable"}),
        (("equipment",), "紧急", {"equipment_moved"}),
        (("owner", "equipment", "wages"), "一般", {"owner_unreachable", "equipment_moved"}),
        (("gathering",), "正在发生", {"strike_happening"}),
    ],
)
def test_each_sign_is_told_by_its_own_name(team: Team, signs, urgency, told) -> None:
    """An owner who is there and sends the machines away is not unreachable."""
    team.enrolled(304, 1)
    Employer.objects.filter(pk=1).update(uscc="91150221MA0000001X", provisional=False)
    team.visited(team.on, 1, signs=signs, people=9, urgency=urgency, words="现场看到。")
    assert {row["sign"] for row in field_signs()} == told


def test_what_was_found_to_be_nothing_is_told_again_as_that(team: Team) -> None:
    team.enrolled(304, 1)
    Employer.objects.filter(pk=1).update(uscc="91150221MA0000001X", provisional=False)
    team.visited(team.on, 1, signs=("owner",), people=9, urgency="紧急", words="电话不通。")
    (before,) = field_signs()
    risk = Case.objects.get(procedure="coordinators.risk")
    team.does(301, risk, "close", Closed(outcome="不属实", words="出差，已联系上。"))
    (after,) = field_signs()
    assert before["sign"] == "owner_unreachable"
    assert after == before | {"sign": "unfounded"}


def test_the_printed_sheet_counts_what_the_page_counts(team: Team) -> None:
    """One visit that found a risk: a visit and a report, two in all, on the page and on the paper."""
    case = team.enrolled(304, 1)
    team.visited(team.on, 1, signs=("wages",), people=3, urgency="较急", words="迟发。")
    form = {"m-year": team.on.year, "m-grade": "合格", "m-grounds": "按期。", "request": "z"}
    team.chief.does(desk("assess", case.uid), form)
    seq = Entry.objects.get(act="assess").seq
    where = reverse("desk:paper", args=[case.uid, seq, "docx"])
    made = docx.Document(io.BytesIO(b"".join(team.chief.client.get(where))))
    rows = [[c.text for c in row.cells] for table in made.tables for row in table.rows]
    head = next(r for r in rows if r[0] == "月份")
    whole = next(r for r in rows if r[0] == "全年")
    assert "报告风险" in head
    assert whole[head.index("报告风险")] == "1"
    assert whole[head.index("合计")] == "2"


def test_a_deployment_holds_from_its_first_day_to_its_last(team: Team) -> None:
    case = team.enrolled(304, 1)
    town = facts.Deployment(place="社区", name="萨拉齐镇", time="专职", since=team.ago(50))
    later = facts.Deployment(place="社区", name="美岱召镇", time="专职", since=team.on + timedelta(days=9))  # fmt: skip
    first = team.does(302, case, "deploy", town, "coordinator/304")
    team.does(302, case, "deploy", later, "coordinator/304")
    last = team.on + timedelta(days=3)
    ended = facts.DeploymentEnd(which=str(first.seq), until=last)
    team.does(302, case, "end_deployment", ended, "coordinator/304")
    assert coverage.places_deployed("150221", team.on) == {"萨拉齐镇"}
    assert coverage.places_deployed("150221", last) == {"萨拉齐镇"}
    assert coverage.places_deployed("150221", last + timedelta(days=1)) == set()
    assert coverage.places_deployed("150221", team.on + timedelta(days=9)) == {"美岱召镇"}


def test_hours_to_come_and_certificates_to_come_are_not_registered(team: Team) -> None:
    case = team.enrolled(304, 1)
    tomorrow = team.on + timedelta(days=1)
    taught = facts.Training(topic="集体协商", on=tomorrow, hours=12)
    with pytest.raises(Refused, match="学时培训以后再登记"):
        team.does(302, case, "train", taught, "coordinator/304")
    held = facts.Held(sort="调解员证", number="1", issuer="示例", issued_on=tomorrow)
    with pytest.raises(Refused, match="发证日期不能晚于"):
        team.does(302, case, "certify", held, "coordinator/304")


def test_the_certificate_that_runs_out_first_is_the_one_that_is_told(team: Team) -> None:
    """A mediator's certificate runs out too; renewed, the next of the two counts."""
    case = team.enrolled(304, 1)
    skill = facts.Held(
        sort="职业技能等级证书", level="三级", number="1", issuer="示例", issued_on=team.ago(900),
        until=team.on + timedelta(days=400),
    )  # fmt: skip
    mediator = facts.Held(
        sort="调解员证", number="2", issuer="示例", issued_on=team.ago(900), until=team.on + timedelta(days=20)
    )  # fmt: skip
    for held in (skill, mediator):
        team.does(302, case, "certify", held, "coordinator/304")
    assert CoordinatorRow.objects.get(case=case).certificate_until == mediator.until
    assert "证书将到期" in team.chief.reads(desk("coverage"))
    again = facts.Held(
        sort="调解员证", number="3", issuer="示例", issued_on=team.on, until=team.on + timedelta(days=700)
    )  # fmt: skip
    team.does(302, case, "certify", again, "coordinator/304")
    assert CoordinatorRow.objects.get(case=case).certificate_until == skill.until
