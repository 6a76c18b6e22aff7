"""Registering many workers at once: the same checks, the same entries, a handful of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tongzhou.registry.identity import check_character
from tongzhou.registry.models import RegisterEntry, Worker
from tongzhou.registry.working import Given, register_worker, register_workers

from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def number(n: int) -> str:
    seventeen = f"15022119900101{n:03d}"
    return seventeen + check_character(seventeen)


def crowd(n: int) -> list[Given]:
    return [Given(f"示例职工{i}号", number(i), phone=f"138000{i:05d}") for i in range(n)]


def registers(given: list[Given]) -> list[Worker]:
    return register_workers(given, by=None, at=NOW, on=TODAY, reason="名单")


def test_many_are_registered_each_with_an_entry(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):  # one by one it would be nine hundred
        workers = registers(crowd(300))
    assert [w.id_number.open() for w in workers[:2]] == [number(0), number(1)]
    entries = RegisterEntry.objects.filter(register="worker")
    assert entries.count() == 300
    one = entries.get(key=str(workers[0].pk))
    assert one.reason == "名单"
    assert one.changes["id_number"] == [None, "150***********" + number(0)[-4:]]


def test_they_are_registered_as_one_by_one() -> None:
    alone = register_worker(
        name="示例职工0号", id_number=number(0), phone="13800000000", by=None, at=NOW, on=TODAY
    )
    told = RegisterEntry.objects.get(register="worker", key=str(alone.pk)).changes
    other = registers([Given("示例职工1号", number(1), phone="13800000001")])[0]
    mine = RegisterEntry.objects.get(register="worker", key=str(other.pk)).changes
    assert set(mine) == set(told)
    fresh = Worker.objects.get(pk=other.pk)
    assert (fresh.id_number.open(), fresh.phone.open()) == (number(1), "13800000001")
    assert (fresh.pinyin, bool(fresh.phone_hash)) == ("shilizhigong1hao", True)


def test_who_is_known_is_given_back_unchanged_and_twice_told_is_once_there() -> None:
    known = registers(crowd(1))[0]
    again = registers([Given("别的名字", number(0)), *crowd(2), *crowd(2)])
    assert [w.pk == known.pk for w in again] == [True, True, False, True, False]
    assert Worker.objects.get(pk=known.pk).name == "示例职工0号"
    assert Worker.objects.count() == 2


def test_one_that_cannot_be_keeps_all_out() -> None:
    with pytest.raises(ValidationError, match="校验位"):
        registers([*crowd(3), Given("错号", number(5)[:-1] + _wrong(number(5)))])
    assert not Worker.objects.exists()
    assert not RegisterEntry.objects.filter(register="worker").exists()


def _wrong(whole: str) -> str:
    return "0" if whole[-1] != "0" else "1"
