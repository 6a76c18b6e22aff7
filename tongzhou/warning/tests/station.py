"""The cast of early warning: a county that watches, its league, a neighbour; three employers; a worker's phone nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.tests.seats import Called, Someone, a_bureau, appointed, enter_regions
from tongzhou.procedure.view import View
from tongzhou.registry.credit_code import check_character
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import Employer
from tongzhou.warning import keeping, signalling
from tongzhou.warning.cases import facts
from tongzhou.warning.rules import Bound, Hit, Level, RuleBook, judge

HERE, ELSEWHERE = "150223", "150303"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 2)
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("达尔罕茂明安联合旗", "达茂旗", "county", "1502"),
    ELSEWHERE: ("海南区", "海南区", "county", "1503"),
}
PEOPLE = (
    ("analyst", "托娅", HERE, "warning_analyst"),
    ("chief", "巴图", HERE, "warning_chief"),
    ("handler", "苏雅", HERE, "warning_responder"),
    ("other", "陈晨", HERE, "warning_responder"),
    ("league", "其木格", "1502", "warning_analyst"),
    ("stranger", "海春", ELSEWHERE, "warning_analyst"),
    ("clerk", "娜日娜", HERE, "mediation_clerk"),
)
CODES = tuple(
    body + check_character(body)
    for body in ("91150200MA0000001", "91150200MA0000002", "91150300MA0000003")
)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of that day here."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@dataclass
class Station(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)
    firms: list[Employer] = field(default_factory=list)

    @property
    def book(self) -> RuleBook:
        return keeping.book_on(MONDAY)

    def hits(self, firm: int, **values: str) -> list[Hit]:
        """Return what every rule says of an employer, from the values that are known of it."""
        known: dict[str, Decimal | None] = {k: Decimal(v) for k, v in values.items()}
        employer = self.firms[firm]
        out = []
        for rule in self.book.asked(on=MONDAY, region=employer.region_id).values():
            level, value, bound = judge(rule, known)
            out.append(
                Hit(rule.code, rule.version, employer.uscc or "", "2026-10", level, value, bound,
                    (None, *(Decimal(n) for n in range(11))), "payroll", "2026-10 第1批")
            )  # fmt: skip
        return out

    def run(self, *hits: list[Hit], on: date = MONDAY, hour: int = 9) -> signalling.Taken:
        """Take a run of the rules."""
        flat = [h for mine in hits for h in mine]
        return signalling.take(
            flat, door=self.door, book=self.book, as_of=on, at=at(on, hour), source="test"
        )

    def candidate(self, firm: int = 0, *, on: date = MONDAY, **values: str) -> Case:
        """Return the candidate that a run has opened."""
        self.run(
            self.hits(firm, **(values or {"wage_arrears_months": "3", "wage_unpaid_people": "12"})),
            on=on,
        )
        found = signalling.open_case_of(self.firms[firm])
        assert found
        return found

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date = MONDAY, hour: int = 10,
        minute: int = 0, about: tuple[str, ...] = (),
    ) -> Entry:  # fmt: skip
        """Let somebody do an act."""
        case.refresh_from_db()
        return self.door.act(
            case, act, by=self.people[who].actor, at=at(on, hour, minute), facts=stated, about=about
        )

    def employer(self, case: Case, act: str, stated: Facts, *, on: date = MONDAY) -> Entry:
        """Let the employer of a case do an act at the portal."""
        key = case.subjects.get(kind="employer").key
        by = Actor("900", "王经理", "party", case.region, parties=(key,))
        return self.door.act(case, act, by=by, at=at(on, 15), facts=stated, about=(key,))

    def issued(self, case: Case, level: str = "red", *, on: date = MONDAY) -> Case:
        self.does(
            "analyst", case, "confirm", facts.Confirmation(level=level, words="情况可信"), on=on
        )
        self.does("chief", case, "issue", facts.Issue(level=level, words="立即核实"), on=on)
        return case

    def dispatched(self, case: Case, *, on: date = MONDAY, who: str = "handler") -> Case:
        key = f"handler/{self.people[who].person.pk}"
        stated = facts.Dispatch(names={key: self.people[who].person.name}, to="网格协调员")
        self.does("analyst", case, "dispatch", stated, on=on, about=(key,))
        return case

    def signed(self, case: Case, *, on: date = MONDAY, hour: int = 11) -> Case:
        self.does("handler", case, "sign_for", on=on, hour=hour)
        return case

    def verifies(self, case: Case, *, on: date = MONDAY, **more: Any) -> Entry:
        given: dict[str, Any] = {
            "found": "属实", "way": "现场走访", "visited_on": on, "place": "厂区", "cause": "资金周转困难",
            "people": 12, "amount": 36_000_000, "words": "十二人两个月工资未发",
        }  # fmt: skip
        return self.does(
            "handler", case, "verified", facts.Verification(**(given | more)), on=on, hour=16
        )

    def view(self, case: Case) -> View:
        case.refresh_from_db()
        return self.door.view(case)


def bound(indicator: str, value: str, unit: str = "") -> Bound:
    """Return an upward bound."""
    from tongzhou.warning.rules import Way

    return Bound(indicator, Way.AT_LEAST, Decimal(value), unit)


def assemble() -> Station:
    """Create the cast."""
    enter_regions(REGIONS)
    station = Station()
    for who, name, region, office in PEOPLE:
        station.people[who] = appointed(
            who, name, office, a_bureau(REGIONS, region), since=date(2025, 1, 1)
        )
    moment = at(date(2025, 1, 2))
    keeping.load_general(at=moment)
    for code, name, region in zip(
        CODES,
        ("示例机械有限公司", "示例餐饮有限公司", "示例煤业有限公司"),
        (HERE, HERE, ELSEWHERE),
        strict=True,
    ):
        station.firms.append(
            register_employer(
                name=name, uscc=code, region_id=region, by=None, at=moment, reason="测试"
            )
        )
    return station


__all__ = ["Level", "Station", "assemble", "bound"]
