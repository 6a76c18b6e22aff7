"""草稿 — what a worker has answered so far of an application, and what it amounts to. Kept as every long form is: `unsent`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.http import HttpRequest

from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.unsent import Unsent

from . import bringing

PURPOSE = "mediation.apply"
STEPS = ("employer", "town", "trouble", "time", "sums", "person")
KEPT = timedelta(minutes=30)  # how long the fifth answer waits for its code


class Draft(Unsent):
    """The answers of one visitor. Reading writes nothing; `put` keeps what a form has checked."""

    def __init__(self, request: HttpRequest, *, at: datetime) -> None:
        super().__init__(request, PURPOSE, at=at)

    def waits(self, person: dict[str, Any]) -> None:
        """Keep the answers of the fifth question, with the moment until which they wait for the code."""
        self.put("person", person | {"until": (self.at + KEPT).timestamp()}, phone=person["phone"])

    def take(self, found: dict[str, dict[str, Any]]) -> None:
        """Take over what was calculated: head → amount, basis and inputs. What was typed before stays."""
        if found:
            self.put("calculated", self.calculated | msgspec.to_builtins(found))

    @property
    def person(self) -> dict[str, Any] | None:
        """The answers of the fifth question, if they have not waited too long."""
        found: dict[str, Any] | None = self.answers.get("person")
        return found if found and found["until"] > self.at.timestamp() else None

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
