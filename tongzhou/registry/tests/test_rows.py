"""A row written by a statement put once is the row that Django would have written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tongzhou.registry import rows
from tongzhou.registry.models import Body, Person


@pytest.mark.usefixtures("places")
def test_a_row_that_was_put_is_found_and_one_that_was_changed_says_so() -> None:
    body = Body(kind="hrss", name="示例旗人社局", short_name="示例旗人社局", region_id="150221")
    rows.put(body)
    assert Body.objects.get(pk=body.pk).name == "示例旗人社局"
    rows.change(Body, body.pk, {"short_name": "人社局", "document_prefix": "示人社"})
    found = Body.objects.get(pk=body.pk)
    assert (found.name, found.short_name) == ("示例旗人社局", "人社局")
    assert found.document_prefix == "示人社"
    body.short_name = "示例旗人力资源和社会保障局"
    body.save()  # it is known not to be new
    assert Body.objects.filter(name="示例旗人社局").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_nobody_waits_for_is_there_at_once_and_the_next_is_waited_for_again(
    places: Any,  # noqa: ARG001
) -> None:
    body = Body(kind="hrss", name="示例旗人社局", short_name="示例旗人社局", region_id="150221")
    rows.put(body, unhurried=True)
    assert Body.objects.filter(pk=body.pk).exists()
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA synchronous" if sqlite else "SHOW synchronous_commit")
        assert cursor.fetchone()[0] in {2, "on", "off"}  # FULL; a test server may forgo it itself


@pytest.mark.usefixtures("places")
def test_what_may_not_stand_twice_is_refused_as_ever() -> None:
    rows.put(Person(username="示例", name="示例"))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.put(Person(username="示例", name="另一人"))
