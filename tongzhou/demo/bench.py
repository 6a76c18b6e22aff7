"""Figures of performance, as ratios paired in one run: never as times, which a busy machine makes up.

Each request goes through the whole of the web application in this process (middleware, session, sign-in,
scope, journal of views); the two sides of a ratio are asked in turn. Against the naive page, an installation with
several visitors is asked (`bench_served`).
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.test.utils import override_settings

from tongzhou.procedure import grams, search
from tongzhou.procedure.models import Case, SearchRow
from tongzhou.procedure.scope import Reach, Sight, sight_of
from tongzhou.registry.models import Person

from .bench_served import rate, served

TIMES, FIRST = 100, 8  # pages asked in turn, after the first ones, which are not counted
ROUNDS = 5  # of several visitors
LISTS, NAIVE = 40, 2  # pages that each of them reads in a round
WATCHER = "t-jiancha"  # an inspector of one county
CHIEF = "q-renshe"  # of the region: sees every case
QUERIES = (
    "示例", "有限", "拖欠", "劳动", "仲裁", "建筑", "巴特", "萨仁", "王伟", "鑫乳", "恒金", "草原",
    "有限公", "劳动争", "恒盛建", "瑞祥食", "王志文", "隆鑫化", "巴特尔", "川河物",
    "有限公司", "劳动争议", "恒盛建筑", "瑞祥食品", "金银煤炭", "隆鑫化工", "欧阳锋克", "萨仁·巴",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One ratio, with its goal: at least (or at most, for milliseconds) so much."""

    name: str
    value: float
    goal: float
    unit: str = "×"
    at_most: bool = False

    @property
    def met(self) -> bool:
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def __str__(self) -> str:
        if not self.goal and not self.at_most:
            return f"  {self.name}：{self.value:.2f} {self.unit}（不设目标）"
        sign = "≤" if self.at_most else "≥"
        mark = "✓" if self.met else "✗"
        return f"{mark} {self.name}：{self.value:.2f} {self.unit}（目标 {sign} {self.goal:g}）"


