"""A million synthetic cases, for measuring: chained journals, rows as the door would have written them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.models import Case, ClockRow, Entry, SearchRow, SubjectRow
from tongzhou.procedure.project import rebuild
from tongzhou.registry.models import Appointment, Person, Region

from .bulk import Bulk, search_index_set_aside
from .lives import Life, lives
from .moulds import Mould, Party, mould

BATCH = 20_000
TABLES: dict[str, Any] = {"ClockRow": ClockRow, "SubjectRow": SubjectRow, "SearchRow": SearchRow}
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

    def __init__(self, seed: int) -> None:
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


def load(
    count: int, *, on: date, seed: int = 2018, say: Callable[[str], None] = lambda _line: None
) -> None:
    """Add `count` cases of the example procedures, spread over all counties of the region.

    Raises RuntimeError where a sample, folded again from its journal, differs from the rows written.
    """
    before = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    crowd, all_lives = Crowd(seed + before), lives()
    counties = list(
        Region.objects.filter(level="county", code__startswith="15").values_list("code", flat=True)
    )
    moulds = lru_cache(maxsize=None)(mould)
    bulk = Bulk()
    with search_index_set_aside():
        for start in range(0, count, BATCH):
            number = min(BATCH, count - start)
            with transaction.atomic():
                _batch(bulk, _casts(crowd, moulds, all_lives, counties, on, bulk, number))
            say(f"{start + number} / {count}")
        say("建立检索索引……")
    bulk.finish((Case, Entry, *TABLES.values()))
    _check(before, say)


def loosen() -> None:
    """A load that breaks off is begun again, so SQLite need not wait for the disk after each batch."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-800000")


def _casts(
    crowd: Crowd,
    moulds: Callable[[Life, date], Mould],
    all_lives: list[Life],
    counties: list[str],
    on: date,
    bulk: Bulk,
    number: int,
) -> Iterator[tuple[int, Any]]:
    for _ in range(number):
        pk = bulk.number(Case)
        made = moulds(crowd.life(all_lives), crowd.first_day(on - timedelta(days=32)))
        region = crowd.random.choice(counties)
        uid = f"{crowd.random.getrandbits(64):016x}"
        yield pk, made.cast(uid, region, crowd.party(pk))


def _batch(bulk: Bulk, casts: Iterator[tuple[int, Any]]) -> None:
    cases, entries = [], []
    children: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for pk, cast in casts:
        cases.append({**cast.case, "id": pk})
        entries += [{**entry, "case_id": pk} for entry in cast.entries]
        for table, rows in cast.children:
            children[table] += [{**row, "case_id": pk} for row in rows]
    bulk.write(Case, cases)
    bulk.write(Entry, entries)
    for table, rows in children.items():
        bulk.write(TABLES[table], rows)


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
