"""The cast: the brigade of 达茂旗 with eight officers and sixty employers, four bodies that contribute, a neighbour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.lines.draws import drawing, facts, freezing, rules
from tongzhou.lines.draws.algorithm.seeding import commitment
from tongzhou.lines.draws.models import DrawItem, DrawObject, DrawOfficer, OfficerTie
from tongzhou.lines.draws.trades import PROPOSED
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.tests.seats import Called, Someone, appointed, enter_regions
from tongzhou.registry.certifying import certify
from tongzhou.registry.models import Body, Employer, Person

HERE, ELSEWHERE = "150223", "150303"
SHANGHAI = ZoneInfo("Asia/Shanghai")
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("达尔罕茂明安联合旗", "达茂旗", "county", "1502"),
    ELSEWHERE: ("海南区", "海南区", "county", "1503"),
}
BODIES = {
    "inspection": "监察大队",
    "hrss": "人社局",
    "drc": "发改委",
    "union": "总工会",
    "fic": "工商联",
}
# (who, name, region, kind of body, office)
PEOPLE = (
    ("clerk", "娜日娜", HERE, "inspection", "draw_clerk"),
    ("head", "朝鲁", HERE, "inspection", "draw_head"),
    ("hrss", "斯琴", HERE, "hrss", "draw_witness"),
    ("drc", "王志", HERE, "drc", "draw_witness"),
    ("union", "高娃", HERE, "union", "draw_witness"),
    ("fic", "李敏", HERE, "fic", "draw_witness"),
    ("elsewhere", "海春", ELSEWHERE, "inspection", "draw_clerk"),
)
WITNESSES = ("hrss", "drc", "union", "fic")
OFFICERS = ("巴图", "那仁", "乌兰", "孟和", "苏和", "阿拉坦", "吉雅", "哈斯")
FIRMS = 60


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """Return a morning."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def value_of(who: str) -> tuple[str, str]:
    """Return what a body chose, and its nonce; a test may know them."""
    return f"{who}掷得5", hashlib.sha256(who.encode()).hexdigest()


@dataclass
class Cast(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)
    firms: list[Employer] = field(default_factory=list)
    officers: list[DrawOfficer] = field(default_factory=list)

    def terms(self, **more: Any) -> facts.Terms:
        """Return terms with four bodies and a public value."""
        given: dict[str, Any] = {
            "title": "2026年第三批劳动用工双随机抽查",
            "items": ("C01",),
            "strata": PROPOSED,
            "names": {self.key(w): self.people[w].body.short_name for w in WITNESSES},
            "commit_by": date(2026, 11, 4),
            "reveal_by": date(2026, 11, 6),
            "check_by": date(2026, 12, 15),
            "public_source": "中国福利彩票双色球第2026129期",
            "public_on": date(2026, 11, 8),
        }
        return facts.Terms(**(given | more))

    def key(self, who: str) -> str:
        return f"body/{self.people[who].body.pk}"

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date, **more: Any
    ) -> Entry:
        """Let somebody do an act on a day."""
        by = self.people[who].actor
        hour = more.pop("hour", 10)
        return self.door.act(case, act, by=by, at=at(on, hour), facts=stated, **more)

    def planned(self, *, on: date = date(2026, 11, 2), **more: Any) -> Case:
        """Return a batch with its terms."""
        stated = self.terms(**more)
        return self.door.open_case(
            "draws.batch",
            by=self.clerk.actor,
            at=at(on, 9),
            region=HERE,
            facts=stated,
            about=tuple(stated.names),
        )

    def frozen(self, *, on: date = date(2026, 11, 2), **more: Any) -> Case:
        """Return a batch whose roster is frozen and published."""
        case = self.planned(on=on, **more)
        view = self.door.view(case)
        terms = rules.terms_of(view)
        assert terms
        roster = freezing.roster_of(HERE, terms, on=on)
        stated = drawing.frozen(case, view, roster, at=at(on, 10))
        self.does("head", case, "freeze", stated, on=on)
        case.refresh_from_db()
        return case

    def commits(self, who: str, case: Case, *, on: date = date(2026, 11, 3)) -> None:
        """Let a body commit."""
        view = self.door.view(case)
        frozen, terms = rules.frozen_of(view), rules.read(view)
        assert frozen
        assert terms
        value, nonce = value_of(who)
        sealed = commitment(terms, frozen.root, rules.code_of(self.key(who)), value, nonce)
        stated = facts.Commitment(commitment=sealed)
        self.does(who, case, "commit", stated, on=on, about=(self.key(who),))

    def reveals(self, who: str, case: Case, *, on: date = date(2026, 11, 5)) -> None:
        """Let a body reveal."""
        value, nonce = value_of(who)
        stated = facts.Reveal(value=value, nonce=nonce)
        self.does(who, case, "reveal", stated, on=on, about=(self.key(who),))

    def ready(self, *, silent: tuple[str, ...] = (), **more: Any) -> Case:
        """Return a batch that can be drawn; the silent did commit, and did not reveal."""
        case = self.frozen(**more)
        for who in WITNESSES:
            self.commits(who, case)
        for who in WITNESSES:
            if who not in silent:
                self.reveals(who, case)
        if silent:
            self.does("clerk", case, "note_silent", facts.Unopened(), on=date(2026, 11, 7))
        terms = self.terms(**more)
        if terms.public_on:
            told = facts.PublicValue(value="03 09 12 18 26 31+07", seen_at="福彩公告")
            self.does("clerk", case, "state_public", told, on=terms.public_on)
        return case

    def drawn(self, *, on: date = date(2026, 11, 9), **more: Any) -> Case:
        """Return a batch that was drawn."""
        case = self.ready(**more)
        drawing.perform(case, by=self.clerk.actor, at=at(on), door=self.door)
        case.refresh_from_db()
        return case

    def picks(self, case: Case) -> dict[str, facts.Picked]:
        """Return what was drawn."""
        return rules.picks(self.door.view(case))


