"""Who sits at a browser in the tests of the lines: regions, bodies, people with an office, and what they read and send."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tongzhou.procedure.judge import Actor
from tongzhou.registry.models import Appointment, Body, Person, Region


class SignedIn(Client):
    """The browser of somebody who signs in when it is first used: most of a cast ask for no page in a test."""

    def __init__(self, person: Person) -> None:
        self.waiting: Person | None = None
        super().__init__()
        self.waiting = person

    @property
    def cookies(self) -> SimpleCookie:
        """Whatever a browser does, it does with its cookies. Signing in is not counted among what a page asks."""
        person, self.waiting = self.waiting, None
        if person:
            counted, connection.force_debug_cursor = connection.force_debug_cursor, False
            self.force_login(person)
            connection.force_debug_cursor = counted
        return self._cookies

    @cookies.setter
    def cookies(self, cookies: SimpleCookie) -> None:
        self._cookies = cookies


@dataclass
class Seat:
    """Somebody with a browser."""

    person: Person
    client: Client

    def opens(self, url: str, **query: Any) -> HttpResponse:
        """Get a page."""
        return self.client.get(url, query)  # type: ignore[return-value]

    def reads(self, url: str, **query: Any) -> str:
        """Open a page that is there, and return what it says."""
        answer = self.opens(url, **query)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer.content.decode()

    def sends(self, url: str, data: dict[str, Any], **more: Any) -> HttpResponse:
        """Post a form."""
        return self.client.post(url, data, **more)  # type: ignore[return-value]

    def does(self, url: str, data: dict[str, Any]) -> HttpResponse:
        """Post a form that is taken."""
        answer = self.sends(url, data)
        assert answer.status_code in (302, 303), (url, _said(answer.content.decode()))
        return answer

    def sends_later(self, url: str, data: dict[str, Any]) -> dict[str, str]:
        """Send what the queue of a phone sends once there is a network, and return its answer."""
        whose = {"owner": str(self.person.pk)} | data
        answer = self.sends(url, whose, headers={"X-Offline": "1"})
        assert answer.status_code == 200, answer.status_code
        return json.loads(answer.content)  # type: ignore[no-any-return]


def _said(text: str) -> list[str]:
    """Return the alerts and errors of a page, for the message of a failing test."""
    return [
        re.sub(r"<[^>]*>", "", part)
        for part in re.findall(r'(?:role="alert"|class="err).*?</(?:p|ul|b)>', text, re.DOTALL)
    ]


@dataclass
class Someone(Seat):
    """Somebody with an office, who acts at the door as well."""

    actor: Actor
    body: Body


class Called:
    """A cast in which everybody is found by what they are called: `cast.clerk`."""

    def __getattr__(self, name: str) -> Someone:
        try:
            found: Someone = self.__dict__["people"][name]
        except KeyError as error:
            raise AttributeError(name) from error
        return found


def enter_regions(rows: Mapping[str, tuple[str, str, str, str]], **more: Any) -> None:
    """Enter regions: by code their name, their short name, their level and the code of what they lie in."""
    for code, (name, short, level, parent) in rows.items():
        Region.objects.create(
            code=code,
            name=name,
            short_name=short,
            level=level,
            parent_id=parent or None,
            basis="gbt2260",
            **more,
        )


def a_body(region: str, name: str, *, kind: str, short: str, prefix: str, **more: Any) -> Body:
    """Return the body of this name in a region, entered when first asked for."""
    found = {"kind": kind, "short_name": short, "document_prefix": prefix} | more
    return Body.objects.get_or_create(region_id=region, name=name, defaults=found)[0]


def a_bureau(rows: Mapping[str, tuple[str, str, str, str]], region: str) -> Body:
    """Return the 人力资源和社会保障局 of one of these regions."""
    name, short, *_rest = rows[region]
    return a_body(
        region, f"{name}人力资源和社会保障局", kind="hrss", short=f"{short}人社局", prefix=f"{short[:1]}人社"
    )  # fmt: skip


def appointed(
    username: str, name: str, office: str, body: Body, *, since: date = date(2020, 1, 1), **more: Any
) -> Someone:  # fmt: skip
    """Appoint somebody to an office of a body, with a browser of their own. `pk=301` gives them a number of their own."""
    person = Person(username=username, name=name, is_staff=True, **more)
    person.set_unusable_password()
    person.save(force_insert=True)
    Appointment.objects.create(person=person, office=office, body=body, since=since, reason="测试")
    actor = Actor(
        str(person.pk), name, office, body.region_id, body.short_name, (), body.document_prefix
    )
    return Someone(person, SignedIn(person), actor, body)
