"""The cast: a mediation centre of 达茂旗, a sumu of it, a neighbour; 萨仁 with a phone; a company."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.lines.mediation import facts
from tongzhou.lines.mediation.models import MediationBody, Mediator
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts, FileRef
from tongzhou.procedure.files import keep_bytes
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.tests.seats import Called, Someone, a_body, appointed, enter_regions
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import Body, Employer, Person, Worker
from tongzhou.registry.working import register_worker

HERE, SUMU, ELSEWHERE = "150223", "150223101", "150303"
SHANGHAI = ZoneInfo("Asia/Shanghai")
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("达尔罕茂明安联合旗", "达茂旗", "county", "1502"),
    SUMU: ("达尔罕苏木", "达尔罕苏木", "township", HERE),
    ELSEWHERE: ("海南区", "海南区", "county", "1503"),
}
# (who, name, region, body, office)
PEOPLE = (
    ("clerk", "娜日娜", HERE, "调解中心", "mediation_clerk"),
    ("qiqige", "其其格", HERE, "调解中心", "mediator"),
    ("chief", "朝鲁", HERE, "调解中心", "mediation_chief"),
    ("naren", "那仁", SUMU, "调解委员会", "mediator"),
    ("town_clerk", "乌兰", SUMU, "调解委员会", "mediation_clerk"),
    ("elsewhere", "海春", ELSEWHERE, "调解中心", "mediator"),
    ("far_chief", "孟和", ELSEWHERE, "调解中心", "mediation_chief"),
)
KINDS = {"调解中心": "mediation", "调解委员会": "mediation"}
PHONE, NUMBER = "13900001234", "150223199001012628"


def at(day: date, hour: int = 10) -> datetime:
    """Return a morning."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@dataclass
class Cast(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)
    bodies: dict[tuple[str, str], MediationBody] = field(default_factory=dict)
    saren: Worker = None  # type: ignore[assignment]
    firm: Employer = None  # type: ignore[assignment]
    boss: Person = None  # type: ignore[assignment]

    @property
    def claimant(self) -> str:
        return f"claimant/w{self.saren.pk}"

    @property
    def respondent(self) -> str:
        return f"respondent/e{self.firm.pk}"

    def application(self, **more: Any) -> facts.Application:
        """Return what 萨仁 claims: three months' wages."""
        given: dict[str, Any] = {
            "names": {self.claimant: "萨仁", self.respondent: self.firm.name},
            "claims": {self.claimant: (ClaimItem(head="wages", amount=1_200_000),)},
            "story": "三个月没有发工资",
            "way": "administrative",
            "channel": "窗口",
            "place": HERE,
        }
        return facts.Application(**(given | more))

    def case(self, *, on: date, region: str = HERE, **more: Any) -> Case:
        """Let the counter take down an application."""
        stated = self.application(**more)
        return self.door.open_case(
            "mediation.case",
            by=self.clerk.actor,
            at=at(on),
            region=region,
            facts=stated,
            about=tuple(stated.names),
        )

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date, **more: Any
    ) -> Entry:
        """Let somebody do an act on a day."""
        by = self.people[who].actor
        return self.door.act(case, act, by=by, at=at(on), facts=stated, **more)

    def accepted(self, *, on: date, **more: Any) -> Case:
        """Return a case the company has agreed to mediate, accepted the same day."""
        case = self.case(on=on, **more)
        self.does("clerk", case, "consent", facts.Reply(), on=on, about=(self.respondent,))
        self.does("clerk", case, "accept", facts.Taken(), on=on)
        return case

    def mediating(self, *, on: date, **more: Any) -> Case:
        """Return a case in the hands of 其其格."""
        case = self.accepted(on=on, **more)
        self.does("chief", case, "assign", self.to("qiqige"), on=on)
        return case

    def to(self, who: str) -> facts.Assignment:
        """Return the assignment to somebody."""
        person = self.people[who].person
        body = next(b for b in self.bodies.values() if b.mediators.filter(person=person).exists())
        return facts.Assignment(
            names={f"mediator/{person.pk}": person.name},
            body=str(body.body_id),
            body_name=body.body.name,
        )

    def agreed(self, *, on: date, pay_on: date) -> Case:
        """Return a case with an agreement in force, to be paid at once on a day."""
        case = self.mediating(on=on)
        terms = self.terms(pay_on)
        self.does("qiqige", case, "draft", terms, on=on)
        for key in (self.claimant, self.respondent):
            self.does("clerk", case, "sign", facts.Signing(scan=(self.paper(),)), on=on, about=(key,))  # fmt: skip
        stated = facts.Conclusion(
            names={self.claimant: "萨仁"}, payments=terms.payments, settled=terms.sums, seal=True
        )
        self.does("qiqige", case, "conclude", stated, on=on, about=tuple(stated.called()))
        return case

    def terms(self, pay_on: date) -> facts.Agreement:
        """Return terms: one million fen, in one sum."""
        return facts.Agreement(
            items={self.claimant: {"wages": 1_000_000}},
            payments=(facts.Instalment(claimant=self.claimant, on=pay_on, amount=1_000_000),),
        )

    def paper(self) -> FileRef:
        """Return a file that is in the store."""
        kept = keep_bytes(b"%PDF-1.4 x", "签字页.pdf", at(date(2026, 1, 5)))
        return FileRef(kept.digest, "签字页.pdf", 10)


def assemble() -> Cast:
    """Create the cast."""
    enter_regions(REGIONS)
    cast = Cast()
    for who, name, region, short, office in PEOPLE:
        _appoint(cast, who, name, region, short, office)
    for (region, short), way in (
        ((HERE, "调解中心"), "administrative"),
        ((SUMU, "调解委员会"), "township"),
        ((ELSEWHERE, "调解中心"), "administrative"),
    ):
        body = Body.objects.get(region=region, short_name=f"{REGIONS[region][1]}{short}")
        cast.bodies[region, short] = MediationBody.objects.create(body=body, way=way)
    for who, region, short, more in (
        ("qiqige", HERE, "调解中心", {"grade": "gold", "mongolian": True}),
        ("naren", SUMU, "调解委员会", {}),
        ("elsewhere", ELSEWHERE, "调解中心", {}),
    ):
        Mediator.objects.create(
            person=cast.people[who].person,
            body=cast.bodies[region, short],
            since=date(2025, 1, 1),
            until=date(2028, 12, 31),
            **more,
        )
    moment = at(date(2025, 1, 2))
    cast.saren = register_worker(
        name="萨仁", id_number=NUMBER, phone=PHONE, by=None, at=moment, on=date(2025, 1, 2)
    )
    cast.firm = register_employer(
        name="示例建筑有限公司", region_id=HERE, by=None, at=moment, reason="测试"
    )
    return cast


def _appoint(cast: Cast, who: str, name: str, region: str, short: str, office: str) -> None:
    called, known = REGIONS[region][:2]
    body = a_body(
        region, f"{called}{short}", kind=KINDS[short], short=f"{known}{short}",
        prefix=f"{known[:1]}{short[:2]}", telephone="0472-0000000",
    )  # fmt: skip
    cast.people[who] = appointed(who, name, office, body, since=date(2025, 1, 1))
