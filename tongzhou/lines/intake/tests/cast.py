"""The cast: inspection of 达茂旗 and of two other counties, their superiors; 12 workers of one site; a company."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.lines.intake import bringing
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.tests.seats import Called, Someone, a_body, appointed, enter_regions
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import Employer

HERE, NEAR, FAR, TOWN = "150223", "150221", "150303", "150223101"
SHANGHAI = ZoneInfo("Asia/Shanghai")
REGIONS = {
    "15": ("内蒙古自治区", "内蒙古", "province", ""),
    "1502": ("包头市", "包头", "league", "15"),
    "1503": ("乌海市", "乌海", "league", "15"),
    HERE: ("达尔罕茂明安联合旗", "达茂旗", "county", "1502"),
    NEAR: ("土默特右旗", "土右旗", "county", "1502"),
    FAR: ("海南区", "海南区", "county", "1503"),
    TOWN: ("达尔罕苏木", "达尔罕苏木", "township", HERE),
}
PEOPLE = (
    ("clerk", "娜日娜", HERE, "intake_clerk"),
    ("other", "乌云", HERE, "intake_clerk"),
    ("chief", "朝鲁", HERE, "intake_chief"),
    ("near", "牧仁", NEAR, "intake_clerk"),
    ("near_chief", "那顺", NEAR, "intake_chief"),
    ("far", "海春", FAR, "intake_clerk"),
    ("league", "苏日娜", "1502", "intake_league"),
    ("far_league", "白音", "1503", "intake_league"),
    ("province", "图雅", "15", "intake_province"),
)
PHONE = "13900001234"
NAMES = (
    "阿拉坦·巴雅尔", "王铁柱", "李建国", "额尔敦", "赵大勇", "孙有福",
    "周长顺", "吴老四", "郑海", "冯小军", "陈二旦", "宝音德力格尔",
)  # fmt: skip
SITE = "示例和谐家园二期工地"


def at(day: date, hour: int = 10) -> datetime:
    """Return a morning."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@dataclass
class Cast(Called):
    """Everybody, by what they are called above."""

    door: Door = field(default_factory=lambda: Door(CALENDAR))
    people: dict[str, Someone] = field(default_factory=dict)
    firm: Employer = None  # type: ignore[assignment]

    def brought(self, *, on: date, who: int = 1, **more: Any) -> Case:
        """Let the counter take down a complaint of so many workers, 8000 yuan each."""
        item = ClaimItem(head="wages", amount=800_000)
        given: dict[str, Any] = {
            "reporters": [bringing.Reporter(n, items=(item,)) for n in NAMES[:who]],
            "speaks": [0] if who >= 5 else [],
            "against": bringing.Against("示例建筑有限公司", "", HERE, SITE),
            "by": self.clerk.actor,
            "person": self.clerk.person,
            "request": "",
            "kind": "投诉",
            "channel": "窗口",
            "violations": ("wage_arrears",),
            "since": date(2026, 3, 1),
            "ongoing": True,
            "story": "三个月没有发工资",
        }
        return bringing.bring(self.door, at=at(on), on=on, **(given | more)).case

    def does(
        self, who: str, case: Case, act: str, stated: Facts | None = None, *, on: date, **more: Any
    ) -> Entry:
        """Let somebody do an act on a day."""
        by = self.people[who].actor
        return self.door.act(case, act, by=by, at=at(on), facts=stated, **more)


def assemble() -> Cast:
    """Create the cast."""
    enter_regions(REGIONS, is_administrative=True)
    cast = Cast()
    for who, name, region, office in PEOPLE:
        _appoint(cast, who, name, region, office)
    cast.firm = register_employer(
        name="示例建筑有限公司", region_id=HERE, by=None, at=at(date(2025, 1, 2)), reason="测试"
    )
    return cast


def _appoint(cast: Cast, who: str, name: str, region: str, office: str) -> None:
    called, short = REGIONS[region][:2]
    body = a_body(
        region, f"{called}劳动保障监察机构", kind="inspection", short=f"{short}监察",
        prefix=f"{short[:1]}监", telephone="0472-0000000",
    )  # fmt: skip
    cast.people[who] = appointed(who, name, office, body, since=date(2025, 1, 1))
