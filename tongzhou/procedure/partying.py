"""当事人办事 — a party at the portal: which subjects of a case somebody is, and what they may do there.

For the portal and for the portal pages of lines alike:

    @for_party
    def answer(request: PartyRequest, uid: str) -> HttpResponseBase:
        party = request.party            # 404 for whoever is none in this case
        if not party.may(ANSWER): …      # the same question the door asks
        party.does(ANSWER, facts=…, about=party.keys, …)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import catalogue, showing
from .calendar import calendar_now
from .declare import PARTY, Act, every
from .door import Door
from .facts import Facts
from .fold import fold
from .judge import Actor, check_can
from .mending import PAIRED
from .models import Case, Entry, SubjectRow
from .project import record_of
from .refusal import NotTheirOffice, Refused
from .service import Service, services
from .showing import Someone
from .view import View

P = ParamSpec("P")


@dataclass(frozen=True)
class Voice:
    """One person of a party, with the subjects of the case they are or act for as an employer."""

    someone: Someone
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Party:
    """Somebody who is a subject of a case, on a day. Made by `party_of` alone."""

    case: Case
    voices: tuple[Voice, ...]
    on: date
    at: datetime

    @property
    def keys(self) -> tuple[str, ...]:
        """The subjects of the case that this party itself is."""
        return tuple(dict.fromkeys(key for voice in self.voices for key in voice.keys))

    @cached_property
    def door(self) -> Door:
        """The door, with the calendar in force."""
        return Door(calendar_now())

    @cached_property
    def entries(self) -> list[Entry]:
        """The journal of the case. One query."""
        return list(Entry.objects.filter(case=self.case).order_by("seq"))

    @cached_property
    def view(self) -> View:
        """The case as it stands."""
        records = [record_of(e) for e in self.entries]
        return fold(catalogue.versions_of(self.case.procedure), records, self.door.calendar)

    def speaks_for(self, voice: Voice) -> tuple[str, ...]:
        """Return the subjects a voice may act for: its own, then those they represent."""
        others = (k for key in voice.keys for k in catalogue.represented(self.view, key))
        return tuple(dict.fromkeys([*voice.keys, *others]))

    @cached_property
    def all_keys(self) -> tuple[str, ...]:
        """Its own subjects, then those it represents."""
        spoken = (key for voice in self.voices for key in self.speaks_for(voice))
        return tuple(dict.fromkeys([*self.keys, *spoken]))

    def voice_for(self, about: tuple[str, ...]) -> Voice:
        """Return the person who acts for these subjects: a phone may be that of two. Raises NotTheirOffice."""
        for voice in self.voices:
            if set(about) & set(self.view.subjects) <= set(self.speaks_for(voice)):
                return voice
        raise NotTheirOffice(_("一次只能为本人及本人代表的人办理，请分开办理"))

    def actor_for(self, about: tuple[str, ...]) -> Actor:
        """Return who acts, as the journal will name them: a worker as the case does, which may keep a secret."""
        voice = self.voice_for(about)
        actor = voice.someone.actor(region=self.case.region, parties=self.speaks_for(voice))
        subject = self.view.subjects.get(next(iter(voice.keys), ""))
        if subject and subject.name and subject.register[0] == "worker":
            return replace(actor, name=subject.name)
        return actor

    @property
    def actor(self) -> Actor:
        """The first person of this party, for an act about nobody in particular."""
        return self.actor_for(())

    def is_theirs(self, act: Act[Any]) -> bool:
        """Say whether an act is a party's at all, whatever the case allows today."""
        if PARTY not in act.offices or act is self.view.procedure.opens or act.is_engine:
            return False
        if act.code in PAIRED or act.hands:
            return False
        return act.adds or not act.abouts or bool(self._of_kind(act))

    def choices(self, act: Act[Any]) -> list[tuple[str, str]]:
        """Return the subjects this act may be about today, by this party: (key, name)."""
        return [(k, self.called(k)) for k in self._of_kind(act) if not self._hindered(act, (k,))]

    def why_not(self, act: Act[Any]) -> str:
        """Return why the act cannot be done now, in words for the party; empty if it can."""
        if not self.is_theirs(act):
            return _("这一事项不由您办理")
        keys = () if act.adds else self._of_kind(act)
        if not keys:
            return self._hindered(act, ())
        found = [self._hindered(act, (key,)) for key in keys]
        return "" if "" in found else found[0]

    def may(self, act: Act[Any]) -> bool:
        """Say whether this party may do the act and the case allows it now."""
        return not self.why_not(act)

    def does(
        self,
        act: Act[Any],
        *,
        facts: Facts | None = None,
        about: tuple[str, ...] = (),
        request: str | None = None,
        seen: int | None = None,
    ) -> Entry:
        """Do an act by the one door. Raises Refused."""
        return self.door.act(
            self.case,
            act.code,
            by=self.actor_for(about),
            at=self.at,
            facts=facts,
            about=about,
            request=request,
            seen=seen,
        )

    @cached_property
    def papers(self) -> list[Service]:
        """The papers of the case that are for this party, newest first; of others' none."""
        records = [record_of(e) for e in self.entries]
        numbers = {e.seq: e.issued.get("number", "") for e in self.entries if e.issued}
        mine = [s for s in services(self.view, records, numbers) if s.about in self.all_keys]
        return sorted(mine, key=lambda s: -s.issued)

    def called(self, key: str) -> str:
        """Return what a subject of the case is called."""
        subject = self.view.subjects.get(key)
        if subject is None:  # a row the journal does not bear out, until the next rebuild
            return ""
        return subject.name or f"{subject.kind.label} {subject.ref}"

    def _of_kind(self, act: Act[Any]) -> tuple[str, ...]:
        return tuple(
            k
            for k in self.all_keys
            if k in self.view.subjects and self.view.subjects[k].kind.code in act.kinds
        )

    def _hindered(self, act: Act[Any], about: tuple[str, ...]) -> str:
        wanted = {s.code for s in every(act.subject_at)}
        for key in about:
            subject = self.view.subjects[key]
            if wanted and subject.state not in wanted:
                state = next(s for s in subject.kind.states if s.code == subject.state)
                return _("目前为“%(state)s”，还不能办理这一事项") % {"state": state.public}
        try:
            check_can(self.view, act, None, on=self.on, about=about)
        except Refused as refusal:
            return str(refusal)
        return ""


