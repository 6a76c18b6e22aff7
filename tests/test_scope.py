"""Who sees what, asked of everybody about everything.

For every procedure of the house, a case in every state its drawn lives reach or its declaration knows;
for every office with business there, somebody who holds it for the region of the case and somebody who
holds it elsewhere; beside them the recused, the assigned, those of other offices and of none. An oracle
of six lines says who may see what; every way of obtaining cases must say the same. A party sees its own
cases, asked of every address of the portal that names one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter
from django.utils.timezone import localdate, now

from tongzhou.portal.views.mine import MANY
from tongzhou.procedure import catalogue, search
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, ClockRow, SubjectRow
from tongzhou.procedure.scope import sight_of
from tongzhou.registry.models import Employer, EmployerUser, Person, Worker

from .scope_world import FIRST_NUMBER, HERE, UID, World, business, text_of

pytestmark = pytest.mark.long


def test_every_query_gives_everybody_exactly_what_they_may_see(world: World) -> None:
    today = localdate(now())
    assert len({(c.procedure, c.state) for c in world.cases}) >= sum(
        len(catalogue.newest(code).states) for code in catalogue.codes()
    )
    for member in world.cast:
        sight = sight_of(member.person, on=today)
        seen = set(Case.objects.visible_to(sight).values_list("uid", flat=True))
        should = world.seen_by(member)
        for case in world.cases:
            world.expect((case.uid in seen) == (case.uid in should), member, case.procedure)
    world.done()


def test_search_finds_for_everybody_only_what_they_may_see(world: World) -> None:
    today = localdate(now())
    for member in world.cast:
        sight = sight_of(member.person, on=today)
        may = {c.pk for c in world.cases if member.may_see(c, world.shared)}
        for text in ("示例", "规程", "202"):
            found = set(search.ids(sight, text, limit=500))
            world.expect(found <= may, member, text, found - may)
    world.done()


def lists() -> list[str]:
    """Return the pages of the desk that list, count, sort, export or find cases."""
    codes = sorted(catalogue.codes())
    every = reverse("desk:cases")
    found = [
        every,
        f"{every}?status=all",
        f"{every}?status=all&order=opened",
        f"{every}?status=all&order=-opened",
        f"{every}?status=all&format=csv",
        f"{every}?status=all&format=xlsx",
        f"{every}?status=all&region={HERE}",
        reverse("desk:search") + "?q=示例",
        reverse("desk:notices"),
        reverse("desk:registers"),
    ]
    return found + [reverse("desk:list", args=[code]) + "?status=all" for code in codes]


def test_my_day_names_a_case_to_nobody_who_may_not_see_it(world: World) -> None:
    """Everybody has a time to keep in a case of their region: most by their office, some only where they are named."""
    every = {c.uid for c in world.cases}
    only_named = [m for m in world.cast if m.office and m.office.named]
    assert ClockRow.objects.filter(limit="owed", owes__in=[m.office.code for m in only_named])
    shown = 0
    for member in world.cast:
        named = set(UID.findall(text_of(world.signed_in(member).get(reverse("desk:day"))))) & every
        may = world.seen_by(member)
        world.expect(named <= may, member, named - may)
        shown += len(named)
    world.done()
    assert shown > len(world.cast)


@pytest.mark.usefixtures("one_missing_page")
def test_no_list_sort_export_or_search_page_names_a_case_to_whom_it_is_none_of_their_business(
    world: World,
) -> None:
    every = {c.uid for c in world.cases}
    shown: set[str] = set()
    for member in world.some():
        client, may = world.signed_in(member), world.seen_by(member)
        for url in lists():
            response = client.get(url)
            assert response.status_code in (200, 404), (url, response.status_code)
            named = set(UID.findall(text_of(response))) & every
            world.expect(named <= may, member, url, named - may)
            shown |= named
    world.done()
    assert len(shown) > len(every) / 2  # the lists do show cases to those who may see them


def addresses(case: Case) -> list[str]:
    """Return every address of the desk that names a case."""
    from tongzhou.desk.urls import urlpatterns

    known = {"code": "open", "text": "plan", "form": "docx", "digest": "0" * 64}
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        kinds = pattern.pattern.converters
        if "uid" in kinds:
            made = {n: 0 if isinstance(c, IntConverter) else "x" for n, c in kinds.items()}
            kwargs = made | {n: v for n, v in known.items() if n in kinds} | {"uid": case.uid}
            found.append(reverse(f"desk:{pattern.name}", kwargs=kwargs))
    return found


@pytest.mark.usefixtures("one_missing_page")
def test_every_address_of_a_case_is_404_to_whoever_may_not_see_it(world: World) -> None:
    by_procedure = {c.procedure: c for c in world.cases if c.region == HERE}
    for code, case in by_procedure.items():
        blind = [m for m in world.some() if not m.may_see(case, world.shared)]
        same_office = [m for m in blind if m.office and code in business(m.office)][:1]
        for member in dict.fromkeys([*same_office, *blind[:1], *blind[-1:]]):
            client = world.signed_in(member)
            for url in addresses(case):
                world.expect(client.get(url).status_code == 404, member, url)
    world.done()


def test_nobody_who_has_not_signed_in_sees_anything(world: World) -> None:
    client = Client()
    for url in (*lists(), *addresses(world.cases[0])):
        response = client.get(url)
        world.expect(response.status_code == 302, url, response.status_code)
        world.expect(not UID.findall(text_of(response).replace(world.cases[0].uid, "")), url)
    world.done()


# --- Parties -----------------------------------------------------------------------------------


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
