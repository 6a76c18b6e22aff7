"""携带 — a calculation as a short text, so that a link, a session or an application can take it over.

The text holds the kind, the day and the inputs, nothing else: whoever opens it reckons again and gets the same
answer. It is not signed, because there is nothing in it to protect: an amount is believed for its steps, never for
the text that carried it, and names or numbers of persons are not among the inputs.

A session keeps the last few under one key, each as `{"kind", "on", "amount", "carrier"}`, newest first. A line that
takes an application reads them with `kept(request.session)` and calls `result()`.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongzhou.law.calendar import CALENDAR, Calendar
from tongzhou.law.claims.catalogue import KINDS, calculate
from tongzhou.law.claims.result import Result
from tongzhou.law.claims.words import BadInput, money

KEY = "claims"
MOST_KEPT = 5
LONGEST, LARGEST = 6000, 60_000  # characters of the text, bytes of what it unfolds to


@dataclass(frozen=True)
class Carried:
    """A calculation that can be repeated: kind, the day it was made, and the inputs in plain types."""

    kind: str
    on: date
    inputs: Mapping[str, Any]

    def pack(self) -> str:
        """Return the calculation as text that may stand in an address."""
        written = json.dumps(
            [self.kind, self.on.isoformat(), dict(self.inputs)],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return base64.urlsafe_b64encode(zlib.compress(written.encode(), 9)).decode().rstrip("=")

    def result(self, *, calendar: Calendar = CALENDAR) -> Result:
        """Reckon again, as of the day it was made. Raises `BadInput` if the text was tampered with."""
        return calculate(self.kind, self.inputs, on=self.on, calendar=calendar)


def unpack(text: str) -> Carried:
    """Read what `pack` wrote. Raises `BadInput` for anything else."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        folded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unfolding = zlib.decompressobj()
        written = unfolding.decompress(folded, LARGEST)
        if not unfolding.eof:
            raise ValueError("too large")
        kind, on, inputs = json.loads(written)
        if kind not in KINDS or not isinstance(inputs, dict):
            raise ValueError("not a calculation")
        return Carried(kind, date.fromisoformat(on), inputs)
    except (ValueError, TypeError, RecursionError, binascii.Error, zlib.error):
        raise BadInput(
            "carrier",
            "链接不完整或已损坏，请重新计算",
            "the link is incomplete; please reckon again",
        ) from None


def keep(session: MutableMapping[str, Any], carried: Carried, result: Result) -> None:
    """Keep a calculation in a session, newest first; the same one is kept once."""
    text = carried.pack()
    entry = {
        "kind": carried.kind,
        "on": carried.on.isoformat(),
        "amount": None if result.amount is None else money(result.amount),
        "carrier": text,
    }
    before = [each for each in session.get(KEY, []) if each["carrier"] != text]
    session[KEY] = [entry, *before][:MOST_KEPT]


def kept(session: Mapping[str, Any]) -> list[Carried]:
    """Return the calculations a session keeps, newest first."""
    return [unpack(each["carrier"]) for each in session.get(KEY, [])]


def forget(session: MutableMapping[str, Any]) -> None:
    """Let a session keep none."""
    session.pop(KEY, None)
