"""Declared employment of two banners: seven employers, some three hundred periods, objections and reviews under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring, figures
from tongzhou.lines.filing.declaring import Declarer, Paper, floor_for
from tongzhou.lines.filing.models import Employment, Ranked, who
from tongzhou.lines.filing.objection import facts as objecting
from tongzhou.lines.filing.objection import guarding
from tongzhou.lines.filing.review import facts as reviewing
from tongzhou.lines.filing.review import ranking
from tongzhou.procedure import showing
from tongzhou.registry import credit_code, employing, identity, representing, working
from tongzhou.registry.models import Employer, EmployerUser, Person
from tongzhou.registry.models.bodies import under

from .scene import Scene, at, worked

COUNTY, NEIGHBOUR = "150221", "150123"
OFFICER, CHIEF = "t-beian", "t-laoguan"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗包白"
GIVEN = (
    "建国",
    "秀兰",
    "其木格",
    "巴雅尔",
    "晓燕",
    "铁柱",
    "萨如拉",
    "志强",
    "乌日罕",
    "丽华",
    "阿拉坦",
    "海燕",
)


@dataclass(frozen=True)
class Firm:
    """An employer of the demo: how many people, and what stands out in what it declares."""

    name: str
    heads: int
    rows: int
    trait: str = ""
    region: str = COUNTY


DAIRY, CARRIER, HOTEL, DISPATCHER, DELIVERY, CLEANER, MILL = (
    Firm("示例草原乳业有限公司", 70, 64),
    Firm("示例快运物流有限公司", 48, 42, "short"),
    Firm("示例大酒店管理有限公司", 40, 30, "unsigned"),
    Firm("示例人力资源服务有限公司", 30, 28, "dispatch"),
    Firm("示例同城配送有限公司", 36, 32, "platform"),
    Firm("示例保洁服务有限公司", 20, 16, "part"),
    Firm("示例毛纺织有限公司", 52, 44, "", NEIGHBOUR),
)
SHARES = (97, 88, 94, 86, 96, 91)  # per cent of their people that other employers have declared
MOST = 33  # of them whose people have numbers of their own: see `number`
FIRMS = (DAIRY, CARRIER, HOTEL, DISPATCHER, DELIVERY, CLEANER, MILL)


def filing(scene: Scene, *, on: date) -> None:
    """Declare what was declared up to this day, let three workers object, and review what stands out."""
    firms = _register(scene, on)
    for n, firm in enumerate(FIRMS):
        rows = list(_rows(n, firm, firms[firm.name], firms[DAIRY.name], on))
        Employment.objects.bulk_create(rows)
    clerk = _act_one_by_one(firms, on)
    _from_abroad(firms, on)
    _objections(scene, firms, clerk, on)
    for county in (COUNTY, NEIGHBOUR):
        ranking.rank(county, on=on)
    _reviews(scene, on)


def rest(*, on: date) -> None:
    """Declare nearly all who work for the other employers of the banner, each soon after the first day."""
    declared = Employment.objects.values("uscc")
    known = Employer.objects.standing().filter(under(COUNTY), headcount__isnull=False)
    for n, one in enumerate(known.exclude(uscc=None).exclude(uscc__in=declared).order_by("uscc")):
        heads = one.headcount or 0
        firm = Firm(one.name, heads, heads * SHARES[n % len(SHARES)] // 100)
        rows = list(_rows(len(FIRMS) + n % MOST, firm, one, one, on))
        for row in rows:
            row.written, row.econtract = "electronic", row.econtract or f"EC{row.starts_on:%Y%m}"
        Employment.objects.bulk_create(rows)
    figures.keep(COUNTY, on=on)


def _register(scene: Scene, on: date) -> dict[str, Employer]:
    moment = at(worked(on - timedelta(days=400)))
    firms = {}
    for n, firm in enumerate(FIRMS):
        seventeen = f"91{firm.region}MA0F{n:05d}"
        firms[firm.name] = employing.register_employer(
            name=firm.name, uscc=seventeen + credit_code.check_character(seventeen),
            region_id=firm.region, headcount=firm.heads, by=None, at=moment, reason="演示",
        )  # fmt: skip
    acts_for = (
        ("t-ruye", "白经理", "13900000081", (DAIRY,), EmployerUser.Role.CLERK),
        ("t-jiudian", "侯经理", "13900000082", (HOTEL,), EmployerUser.Role.CLERK),
        ("t-daiban", "云会计", "13900000083", (CLEANER, CARRIER), EmployerUser.Role.AGENT),
    )  # fmt: skip
    for username, name, phone, mine, role in acts_for:
        person = Person.objects.create_user(username, name=name, phone=phone, is_demo=True)
        for firm in mine:
            representing.let_act_for(
                person, firms[firm.name], role=role, since=date(on.year - 1, 1, 1),
                confirmed_by=scene.people[CHIEF], at=moment, reason="演示",
            )  # fmt: skip
    return firms


def number(place: int, n: int) -> str:
    """Return an identity number nobody bears, the same for the same two numbers."""
    born = date(1966 + (place * 7 + n * 3) % 40, 1 + n % 12, 1 + n % 28)
    seventeen = f"150221{born:%Y%m%d}{(place * 100 + n) % 1000:03d}"
    return seventeen + identity.check_character(seventeen)


def name(place: int, n: int) -> str:
    """Return an invented name."""
    return SURNAMES[(place * 5 + n) % len(SURNAMES)] + GIVEN[(n * 5 + place) % len(GIVEN)]


def phone(place: int, n: int) -> str:
    """Return an invented phone."""
    return f"1370{place:02d}{n:05d}"


def _rows(n: int, firm: Firm, employer: Employer, user: Employer, on: date) -> Iterator[Employment]:
    floor = floor_for(firm.region, "full", "month", on=on)
    least = int(floor.value * 100) if floor else 225_000
    for k in range(firm.rows):
        for terms in _terms(firm, k, least, user, on):
            starts: date = terms["starts_on"]
            row = Employment(
                uscc=str(employer.uscc), employer_name=employer.name, region_id=firm.region,
                identity=who(
                    number=number(n, k),
                    phone="13900000082" if firm.trait == "unsigned" and k < 6 else phone(n, k),
                    name=name(n, k),
                ),
                declared_on=min(starts + timedelta(days=45 if firm.trait == "short" and k % 4 == 0 else 9), on),
                source=Employment.Source.BULK, delivery=f"演示-{firm.region}-{n + 1:02d}", **terms,
            )  # fmt: skip
            row.derive()
            row.age = starts.year - int(number(n, k)[6:10])
            yield row


def _terms(firm: Firm, k: int, least: int, user: Employer, on: date) -> Iterator[dict[str, Any]]:
    starts = add_months(on, -(3 + k % 20))
    plain: dict[str, Any] = {
        "kind": "full", "term": "fixed", "starts_on": starts,
        "ends_on": add_months(starts, 36) - timedelta(days=1), "pay": least + 60_000 + k % 70 * 4_000,
        "pay_basis": "month", "weekly_hours": 40, "written": "electronic" if k % 3 else "paper",
        "econtract": f"EC{starts:%Y%m}{k:05d}" if k % 3 else "", "contract_number": f"{starts:%Y}-{k + 1:03d}",
        "signed_on": starts, "insured": True, "job": ("生产", "质检", "仓储", "行政")[k % 4],
    }  # fmt: skip
    if (
        firm.trait == "short" and k < 8
    ):  # three short terms one after the other, at the minimum wage
        for turn in range(3):
            first = add_months(on, -14 + 5 * turn)
            over = turn < 2
            yield plain | {
                "starts_on": first, "ends_on": add_months(first, 5) - timedelta(days=1), "pay": least,
                "probation_until": add_months(first, 1) - timedelta(days=1) if turn < 2 and k < 3 else None,
                "written": "paper", "econtract": "", "job": "装卸",
                "how": "renew" if turn else "hire", "state": "renewed" if over else "active",
            }  # fmt: skip
        return
    if firm.trait == "short" and k >= 30:
        ended = on - timedelta(days=10 + k % 30)
        yield plain | {
            "state": "ended", "ended_on": ended, "end_reason": "agreed", "end_declared_on": ended + timedelta(days=3),
            "job": "驾驶",
        }  # fmt: skip
        return
    if firm.trait == "unsigned" and k < 14:
        yield plain | {
            "written": "none", "econtract": "", "contract_number": "", "signed_on": None, "insured": k % 2 == 0,
            "pay": least - 12_000 if k < 4 else least + 30_000, "job": "客房服务", "term": "fixed",
        }  # fmt: skip
        return
    if firm.trait == "dispatch":
        yield plain | {
            "kind": "dispatch", "using_uscc": user.uscc, "using_name": user.name, "job": "包装",
            "ends_on": add_months(starts, 24) - timedelta(days=1),
        }  # fmt: skip
        return
    if firm.trait == "platform":
        situation = ("managed", "managed", "labour", "civil")[k % 4]
        yield plain | {
            "kind": "platform", "platform_class": situation, "job": "配送",
            "ends_on": add_months(starts, 12) - timedelta(days=1), "insured": situation == "labour",
        }  # fmt: skip
        return
    if firm.trait == "part":
        yield plain | {
            "kind": "part", "weekly_hours": 20, "pay": 2_600, "pay_basis": "hour", "job": "保洁",
            "ends_on": add_months(starts, 24) - timedelta(days=1), "insured": False,
        }  # fmt: skip
        return
    if k % 9 == 0:  # run out and renewed; every other one run out and forgotten
        first = add_months(on, -18)
        renewed = k % 2 == 0
        yield plain | {
            "starts_on": first, "ends_on": add_months(first, 12) - timedelta(days=1),
            "state": "renewed" if renewed else "active",
        }  # fmt: skip
        if renewed:
            again = add_months(first, 12)
            yield plain | {
                "starts_on": again,
                "ends_on": add_months(again, 36) - timedelta(days=1),
                "how": "renew",
            }
        return
    if k % 17 == 5:
        yield plain | {"kind": "over_age", "term": "open", "ends_on": None, "job": "门卫"}
        return
    yield plain


def _act_one_by_one(firms: dict[str, Employer], on: date) -> Person:
    """Let the dairy's clerk hire, change and end, so that a row has a history."""
    clerk = Person.objects.get(username="t-ruye")
    firm = firms[DAIRY.name]

    def by(day: date) -> Declarer:
        return Declarer(clerk, Employment.Source.PORTAL, at(worked(day)), worked(day))

    start = worked(on - timedelta(days=80))
    done = declaring.hire(
        firm, number=number(9, 1), name="额尔敦巴雅尔", phone="13700900001",
        terms={
            "region_id": COUNTY, "kind": "full", "term": "fixed", "starts_on": start,
            "ends_on": add_months(start, 36) - timedelta(days=1),
            "probation_until": add_months(start, 3) - timedelta(days=1), "pay": 420_000,
            "pay_basis": "month", "weekly_hours": 40, "written": "electronic", "econtract": "EC20260900001",
            "signed_on": start, "insured": True, "job": "设备维修",
        },
        by=by(start + timedelta(days=4)),
    )  # fmt: skip
    declaring.change(
        done.row, terms={"pay": 460_000, "job": "设备主管"}, by=by(on - timedelta(days=20)),
        reason="协商一致变更岗位和工资",
    )  # fmt: skip
    leaving = Employment.objects.filter(uscc=firm.uscc, state="active").order_by("pk")[3]
    declaring.end(
        leaving, ended_on=on - timedelta(days=12), end_reason="resigned", by=by(on - timedelta(days=8))
    )  # fmt: skip
    return clerk


