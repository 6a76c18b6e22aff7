"""The cast: inspectors of 达茂旗 and a neighbour; a site with owner, contractor, subcontractor; four workers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.lines.arrears import facts, rules
from tongzhou.procedure.certified import shown
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts, FileRef
from tongzhou.procedure.files import keep_bytes
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.tests.seats import Called, Someone, a_bureau, appointed, enter_regions
from tongzhou.procedure.view import View
from tongzhou.registry import identity
from tongzhou.registry.certifying import certify
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import Certificate, Employer, Project, Worker
from tongzhou.registry.working import register_worker

HERE, ELSEWHERE = "150223", "150303"
SHANGHAI = ZoneInfo("Asia/Shanghai")
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("达尔罕茂明安联合旗", "达茂旗", "county", "1502"),
    ELSEWHERE: ("海南区", "海南区", "county", "1503"),
}
PEOPLE = (
    ("bater", "巴特尔", HERE, "inspector"),
    ("wuyun", "乌云", HERE, "inspector"),
    ("head", "朝鲁", HERE, "inspection_head"),
    ("stranger", "海春", ELSEWHERE, "inspector"),
    ("clerk", "娜日娜", HERE, "mediation_clerk"),
)
NAMES = ("包晓东", "萨仁", "李建国", "乌日娜")
MONDAY = date(2026, 3, 2)
SOURCE = {"用人单位": 0}


def at(day: date, hour: int = 10) -> datetime:
    """Return a morning."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def number(serial: int) -> str:
    """Return an invented identity number."""
    seventeen = f"15022319900101{serial:03d}"
    return seventeen + identity.check_character(seventeen)


def wage(month: str, due: int, **more: Any) -> facts.Wage:
    """Return a line in yuan."""
    more = {k: v * 100 if k in ("paid", "deducted") else v for k, v in more.items()}
    return facts.Wage(month=month, item="time", due=due * 100, **more)


