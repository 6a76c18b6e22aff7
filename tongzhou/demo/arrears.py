"""Unpaid wages in the banner of the zone: a site whose twelve workers wait, and matters further on, up to closed."""

from __future__ import annotations

from datetime import date, timedelta

from tongzhou.lines.arrears import facts, rules
from tongzhou.procedure import files
from tongzhou.procedure.certified import shown
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.registry import employing, identity, representing, working
from tongzhou.registry.models import Employer, EmployerUser, Person, Project, Worker

from .scene import Scene, at, worked

COUNTY, MATTER = "150221", "arrears.matter"
FIRST, SECOND, HEAD = "t-jianchayuan1", "t-jianchayuan2", "t-jianchazhang"
OWNER, CONTRACTOR, SUB, SHOP = (
    "示例城建投资有限公司",
    "示例建设集团有限公司",
    "示例劳务有限公司",
    "示例家具厂",
)
NAMES = (
    "包晓东", "阿古拉", "王建军", "李秀英", "白音", "张铁柱",
    "乌云其其格", "赵永强", "哈斯", "刘桂兰", "孙长林", "斯日古楞",
)  # fmt: skip


def arrears(scene: Scene, *, on: date) -> None:
    """Play five matters up to this day."""
    firms = _firms(scene, on)
    crew = _crew(on)
    project = _project(firms, on)
    _being_checked(scene, crew[:12], firms, project, on)
    _partly_paid(scene, crew[:5], firms, project, on)
    _overdue(scene, crew[5:9], firms, project, on)
    _watched(scene, crew[9:11], firms, on)
    _closed(scene, crew[11:], firms, on)


def _firms(scene: Scene, on: date) -> dict[str, Employer]:
    moment = at(worked(on - timedelta(days=200)))
    firms = {
        name: employing.register_employer(
            name=name, region_id=COUNTY, by=None, at=moment, reason="演示"
        )
        for name in (OWNER, CONTRACTOR, SUB, SHOP)
    }
    clerk = Person.objects.create_user(
        "t-zongbao", name="马经理", phone="13900000079", is_demo=True
    )
    representing.let_act_for(
        clerk,
        firms[CONTRACTOR],
        role=EmployerUser.Role.CLERK,
        since=date(on.year - 1, 1, 1),
        confirmed_by=scene.people[HEAD],
        at=moment,
        reason="演示",
    )
    return firms


def _crew(on: date) -> list[Worker]:
    moment = at(worked(on - timedelta(days=100)))
    found = []
    for n, name in enumerate(NAMES):
        seventeen = f"15022119850315{n * 2 + 31:03d}"
        found.append(
            working.register_worker(
                name=name,
                id_number=seventeen + identity.check_character(seventeen),
                phone=f"139000003{n:02d}",
                by=None,
                at=moment,
                on=moment.date(),
                reason="演示",
            )
        )
    return found


def _project(firms: dict[str, Employer], on: date) -> Project:
    return Project.objects.create(
        code="YM-2026-01",
        name="示例旗蒙医院迁建",
        contractor=firms[CONTRACTOR],
        client=firms[OWNER],
        region_id=COUNTY,
        address="示例镇南环路",
        since=date(on.year - 1, 5, 10),
    )


def _months(on: date, count: int) -> list[str]:
    first = date(on.year, on.month, 1)
    found = []
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(f"{first.year}-{first.month:02d}")
    return found[::-1]


def _rows(key: str, n: int, months: list[str]) -> tuple[facts.Wage, ...]:
    day_rate = 22_000 + n % 4 * 2_000
    return tuple(
        facts.Wage(month=m, item="time", due=day_rate * 25, paid=150_000 if i == 0 else 0, basis=f"25天×{day_rate // 100}元")
        for i, m in enumerate(months)
        if key
    )  # fmt: skip


