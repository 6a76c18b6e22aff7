"""Months nobody can know of, days that have not come, events of another month: what page, interface and command say of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongzhou.columns import deliveries
from tongzhou.columns.models import Delivery
from tongzhou.warehouse.loading import dictionary, tables
from tongzhou.warehouse.loading.command import feed as command

from .test_feeds import ON, PAY_HEAD, code, lake, pay, sent  # noqa: F401
from .test_pages import BOARD, seats  # noqa: F401

COURT = "编号,信用代码,立案日期,种类,标的额,办结日期\n"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2099-12", "还没有到，最晚可报 2026-11"),
        ("2026-12", "还没有到"),
        ("1926-10", "只接收 2000 年以来的数据"),
        ("2026-1", "写成 2026-10 的样子"),
        ("2026-13", "写成 2026-10 的样子"),
        ("0000-01", "写成 2026-10 的样子"),
        ("２０２６-10", "写成 2026-10 的样子"),
        ("", "写成 2026-10 的样子"),
    ],
)
def test_a_month_that_is_none_or_to_come_or_long_past_is_refused_in_words(
    period: str, words: str
) -> None:
    for name in ("payroll", "court"):
        with pytest.raises(ValueError, match=words):
            deliveries.check_period(tables.table_of(name, period), period, on=ON)


def test_the_month_that_runs_may_be_sent_and_taxes_come_by_the_quarter() -> None:
    deliveries.check_period(tables.table_of("payroll", "2026-11"), "2026-11", on=ON)
    deliveries.check_period(tables.table_of("tax", "2026-09"), "2026-09", on=ON)
    with pytest.raises(ValueError, match=r"3、6、9、12月.，不是 2026-10"):
        deliveries.check_period(tables.table_of("tax", "2026-10"), "2026-10", on=ON)


@pytest.mark.parametrize("period", ["2099-12", "2026-1", "2026-13"])
@pytest.mark.django_db
def test_page_and_command_refuse_such_a_month_and_keep_no_delivery(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
    period: str,
) -> None:
    file = SimpleUploadedFile("十月.csv", (PAY_HEAD + pay(1)).encode())
    answer = seats["keeper"].post(f"{BOARD}payroll/", {"period": period, "file": file})
    assert answer.status_code == 422
    path = tmp_path / "a.csv"
    for name, text in (("payroll", PAY_HEAD + pay(1)), ("court", COURT)):
        path.write_text(text, "utf-8")
        said = CliRunner().invoke(command, ["load", name, str(path), "--period", period])
        assert (said.exit_code, "所属期" in said.output) == (1, True), said.output
        assert "isoformat" not in said.output
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_what_has_not_happened_yet_comes_back(tmp_path: Path) -> None:
    rows = (
        f"C1,{code(1)},2026-10-08,执行,100,\n"
        f"C2,{code(2)},2027-01-05,执行,100,\n"
        f"C3,{code(3)},2026-10-09,执行,100,2026-12-01\n"
    )
    found = sent(tmp_path / "c.csv", "court", COURT + rows)
    assert (found.landed, found.rejected) == (1, 2)
    # One that has not happened is in no period either; a remark counts only what lands.
    assert found.counts == {"FEED2_happened_on": 1, "FEED2_closed_on": 1}
    paid = sent(tmp_path / "p.csv", "payroll", PAY_HEAD + pay(1).replace("2026-11-15\n", "2026-12-15\n"))  # fmt: skip
    assert paid.counts == {"FEED2_paid_on": 1}


@pytest.mark.django_db
def test_an_older_event_lands_with_a_remark(tmp_path: Path) -> None:
    rows = f"C1,{code(1)},2026-10-31,执行,100,\nC2,{code(2)},2026-07-05,执行,100,\nC3,{code(3)},2026-11-02,执行,100,\n"
    found = sent(tmp_path / "c.csv", "court", COURT + rows)
    assert (found.landed, found.rejected, found.counts) == (3, 0, {"FEED3": 2})


def test_the_dictionary_tells_what_is_checked_of_every_feed() -> None:
    told: dict[str, Any] = dictionary.described(tables.feed("court"))
    assert {c["code"] for c in told["checks"]} >= {"COU1", "FEED2_happened_on", "FEED3", "FEED4"}
