"""仲裁庭 — who may sit, how much each has before them, and what the registers know against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import trying as acts
from tongzhou.lines.arbitration.facts.trying import Tribunal
from tongzhou.lines.arbitration.models import Booking
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK, HEAD
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules import track
from tongzhou.lines.arbitration.states import AGENT, MEMBER, RECUSAL, SIDES, SITTING
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure.counter import VisitorRequest, counter, papers_of
from tongzhou.procedure.models import CaseLink, Entry, SubjectRow
from tongzhou.procedure.view import View
from tongzhou.registry.models import EmployerUser, Person, Worker
from tongzhou.registry.models.people import Appointment

ROLES = ("首席仲裁员", "独任仲裁员", "仲裁员", "书记员")


@dataclass(frozen=True)
class Candidate:
    """Somebody of the court who could sit: offices held, cases at hand, what speaks against it."""

    person: Person
    offices: tuple[str, ...]
    load: int
    conflicts: tuple[str, ...] = ()
    recused: bool = False
    role: str = ""

    @property
    def key(self) -> str:
        return f"{MEMBER.code}/{self.person.pk}"

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles this person may take: a clerk keeps the minutes, arbitrators decide."""
        decides = {ARBITRATOR.label, HEAD.label} & set(self.offices)
        return (
            ROLES
            if decides and CLERK.label in self.offices
            else ROLES[:3]
            if decides
            else ROLES[3:]
        )


def candidates(trial: Trial) -> list[Candidate]:
    """Return who could sit in this case, least burdened first. Seven queries, however many they are."""
    offices = {o.code: o.label for o in (ARBITRATOR, HEAD, CLERK)}
    held: dict[Person, list[str]] = {}
    rows = Appointment.objects.on(trial.visitor.on).filter(
        office__in=offices, body__region=trial.case.region, person__is_active=True
    )
    for row in rows.select_related("person").order_by("person__pinyin", "pk"):
        held.setdefault(row.person, []).append(offices[row.office])
    load = Counter(
        SubjectRow.objects.filter(
            registry="person", kind=MEMBER.code, state=SITTING.code,
            case__procedure=CODE, case__state="accepted",
        ).values_list("ref", flat=True)
    )  # fmt: skip
    against = conflicts(trial, list(held))
    sits = track.tribunal(trial.view)
    out = {s.key for s in trial.view.of(MEMBER) if s.state != SITTING.code}
    found = []
    for person, words in held.items():
        key = f"{MEMBER.code}/{person.pk}"
        found.append(
            Candidate(
                person, tuple(dict.fromkeys(words)), load[str(person.pk)],
                tuple(against.get(person.pk, ())), key in out, sits.get(key, ""),
            )
        )  # fmt: skip
    return sorted(found, key=lambda c: (c.recused, bool(c.conflicts), c.load))


def conflicts(trial: Trial, people: list[Person]) -> dict[int, list[str]]:
    """Return what the registers know that speaks against somebody's sitting: person → words. 调解仲裁法 33.

    They know little: the same phone, the same name, who acts for the employer, who handled the matter before.
    """
    view = trial.view
    found: dict[int, list[str]] = {}
    names = {s.name for kind in (*SIDES, AGENT) for s in view.of(kind) if s.name}
    for person in people:
        if person.name in names:
            found.setdefault(person.pk, []).append(
                _("与当事人或代理人同名，请核实是否本人或近亲属")
            )
    for pk, words in (
        *_of_workers(view, people),
        *_of_employers(view, people),
        *_before(trial, people),
    ):
        found.setdefault(pk, []).append(words)
    return found


def _refs(view: View, register: str) -> set[int]:
    return {
        int(s.register[1])
        for kind in SIDES
        for s in view.of(kind)
        if s.register[0] == register and s.register[1].isdigit()
    }


def _of_workers(view: View, people: list[Person]) -> list[tuple[int, str]]:
    phones = {p.phone_hash: p.pk for p in people if p.phone_hash}
    found = []
    for worker in Worker.objects.filter(pk__in=_refs(view, "worker")):
        if worker.person_id in {p.pk for p in people}:
            found.append((int(worker.person_id or 0), _("是本案当事人")))
        elif worker.phone_hash in phones:
            found.append((phones[worker.phone_hash], _("与申请人登记同一手机号")))
    return found


