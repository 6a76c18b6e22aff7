"""包头市 with two banners and their registrars, a neighbouring league, and lists as a market regulator writes them. No employer in them exists."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils.timezone import now

from tongzhou.columns import deliveries, jobs, loading, whose
from tongzhou.columns.models import Delivery
from tongzhou.enrolment.table import EMPLOYERS
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry import codes, credit_code
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import Appointment, Body, Employer, Industry, Person, Region

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE, BESIDE, THERE = "150221", "150223", "150621"
PLACES = {
    "15": ("内蒙古自治区", "内蒙古"), "1502": ("包头市", "包头"), "1506": ("鄂尔多斯市", "鄂尔多斯"),
    HERE: ("土默特右旗", "土右旗"), BESIDE: ("达尔罕茂明安联合旗", "达茂旗"), "150207": ("九原区", "九原区"),
    THERE: ("达拉特旗", "达旗"), "150602": ("九原区", "九原区"), "150221100": ("萨拉齐镇", "萨拉齐镇"),
    "150271": ("示例开发区", "示例开发区"),
}  # fmt: skip
INDUSTRIES = {"F": "批发和零售业", "C": "制造业", "A": "农、林、牧、渔业"}
DIVISIONS = {"52": ("零售业", "F"), "13": ("农副食品加工业", "C"), "01": ("农业", "A")}
PEOPLE = {"qimuge": ("其木格", "1502"), "bateer": ("巴特尔", HERE), "wuyun": ("乌云", "1506")}
HEAD = "统一社会信用代码,名称,所在地区"


def code(n: int, kind: str = "91") -> str:
    """Return a credit code nobody bears."""
    seventeen = f"{kind}150221MA0T{n:05d}"
    return seventeen + credit_code.check_character(seventeen)


class League:
    """Everybody and everything the tests of the room need."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.written = folder, 0
        for place, (name, short) in PLACES.items():
            Region.objects.create(
                code=place, name=name, short_name=short, level=codes.level_of(place), basis="gbt2260",
                parent_id=codes.parent_of(place) or None, is_administrative=place != "150271",
            )  # fmt: skip
        for section, name in INDUSTRIES.items():
            Industry.objects.create(code=section, name=name)
        for division, (name, section) in DIVISIONS.items():
            Industry.objects.create(code=division, name=name, parent_id=section)
        self.people, self.desks = {}, {}
        for who, (name, place) in PEOPLE.items():
            self._seat(who, name, place, "registrar")
        self._seat("inspector", "斯琴", HERE, "inspector")

    def _seat(self, who: str, name: str, place: str, office: str) -> None:
        body = Body.objects.create(
            kind="hrss", name=f"{name}的人社局", short_name="人社局", region_id=place
        )
        person = Person.objects.create_user(who, name=name, is_staff=True)
        Appointment.objects.create(person=person, office=office, body=body, since=date(2020, 1, 1))
        self.people[who] = person
        self.desks[who]: Client = SignedIn(person)  # type: ignore[misc]

    def registers(self, n: int = 1, name: str = "示例奶食品有限公司", **more: str) -> Employer:
        """Let an employer be registered at the desk."""
        stated = {"region_id": HERE, "uscc": code(n)} | more
        return register_employer(name=name, by=None, at=NOW, reason="窗口登记", **stated)

    def writes(self, *rows: str, head: str = HEAD) -> Path:
        """Write a list; no two files are called alike."""
        self.written += 1
        path = self.folder / f"名册{self.written}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
        return path

    def sends(self, path: Path, *, regions: tuple[str, ...] = ("1502",), who: str = "qimuge") -> Delivery:  # fmt: skip
        """Let a registrar send a list, without loading it."""
        by = whose.sender(list(regions), source="人社局", person_id=self.people[who].pk)
        return deliveries.begin(EMPLOYERS, path, by=by, on=TODAY, at=NOW)[0]

    def loads(self, path: Path, delivery: Delivery) -> Delivery:
        """Load a list as the worker does."""
        follow = jobs.afterwards_of(delivery)
        assert follow
        follow.begin(delivery)
        table, landing = jobs.loader_of(delivery)(delivery)
        done = loading.load(table, path, delivery, landing)
        follow.check(done, now())
        return done

    def brings(self, *rows: str, head: str = HEAD, regions: tuple[str, ...] = ("1502",)) -> Delivery:  # fmt: skip
        """Let 其木格 send some rows, and load them."""
        path = self.writes(*rows, head=head)
        done = self.loads(path, self.sends(path, regions=regions))
        assert done.state == Delivery.State.DONE, done.why
        assert deliveries.is_reconciled(done)
        return done
