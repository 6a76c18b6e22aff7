"""随机核查组 — beside the list of a model some employers are visited at random: only their outcomes say how common trouble is.

The drawing is that of the line `draws`: commitments, a seed nobody chooses, probabilities kept in a bundle anybody can check.
Here the month's list is only marked in its object register (标签“模型名单”), so that the terms of a batch can draw the listed and
the rest as strata of their own. The outcomes come back with their probabilities: `outcomes` is what a back-test weights by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongzhou.lines.draws.models import Drawn, DrawObject
from tongzhou.lines.draws.trades import TAGS
from tongzhou.procedure import journal as digests
from tongzhou.procedure.models import Entry
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import journal
from tongzhou.registry.models import Employer, Region

from .models import AuditList

TAG = TAGS["listed"]
PLANNED = ("plan", "amend")  # the acts of a batch that state its strata
REASON = "模型名单"
FOUND = ("已责令改正", "立案查处")
UNSEEN = ("无法联系", "已注销停业")


@transaction.atomic
def mark(raw: bytes, *, region: str, month: str, on: date, at: datetime) -> AuditList:
    """Mark the names of a list (`tongzhou warn list`, list.json) in the object register of a region, and unmark the last.

    Employers that are no objects yet become some. The same month marked again replaces what was marked. Raises Refused, also where
    the back-test does not let the list be used: what may not be offered is not visited.
    """
    _check_place(region, month)
    listed = _names(raw)
    known = {
        e.uscc: e
        for e in Employer.objects.standing().filter(
            uscc__in=listed, region__code__startswith=region[:6]
        )
    }
    objects = {o.employer_id: o for o in DrawObject.objects.filter(employer__in=known.values())}
    fresh = [
        DrawObject(employer=e, since=on, tags=TAG) for e in known.values() if e.pk not in objects
    ]
    for row in fresh:
        row.derive()
    journal.add_all(fresh, by=None, at=at, reason=f"{REASON}{month}")
    for row in objects.values():
        _tagged(row, at=at, month=month, wanted=True)
    kept = {e.pk for e in known.values()}
    level = {2: "province", 4: "league"}.get(len(region), "county")
    before = DrawObject.objects.filter(**{level: region[:6]}, tags__contains=TAG).exclude(
        employer__in=kept
    )
    for row in before:
        _tagged(row, at=at, month=month, wanted=False)
    made, _fresh = AuditList.objects.update_or_create(
        month=month,
        region=region,
        defaults={
            "digest": digests.sm3(raw),
            "model": str(json.loads(raw).get("model", ""))[:40],
            "listed": len(listed),
            "marked": len(known),
            "elsewhere": len(listed) - len(known),
            "made_at": at,
        },
    )
    return made


def _names(raw: bytes) -> list[str]:
    try:
        told: Any = json.loads(raw)
        names = [str(row["entity"]) for row in told["names"]]
    except (ValueError, KeyError, TypeError) as why:
        raise Refused("这不是名单文件（tongzhou warn list 写出的 list.json）") from why
    if not names:
        raise Refused("名单是空的，没有可以标记的单位")
    if "offered" not in told:
        raise Refused("名单没有写明回溯检验是否准许使用：请用现在的程序重新运行 tongzhou warn list")
    if told["offered"] is not True:
        basis = str(told.get("basis") or "")
        raise Refused(f"回溯检验没有准许使用这份名单，不能标记。{basis}")
    return names


def _check_place(region: str, month: str) -> None:
    """Refuse a month that is none, and a region that is not in the register of regions (of a county or wider)."""
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused(f"“{month}”不是月份，请写成 2026-11 这样") from None
    if len(month) != 7:
        raise Refused(f"“{month}”不是月份，请写成 2026-11 这样")
    if len(region) > 6 or not Region.objects.filter(code=region).exists():
        raise Refused(f"没有“{region}”这个地区，请写自治区、盟市或旗县的代码，例如 150221")


def _tagged(row: DrawObject, *, at: datetime, month: str, wanted: bool) -> None:
    words = [w.strip() for w in row.tags.split("、") if w.strip() and w.strip() != TAG]
    tags = "、".join([*words, *([TAG] if wanted else [])])
    if tags != row.tags:
        journal.change(row, by=None, at=at, reason=f"{REASON}{month}", tags=tags)


@dataclass(frozen=True)
class Outcome:
    """What a random visit found, with the probability by which the employer was drawn."""

    employer: int
    batch: str
    stratum: str
    probability: float
    drawn_on: date | None
    checked_on: date | None
    outcome: str
    label: str = ""  # what the plan calls the stratum

    @property
    def found(self) -> bool | None:
        """Whether something was found; None where nobody could look, or has not yet."""
        return self.outcome in FOUND if self.outcome and self.outcome not in UNSEEN else None


def outcomes(cases: Any) -> Iterator[Outcome]:
    """Yield the employers drawn in these cases (a queryset of the reader's), the latest draw first."""
    rows = Drawn.objects.filter(case__in=cases.values("pk")).select_related("case")
    labels: dict[int, dict[str, str]] = {}
    for row in rows.order_by("-drawn_on", "-pk").iterator(500):
        if row.case_id not in labels:
            labels[row.case_id] = _labels(row.case_id)
        share = row.drawn / row.size if row.size else 0.0
        yield Outcome(
            row.employer,
            row.case.number or row.case.title,
            row.stratum,
            share,
            row.drawn_on,
            row.checked_on,
            row.outcome,
            labels[row.case_id].get(row.stratum, row.stratum),
        )


def _labels(case: int) -> dict[str, str]:
    """Return what the plan of a batch calls its strata, as it was last stated. One query."""
    stated = Entry.objects.filter(case=case, act__in=PLANNED).order_by("-seq")
    facts = stated.values_list("facts", flat=True).first() or {}
    return {s["code"]: s.get("label") or s["code"] for s in facts.get("strata", ())}
