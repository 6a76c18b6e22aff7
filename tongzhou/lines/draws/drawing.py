"""抽取 — from the frozen file and what the bodies revealed to the result, through the door. Nothing is chosen here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import msgspec
from django.core.files.storage import default_storage

from tongzhou.procedure import files
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry, StoredFile
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.registry.models import Certificate, Employer, Person

from . import facts, rules
from .algorithm.bundle import Drawn, draw, freeze
from .algorithm.canonical import Disagrees
from .algorithm.choosing import Pick
from .algorithm.substituting import sub_line
from .freezing import Roster, object_id

IN_MEMORY = 8 * 1024 * 1024
Progress = Callable[[int], None]


def moment(at: datetime) -> str:
    """Return a moment as it stands in a bundle."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def frozen(case: Case, view: View, roster: Roster, *, at: datetime) -> facts.Frozen:
    """Keep the snapshot of a roster and return what the act of freezing states. Raises Refused."""
    terms = rules.terms_of(view)
    assert terms
    raw = rules.raw_terms(view, batch=case.number or case.uid, frozen_at=moment(at))
    with _scratch() as out:
        try:
            found = freeze(raw, roster.lines, out)
        except Disagrees as d:
            raise Refused(d.chinese) from d
        kept = _kept(out, f"{raw['batch']}名录快照.jsonl", at)
    return facts.Frozen(
        snapshot=kept,
        batch=raw["batch"],
        root=found.root,
        objects=found.counts[0],
        officers=found.counts[1],
        left_out=found.counts[2],
        sizes=dict(found.strata),
        frozen_at=raw["frozen_at"],
        commit_by=terms.commit_by,
        reveal_by=terms.reveal_by,
    )


def perform(
    case: Case, *, by: Actor, at: datetime, door: Door, progress: Progress = lambda _n: None
) -> Entry:
    """Draw, and state the result. Raises Refused where the batch does not allow it."""
    view = door.view(case)
    if not rules.has_public(view) or not rules.enough_revealed(view):
        door.act(case, "draw", by=by, at=at, facts=_nothing())  # it says why not
    with _scratch() as out:
        drawn = _drawn(case, view, out, (), progress)
        ref = _kept(out, f"{_batch(view)}抽取包.jsonl", at)
    people = people_of(drawn)
    keys = keys_of([p for p in drawn.picks if p.is_drawn])
    picks = {
        keys[p.id][0]: _picked(p, drawn.teams[p.id], people) for p in drawn.picks if p.is_drawn
    }
    names = dict(keys.values())
    stated = facts.Result(
        names=names,
        seed=drawn.seed,
        digest=drawn.digest,
        bundle=ref,
        picks=picks,
        reserves=sum(not p.is_drawn for p in drawn.picks),
        people={str(number): name for number, name in people.values()},
    )
    return door.act(case, "draw", by=by, at=at, facts=stated, about=tuple(names))


def substitute(
    case: Case,
    *,
    of: facts.Cause | str,
    target: str,
    out: int | None,
    cause: facts.Cause,
    words: str,
    by: Actor,
    at: datetime,
    door: Door,
) -> Entry:
    """Replace an employer (`out` None) or an officer of it (`out`: number of the person). Raises Refused."""
    view = door.view(case)
    known = rules.picks(view)
    pick = known.get(target)
    if pick is None or not words.strip():
        raise Refused("请选择抽中的单位，并写明递补的原因")
    subs = substitutions(view)
    gone = pick.id if of == "object" else _id_of_officer(view, out or 0)
    told = sub_line(len(subs) + 1, str(of), pick.id, gone, cause, words.strip())
    with _scratch() as file:
        try:
            drawn = _drawn(case, view, file, (*subs, told), lambda _n: None)
        except (KeyError, ValueError) as error:
            raise Refused("这名检查人员不在该单位的检查组中，或原因不适用，请核对") from error
        ref = _kept(file, f"{_batch(view)}抽取包（递补{len(subs) + 1}）.jsonl", at)
    done = drawn.subs[-1]
    people = people_of(drawn)
    names, fresh, now = {target: view.subjects[target].name}, "", pick
    if of == "object" and not done["in"]:
        raise Refused("本层的替补已经用完，请作为未完成对象处理，并在结果中说明")
    if of == "object":
        stepped = next(p for p in drawn.picks if p.id == done["in"])
        ((fresh, name),) = keys_of([stepped]).values()
        names[fresh] = name
        now = _picked(stepped, done["officers"], people)
    else:
        now = msgspec.structs.replace(pick, officers=_numbers(done["officers"], people))
    stated = facts.Replacement(
        names=names,
        of="object" if of == "object" else "officer",
        target=target,
        out=gone,
        cause=cause,
        words=words.strip(),
        fresh=fresh,
        pick=now,
        bundle=ref,
        digest=drawn.digest,
        people={str(number): name for number, name in people.values()},
    )
    return door.act(case, "substitute", by=by, at=at, facts=stated, about=tuple(names))


def substitutions(view: View) -> tuple[dict[str, Any], ...]:
    """Return the substitutions so far as they stand in the bundle, before they are worked out."""
    found: dict[int, facts.Replacement] = {}
    for subject in view.subjects.values():
        for told in subject.told:
            if isinstance(told.facts, facts.Replacement):
                found[told.seq] = told.facts
    known = rules.result_of(view)
    lines = []
    for n, seq in enumerate(sorted(found), start=1):
        r = found[seq]
        target = _id_of(view, r.target, before=seq)
        lines.append(sub_line(n, r.of, target, r.out, r.cause, r.words))
    assert known or not lines
    return tuple(lines)


