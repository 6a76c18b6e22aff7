"""A commission with its people signed in, and crowds of claimants with numbers that can be numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now
from python_calamine import CalamineWorkbook

from tongzhou.lines.arbitration import facts, offices
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.claims import ClaimItem, Particulars
from tongzhou.procedure.declare import Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.seats import SignedIn
from tongzhou.registry.employing import register_employer
from tongzhou.registry.identity import check_character
from tongzhou.registry.models import Appointment, Body, Employer, Person, Region, Worker
from tongzhou.registry.working import Given, register_workers

COUNTY, ELSEWHERE = "150221", "150303"
FIRM = "示例建筑有限公司"
COLUMNS = ("姓名", "证件类型", "证件号码", "手机号", "送达地址", "劳动报酬（元）", "加班工资（元）")
FAMILY = "巴特其乌萨苏哈图格朝那敖宝赛呼"


def number(n: int) -> str:
    """Return an identity number that passes its check."""
    seventeen = f"150221199001{1 + n % 28:02d}{n:03d}"
    return seventeen + check_character(seventeen)


def called(n: int) -> str:
    return f"{FAMILY[n % len(FAMILY)]}示例{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'一二三四五六七八九十'[n // 10 % 10]}"


def line(n: int, **changed: str) -> list[str]:
    """Return a line of a list; columns may be changed by name."""
    values = dict(
        zip(
            COLUMNS,
            (called(n), "", number(n), f"138000{n:05d}", "示例路1号", f"{3000 + n}", "500"),
            strict=True,
        )
    )
    return list((values | changed).values())


def xlsx(lines: Sequence[Sequence[Any]], head: Sequence[str] = COLUMNS) -> bytes:
    """Return a workbook with these lines under a head."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for n, row in enumerate([head, *lines] if head else lines):
        for i, value in enumerate(row):
            sheet.write(n, i, value)
    book.close()
    return out.getvalue()


def upload(content: bytes, name: str = "名单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def opened(response: HttpResponse, sheet: int = 0) -> list[list[str]]:
    """Read a workbook that was answered."""
    assert response.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(sheet).to_python()
    return [[str(v) for v in row] for row in rows]


@dataclass
class Officer:
    """Somebody of the commission, with a browser."""

    person: Person
    client: Client
    office: Office
    region: str

    def opens(self, url: str) -> HttpResponse:
        return self.client.get(url)  # type: ignore[return-value]

    def sends(self, url: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return self.client.post(url, data or {})  # type: ignore[return-value]

    def follows(self, url: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return self.client.post(url, data or {}, follow=True)  # type: ignore[return-value]

    @property
    def actor(self) -> Actor:
        return Actor(
            str(self.person.pk), self.person.name, self.office.code, self.region, "示例仲裁委", (), "达劳人仲"
        )  # fmt: skip


@dataclass
class Commission:
    """The commission of one banner, and a clerk of another who must see nothing."""

    clerk: Officer
    arbitrator: Officer
    head: Officer
    elsewhere: Officer
    employer: Employer
    door: Door = field(default_factory=lambda: Door(calendar_now()))

    def page(self, case: Case, name: str = "") -> str:
        return f"/desk/p/arbitration/group/{case.uid}/{name}"

    def opens(self, n: int, *, first: int = 0, heads: int = 2, **told: Any) -> Case:
        """Let n workers claim from the employer through the clerk."""
        given = [
            Given(called(i), number(i), phone=f"138000{i:05d}") for i in range(first, first + n)
        ]
        workers = register_workers(given, by=None, at=now(), on=localdate())
        names, claims = {}, {}
        for i, worker in enumerate(workers):
            key = f"claimant/w{worker.pk}"
            names[key] = worker.name
            items = [
                ClaimItem(head="wages", amount=300_000 + i),
                ClaimItem(head="overtime", amount=50_000),
            ]
            claims[key] = tuple(items[:heads])
        particulars = {key: Particulars(**told) for key in names} if told else {}
        stated = facts.Application(
            names=names | {f"respondent/e{self.employer.pk}": self.employer.name},
            claims=claims,
            particulars=particulars,
            story="拖欠工资。",
        )
        return self.door.open_case(CODE, by=self.clerk.actor, at=now(), region=COUNTY, facts=stated)

    def does(self, case: Case, act: str, officer: Officer, stated: Any = None, **more: Any) -> None:
        case.refresh_from_db()
        self.door.act(case, act, by=officer.actor, at=now(), facts=stated, **more)

    def takes(self, case: Case) -> None:
        """Let three speak for all, and the clerk take the case; three arbitrators sit."""
        view = self.door.view(case)
        refs = [s.ref for s in view.subjects.values() if s.kind.code == "claimant"][:3]
        names = {f"representative/{r}": view.subjects[f"claimant/{r}"].name for r in refs}
        elected = facts.Election(names=names, way="网上推选", votes=dict.fromkeys(names, 1))
        self.does(case, "represent", self.clerk, elected, about=tuple(names))
        self.does(case, "accept_collective", self.clerk, facts.Acceptance())
        sitting = {
            f"member/{self.arbitrator.person.pk}": "首席仲裁员",
            "member/901": "仲裁员",
            "member/902": "仲裁员",
        }
        members = facts.Tribunal(names=dict.fromkeys(sitting, "示例仲裁员"), roles=sitting)  # type: ignore[arg-type]
        self.does(case, "form_tribunal", self.head, members, about=tuple(sitting))

    def claimants(self, case: Case) -> list[str]:
        view = self.door.view(case)
        return [s.key for s in view.subjects.values() if s.kind.code == "claimant"]


def commission() -> Commission:
    """Appoint everybody."""
    regions = {"15": "", "1502": "15", "1503": "15", COUNTY: "1502", ELSEWHERE: "1503"}
    levels = {2: "province", 4: "league", 6: "county"}
    for code, parent in regions.items():
        Region.objects.get_or_create(
            code=code,
            defaults={
                "name": f"示例{code}",
                "short_name": f"示例{code}",
                "level": levels[len(code)],
                "parent_id": parent or None,
                "basis": "gbt2260",
                "pinyin": "x",
                "initials": "x",
            },
        )
    here, there = _body("示例仲裁委", COUNTY), _body("他旗仲裁委", ELSEWHERE)
    employer = register_employer(name=FIRM, provisional=True, region_id=COUNTY, by=None, at=now())
    return Commission(
        clerk=_officer("乌日娜", offices.CLERK, here),
        arbitrator=_officer("苏和", offices.ARBITRATOR, here),
        head=_officer("朝鲁", offices.HEAD, here),
        elsewhere=_officer("乌云", offices.CLERK, there),
        employer=employer,
    )


def _body(name: str, region: str) -> Body:
    return Body.objects.create(
        kind="arbitration", name=name, short_name=name, region_id=region, document_prefix="达劳人仲"
    )


def _officer(name: str, office: Office, body: Body) -> Officer:
    person = Person.objects.create_user(f"{name}-{body.pk}", None, name=name, is_staff=True)
    Appointment.objects.create(person=person, office=office.code, body=body, since=date(2020, 1, 1))
    return Officer(person, SignedIn(person), office, body.region_id)


def on_the_phone(key: str) -> Client:
    """Return a browser in which the worker with this key has signed in."""
    worker = Worker.objects.get(pk=int(key.partition("/w")[2]))
    worker.person = Person.objects.create_user(f"w{worker.pk}", None, name=worker.name)
    worker.save()
    client = Client()
    client.force_login(worker.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
