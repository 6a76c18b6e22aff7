"""The returns of an invented quarter, counted by hand; and the same of cases that were really lived."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.counter import returns
from tongzhou.lines.arbitration.counter.returns import Period
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Employer, Industry, Region

from .court import Court, day

DATA = Path(__file__).parent / "data"
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.fixture
def firms(db: None) -> dict[str, str]:  # noqa: ARG001
    region = Region.objects.create(
        code="15", name="内蒙古自治区", short_name="内蒙古", level="province"
    )
    section = Industry.objects.create(code="B", name="采矿业")
    coal = Industry.objects.create(code="06", name="煤炭开采和洗选业", parent=section)
    building = Industry.objects.create(code="E", name="建筑业")
    given: dict[str, dict[str, Any]] = {
        "mine": {"name": "示例矿业有限公司", "industry": coal},
        "site": {"name": "示例建筑有限公司", "industry": building},
        "shop": {"name": "示例小吃店", "form": "sole_trader"},
    }
    return {
        key: f"respondent/e{Employer.objects.create(region=region, **of).pk}"
        for key, of in given.items()
    } | {"worker": "respondent/w1"}


@pytest.fixture
def quarter(firms: dict[str, str]) -> None:
    for row in table("returns_cases.csv"):
        case = Case.objects.create(
            procedure="arbitration.dispute",
            version="2017-07-01",
            state="accepted",
            region=row["county"],
            province="15",
            league="1502",
            county=row["county"],
            head=row["n"],
            calendar="x",
            closed_on=on(row["merged"]),
        )
        Dispute.objects.create(
            case=case,
            cause=row["cause"],
            is_group=int(row["people"]) >= 10,
            by_worker=row["by_worker"] == "yes",
            people=int(row["people"]),
            respondent=firms[row["respondent"]],
            accepted_on=on(row["accepted"]),
            decided_on=on(row["decided"]),
            award_due=on(row["due"]),
            closed_by=row["closed_by"],
            result=row["result"],
            final_awards=row["final"] == "yes",
            was_late=row["late"] == "yes",
            sued_on=on(row["sued"]),
            court=row["court"],
            annulment=row["annulment"],
            mediated=False,
            asked=int(row["asked"]),
            settled=int(row["settled"]),
            awarded=int(row["awarded"]),
            paid=0,
        )
        for act, told in (
            ("court_ruled", row["court_on"]),
            ("annulment_ruled", row["annulled_on"]),
        ):
            if told:
                ruled(case, act, date.fromisoformat(told))


def ruled(case: Case, act: str, when: date) -> None:
    Entry.objects.create(
        case=case,
        seq=0,
        act=act,
        version="x",
        actors=[],
        names=[],
        office="arb_clerk",
        region=case.region,
        happened_on=when,
        recorded_at=f"{when}T10:00:00+08:00",
        about=[],
        facts={},
        before="",
        digest=f"{case.pk}{act}",
    )


COUNTED = table("returns_counted.csv")


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize(("column", "region"), [("county", "150221"), ("league", "1502")])
def test_every_number_of_the_quarter_is_what_was_counted_by_hand(column: str, region: str) -> None:
    found = returns.figures(returns.disputes(Case.objects.all(), region=region), QUARTER)
    assert {k: str(v) for k, v in found.items()} == {r["item"]: r[column] for r in COUNTED}


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("item", [i for i in returns.ITEMS if i.measure == "cases"])
def test_the_list_behind_a_number_is_as_long_as_the_number(item: returns.Item) -> None:
    found = returns.disputes(Case.objects.all(), region="150221")
    told = returns.figures(found, QUARTER)[item.code]
    assert returns.behind(item.code, found, QUARTER).count() == told


@pytest.mark.usefixtures("quarter")
def test_what_was_carried_over_and_accepted_is_closed_or_open_at_the_end() -> None:
    told: dict[str, Any] = returns.figures(returns.disputes(Case.objects.all()), QUARTER)
    assert told["carried"] + told["accepted"] == told["closed"] + told["open"]
    assert told["mediation"] + told["award"] + told["other"] == told["closed"]
    assert told["worker_wins"] + told["employer_wins"] + told["part_each"] == told["award"]


@pytest.mark.usefixtures("quarter")
def test_the_next_quarter_begins_with_what_this_one_left_open() -> None:
    found = returns.disputes(Case.objects.all(), region="150221")
    summer = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert returns.figures(found, summer)["carried"] == returns.figures(found, QUARTER)["open"]


@pytest.mark.usefixtures("db")
def test_a_rate_of_nothing_is_nothing_and_not_nought() -> None:
    told = returns.figures(returns.disputes(Case.objects.all()), QUARTER)
    assert told["accepted"] == 0
    assert told["closing_rate"] is None
    assert told["average_days"] is None


@pytest.mark.usefixtures("quarter")
def test_the_quarter_by_cause_by_type_and_by_industry(firms: dict[str, str]) -> None:
    found = returns.disputes(Case.objects.all(), region="150221")
    causes = {g.value: (g.cases, g.people, g.asked) for g in returns.by_cause(found, QUARTER)}
    assert causes == {
        "dismissal": (1, 1, 3_000_000),
        "pay": (4, 24, 15_600_000),
        "insurance": (1, 1, 0),
        "noncompete": (1, 1, 5_000_000),
    }
    forms = {g.value: g.cases for g in returns.by_employer(found, QUARTER, "form")}
    assert forms == {"company": 5, "sole_trader": 1, "": 1}
    industries = {g.value: g.cases for g in returns.by_employer(found, QUARTER, "industry")}
    assert industries == {"B": 2, "E": 3, "none": 1, "": 1}  # a mine of coal stands under mining
    accepted = returns.behind("accepted", found, QUARTER)
    assert returns.of_employers("E", accepted, "industry").count() == 3
    assert returns.of_employers("", accepted, "form").get().respondent == firms["worker"]


def test_half_a_tenth_goes_up() -> None:
    assert returns.rounded(Decimal("2.25")) == Decimal("2.3")
    assert returns.share(1, 3) == Decimal("33.3")


def test_cases_that_were_lived_are_counted_as_such(court: Court) -> None:
    won = court.simple("2026-04-02")
    award = court.award({"claimant/w1": {"wages": 9_600}})
    court.does(won, "award_final", ARBITRATOR, "2026-05-02", award, ("claimant/w1",))
    before = court.opens("2026-04-03")
    court.does(before, "withdraw", PARTY, "2026-04-07", facts.Withdrawal(), ("claimant/w1",))
    court.group("2026-04-04")
    late = court.simple("2026-03-02")
    court.does(
        late, "withdraw", CLERK, "2026-04-20", facts.Withdrawal(reason="和解"), ("claimant/w1",)
    )
    told = returns.figures(returns.disputes(Case.objects.all()), QUARTER)
    wanted = {
        "carried": 1, "accepted": 2, "accepted_group": 1, "people": 13, "closed": 2, "award": 1,
        "other": 1, "worker_wins": 1, "final": 1, "outside": 1, "open": 1, "late": 2,
        "given": 960_000,
    }  # fmt: skip
    assert {k: told[k] for k in wanted} == wanted
    assert late.opened_on == day("2026-03-02")
