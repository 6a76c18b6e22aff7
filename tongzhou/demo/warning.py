"""Early warning of the demo region: a run of the rules, warnings in every state, reports by hand, a published scorecard.

The values are invented; what they are judged by are the rules as they stand. Every act goes through the door.
"""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tongzhou.procedure.models import Case
from tongzhou.registry import credit_code, employing, representing
from tongzhou.registry.models import Employer, EmployerUser, Industry, Person, Region
from tongzhou.warning import arm, keeping, publishing, signalling
from tongzhou.warning.cases import facts
from tongzhou.warning.rules import Hit, Level, Rule, judge

from .scene import Scene, actor, at, worked
from .watching import ANALYST, CHIEF, GRID, HOUSING, Hands

DATA = Path(__file__).parent / "data"
COUNTY = "150221"
NAMES = (
    "机械制造",
    "建筑劳务",
    "商砼",
    "乳品加工",
    "物流",
    "酒店",
    "铸造",
    "化工",
    "家具",
    "印刷",
    "物业",
    "餐饮",
)
SECTORS = ("C", "E", "C", "C", "G", "H", "C", "C", "C", "C", "K", "H")
# Elsewhere: a county, an employer there, and what was seen of it.
ELSEWHERE = (
    ("150203", {"insurance_unpaid_months": "3"}),
    ("150203", {"power_fall_percent": "55"}),
    ("150204", {"complaints_30d": "3"}),
    ("150206", {"wage_arrears_months": "3", "wage_unpaid_people": "40"}),
    ("150222", {"insured_drop_percent": "22"}),
    ("150223", {"filing_rate_percent": "91"}),
    ("150104", {"arbitrations_30d": "5"}),
    ("150123", {"complaints_30d": "2"}),
    ("150402", {"wage_arrears_months": "0.5"}),
    ("150404", {"wage_unpaid_people": "35"}),
    ("150602", {"power_fall_percent": "72"}),
    ("150622", {"tax_unpaid_periods": "2"}),
    ("150702", {"court_signs_365d": "1", "owner_unreachable": "0"}),
    ("150722", {"insurance_unpaid_months": "1"}),
    ("152502", {"project_missing_items": "2"}),
)
CALM = {
    "wage_arrears_months": "0", "wage_unpaid_people": "0", "insurance_unpaid_months": "0", "insured_drop_percent": "2",
    "power_fall_percent": "4", "complaints_30d": "0", "arbitrations_30d": "0", "arbitration_people_30d": "0",
    "filing_rate_percent": "98", "tax_unpaid_periods": "0",
}  # fmt: skip


def warning(scene: Scene, *, on: date) -> None:
    """Play early warning up to this day."""
    _Watch(scene, on).play()


