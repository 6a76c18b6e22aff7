"""Mediation in the banner of the zone: one case at each stage, with the registers that route them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tongzhou.lines.mediation import facts
from tongzhou.lines.mediation.models import MediationBody, Mediator, Tariff
from tongzhou.procedure import files
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case
from tongzhou.registry import employing, identity, representing, working
from tongzhou.registry.models import Body, Employer, EmployerUser, Person, Worker

from .scene import Scene, at, worked

COUNTY, CASE = "150221", "mediation.case"
CLERK, FIRST, SECOND, CHIEF = "t-shouli", "t-tiaojie", "t-tiaojie2", "t-tiaozhong"
# Name, serial of an invented identity number, phone.
WORKERS = (
    ("陶格斯", 11, "13900000011"),
    ("王秀兰", 12, "13900000012"),
    ("乌日根", 13, "13900000013"),
    ("李建军", 14, "13900000014"),
    ("阿拉坦", 15, "13900000015"),
    ("赵桂芳", 16, "13900000016"),
)
FIRMS = ("示例建筑工程有限公司", "示例餐饮服务有限公司", "示例乳业股份有限公司")


@dataclass(frozen=True)
class Parties:
    """A worker and a company, and under which keys the case knows them."""

    worker: Worker
    firm: Employer

    @property
    def claimant(self) -> str:
        return f"claimant/w{self.worker.pk}"

    @property
    def respondent(self) -> str:
        return f"respondent/e{self.firm.pk}"


def mediation(scene: Scene, *, on: date) -> None:
    """Play six mediations up to this day."""
    centre = registers(scene, on)
    sides = people(scene, on)
    by_phone(scene, sides[0], on - timedelta(days=1))
    in_the_room(scene, sides[1], centre, on)
    to_be_signed(scene, sides[2], centre, on)
    being_paid(scene, sides[3], centre, on)
    paid(scene, sides[4], centre, on - timedelta(days=75))
    gone_to_arbitration(scene, sides[5], centre, on)


def registers(scene: Scene, on: date) -> Body:
    """Enter the centre, its mediators and the tariff into the registers; return the centre."""
    body = Body.objects.get(region=COUNTY, kind="mediation")
    centre = MediationBody.objects.create(body=body, way="administrative", capacity=12)
    since = date(on.year - 1, 1, 1)
    for who, grade, mongolian, fields in (
        (FIRST, Mediator.Grade.GOLD, True, "工资、工伤"),
        (SECOND, Mediator.Grade.PLAIN, False, "劳动合同"),
    ):
        Mediator.objects.create(
            person=scene.people[who],
            body=centre,
            grade=grade,
            mongolian=mongolian,
            fields=fields,
            full_time=True,
            since=since,
            until=date(on.year + 2, 12, 31),
        )
    Tariff.objects.create(
        region_id=COUNTY,
        since=since,
        document="示例旗财社〔2025〕1号（演示）",
        agreed=20_000,
        failed=8_000,
        group=30_000,
    )
    return body


def people(scene: Scene, on: date) -> list[Parties]:
    """Register the workers, the companies, and who acts for a company at the portal."""
    moment = at(worked(on - timedelta(days=100)))
    firms = [
        employing.register_employer(name=name, region_id=COUNTY, by=None, at=moment, reason="演示")
        for name in FIRMS
    ]
    for n, firm in enumerate(firms):
        clerk = Person.objects.create_user(
            f"t-danwei{n + 1}",
            name=("孙会计", "钱经理", "周主管")[n],
            phone=f"1390000009{n}",
            is_demo=True,
        )
        representing.let_act_for(
            clerk,
            firm,
            role=EmployerUser.Role.CLERK,
            since=date(on.year - 1, 1, 1),
            confirmed_by=scene.people[CLERK],
            at=moment,
            reason="演示",
        )
    found = []
    for n, (name, serial, phone) in enumerate(WORKERS):
        seventeen = f"15022119900101{serial:03d}"
        worker = working.register_worker(
            name=name,
            id_number=seventeen + identity.check_character(seventeen),
            phone=phone,
            by=None,
            at=moment,
            on=moment.date(),
            reason="演示",
        )
        found.append(Parties(worker, firms[n % len(firms)]))
    return found


def application(sides: Parties, **more: object) -> facts.Application:
    """Return an application for two months' wages and overtime."""
    given: dict[str, object] = {
        "names": {sides.claimant: sides.worker.name, sides.respondent: sides.firm.name},
        "claims": {
            sides.claimant: (
                ClaimItem(head="wages", amount=960_000, basis="两个月，每月4800元"),
                ClaimItem(head="overtime", amount=120_000, basis="休息日加班10天"),
            )
        },
        "story": "在单位工作期间有两个月工资没有发，休息日加班也没有给加班费，多次催要没有结果。",
        "post": "普工",
        "monthly_wage": 480_000,
        "place": COUNTY,
        "seat": COUNTY,
        "way": "administrative",
        "channel": "窗口",
    }
    return facts.Application(**(given | more))  # type: ignore[arg-type]


def opened(scene: Scene, sides: Parties, day: date, **more: object) -> Case:
    """Let the counter take down an application."""
    stated = application(sides, **more)
    return scene.opens(CLERK, CASE, on=day, region=COUNTY, facts=stated, about=tuple(stated.names))


def by_phone(scene: Scene, sides: Parties, day: date) -> None:
    """Let a herder who worked on a site call in, in Mongolian."""
    opened(
        scene, sides, day, channel="电话", language="蒙古语", taken_down=scene.people[CLERK].name
    )