class _Played:
    """One matter while it is played."""

    def __init__(self, scene: Scene, case: Case) -> None:
        self.scene, self.case = scene, case

    def does(
        self, who: str, act: str, stated: object, *, on: date, about: tuple[str, ...] = ()
    ) -> None:
        self.scene.does(who, self.case, act, stated, on=on, about=about)  # type: ignore[arg-type]

    def owed(self) -> dict[str, int]:
        view = self.scene.door.view(self.case)
        return {w.key: rules.outstanding(view, w.key) for w in rules.workers(view, "owed")}

    def pays(self, amounts: dict[str, int], *, on: date, act: str = "pay") -> None:
        left = self.owed()
        stated = facts.Payment(
            received_on=worked(on),
            amounts=amounts,
            left={k: left[k] - v for k, v in amounts.items()},
            reference=f"{worked(on):%Y%m%d}001",
            source="总包代发",
        )
        self.does(FIRST, act, stated, on=on, about=tuple(amounts))

    def ends(self, *, on: date) -> None:
        self.does(
            FIRST,
            "conclude",
            facts.Ending(code="paid_all", words="逐人核实银行记录，工资已全部到账。"),
            on=on,
        )


def _taken(
    scene: Scene,
    crew: list[Worker],
    firm: Employer,
    months: int,
    *,
    on: date,
    project: str = "",
    site: str,
) -> _Played:
    names = {f"worker/w{w.pk}": w.name for w in crew}
    rows = {key: _rows(key, n, _months(on, months)) for n, key in enumerate(names)}
    sums = {key: sum(r.owed for r in mine) for key, mine in rows.items()}
    stated = facts.TakenUp(
        names=names | {f"employer/e{firm.pk}": firm.name},
        claims={
            key: (ClaimItem(head="wages", amount=total, basis=f"{months}个月工资"),)
            for key, total in sums.items()
        },
        story="干完活以后只付过一次生活费，多次催要，对方说工程款没有下来。",
        project=project,
        site=site,
        filed_on=worked(on),
    )
    case = scene.opens(FIRST, MATTER, on=on, region=COUNTY, facts=stated, about=tuple(stated.names))
    played = _Played(scene, case)
    officers = {f"officer/{scene.people[w].pk}": scene.people[w].name for w in (FIRST, SECOND)}
    held = [scene.people[w].certificates.get() for w in (FIRST, SECOND)]
    cards = shown(held, under="officer/")
    named = facts.Assignment(names=officers, certificates=cards)
    played.does(HEAD, "assign", named, on=on, about=tuple(officers))
    played.does(FIRST, "enter", facts.Wages(names=names, rows=rows), on=on, about=tuple(names))
    return played


def _ordered(played: _Played, payer: Employer, *, on: date, until: date, site: bool = True) -> None:
    view = played.scene.door.view(played.case)
    rows = {w.key: rules.rows_of(w) for w in rules.workers(view)}
    played.does(FIRST, "establish", facts.Established(rows=rows), on=on, about=tuple(rows))
    key = f"employer/e{payer.pk}"
    role = "施工总承包单位" if site else "用人单位"
    liable = facts.Liability(
        situation="分包单位招用并拖欠" if site else "用人单位直接招用",
        names={key: payer.name},
        liable=(
            facts.Liable(
                employer=key,
                role=role,
                rank=1,
                articles=(
                    "《保障农民工工资支付条例》第三十条第三款"
                    if site
                    else "《保障农民工工资支付条例》第十六条",
                ),
                words="施工总承包单位先行清偿：分包单位拖欠的，由施工总承包单位先行清偿，再依法追偿"
                if site
                else "用人单位应当依法清偿",
            ),
        ),
    )
    played.does(FIRST, "name_payers", liable, on=on, about=(key,))
    order = facts.Order(
        until=until, amounts=played.owed(), words="考勤表、工资表和劳动者陈述相互印证。"
    )
    played.does(FIRST, "order", order, on=on, about=(key,))
    served = ServiceOfPaper(
        way="直接送达", sent_on=worked(on), received_on=worked(on), receiver="马经理"
    )
    played.does(FIRST, "serve", served, on=on, about=(key,))


def _being_checked(
    scene: Scene, crew: list[Worker], firms: dict[str, Employer], project: Project, on: date
) -> None:
    """Twelve workers of a site: the ledger is entered, one has signed, one objects."""
    day = on - timedelta(days=6)
    played = _taken(
        scene,
        crew,
        firms[SUB],
        3,
        on=day,
        project=project.code,
        site="示例旗蒙医院迁建工地，抹灰班",
    )
    keys = [f"worker/w{w.pk}" for w in crew]
    played.does(FIRST, "sign", facts.Signed(scan=(_scan(day),)), on=day, about=(keys[0],))
    words = facts.Objection(words="九月我干了28天，表上只记了25天，有考勤照片。")
    played.does(FIRST, "object", words, on=on - timedelta(days=3), about=(keys[1],))


