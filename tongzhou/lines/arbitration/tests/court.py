"""The standing cast of the arbitration court, and short ways to say who does what on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts, offices
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY, Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import Clock, View

COUNTY = "150221"
FIRM = "respondent/e1"
PEOPLE = {
    offices.CLERK: ("101", "乌日娜"),
    offices.ARBITRATOR: ("102", "苏和"),
    offices.HEAD: ("103", "朝鲁"),
    offices.CHAIR: ("104", "哈斯"),
}
MINIMUM = 231_000  # class 2 in 2026, fen


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """Return ten o'clock of that day here."""
    d = date.fromisoformat(text)
    return datetime(d.year, d.month, d.day, 2, tzinfo=UTC)


def item(head: str, yuan: int) -> ClaimItem:
    return ClaimItem(head=head, amount=yuan * 100)


class Court:
    """A commission of one banner, its people, and the disputes brought before it."""

    def __init__(self) -> None:
        self.door = Door(CALENDAR)

    def who(self, office: Office) -> Actor:
        if office is PARTY:
            return Actor("", "当事人", PARTY.code, COUNTY)
        ref, name = PEOPLE[office]
        return Actor(ref, name, office.code, COUNTY, "达茂旗仲裁委", (), "达劳人仲")

    def opens(
        self, on: str, *, n: int = 1, claims: dict[str, int] | None = None, **more: Any
    ) -> Case:
        """Let n workers apply, each with the same claims (head → yuan)."""
        items = tuple(item(head, yuan) for head, yuan in (claims or {"wages": 9_600}).items())
        keys = [f"claimant/w{i}" for i in range(1, n + 1)]
        names = {key: f"示例职工{key.partition('/w')[2]}" for key in keys} | {
            FIRM: "示例建筑有限公司"
        }
        return self.door.open_case(
            CODE,
            by=self.who(PARTY),
            at=at(on),
            region=COUNTY,
            facts=facts.Application(
                names=names, claims=dict.fromkeys(keys, items), story="拖欠工资。", **more
            ),
        )

    def does(
        self,
        case: Case,
        act: str,
        office: Office,
        on: str,
        stated: Facts | None = None,
        about: tuple[str, ...] = (),
    ) -> Entry:
        case.refresh_from_db()
        return self.door.act(case, act, by=self.who(office), at=at(on), facts=stated, about=about)

    def view(self, case: Case) -> View:
        return self.door.view(case)

    def clock(self, case: Case, limit: str, about: str = "") -> Clock:
        return self.view(case).clocks[limit, about]

    def speak_through(self, case: Case, on: str, n: int = 3) -> None:
        names = {f"representative/w{i}": f"示例职工{i}" for i in range(1, n + 1)}
        stated = facts.Election(names=names, way="网上推选", votes=dict.fromkeys(names, 8))
        self.does(case, "represent", offices.CLERK, on, stated)

    def sits(self, case: Case, on: str, *, three: bool = False) -> None:
        """Let the head form a tribunal."""
        roles = {"member/102": "首席仲裁员" if three else "独任仲裁员"}
        if three:
            roles |= {"member/105": "仲裁员", "member/106": "仲裁员"}
        names = {key: f"示例仲裁员{key[-1]}" for key in roles}
        self.does(case, "form_tribunal", offices.HEAD, on, facts.Tribunal(names=names, roles=roles))

    def serves(
        self, case: Case, act: str, on: str, *about: str, received: str | None = None
    ) -> None:
        stated = ServiceOfPaper(
            way="直接送达", sent_on=day(on), received_on=day(received or on), receiver="示例签收人"
        )
        self.does(case, act, offices.CLERK, received or on, stated, about)

    def simple(self, on: str, **more: Any) -> Case:
        """Let one worker apply and the clerk take the case simply on the same day; one arbitrator sits."""
        case = self.opens(on, **more)
        ground = facts.SimpleAcceptance(ground="双方同意", suited=True)
        self.does(case, "accept_simple", offices.CLERK, on, ground)
        self.sits(case, on)
        return case

    def group(self, on: str, n: int = 12, **more: Any) -> Case:
        """Let n workers apply through three representatives, and the clerk take their case."""
        case = self.opens(on, n=n, **more)
        self.speak_through(case, on)
        self.does(case, "accept_collective", offices.CLERK, on, facts.Acceptance())
        self.sits(case, on, three=True)
        return case

    def award(self, items: dict[str, dict[str, int]], *, minimum: int = MINIMUM) -> facts.Award:
        """Return an award: claimant → head → yuan."""
        return facts.Award(
            items={k: {h: y * 100 for h, y in of.items()} for k, of in items.items()},
            reasons="示例理由。",
            minimum_wage=minimum,
            minimum_wage_version="示例",
        )
