"""Somebody who measures loads synthetic cases and trusts them: they are what the engine would have written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from tongzhou.demo import million
from tongzhou.demo.bulk import indexes_set_aside
from tongzhou.demo.lives import lives
from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue, journal, search
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.models import Case
from tongzhou.procedure.project import rebuild
from tongzhou.procedure.scope import Reach, Sight


@pytest.fixture
def thousand(db: None) -> Iterator[None]:  # noqa: ARG001  # it asks for the database
    known = "examples" in catalogue.LINES
    if not known:
        catalogue.enter(EXAMPLES)
    call_command("load_codes", verbosity=0)
    million.load(300, on=date(2026, 11, 23))
    yield
    if not known:
        catalogue.strike("examples")


def test_the_shares_of_the_lives_make_a_hundred() -> None:
    assert sum(life.share for life in lives()) == 100


@pytest.mark.usefixtures("thousand")
def test_synthetic_cases_are_what_their_journals_say_and_their_chains_hold() -> None:
    assert Case.objects.count() == 300
    assert not list(rebuild(Case.objects.all(), CALENDAR, catalogue.versions_of))
    for case in Case.objects.order_by("pk")[:50]:
        assert journal.first_broken(case.entries.order_by("seq"), case=case.uid) is None
        assert case.entries.latest("seq").digest == case.head


@pytest.mark.usefixtures("thousand")
def test_cases_made_on_every_core_are_those_one_core_would_make(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TONGZHOU_EXAMPLES", "1")  # as a process begun afresh reads it
    lots = [million.Lot(f"seed/{n}", 1 + n, 2, ("150221",), date(2026, 9, 1)) for n in range(3)]
    assert list(million.made(lots)) == [million.make(lot) for lot in lots]


@pytest.mark.usefixtures("thousand")
def test_an_index_set_aside_is_put_back_even_where_the_load_breaks_off() -> None:
    before = indexes()
    assert "case_due_county" in before
    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert indexes() == before


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Case._meta.db_table))


def broken_off() -> None:
    with indexes_set_aside([Case._meta.db_table]):
        assert "case_due_county" not in indexes()
        raise ZeroDivisionError


@pytest.mark.usefixtures("thousand")
def test_synthetic_cases_are_found_by_their_words_and_more_can_be_added() -> None:
    whole = Sight(0, (Reach("province", "15", "example.dispute"),), ("15",), ("example.dispute",))
    case = Case.objects.filter(procedure="example.dispute").latest("pk")
    assert case.pk in search.ids(whole, case.title.split("、")[0], limit=300)
    million.load(40, on=date(2026, 11, 23))
    assert Case.objects.count() == 340
    newest = Case.objects.filter(procedure="example.dispute").latest("pk")
    assert newest.pk in search.ids(whole, "示例", limit=1)
