"""Who sees what, asked of everybody about everything.

For every procedure of the house, a case in every state its drawn lives reach or its declaration knows;
for every office with business there, somebody who holds it for the region of the case and somebody who
holds it elsewhere; beside them the recused, the assigned, those of other offices and of none. An oracle
of six lines says who may see what; every way of obtaining cases must say the same.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter
from django.utils.timezone import localdate, now

from tongzhou.procedure import catalogue, search
from tongzhou.procedure.models import Case, ClockRow
from tongzhou.procedure.scope import sight_of

from .scope_world import HERE, UID, World, business, text_of

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
