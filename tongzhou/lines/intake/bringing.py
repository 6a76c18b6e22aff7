"""登记 — from what was told to a case. Phone, counter, call, letter, platform and import all come through `bring`.

Identity numbers, phones and addresses go into the register of workers. Who asks for secrecy is 投诉人1 in the
journal; the names are sealed apart. Files lose the names they came with: a name of a file may say who sent it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.procedure import entering, journal
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import HANDED, PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.registry import employing, working
from tongzhou.registry.models import Body, Employer, Person, Project, Region, Worker

from . import facts
from .procedure import REPORT
from .rows import site_key
from .rules import ALIAS

REASON = "举报投诉登记"
INFORMANT_ALIAS = "举报人"
WORD = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # of the word for following an anonymous report


@dataclass(frozen=True)
class Reporter:
    """One who reports: what the register of workers asks, and what they claim."""

    name: str
    phone: str = ""
    id_number: str = ""
    id_kind: Worker.IdKind = Worker.IdKind.RESIDENT
    address: str = ""
    items: tuple[ClaimItem, ...] = ()


@dataclass(frozen=True)
class Against:
    """Whom the report is about, as far as it is known."""

    name: str = ""
    uscc: str = ""
    region: str = ""  # where the work is done: a county or below
    site: str = ""


@dataclass(frozen=True)
class Brought:
    """A report that was brought, and the word by which an anonymous one is followed."""

    case: Case
    word: str = ""


def registered(who: Reporter, *, by: Person | None, at: datetime, on: date) -> Worker:
    """Return the worker, new in the register or known there by the number. Raises ValidationError."""
    return working.register_worker(
        name=who.name,
        id_number=who.id_number,
        id_kind=who.id_kind,
        phone=who.phone,
        address=who.address,
        by=by,
        at=at,
        on=on,
        reason=REASON,
    )


def employer_of(
    against: Against, *, by: Person | None, at: datetime, on: date, place: str, strict: bool
) -> Employer | None:
    """Return the employer: by code, by name, by its project; else provisionally registered; None: unknown.

    Where several bear the name, a clerk (`strict`) is asked for the code by ValidationError; from a worker the report
    is taken as it is, and a clerk finds out which it is.
    """
    name, code = against.name.strip(), against.uscc.strip()
    if code and (known := employing.find_employer(code)):
        return known
    if not name and not code:
        project = project_of(against.site, place)
        return project.contractor.survivor() if project else None
    if not code:
        bearing = employing.find_by_name(name, on=on)
        here = [e for e in bearing if e.region_id.startswith(place[:6])]
        if len(here or bearing) == 1:
            return (here or bearing)[0]
        if len(bearing) > 1 and not strict:
            return None
        if len(bearing) > 1:
            words = _("有%(count)s个单位叫“%(name)s”，请填写统一社会信用代码，或到窗口核对")
            raise ValidationError({"employer": words % {"count": len(bearing), "name": name}})
    return employing.register_employer(
        name=name, uscc=code, region_id=place, by=by, at=at, reason=REASON
    )


def project_of(site: str, place: str) -> Project | None:
    """Return the project of a county that a site names: by its code, or by its name alone."""
    words = site.strip()
    if not words or len(place) < 6:
        return None
    here = Project.objects.filter(county=place[:6]).select_related("contractor")
    if found := here.filter(code=words).exclude(code="").first():
        return found
    key = site_key(words)
    alike = [p for p in here.filter(name__icontains=words[:4])[:50] if site_key(p.name) == key]
    return alike[0] if len(alike) == 1 else None


def receiving(actor: Actor, region: str) -> Actor:
    """Return the actor with the body that receives reports there: its prefix begins the number."""
    if actor.prefix:
        return actor
    body = (
        Body.objects.filter(region=region[:6], kind="inspection", is_active=True)
        .order_by("pk")
        .first()
    )
    if body is None:
        return actor
    return Actor(
        actor.ref,
        actor.name,
        actor.office,
        actor.region,
        body.short_name,
        actor.parties,
        body.document_prefix,
    )


def nameless(files: Sequence[FileRef]) -> tuple[FileRef, ...]:
    """Return the files under names that say nothing of who sent them: 材料1.jpg, 材料2.m4a."""
    return tuple(
        FileRef(f.digest, f"材料{n}.{f.name.rpartition('.')[2].lower()}", f.size)
        for n, f in enumerate(files, start=1)
    )


def word_digest(word: str) -> str:
    """Return how the journal knows the word of an anonymous report."""
    return journal.sm3(f"tongzhou.intake:{word.strip().upper()}".encode())


@transaction.atomic
def bring(
    door: Door,
    *,
    reporters: Sequence[Reporter],
    against: Against,
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    request: str,
    evidence: Sequence[FileRef] = (),
    speaks: Sequence[int] = (),
    **told: Any,
) -> Brought:
    """Register everybody and open the case. Raises ValidationError and Refused; nothing is kept then.

    `told` are fields of `facts.Report`; `speaks` are places in `reporters` of those chosen to represent. With no
    reporter, or with 举报 by a named one, there is no claim. The same `request` sent again returns the case it opened.
    """
    county = against.region[:6]
    if not Region.objects.filter(code=county, level="county").exists():
        raise ValidationError({"county": _("请选择实际工作地所在的旗县（市、区）")})
    if request and (same := entering.opened_by(request, REPORT.code)):
        return Brought(same)
    is_complaint = told.get("kind", "投诉") == "投诉" and bool(reporters)
    secret = told.setdefault("confidential", True)
    employer = employer_of(
        against, by=person, at=at, on=on, place=against.region, strict=person is not None
    )
    workers = [registered(who, by=person, at=at, on=on) for who in reporters]
    kind = "worker" if is_complaint else "informant"
    keys = [f"{kind}/w{w.pk}" for w in workers]
    names, sealed = named(keys, [r.name for r in reporters], secret=secret or not is_complaint)
    if employer:
        names[f"employer/e{employer.pk}"] = employer.name
    project = project_of(against.site, against.region)
    word = "" if reporters else "".join(secrets.choice(WORD) for _n in range(8))
    stated = facts.Report(
        names=names,
        claims={
            key: r.items for key, r in zip(keys, reporters, strict=True) if is_complaint and r.items
        },
        place=against.region,
        seat=employer.region_id if employer else "",
        site=against.site,
        site_key=site_key(against.site),
        employer_words="" if employer else against.name.strip(),
        project=str(project.pk) if project else "",
        representatives=tuple(keys[n] for n in speaks) if is_complaint else (),
        identities=sealed,
        lookup=word_digest(word) if word else "",
        first_seen=told.pop("first_seen", None) or on,
        evidence=nameless(evidence) if secret else tuple(evidence),
        **told,
    )
    if by.office == PARTY.code and workers:
        alias = names[keys[0]]
        by = Actor(f"worker:{workers[0].pk}", alias, by.office, county, by.body, (keys[0],))
    elif by.office in (PARTY.code, HANDED.code) and not by.name:
        by = Actor("", INFORMANT_ALIAS, by.office, county, by.body)
    case = door.open_case(
        REPORT.code,
        by=receiving(by, county),
        at=at,
        region=county,
        facts=stated,
        about=tuple(names),
        request=request or None,
        happened_on=on,
    )
    return Brought(case, word)


def named(
    keys: Sequence[str], names: Sequence[str], *, secret: bool, first: int = 1
) -> tuple[dict[str, str], str]:
    """Return what lists call these people, and what is sealed: JSON of key → name, or nothing."""
    if not secret:
        return dict(zip(keys, names, strict=True)), ""
    alias = [
        INFORMANT_ALIAS if key.startswith("informant/") else f"{ALIAS}{n}"
        for n, key in enumerate(keys, start=first)
    ]
    sealed = msgspec.json.encode(dict(zip(keys, names, strict=True))).decode() if keys else ""
    return dict(zip(keys, alias, strict=True)), sealed


@transaction.atomic
def add(
    door: Door,
    case: Case,
    *,
    reporters: Sequence[Reporter],
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    words: str = "",
    request: str | None = None,
) -> int:
    """Let more people join a report, each with a claim; return how many are new. Raises as `bring` does.

    Whoever is in the report already is not added twice.
    """
    view = door.view(case)
    said = view.said["report"]
    assert isinstance(said, facts.Report)
    there = set(view.subjects)
    found: dict[str, Reporter] = {}
    for who in reporters:
        worker = registered(who, by=person, at=at, on=on)
        if f"worker/w{worker.pk}" not in there:
            found[f"worker/w{worker.pk}"] = who
    if not found:
        return 0
    before = sum(1 for key in there if key.startswith("worker/"))
    names, sealed = named(
        list(found), [w.name for w in found.values()], secret=said.confidential, first=before + 1
    )
    stated = facts.Joining(
        names=names,
        claims={key: who.items for key, who in found.items() if who.items},
        identities=sealed,
        words=words,
    )
    door.act(case, "add", by=by, at=at, facts=stated, about=tuple(found), request=request)
    return len(found)
