"""A question put into SQL once answers every time as the query set would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import CharField, DateField, QuerySet

from tongzhou.registry.appointing import appoint
from tongzhou.registry.models import Appointment, Region
from tongzhou.registry.questions import Given, Question

from .conftest import NOW, Cast

CODE = Given("code", CharField())
LEVEL = Given("level", CharField())
Places = dict[str, Region]


def named() -> Question[str]:
    return Question(lambda: Region.objects.filter(code=CODE).values_list("name", flat=True))


@pytest.mark.usefixtures("places")
def test_the_same_question_is_answered_for_each_value_given() -> None:
    asked = named()
    assert asked.ask(code="15") == ["内蒙古自治区"]
    assert asked.ask(code="1502") == ["包头市"]
    assert asked.ask(code="99") == []


def test_an_answer_is_records_dictionaries_or_plain_values(places: Places) -> None:
    whole = Question(lambda: Region.objects.filter(code=CODE).select_related("parent"))
    found = whole.first(code="150221")
    assert found == places["150221"]
    assert found.parent.name == "包头市"
    assert whole.first(code="99") is None
    said = Question(lambda: Region.objects.filter(code=CODE).values("name"))
    assert said.ask(code="1502") == [{"name": "包头市"}]


def test_the_sql_is_written_once_however_often_it_is_asked(
    places: Places, django_assert_num_queries: Any
) -> None:
    put = []

    def question() -> QuerySet[Region]:
        put.append(1)
        return Region.objects.filter(code=CODE)

    asked = Question(question)
    with django_assert_num_queries(3):
        assert [asked.ask(code=code) for code in ("15", "1502", "99")] == [
            [places["15"]],
            [places["1502"]],
            [],
        ]
    assert put == [1]


@pytest.mark.usefixtures("places")
def test_a_value_left_out_is_an_error_and_never_the_one_of_before() -> None:
    asked = named()
    assert asked.ask(code="15")
    with pytest.raises(KeyError):
        asked.ask()


@pytest.mark.usefixtures("places")
def test_what_was_written_in_between_is_seen() -> None:
    asked = named()
    assert asked.ask(code="1502") == ["包头市"]
    Region.objects.filter(code="1502").update(name="包头")
    assert asked.ask(code="1502") == ["包头"]


@pytest.mark.usefixtures("places")
def test_a_question_that_nothing_can_answer_is_answered_with_nothing() -> None:
    asked = Question(lambda: Region.objects.filter(code=CODE, pk__in=[]))
    assert asked.ask(code="15") == []
    assert asked.first(code="15") is None
    assert asked.count(code="15") == 0


@pytest.mark.usefixtures("places")
def test_what_would_be_found_can_be_counted_up_to_where_one_stops() -> None:
    below = Question(lambda: Region.objects.filter(code__startswith="15", level=LEVEL)[:1])
    assert below.count(level="county") == 1
    assert below.count(level="village") == 0


def test_a_day_is_compared_as_a_day_in_every_condition_that_names_it(cast: Cast) -> None:
    appoint(
        cast.bateer,
        office="registrar",
        body=cast.banner,
        since=date(2026, 3, 2),
        until=date(2026, 3, 9),
        by=cast.qimuge,
        at=NOW,
    )
    on = Question(lambda: Appointment.objects.on(Given("day", DateField())).order_by("pk"))
    found = {}
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10)):
        found[day.day] = on.ask(day=day)
        assert found[day.day] == list(Appointment.objects.on(day).order_by("pk"))
    assert [len(found[d]) for d in (1, 2, 9, 10)] == [
        len(found[1]),
        len(found[1]) + 1,
        len(found[1]) + 1,
        len(found[1]),
    ]
