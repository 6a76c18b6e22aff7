"""Whose a delivery is: what a command loaded is seen at the desk, and nobody says anew what another region has told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongzhou.columns import jobs, whose
from tongzhou.columns.models import Delivery
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.loading.command import feed as command

from .test_feeds import PAY_HEAD, code, lake, pay  # noqa: F401
from .test_pages import BOARD, seats  # noqa: F401

MONTH = "2026-10"


@pytest.fixture
def firms(seats: dict[str, Client]) -> None:  # noqa: ARG001, F811
    """Employers 1 and 2 of the league 1502, employer 3 of the league 1503."""
    for n, county in ((1, "150221"), (2, "150221"), (3, "150303")):
        Employer.objects.create(uscc=code(n), name=f"示例{n}有限公司", region=a_region(county))


def loaded(path: Path, text: str, *more: str) -> Any:
    path.write_text(text, "utf-8")
    return CliRunner().invoke(command, ["load", "payroll", str(path), "--period", MONTH, *more])


@pytest.mark.usefixtures("firms")
def test_what_a_command_loaded_for_all_concerns_everybody_and_is_opened_by_who_keeps_the_whole(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
) -> None:
    assert loaded(tmp_path / "a.csv", PAY_HEAD + pay(1) + pay(3, paid="6000")).exit_code == 2
    delivery = Delivery.objects.get()
    for who in ("above", "keeper", "neighbour"):
        board = seats[who].get(BOARD).content.decode()
        assert MONTH in board, who
        page = seats[who].get(f"{BOARD}payroll/").content.decode()
        assert "50.0%" in page, who
        opens = who == "above"
        assert (delivery.number in page) == opens, who
        assert ("为更大范围统一报送" in page) != opens, who
        answer = seats[who].get(f"{BOARD}delivery/{delivery.pk}/")
        assert answer.status_code == (200 if opens else 404), who
    mended = SimpleUploadedFile("改好.csv", (PAY_HEAD + pay(3)).encode())
    seats["above"].post(f"{BOARD}delivery/{delivery.pk}/mend/", {"file": mended})
    again = Delivery.objects.get(mends=delivery)
    jobs.run.func(again.pk)
    assert (again.owner, Delivery.objects.get(pk=again.pk).landed) == (delivery.owner, 1)
    assert "0.0%" in seats["above"].get(f"{BOARD}payroll/").content.decode()


@pytest.mark.usefixtures("firms")
def test_a_command_for_a_league_is_opened_by_its_keeper_and_brings_nothing_of_another(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
) -> None:
    said = loaded(tmp_path / "a.csv", PAY_HEAD + pay(1) + pay(3), "--region", "1502")
    assert "入库 1" in said.output
    assert "登记在其他地区" in said.output
    delivery = Delivery.objects.get()
    for who, status in (("above", 200), ("keeper", 200), ("neighbour", 404)):
        assert seats[who].get(f"{BOARD}delivery/{delivery.pk}/").status_code == status, who
    assert "—" in seats["neighbour"].get(BOARD).content.decode()
    wrong = loaded(tmp_path / "b.csv", PAY_HEAD + pay(2), "--region", "1599")
    assert (wrong.exit_code, "没有代码为“1599”的地区" in wrong.output) == (1, True)


@pytest.mark.usefixtures("firms")
def test_a_keeper_says_nothing_anew_about_an_employer_of_another_league(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
) -> None:
    loaded(tmp_path / "a.csv", PAY_HEAD + pay(3))
    file = SimpleUploadedFile("十月.csv", (PAY_HEAD + pay(1) + pay(3, paid="0")).encode())
    seats["keeper"].post(f"{BOARD}payroll/", {"period": MONTH, "file": file})
    delivery = Delivery.objects.get(owner="1502")
    jobs.run.func(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.landed, delivery.rejected, delivery.counts) == (1, 1, {"FEED4": 1})
    page = seats["keeper"].get(f"{BOARD}delivery/{delivery.pk}/").content.decode()
    assert "用人单位登记在其他地区" in page
    told = pl.concat([pl.read_parquet(p.path) for p in open_lake().parts("payroll")])
    assert told.filter(pl.col("uscc") == code(3))["paid_fen"].to_list() == [500_000]
    # What mends it speaks for no more than what it mends.
    again = SimpleUploadedFile("改好.csv", (PAY_HEAD + pay(3, paid="1")).encode())
    seats["above"].post(f"{BOARD}delivery/{delivery.pk}/mend/", {"file": again})
    mended = Delivery.objects.get(mends=delivery)
    assert (mended.owner, whose.regions_of(mended)) == ("1502", ["1502"])
    jobs.run.func(mended.pk)
    assert Delivery.objects.get(pk=mended.pk).rejected == 1


@pytest.mark.usefixtures("firms")
def test_a_code_nobody_has_registered_lands_with_a_remark(
    seats: dict[str, Client],  # noqa: F811
    tmp_path: Path,
) -> None:
    said = loaded(tmp_path / "a.csv", PAY_HEAD + pay(1) + pay(9))
    assert "入库 2" in said.output
    delivery = Delivery.objects.get()
    assert delivery.counts == {"FEED5": 1}
    page = seats["above"].get(f"{BOARD}delivery/{delivery.pk}/").content.decode()
    assert "登记册中没有这个统一社会信用代码" in page
    assert "第 3 行" in page


@pytest.mark.parametrize(
    ("regions", "owner"),
    [(["1502"], "1502"), (["150221", "150222"], "1502"), (["1502", "1503"], "15"), ([], "")],
)
def test_what_speaks_for_several_regions_belongs_to_the_narrowest_that_holds_them(
    regions: list[str], owner: str
) -> None:
    assert whose.owner_of(regions) == owner
    assert whose.shared(["1502"], ["150221", "1503"]) == ["150221"]
