"""A party sees its own cases, asked of every address of the portal that names a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.timezone import now

from tongzhou.portal.views.mine import MANY
from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.registry.models import Employer, EmployerUser, Person, Worker

from .scope_world import FIRST_NUMBER, HERE, UID, World, text_of

pytestmark = pytest.mark.long


def of_party(case: Case) -> list[str]:
    """Return every address of the portal that names a case; of acts, those of parties and one of an office."""
    from tongzhou.portal.urls import urlpatterns

    known = {"form": "docx"}
    version = catalogue.versions_of(case.procedure)[case.version]
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        kinds = pattern.pattern.converters
        if "uid" not in kinds:
            continue
        name = f"portal:{pattern.name}"
        if "code" in kinds:
            acts = [a for a in version.by_code.values() if PARTY in a.offices] + [version.acts[0]]
            found += [reverse(name, kwargs={"uid": case.uid, "code": a.code}) for a in acts]
        elif "seq" in kinds:
            papers = {e.seq for e in case.entries.all()} or {0}
            found += [reverse(name, args=[case.uid, seq, known["form"]]) for seq in papers]
        else:
            found.append(reverse(name, args=[case.uid]))
    return found


@dataclass(eq=False)
class Outsider:
    """A worker, or who acts for an employer, and the cases in which they are subjects."""

    client: Client
    cases: set[str]


def a_party(kind: str, cases: list[Case], number: int) -> Outsider:
    """Make somebody of a register a subject of these cases, with a phone they have shown."""
    phone = f"1390000{number:04d}"
    if kind == "worker":
        pk = FIRST_NUMBER + number
        worker = Worker.objects.create(pk=pk, name=f"示例{number}", phone=phone)
        ref, proof = str(pk), "worker"
        hashed = worker.phone_hash
    else:
        employer = Employer.objects.create(
            pk=FIRST_NUMBER + number, name=f"示例单位{number}", region_id=HERE
        )
        person = Person.objects.create_user(f"party{number}", name=f"经办{number}", phone=phone)
        EmployerUser.objects.create(
            person=person, employer=employer, role="clerk", since=date(2020, 1, 1)
        )
        ref, proof, pk, hashed = str(employer.pk), "person", person.pk, person.phone_hash
    for case in cases:
        row = case.subjects.filter(registry=kind).first()
        if row is None:
            SubjectRow.objects.create(
                case=case,
                key=f"outsider/{ref}",
                kind="outsider",
                state="named",
                since=case.opened_on or date(2026, 3, 2),
                registry=kind,
                ref=ref,
            )
        else:  # one whom the case knows, so that acts are about somebody
            row.ref = ref
            row.save()
    client = Client()
    session = client.session
    until = int(now().timestamp()) + 600
    session["shown"] = {proof: {"until": until, "phone": hashed, "pks": [pk]}}
    session.save()
    return Outsider(client, {case.uid for case in cases})


@pytest.mark.usefixtures("one_missing_page")
def test_a_party_sees_its_own_cases_and_of_no_other_a_page_an_act_or_a_paper(world: World) -> None:
    every = {c.uid for c in world.cases}
    by_procedure: dict[str, list[Case]] = {}
    for case in world.cases:
        by_procedure.setdefault(case.procedure, []).append(case)
    parties = []
    for number, kind in enumerate(("worker", "employer")):
        mine = [cases[number] for cases in by_procedure.values() if len(cases) > number]
        parties.append(a_party(kind, mine, number))
    parties.append(a_party("worker", [], 9))
    opened = 0
    for party in parties:
        listed: set[str] = set()
        for page in range(1, 2 + len(party.cases) // MANY):
            answer = party.client.get(reverse("portal:mine-cases"), {"page": page}, follow=True)
            listed |= set(UID.findall(text_of(answer)))
        world.expect(listed & every == party.cases, party)
        for cases in by_procedure.values():
            some = [c for c in cases if c.uid in party.cases] + cases[-1:]
            for case in some:
                home, *rest = of_party(case)
                own = case.uid in party.cases
                world.expect((party.client.get(home).status_code == 200) == own, party, home)
                opened += own
                for url in rest if not own else ():
                    world.expect(party.client.get(url).status_code == 404, party, url)
                    world.expect(party.client.post(url).status_code == 404, party, url)
    world.done()
    assert opened >= 2 * len(by_procedure)


def test_nobody_who_has_shown_no_phone_is_a_party(world: World) -> None:
    client = Client()
    for url in {u for c in world.cases[::9] for u in of_party(c)}:
        world.expect(client.get(url).status_code == 404, url)
    world.done()
