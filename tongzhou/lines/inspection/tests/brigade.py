"""The standing cast of the inspection brigade, and short ways to say who does what on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tongzhou.law import CALENDAR
from tongzhou.lines.inspection import facts, offices
from tongzhou.lines.inspection.procedure import CODE
from tongzhou.procedure import cosign
from tongzhou.procedure.certified import Certificate
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import HANDED, PARTY, Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import Clock, View

COUNTY = "150221"
FIRM = "employer/e1"
ONE, TWO = "201", "202"
PEOPLE = {
    offices.INSPECTOR: (ONE, "巴特尔"),
    offices.HEAD: ("203", "萨仁"),
    offices.LEGAL: ("204", "高娃"),
}
SECOND = (TWO, "李志强")


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """Return ten o'clock of that day here."""
    d = date.fromisoformat(text)
    return datetime(d.year, d.month, d.day, 2, tzinfo=UTC)


def v(code: str) -> str:
    return f"violation/{code}"


def found(**more: Any) -> facts.concluding.Finding:
    return facts.concluding.Finding(outcome="查实", evidence="证据一至三", **more)


class Brigade:
    """A brigade of one banner, its people, and its cases."""

    def __init__(self) -> None:
        self.door = Door(CALENDAR)

    def who(self, office: Office) -> Actor:
        if office is PARTY:
            return Actor("", "当事人", PARTY.code, COUNTY, "", (FIRM,))
        if office is HANDED:
            return Actor("", "移交", HANDED.code, COUNTY, "达茂旗监察大队", (), "达人社")
        ref, name = PEOPLE[office]
        return Actor(ref, name, office.code, COUNTY, "达茂旗监察大队", (), "达人社")

    def files(self, on: str, *violations: str, workers: int = 0, **more: Any) -> Case:
        """Let an inspector file a case against the firm, suspected of these violations."""
        names = {FIRM: "示例建筑有限公司"} | {
            f"worker/w{n}": f"示例职工{n}" for n in range(1, workers + 1)
        }
        items = (ClaimItem(head="wages", amount=960_000),)
        claims = {k: items for k in names if k.startswith("worker/")}
        stated = facts.opening.Filing(
            names=names,
            claims=claims,
            violations=violations or ("overtime_illegal",),
            **({"source": "日常巡查", "words": "检查发现违法延长工作时间。"} | more),
        )
        return self.door.open_case(
            CODE, by=self.who(offices.INSPECTOR), at=at(on), region=COUNTY, facts=stated
        )

    def does(
        self,
        case: Case,
        act: str,
        office: Office,
        on: str,
        stated: Facts | None = None,
        about: tuple[str, ...] = (),
        **more: Any,
    ) -> Entry:
        case.refresh_from_db()
        return self.door.act(
            case, act, by=self.who(office), at=at(on), facts=stated, about=about, **more
        )

    def together(
        self, case: Case, act: str, on: str, stated: Facts, about: tuple[str, ...] = ()
    ) -> Entry:
        """Let one officer propose it and the other confirm with a sign-in of their own."""
        case.refresh_from_db()
        by = self.who(offices.INSPECTOR)
        waiting = cosign.propose(
            self.door, case, act, by=by, others=(SECOND,), at=at(on), facts=stated, about=about
        )
        second = replace(by, ref=SECOND[0], name=SECOND[1])
        entry = cosign.confirm(self.door, waiting, by=second, at=at(on))
        assert entry
        return entry

    def team(self, case: Case, on: str, *, until: str = "2030-01-01") -> None:
        names = {f"officer/{ONE}": "巴特尔", f"officer/{TWO}": "李志强"}
        card = Certificate(number="示例0001", until=day(until), body="示例司法局")
        stated = facts.opening.Team(names=names, certificates=dict.fromkeys(names, card))
        self.does(case, "assign", offices.HEAD, on, stated, tuple(names))

    def visits(self, case: Case, on: str) -> None:
        stated = facts.investigating.SiteRecord(
            place="示例工地",
            showed_badges=True,
            findings="查看考勤和工资台账。",
            signature="当事人已签名",
        )
        self.together(case, "visit", on, stated)

    def orders(
        self, case: Case, on: str, until: str, *keys: str, served: str | None = None
    ) -> None:
        stated = facts.investigating.Order(demands=("停止违法行为",), until=day(until))
        self.does(case, "order", offices.INSPECTOR, on, stated, keys)
        if served != "":
            self.serves(case, "serve_order", served or on)

    def serves(self, case: Case, act: str, on: str, *about: str) -> None:
        stated = ServiceOfPaper(
            way="直接送达", sent_on=day(on), received_on=day(on), receiver="示例签收人"
        )
        self.does(case, act, offices.INSPECTOR, on, stated, about or (FIRM,))

    def rechecks(self, case: Case, on: str, key: str, *, met: str | None = None) -> None:
        stated = facts.investigating.Recheck(
            outcome="已改正" if met else "未改正",
            corrected_on=day(met) if met else None,
            words="复查。",
        )
        self.does(case, "recheck", offices.INSPECTOR, on, stated, (key,))

    def concludes(self, case: Case, on: str, **findings: facts.concluding.Finding) -> None:
        table = {v(code): f for code, f in findings.items()}
        stated = facts.concluding.Conclusion(findings=table, words="经查，事实如下。")
        self.together(case, "conclude", on, stated, tuple(table))

    def proposes(self, case: Case, on: str, *, major: bool = False, hearing_from: int | None = None,
                 **lines: facts.concluding.Proposed) -> None:  # fmt: skip
        table = {v(code): line for code, line in lines.items()}
        stated = facts.concluding.Opinion(
            lines=table, words="建议如下。", major=major, hearing_from=hearing_from
        )
        self.does(case, "propose", offices.INSPECTOR, on, stated, tuple(table))

    def tells(self, case: Case, on: str, until: str, *, hearing: bool = True,
              pays: dict[str, int] | None = None, **fines: int) -> None:  # fmt: skip
        fined = {v(code): fine for code, fine in fines.items()}
        paid = {v(code): pay for code, pay in (pays or {}).items()}
        stated = facts.deciding.Notice(
            fines=fined, pays=paid, words="拟作如下决定。", until=day(until), hearing=hearing
        )
        self.does(case, "tell", offices.INSPECTOR, on, stated, tuple(fined | paid))
        self.serves(case, "serve_notice", on)

    def passes_review(self, case: Case, on: str) -> None:
        stated = facts.deciding.LegalReview(result="同意")
        self.does(case, "legal_review", offices.LEGAL, on, stated)

    def punishes(self, case: Case, on: str, *, major: bool = False, **fines: int) -> Entry:
        lines = {v(c): facts.deciding.Decided(fine=f, basis="示例条文") for c, f in fines.items()}
        stated = facts.deciding.Decision(lines=lines, words="决定如下。", major=major)
        return self.does(case, "punish", offices.HEAD, on, stated, tuple(lines))

    def fined(self, on: str = "2026-03-02", fine: int = 100_000) -> Case:
        """Return a case in which ten workers worked too long and the firm was fined, not yet served."""
        case = self.files(on)
        self.team(case, "2026-03-03")
        self.visits(case, "2026-03-04")
        self.concludes(case, "2026-03-16", overtime_illegal=found(workers=10))
        self.proposes(case, "2026-03-17", hearing_from=10_000_00,
                      overtime_illegal=facts.concluding.Proposed(measure="行政处罚", fine=fine))  # fmt: skip
        self.tells(case, "2026-03-18", "2026-03-23", hearing=False, overtime_illegal=fine)
        self.punishes(case, "2026-03-24", overtime_illegal=fine)
        return case

    def view(self, case: Case) -> View:
        return self.door.view(case)

    def clock(self, case: Case, limit: str, about: str = "") -> Clock:
        return self.view(case).clocks[limit, about]