def _of_employers(view: View, people: list[Person]) -> list[tuple[int, str]]:
    acting = EmployerUser.objects.filter(
        employer__in=_refs(view, "employer"), person__in=people
    ).select_related("employer")
    return [
        (row.person_id, _("是或曾是%(name)s的经办人") % {"name": row.employer.name})
        for row in acting
    ]


def _before(trial: Trial, people: list[Person]) -> list[tuple[int, str]]:
    """Return who handled the matter where it came from: a mediator does not judge what they mediated."""
    sources = list(CaseLink.objects.filter(target=trial.case).values_list("source", flat=True))
    if not sources:
        return []
    refs = {str(p.pk): p.pk for p in people}
    found: dict[int, str] = {}
    for actors in Entry.objects.filter(case__in=sources).values_list("actors", flat=True):
        for ref in actors:
            if ref in refs:
                found[refs[ref]] = _("办理过本争议的前一程序")
    return list(found.items())


@counter
def tribunal(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who sits, who was recused, and the requests for recusal."""
    trial = opened(request, uid)
    view = trial.view
    request.visitor.saw("case", trial.case, "仲裁庭")
    words = {s.code: s.staff for s in MEMBER.states}
    members = [(s, track.tribunal(view).get(s.key, ""), words[s.state]) for s in view.of(MEMBER)]
    states = {s.code: s.staff for s in RECUSAL.states}
    asked = [(s, s.stated.get("ask_recusal"), states[s.state]) for s in view.of(RECUSAL)]
    return trial.shows(
        "arbitration/trial_tribunal.html",
        "tribunal",
        members=members,
        asked=asked,
        is_whole=track.has_tribunal(view),
        needed=1 if track.is_simple(view) else 3,
        papers=papers_of(trial.case, "tribunal", "recusal_decision"),
    )


@counter
def form(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask who sits, with load and conflicts beside each name."""
    trial = opened(request, uid)
    act = acts.form_tribunal
    trial.ask(act)
    found = candidates(trial)
    chosen = {c.key: c.role for c in found if c.role}
    if request.method == "POST":
        chosen = {
            c.key: role
            for c in found
            if (role := request.POST.get(f"role-{c.person.pk}", "")) in c.roles
        }
        stated = _stated(trial, found, chosen)
        if stated and not trial.refusal and trial.does(act, stated, tuple(stated.roles)):
            return trial.done(act, "tribunal")
    brought = track.application(trial.view)
    return trial.shows(
        "arbitration/trial_form_tribunal.html",
        "tribunal",
        act=act,
        people=[(c, chosen.get(c.key, "")) for c in found],
        needed=1 if track.is_simple(trial.view) else 3,
        track=track.TRACKS[track.track(trial.view)],
        tripartite=bool(brought and brought.collective_contract),
    )


def _stated(trial: Trial, found: list[Candidate], chosen: dict[str, str]) -> Tribunal | None:
    names = {c.key: c.person.name for c in found if c.key in chosen}
    doubtful = [c for c in found if c.key in chosen and c.conflicts]
    if doubtful and "checked" not in trial.request.POST:
        who = "、".join(c.person.name for c in doubtful)
        trial.errors["checked"] = _("%(who)s有须核实的关系，请换人，或核实后勾选确认") % {
            "who": who
        }
        return None
    stated = Tribunal(names=names, roles=chosen)  # type: ignore[arg-type]
    try:
        stated.check()
    except ValueError as error:
        trial.refusal = trial.refusal or str(error)
        return None
    busy = _busy(trial, [c for c in found if c.key in chosen])
    trial.refusal = trial.refusal or busy
    return stated


def _busy(trial: Trial, sitting: list[Candidate]) -> str:
    """Say who of a new tribunal sits elsewhere at the time of a hearing already set down."""
    own = Booking.objects.filter(case=trial.case).values_list("on", "slot")
    times = set(own)
    if not times:
        return ""
    names = {f"person:{c.person.pk}": c.person.name for c in sitting}
    rows = Booking.objects.filter(what__in=names, on__in={on for on, _slot in times})
    for row in rows.exclude(case=trial.case).order_by("on", "slot"):
        if (row.on, row.slot) in times:
            return _("%(who)s %(day)s 另有开庭，与本案已排的开庭冲突，请换人或先将本案延期") % {
                "who": names[row.what], "day": row.on,
            }  # fmt: skip
    return ""
