"""Every page a person can reach by links, one of each kind.

What nobody has looked at is opened in the window; through the rest a person only passes, and there a page need not
be drawn: it must be there, show nothing raw, and says where its links lead.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from hashlib import sha1
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error

from .person import Visitor

# Files, and the way out: not pages.
NOT_PAGES = re.compile(
    r"/(logout|paper|draft|file|export|template)/|format=|\.(xlsx|csv|docx|pdf|svg|jsonl?|py|zip)(\?|$)"
)
# Keys, parts, goals and rules, quarters, credit codes.
PARTICULAR = re.compile(r"\d+(\.\d)?|[A-Z]\d+|\d{4}Q\d|[0-9A-Z]{18}")
FEED = re.compile(r"(?<=/feeds/desk/)\w+")
CASE = re.compile(r"/desk/case/[\w.*]+/")
UID = re.compile(r"^[0-9a-z]{10,32}$")
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
MOST = 2  # cases of one procedure: they stand at different stages


def links(visitor: Visitor) -> list[str]:
    """Return where the links of the page in the window lead, within the installation."""
    found: list[str] = visitor.page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    return _within(visitor, found)


def passes(visitor: Visitor, url: str) -> list[str]:
    """Ask for a page without drawing it; return where its links lead."""
    there, text = visitor.asks(url)
    return _within(visitor, [urljoin(there, unescape(href)) for href in LINK.findall(text)])


def draws(visitor: Visitor, url: str) -> bool:
    """Open an address in the window; say whether it was a page, and not a file."""
    try:
        visitor.goes(url)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return True


def _within(visitor: Visitor, found: list[str]) -> list[str]:
    addresses = dict.fromkeys(url.split("#")[0].removesuffix("?") for url in found)
    return [url for url in addresses if url.startswith(visitor.url)]


class Kinds:
    """Which kind of page an address is; cases are told apart by their procedure."""

    def __init__(self) -> None:
        self.procedures: dict[str, str] = {}

    def learn(self, here: str, found: list[str]) -> None:
        """A list of one procedure tells the procedure of each case on it."""
        listed = re.search(r"/desk/cases/([\w.]+)/", here)
        for url in found:
            case = re.search(r"/case/([0-9a-z]+)/$", url)
            if listed and case:
                self.procedures.setdefault(case[1], listed[1])

    def kind(self, url: str) -> str:
        """Return the address with what is particular left out."""
        path = FEED.sub("*", urlsplit(url).path)
        if path.startswith(
            "/desk/cases/z"
        ):  # lists differ in what they hold, not in how they are drawn
            return "/desk/cases/*/"
        if generic := re.search(r"/(seen|entry/\d+/\w+)/$", path):
            return re.sub(r"\d+", "*", f"/desk/case/*{generic[0]}")
        steps = [
            self.procedures.get(step, "*") if UID.match(step) and re.search(r"\d", step) else step
            for step in path.split("/")
        ]
        return "/".join("*" if PARTICULAR.fullmatch(s) else s for s in steps)


class Seen:
    """Which kinds of page somebody has looked at already, whichever worker they walk in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def _mark(self, kind: str, n: int) -> Path:
        return self.folder / f"{sha1(kind.encode()).hexdigest()}-{n}"

    def takes(self, kind: str, most: int) -> bool:
        """Take it upon oneself to look at such a page, unless `most` have been looked at."""
        for n in range(most):
            try:
                self._mark(kind, n).mkdir()  # one alone succeeds
            except FileExistsError:
                continue
            return True
        return False


def pages(
    visitor: Visitor, start: str, kinds: Kinds, seen: Seen, passed: Counter[str] | None = None
) -> Iterator[str]:
    """Open each page in turn; yield the kinds that nobody has looked at before.

    `seen` counts over several people: what one has looked at, the next only passes through. A link must lead
    somewhere for everybody who is shown it, so each kind is asked for by each; `passed` counts them.
    """
    waiting, queued = deque([visitor.url + start]), {visitor.url + start}
    passed = Counter() if passed is None else passed
    while waiting:
        url = waiting.popleft()
        kind = kinds.kind(url)
        most = 99 if "/cases/" in kind else MOST if CASE.fullmatch(kind) else 1
        if passed[kind] >= most:
            continue
        passed[kind] += 1
        new = seen.takes(kind, min(most, MOST))
        if new and not draws(visitor, url):
            continue
        found = links(visitor) if new else passes(visitor, url)
        kinds.learn(url, found)
        if new:
            yield kind
        if not (new or most > 1 or kind == start):
            continue  # somebody else goes on from there
        for each in found:
            if each not in queued and not NOT_PAGES.search(each):
                queued.add(each)
                waiting.append(each)
