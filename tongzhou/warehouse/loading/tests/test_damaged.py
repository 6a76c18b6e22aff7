"""Files that are damaged, addresses that are nonsense: each is answered in words, and nobody is asked to go on with what cannot be read."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongzhou.columns import jobs
from tongzhou.columns.models import Delivery

from .test_feeds import PAY_HEAD, code, lake, pay  # noqa: F401
from .test_pages import BOARD, seats  # noqa: F401

NUMBERS = [f"C{n}" for n in range(200_000)]


def a_court(path: Path, numbers: pa.Array) -> bytearray:
    """Return a Parquet of cases whose numbers are these."""
    n = len(numbers)
    columns = {
        "编号": numbers,
        "信用代码": [code(1)] * n,
        "立案日期": ["2026-10-08"] * n,
        "种类": ["执行"] * n,
    }
    pq.write_table(pa.table(columns), path, compression="zstd", use_dictionary=False)
    return bytearray(path.read_bytes())


def with_a_damaged_page(path: Path) -> bytes:
    data = a_court(path, pa.array(NUMBERS))
    data[60_000:60_200] = bytes(200)
    return bytes(data)


def with_foreign_letters(path: Path) -> bytes:
    return bytes(a_court(path, pa.array([b"\xff\xfe"], pa.binary())))


@pytest.mark.parametrize("damaged", [with_a_damaged_page, with_foreign_letters])
def test_a_damaged_parquet_ends_in_words_and_nobody_goes_on_with_it(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
    damaged: object,
) -> None:
    content = damaged(tmp_path / "a.parquet")  # type: ignore[operator]
    with pytest.raises(pl.exceptions.PolarsError):
        pl.read_parquet(content).select(pl.all().cast(pl.String))
    keeper = seats["keeper"]
    file = SimpleUploadedFile("十月.parquet", content)
    keeper.post(f"{BOARD}court/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.get()
    kept = delivery.kept
    jobs.run.func(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.kept) == ("broken", "")
    assert "行之间已损坏，或者有不是 UTF-8 的文字" in delivery.why
    assert not default_storage.exists(kept)
    page = keeper.get(f"{BOARD}delivery/{delivery.pk}/").content.decode()
    assert "重新导出后再上传" in page
    assert "继续处理这份文件" not in page


def test_where_the_system_failed_the_file_is_kept_and_may_be_gone_on_with(
    seats: dict[str, Client],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = SimpleUploadedFile("十月.csv", (PAY_HEAD + pay(1)).encode())
    seats["keeper"].post(f"{BOARD}payroll/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.get()
    monkeypatch.setattr("tongzhou.warehouse.loading.landing.open_lake", lambda: 1 / 0)
    jobs.run.func(delivery.pk)
    page = seats["keeper"].get(f"{BOARD}delivery/{delivery.pk}/").content.decode()
    assert "继续处理这份文件" in page


@pytest.mark.parametrize("text", [PAY_HEAD + pay(1), "甲,乙\n1,2\n"])
def test_the_file_to_mend_of_a_delivery_that_waits_or_cannot_be_read_is_empty(
    seats: dict[str, Client],  # noqa: F811
    text: str,
) -> None:
    file = SimpleUploadedFile("十月.csv", text.encode())
    seats["keeper"].post(f"{BOARD}payroll/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.get()
    for _ in range(2):  # while it waits, and after the worker has looked
        answer = seats["keeper"].get(f"{BOARD}delivery/{delivery.pk}/rejects/")
        assert (answer.status_code, bool(b"".join(answer.streaming_content))) == (200, True)
        jobs.run.func(delivery.pk)


@pytest.mark.parametrize("after", ["²", "１２", "9" * 40, "-1", "abc", "3"])
def test_a_list_that_goes_on_after_nonsense_begins_at_its_beginning(
    seats: dict[str, Client],  # noqa: F811
    after: str,
) -> None:
    for page in (f"{BOARD}payroll/", "/desk/p/matching/names/"):
        assert seats["keeper"].get(page, {"after": after}).status_code == 200