class _Watch(Hands):
    """The county and its league on the demo day."""

    def __init__(self, scene: Scene, on: date) -> None:
        super().__init__(scene, on)
        self.moment = at(worked(on - timedelta(days=300)))
        keeping.load_general(at=self.moment)
        self.book = keeping.book_on(on)
        self.firms = [
            self._firm(f"示例{trade}有限公司{n:02d}号", COUNTY, n, sector)
            for n, (trade, sector) in enumerate(zip(NAMES, SECTORS, strict=True), start=1)
        ]

    def _firm(self, name: str, region: str, n: int, sector: str) -> Employer:
        seventeen = f"91{region}MA0Y{n:05d}"
        towns = Region.objects.filter(code__startswith=region, level="township").order_by("code")
        places = list(towns.values_list("code", flat=True)) or [region]
        return employing.register_employer(
            name=name, uscc=seventeen + credit_code.check_character(seventeen), region_id=places[n % len(places)], by=None,
            at=self.moment, reason="演示", headcount=20 + 13 * n,
            industry=Industry.objects.filter(code=sector).first(),
        )  # fmt: skip

    def play(self) -> None:
        """Let it happen in the order of the days."""
        self._past()
        self._closing()
        self._elsewhere()
        self._today()
        listed = {
            "model": "logistic_few",
            "offered": True,
            "names": [{"entity": self.firms[n].uscc} for n in (0, 2, 7, 5)],
        }
        arm.mark(
            json.dumps(listed).encode(), region=COUNTY, month=self.on.isoformat()[:7], on=self.on,
            at=at(worked(self.on - timedelta(days=8))),
        )  # fmt: skip
        raw = gzip.decompress((DATA / "scorecard.json.gz").read_bytes())
        card = (DATA / "scorecard.md").read_text(encoding="utf-8")
        publishing.publish(
            raw,
            card=card,
            name="欠薪预警模型（合成地区，演示）",
            at=at(worked(self.on - timedelta(days=9))),
        )

    # --- What the rules say ---------------------------------------------------------------------

    def hits(self, employer: Employer, values: dict[str, str], day: date) -> list[Hit]:
        """Return what every rule says of an employer; what is not given is calm, what nobody knows is grey."""
        known: dict[str, Decimal | None] = {k: Decimal(v) for k, v in (CALM | values).items()}
        period = (day.replace(day=1) - timedelta(days=1)).isoformat()[:7]
        rules = self.book.asked(on=day, region=employer.region_id)
        return [self._hit(r, employer, known, period) for r in rules.values()]

    def _hit(
        self, rule: Rule, employer: Employer, known: dict[str, Decimal | None], period: str
    ) -> Hit:
        level, value, bound = judge(rule, known)
        series: tuple[Decimal | None, ...] = ()
        if value is not None and bound is not None and bound.indicator == rule.indicator:
            shape = (0, 0, 0, 0, 1, 0, 0, 1, 2, 4, 7, 10)
            start = Decimal(99) if bound.way.value.startswith("<") else Decimal(0)
            series = tuple(
                None if n == 5 else (start + (value - start) * part / 10).quantize(Decimal("0.1"))
                for n, part in enumerate(shape)
            )
        source = {
            "payroll": "工资代发",
            "insurance": "社保缴费",
            "utilities": "供电、供水",
            "complaints": "举报投诉",
        }
        return Hit(
            rule.code, rule.version, employer.uscc or "", period, level, value, bound, series,
            source.get(rule.sources[0], "部门数据"), f"{period} 第1批",
        )  # fmt: skip

    def run(self, day: date, told: list[tuple[Employer, dict[str, str]]]) -> None:
        """Take a run of the rules over these employers."""
        hits = [hit for employer, values in told for hit in self.hits(employer, values, day)]
        signalling.take(
            hits, door=self.scene.door, book=self.book, as_of=day, at=at(day, 7), source="demo"
        )

    def case(self, n: int, values: dict[str, str], ago: int) -> Case:
        """Return the candidate a run has opened about an employer."""
        employer = self.firms[n]
        self.run(self.day(ago), [(employer, values)])
        found = signalling.open_case_of(employer)
        assert found
        return found

    # --- What people do about the first firms --------------------------------------------------

    def taken(self, n: int, values: dict[str, str], level: str, ago: int) -> Case:
        """Return a warning that was issued, sent on and signed for in one day."""
        return self.signed(
            self.dispatched(self.issued(self.case(n, values, ago), level, ago), ago), ago
        )

    def asked(self, case: Case, n: int, ago: int) -> Case:
        return self.letter(case, self.firms[n], ago)

    # --- The stories -------------------------------------------------------------------------------

    def _past(self) -> None:
        """Warnings of earlier months, so that rules and the month have something to tell."""
        for n, ago, cause in (
            (8, 130, "订单减少"),
            (9, 100, "资金周转困难"),
            (10, 75, "工程款未到位"),
            (11, 62, "管理不规范"),
        ):
            case = self.taken(
                n, {"wage_arrears_months": "1.5", "complaints_30d": "3"}, "orange", ago
            )
            self.asked(case, n, ago - 1)
            self.verified(case, ago - 3, cause)
            self.settled(case, ago - 9)
            self.closed(case, ago - 10)
        causes: tuple[tuple[int, int, Any], ...] = (
            (9, 48, "季节性、节假日停产"),
            (10, 40, "检修、停电停水"),
            (11, 34, "数据错误、滞后"),
        )
        for n, ago, why in causes:
            case = self.case(n, {"power_fall_percent": "52"}, ago)
            wrong = facts.FalseAlarm(
                cause=why,
                rules=("U1",),
                words="电话核对，单位照常生产。",
                advice="与上年同期的检修日历对照",
            )
            self.does(ANALYST, case, "call_false", wrong, ago - 1)

    def _closing(self) -> None:
        """Further on: handed to inspection, watched, waiting for review, closed this month."""
        case = self.taken(7, {"wage_arrears_months": "3", "wage_unpaid_people": "31"}, "red", 20)
        self.verified(case, 20, "经营者失联")
        gone = facts.ToInspection(
            violations=("wage_arrears",),
            words="负责人失联，拖欠三十一人工资（演示内容）。",
            confirmed=("W1", "W2"),
        )
        self.does(CHIEF, case, "to_inspection", gone, 19)
        case = self.taken(6, {"insurance_unpaid_months": "2"}, "orange", 16)
        self.verified(case, 14)
        self.settled(case, 8, "部分化解")
        down = facts.Downgrade(
            level="yellow",
            words="已补缴一个月，其余月底前缴清",
            next_check=self.on + timedelta(days=6),
        )
        self.does(ANALYST, case, "downgrade", down, 7)
        case = self.taken(5, {"complaints_30d": "5"}, "orange", 12)
        self.verified(case, 9, "劳资纠纷")
        for key in self.planned(case, "orange", "H", 9):
            self.does(GRID, case, "do_measure", facts.MeasureDone(words="已落实"), 3, key)
        self.settled(case, 2)

    def _elsewhere(self) -> None:
        """Other counties: their signals wait to be judged there."""
        told: list[tuple[Employer, dict[str, str]]] = []
        for n, (region, values) in enumerate(ELSEWHERE, start=1):
            told.append(
                (self._firm(f"示例企业{n:02d}有限公司", region, 100 + n, "CEGH"[n % 4]), values)
            )
            told.append(
                (self._firm(f"示例平稳{n:02d}有限公司", region, 300 + n, "CEGH"[n % 4]), {})
            )
        self.run(self.day(1), told)

    def _today(self) -> None:
        """Under way: measures, an answer, a letter, a red one to sign for, candidates, a report from the grid."""
        case = self.taken(
            0,
            {
                "wage_arrears_months": "2.5",
                "wage_unpaid_people": "14",
                "insurance_unpaid_months": "2",
            },
            "red",
            4,
        )
        self.asked(case, 0, 4)
        self._answers(case)
        self.verified(case, 3)
        steps = self.planned(case, "red", "C", 3)
        self.does(
            GRID,
            case,
            "do_measure",
            facts.MeasureDone(words="已到企业核实，职工代表二人在场"),
            2,
            steps[0],
        )
        self.does(
            GRID,
            case,
            "progress",
            facts.Progress(words="已补发五人，其余等货款", people=9, amount=5_760_000),
            1,
        )
        self.asked(
            self.taken(3, {"wage_arrears_months": "0.5", "power_fall_percent": "38"}, "yellow", 3),
            3,
            2,
        )
        self.signed(
            self.dispatched(
                self.issued(
                    self.case(1, {"project_missing_items": "2", "project_unpaid_months": "0"}, 2),
                    "orange",
                    2,
                ),
                2,
                HOUSING,
            ),
            1,
            HOUSING,
        )
        self.dispatched(
            self.issued(
                self.case(2, {"wage_unpaid_people": "33", "complaints_30d": "6"}, 0), "red", 0
            ),
            0,
            visitor="t-xietiao",
        )
        self.issued(self.case(4, {"insured_drop_percent": "24"}, 1), "orange", 0)
        told: list[tuple[Employer, dict[str, str]]] = [(self.firms[n], {}) for n in (8, 9)]
        told += [
            (self.firms[10], {"filing_rate_percent": "92"}),
            (self.firms[11], {"tax_unpaid_periods": "1"}),
        ]
        self.run(self.day(0), told)
        person = self.scene.people[GRID]
        signalling.report(
            self.scene.door, self.firms[8], code="G1", level=Level.YELLOW, words="工人议论发薪日推迟，暂无聚集", by=actor(person, on=self.on),
            person=person, on=self.day(0), at=at(self.day(0), 11),
        )  # fmt: skip

    def _answers(self, case: Case) -> None:
        """Let the employer's clerk answer the letter, as the portal would."""
        clerk = Person.objects.create_user(
            "t-jixie", name="郑经理", phone="13900008801", is_demo=True
        )
        representing.let_act_for(
            clerk, self.firms[0], role=EmployerUser.Role.CLERK, since=date(self.on.year - 1, 1, 1),
            confirmed_by=self.scene.people["t-dengji"], at=self.moment, reason="演示",
        )  # fmt: skip
        key = f"employer/e{self.firms[0].pk}"
        said = facts.Explanation(
            situation="有暂时困难，正在解决",
            words="两家客户货款没有到，先发了一部分（演示内容）。",
            owed_people=14,
            pay_by=self.on + timedelta(days=12),
        )
        from tongzhou.procedure.judge import Actor

        by = Actor(str(clerk.pk), clerk.name, "party", COUNTY, parties=(key,))
        self.scene.door.act(case, "explain", by=by, at=at(self.day(3), 8), facts=said, about=(key,))