def assemble() -> Cast:
    """Put everybody in their places: one of each in the registers."""
    cast = Cast()
    enter_regions(REGIONS, pinyin="", initials="")
    bodies = {
        (region, kind): Body.objects.create(
            kind=kind,
            name=f"{REGIONS[region][0]}{label}",
            short_name=f"{REGIONS[region][1]}{label}",
            document_prefix="达监",
            region_id=region,
        )
        for region in (HERE, ELSEWHERE)
        for kind, label in BODIES.items()
    }
    for who, name, region, kind, office in PEOPLE:
        cast.people[who] = appointed(who, name, office, bodies[region, kind])
    _firms(cast)
    _officers(cast, bodies[HERE, "inspection"])
    DrawItem.objects.create(
        region_id=HERE,
        code="C01",
        name="工资支付",
        content="是否按月足额支付工资",
        basis="《劳动保障监察条例》第十一条",
        since=date(2020, 1, 1),
    )
    return cast


def _firms(cast: Cast) -> None:
    for n in range(FIRMS):
        firm = Employer.objects.create(
            name=f"示例{n:02d}号有限公司",
            region_id=HERE,
            uscc=f"91150223MA0{n:07d}"[:18].ljust(18, "0"),
        )
        cast.firms.append(firm)
        DrawObject.objects.create(
            employer=firm,
            grade="ABBBC"[n % 5],
            risk="high" if n % 20 == 7 else "low",
            tags="工程建设" if n % 6 == 0 else "",
            since=date(2015, 1, 1),
        )


def _officers(cast: Cast, body: Body) -> None:
    for n, name in enumerate(OFFICERS):
        person = Person.objects.create_user(f"officer{n}", name=name, is_staff=True)
        certify(
            person,
            number=f"150223{n:05d}",
            body=body,
            since=date(2024, 1, 1),
            until=date(2028, 12, 31),
            specialties="工程建设" if n % 3 == 0 else "",
            by=None,
            at=at(date(2024, 1, 1)),
        )
        cast.officers.append(DrawOfficer.objects.create(person=person, body=body))
    OfficerTie.objects.create(
        officer=cast.officers[0], employer=cast.firms[7], why="曾在该单位工作"
    )
