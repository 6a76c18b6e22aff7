"""The one door to a register, and what it writes down."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tongzhou.registry import journal
from tongzhou.registry.models import Body, RegisterEntry, Worker
from tongzhou.registry.models.journal import Unchangeable

from .conftest import NOW, Cast

pytestmark = pytest.mark.django_db


def test_a_change_says_who_when_why_and_from_what_to_what(cast: Cast) -> None:
    journal.change(
        cast.banner, by=cast.qimuge, at=NOW, reason="迁址", address="示例路1号", kind="mediation"
    )
    (entry,) = RegisterEntry.objects.about(cast.banner)
    assert (entry.by, entry.at, entry.reason, entry.what) == (cast.qimuge, NOW, "迁址", "changed")
    assert entry.changes == {
        "address": ["", "示例路1号"],
        "kind": ["人力资源和社会保障部门", "调解组织"],
    }


def test_a_change_that_changes_nothing_is_not_written_down(cast: Cast) -> None:
    journal.change(cast.banner, by=cast.qimuge, at=NOW, reason="核对", name=cast.banner.name)
    assert not RegisterEntry.objects.about(cast.banner).exists()


def test_a_change_without_a_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="事由"):
        journal.change(cast.banner, by=cast.qimuge, at=NOW, reason=" ", name="别的名称")


def test_two_officers_do_not_overwrite_each_others_columns(cast: Cast) -> None:
    mine, yours = (Body.objects.get(pk=cast.banner.pk) for _each in range(2))
    journal.change(mine, by=cast.qimuge, at=NOW, reason="改地址", address="示例路1号")
    journal.change(yours, by=cast.wuyun, at=NOW, reason="改电话", telephone="0472-0000000")
    cast.banner.refresh_from_db()
    assert (cast.banner.address, cast.banner.telephone) == ("示例路1号", "0472-0000000")


def test_the_history_of_a_worker_shows_the_number_masked(cast: Cast) -> None:
    worker = journal.add(
        Worker(name="萨仁", id_number="150221199005200128", phone="13800000001"),
        by=cast.bateer,
        at=NOW,
    )
    journal.change(worker, by=cast.bateer, at=NOW, reason="换号", phone="13900000002")
    newest, first = RegisterEntry.objects.about(worker)
    assert first.changes["id_number"] == [None, "150***********0128"]
    assert newest.changes == {"phone": ["138****0001", "139****0002"]}


def test_what_is_written_down_stays(cast: Cast) -> None:
    journal.change(cast.banner, by=cast.qimuge, at=NOW, reason="迁址", address="示例路1号")
    entry = RegisterEntry.objects.about(cast.banner).get()
    entry.reason = "改口"
    for tries in (
        entry.save,
        entry.delete,
        RegisterEntry.objects.all().delete,
        lambda: RegisterEntry.objects.update(reason="改口"),
    ):
        with pytest.raises(Unchangeable, match="只能追加"):
            tries()


def test_a_second_body_of_the_same_name_in_one_banner_is_refused_in_words(cast: Cast) -> None:
    twin = Body(
        kind="hrss", name=cast.banner.name, short_name="重复", region_id="150221", is_active=True
    )
    with pytest.raises(ValidationError, match="同名"):
        journal.add(twin, by=cast.qimuge, at=NOW)
