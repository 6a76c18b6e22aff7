"""A life without a database: acts judged and folded as the door would, on the days a test names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tongzhou.law import BARE
from tongzhou.lines.zones.evaluation.sheets import named
from tongzhou.lines.zones.shapes import Goal, Stage, Task
from tongzhou.procedure.declare import Act, Procedure
from tongzhou.procedure.facts import Facts, FileRef, Naming, Nothing, Writing, stored
from tongzhou.procedure.fold import fold
from tongzhou.procedure.judge import Actor, check_can, check_may, check_owns
from tongzhou.procedure.view import Record, View

COUNTY_REGION = "150221"
PROOF = FileRef(digest="a" * 64, name="佐证材料.pdf", size=1024)


@dataclass
class Life:
    """One case, told act by act."""

    procedure: Procedure
    records: list[Record] = field(default_factory=list)

    @property
    def view(self) -> View:
        return fold({self.procedure.version: self.procedure}, self.records, BARE)

    def opens(self, facts: Facts, *, on: date) -> Life:
        """Open the case with what was handed over."""
        facts.check()
        about = tuple(facts.called()) if isinstance(facts, Naming) else ()
        self._write(self.procedure.opens, facts, on=on, about=about, who="", region=COUNTY_REGION)
        return self

    def does(
        self,
        act: Act[Any],
        facts: Facts | None = None,
        *,
        on: date,
        about: tuple[str, ...] = (),
        body: str = "",
        who: str = "1",
        office: int = 0,
    ) -> Life:
        """Perform an act, or raise the Refused that the door would."""
        facts = Nothing() if facts is None else facts
        by = act.offices[office]
        region = COUNTY_REGION[: by.level] if by.level else COUNTY_REGION
        actor = Actor(who, "某人", by.code, region, body)
        view = self.view
        check_may(actor, act, view)
        check_owns(actor, act, view, about)
        facts.check()
        if act.adds and isinstance(facts, Naming):
            about = (*about, *facts.called())
        check_can(view, act, facts, on=on, about=about, actors=(who,))
        self._write(act, facts, on=on, about=about, who=who, region=region, office=by.code)
        return self

    def _write(
        self,
        act: Act[Any],
        facts: Facts,
        *,
        on: date,
        about: tuple[str, ...],
        who: str,
        region: str,
        office: str = "handover",
    ) -> None:
        data = stored(facts)
        if isinstance(facts, Writing):
            data = data | {"digest": f"sm3-of-{facts.body()}"}
        self.records.append(
            Record(
                len(self.records),
                act.code,
                self.procedure.version,
                (who,) if who else (),
                office,
                region,
                on,
                datetime(on.year, on.month, on.day, 2, tzinfo=UTC),
                about,
                data,
            )
        )


def task(number: str, **more: Any) -> Task:
    """Return a task of the zone of the tests."""
    given: dict[str, Any] = {
        "number": number,
        "chapter": "三(二)2",
        "title": f"任务{number}",
        "measure": "建立多元调解机制",
        "lead": "达茂旗总工会",
        "starts": date(2018, 9, 1),
        "ends": date(2019, 12, 31),
        "goal": "调解成功率明显提高",
        "stages": (Stage(2019, "调解成功率达到75%"),),
    }
    return Task(**(given | more))


def goals() -> tuple[Goal, ...]:
    """Return a goal where more is better, one where less is, and one in words."""
    years = (Stage(2019, "≥70%"), Stage(2020, "75%"), Stage(2021, "80%"))
    return (
        Goal(
            code="G1",
            name="调解成功率",
            kind="定量",
            unit="%",
            base="58",
            base_on=date(2017, 12, 31),
            targets=years,
        ),
        Goal(
            code="G2",
            name="十人以上集体劳动争议",
            kind="定量",
            unit="件",
            base="12",
            targets=(Stage(2019, "8"), Stage(2021, "4")),
            better="lower",
        ),
        Goal(code="G3", name="协商协调机制健全", kind="定性"),
    )


def start(**more: Any) -> dict[str, Any]:
    """Return what the plan hands over."""
    given: dict[str, Any] = {
        "name": "达尔罕茂明安联合旗综合试验区",
        "term_from": date(2018, 8, 20),
        "term_to": date(2021, 8, 19),
        "plan_version": "3",
        "tasks": (
            task("1"),
            task("2", lead="达茂旗司法局", ends=date(2021, 6, 30)),
            task("3", chapter="三(三)2", lead="达茂旗监察大队", ends=date(2020, 6, 30)),
        ),
        "goals": goals(),
        "innovations": ("牧区流动调解",),
    }
    return given | more


SHEET = named("zone-evaluation")
