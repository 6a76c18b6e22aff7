"""文书样式 — which function draws which paper. A line declares them in its `documents`.

    from tongzhou.procedure.papers import Document, Issue, Paragraph, Template

    def approval(issue: Issue) -> Document:
        return Document(title="关于……的批复", number=issue.number, …)

    DOCUMENTS = (Template(APPROVAL, approval), Draft("plan", "建设方案", PLAN, plan))

and in its catalogue entry `Line(…, documents=DOCUMENTS)`. A paper without a template is drawn by
`generic.py`, so that none is ever missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongzhou.procedure.catalogue import LINES
from tongzhou.procedure.declare import Act, F, Office, Paper, Procedure
from tongzhou.procedure.facts import Facts, Nothing
from tongzhou.procedure.view import Record, Subject, View

from .document import Document


@dataclass(frozen=True)
class Registered:
    """What the register of workers or of employers holds of a party on the day a page is drawn.

    Empty for whoever stands in no register. `number` is an identity number or a credit code, in full: a page
    that others read takes `masked`. The journal holds none of this.
    """

    number: str = ""
    masked: str = ""
    is_resident: bool = False  # the number is one of GB 11643, and tells sex and day of birth
    address: str = ""
    phone: str = ""
    representative: str = ""  # of an employer


def _nothing(_subject: Subject) -> Registered:
    return Registered()


@dataclass(frozen=True)
class Issue:
    """What a document is drawn from: the case as it stood when the entry was made, and no later.

    For a `Draft` it is the case as it stands now, and `act` and `record` are its last ones. `region_name`
    turns a region code into its name, `body_of` an office into the body that holds it for this case,
    `registered` a subject into what the registers hold of it; `passages` hold the content of every part of
    text under its digest, `digests` the digest of every entry, `drawn` those of the pages drawn of it, by form.
    """

    procedure: Procedure
    view: View
    record: Record
    act: Act[Any]
    facts: Facts = field(default_factory=Nothing)
    paper: Paper | None = None
    number: str = ""  # 发文字号
    case_number: str = ""
    case_title: str = ""
    uid: str = ""
    body: str = ""  # full name of the body that acted
    names: tuple[str, ...] = ()  # who acted
    records: tuple[Record, ...] = ()  # the journal up to here
    numbers: Mapping[int, str] = field(default_factory=dict)  # 文号, by the entry that issued them
    passages: Mapping[str, str] = field(default_factory=dict)
    region_name: Callable[[str], str] = str
    body_of: Callable[[Office], str] = str
    registered: Callable[[Subject], Registered] = _nothing
    digests: Mapping[int, str] = field(default_factory=dict)
    drawn: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """Return the day of the act, in law."""
        return self.record.happened_on

    @property
    def region(self) -> str:
        """Return the name of the region in charge."""
        return self.region_name(self.view.region)

    @property
    def subjects(self) -> list[Subject]:
        """Return the subjects the act names; all of the case where it names none."""
        named = [self.view.subjects[k] for k in self.record.about if k in self.view.subjects]
        return named or list(self.view.subjects.values())

    def text(self, name: str) -> dict[str, str]:
        """Return a text of the case as {part: content}, in the order of its parts."""
        digests = self.view.texts.get(name, {})
        order = (*self.procedure.texts.get(name, ()), *digests)
        return {p: self.passages.get(digests[p], "") for p in dict.fromkeys(order) if p in digests}

    def latest(self, act: Act[F]) -> F | None:
        """Return what was last stated by an act, typed as the act asks it."""
        return self.view.latest(act)


@dataclass(frozen=True)
class Template:
    """How a paper is drawn, of entries recorded from `since` on. A new wording is a new template."""

    paper: Paper
    draw: Callable[[Issue], Document]
    since: date = date.min

    @property
    def version(self) -> str:
        """Return what is kept beside a drawn page: the template's function and its first day."""
        return f"{self.draw.__module__}.{self.draw.__qualname__}/{self.since}"


@dataclass(frozen=True)
class Draft:
    """文稿: a document that may be drawn from a case at any time: a plan, a report, a sheet to sign.

    It has no number and is not kept; `states` says at which states it is offered (none: all).
    """

    code: str
    label: str
    procedure: str  # code of the procedure
    draw: Callable[[Issue], Document]
    states: tuple[str, ...] = ()


def templates_for(paper: Paper) -> tuple[Template, ...]:
    """Return what the lines declare for a paper, oldest first; empty: the generic layout draws it."""
    found = [
        t
        for line in LINES.values()
        for t in line.documents
        if isinstance(t, Template) and t.paper is paper
    ]
    return tuple(sorted(found, key=lambda t: t.since))


def template_for(paper: Paper, *, recorded: date) -> Template:
    """Return the template for an entry recorded on this day."""
    from .generic import plain

    known = [t for t in templates_for(paper) if t.since <= recorded]
    return known[-1] if known else Template(paper, plain)


def drafts_for(view: View) -> tuple[Draft, ...]:
    """Return the documents that may be drawn from the case as it stands; 送达回证 where papers are served."""
    from .receipt import receipts_of

    declared = tuple(
        d
        for line in LINES.values()
        for d in line.documents
        if isinstance(d, Draft)
        and d.procedure == view.procedure.code
        and (not d.states or view.state in d.states)
    )
    return (*declared, *receipts_of(view.procedure.code))