def _from_abroad(firms: dict[str, Employer], on: date) -> None:
    """Let the clerks of two employers declare those who show another paper: passports, permanent residence of either make, a permit of 香港.

    Of one of them the work permit has run out.
    """
    start = worked(on - timedelta(days=150))
    born = date(1986, 4, 12)
    shown = (
        (DAIRY, "t-ruye", "道尔吉·示例", Paper("E00000071", "passport", born, False, "15A0000000071"), "奶酪工艺师", 320),
        (DAIRY, "t-ruye", "安娜·示例", Paper(_made("915643", born, 1)), "实验室主管", None),
        (HOTEL, "t-jiudian", "玛丽·示例", Paper("E00000072", "passport", born, True, "15A0000000072"), "西点师", -12),
        (HOTEL, "t-jiudian", "乔治·示例", Paper("USA150086041201", "permanent", born, False), "餐饮顾问", None),
        (HOTEL, "t-jiudian", "何示例", Paper(_made("810000", born, 2)), "前厅经理", None),
    )  # fmt: skip
    for n, (firm, clerk, name_, paper, job, permit_days) in enumerate(shown):
        day = start + timedelta(days=6)
        declaring.hire(
            firms[firm.name], number=paper, name=name_, phone=phone(71, n),
            terms={
                "region_id": firm.region, "kind": "full", "term": "fixed", "starts_on": start,
                "ends_on": add_months(start, 24) - timedelta(days=1), "pay": 980_000, "pay_basis": "month",
                "weekly_hours": 40, "written": "electronic", "econtract": f"EC{start:%Y%m}7{n:04d}", "signed_on": start,
                "insured": True, "job": job,
                "permit_until": None if permit_days is None else on + timedelta(days=permit_days),
            },
            by=Declarer(Person.objects.get(username=clerk), Employment.Source.PORTAL, at(worked(day)), worked(day)),
        )  # fmt: skip


