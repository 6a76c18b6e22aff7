"""Inspection of the demo county: cases at every state, checks, a transfer to the police, as they stand on the demo day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tongzhou.lines.inspection import facts
from tongzhou.lines.inspection.check import facts as checks
from tongzhou.lines.inspection.check.procedure import CODE as CHECK
from tongzhou.lines.inspection.procedure import CODE
from tongzhou.lines.inspection.transfer import facts as transfer
from tongzhou.procedure import cosign
from tongzhou.procedure.certified import Certificate
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.registry import certifying, employing, identity, working
from tongzhou.registry.models import Employer, Person

from .scene import Scene, actor, at, worked

COUNTY = "150221"
ONE, TWO, HEAD, LEGAL = "t-jianchayuan1", "t-jianchayuan2", "t-jianchazhang", "t-fazhi"
FIRMS = ("示例煤业有限责任公司", "示例建筑安装有限公司", "示例物流有限公司", "示例餐饮管理有限公司",
         "示例乳业有限公司", "示例保安服务有限公司")  # fmt: skip
MINE, SITE, LORRY, FOOD, MILK, GUARD = range(6)
Proposed, Finding = facts.concluding.Proposed, facts.concluding.Finding


def certified(scene: Scene, on: date) -> None:
    """Give the officers of the county their certificates, where they hold none that is valid on the day."""
    moment = at(worked(on - timedelta(days=500)))
    for n, who in enumerate((ONE, TWO, HEAD), start=1):
        person = scene.people[who]
        if not certifying.valid([person.pk], on=on):
            certifying.certify(
                person, number=f"15022100{n}", body=person.appointments_on(on)[0].body,
                since=date(on.year - 1, 1, 1), until=date(on.year + 3, 12, 31), specialties="工资、社会保险",
                by=None, at=moment,
            )  # fmt: skip


@dataclass
class Brigade:
    """The brigade on the demo day. Days are said as so many days before it, and fall on working days."""

    scene: Scene
    on: date
    employers: list[Employer] = field(default_factory=list)
    people: int = 0

    @classmethod
    def open(cls, scene: Scene, on: date) -> Brigade:
        """Find the employers, or register them; give the officers their certificates."""
        brigade = cls(scene, on)
        moment = at(worked(on - timedelta(days=500)))
        for name in FIRMS:
            known = employing.find_by_name(name)
            brigade.employers.append(
                known[0]
                if known
                else employing.register_employer(name=name, by=None, at=moment, region_id=COUNTY)
            )
        certified(scene, on)
        return brigade

    def day(self, ago: int) -> date:
        """Return the working day so many days before the demo day; negative: after it."""
        return worked(self.on - timedelta(days=ago))

    def person(self, who: str) -> Person:
        return self.scene.people[who]

    def officer(self, who: str) -> str:
        return f"officer/{self.person(who).pk}"

    def workers(self, n: int) -> dict[str, str]:
        """Register invented workers: key → name. Numbers are of people born in 1901: of nobody alive."""
        found = {}
        for _ in range(n):
            self.people += 1
            k = self.people
            number = f"{COUNTY}1901{k // 28 % 12 + 1:02d}{k % 28 + 1:02d}{k % 999:03d}"
            moment = at(self.day(400))
            worker = working.register_worker(
                name=f"{'王李张刘陈杨'[k % 6]}示{k}", id_number=number + identity.check_character(number),
                phone=f"1990001{k:04d}", by=None, at=moment, on=moment.date(),
            )  # fmt: skip
            found[f"worker/w{worker.pk}"] = worker.name
        return found

    def files(
        self, ago: int, firm: int, *codes: str, workers: int = 0, owed: int = 0, **more: Any
    ) -> Case:
        """Let an officer file a case."""
        employer, people = self.employers[firm], self.workers(workers)
        items = (ClaimItem(head="wages", amount=owed * 100),) if owed else ()
        stated = facts.opening.Filing(
            names={f"employer/e{employer.pk}": employer.name} | people,
            claims=dict.fromkeys(people, items) if items else {},
            violations=codes,
            **({"source": "投诉", "words": "（演示内容）"} | more),
        )
        return self.scene.opens(ONE, CODE, on=self.day(ago), region=COUNTY, facts=stated)

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None, ago: int, *about: str
    ) -> Entry:
        return self.scene.does(who, case, act, stated, on=self.day(ago), about=about)

    def together(self, case: Case, act: str, stated: Facts, ago: int, *about: str) -> None:
        """Let one officer propose it, and the other confirm."""
        on = self.day(ago)
        by, other = actor(self.person(ONE), on=on), actor(self.person(TWO), on=on)
        waiting = cosign.propose(
            self.scene.door, case, act, by=by, others=((other.ref, other.name),), at=at(on), facts=stated, about=about
        )  # fmt: skip
        cosign.confirm(self.scene.door, waiting, by=other, at=at(on, 10))

    def card(self, who: str) -> Certificate:
        held = self.person(who).certificates.first()
        return (
            Certificate(number=held.number, until=held.until, body=held.body.short_name)
            if held
            else Certificate(number="")
        )

    def assigned(self, case: Case, ago: int) -> Case:
        names = {self.officer(w): self.person(w).name for w in (ONE, TWO)}
        cards = {self.officer(w): self.card(w) for w in (ONE, TWO)}
        self.does(
            HEAD, case, "assign", facts.opening.Team(names=names, certificates=cards), ago, *names
        )
        return case

    def visited(self, case: Case, ago: int) -> Case:
        stated = facts.investigating.SiteRecord(
            place="土默特右旗示例工业园", began="09:30", ended="11:00", present="单位负责人王示例", showed_badges=True,
            findings="查看了考勤记录和工资支付台账（演示内容）。", signature="当事人已签名", recorder="记录仪03",
        )  # fmt: skip
        self.together(case, "visit", stated, ago)
        return case

    def serves(self, case: Case, act: str, ago: int) -> None:
        on = self.day(ago)
        stated = ServiceOfPaper(way="直接送达", sent_on=on, received_on=on, receiver="单位经办人")
        firm = str(case.subjects.get(kind="employer").key)
        self.does(ONE, case, act, stated, ago, firm)

    def fined(self, ago: int, firm: int, workers: int, fine: int) -> Case:
        """Fine a firm for overtime, from the filing to the decision."""
        case = self.visited(
            self.assigned(self.files(ago, firm, "overtime_illegal", source="日常巡查"), ago - 1),
            ago - 3,
        )
        key = "violation/overtime_illegal"
        found = Finding(outcome="查实", workers=workers, evidence="考勤记录、询问笔录")
        self.together(
            case,
            "conclude",
            facts.concluding.Conclusion(findings={key: found}, words="经查属实。"),
            ago - 15,
            key,
        )
        fen = fine * 100
        line = Proposed(
            measure="行政处罚", fine=fen, basis="《劳动保障监察条例》第二十五条", per="head"
        )
        self.does(
            ONE,
            case,
            "propose",
            facts.concluding.Opinion(lines={key: line}, words="建议处以罚款。"),
            ago - 16,
            key,
        )
        told = facts.deciding.Notice(
            fines={key: fen}, words="拟处罚款。", until=self.day(ago - 25), hearing=True
        )
        self.does(ONE, case, "tell", told, ago - 17, key)
        self.serves(case, "serve_notice", ago - 18)
        self.does(LEGAL, case, "legal_review", facts.deciding.LegalReview(result="同意"), ago - 28)
        lines = {key: facts.deciding.Decided(fine=fen, basis=line.basis)}
        self.does(
            HEAD,
            case,
            "punish",
            facts.deciding.Decision(lines=lines, words="决定如下："),
            ago - 30,
            key,
        )
        self.serves(case, "serve_punishment", ago - 31)
        return case


def inspection(scene: Scene, *, on: date) -> None:
    """Play the inspection of the county up to this day; the reviews and the namings stand in `reviewing`."""
    brigade = Brigade.open(scene, on)
    under_way(brigade)
    decided(brigade)
    checked(brigade)
    to_the_police(brigade)


def under_way(b: Brigade) -> None:
    """Cases from the filing to the notice."""
    b.files(1, FOOD, "contract_missing", "overtime_illegal", workers=2)
    b.assigned(b.files(6, GUARD, "deposit_taken", workers=3), 5)
    case = b.visited(b.assigned(b.files(30, LORRY, "roster_missing", source="双随机"), 29), 27)
    key = "violation/roster_missing"
    order = facts.investigating.Order(demands=("建立职工名册并报送备查",), until=b.day(10))
    b.does(ONE, case, "order", order, 25, key)
    b.serves(case, "serve_order", 24)
    hidden = b.visited(
        b.assigned(b.files(40, MILK, "female_young_worker", confidential=True, workers=1), 39), 36
    )
    key = "violation/female_young_worker"
    found = Finding(outcome="查实", workers=4, evidence="岗位安排表、询问笔录", flags=("first",))
    b.together(
        hidden,
        "conclude",
        facts.concluding.Conclusion(findings={key: found}, words="安排孕期女职工夜班。"),
        8,
        key,
    )


def decided(b: Brigade) -> None:
    """Fines: paid and archived, late, and several of a year, so that like cases can be compared."""
    for n, (firm, workers, fine) in enumerate(((FOOD, 8, 1_200), (GUARD, 20, 4_000), (MILK, 12, 2_000),
                                               (LORRY, 15, 6_000), (MINE, 30, 6_600))):  # fmt: skip
        ago = 330 - 45 * n
        case = b.fined(ago, firm, workers, fine)
        key = "violation/overtime_illegal"
        paid = facts.performing.Payment(
            amounts={key: fine * 100}, paid_on=b.day(ago - 38), complete=True
        )
        b.does(ONE, case, "pay", paid, ago - 38, key)
        where = facts.performing.Publication(where="自治区行政执法公示平台（演示）")
        b.does(ONE, case, "publish", where, ago - 34)
        close = facts.performing.Closing(outcome="当事人已履行", words="罚款已缴清，建议结案。")
        b.does(HEAD, case, "close", close, ago - 39)
        b.does(
            ONE,
            case,
            "archive",
            facts.performing.Archive(volume=f"示例监察卷{n + 1}", pages=60 + n),
            ago - 41,
        )
    b.fined(70, SITE, 25, 5_000)  # not paid: grows by three in a hundred each day


def checked(b: Brigade) -> None:
    """Checks: one to do, one reported and published."""

    def sent(ago: int, firm: int, source: facts.opening.Source, until: int, *items: str) -> Case:
        employer = b.employers[firm]
        people = {str(b.person(w).pk): b.card(w) for w in (ONE, TWO)}
        names = {f"employer/e{employer.pk}": employer.name} | {
            b.officer(w): b.person(w).name for w in (ONE, TWO)
        }
        stated = checks.Assignment(
            names=names, source=source, items=items, officers=tuple(people), certificates=people,
            until=b.day(until), site="土默特右旗示例工业园",
        )  # fmt: skip
        return b.scene.opens(HEAD, CHECK, on=b.day(ago), region=COUNTY, facts=stated)

    sent(3, SITE, "专项检查", -7, "F01", "F02", "F03", "F04", "F05", "F06", "B01")
    done = sent(50, FOOD, "双随机", 35, "A02", "B01", "B02", "C01")
    b.visited(done, 45)
    result = checks.Result(outcome="未发现问题", words="所查事项符合规定。", checked_on=b.day(45))
    b.does(ONE, done, "report", result, 44)
    b.does(ONE, done, "publish", checks.Published(where="旗人民政府门户网站（演示）"), 35)


def to_the_police(b: Brigade) -> None:
    """A contractor that fled, handed to the police, who have not answered in time."""
    case = b.visited(b.assigned(b.files(60, SITE, "wage_arrears", source="举报"), 59), 57)
    key = "violation/wage_arrears"
    order = facts.investigating.Order(
        demands=("支付拖欠的工资",), until=b.day(42), amount=21_600_000, workers=18
    )
    b.does(ONE, case, "order", order, 52, key)
    b.serves(case, "serve_order", 51)
    suspicion = facts.performing.Suspicion(
        workers=18, amount=21_600_000, longest=4, largest=1_800_000, order_paper="限期改正指令书",
        order_until=b.day(42), fled=True, words="经责令仍不支付，负责人失去联系（演示内容）。",
    )  # fmt: skip
    b.together(case, "suspect_crime", suspicion, 20)
    moved = Case.objects.filter(procedure="inspection.transfer").latest("pk")
    members = {f"member/{b.person(w).pk}": b.person(w).name for w in (ONE, TWO)}
    must = tuple(code for code, (_w, needed) in transfer.CHECKLIST.items() if needed)
    report = transfer.Report(
        names=members, facts_="经查属实（演示内容）。", law="拒不支付劳动报酬", has=(*must, "fled")
    )
    b.does(ONE, moved, "report", report, 19, *members)
    b.does(HEAD, moved, "approve", transfer.Decision(reason="同意移送。"), 17)
    sent = transfer.Sending(
        police="土默特右旗公安局",
        sent_at=f"{b.day(16)} 10:00",
        procuratorate="土默特右旗人民检察院",
    )
    b.does(ONE, moved, "send", sent, 16)
