"""核对引用 — open each cited article in a folder of texts and see that its figures stand there."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Literal

from tongzhou.law.articles import Article
from tongzhou.law.instruments import (
    Figure,
    Instrument,
    NotListed,
    instruments,
    is_in,
    provisions_of,
    versions_of,
)
from tongzhou.law.lengths import Length
from tongzhou.law.texts import text_file, text_of

Verdict = Literal["stated", "not_stated", "no_article", "no_text", "unread"]

WORDS: dict[Verdict, str] = {
    "stated": "相符",
    "not_stated": "条文中没有",
    "no_article": "文本中没有该条",
    "no_text": "没有文本，无法核对",
    "unread": "目录中为待核，声明却作已核",
}


@dataclass(frozen=True)
class Citation:
    """An article that something rests on, and the figures it says stand there. `where` is its place."""

    cites: Article
    figures: tuple[Figure, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Finding:
    """What came of opening one citation; `missing` are the figures that do not stand there."""

    citation: Citation
    verdict: Verdict
    missing: tuple[Figure, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Say whether somebody has to put it right. A missing text is not a mistake."""
        return self.verdict in ("not_stated", "no_article", "unread")

    def __str__(self) -> str:
        what = "、".join(map(str, self.missing))
        place = f"（{self.citation.where}）" if self.citation.where else ""
        return f"{self.citation.cites}：{WORDS[self.verdict]}{what}{place}"


def check_citations(citations: Iterable[Citation], texts: Path) -> Iterator[Finding]:
    """Yield a finding for each citation, opening the articles in the folder `texts`."""
    for citation in citations:
        yield _check(citation, texts)


def _check(citation: Citation, texts: Path) -> Finding:
    cited = citation.cites
    if cited.verified and not is_verified(cited):
        return Finding(citation, "unread")
    file = _file_for(cited.instrument, texts)
    if file is None:
        return Finding(citation, "no_text")
    text = text_of(cited, file=file)
    if text is None:
        return Finding(citation, "no_article")
    missing = tuple(figure for figure in citation.figures if not is_in(figure, text))
    return Finding(citation, "not_stated" if missing else "stated", missing)


def is_verified(cited: Article) -> bool:
    """Say whether the tables, where they list the article, know it as verified."""
    try:
        known = list(provisions_of(cited))
    except NotListed:
        return True
    return all(each.cites.verified for _, each in known)


def _file_for(name: str, texts: Path) -> Path | None:
    """Return the latest text kept under any name of the instrument, or under the name as cited."""
    try:
        latest = versions_of(name)[-1]
    except NotListed:
        return text_file(texts, name)
    return file_of(latest, texts)


def file_of(instrument: Instrument, texts: Path) -> Path | None:
    """Return the text of this version: by its own file name, else the latest under its names."""
    if instrument.text:
        return text_file(texts, instrument.text)
    if instrument.adopted:
        dated = (texts / f"{name}({instrument.adopted}).md" for name in instrument.names)
        return next((file for file in dated if file.is_file()), None)
    return text_file(texts, *instrument.names)


def of_the_tables() -> Iterator[Citation]:
    """Yield the citations of the reviewed tables, latest version of each instrument."""
    for one in instruments():
        if one is versions_of(one.name)[-1]:
            for each in one.provisions:
                yield Citation(each.cites, each.states, f"目录 {each.key}")


def offered() -> tuple[str, ...]:
    """Return the modules that rooms above offer through the entry points `tongzhou.citations`."""
    return tuple(sorted(point.value for point in entry_points(group="tongzhou.citations")))


def of_module(name: str) -> Iterator[Citation]:
    """Yield the citations of a module: its `citations`, or else the limits it declares.

    `citations` is an iterable or a function giving one. Of a package without it, every module named
    `procedure` below is read, as the lines of business lay them out.

    Raises `ValueError` if a module cannot be imported.
    """
    module = _imported(name)
    given = getattr(module, "citations", None)
    if given is not None:
        yield from given() if callable(given) else given
        return
    for each in (module, *map(_imported, _procedures_below(module))):
        yield from _declared(each)


def _procedures_below(module: ModuleType) -> Iterator[str]:
    """Yield the names of the modules `procedure` in a package, importing nothing on the way."""
    for folder in map(Path, getattr(module, "__path__", ())):
        for file in sorted(folder.rglob("procedure.py")):
            yield ".".join((module.__name__, *file.relative_to(folder).with_suffix("").parts))


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise ValueError(f"无法载入模块 {name}：{missing}") from None


def _declared(module: ModuleType) -> Iterator[Citation]:
    """Yield a citation for each limit that stands in a module or in a procedure of it.

    A limit is known by what it has: a `length` and the article it `cites`.
    """
    seen: list[object] = []
    for value in vars(module).values():
        for limit in (value, *_limits_of(value)):
            length, cites = getattr(limit, "length", None), getattr(limit, "cites", None)
            if isinstance(length, Length) and isinstance(cites, Article) and limit not in seen:
                seen.append(limit)
                code = getattr(limit, "code", "")
                figures = (length,) if length.count else ()  # nought: until a day the facts name
                yield Citation(cites, figures, f"期限 {module.__name__} {code}".rstrip())


def _limits_of(value: object) -> tuple[object, ...]:
    limits = getattr(value, "limits", ())
    return limits if isinstance(limits, tuple) else ()
