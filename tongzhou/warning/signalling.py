"""信号入库、归并 — hits become signals, and the signals of one employer become one warning.

Where the hits come from is no matter here: the warehouse's indicators (`tongzhou warn signals`), a person's report, or
the demonstration. Nothing is computed here, and no library of analysis is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from tongzhou.procedure import journal
from tongzhou.procedure.declare import HANDED
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Employer, Person

from . import keeping, levelling
from .cases.facts import Candidate, MoreHits
from .cases.procedure import CODE
from .indicators.catalogue import CATALOGUE
from .models import EmployerLevel, RuleVersion, Signal, SignalRun, WarningRow
from .rulebook import SOURCES
from .rules import Bound, Hit, Level, Looked, RuleBook

CHUNK = 2000
TOLD_EVERY = 500  # employers whose signals were merged
LABELS = {one.name: one.label for one in CATALOGUE}
BY_RULE = Actor("", "预警规则", HANDED.code, "")


@dataclass
class Taken:
    """What became of a run: how many employers were looked at, signals kept, warnings opened and added to."""

    run: SignalRun
    signals: int = 0
    opened: int = 0
    added: int = 0
    unknown: set[str] = field(default_factory=set)


def book_digest(book: RuleBook) -> str:
    """Return the SM3 of the rules that were asked, so that a run says by what it was made."""
    text = (
        "\n".join(sorted(repr(r) for r in book.rules)) + repr(book.combination) + repr(book.areas)
    )
    return journal.sm3(text.encode())


def take(
    hits: Iterable[Hit],
    *,
    door: Door,
    book: RuleBook,
    as_of: date,
    at: datetime,
    source: str,
    levels: Iterable[Looked] | None = None,
    feeds: dict[str, Any] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Taken:
    """Keep the hits of a run as signals, set the level of every employer, and open or add to warnings.

    `hits` come employer by employer (all hits of one together). Without `levels` the calm and grey ones are among them, and the
    level of each employer is made from them; with `levels` (every employer looked at) only what warns need be there. `feeds` says how the
    feeds stood; `say` is told how far it is. Taking the same run twice changes nothing: a signal of the same employer, rule, period and day is there once.
    """
    run = SignalRun.objects.create(
        as_of=as_of, made_at=at, source=source, book=book_digest(book), feeds=feeds or {}
    )
    taken = Taken(run)
    counts: dict[str, dict[str, int]] = {}
    for employers in _in_chunks(_by_employer(hits)):
        known = _registered(employers)
        taken.unknown |= set(employers) - set(known)
        with transaction.atomic():
            _keep(taken, known, employers, book, as_of, counts, levelled=levels is not None)
    looked = _looked(counts) if levels is None else _level_all(taken, levels, counts)
    run.counts, run.employers, run.unknown = counts, looked, len(taken.unknown)
    run.save(update_fields=["counts", "employers", "unknown"])
    taken.signals = run.signals.count()
    say(f"信号 {taken.signals} 条已入库")
    gather(door, taken, at=at, book=book, say=say)
    return taken


def _looked(counts: dict[str, dict[str, int]]) -> int:
    return max((sum(c.values()) for c in counts.values()), default=0)


def _level_all(taken: Taken, levels: Iterable[Looked], counts: dict[str, dict[str, int]]) -> int:
    """Write the level of every employer that was looked at, count what could not be told; return how many there were."""
    looked, rows = 0, iter(levels)
    while batch := list(islice(rows, CHUNK)):
        looked += len(batch)
        known = _registered(one.employer for one in batch)
        taken.unknown |= {one.employer for one in batch} - set(known)
        for rule, n in Counter(rule for one in batch for rule in one.unknown).items():
            by = counts.setdefault(rule, {})
            by[Level.GREY.value] = by.get(Level.GREY.value, 0) + n
        found: dict[int, EmployerLevel] = {}
        for one in batch:
            if one.employer in known:
                levelling.graver(found, levelling.row(known[one.employer], one, taken.run))
        levelling.put(found)
    return looked


def _by_employer(hits: Iterable[Hit]) -> Iterator[tuple[str, list[Hit]]]:
    mine: list[Hit] = []
    for hit in hits:
        if mine and mine[0].employer != hit.employer:
            yield mine[0].employer, mine
            mine = []
        mine.append(hit)
    if mine:
        yield mine[0].employer, mine


def _in_chunks(pairs: Iterator[tuple[str, list[Hit]]]) -> Iterator[dict[str, list[Hit]]]:
    while batch := dict(islice(pairs, CHUNK)):
        yield batch


def _registered(codes: Iterable[str]) -> dict[str, Employer]:
    """Return the employers that stand for these credit codes, through mergers."""
    found = Employer.objects.filter(uscc__in=list(codes)).select_related("industry", "merged_into")
    return {e.uscc or "": e.survivor() for e in found}


def _keep(
    taken: Taken,
    known: dict[str, Employer],
    employers: dict[str, list[Hit]],
    book: RuleBook,
    as_of: date,
    counts: dict[str, dict[str, int]],
    *,
    levelled: bool,
) -> None:
    versions = _versions({(h.rule, h.area, h.version) for mine in employers.values() for h in mine})
    signals: list[Signal] = []
    levels: dict[int, EmployerLevel] = {}
    for code, mine in employers.items():
        for hit in mine:
            row = counts.setdefault(hit.rule, {})
            row[hit.level.value] = row.get(hit.level.value, 0) + 1
        employer = known.get(code)
        if employer is None:
            continue
        signals += [_signal(h, employer, versions, taken.run, as_of) for h in mine if h.level.warns]
        levelling.graver(levels, _level(employer, mine, versions, book, taken.run))
    Signal.objects.bulk_create(signals, ignore_conflicts=True, batch_size=500)
    if not levelled:
        levelling.put(levels)


def _versions(wanted: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], RuleVersion]:
    codes = {code for code, _area, _n in wanted}
    known = {(r.code, r.area, r.version): r for r in RuleVersion.objects.filter(code__in=codes)}
    for code, area, n in sorted(wanted - set(known)):
        raise LookupError(
            f"规则{code}没有{area}第{n}版：命中是按另一套规则算的，请用同样的规则重算"
        )
    return known


def _signal(
    hit: Hit,
    employer: Employer,
    versions: dict[tuple[str, str, int], RuleVersion],
    run: SignalRun,
    as_of: date,
) -> Signal:
    version = versions[hit.rule, hit.area, hit.version]
    threshold = hit.threshold
    return Signal(
        employer=employer,
        league=employer.region_id[:4],
        county=employer.region_id[:6],
        rule=version,
        code=hit.rule,
        period=hit.period,
        value=hit.value,
        unit=threshold.unit if threshold and threshold.unit else version.unit,
        threshold=_in_words(threshold, version.indicator)[:120],
        bound=threshold.value if threshold else None,
        level=hit.level.value,
        rank=hit.level.rank,
        series=["" if v is None else f"{v.normalize():f}" for v in hit.series],
        source="、".join(SOURCES.get(x, x) for x in hit.source.split("、"))[:60],
        delivery=hit.delivery[:80],
        computed_on=as_of,
        run=run,
    )


def _in_words(threshold: Bound | None, main: str) -> str:
    """Return the bound that decided; of another indicator than the rule is named after, that indicator first: 欠水费月数达到1个月."""
    if threshold is None:
        return ""
    other = "" if threshold.indicator == main else LABELS.get(threshold.indicator, "")
    return f"{other}{threshold}"


def _level(
    employer: Employer,
    hits: list[Hit],
    versions: dict[tuple[str, str, int], RuleVersion],
    book: RuleBook,
    run: SignalRun,
) -> EmployerLevel:
    said = [(versions[h.rule, h.area, h.version].weight, h.level) for h in hits]
    way = book.combining(employer.region_id)
    level, score = way.level(said), way.score(said)
    unknown: dict[str, list[str]] = {h.rule: [] for h in hits if h.level is Level.GREY}
    return levelling.row(
        employer, Looked(employer.uscc or "", level, score, len(unknown), unknown), run
    )


def gather(door: Door, taken: Taken, *, at: datetime, book: RuleBook, say: Callable[[str], None]) -> None:  # fmt: skip
    """Merge the loose signals of a day by employer: added to its open warning, or a new candidate opened.

    What an earlier warning has already dealt with (the same rule, period and level) opens no second one.
    """
    loose = (
        Signal.objects.filter(computed_on=taken.run.as_of, case=None, reported_by=None)
        .select_related("employer", "employer__industry", "rule")
        .order_by("employer", "-rank", "code")
    )
    for place, (employer, mine) in enumerate(_of_one(loose)):
        if place and place % TOLD_EVERY == 0:
            say(f"已归并 {place} 家，新列候选 {taken.opened} 件")
        case = open_case_of(employer)
        if case is None and (earlier := _dealt_with(employer, mine)):
            _bind(mine, earlier)
        elif case is None:
            raise_warning(door, employer, mine, by=BY_RULE, at=at, book=book)
            taken.opened += 1
        elif add_signals(door, case, employer, mine, by=BY_RULE, at=at, book=book):
            taken.added += 1


def _dealt_with(employer: Employer, mine: list[Signal]) -> Case | None:
    """Return the closed warning that has dealt with every one of these signals; None where one is new."""
    bound = Signal.objects.filter(employer=employer, case__isnull=False).order_by(
        "computed_on", "pk"
    )
    known = {(s.code, s.period, s.level): s for s in bound.select_related("case")}
    earlier = [known.get((s.code, s.period, s.level)) for s in mine]
    last = earlier[0]
    return last.case if last and all(earlier) else None


def _of_one(signals: Iterable[Signal]) -> Iterator[tuple[Employer, list[Signal]]]:
    mine: list[Signal] = []
    for signal in signals:
        if mine and mine[0].employer_id != signal.employer_id:
            yield mine[0].employer, mine
            mine = []
        mine.append(signal)
    if mine:
        yield mine[0].employer, mine


def open_case_of(employer: Employer) -> Case | None:
    """Return the open warning of an employer: there is one at most."""
    row = (
        WarningRow.objects.filter(employer=employer.pk, is_open=True)
        .select_related("case")
        .order_by("-opened_on", "-pk")
        .first()
    )
    return row.case if row else None


def combined(signals: Iterable[Signal], book: RuleBook, region: str) -> tuple[Level, int]:
    """Return the level and the score that these signals make together in a region."""
    way = book.combining(region)
    said = [(s.rule.weight, s.grade) for s in signals]
    return way.level(said), way.score(said)


@transaction.atomic
def raise_warning(
    door: Door,
    employer: Employer,
    signals: list[Signal],
    *,
    by: Actor,
    at: datetime,
    book: RuleBook,
    channel: str = "规则监测",
    words: str = "",
    request: str | None = None,
) -> Case:
    """Open a candidate from the signals of one employer. Raises Refused."""
    level, score = combined(signals, book, employer.region_id)
    key = f"employer/e{employer.pk}"
    stated = Candidate(
        names={key: employer.name},
        hits=tuple(s.as_fact() for s in signals),
        level=level.value,  # type: ignore[arg-type]
        score=score,
        channel=channel,  # type: ignore[arg-type]
        words=words,
        industry=employer.industry_id or "",
        computed_on=signals[0].computed_on,
    )
    case = door.open_case(
        CODE,
        by=by,
        at=at,
        region=employer.region_id[:6],
        facts=stated,
        about=(key,),
        request=request,
    )
    _bind(signals, case)
    return case


@transaction.atomic
def add_signals(
    door: Door,
    case: Case,
    employer: Employer,
    signals: list[Signal],
    *,
    by: Actor,
    at: datetime,
    book: RuleBook,
) -> bool:
    """Add signals to an open warning where they say anything new; return whether they did. Raises Refused."""
    said = _known_hits(case)
    fresh = [s for s in signals if said.get(s.code) != (s.level, s.period, _plain(s))]
    _bind(signals, case)
    if not fresh:
        return False
    everything = {
        s.code: s
        for s in Signal.objects.filter(case=case)
        .select_related("rule")
        .order_by("computed_on", "pk")
    }
    level, _score = combined(everything.values(), book, employer.region_id)
    door.act(
        case,
        "add_hits",
        by=by,
        at=at,
        about=(f"employer/e{employer.pk}",),
        facts=MoreHits(
            hits=tuple(s.as_fact() for s in fresh),
            level=level.value,  # type: ignore[arg-type]
            computed_on=fresh[0].computed_on,
        ),
    )
    return True


def _known_hits(case: Case) -> dict[str, tuple[Any, ...]]:
    earlier = Signal.objects.filter(case=case).order_by("computed_on", "pk")
    return {s.code: (s.level, s.period, _plain(s)) for s in earlier}


def _plain(signal: Signal) -> str:
    return "" if signal.value is None else f"{signal.value.normalize():f}"


def _bind(signals: Iterable[Signal], case: Case) -> None:
    Signal.objects.filter(pk__in=[s.pk for s in signals]).update(case=case)


@transaction.atomic
def report(
    door: Door,
    employer: Employer,
    *,
    code: str,
    level: Level,
    words: str,
    by: Actor,
    person: Person,
    on: date,
    at: datetime,
    channel: str = "网格上报",
    request: str | None = None,
) -> Case:
    """Take a report by hand (E1, G1, complaints counted elsewhere): a signal, and a warning with it. Raises Refused.

    Reports are kept one by one, however many come in a day: each has its own words and its own reporter.
    """
    book = keeping.book_on(on)
    version = keeping.standing(code, employer.region_id, on)
    if version is None:
        raise Refused(f"规则“{code}”今天没有启用，不能上报")
    signal = Signal.objects.create(
        employer=employer, league=employer.region_id[:4], county=employer.region_id[:6], rule=version,
        code=code, period=on.isoformat(), level=level.value, rank=level.rank, source="人工上报",
        words=words[:500], computed_on=on, reported_by=person, unit=version.unit,
    )  # fmt: skip
    case = open_case_of(employer)
    if case is None:
        return raise_warning(
            door,
            employer,
            [signal],
            by=by,
            at=at,
            book=book,
            channel=channel,
            words=words,
            request=request,
        )
    add_signals(door, case, employer, [signal], by=by, at=at, book=book)
    return case
