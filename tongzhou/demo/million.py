"""A million synthetic cases, for measuring: chained journals, rows as the door would have written them."""

from __future__ import annotations

import os
import random
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from multiprocessing import get_context
from typing import Any

import django
from django.db import connection, transaction

from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Case, ClockRow, Entry, SearchRow, SubjectRow
from tongzhou.procedure.project import rebuild
from tongzhou.registry.models import Appointment, Person, Region

from .bulk import Row, finish, indexes_set_aside, write
from .lives import Life, lives
from .moulds import Party, mould

BATCH = 20_000
MONTH = timedelta(days=32)  # in it the longest of the lives has come to its end
TABLES: dict[str, Any] = {
    "Entry": Entry,
    "ClockRow": ClockRow,
    "SubjectRow": SubjectRow,
    "SearchRow": SearchRow,
}
Tables = dict[str, list[Row]]
FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志文海燕春雪梅云峰龙飞宇晨浩然思雨欣怡子涵"
STEPPE = (
    "巴特尔",
    "萨仁",
    "其其格",
    "乌云",
    "娜仁",
    "苏和",
    "那日苏",
    "哈斯",
    "阿茹娜",
    "朝鲁",
    "额尔敦",
    "格日勒",
)
WORDS = "恒盛源泰隆鑫昌华茂丰顺达通利宏兴永安康瑞祥和金银山川河原草牧天地星辰光明远大新民富强"
TRADES = (
    "建筑",
    "运输",
    "餐饮",
    "食品",
    "物业",
    "煤炭",
    "化工",
    "电力",
    "乳业",
    "羊绒",
    "商贸",
    "劳务",
)


class Crowd:
    """People and firms who do not exist, always the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # not for secrets: for repeatable examples

    def party(self, number: int) -> Party:
        """Return the parties of case `number`."""
        r = self.random
        if r.random() < 0.2:
            worker = f"{r.choice(STEPPE)}·{r.choice(STEPPE)}"
        else:
            worker = r.choice(FAMILY) + "".join(r.choices(GIVEN, k=r.choice((1, 2, 2))))
        firm = f"示例{''.join(r.choices(WORDS, k=2))}{r.choice(TRADES)}有限公司"
        return Party(str(number), worker, f"E{r.randrange(100_000):06d}", firm)

    def life(self, all_: list[Life]) -> Life:
        """Return one of the lives, as often as its share says."""
        return self.random.choices(all_, weights=[x.share for x in all_])[0]

    def first_day(self, last: date) -> date:
        """Return a working day of the three years before `last`, later ones more often."""
        back = int(self.random.triangular(0, 1095, 0))
        day = last - timedelta(days=back)
        return day - timedelta(days=max(day.weekday() - 4, 0))


@dataclass(frozen=True)
class Lot:
    """Some cases to be made, all of it told beforehand: so another process can make them."""

    seed: str
    first: int  # key of the first case
    number: int
    counties: tuple[str, ...]
    last: date  # no case begins later


def load(
    count: int, *, on: date, seed: int = 2018, say: Callable[[str], None] = lambda _line: None
) -> None:
    """Add `count` cases of the example procedures, spread over all counties of the region.

    Raises RuntimeError where a sample, folded again from its journal, differs from the rows written.
    """
    before = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    counties = tuple(
        Region.objects.filter(level="county", code__startswith="15").values_list("code", flat=True)
    )
    lots = [
        Lot(f"{seed}/{before + at}", before + at + 1, min(BATCH, count - at), counties, on - MONTH)
        for at in range(0, count, BATCH)
    ]
    touched = (Case, *TABLES.values())
    with indexes_set_aside(model._meta.db_table for model in touched):
        done = 0
        for lot, rows in zip(lots, made(lots), strict=True):
            with transaction.atomic():
                write(Case, rows["Case"])
                for name, model in TABLES.items():
                    write(model, rows[name])
            done += lot.number
            say(f"{done} / {count}")
        say("建立索引……")
    finish(Case)
    _check(before, say)


def made(lots: list[Lot]) -> Iterator[Tables]:
    """Yield the rows of each lot in order; where there are several, made on every core."""
    if len(lots) == 1:
        yield make(lots[0])
        return
    cores = os.cpu_count() or 1
    ahead: deque[Future[Tables]] = deque()
    # Begun afresh, not forked: a connection to SQLite must not be carried into another process.
    with ProcessPoolExecutor(cores, get_context("spawn"), initializer=django.setup) as pool:
        for lot in lots:
            if len(ahead) > cores:
                yield ahead.popleft().result()
            ahead.append(pool.submit(make, lot))
        while ahead:
            yield ahead.popleft().result()


_lives = cache(lives)  # once in a process: a mould is known by its life
_mould = cache(mould)


def make(lot: Lot) -> Tables:
    """Return the rows of a lot, table by table. Asks no database."""
    crowd, all_lives = Crowd(lot.seed), _lives()
    rows: Tables = {"Case": [], **{name: [] for name in TABLES}}
    for pk in range(lot.first, lot.first + lot.number):
        made = _mould(crowd.life(all_lives), crowd.first_day(lot.last))
        region = crowd.random.choice(lot.counties)
        uid = f"{crowd.random.getrandbits(64):016x}"
        cast = made.cast(uid, region, crowd.party(pk))
        rows["Case"].append({**cast.case, "id": pk})
        for table, some in (("Entry", cast.entries), *cast.children):
            rows[table] += [{**row, "case_id": pk} for row in some]
    return rows


def loosen() -> None:
    """A load that breaks off is begun again, so no batch waits for the disk, nor is written twice."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode=MEMORY")  # the next connection is back at WAL
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-800000")
        else:
            cursor.execute("SET synchronous_commit = off")


def _check(before: int, say: Callable[[str], None]) -> None:
    """Fold a sample again from its journal; the rows must be those the engine would write."""
    sample = Case.objects.filter(pk__gt=before, pk__lte=before + 1000)
    changes = list(rebuild(sample, CALENDAR, catalogue.versions_of))
    if changes:
        raise RuntimeError(f"the rows differ from the journal: {changes[0]}")
    say("抽查 1000 件：与日志重算结果一致")


# Who of the cast may look at the synthetic cases, and from where.
WATCHERS = {
    "t-jiancha": ("example_inspector", "example_duty"),
    "q-renshe": ("example_overseer",),  # of the region: sees them all
    "t-bangongshi": ("example_clerk", "example_arbitrator", "example_chair"),
}


def staff(everyone: dict[str, Person], *, since: date) -> None:
    """Give some of the cast the offices of the example procedures."""
    for username, offices in WATCHERS.items():
        person = everyone[username]
        body = person.appointments.select_related("body").earliest("id").body
        for office in offices:
            Appointment.objects.get_or_create(
                person=person, office=office, body=body, since=since, defaults={"reason": "测量"}
            )