@dataclass
class Cast(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)
    crew: list[Worker] = field(default_factory=list)
    firms: dict[str, Employer] = field(default_factory=dict)
    project: Project = None  # type: ignore[assignment]

    def worker(self, n: int) -> str:
        return f"worker/w{self.crew[n].pk}"

    def firm(self, role: str) -> str:
        return f"employer/e{self.firms[role].pk}"

    @property
    def workers(self) -> dict[str, str]:
        return {f"worker/w{w.pk}": w.name for w in self.crew}

    def taken(self, *, on: date = MONDAY, crew: int = 3, **more: Any) -> Case:
        """Let an inspector take the matter up: three months of some of the crew."""
        names = dict(list(self.workers.items())[:crew])
        given: dict[str, Any] = {
            "names": names | {self.firm("分包"): self.firms["分包"].name},
            "claims": {k: (ClaimItem(head="wages", amount=1_500_000),) for k in names},
            "story": "三个月没有发工资",
            "project": self.project.code,
            "site": "示例小区二期工地",
            "filed_on": on,
        }
        stated = facts.TakenUp(**(given | more))
        return self.door.open_case(
            "arrears.matter", by=self.bater.actor, at=at(on), region=HERE, facts=stated,
            about=tuple(stated.names),
        )  # fmt: skip

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date, **more: Any
    ) -> Entry:
        """Let somebody do an act on a day."""
        by = self.people[who].actor
        return self.door.act(case, act, by=by, at=at(on), facts=stated, **more)

    def view(self, case: Case) -> View:
        return self.door.view(case)

    def rows(
        self, *, crew: int = 3, months: int = 3, due: int = 5000
    ) -> dict[str, tuple[facts.Wage, ...]]:
        """Return the ledger: so much a month to each."""
        keys = list(self.workers)[:crew]
        return {k: tuple(wage(f"2025-{10 + m:02d}", due) for m in range(months)) for k in keys}

    def found(
        self, *, on: date = MONDAY, crew: int = 3, case: Case | None = None, **more: Any
    ) -> Case:
        """Return a matter (one taken up now, or this one) in which everybody's wages are established."""
        case = case or self.taken(on=on, crew=crew)
        named = dict(list(self.workers.items())[:crew])
        rows = self.rows(crew=crew, **more)
        self.does(
            "bater", case, "enter", facts.Wages(rows=rows, names=named), on=on, about=tuple(rows)
        )
        self.does(
            "bater", case, "establish", facts.Established(rows=rows), on=on, about=tuple(rows)
        )
        return case

    def assigned(self, case: Case, *, on: date, who: tuple[str, ...] = ("bater", "wuyun")) -> Case:
        """Let the head give a matter to officers, with the certificates they hold that day."""
        people = [self.people[w].person for w in who]
        held = Certificate.objects.on(on).filter(person__in=people).select_related("body")
        team = facts.Assignment(
            names={f"officer/{p.pk}": p.name for p in people},
            certificates=shown(held, under="officer/"),
        )
        self.does("head", case, "assign", team, on=on, about=tuple(team.names))
        return case

    def ordered(self, *, on: date = MONDAY, until: date = date(2026, 3, 16), **more: Any) -> Case:
        """Return a matter with an order that was served the same day on the contractor."""
        case = self.found(on=on, **more)
        self.assigned(case, on=on)
        contractor = self.firm("总包")
        liable = facts.Liability(
            situation="subcontract",
            names={contractor: self.firms["总包"].name},
            liable=(
                facts.Liable(
                    employer=contractor,
                    role="施工总承包单位",
                    rank=1,
                    articles=("《保障农民工工资支付条例》第三十条",),
                ),
            ),
        )
        self.does("bater", case, "name_payers", liable, on=on, about=(contractor,))
        self.does(
            "bater",
            case,
            "order",
            facts.Order(until=until, amounts=self.left(case)),
            on=on,
            about=(contractor,),
        )
        self.does(
            "bater",
            case,
            "serve",
            ServiceOfPaper(way="直接送达", sent_on=on, received_on=on, receiver="钱经理"),
            on=on,
            about=(contractor,),
        )
        return case

    def left(self, case: Case) -> dict[str, int]:
        """Return what is still owed to each who waits, in fen."""
        view = self.view(case)
        owed = {w.key: rules.outstanding(view, w.key) for w in rules.workers(view, "owed")}
        return {k: v for k, v in owed.items() if v}

    def payment(
        self, case: Case, amounts: dict[str, int], *, on: date, **more: Any
    ) -> facts.Payment:
        """Return money that came by bank, with what is then left, as the page reckons it."""
        view = self.view(case)
        left = {k: rules.outstanding(view, k) - v for k, v in amounts.items()}
        return facts.Payment(
            received_on=on, amounts=amounts, left=left, reference="20260310-1", **more
        )

    def pays(self, case: Case, amounts: dict[str, int], *, on: date, act: str = "pay") -> Entry:
        stated = self.payment(case, amounts, on=on)
        return self.does("bater", case, act, stated, on=on, about=tuple(amounts))

    def paper(self) -> FileRef:
        """Return a file that is in the store."""
        kept = keep_bytes(b"%PDF-1.4 x", "凭证.pdf", at(date(2026, 1, 5)))
        return FileRef(kept.digest, "凭证.pdf", 10)


def assemble() -> Cast:
    """Create the cast."""
    enter_regions(REGIONS)
    cast = Cast()
    for who, name, region, office in PEOPLE:
        someone = cast.people[who] = appointed(
            who, name, office, a_bureau(REGIONS, region), since=date(2025, 1, 1)
        )
        if office == "inspector":
            certify(
                someone.person, number=f"示例{who}", body=someone.body, since=date(2024, 1, 1), until=date(2035, 12, 31),
                by=None, at=at(date(2025, 1, 2)),
            )  # fmt: skip
    moment = at(date(2025, 1, 2))
    for n, name in enumerate(NAMES):
        cast.crew.append(
            register_worker(
                name=name,
                id_number=number(n * 2),
                phone=f"139000020{n:02d}",
                by=None,
                at=moment,
                on=moment.date(),
            )
        )
    for role, name in (
        ("建设", "示例置业有限公司"),
        ("总包", "示例建设集团有限公司"),
        ("分包", "示例劳务有限公司"),
    ):
        cast.firms[role] = register_employer(
            name=name, region_id=HERE, by=None, at=moment, reason="测试"
        )
    cast.project = Project.objects.create(
        code="NM-DM-001", name="示例小区二期", contractor=cast.firms["总包"], client=cast.firms["建设"],
        region_id=HERE, since=date(2025, 6, 1), county=HERE, league="1502", province="15",
    )  # fmt: skip
    return cast
