"""草稿 — what a worker has answered so far, kept in the session until it is sent, or for half a day.

The answers to the fifth question are personal: they are sealed while they wait for the code.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.http import HttpRequest

from tongzhou.procedure.facts import FileRef
from tongzhou.registry import sealing

from . import bringing

SESSION, PLACE = "mediation-draft", "mediation.draft"
STEPS = ("employer", "town", "trouble", "time", "sums", "person")
KEPT = timedelta(minutes=30)  # how long the fifth answer waits for its code


class Draft:
    """The answers of one visitor. Reading writes nothing; `put` keeps what a form has checked."""

    def __init__(self, request: HttpRequest) -> None:
        self.session = request.session
        self.answers: dict[str, Any] = dict(self.session.get(SESSION) or {})

    def put(self, step: str, answer: dict[str, Any]) -> None:
        """Keep the answers of a step, as plain text."""
        self.answers[step] = msgspec.to_builtins(answer)
        self.answers.setdefault("request", secrets.token_hex(16))
        self._save()

    def seal(self, person: dict[str, Any], *, at: datetime) -> None:
        """Keep the answers of the fifth question sealed, with the moment until which they wait."""
        packed = msgspec.json.encode(person | {"until": (at + KEPT).timestamp()}).decode()
        self.answers["person"] = sealing.seal(packed, place=PLACE)
        self.answers.setdefault("request", secrets.token_hex(16))
        self._save()

    def take(self, found: dict[str, dict[str, Any]]) -> None:
        """Take over what was calculated: head → amount, basis and inputs. What was typed before stays."""
        if not found:
            return
        known = self.answers.get("calculated", {})
        self.answers["calculated"] = known | msgspec.to_builtins(found)
        self.answers.setdefault("request", secrets.token_hex(16))
        self._save()

    def person(self, *, at: datetime) -> dict[str, Any] | None:
        """Return the answers of the fifth question, if they have not waited too long."""
        token = self.answers.get("person")
        if not token:
            return None
        found: dict[str, Any] = msgspec.json.decode(sealing.unseal(token, place=PLACE))
        return found if found["until"] > at.timestamp() else None

    def drop(self) -> None:
        """Forget everything."""
        self.session.pop(SESSION, None)
        self.answers = {}

    def _save(self) -> None:
        self.session[SESSION] = self.answers

    @property
    def is_empty(self) -> bool:
        """Say whether nothing has been answered."""
        return not self.answers

    @property
    def request(self) -> str:
        """The name of this application: pressed twice, it is one case."""
        return str(self.answers.get("request", ""))

    @property
    def county(self) -> str:
        """Where the work is done."""
        return str(self.answers.get("employer", {}).get("county", ""))

    @property
    def region(self) -> str:
        """The sumu or town if it was named, else the county."""
        return str(self.answers.get("town", {}).get("town") or self.county)

    @property
    def heads(self) -> list[str]:
        """What is asked for."""
        return list(self.answers.get("trouble", {}).get("heads", []))

    @property
    def calculated(self) -> dict[str, dict[str, Any]]:
        """What was calculated: head → amount, basis and inputs."""
        return dict(self.answers.get("calculated", {}))

    def sums_so_far(self) -> dict[str, Any]:
        """Return what the fourth question starts with: what was typed, else what was calculated."""
        typed = dict(self.answers.get("sums", {}))
        for code, item in self.calculated.items():
            if typed.get(f"amount-{code}") in (None, ""):
                typed[f"amount-{code}"] = item["amount"]
                typed[f"basis-{code}"] = typed.get(f"basis-{code}") or item["basis"]
        return typed

    def missing(self) -> str:
        """Return the first step without an answer, the fifth left out; empty if none is missing."""
        asked = ("employer", "trouble", "time", "sums")
        return next((step for step in asked if step not in self.answers), "")

    def items(self) -> tuple[Any, ...]:
        """Return the claims, each with its sum, its time and its reckoning."""
        sums, time = self.answers.get("sums", {}), self.answers.get("time", {})
        rows = [
            {
                "head": code,
                "amount": sums.get(f"amount-{code}"),
                "since": _day(time.get("since")),
                "until": _day(time.get("until")),
                "basis": sums.get(f"basis-{code}", ""),
                "inputs": self._inputs(code, sums.get(f"amount-{code}")),
            }
            for code in self.heads
        ]
        return bringing.items_of(rows)

    def _inputs(self, code: str, amount: Any) -> dict[str, Any]:
        """Return from what the sum was calculated, if it is still the sum that was."""
        item = self.calculated.get(code)
        return dict(item["inputs"]) if item and item["amount"] == amount else {}

    def matter(self) -> dict[str, Any]:
        """Return what the application says beside the claims."""
        trouble, time = self.answers["trouble"], self.answers["time"]
        return {
            "story": trouble["story"],
            "hired_on": _day(time.get("hired_on")),
            "left_on": _day(time.get("left_on")),
            "post": time.get("post", ""),
            "monthly_wage": time.get("monthly_wage"),
        }


def files_of(person: dict[str, Any]) -> tuple[FileRef, ...]:
    """Return the files handed in, as the journal names them."""
    return tuple(FileRef(**one) for one in person.get("evidence", ()))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
