"""唯一的门 — everything that happens to a case comes through `open_case`, `act` or `let_time_pass`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from tongzhou.law import Calendar
from tongzhou.registry import rows

from . import entering, handing, journal, sealed
from .catalogue import version_on, versions_of
from .declare import TIME, Procedure
from .facts import Facts, Nothing
from .fold import advanced, fold
from .handing import Doing
from .judge import Actor, check_can, check_may, check_owns, check_speaks_for
from .mended import check_mending, sealed_within
from .mending import PAIRED, MergedInto, Unsealing
from .merged import taken_along
from .models import Case, CaseLink, Entry, Proposal, Sighting
from .project import Journal, journal_of, projected, record_of, write
from .refusal import NotNow, NotTheirOffice, Refused, Stale
from .scope import places
from .view import Record, View

TELLERS: list[Callable[[Entry, View], None]] = []


@dataclass(frozen=True)
class Judged:
    """An act that may be done: the case as it stands, its records, and what is to be written."""

    view: View
    records: list[Record]
    doing: Doing


@dataclass(frozen=True)
class Door:
    """The door, with the calendar of the day it is used on."""

    calendar: Calendar
    # The journal read last. It only grows, and the head in the case row seals the whole of it: where
    # the head is still the same under the lock, what was read before the lock need not be read again.
    _read: dict[int, Journal] = field(default_factory=dict, compare=False, repr=False)

    def view(self, case: Case) -> View:
        """Return what the journal of the case amounts to."""
        read = journal_of(case)
        self._read.clear()
        self._read[case.pk] = read
        return fold(versions_of(case.procedure), read.records, self.calendar)

    def _journal(self, locked: Case) -> Journal:
        """Return the journal of a locked case."""
        read = self._read.get(locked.pk)
        return read if read and read.head == locked.head else journal_of(locked)

    @transaction.atomic
    def open_case(
        self,
        code: str,
        *,
        by: Actor,
        at: datetime,
        region: str,
        facts: Facts | None = None,
        about: tuple[str, ...] = (),
        happened_on: date | None = None,
        reason: str = "",
        request: str | None = None,
        came_from: CaseLink | None = None,
    ) -> Case:
        """Open a case under the version in force on the day. Raises Refused.

        `region` is the region in charge; `happened_on` the day in law (default: the day of `at`).
        The same `request` sent again returns the case it opened. `came_from` is for hand-overs: the
        link, not yet stored, to the case that leads to this one.
        """
        on = happened_on or localdate(at)
        if on > localdate(at):
            raise Refused("不能记载尚未发生的事，请核对日期")
        if request and (same := entering.opened_by(request, code)):
            return same
        p = version_on(code, on)
        if by.office not in {o.code for o in p.opens.offices}:
            who = "、".join(o.label for o in p.opens.offices)
            raise NotTheirOffice(f"“{p.opens}”由{who}办理")
        if p.level is not None and len(region) != p.level:
            raise Refused(f"“{p}”的案件不在这一级地区，请重新选择地区")
        entering.check_held_here(p.opens, by, region)
        case = Case(
            procedure=code,
            version=p.version,
            state="",
            region=region,
            opened_on=on,
            head=journal.NOTHING_BEFORE,
            calendar=self.calendar.version,
            **places(region),
        )
        if p.case_number:
            case.number = entering.number(p.case_number.series, by, region, on)
        case.save()
        if came_from:
            came_from.target = case
            came_from.save()
        facts = Nothing() if facts is None else facts
        about = about or tuple(handing.brought(p.opens, facts))
        doing = Doing(
            p.opens, replace(by, region=region), at, on, facts, about, (), reason, request
        )
        entering.check_stated(facts, p.opens, by)
        self._append(case, View(p), [], doing, fresh=True)
        return case

    def act(
        self,
        case: Case,
        name: str,
        *,
        by: Actor,
        at: datetime,
        facts: Facts | None = None,
        about: tuple[str, ...] = (),
        happened_on: date | None = None,
        with_: tuple[tuple[str, str], ...] = (),
        reason: str = "",
        request: str | None = None,
        seen: int | None = None,
        confirmed: Proposal | None = None,
    ) -> Entry:
        """Carry out one act of a case, or refuse with the reason.

        `about` names subjects, `with_` the second officers as (ref, name), `seen` the last entry the
        person had before them: where others came between, Stale is raised and nothing is lost.
        The same `request` sent again returns the entry it made. `confirmed` is the proposal to which
        every second officer has agreed (cosign.py); an act of two is not carried out without one.
        """
        try:
            with transaction.atomic():
                locked = handing.lock(case, name)
                read = self._journal(locked)
                if request in read.requests:
                    return Entry.objects.get(case=locked, request=request)
                judged = self._judge(
                    locked,
                    read,
                    name,
                    by,
                    at,
                    facts,
                    about,
                    happened_on,
                    entering.agreed_by(confirmed, locked, name) if confirmed else with_,
                    reason,
                    request,
                    seen,
                )
                entering.check_confirmed(judged.doing.act, confirmed)
                entry = self._append(locked, judged.view, judged.records, judged.doing)
                if confirmed:
                    confirmed.ended_at = at
                    confirmed.save(update_fields=["ended_at"])
                return entry
        except IntegrityError as clash:
            raise Stale("案件刚有新的办理记录，请刷新后再办") from clash

    @transaction.atomic
    def judge(
        self,
        case: Case,
        name: str,
        *,
        by: Actor,
        at: datetime,
        facts: Facts | None = None,
        about: tuple[str, ...] = (),
        happened_on: date | None = None,
        with_: tuple[tuple[str, str], ...] = (),
        reason: str = "",
    ) -> Judged:
        """Ask whether an act would be carried out now, without doing it. Raises Refused as `act` does."""
        locked = Case.objects.select_for_update().get(pk=case.pk)
        read = self._journal(locked)
        return self._judge(
            locked, read, name, by, at, facts, about, happened_on, with_, reason, None, None
        )

    def _judge(
        self,
        case: Case,
        read: Journal,
        name: str,
        by: Actor,
        at: datetime,
        facts: Facts | None,
        about: tuple[str, ...],
        happened_on: date | None,
        with_: tuple[tuple[str, str], ...],
        reason: str,
        request: str | None,
        seen: int | None,
    ) -> Judged:
        today = localdate(at)
        on = happened_on or today
        # Silence that has already spoken is written down first, else a late objection would win.
        records = self._catch_up(case, read, on=on, at=at)
        view = fold(versions_of(case.procedure), records, self.calendar)
        act = view.procedure.by_code.get(name)
        if act is None or act is view.procedure.opens or act.code in PAIRED:
            raise NotNow(f"本程序没有“{name}”这一事项")
        about = about or tuple(handing.brought(act, facts))
        check_may(by, act, view)
        spoken = facts.for_whom() if facts is not None else ()
        check_speaks_for(by, act, view, (*about, *spoken))
        check_owns(by, act, view, about)
        if on > today:
            raise Refused("不能记载尚未发生的事，请核对日期")
        if case.silent_on and on <= case.silent_on < today and not reason:
            raise Refused(f"期限已于{case.silent_on}届满；补记届满前所为，须写明依据")
        if seen is not None and view.seq != seen:
            raise Stale("案件刚有新的办理记录，请核对后再提交，您填写的内容已保留")
        if act.is_engine and not reason:
            raise Refused(f"“{act}”须写明理由")
        facts = Nothing() if facts is None else facts
        entering.check_stated(facts, act, by)
        actors = (by.ref or by.name, *(ref for ref, _ in with_))
        check_can(view, act, facts, on=on, about=about, actors=actors)
        if act.rewrites:
            check_mending(view, records, facts, today=today)
        doing = Doing(act, by, at, on, facts, about, with_, reason, request)
        return Judged(view, records, doing)

    @transaction.atomic
    def merge(
        self, source: Case, *, into: Case, by: Actor, at: datetime, reason: str
    ) -> tuple[Entry, Entry]:
        """Merge a case into another of its procedure: two entries, in both journals. Raises Refused.

        The subjects, amounts and running clocks of `source` go along; it ends with a pointer to the
        other. The earlier first day is kept. Returns the entries of `source` and of `into`.
        """
        both = handing.lock_both(source, into)
        if source.pk == into.pk or both[0].procedure != both[1].procedure:
            raise NotNow("只能并入同一规程的另一案件")
        if not reason:
            raise Refused("并案须写明理由")
        on = localdate(at)
        records = [self._catch_up(case, self._journal(case), on=on, at=at) for case in both]
        views = [
            fold(versions_of(c.procedure), r, self.calendar)
            for c, r in zip(both, records, strict=True)
        ]
        facts: tuple[Facts, Facts] = (
            MergedInto(case=both[1].uid, number=both[1].number),
            taken_along(views[0], case=both[0].uid, number=both[0].number),
        )
        entries = []
        for case, view, record, name, stated in zip(
            both, views, records, PAIRED, facts, strict=True
        ):
            act = view.procedure.by_code.get(name)
            if act is None:
                raise NotNow(f"“{view.procedure}”没有规定并案")
            check_may(by, act, view)
            check_can(view, act, stated, on=on)
            doing = Doing(act, by, at, on, stated, reason=reason)
            entries.append(self._append(case, view, record, doing))
        CaseLink.objects.create(
            source=both[0],
            target=both[1],
            seq=entries[0].seq,
            kind="merge",
            label=views[0].procedure.title,
        )
        return entries[0], entries[1]

    @transaction.atomic
    def unseal(
        self, case: Case, *, entry: int, field: str, by: Actor, at: datetime, reason: str
    ) -> str | None:
        """Show a sealed value to somebody who says why. The view is an entry, and on the list of views.

        Returns None where the value has been erased. `by.ref` is the number of a person of the
        register. Raises Refused without a reason, or where nothing sealed stands there.
        """
        where = Entry.objects.filter(case=case, seq=entry).first()
        if where is None or not sealed.holds(where, field):
            raise NotNow("这条记录没有此项保密内容")
        self.act(
            case,
            "engine.unseal",
            by=by,
            at=at,
            facts=Unsealing(entry=entry, field=field),
            reason=reason,
        )
        Sighting.objects.create(
            person_id=int(by.ref), case=case, at=at, what="sealed", detail=f"{entry}/{field}"
        )
        return sealed.reveal(where, field)

    @transaction.atomic
    def let_time_pass(self, case: Case, *, at: datetime) -> int:
        """Perform what silence has brought about by now; return how many entries that made."""
        locked = Case.objects.select_for_update().get(pk=case.pk)
        before: int = locked.seq
        self._catch_up(locked, self._journal(locked), on=localdate(at), at=at)
        return locked.seq - before

    def _catch_up(self, case: Case, read: Journal, *, on: date, at: datetime) -> list[Record]:
        records = list(read.records)
        if case.silent_on is None or case.silent_on >= on:
            return records
        while True:
            view = fold(versions_of(case.procedure), records, self.calendar)
            silent = view.silent(on)
            if not silent:
                return records
            clock = silent[0]
            act = clock.limit.on_lapse.act
            assert act
            assert clock.speaks_on
            doing = Doing(
                act,
                Actor("", TIME.label, TIME.code, case.region),
                at,
                clock.speaks_on,
                Nothing(),
                (clock.about,) if clock.about else (),
                reason="；".join(clock.why()),
            )
            entry = self._append(case, view, records, doing)
            records = [*records, record_of(entry)]

    def _append(
        self, case: Case, view: View, records: list[Record], doing: Doing, *, fresh: bool = False
    ) -> Entry:
        """Write one entry, what follows from it, and the rows; the transaction is the caller's."""
        act = doing.act
        facts = entering.kept(doing.facts)
        data, apart = sealed.split(facts, within=sealed_within(view, records, facts))
        entry = Entry(
            case=case,
            seq=len(records),
            act=act.code,
            version=self._version(case, view.procedure, doing),
            actors=[r for r in (doing.by.ref, *(ref for ref, _ in doing.others)) if r],
            names=[n for n in (doing.by.name, *(name for _, name in doing.others)) if n],
            office=doing.by.office,
            body=doing.by.body,
            region=doing.by.region,
            happened_on=doing.on,
            recorded_at=doing.at,
            about=list(doing.about),
            facts=data,
            reason=doing.reason,
            issued=entering.issued(case, doing, data),
            before=case.head,
            request=doing.request,
        )
        # Rows computed with another calendar may differ anywhere; else only where the act changes something.
        stands = not fresh and case.calendar == self.calendar.version
        before = projected(view, case.number) if stands else None
        if act.issues and act.issues.names_case:
            case.number = entry.issued.get("number", "") or case.number
        entry.digest = journal.digest_of(entry, before=case.head, case=case.uid)
        versions = versions_of(case.procedure)
        if act.rewrites:  # it changes how earlier entries read
            view = fold(versions, [*records, record_of(entry)], self.calendar)
        else:
            view = advanced(view, versions, record_of(entry), self.calendar)
        entering.check_room_before(view, entry)
        rows.put(entry)
        sealed.keep(entry, apart)
        case.head, case.changed_at = entry.digest, doing.at
        write(case, view, self.calendar, fresh=fresh, before=before)
        handing.follow_up(self, case, view, entry, doing)
        for teller in TELLERS:
            transaction.on_commit(partial(teller, entry, view))
        return entry

    def _version(self, case: Case, p: Procedure, doing: Doing) -> str:
        if doing.act.code != "engine.adopt":
            return p.version
        newer = version_on(case.procedure, doing.on)
        if newer.version == p.version:
            raise NotNow("现在没有更新的规程可以改依")
        return newer.version