def _id_of(view: View, key: str, *, before: int) -> str:
    """Return the id in the roster of an employer that had been drawn, or had stepped in, by an entry."""
    result = rules.result_of(view)
    if result and key in result.picks:
        return result.picks[key].id
    for told in view.subjects[key].told:
        if isinstance(told.facts, facts.Replacement) and told.facts.fresh == key:
            assert told.facts.pick
            assert told.seq < before
            return told.facts.pick.id
    raise Refused("这家单位不在抽中名单中")


def bundle_of(view: View) -> FileRef | None:
    """Return the bundle as it now stands: after the draw, or after the latest substitution."""
    result = rules.result_of(view)
    if result is None:
        return None
    latest, ref = -1, result.bundle
    for subject in view.subjects.values():
        for told in subject.told:
            if isinstance(told.facts, facts.Replacement) and told.seq > latest:
                latest, ref = told.seq, told.facts.bundle
    return ref


def _drawn(
    case: Case, view: View, out: BinaryIO, subs: tuple[dict[str, Any], ...], progress: Progress
) -> Drawn:
    known = rules.frozen_of(view)
    assert known
    moments, public_at = _moments(case)
    value = rules.public_value(view)
    stored = StoredFile.objects.get(pk=known.snapshot.digest)
    with default_storage.open(str(stored.file.name)) as snapshot:
        try:
            return draw(
                cast(BinaryIO, snapshot.file),
                rules.contributions(view, moments),
                value,
                out,
                public_at=public_at if value else "",
                subs=subs,
                progress=progress,
            )
        except Disagrees as d:
            raise Refused(d.chinese) from d


def _moments(case: Case) -> tuple[dict[tuple[str, str], str], str]:
    """Return when each body committed and revealed, and when the public value was recorded. One query."""
    found: dict[tuple[str, str], str] = {}
    public = ""
    wanted = ("commit", "reveal", "state_public")
    for entry in Entry.objects.filter(case=case, act__in=wanted).order_by("seq"):
        at = moment(entry.recorded_at)
        if entry.act == "state_public":
            public = at
        for key in entry.about:
            found[entry.act, key] = at
    return found, public


def _picked(pick: Pick, team: list[str], people: dict[str, tuple[int, str]]) -> facts.Picked:
    return facts.Picked(
        id=pick.id,
        stratum=pick.stratum,
        rank=pick.rank,
        drawn=pick.drawn,
        size=pick.size,
        officers=_numbers(team, people),
    )


def _numbers(team: list[str], people: dict[str, tuple[int, str]]) -> tuple[int, ...]:
    return tuple(people[o][0] for o in team if o in people)


def people_of(drawn: Drawn) -> dict[str, tuple[int, str]]:
    """Return the officers of a draw: id in the roster → number and name. Two queries at most."""
    ids = {o for team in drawn.teams.values() for o in team}
    ids |= {o for told in drawn.subs for o in told["officers"]}
    found: dict[str, tuple[int, str]] = {}
    for c in Certificate.objects.filter(number__in=ids).order_by("pk"):
        found[c.number] = (c.person_id, c.name)
    plain = [int(i[1:]) for i in ids - set(found) if i[:1] == "P" and i[1:].isdigit()]
    for person in Person.objects.filter(pk__in=plain):
        found[f"P{person.pk}"] = (person.pk, person.name)
    return found


def keys_of(picks: list[Pick]) -> dict[str, tuple[str, str]]:
    """Return id in the roster → key of the subject and name. Two queries at most."""
    ids = [p.id for p in picks]
    numbers = [int(i[1:]) for i in ids if i[:1] == "E" and i[1:].isdigit()]
    known = [*Employer.objects.filter(uscc__in=ids), *Employer.objects.filter(pk__in=numbers)]
    return {object_id(e.uscc, e.pk): (f"employer/e{e.pk}", e.name) for e in known}


def _id_of_officer(view: View, number: int) -> str:
    """Return the id in the roster of an officer of this batch."""
    held = Certificate.objects.filter(person=number).values_list("number", flat=True)
    wanted = {*held, f"P{number}"}
    known = rules.frozen_of(view)
    assert known
    stored = StoredFile.objects.get(pk=known.snapshot.digest)
    with default_storage.open(str(stored.file.name)) as snapshot:
        for line in snapshot:
            if b'"k":"officer"' in line:
                for id_ in wanted:
                    if line.startswith(b'{"id":"' + id_.encode() + b'"'):
                        return id_
    raise Refused("这名检查人员不在本批次的名录中")


def _batch(view: View) -> str:
    known = rules.frozen_of(view)
    return known.batch if known else ""


def _nothing() -> facts.Result:
    empty = "0" * 64
    return facts.Result(seed=empty, digest=empty, bundle=FileRef("", ""))


@contextmanager
def _scratch() -> Iterator[Any]:
    with SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        yield out


def _kept(out: Any, name: str, at: datetime) -> FileRef:
    out.seek(0)
    stored = files.keep_bytes(out.read(), files.tidy(name), at)
    return FileRef(stored.digest, files.tidy(name), stored.size)
