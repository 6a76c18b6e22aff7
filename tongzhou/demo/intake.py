"""Reports in the banner of the zone: one of every channel, in every state an officer will meet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tongzhou.lines.intake import bringing, facts
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import HANDED, PARTY
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case

from .scene import Scene, actor, at, worked

COUNTY, OTHER = "150221", "150203"
CLERK, CHIEF, THERE = "t-jubao", "t-jubaozhang", "k-jubao"
FIRM, SITE = "示例建筑工程有限公司", "示例和谐家园二期工地"
MATES = (
    "阿拉坦·巴雅尔", "王铁柱", "李建国", "额尔敦", "赵大勇", "孙有福",
    "周长顺", "吴老四", "郑海", "冯小军", "陈二旦", "宝音德力格尔",
)  # fmt: skip
PHONE = "13900000021"


def intake(scene: Scene, *, on: date) -> None:
    """Play the inbox up to this day."""
    site_of_twelve(scene, on)
    nameless(scene, on - timedelta(days=1))
    too_late(scene, on - timedelta(days=9))
    accepted(scene, on - timedelta(days=16))
    to_be_mended(scene, on - timedelta(days=4))
    petition(scene, on - timedelta(days=3))
    guided(scene, on - timedelta(days=20))
    passed_on(scene, on - timedelta(days=12))
    help_wanted(scene, on - timedelta(days=2))


def brought(scene: Scene, day: date, who: str = CLERK, **told: Any) -> Case:
    """Bring a report on a day, or on the last working day before it."""
    day = worked(day)
    person = scene.people[who]
    region = told.pop("region", COUNTY)
    given: dict[str, Any] = {
        "reporters": [],
        "against": bringing.Against(FIRM, "", region, SITE),
        "by": actor(person, on=day),
        "person": person,
        "request": "",
        "kind": "投诉",
        "channel": "窗口",
        "violations": ("wage_arrears",),
        "since": day - timedelta(days=92),
        "ongoing": True,
        "story": "在工地干活，三个月没有发工资，多次找项目部没有结果。",
    }
    return bringing.bring(scene.door, at=at(day), on=day, **(given | told)).case


def wages(amount: int) -> tuple[ClaimItem, ...]:
    """Return a claim of wages, in fen."""
    return (ClaimItem(head="wages", amount=amount, basis="三个月工资"),)


def site_of_twelve(scene: Scene, on: date) -> None:
    """Let a call to 12345 and twelve workers tell of one site: they may be merged."""
    brought(
        scene,
        on - timedelta(days=3),
        by=Actor("", "12345政务服务便民热线", HANDED.code, COUNTY),
        person=None,
        kind="举报",
        channel="12345",
        external="DH202611230108",
        received_on=worked(on - timedelta(days=3)),
        answer_by=on + timedelta(days=8),
        violations=("wage_arrears", "project_account"),
        workers=12,
        story="来电人称工地十几个人三个月没有发工资，没有工资专用账户。",
    )
    people = [
        bringing.Reporter(name, PHONE if n == 0 else "", items=wages(1_260_000 + n * 30_000))
        for n, name in enumerate(MATES)
    ]
    brought(
        scene,
        on - timedelta(days=1),
        reporters=people,
        speaks=[0, 1],
        by=Actor("", "", PARTY.code, COUNTY),
        person=None,
        channel="网上",
        workers=12,
        against=bringing.Against(FIRM, "", COUNTY, "示例和谐家园 二期（工地）"),
    )


def nameless(scene: Scene, day: date) -> None:
    """Let somebody report overtime without a name."""
    brought(
        scene,
        day,
        by=Actor("", "", PARTY.code, COUNTY),
        person=None,
        kind="举报",
        channel="网上",
        against=bringing.Against("示例奶食品有限公司", "", COUNTY, "包装车间"),
        violations=("overtime_illegal",),
        story="包装车间每天干十二个小时，一个月只休一天。",
    )


def too_late(scene: Scene, day: date) -> None:
    """Let a report come too late, and be refused in writing."""
    case = brought(
        scene,
        day,
        reporters=[bringing.Reporter("钱多多", "13900000022", items=wages(420_000))],
        channel="来信",
        against=bringing.Against("示例餐饮服务有限公司", "", COUNTY, ""),
        since=date(day.year - 3, 3, 1),
        until=date(day.year - 3, 6, 30),
        ongoing=False,
        story="三年前在饭店干了四个月，走的时候少算了工资。",
    )
    no = facts.Refusal(
        ground="违法行为超过二年", words="可以向人民法院起诉，或者与单位协商。电话0472-0000000。"
    )
    scene.does(CLERK, case, "refuse", no, on=day + timedelta(days=2))


def accepted(scene: Scene, day: date) -> None:
    """Accept a report of three, given to somebody."""
    case = brought(
        scene,
        day,
        reporters=[
            bringing.Reporter(name, items=wages(900_000)) for name in ("田桂英", "韩梅", "其木格")
        ],
        channel="国家欠薪线索平台",
        external="XS2026110022",
        against=bringing.Against("示例餐饮服务有限公司", "", COUNTY, "示例商业街12号"),
        confidential=False,
    )
    person = scene.people[CLERK]
    stated = facts.Assignment(names={f"handler/{person.pk}": person.name})
    scene.does(CHIEF, case, "assign", stated, on=day, about=tuple(stated.names))
    yes = facts.Acceptance(violations=("wage_arrears",), words="符合受理条件")
    scene.does(CLERK, case, "accept", yes, on=day + timedelta(days=2))


def to_be_mended(scene: Scene, day: date) -> None:
    """Ask for the name of the employer."""
    case = brought(
        scene,
        day,
        reporters=[bringing.Reporter("苏和", "13900000023", items=wages(360_000))],
        channel="电话",
        against=bringing.Against("", "", COUNTY, "萨拉齐镇北边的砖厂"),
        taken_down=scene.people[CLERK].name,
    )
    lacks = facts.Correction(lacks="单位全称，或老板姓名、电话；干活的起止日期")
    scene.does(CLERK, case, "ask", lacks, on=day + timedelta(days=1))


def petition(scene: Scene, day: date) -> None:
    """Let the petition office forward a letter about insurance."""
    brought(
        scene,
        day,
        reporters=[bringing.Reporter("郭秀珍", "13900000024")],
        channel="信访转办",
        external="土信转〔2026〕118号",
        received_on=worked(day),
        answer_by=day + timedelta(days=15),
        against=bringing.Against("示例奶食品有限公司", "", COUNTY, ""),
        violations=("si_no_register",),
        story="在单位干了五年，没有给上养老保险。",
    )


def guided(scene: Scene, day: date) -> None:
    """Show somebody the way to arbitration."""
    case = brought(
        scene,
        day,
        reporters=[bringing.Reporter("白音", "13900000025")],
        against=bringing.Against("示例奶食品有限公司", "", COUNTY, ""),
        violations=("rules_illegal",),
        elsewhere="已申请仲裁",
        story="被单位辞退，要经济补偿。",
    )
    way = facts.Guidance(
        way="劳动人事争议仲裁",
        ground="已经按争议处理程序申请调解、仲裁或者已经提起诉讼",
        words="请到旗劳动人事争议仲裁院继续办理，带好受理通知书。",
    )
    scene.does(CLERK, case, "guide", way, on=day + timedelta(days=1))


def passed_on(scene: Scene, day: date) -> None:
    """Pass a report to the county of the work; there nobody has taken it in time."""
    case = brought(
        scene,
        day,
        reporters=[bringing.Reporter("马占山", "13900000026", items=wages(1_500_000))],
        against=bringing.Against("示例物流有限公司", "", COUNTY, ""),
        story="在昆都仑区的仓库装卸，工资欠了两个月。",
    )
    to = facts.Passing(to=OTHER, words="实际工作地在昆都仑区，请接收办理。")
    scene.does(CLERK, case, "transfer", to, on=day + timedelta(days=1))


def help_wanted(scene: Scene, day: date) -> None:
    """Let another county ask for help."""
    case = brought(
        scene,
        day,
        THERE,
        region=OTHER,
        kind="举报",
        channel="其他部门移送",
        against=bringing.Against("示例劳务派遣有限公司", "", OTHER, ""),
        violations=("dispatch_breach",),
        story="派遣到土默特右旗的工人反映没有签合同。",
    )
    to = facts.Passing(to=COUNTY, words="请协助核实派遣到贵旗用工单位的人数和工资发放情况。")
    scene.does(THERE, case, "assist", to, on=day)
