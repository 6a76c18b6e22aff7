"""每日根 — one digest over all cases as they stood at the end of a day, to be published.

Whoever holds yesterday's root can tell, years later, whether any entry, number or drawn paper of any case was
changed since, with nothing but the dossier of that case. A million cases are folded in stretches of 4 096; a
proof folds one stretch again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from . import journal
from .dossier.seal import Drawn, leaf_of
from .models import Case, DailyRoot, Entry, PaperFile, RootBlock
from .refusal import Refused

HERE = ZoneInfo("Asia/Shanghai")
# An act begun before midnight may be written a little after it; the root waits until it surely is.
SETTLE = timedelta(hours=1)
STRETCH = 4096  # a power of two, so that the stretches are whole branches of one tree


class Altered(Exception):
    """What stands in the database is not what the root of that day was made of."""


@dataclass(frozen=True)
class Standing:
    """A case as it stood at a moment."""

    uid: str
    procedure: str
    number: str
    head: str
    papers: tuple[Drawn, ...]

    @property
    def leaf(self) -> str:
        """Return its leaf in the tree."""
        return leaf_of(
            uid=self.uid,
            procedure=self.procedure,
            number=self.number,
            head=self.head,
            papers=self.papers,
        )


@dataclass(frozen=True)
class Proof:
    """The way from one case to the root of a day."""

    day: date
    root: str
    standing: Standing
    path: list[tuple[str, str]]


def end_of(day: date) -> datetime:
    """Return the moment the day ends here: midnight in Shanghai."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=HERE)


def make_root(day: date, at: datetime) -> DailyRoot:
    """Make the root of a day that is over; made once, it stays.

    Raises Refused before one o'clock of the day after.
    """
    if at < end_of(day) + SETTLE:
        raise Refused(f"{day}的根值须待次日一时后生成，此前当日记录可能尚未写完")
    if made := DailyRoot.objects.filter(pk=day).first():
        return made
    blocks, count, stretch, first = [], 0, [], ""
    for standing in standings(end_of(day)):
        first = first or standing.uid
        stretch.append(standing.leaf)
        count += 1
        if len(stretch) == STRETCH:
            blocks.append((first, journal.merkle_root(stretch)))
            stretch, first = [], ""
    if stretch:
        blocks.append((first, journal.merkle_root(stretch)))
    with transaction.atomic():
        root, fresh = DailyRoot.objects.get_or_create(
            day=day,
            defaults={
                "root": journal.merkle_root([node for _, node in blocks]),
                "cases": count,
                "made_at": at,
            },
        )
        if fresh:
            RootBlock.objects.bulk_create(
                RootBlock(root=root, place=place, first=first, node=node)
                for place, (first, node) in enumerate(blocks)
            )
    return root


def missing_days(at: datetime, *, most: int = 31) -> list[date]:
    """Return the days before today that have no root yet, since the last one made; at most so many."""
    yesterday = (at - SETTLE).astimezone(HERE).date() - timedelta(days=1)
    last = DailyRoot.objects.order_by("-day").values_list("day", flat=True).first()
    first = last + timedelta(days=1) if last else yesterday
    days = [first + timedelta(days=n) for n in range((yesterday - first).days + 1)]
    return days[-most:]


def standings(cut: datetime, *, since: str = "", until: str = "") -> Iterator[Standing]:
    """Yield every case that had an entry before `cut`, as it stood then, in the order of the uid.

    `since` (included) and `until` (not included) bound the uids. Reads a stretch at a time.
    """
    last = ""
    while True:
        rows = Case.objects.order_by("uid")
        rows = rows.filter(uid__gt=last) if last else rows.filter(uid__gte=since)
        if until:
            rows = rows.filter(uid__lt=until)
        chunk = list(rows.values_list("uid", "procedure", "number", "head", "changed_at")[:STRETCH])
        if not chunk:
            return
        reach = {"case__uid__gte": chunk[0][0], "case__uid__lte": chunk[-1][0]}
        papers = _papers(reach, cut)
        moved = any(changed is None or changed >= cut for *_, changed in chunk)
        heads = _heads(reach, cut) if moved else {}
        for uid, procedure, number, head, changed in chunk:
            then = head if changed is not None and changed < cut else heads.get(uid)
            if then is not None:
                yield Standing(uid, procedure, number, then, papers.get(uid, ()))
        last = chunk[-1][0]


