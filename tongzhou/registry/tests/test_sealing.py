"""Personal data at rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.registry import sealing
from tongzhou.registry.fields import Sealed
from tongzhou.registry.identity import check_character
from tongzhou.registry.models import Person, Worker
from tongzhou.registry.working import find_worker, register_worker, workers_with_phone

from .conftest import NOW, TODAY

NUMBER = "15022119900520012X"  # made up; only its last character is right
PHONE = "13800000001"


@given(st.text())
def test_what_is_sealed_opens_and_never_looks_the_same_twice(text: str) -> None:
    one, two = sealing.seal(text, place="here"), sealing.seal(text, place="here")
    assert one != two
    assert sealing.unseal(one, place="here") == sealing.unseal(two, place="here") == text


def test_a_sealed_value_opens_neither_elsewhere_nor_changed_nor_with_another_key(
    settings: Any,
) -> None:
    token = sealing.seal(NUMBER, place="here")
    with pytest.raises(sealing.CannotOpen, match="无法打开"):
        sealing.unseal(token, place="there")
    swapped = "A" if token[-4] != "A" else "B"
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(token[:-4] + swapped + token[-3:], place="here")
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal("rubbish", place="here")
    settings.FIELD_KEY = "x" * 60
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(token, place="here")


def test_hashes_match_equal_numbers_and_depend_on_the_key(settings: Any) -> None:
    here = sealing.keyed_hash(NUMBER, place="id_number")
    assert here == sealing.keyed_hash(NUMBER, place="id_number")
    assert here != sealing.keyed_hash(NUMBER, place="phone")
    settings.FIELD_KEY = "y" * 60
    assert here != sealing.keyed_hash(NUMBER, place="id_number")


def saren() -> Worker:
    return register_worker(
        name="萨仁", id_number=right(NUMBER), phone=PHONE, by=None, at=NOW, on=TODAY
    )


def right(number: str) -> str:
    return number[:-1] + check_character(number[:-1])


@pytest.mark.django_db
def test_saren_is_found_by_her_number_and_shown_with_a_mask() -> None:
    worker = saren()
    again = find_worker(f" {right(NUMBER).lower()} ")
    assert again == worker
    assert isinstance(again.id_number, Sealed)
    assert again.id_number.open() == right(NUMBER)
    shown = f"{again.id_number} {again.id_number!r} {again.phone}"
    assert "19900520" not in shown
    assert "138****0001" in shown
    assert list(workers_with_phone(PHONE)) == [worker]
    assert list(workers_with_phone("")) == []


@pytest.mark.django_db
def test_registering_saren_twice_keeps_one_record_and_its_name() -> None:
    worker = saren()
    again = register_worker(
        name="假冒者", id_number=right(NUMBER), phone="13900000009", by=None, at=NOW, on=TODAY
    )
    assert (again.pk, again.name, again.phone.open()) == (worker.pk, "萨仁", PHONE)
    assert Worker.objects.count() == 1


def everything_stored(folder: Path) -> bytes:
    """All that the database keeps: the file itself, or each row of each table of a server."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            copy = folder / "copy.sqlite3"
            cursor.execute("VACUUM INTO %s", [str(copy)])
            return copy.read_bytes()
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
        return "\n".join(rows).encode()


@pytest.mark.django_db(transaction=True)
def test_whoever_steals_the_database_reads_no_number_and_no_phone(tmp_path: Path) -> None:
    worker = saren()
    Person.objects.create_user("saren", name="萨仁", phone=PHONE)
    stored = everything_stored(tmp_path)
    assert worker.id_hash.encode() in stored
    assert right(NUMBER).encode() not in stored
    assert PHONE.encode() not in stored


@pytest.mark.django_db
def test_two_people_cannot_sign_in_with_one_phone_though_it_is_sealed() -> None:
    Person.objects.create_user("one", name="其一", phone=PHONE)
    with pytest.raises(IntegrityError):
        Person.objects.create_user("two", name="其二", phone=PHONE)


@pytest.mark.django_db
def test_a_phone_copied_from_one_record_to_another_opens_there_too() -> None:
    person = Person.objects.create_user("one", name="其一", phone=PHONE)
    person.refresh_from_db()
    worker = Worker.objects.create(name="其一", phone=person.phone)
    worker.refresh_from_db()
    assert worker.phone.open() == PHONE
    assert worker.phone.token != person.phone.token


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (sealing.mask_id_number, NUMBER, "150***********012X"),
        (sealing.mask_id_number, "E1234", "*****"),
        (sealing.mask_id_number, "USA150086041201", "USA**********01"),
        (sealing.mask_phone, PHONE, "138****0001"),
        (sealing.mask_phone, "110", "***"),
        (sealing.mask_name, "萨仁", "萨*"),
        (sealing.mask_name, "阿拉坦其其格·巴雅尔", "阿**"),
    ],
)
def test_a_mask_leaves_enough_to_tell_two_people_apart_and_no_more(
    mask: Any, plain: str, shown: str
) -> None:
    assert mask(plain) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"id_number": "15022119900230012X"}, "id_number", "出生日期"),
        ({"id_number": "E1", "id_kind": "passport"}, "id_number", "5至20位"),
        ({"phone": "12345"}, "phone", "11位"),
    ],
)
def test_a_wrong_number_of_a_worker_is_refused_at_its_field(
    given: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        register_worker(name="萨仁", by=None, at=NOW, on=TODAY, **given)
    assert said in refusal.value.message_dict[field][0]


@pytest.mark.django_db
def test_a_worker_from_abroad_is_found_by_her_passport_and_not_as_a_resident() -> None:
    worker = register_worker(
        name="Anna Q. Public", id_number="e 1234567", id_kind="passport", by=None, at=NOW, on=TODAY
    )
    assert find_worker("E1234567", Worker.IdKind.PASSPORT) == worker
    assert find_worker("E1234567") is None
    assert worker.name == "Anna Q. Public"
