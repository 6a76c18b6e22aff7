"""Who acts in the tests, when, and on which cases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tongzhou.procedure import cosign
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import contract, dispute, inspection, plan
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import Clock
from tongzhou.registry.models import Appointment, Body, Person, Region

COUNTY, LEAGUE, REGION, ELSEWHERE = "150221", "1502", "15", "150303"


def at(day: str, hour: int = 2) -> datetime:
    """Return a moment of that day here: two in the morning UTC is ten o'clock."""
    d = date.fromisoformat(day)
    return datetime(d.year, d.month, d.day, hour, tzinfo=UTC)


def who(office: str, region: str = COUNTY, name: str = "", ref: str = "") -> Actor:
    """Return somebody holding an example office."""
    code = office if office in ("party", "time", "handover") else f"example_{office}"
    return Actor(
        ref=ref or name or office,
        name=name or office,
        office=code,
        region=region,
        body=f"{office}局",
    )


DUTY_DAY = at("2026-03-03")
PARTY = who("party", "")
CLERK, ARBITRATOR, CHAIR = who("clerk"), who("arbitrator"), who("chair")
REVIEWER, INSPECTOR, HEAD = who("reviewer"), who("inspector", name="巴特尔"), who("inspection_head")
DRAFTER, COUNTY_OFFICE = who("drafter"), who("county")
FOUR = ("fic", "union", "drc", "hrss")


def a_dispute(door: Door, n: int = 1, on: str = "2026-03-02", *, accept: bool = True) -> Case:
    """Open a dispute of n claimants against one respondent."""
    claimants = tuple(f"claimant/{i}" for i in range(n))
    case = door.open_case(
        "example.dispute",
        by=PARTY,
        at=at(on),
        region=COUNTY,
        about=(*claimants, "respondent/a"),
        facts=dispute.Application(cause="追索劳动报酬", sums=dict.fromkeys(claimants, 960_000)),
    )
    if n >= 10:
        three = tuple(f"representative/{i}" for i in range(3))
        door.act(case, "represent", by=PARTY, at=at(on), about=three)
    if accept:
        door.act(case, "accept", by=CLERK, at=at(on))
    return case


def a_contract(door: Door, received: str = "2026-08-10") -> Case:
    """Open the review of a collective contract whose text came in on that day."""
    day = date.fromisoformat(received)
    case = door.open_case(
        "example.contract",
        by=PARTY,
        at=at("2026-08-03"),
        region=COUNTY,
        facts=contract.Signing(signed_on=date(2026, 8, 1), employees=80, in_favour=70),
    )
    door.act(case, "lodge", by=PARTY, at=at(received), facts=contract.Receipt(received_on=day))
    return case


def a_complaint(door: Door, on: str = "2026-03-02") -> Case:
    """File a complaint about wages."""
    return door.open_case(
        "example.inspection",
        by=PARTY,
        at=at(on),
        region=COUNTY,
        about=("complainant/1", "employer/e"),
        facts=inspection.Complaint(
            informant="萨仁", matter="拖欠工资", sum_owed=960_000, names={"employer/e": "示例食品"}
        ),
    )


def a_plan_at_league(door: Door) -> Case:
    """Bring a plan of four chapters before the four league bodies."""
    case = door.open_case("example.plan", by=DRAFTER, at=at("2026-04-01"), region=COUNTY)
    for part in plan.PARTS:
        written = plan.Part(part=part, content=f"{part}：第一稿")
        door.act(case, "write", by=DRAFTER, at=at("2026-04-02"), facts=written)
    door.act(case, "submit", by=DRAFTER, at=at("2026-04-03"))
    door.act(case, "agree", by=COUNTY_OFFICE, at=at("2026-04-07"))
    return case


def sign(door: Door, case: Case, body: str, result: str = "同意", words: str = "") -> None:
    """Let one body answer, `fic_4` for the league's, `fic_2` for the region's."""
    level = int(body[-1])
    door.act(
        case,
        "league_sign" if level == 4 else "region_sign",
        by=who(body, COUNTY[:level]),
        at=at("2026-04-08"),
        facts=plan.Opinion(result=result, words=words, signed=dict(door.view(case).texts["plan"])),
    )


def a_region(code: str) -> Region:
    """Enter a region and all above it."""
    levels = {2: "province", 4: "league", 6: "county", 9: "township"}
    parent = a_region(code[:-2]) if len(code) in (4, 6) else None
    parent = a_region(code[:6]) if len(code) == 9 else parent
    names = {"name": code, "short_name": code, "level": levels[len(code)], "basis": "gbt2260"}
    return Region.objects.get_or_create(code=code, defaults=names | {"parent": parent})[0]


def an_officer(
    office: str, region: str = COUNTY, name: str = "", *, since: str = "2020-01-01"
) -> Person:
    """Appoint somebody to an example office."""
    place = a_region(region)
    body, _ = Body.objects.get_or_create(
        region=place, name=f"{region}人社局", defaults={"kind": "hrss", "short_name": region}
    )
    count = Person.objects.count()
    person = Person.objects.create_user(f"p{count}", name=name or f"示例{count}", is_staff=True)
    Appointment.objects.create(
        person=person, office=f"example_{office}", body=body, since=date.fromisoformat(since)
    )
    return person


def together(door: Door, case: Case, name: str, *, by: Actor, at: datetime, with_: Any) -> Any:
    """Let several officers do something: one proposes, the others confirm."""
    proposal = cosign.propose(door, case, name, by=by, others=with_, at=at)
    entry = None
    for ref, called in with_:
        entry = cosign.confirm(door, proposal, by=who("inspector", name=called, ref=ref), at=at)
    return entry


def clock(door: Door, case: Case, code: str, about: str = "") -> Clock:
    """Return a clock of the case."""
    return door.view(case).clocks[code, about]
