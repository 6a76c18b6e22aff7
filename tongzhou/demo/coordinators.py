"""Coordinators of the banner: a roll at every state, visits of half a year, risks reported, contact employers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongzhou.lines.coordinators import work
from tongzhou.lines.coordinators.contact import facts as contact
from tongzhou.lines.coordinators.contact.procedure import CODE as CONTACT
from tongzhou.lines.coordinators.person import facts
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON
from tongzhou.lines.coordinators.risk import facts as risk
from tongzhou.lines.coordinators.risk.procedure import CODE as RISK
from tongzhou.lines.coordinators.visit import facts as visiting
from tongzhou.lines.coordinators.visit.procedure import CODE as VISIT
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case
from tongzhou.registry import employing
from tongzhou.registry.models import Employer, Person

from .scene import Scene, actor, at, worked

COUNTY = "150221"
CHIEF, UNION, CHAMBER = "t-xieguan", "t-xietui", "t-xietui2"
MANDULA, ENHE = "t-xietiao", "t-xietiao2"
FIRMS: tuple[tuple[str, int | None, str], ...] = (
    ("示例煤业有限责任公司", 860, "large"), ("示例乳业有限公司", 340, "medium"),
    ("示例物流有限公司", 120, "medium"), ("示例建筑安装有限公司", 210, "medium"),
    ("示例餐饮管理有限公司", 65, "small"), ("示例保安服务有限公司", 150, "medium"),
    ("示例商砼有限公司03号", 59, "small"),  # of the red warning he is sent to
)  # fmt: skip
MINE, MILK, LORRY, SITE, FOOD, GUARD, CONCRETE = range(7)
# name, group, sponsor, days ago, how far: nominated, registered, active, suspended, removed
OTHERS = (
    ("白乙拉", "社区", UNION, 20, "nominated"),
    ("周明珠", "企业组织", CHAMBER, 45, "registered"),
    ("刘国栋", "园区", CHAMBER, 400, "active"),
    ("斯琴塔娜", "企业", UNION, 300, "suspended"),
    ("韩志远", "基层平台", CHIEF, 700, "removed"),
)


@dataclass
class Grid:
    """The coordinators of the banner on the demo day; days are said as so many before it."""

    scene: Scene
    on: date
    firms: list[Employer]

    def day(self, ago: int) -> date:
        return worked(self.on - timedelta(days=ago))

    def key(self, who: str) -> str:
        return f"coordinator/{self.scene.people[who].pk}"

    def names(self, firm: int, who: str) -> dict[str, str]:
        employer, person = self.firms[firm], self.scene.people[who]
        return {f"employer/e{employer.pk}": employer.name, self.key(who): person.name}

    def does(self, who: str, case: Case, act: str, said: Facts, ago: int, *about: str) -> None:
        self.scene.does(who, case, act, said, on=self.day(ago), about=about)

    def visits(self, who: str, firm: int, ago: int, **more: Any) -> Case:
        stated = visiting.Arranged(names=self.names(firm, who), source="自行安排")
        case = self.scene.opens(who, VISIT, on=self.day(ago), region=COUNTY, facts=stated)
        said = visiting.Visit(
            **({"work": "走访", "place": f"{self.firms[firm].name}办公室"} | more)
        )
        self.does(who, case, "visit", said, ago)
        return case

    def arranged(self, who: str, firm: int, ago: int, until: int, **more: Any) -> Case:
        stated = visiting.Arranged(
            names=self.names(firm, who), until=self.on - timedelta(days=until),
            **({"source": "定期走访"} | more),
        )  # fmt: skip
        return self.scene.opens(CHIEF, VISIT, on=self.day(ago), region=COUNTY, facts=stated)


def coordinators(scene: Scene, *, on: date) -> None:
    """Play the roll, the visits, the reports and the months up to this day."""
    grid = Grid(scene, on, [_firm(*f, at(worked(on - timedelta(days=800)))) for f in FIRMS])
    mandula = enrol(grid, MANDULA, UNION, "工会", 380, (MINE, MILK, LORRY, CONCRETE))
    enhe = enrol(grid, ENHE, CHIEF, "基层平台", 210, (SITE,), mongolian=True)
    roll(grid, mandula, enhe)
    others(grid)
    outside(grid)
    risks(grid)
    contacts(grid)
    papers(grid, mandula)


def _firm(name: str, headcount: int | None, size: str, moment: Any) -> Employer:
    known = [e for e in employing.find_by_name(name) if e.name == name]
    firm = (
        known[0]
        if known
        else employing.register_employer(name=name, by=None, at=moment, region_id=COUNTY)
    )
    Employer.objects.filter(pk=firm.pk).update(headcount=headcount, size=size)
    return firm


def enrol(
    grid: Grid, who: str, by: str, group: Any, ago: int, firms: tuple[int, ...], *, mongolian: bool = False
) -> Case:  # fmt: skip
    """Nominate, register and appoint somebody of the cast; give them their employers."""
    scene = grid.scene
    person = scene.people[who]
    sponsor = actor(scene.people[by], on=grid.on).body
    said = facts.Nomination(
        names={grid.key(who): person.name}, group=group, sponsor=sponsor, gender="男",
        ethnicity="蒙古族", education="大专", post="示例苏木党群服务中心" if mongolian else "旗总工会社会化工会工作者",
        mongolian=mongolian, words="熟悉基层情况，能够胜任。",
    )  # fmt: skip
    case = scene.opens(by, PERSON, on=grid.day(ago), region=COUNTY, facts=said)
    grid.does(CHIEF, case, "register", facts.Opinion(words="同意备案。"), ago - 5)
    since = grid.day(ago - 7)
    grid.does(CHIEF, case, "appoint", facts.Appointed(since=since), ago - 7)
    named = {f"employer/e{grid.firms[n].pk}": grid.firms[n].name for n in firms}
    grid.does(
        by, case, "serve", facts.Serving(employers=named, since=since), ago - 8, grid.key(who)
    )
    return case


def roll(grid: Grid, mandula: Case, enhe: Case) -> None:
    """Certificates, deployments and training of the two who sign in."""
    level, issuer = "职业技能等级证书", "示例职业技能评价机构"
    held = facts.Held(
        sort=level, level="三级", number="示例S000015021001", issuer=issuer,  # type: ignore[arg-type]
        issued_on=grid.day(1050), until=grid.on + timedelta(days=45),
    )  # fmt: skip
    grid.does(UNION, mandula, "certify", held, 360, grid.key(MANDULA))
    grid.does(
        UNION, mandula, "certify",
        facts.Held(sort="调解员证", number="示例T1502210031", issuer="示例司法局", issued_on=grid.day(500)),
        350, grid.key(MANDULA),
    )  # fmt: skip
    young = facts.Held(
        sort=level, level="四级", number="示例S000015021002", issuer=issuer,  # type: ignore[arg-type]
        issued_on=grid.day(190), until=grid.on + timedelta(days=900),
    )  # fmt: skip
    grid.does(CHIEF, enhe, "certify", young, 180, grid.key(ENHE))
    for who, by, case, place, name, net, time in (
        (MANDULA, UNION, mandula, "园区", "示例工业园", "第一网格", "专职"),
        (ENHE, CHIEF, enhe, "社区", "美岱召镇", "第六网格", "兼职"),
    ):
        stated = facts.Deployment(
            place=place, name=name, grid=net, time=time, since=grid.day(170)  # type: ignore[arg-type]
        )  # fmt: skip
        grid.does(by, case, "deploy", stated, 165, grid.key(who))
    for who, by, case, topic, hours, score, ago in (
        (MANDULA, UNION, mandula, "集体协商和民主管理", 16, 91, 150),
        (MANDULA, UNION, mandula, "欠薪预警和处置", 8, 87, 60),
        (ENHE, CHIEF, enhe, "劳动合同和用工备案（蒙汉双语）", 16, 84, 120),
    ):
        taught = facts.Training(
            topic=topic, on=grid.day(ago), hours=hours, score=score, organiser="旗人社局"
        )
        grid.does(by, case, "train", taught, ago - 1, grid.key(who))


def others(grid: Grid) -> None:
    """People at every state of the roll, who do not sign in."""
    for n, (name, group, by, ago, state) in enumerate(OTHERS, start=1):
        person = Person.objects.create_user(f"t-xt{n}", name=name, is_staff=True)
        sponsor = actor(grid.scene.people[by], on=grid.on).body
        said = facts.Nomination(
            names={f"coordinator/{person.pk}": name}, group=group, sponsor=sponsor, post="示例单位"  # type: ignore[arg-type]
        )  # fmt: skip
        case = grid.scene.opens(by, PERSON, on=grid.day(ago), region=COUNTY, facts=said)
        if state == "nominated":
            continue
        grid.does(CHIEF, case, "register", facts.Opinion(), ago - 4)
        if state == "registered":
            continue
        grid.does(CHIEF, case, "appoint", facts.Appointed(since=grid.day(ago - 6)), ago - 6)
        reason = facts.Ground(reason="本人申请。")
        if state == "suspended":
            grid.does(CHIEF, case, "suspend", reason, ago - 200)
        elif state == "removed":
            grid.does(CHIEF, case, "remove", reason, ago - 500)


def outside(grid: Grid) -> None:
    """Half a year of visits, consultations and opinions, and what is due."""
    usual = tuple(
        visiting.Looked(item=f"V{n}", outcome="正常" if n != 2 else "关注") for n in range(1, 8)
    )
    for ago in range(175, 4, -17):
        firm = (MINE, MILK, LORRY)[ago % 3]
        grid.visits(
            MANDULA, firm, ago, looked=usual, met="人事负责人", policies=("contract", "wages"),
            words="了解用工和工资支付情况，宣传劳动合同和工资保障政策。",
        )  # fmt: skip
    for ago in (140, 110, 88):
        grid.visits(
            ENHE, SITE, ago, looked=usual, met="工地负责人", words="用蒙古语向职工讲解工资支付。"
        )
    grid.visits(
        MANDULA,
        MILK,
        33,
        work="咨询",
        words="两名职工询问年休假天数，已答复并送宣传页。",
        policies=("hours",),
    )
    grid.visits(
        MANDULA,
        LORRY,
        26,
        work="启动调解",
        words="一名驾驶员与单位就提成有分歧，已引导到旗调解中心。",
    )
    grid.visits(MANDULA, MINE, 12, work="征集意见", words="职工代表对轮休办法提出三条意见。")
    grid.arranged(MANDULA, MILK, 6, 1, words="核对上月社会保险缴纳情况。")
    grid.arranged(MANDULA, LORRY, 2, -5)
    grid.arranged(ENHE, SITE, 3, -4, words="了解冬季停工后的工资结算。")


def risks(grid: Grid) -> None:
    """A report the chief has closed, one in hand, one that has just come."""

    def reports(who: str, firm: int, ago: int, **more: Any) -> Case:
        stated = risk.Reported(names=grid.names(firm, who), **more)
        return grid.scene.opens(who, RISK, on=grid.day(ago), region=COUNTY, facts=stated)

    old = reports(
        MANDULA,
        LORRY,
        95,
        signs=("wages",),
        people=14,
        money=9_800_000,
        urgency="较急",
        words="两个月未发。",
    )
    grid.does(CHIEF, old, "receive", risk.Received(words="约谈单位。"), 94)
    grid.does(
        CHIEF, old, "close", risk.Closed(outcome="已化解", words="单位已补发，十四人签收。"), 80
    )
    now = reports(
        MANDULA,
        MILK,
        9,
        signs=("insurance", "output"),
        people=40,
        urgency="较急",
        words="订单减少，停缴一个月。",
    )
    grid.does(CHIEF, now, "receive", risk.Received(words="安排走访核对。"), 8)
    grid.visits(
        ENHE, SITE, 1, signs=("wages", "gathering"), people=32, money=41_600_000, urgency="紧急",
        words="两个班组三十二人反映九月以来工资未发，部分人打算到旗里上访。", met="班组长2人、职工8人",
    )  # fmt: skip


def contacts(grid: Grid) -> None:
    """Three contact employers, with months reported, owing and missing."""
    rows: tuple[tuple[int, str, str, tuple[int, ...], dict[int, dict[str, Any]]], ...] = (
        (MINE, MANDULA, "用工规模大，行业有代表性", (6, 5, 4, 3, 2, 1), {}),
        (
            MILK,
            MANDULA,
            "订单波动大",
            (6, 5, 3, 1),
            {1: {"orders": "减少", "insurance": "部分缴纳"}},
        ),
        (
            SITE,
            ENHE,
            "曾有欠薪",
            (4, 3, 2),
            {2: {"arrears_people": 32, "arrears": 41_600_000, "arrears_since": _first(grid.on, 3)}},
        ),
    )
    for firm, who, why, told, odd in rows:
        said = contact.Chosen(
            names=grid.names(firm, who),
            why=why,
            contact="王示例",
            cycle="每月",
            since=grid.day(190),
        )
        case = grid.scene.opens(CHIEF, CONTACT, on=grid.day(190), region=COUNTY, facts=said)
        for back in told:
            first = _first(grid.on, back)
            after = _first(grid.on, back - 1)
            usual: dict[str, Any] = (
                {
                    "month": f"{first:%Y-%m}", "headcount": (grid.firms[firm].headcount or 300) - back,
                    "orders": "持平", "arrears_people": 0, "insurance": "按时足额缴纳", "layoffs": 0,
                    "disputes": 0, "pay_day": min(worked(after + timedelta(days=9)), grid.on),
                }
                | odd.get(back, {})
            )  # fmt: skip
            stated = contact.Monthly(**usual)
            on = min(worked(after + timedelta(days=11)), grid.on)
            grid.scene.does(
                who, case, "report", stated, on=on, about=(f"employer/e{grid.firms[firm].pk}",)
            )


def _first(on: date, back: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    return date(year, month + 1, 1)


def papers(grid: Grid, mandula: Case) -> None:
    """Last month's log, and last year's sheet."""
    person = grid.scene.people[MANDULA].pk
    month = f"{_first(grid.on, 1):%Y-%m}"
    lines = work.lines_of(person, month)
    log = facts.MonthLog(month=month, counts=work.counted(lines), lines=lines)
    grid.does(MANDULA, mandula, "log_month", log, 0, grid.key(MANDULA))
    year = grid.on.year - 1
    sheet = facts.Assessment(
        year=year,
        grade="合格",
        grounds="到岗时间较短，走访按期完成。",
        months=work.tally(person, year),
    )
    grid.does(CHIEF, mandula, "assess", sheet, 40, grid.key(MANDULA))
