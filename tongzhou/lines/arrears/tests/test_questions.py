"""The pages of arrears ask the database as much for one matter as for many, for one worker as for four."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.procedure.tests.counting import counted, grown

from .cast import Cast

OF_A_MATTER = (
    "ledger",
    "payers",
    "order",
    "pay",
    "confirm",
    "bank",
    "conclude",
    "aside",
    "suspect",
)


@pytest.fixture
def today() -> date:
    return localdate()


def pages(cast: Cast, crew: int, today: date) -> dict[str, int]:
    """Return how much each page of a matter of so many workers asks, a third of them paid in part."""
    case = cast.ordered(on=today, until=today + timedelta(days=9), crew=crew)
    cast.pays(case, {cast.worker(n): 100_000 for n in range(crew)}, on=today)
    named = {name: reverse(f"arrears:{name}", args=[case.uid]) for name in OF_A_MATTER}
    named["case"] = reverse("desk:case", args=[case.uid])
    found = counted(cast.bater.client, named.values())
    return {name: found[url] for name, url in named.items()}


def test_a_matter_of_four_workers_asks_as_much_as_one_of_one(cast: Cast, today: date) -> None:
    assert not grown(pages(cast, 1, today), pages(cast, 4, today))


def test_the_lists_ask_as_much_for_five_as_for_one(cast: Cast, today: date) -> None:
    urls = [reverse(f"arrears:{name}") for name in ("board", "sites")]
    urls += [
        reverse("arrears:site", args=[cast.project.pk]),
        reverse("desk:list", args=["arrears.matter"]),
    ]
    cast.ordered(on=today, until=today + timedelta(days=9), crew=1)
    before = counted(cast.bater.client, urls)
    public = reverse("arrears-portal:published")
    before |= counted(Client(), [public])
    for n in range(1, 5):
        cast.found(on=today, crew=n)
    assert not grown(before, counted(cast.bater.client, urls) | counted(Client(), [public]))
