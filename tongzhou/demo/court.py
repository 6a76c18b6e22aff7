"""The arbitration court of the demo: invented workers and employers, and short ways to say what happens when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tongzhou.law import amount
from tongzhou.lines.arbitration import facts
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper, Way
from tongzhou.registry import credit_code, employing, identity, working
from tongzhou.registry.models import Employer, EmployerUser, Person, Worker

from .scene import Scene, at, worked

COUNTY, CODE = "150221", "arbitration.dispute"
CLERK, HEAD, CHAIR = "t-shujiyuan", "t-yuanzhang", "t-zhongcaizhuren"
ARBITRATORS = ("t-zhongcai1", "t-zhongcai2", "t-zhongcai3")
FIRMS = (
    ("示例煤业有限责任公司", "B", 640),
    ("示例建筑安装有限公司", "E", 180),
    ("示例物流有限公司", "G", 75),
    ("示例餐饮管理有限公司", "H", 42),
    ("示例乳业有限公司", "C", 310),
    ("示例保安服务有限公司", "L", 120),
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = ("建国", "秀英", "志强", "丽华", "海峰", "桂兰", "永胜", "晓燕", "国庆", "春梅")
MONGOL = ("巴雅尔", "其木格", "那仁", "乌云", "格日勒", "斯琴", "达来", "萨仁")
REPRESENTATIVE = ("q-danwei", "示例煤业经办人", "19900001000")


def money(**yuan: int) -> tuple[ClaimItem, ...]:
    """Return claims: head=yuan."""
    return tuple(ClaimItem(head=head, amount=n * 100) for head, n in yuan.items())


@dataclass
class Court:
    """The court on the demo day. Days are said as so many days before it, and fall on working days."""

    scene: Scene
    on: date
    workers: list[Worker] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)
    slot: int = 0

    @classmethod
    def open(cls, scene: Scene, on: date) -> Court:
        """Register the employers, and somebody who acts for the first of them at the portal."""
        court = cls(scene, on)
        moment = at(worked(on - timedelta(days=400)))
        for n, (name, section, heads) in enumerate(FIRMS):
            body = f"911502{COUNTY[-2:]}MA0Q{n:05d}"[:17]
            court.employers.append(
                employing.register_employer(
                    name=name, uscc=body + credit_code.check_character(body), by=None, at=moment,
                    region_id=COUNTY, industry_id=section, headcount=heads,
                    address=f"土默特右旗示例工业园{n + 1}号", telephone=f"0472-000000{n}",
                )
            )  # fmt: skip
        username, called, phone = REPRESENTATIVE
        person = Person.objects.create_user(username, name=called, phone=phone, is_demo=True)
        EmployerUser.objects.create(
            person=person, employer=court.employers[0], role="clerk", since=moment.date()
        )
        return court

    def day(self, ago: int) -> date:
        """Return the working day so many days before the demo day; negative: after it."""
        return worked(self.on - timedelta(days=ago))

    def worker(self) -> Worker:
        """Register the next invented worker. Numbers are of people born in 1900: of nobody alive."""
        n = len(self.workers)
        name = (
            MONGOL[n // 4 % len(MONGOL)]
            if n % 4 == 3
            else f"{SURNAMES[n % 20]}{GIVEN[(n * 7 + n // 20) % 10]}"
        )
        number = f"{COUNTY}1900{n // 28 % 12 + 1:02d}{n % 28 + 1:02d}{n % 999:03d}"
        moment = at(self.day(400))
        worker = working.register_worker(
            name=name, id_number=number + identity.check_character(number),
            phone=f"1990000{n:04d}", address=f"土默特右旗示例小区{n + 1}号楼",
            by=None, at=moment, on=moment.date(),
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def brings(
        self, ago: int, firm: int, claims: tuple[ClaimItem, ...], *, people: int = 1,
        who: Worker | None = None, online: bool = False, **more: Any,
    ) -> Case:  # fmt: skip
        """Let workers apply: at the counter, or one of them on the phone."""
        on = self.day(ago)
        workers = [who] if who else [self.worker() for _n in range(people)]
        employer = self.employers[firm]
        keys = {f"claimant/w{w.pk}": w.name for w in workers}
        given: dict[str, Any] = {
            "story": f"在{employer.name}工作，发生争议，协商不成（演示内容）。",
            "hired_on": on - timedelta(days=620), "left_on": on - timedelta(days=20),
            "post": "操作工", "monthly_wage": 520_000, "place": COUNTY, "seat": COUNTY,
            "electronic": True, "channel": "网上" if online else "窗口",
        } | more  # fmt: skip
        stated = facts.Application(
            names=keys | {f"respondent/e{employer.pk}": employer.name},
            claims=dict.fromkeys(keys, claims),
            **given,
        )
        if online:
            by = Actor(
                f"worker:{workers[0].pk}", workers[0].name, PARTY.code, COUNTY, parties=tuple(keys)
            )
            return self.scene.door.open_case(CODE, by=by, at=at(on, 8), region=COUNTY, facts=stated)
        return self.scene.opens(CLERK, CODE, on=on, region=COUNTY, facts=stated)

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None, ago: int, *about: str
    ) -> Entry:
        """Let somebody of the court act."""
        return self.scene.does(who, case, act, stated, on=self.day(ago), about=about)

    def party(
        self, key: str, case: Case, act: str, stated: Facts | None, ago: int, *about: str
    ) -> Entry:
        """Let a party act at the portal."""
        by = Actor("", "当事人", PARTY.code, COUNTY, parties=(key,))
        on = at(self.day(ago), 10)
        return self.scene.door.act(case, act, by=by, at=on, facts=stated, about=about)

    def claimants(self, case: Case) -> list[str]:
        """Return the keys of the claimants."""
        rows = case.subjects.filter(kind="claimant").order_by("pk")
        return list(rows.values_list("key", flat=True))

    def firm(self, case: Case) -> str:
        """Return the key of the respondent."""
        return str(case.subjects.get(kind="respondent").key)

    def takes(self, case: Case, ago: int, *, way: str = "simple", chief: int = 0) -> None:
        """Let the clerk accept a case and the head form its tribunal."""
        if way == "simple":
            ground = facts.SimpleAcceptance(
                ground="事实清楚、权利义务关系明确、争议不大", suited=True
            )
            self.does(CLERK, case, "accept_simple", ground, ago)
        else:
            act = "accept" if way == "ordinary" else "accept_collective"
            self.does(CLERK, case, act, facts.Acceptance(remark="符合受理条件。"), ago)
        self.online(case, ago, *self.claimants(case))
        self.sits(case, ago, three=way != "simple", chief=chief)

    def online(self, case: Case, ago: int, *about: str) -> None:
        """Serve the latest paper electronically; the answer of the system is the proof."""
        on = self.day(ago)
        stated = ServiceOfPaper(
            way="电子送达", sent_on=on, received_on=on, reference=f"系统回执示例{case.pk:06d}"
        )
        self.does(CLERK, case, "serve_paper", stated, ago, *about)

    def sits(self, case: Case, ago: int, *, three: bool, chief: int) -> None:
        """Let the head form a tribunal; the clerk keeps its record."""
        order = [ARBITRATORS[(chief + n) % 3] for n in range(3 if three else 1)]
        roles = {
            f"member/{self.scene.people[order[0]].pk}": "首席仲裁员" if three else "独任仲裁员"
        }
        roles |= {f"member/{self.scene.people[who].pk}": "仲裁员" for who in order[1:]}
        roles[f"member/{self.scene.people[CLERK].pk}"] = "书记员"
        names = {f"member/{p.pk}": p.name for p in self.scene.people.values()}
        stated = facts.Tribunal(names={k: names[k] for k in roles}, roles=roles)  # type: ignore[arg-type]
        self.does(HEAD, case, "form_tribunal", stated, ago)
        self.does(CLERK, case, "notify_tribunal", None, ago)
        self.online(case, ago, *self.claimants(case), self.firm(case))

    def serves(
        self, case: Case, act: str, ago: int, *about: str, way: Way = "直接送达",
        received: int | None = None, failed: str = "",
    ) -> None:  # fmt: skip
        """Serve a paper; posted ones are on their way until they are received."""
        stated = ServiceOfPaper(
            way=way, sent_on=self.day(ago), receiver="前台签收" if way == "直接送达" else "",
            received_on=self.day(ago) if way == "直接送达" else None if received is None else self.day(received),
            reference="" if way == "直接送达" else f"EMS示例{case.pk:06d}", failed=failed,
        )  # fmt: skip
        self.does(CLERK, case, act, stated, ago if received is None else received, *about)

    def summons(self, case: Case, ago: int, **how: Any) -> None:
        """Call upon the respondent to answer."""
        self.does(CLERK, case, "summon", None, ago)
        self.serves(case, "serve_copy", ago, self.firm(case), **how)

    def hears(self, case: Case, ago: int, *, set_on: int, held: bool) -> None:
        """Set a hearing down, tell everybody, and hold it."""
        self.slot += 1
        stated = facts.Hearing(
            names={"hearing/1": "第一次开庭"},
            hearing_on=self.day(ago),
            starts=("09:00", "14:30", "11:00", "16:30")[self.slot % 4],
            minutes=90,
            room=f"第{'一二'[self.slot // 4 % 2]}仲裁庭",
        )
        self.does(CLERK, case, "set_hearing", stated, set_on)
        self.does(CLERK, case, "notify_hearing", None, set_on, "hearing/1")
        self.serves(case, "serve_paper", set_on, *self.claimants(case), self.firm(case))
        if held:
            minutes = facts.Minutes(
                present=("申请人", "被申请人委托代理人"), focus="工资标准和欠付月份。",
                words="双方陈述、举证、质证，辩论终结（演示内容）。",
            )  # fmt: skip
            self.does(CLERK, case, "hear", minutes, ago, "hearing/1")

    def award(self, ago: int, share: int, *of: str, case: Case) -> facts.Award:
        """Return an award of so many per cent of every claim of these claimants, in whole yuan."""
        view = self.scene.door.view(case)
        asked = view.said["apply"]
        assert isinstance(asked, facts.Application)
        wage = amount("minimum_wage", region=COUNTY, on=self.day(ago))
        return facts.Award(
            items={
                key: {i.head: i.amount * share // 10_000 * 100 for i in asked.claims[key]}
                for key in of
            },
            found="双方存在劳动关系，欠付属实。",
            reasons="用人单位应当按时足额支付劳动报酬（演示内容）。",
            minimum_wage=int(wage.value * 100),
            minimum_wage_version=f"{wage.source}，{wage.since}起",
        )

    def settles(self, case: Case, ago: int, share: int, *of: str, chief: int = 0) -> None:
        """Let these claimants and the respondent agree on so many per cent."""
        given = self.award(ago, share, *of, case=case)
        has_spokesmen = case.subjects.filter(kind="representative").exists()
        stated = facts.Settlement(
            items=given.items, pay_on=self.day(ago) + timedelta(days=20),
            consents=of if has_spokesmen else (),
        )  # fmt: skip
        self.does(ARBITRATORS[chief], case, "settle", stated, ago, *of)

    def signed(self, case: Case, ago: int, *of: str) -> None:
        """Register that both sides have signed for the statement."""
        self.does(CLERK, case, "sign_settlement", facts.Signed(signed_on=self.day(ago)), ago, *of)
