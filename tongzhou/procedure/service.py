"""送达 — the service of papers: in which way, when it went out, when it was received, and the proof of it.

A paper says on whom it must be served (`Paper(…, served_on=(RESPONDENT,))`); a procedure declares acts that
ask `ServiceOfPaper`, about the subjects served. What is still to be served is then a question to the journal:

    serve = Act("serve", "送达", by=CLERK, at=(), about=RESPONDENT, asks=ServiceOfPaper)
    appeal = Limit(…, starts=after(serve, day="received_on"), per=RESPONDENT)

A service that has only gone out, or has failed, has no `received_on`, and so starts no clock.
Ways: 民事诉讼法 arts. 87–95.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .catalogue import versions_of
from .declare import Act, Kind, Paper
from .facts import Facts, loaded
from .fold import effective
from .models import Case, Entry
from .project import record_of
from .serving import ServiceOfPaper
from .view import Record, View

Standing = Literal["awaiting", "on the way", "served", "failed"]
WORDS: dict[Standing, str] = {
    "awaiting": "待送达",
    "on the way": "已发出，待回执",
    "served": "已送达",
    "failed": "未能送达",
}


@dataclass(frozen=True)
class Service:
    """How it stands with one paper and one subject."""

    issued: int  # number of the entry that issued the paper
    paper: Paper
    number: str
    issued_on: date
    about: str
    name: str
    standing: Standing = "awaiting"
    last: ServiceOfPaper | None = None
    last_seq: int | None = None
    attempts: int = 0

    @property
    def words(self) -> str:
        """Return how it stands, for the screen."""
        return WORDS[self.standing]


@dataclass(frozen=True)
class OfPaper:
    """How it stands with one paper over everybody it must be served on."""

    services: tuple[Service, ...]

    @property
    def first(self) -> Service:
        """Return one of them: the paper and its number are the same for all."""
        return self.services[0]

    @property
    def counts(self) -> list[tuple[Standing, str, int]]:
        """Return each standing with its words and on how many; what is still open first."""
        found = Counter(s.standing for s in self.services)
        order: tuple[Standing, ...] = ("failed", "awaiting", "on the way", "served")
        return [(code, WORDS[code], found[code]) for code in order if found[code]]


def by_paper(found: Iterable[Service]) -> list[OfPaper]:
    """Return services paper by paper, in the order of issue."""
    papers: dict[int, list[Service]] = {}
    for service in found:
        papers.setdefault(service.issued, []).append(service)
    return [OfPaper(tuple(of)) for of in papers.values()]


def services(
    view: View, records: Iterable[Record], numbers: Mapping[int, str] = {}
) -> list[Service]:
    """Return every paper of the case that must be served, for each subject, in the order of issue.

    Pure. `records` are those of the journal; `numbers` the numbers of papers by entry.
    """
    stream = effective(records)[0]
    found: dict[tuple[int, str], Service] = {}
    known: dict[str, None] = {}
    for record in stream:
        act = view.procedure.by_code.get(record.act)
        if act is None or act.is_engine:
            continue
        known |= dict.fromkeys(record.about)
        if act.issues and act.issues.served_on:
            kinds = [k for k in act.issues.served_on if view.shown_to(k, by=record.seq)]
            for key in _receivers(kinds, record.about, known):
                found[record.seq, key] = Service(
                    record.seq,
                    act.issues,
                    numbers.get(record.seq, ""),
                    record.happened_on,
                    key,
                    view.subjects[key].name if key in view.subjects else key,
                )
        if issubclass(act.asks, ServiceOfPaper):
            _serve(found, act, record)
    return list(found.values())


def services_of(case: Case, view: View) -> list[Service]:
    """Return the same for a case, from its journal. One query."""
    entries = list(Entry.objects.filter(case=case).order_by("seq"))
    numbers = {e.seq: e.issued.get("number", "") for e in entries if e.issued}
    return services(view, [record_of(e) for e in entries], numbers)


def choices_of(case: Case, view: View) -> list[tuple[str, str]]:
    """Return the papers a service may be of, for a form: (number of the entry, words)."""
    rows = {
        s.issued: f"{s.paper.label}{s.number}（第{s.issued}号，{s.issued_on}）"
        for s in services_of(case, view)
    }
    return [(str(seq), words) for seq, words in sorted(rows.items(), reverse=True)]


def must_serve(procedure: str) -> bool:
    """Say whether a procedure has papers that must be served, and so a list of them on its page."""
    acts = [a for p in versions_of(procedure).values() for a in p.by_code.values()]
    return any(a.issues and a.issues.served_on for a in acts)


def _receivers(
    kinds: Iterable[Kind], about: Iterable[str], known: Iterable[str]
) -> dict[str, None]:
    """Return whom a paper is for: those the act names; of a kind it names none of, all in the case.

    A paper from before the case was shown to a kind is not for it: `Kind.sees_from`.
    """
    found: dict[str, None] = {}
    for kind in kinds:
        named = [k for k in about if k.startswith(kind.code + "/")]
        found |= dict.fromkeys(named or [k for k in known if k.startswith(kind.code + "/")])
    return found


def _serve(found: dict[tuple[int, str], Service], act: Act[Facts], record: Record) -> None:
    facts = loaded(record.facts, act.asks)
    assert isinstance(facts, ServiceOfPaper)
    for key in record.about:
        seq = int(facts.paper) if facts.paper.isdigit() else _meant(found, key)
        before = found.get((seq, key))
        if before is None or (before.standing == "served" and not facts.received_on):
            continue
        standing: Standing = (
            "served" if facts.received_on else "failed" if facts.failed else "on the way"
        )
        found[seq, key] = Service(
            before.issued,
            before.paper,
            before.number,
            before.issued_on,
            key,
            before.name,
            standing,
            facts,
            record.seq,
            before.attempts + 1,
        )


def _meant(found: dict[tuple[int, str], Service], key: str) -> int:
    """Return the paper meant where none is named: the latest not yet served on this subject."""
    open_ = [s.issued for (_, k), s in found.items() if k == key and s.standing != "served"]
    served = [s.issued for (_, k), s in found.items() if k == key]
    return max(open_ or served, default=-1)