class Browser:
    """A signed-in visitor of this very process."""

    def __init__(self, person: Person) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        self.token = _get_new_csrf_string()
        self.cookie = (
            f"{settings.SESSION_COOKIE_NAME}={session.session_key};"
            f" {settings.CSRF_COOKIE_NAME}={self.token}"
        )
        self.handler = WSGIHandler()

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Return status and body of a page; with `data`, of a form sent."""
        address, _, query = path.partition("?")
        body = urlencode(data or {}).encode()
        environ = {
            "REQUEST_METHOD": "POST" if data is not None else "GET",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "HTTP_X_CSRFTOKEN": self.token,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        status: list[int] = []

        def start(line: str, _headers: Any, _info: Any = None, /) -> Callable[[bytes], object]:
            status.append(int(line[:3]))
            return lambda _more: None

        response = self.handler(environ, start)
        content = b"".join(response)
        close = getattr(response, "close", None)
        if close:
            close()
        return status[0], content

    def reads(self, path: str) -> Callable[[], None]:
        """Return the reading of a page, which must succeed."""

        def read() -> None:
            status, _ = self.ask(path)
            assert status == 200, f"{path} answered {status}"

        return read


def paired(one: Callable[[], None], other: Callable[[], None], *, times: int = TIMES) -> float:
    """Return how many times as long `other` takes as `one`: asked in turn, the median of the pairs.

    Both are first asked until what is written, read and planned once has been: PostgreSQL settles on a plan
    after five times.
    """
    for _ in range(FIRST):
        one()
        other()
    return statistics.median(_took(other) / _took(one) for _ in range(times))


def _took(call: Callable[[], None]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def pages(visitor: Browser, person: Person, on: Any) -> Iterator[Figure]:
    """Measure the work list against constants, against the naive page, and deep against shallow."""
    from . import bench_pages

    listed = "/desk/cases/"
    yield Figure(
        "案件列表 对 同一模板填常量",
        paired(visitor.reads(listed), visitor.reads("/bench/constants/")),
        0.6,
    )
    deep = f"{listed}?after={bench_pages.mark_of(50, person, on)}"
    yield Figure("第 50 页 对 第 1 页", paired(visitor.reads(deep), visitor.reads(listed)), 0.9)


def against_naive() -> Iterator[Figure]:
    """Measure the work list against the naive page, for who sees all cases and for who sees a county's.

    Pages a second of an installation with several visitors, as when the goal was set; and between the first and
    the twenty-first they turn to any. The goal is about who sees a million. Whoever sees one county has a
    hundredth of it: that figure is told beside, without a goal.
    """
    goal = 15 if connection.vendor == "sqlite" else 50
    turned = random.Random(2018)
    with served() as port:
        for username, whose, wanted in ((CHIEF, "全区", goal), (WATCHER, "一个旗县", 0)):
            visitor = Browser(Person.objects.get(username=username))

            def ours(each: int, cookie: str = visitor.cookie) -> float:
                return rate(port, cookie, lambda: "/desk/cases/", each)

            def theirs(each: int, cookie: str = visitor.cookie) -> float:
                return rate(
                    port, cookie, lambda: f"/bench/naive/?after={turned.randint(0, 20)}", each
                )

            ours(FIRST)
            theirs(NAIVE)
            ratios = [ours(LISTS) / theirs(NAIVE) for _ in range(ROUNDS)]
            name = f"案件列表 对 朴素页面（startswith、count、OFFSET），八人同时，{whose}"
            yield Figure(name, statistics.median(ratios), wanted)


def searching(person: Person, on: Any) -> Iterator[Figure]:
    """Measure the slowest search of two to four characters, and compare hits with LIKE."""
    sight = sight_of(person, on=on)
    whole = Sight(0, tuple(Reach("province", "15", code) for code in WHOLE))
    slowest, wrong = 0.0, []
    for seen in (sight, whole):
        for words in QUERIES:
            times = []
            for _ in range(7):
                begun = time.perf_counter()
                found = search.ids(seen, words)
                times.append((time.perf_counter() - begun) * 1000)
            slowest = max(slowest, statistics.median(times))
            if found != _like(seen, words):
                wrong.append(words)
    yield Figure("最慢的二至四字检索（中位数）", slowest, 10, "毫秒", at_most=True)
    yield Figure("与 LIKE 逐行比较不一致的检索", len(wrong), 0, "个", at_most=True)


WHOLE = ("example.dispute", "example.inspection")  # what somebody of the region would see


def _like(sight: Any, words: str) -> list[int]:
    """Return what a plain comparison of every row finds: slow and certainly right."""
    needle = f" {' '.join(grams.query_words(words))} "
    rows = SearchRow.objects.filter(case__in=Case.objects.visible_to(sight).values("pk"))
    return list(
        rows.filter(words__contains=needle)
        .order_by("-case_id")
        .values_list("case_id", flat=True)[:50]
    )


def acting(visitor: Browser, on: Any) -> Iterator[Figure]:
    """Measure one act through the web, two writes and all that hangs on them, against an empty view."""
    from . import bench_pages

    found = list(bench_pages.acts_to_do(FIRST + TIMES, on))
    times, forms = len(found) - FIRST, iter(found)
    if times < 1:
        raise RuntimeError("too few cases in the watcher's banner: load 20 000 or more")

    def do() -> None:
        path, data = next(forms)
        status, body = visitor.ask(path, data)
        assert status in {204, 302}, f"{path} answered {status}: {body[:2000].decode()}"

    empty = visitor.reads("/bench/empty/")
    yield Figure("一次办理（两次写入） 对 空页面", paired(do, empty, times=times), 0.15)


def run(say: Callable[[str], None], *, on: Any) -> bool:
    """Measure everything and say it; return whether all goals were met."""
    person = Person.objects.get(username=WATCHER)
    met = True
    with override_settings(ROOT_URLCONF="tongzhou.demo.bench_pages"):
        visitor = Browser(person)
        say(f"数据库 {connection.vendor}，案件 {Case.objects.count()} 件")
        for figures in (
            pages(visitor, person, on),
            against_naive(),
            searching(person, on),
            acting(visitor, on),
        ):
            for figure in figures:
                say(str(figure))
                met = met and figure.met
    return met
