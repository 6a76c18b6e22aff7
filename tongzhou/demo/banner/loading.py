"""From the feeds to the desks: load the banner, judge it on two days, and let people deal with the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from tongzhou.demo.scene import Scene, at, worked
from tongzhou.demo.synthetic.region import month_start
from tongzhou.demo.watching import ANALYST, Hands
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning import keeping, signalling
from tongzhou.warning.cases import facts
from tongzhou.warning.cases.procedure import CODE
from tongzhou.warning.indicators import assessing, looked
from tongzhou.warning.models import Signal, WarningRow

from .firms import of_the_banner, register
from .sending import Sending

MONTHS, KEPT = 16, 13  # months of data; month ends that are reckoned
LEAST = 20  # days that people had to deal with what the rules said first
CAUSES = ("检修、停电停水", "数据错误、滞后", "季节性、节假日停产")


def load(scene: Scene, *, on: date, say: Callable[[str], None]) -> None:
    """Load the banner as it stands on a day."""
    lake = Lake(settings.LAKE, durable=False)
    if lake.feeds():
        say(f"数据湖 {settings.LAKE} 中已有数据，不再装入四十家单位的演示数据")
        return
    start = month_start(1 - MONTHS, on.replace(day=1))
    one = of_the_banner(MONTHS, start)
    with TemporaryDirectory() as folder, transaction.atomic():
        register(one, at(worked(start)))
        sending = Sending(lake, Path(folder), one, months=MONTHS, on=on)
        sending.fill(one)
        say(
            f"数据源：四十家单位近半年的{sending.loaded}个批次已入库，一个批次有待更正的行，法院的数据已停报"
        )
        _reckoned(lake, on)
        earlier = month_start(0, (on - timedelta(days=LEAST)).replace(day=1)) - timedelta(days=1)
        first = _judged(scene, lake, earlier)
        _dealt(Hands(scene, on), first.run.pk, (on - earlier).days)
        last = _judged(scene, lake, on)
        say(
            f"预警规则：截至{on}看过{last.run.employers}家，信号{last.signals}条，新列候选{last.opened}件"
        )


def _reckoned(lake: Lake, day: date) -> None:
    """Reckon and judge a day; month ends that were reckoned before stay as they are."""
    engine = connect(lake, "duckdb", memory_mb=settings.ENGINE_MB)
    try:
        assessing.Assessor(lake, engine).assess(keeping.book_on(day), as_of=day, months=KEPT)
    finally:
        engine.close()


def _judged(scene: Scene, lake: Lake, day: date) -> signalling.Taken:
    """Let the hits of a day become signals and warnings."""
    book = keeping.book_on(day)
    try:
        assessing.read(lake, "levels", day)
    except LookupError:
        _reckoned(lake, day)
    return signalling.take(
        assessing.hits(lake, book, day),
        door=scene.door, book=book, as_of=day, at=at(worked(day), 7), source="lake",
        levels=looked.looked(lake, book, day), feeds=looked.feeds(lake, day),
    )  # fmt: skip


def _dealt(hands: Hands, run: int, days: int) -> None:
    """Let every warning of the first day have gone its way: closed, false, waiting for review, in hand, sent out and not signed for."""
    rows = WarningRow.objects.filter(case__signals__run=run, case__procedure=CODE).distinct()
    cases = [row.case for row in rows.select_related("case").order_by("-rank", "pk")]
    for n, case in enumerate(cases):
        firm = Employer.objects.get(pk=WarningRow.objects.get(case=case).employer or 0)
        ago = days - n % 4
        way = _WAYS[n % len(_WAYS)]
        if way is _false and WarningRow.objects.get(case=case).level not in ("yellow", "blue"):
            way = _closed
        way(hands, case, firm, ago)


def _sent(hands: Hands, case: Case, firm: Employer, ago: int) -> Case:
    level = WarningRow.objects.get(case=case).level
    hands.dispatched(hands.issued(case, level, ago), ago)
    hands.signed(case, ago)
    return hands.letter(case, firm, ago - 1)


def _closed(hands: Hands, case: Case, firm: Employer, ago: int) -> None:
    _sent(hands, case, firm, ago)
    hands.settled(hands.verified(case, ago - 3), ago - 9)
    hands.closed(case, ago - 11)


def _false(hands: Hands, case: Case, firm: Employer, ago: int) -> None:
    codes = Signal.objects.filter(case=case).order_by("rank", "code").values_list("code", flat=True)
    cause = CAUSES[firm.pk % len(CAUSES)]
    said = facts.FalseAlarm(cause=cause, rules=(codes[0],), words="电话核对，单位照常生产。", advice="核对上年同期")  # type: ignore[arg-type]  # fmt: skip
    hands.does(ANALYST, case, "call_false", said, ago - 1)


def _waits_for_review(hands: Hands, case: Case, firm: Employer, ago: int) -> None:
    _sent(hands, case, firm, ago)
    hands.settled(hands.verified(case, ago - 3, "订单减少"), 2)


def _in_hand(hands: Hands, case: Case, firm: Employer, ago: int) -> None:
    _sent(hands, case, firm, ago)
    hands.verified(case, ago - 4, "工程款未到位")
    hands.planned(case, WarningRow.objects.get(case=case).level, firm.industry_id or "C", ago - 5)


_WAYS = (_closed, _in_hand, _false, _closed, _waits_for_review, _false)