def assigned(scene: Scene, sides: Parties, centre: Body, day: date, who: str = FIRST) -> Case:
    """Take a case as far as its mediator."""
    case = opened(scene, sides, day)
    reply = facts.Reply(manner="电话", words="愿意协商")
    scene.does(CLERK, case, "consent", reply, on=day, about=(sides.respondent,))
    scene.does(CLERK, case, "accept", facts.Taken(), on=day)
    person = scene.people[who]
    stated = facts.Assignment(
        names={f"mediator/{person.pk}": person.name},
        body=str(centre.pk),
        body_name=centre.name,
        reasons=("旗县调解组织，可受理全旗县的争议", "属于行政调解"),
    )
    scene.does(CHIEF, case, "assign", stated, on=day, about=tuple(stated.names))
    return case


def in_the_room(scene: Scene, sides: Parties, centre: Body, on: date) -> None:
    """Let both sides talk, and a sitting be set."""
    day = on - timedelta(days=5)
    case = assigned(scene, sides, centre, day)
    scene.does(FIRST, case, "say", facts.Message(words="请单位提供两个月的考勤表。"), on=day)
    offer = facts.Offer(amount=960_000, words="先付清拖欠的工资，加班费按考勤再算。")
    scene.does(FIRST, case, "propose", offer, on=on - timedelta(days=2), about=(sides.respondent,))
    sitting = facts.Sitting(
        on=on + timedelta(days=2),
        time="09:30",
        place="旗劳动争议调解中心",
        words="带好合同和工资条",
    )
    scene.does(FIRST, case, "schedule", sitting, on=on, about=tuple(sitting.called()))


def terms_of(sides: Parties, *days: date) -> facts.Agreement:
    """Return terms: all wages and half the overtime, in equal parts on these days."""
    part = 1_020_000 // len(days)
    return facts.Agreement(
        items={sides.claimant: {"wages": 960_000, "overtime": 60_000}},
        payments=tuple(
            facts.Instalment(claimant=sides.claimant, on=d, amount=part, how="转入工资卡")
            for d in days
        ),
    )


def to_be_signed(scene: Scene, sides: Parties, centre: Body, on: date) -> None:
    """Put an agreement on the table: both can sign it on their phones."""
    case = assigned(scene, sides, centre, on - timedelta(days=8))
    terms = terms_of(sides, on + timedelta(days=20))
    scene.does(FIRST, case, "draft", terms, on=on - timedelta(days=1))


def agreed(scene: Scene, sides: Parties, centre: Body, day: date, terms: facts.Agreement) -> Case:
    """Take a case as far as an agreement in force, signed on paper."""
    case = assigned(scene, sides, centre, day, SECOND)
    scene.does(SECOND, case, "draft", terms, on=day + timedelta(days=6))
    for key in (sides.claimant, sides.respondent):
        stated = facts.Signing(scan=(scanned(day),))
        scene.does(CLERK, case, "sign", stated, on=day + timedelta(days=7), about=(key,))
    done = facts.Conclusion(
        names={sides.claimant: sides.worker.name},
        payments=terms.payments,
        settled=terms.sums,
        seal=True,
    )
    scene.does(
        SECOND, case, "conclude", done, on=day + timedelta(days=7), about=tuple(done.called())
    )
    return case


def scanned(day: date) -> FileRef:
    """Return a page with a signature, as a file in the store."""
    content = b"%PDF-1.4\n% demonstration\n"
    kept = files.keep_bytes(content, "签字页（演示）.pdf", at(worked(day)))
    return FileRef(kept.digest, "签字页（演示）.pdf", len(content))


def being_paid(scene: Scene, sides: Parties, centre: Body, on: date) -> None:
    """Let the first instalment be due: whoever mediated calls the worker now."""
    begun = on - timedelta(days=30)
    terms = terms_of(sides, on - timedelta(days=1), on + timedelta(days=29))
    agreed(scene, sides, centre, begun, terms)


def paid(scene: Scene, sides: Parties, centre: Body, day: date) -> None:
    """Let the money come on the day, and the worker say so when called."""
    due = day + timedelta(days=20)
    case = agreed(scene, sides, centre, day, terms_of(sides, due))
    call = facts.CallBack(
        called_on=worked(due + timedelta(days=2)), answer="已全部收到", content="满意"
    )
    scene.does(SECOND, case, "call", call, on=due + timedelta(days=2), about=("payment/1",))
    money = facts.Received(received_on=worked(due), paid={"payment/1": 1_020_000}, how="银行转账")
    scene.does(
        SECOND, case, "confirm", money, on=due + timedelta(days=2), about=("payment/1",)
    )  # fmt: skip


def gone_to_arbitration(scene: Scene, sides: Parties, centre: Body, on: date) -> None:
    """Let a mediation fail, and the worker go on without typing anything again."""
    case = assigned(scene, sides, centre, on - timedelta(days=12), SECOND)
    why = facts.Failure(
        ground="双方分歧过大",
        agreed="双方认可劳动关系和月工资标准。",
        disputed="休息日是否安排了加班。",
    )
    scene.does(SECOND, case, "fail", why, on=on - timedelta(days=2))
    scene.does(
        CLERK,
        case,
        "to_arbitration",
        facts.Onward(),
        on=on - timedelta(days=1),
        about=(sides.claimant,),
    )