class NotShown(Http404):
    """This visitor has shown nothing that opens the page, or there is no such case: the same to anybody."""


class PartyRequest(HttpRequest):
    """A request of a party to a case."""

    party: Party


def party_of(request: HttpRequest, case: Case) -> Party | None:
    """Return the party this visitor is in a case, from what they have shown; None if they are none."""
    at = now()
    on = localdate(at)
    found = showing.people(request, on=on, at=at, case=case)
    if not found:
        return None
    voices = tuple(v for v in (Voice(s, _keys_of(s, case)) for s in found) if v.keys)
    return Party(case, voices, on, at) if voices else None


def _keys_of(someone: Someone, case: Case) -> tuple[str, ...]:
    rows = SubjectRow.objects.filter(someone.named, case=case, sees=True).order_by("pk")
    return tuple(rows.values_list("key", flat=True))


def for_party(
    handler: Callable[Concatenate[Any, str, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Open a page of a case to a party alone, found in `request.party`; 404 to everybody else.

    The handler takes the uid of the case after the request.
    """

    @never_cache
    @wraps(handler)
    def guarded(
        request: HttpRequest, uid: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        case = Case.objects.filter(uid=uid).first()
        party = party_of(request, case) if case else None
        if party is None:
            raise NotShown
        request.party = party  # type: ignore[attr-defined]
        return handler(request, uid, *args, **kwargs)

    return guarded