def _partly_paid(
    scene: Scene, crew: list[Worker], firms: dict[str, Employer], project: Project, on: date
) -> None:
    """Five workers: ordered, the contractor has paid some of it."""
    day = on - timedelta(days=20)
    played = _taken(
        scene,
        crew,
        firms[SUB],
        2,
        on=day,
        project=project.code,
        site="示例旗蒙医院迁建工地，钢筋班",
    )
    _ordered(played, firms[CONTRACTOR], on=day + timedelta(days=2), until=on + timedelta(days=5))
    owed = played.owed()
    keys = list(owed)
    played.pays({keys[0]: owed[keys[0]], keys[1]: owed[keys[1]] // 2}, on=on - timedelta(days=4))


def _overdue(
    scene: Scene, crew: list[Worker], firms: dict[str, Employer], project: Project, on: date
) -> None:
    """Four workers: the order has run out, the deposit is being drawn, the list of the dishonest is proposed."""
    day = on - timedelta(days=45)
    played = _taken(
        scene,
        crew,
        firms[SUB],
        4,
        on=day,
        project=project.code,
        site="示例旗蒙医院迁建工地，水电班",
    )
    _ordered(played, firms[CONTRACTOR], on=day + timedelta(days=3), until=on - timedelta(days=20))
    late = on - timedelta(days=15)
    played.does(
        FIRST,
        "lapse",
        facts.Lapse(checked_on=worked(late), words="期满未付，专用账户没有支付记录。"),
        on=late,
    )
    draw = facts.Draw(bank="示例农商银行", account="保证金账户尾号1024", amounts=played.owed())
    played.does(FIRST, "draw", draw, on=on - timedelta(days=3), about=tuple(played.owed()))
    refer = facts.Referral(
        to="失信联合惩戒名单",
        addressee="土默特右旗人力资源和社会保障局",
        words="责令期满未付，建议依法启动列入程序。",
    )
    played.does(FIRST, "refer", refer, on=on - timedelta(days=2))


def _watched(scene: Scene, crew: list[Worker], firms: dict[str, Employer], on: date) -> None:
    """Two workers of a workshop: paid, and called on the third day."""
    day = on - timedelta(days=30)
    played = _taken(scene, crew, firms[SHOP], 2, on=day, site="示例镇家具厂")
    _ordered(
        played, firms[SHOP], on=day + timedelta(days=2), until=day + timedelta(days=16), site=False
    )
    played.pays(played.owed(), on=on - timedelta(days=10))
    played.ends(on=on - timedelta(days=9))
    called = on - timedelta(days=5)
    keys = tuple(f"worker/w{w.pk}" for w in crew)
    visit = facts.Visit(called_on=worked(called), answers=dict.fromkeys(keys, "已收到"))
    played.does(FIRST, "visit3", visit, on=called, about=keys)


def _closed(scene: Scene, crew: list[Worker], firms: dict[str, Employer], on: date) -> None:
    """One worker: paid without an order, called twice, closed."""
    day = on - timedelta(days=80)
    played = _taken(scene, crew, firms[SHOP], 1, on=day, site="示例镇家具厂")
    view = scene.door.view(played.case)
    rows = {w.key: rules.rows_of(w) for w in rules.workers(view)}
    played.does(FIRST, "establish", facts.Established(rows=rows), on=day, about=tuple(rows))
    played.pays(played.owed(), on=day + timedelta(days=8))
    played.ends(on=day + timedelta(days=8))
    for act, days in (("visit3", 12), ("visit30", 40)):
        called = day + timedelta(days=days)
        visit = facts.Visit(called_on=worked(called), answers=dict.fromkeys(rows, "已收到"))
        played.does(FIRST, act, visit, on=called, about=tuple(rows))


def _scan(on: date) -> FileRef:
    kept = files.keep_bytes("劳动者签字的工资台账（演示）".encode(), "签字台账.txt", at(worked(on)))
    return FileRef(kept.digest, "签字台账.txt", kept.size)