def _heads(reach: dict[str, str], cut: datetime) -> dict[str, str]:
    """Return the heads as they stood before `cut`, of the cases that have moved since."""
    rows = (
        Entry.objects.filter(**reach, recorded_at__lt=cut, case__changed_at__gte=cut)
        .order_by("case__uid", "seq")
        .values_list("case__uid", "digest")
    )
    return dict(rows.iterator(chunk_size=5000))


def _papers(reach: dict[str, str], cut: datetime) -> dict[str, tuple[Drawn, ...]]:
    found: dict[str, tuple[Drawn, ...]] = {}
    rows = PaperFile.objects.filter(
        **{f"entry__{name}": value for name, value in reach.items()}, drawn_at__lt=cut
    ).values_list("entry__case__uid", "entry__seq", "form", "file_id")
    for uid, seq, form, digest in rows:
        found[uid] = tuple(sorted((*found.get(uid, ()), Drawn(seq, form, digest))))
    return found


def proof_of(case: Case, day: date | None = None, *, strict: bool = True) -> Proof | None:
    """Return the way from a case to the root of a day (default: the last one), or None before there is one.

    Raises Altered where the stretch of the case no longer gives what the root was made of; unless
    `strict`, the way is returned as it is, and leads elsewhere.
    """
    roots = DailyRoot.objects.order_by("-day")
    root = (roots.filter(pk=day) if day else roots).first()
    if root is None:
        return None
    bounds = stretches(root)
    place = bisect_right([first for _, first, _ in bounds], case.uid) - 1
    if place < 0:
        return None
    if strict:
        check_stretch(root, *bounds[place])
    stretch = _stretch(root, *bounds[place][1:])
    within = next((n for n, s in enumerate(stretch) if s.uid == case.uid), None)
    if within is None:
        return None
    nodes = list(root.blocks.order_by("place").values_list("node", flat=True))
    path = journal.merkle_path([s.leaf for s in stretch], within)
    path += journal.merkle_path(nodes, place)
    return Proof(root.day, root.root, stretch[within], path)


def stretches(root: DailyRoot) -> list[tuple[int, str, str]]:
    """Return the stretches of a root: (place, first uid, uid the next begins with or "")."""
    firsts = list(root.blocks.order_by("place").values_list("first", flat=True))
    return list(zip(range(len(firsts)), firsts, [*firsts[1:], ""], strict=True))


def _stretch(root: DailyRoot, first: str, until: str) -> list[Standing]:
    return list(standings(end_of(root.day), since=first, until=until))


def check_stretch(root: DailyRoot, place: int, first: str, until: str) -> list[Standing]:
    """Return the cases of a stretch as they stood that day. Raises Altered where they no longer fit."""
    stretch = _stretch(root, first, until)
    if journal.merkle_root([s.leaf for s in stretch]) != root.blocks.get(place=place).node:
        raise Altered(
            f"{root.day}的根值与库中现有记录不符：这一天之前的记录已被改动，"
            "请运行 tongzhou dossier audit 查找"
        )
    return stretch


def published() -> dict[str, Any]:
    """Return all roots as they are published: one object, oldest day first."""
    rows = DailyRoot.objects.order_by("day").values_list("day", "root", "cases")
    return {
        "format": "tongzhou-roots/1",
        "digest": "SM3",
        "roots": [{"day": str(day), "root": root, "cases": cases} for day, root, cases in rows],
    }
