"""A calculation is taken over as a text, and comes out the same."""

from __future__ import annotations

import base64
import zlib
from datetime import date
from typing import Any

import pytest

from tongzhou.law.claims import BadInput
from tongzhou.law.claims.carrier import KEY, MOST_KEPT, Carried, forget, keep, kept, unpack

TODAY = date(2026, 11, 26)
SERVICE = {"start": "2019-03-01", "end": "2026-08-31", "avg_wage": "8000"}


def carried(**more: Any) -> Carried:
    return Carried("severance", TODAY, {**SERVICE, **more})


def folded(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


def test_what_was_packed_is_unpacked_and_reckons_the_same() -> None:
    text = carried(reason="38").pack()
    assert len(text) < 200
    assert unpack(text) == carried(reason="38")
    assert unpack(text).result().as_json() == carried(reason="38").result().as_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "包头",
        carried().pack()[:-6],
        folded(b"[]"),
        folded(b'["gold","2026-01-01",{}]'),
        folded(b'["severance","2026-13-01",{}]'),
        folded(b'["severance","2026-01-01",[]]'),
        folded(b"[" * 50_000),
        folded(b" " * 100_000),
        "A" * 7000,
    ],
)
def test_a_broken_link_says_so(text: str) -> None:
    with pytest.raises(BadInput, match="链接不完整"):
        unpack(text)


def test_a_session_keeps_the_last_few_newest_first_and_each_once() -> None:
    session: dict[str, Any] = {}
    for wage in (*range(5000, 5008), 5003):
        one = carried(avg_wage=str(wage))
        keep(session, one, one.result())
    wages = [each.inputs["avg_wage"] for each in kept(session)]
    assert wages == ["5003", "5007", "5006", "5005", "5004"]
    assert len(session[KEY]) == MOST_KEPT
    assert session[KEY][0]["amount"] == "40024.00"
    forget(session)
    assert kept(session) == []


def test_a_calculation_without_a_sum_is_kept_too() -> None:
    session: dict[str, Any] = {}
    one = Carried("medical_period", TODAY, {"total_years": 12, "unit_years": 6})
    keep(session, one, one.result())
    assert session[KEY][0]["amount"] is None
