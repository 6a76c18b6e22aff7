"""The data desk: a keeper sees what was sent in their region, sends a month, mends what came back; nobody else opens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tongzhou.columns import jobs
from tongzhou.columns.models import Delivery
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Appointment, Body, Employer, Person, Region
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import OWN
from tongzhou.warehouse.loading.models import Telling

from .test_feeds import PAY_HEAD, code, pay

BOARD = "/desk/p/feeds/desk/"


@pytest.fixture
def seats(db: None, settings: Any, tmp_path: Path) -> dict[str, Client]:  # noqa: ARG001
    settings.LAKE, settings.MEDIA_ROOT = str(tmp_path / "lake"), str(tmp_path / "media")
    a_region("150221")
    a_region("150303")
    found = {}
    for who, office, place in (
        ("keeper", "data_keeper", "1502"), ("above", "data_keeper", "15"),
        ("neighbour", "data_keeper", "1503"), ("mediator", "mediator", "1502"),
    ):  # fmt: skip
        body = Body.objects.create(
            kind="hrss",
            name=f"人社局{who}",
            short_name="人社局",
            region_id=place,
            document_prefix="人社",
        )
        person = Person.objects.create_user(who, name=who, is_staff=True)
        Appointment.objects.create(person=person, office=office, body=body, since=date(2020, 1, 1))
        found[who] = Client()
        found[who].force_login(person)
    return found


def test_a_month_is_sent_followed_and_mended_by_its_keeper_alone(
    seats: dict[str, Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = seats["keeper"]
    file = SimpleUploadedFile("十月.csv", (PAY_HEAD + pay(1) + pay(2, paid="6000")).encode())
    sent = keeper.post(f"{BOARD}payroll/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.get()
    assert (sent.status_code, delivery.owner, delivery.state) == (302, "1502", "waiting")
    jobs.run.func(delivery.pk)
    with django_assert_max_num_queries(20):
        page = keeper.get(f"{BOARD}delivery/{delivery.pk}/").content.decode()
    assert "实发工资大于应发工资" in page
    assert "行数和合计都已对平" in page
    wrong = SimpleUploadedFile("改好.csv", (PAY_HEAD + pay(2)).encode())
    keeper.post(f"{BOARD}delivery/{delivery.pk}/mend/", {"file": wrong})
    mended = Delivery.objects.get(mends=delivery)
    jobs.run.func(mended.pk)
    with django_assert_max_num_queries(20):
        page = keeper.get(BOARD).content.decode()
    assert "2026-10" in page
    assert keeper.get(f"{BOARD}payroll/").status_code == 200
    assert seats["above"].get(f"{BOARD}delivery/{delivery.pk}/").status_code == 200
    for who, here in (("neighbour", 200), ("mediator", 404)):
        assert seats[who].get(BOARD).status_code == here
        for path in ("", "progress/", "rejects/", "remarks/"):
            assert seats[who].get(f"{BOARD}delivery/{delivery.pk}/{path}").status_code == 404


def test_a_file_without_a_month_or_for_our_own_feed_is_refused(seats: dict[str, Client]) -> None:
    file = SimpleUploadedFile("十月.csv", b"x")
    answer = seats["keeper"].post(f"{BOARD}payroll/", {"period": "十月", "file": file})
    assert answer.status_code == 422
    assert "请写成 2026-10 的样子" in answer.content.decode()
    assert seats["keeper"].post(f"{BOARD}filings/", {"file": file}).status_code == 404
    assert not Delivery.objects.exists()


def test_a_worker_that_comes_back_takes_up_what_was_left(seats: dict[str, Client]) -> None:
    from datetime import timedelta

    from django.utils.timezone import now

    file = SimpleUploadedFile("十月.csv", (PAY_HEAD + pay(1)).encode())
    seats["keeper"].post(f"{BOARD}payroll/", {"period": "2026-10", "file": file})
    assert jobs.take_up_left(at=now()) == 0
    Delivery.objects.update(touched_at=now() - timedelta(hours=1), state=Delivery.State.LOADING)
    assert jobs.take_up_left(at=now()) == 1


def test_a_feed_of_our_own_is_shown_with_what_was_told_and_takes_no_file(
    seats: dict[str, Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from django.utils.timezone import now

    Employer.objects.create(uscc=code(1), name="示例有限公司", region=Region.objects.get(code="150221"))  # fmt: skip
    page = f"{BOARD}employers/"
    assert "还没有导出" in seats["keeper"].get(page).content.decode()
    for _ in range(2):
        exporting.export(["employers"], at=now())
    assert f'href="{page}"' in seats["keeper"].get(BOARD).content.decode()
    with django_assert_max_num_queries(20):
        told = seats["keeper"].get(page).content.decode()
    for words in ("用人单位名册", "所在旗县", "每夜自动导出", "导出记录"):
        assert words in told
    assert [(t.rows, t.changed, t.unchanged) for t in Telling.objects.order_by("pk")] == [(1, 1, 0), (1, 0, 1)]  # fmt: skip
    assert "上传文件" not in told
    for table in OWN:
        assert seats["keeper"].get(f"{BOARD}{table.name}/").status_code == 200
        assert seats["mediator"].get(f"{BOARD}{table.name}/").status_code == 404
    # What coordinators report is told and sent: its page shows both.
    both = seats["keeper"].get(f"{BOARD}contact_reports/").content.decode()
    assert "上传文件" in both
    assert "导出记录" in both


def test_a_night_that_was_missed_is_told(seats: dict[str, Client]) -> None:
    from datetime import timedelta

    from django.utils.timezone import now

    Telling.objects.create(feed="filings", at=now() - timedelta(days=3), rows=7, changed=7)
    assert "之后有一夜没有导出" in seats["keeper"].get(f"{BOARD}filings/").content.decode()