def _made(begins: str, born: date, n: int) -> str:
    """Return a number of the make of an identity card that begins so; nobody bears it."""
    seventeen = f"{begins}{born:%Y%m%d}{n:03d}"
    return seventeen + identity.check_character(seventeen)


def _objections(scene: Scene, firms: dict[str, Employer], clerk: Person, on: date) -> None:
    """Three workers say that it is not so: one waits, one was answered, one was right."""
    said: tuple[tuple[Firm, int, objecting.What, str], ...] = (
        (HOTEL, 0, "没有参加社会保险", "备案写已参保，社保查询没有记录。"),
        (HOTEL, 1, "工资不对", "约定每月 2600 元，备案少写了。"),
        (DAIRY, 2, "合同期限不对", "我签的是一年，备案写了三年。"),
    )  # fmt: skip
    cases = []
    for firm, k, what, words in said:
        employer, place = firms[firm.name], FIRMS.index(firm)
        row = Employment.objects.filter(uscc=employer.uscc).order_by("pk")[k]
        known, day = row.open_identity(), worked(on - timedelta(days=6 + 5 * k))
        worker = working.register_worker(
            name=known.name, id_number=known.number, phone=f"139000004{place}{k}", by=None, at=at(day),
            on=day, reason="演示",
        )  # fmt: skip
        by = showing.of_worker(worker).actor(region=COUNTY, parties=(f"worker/w{worker.pk}",))
        stated = objecting.Objection(
            names={f"worker/w{worker.pk}": worker.name, f"employer/e{employer.pk}": employer.name},
            employment=str(row.pk), uscc=row.uscc, declared=f"约定工资 {(row.pay or 0) / 100:.2f} 元，至 {row.ends_on}",
            what=what, words=words, phone=worker.phone_hash,
        )  # fmt: skip
        cases.append(
            scene.door.open_case("filing.objection", by=by, at=at(day), region=COUNTY, facts=stated)
        )
    hotel = next(k for k in (f"employer/e{firms[HOTEL.name].pk}",))
    dairy = f"employer/e{firms[DAIRY.name].pk}"
    scene.does(
        OFFICER, cases[1], "answer", objecting.Answer(words="按基本工资填报，未含补贴。"),
        on=on - timedelta(days=5), about=(hotel,),
    )  # fmt: skip
    scene.does(
        OFFICER, cases[2], "answer", objecting.Answer(agrees=True, words="填错了，同意更正。"),
        on=on - timedelta(days=12), about=(dairy,),
    )  # fmt: skip
    scene.does(
        OFFICER, cases[2], "uphold",
        objecting.Upheld(mend="期满日期改为合同所载日期", until=on - timedelta(days=1)), on=on - timedelta(days=10),
    )  # fmt: skip
    row = Employment.objects.filter(uscc=firms[DAIRY.name].uscc).order_by("pk")[2]
    day = worked(on - timedelta(days=9))
    declaring.change(
        row, terms={"ends_on": add_months(row.starts_on, 24) - timedelta(days=1)},
        by=Declarer(clerk, Employment.Source.PORTAL, at(day), day), reason="依异议处理意见更正期满日期",
    )  # fmt: skip
    scene.does(
        OFFICER, cases[2], "mend", objecting.Mended(
            words="期满日期已更正，劳动者已看到。",
            corrections=tuple(str(c) for c in guarding.corrections(str(row.pk))),
        ),
        on=on - timedelta(days=8),
    )  # fmt: skip


def _reviews(scene: Scene, on: date) -> None:
    """The office has taken up the two that stand out most: one is asked to mend, one was passed."""
    steps = (
        ("ask_mend", reviewing.ToMend(items=("补签书面劳动合同", "补报社会保险"), until=on + timedelta(days=9))),
        ("pass", reviewing.Passed(words="已电话核实，续签安排合理，请单位今后签订较长期限合同。")),
    )  # fmt: skip
    ranked = Ranked.objects.filter(county=COUNTY).order_by("-score", "pk")[: len(steps)]
    for row, (act, said) in zip(ranked, steps, strict=True):
        firm = employing.find_employer(row.uscc)
        assert firm is not None
        stated = reviewing.TakenUp(
            names={f"employer/e{firm.pk}": firm.name}, uscc=row.uscc, score=row.score, rows=row.rows,
            hits=msgspec.convert(row.hits, tuple[reviewing.Hit, ...]),
        )  # fmt: skip
        case = scene.opens(
            OFFICER, "filing.review", on=on - timedelta(days=4), region=COUNTY, facts=stated
        )
        scene.does(OFFICER, case, act, said, on=on - timedelta(days=3))
