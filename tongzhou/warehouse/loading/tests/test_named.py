"""A supplier of water knows names and no codes: what the name says by itself lands at once, the rest waits for a person and lands then."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongzhou.columns import jobs
from tongzhou.columns.deliveries import is_reconciled
from tongzhou.columns.models import Delivery
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer, Person
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.loading import state, tables
from tongzhou.warehouse.loading.command import feed as command
from tongzhou.warehouse.matching import finding
from tongzhou.warehouse.matching.models import UnknownName

from .test_feeds import AT, code, lake  # noqa: F401
from .test_pages import BOARD, seats  # noqa: F401

HEAD = "户名,月份,种类,用量,应缴,实缴"
WATER = ",2026-10,水,120,300,300\n"


@pytest.fixture
def firms(seats: dict[str, Client]) -> dict[int, Employer]:  # noqa: ARG001, F811
    """Two employers of one league, in two counties; one name is borne by both; one of another league."""
    names = {
        1: ("示例（包头）蒙西乳业有限责任公司", "150221"),
        2: ("示例电力设备有限公司", "150221"),
        3: ("示例电力设备有限公司", "150222"),
        4: ("示例乌海矿业有限公司", "150303"),
    }
    return {
        n: Employer.objects.create(uscc=code(n), name=name, region=a_region(county))
        for n, (name, county) in names.items()
    }


def sent_by(keeper: Client, text: str) -> Delivery:
    file = SimpleUploadedFile("十月.csv", text.encode())
    keeper.post(f"{BOARD}utilities/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.order_by("-pk")[0]
    jobs.run.func(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def in_the_lake() -> list[str]:
    rows = pl.concat([pl.read_parquet(p.path) for p in open_lake().parts("utilities")])
    assert "employer_name" not in rows.columns
    return sorted(rows["uscc"].to_list())


def test_names_alone_land_where_they_decide_and_wait_where_they_do_not(
    firms: dict[int, Employer],
    seats: dict[str, Client],  # noqa: F811
) -> None:
    names = ("示例(包頭)蒙西乳业有限公司", "示例包头蒙西奶业", "示例包头蒙西奶业有限公司", "示例电力设备有限公司")  # fmt: skip
    kinds = ("水", "水", "电", "水")
    rows = "".join(n + WATER.replace("水", k) for n, k in zip(names, kinds, strict=True))
    delivery = sent_by(seats["keeper"], f"{HEAD}\n{rows}")
    assert (delivery.landed, delivery.rejected, delivery.counts) == (1, 3, {"FEED7": 3})
    assert is_reconciled(delivery)
    assert in_the_lake() == [code(1)]
    waiting = {u.name: (u.county, u.rows) for u in UnknownName.objects.all()}
    assert waiting == {"示例包头蒙西奶业": ("1502", 2), "示例电力设备有限公司": ("1502", 1)}
    page = f"{BOARD}delivery/{delivery.pk}/"
    told = seats["keeper"].get(page).content.decode()
    assert "按名称不能确定是哪个单位" in told
    assert "决定以后，重新报送等待匹配的行" in told

    seats["keeper"].post(f"{page}matched/")
    assert Delivery.objects.count() == 1  # nobody has decided yet

    officer = Person.objects.get(username="keeper")
    milk = UnknownName.objects.get(name="示例包头蒙西奶业")
    finding.decide(milk, firms[1], by=officer, at=AT, reason="看过营业执照")
    seats["keeper"].post(f"{page}matched/")
    again = Delivery.objects.get(mends=delivery)
    jobs.run.func(again.pk)
    again.refresh_from_db()
    assert (again.landed, again.rejected, again.owner) == (2, 1, "1502")
    assert in_the_lake() == [code(1)] * 3
    assert seats["keeper"].post(f"{page}matched/").status_code == 404  # the later one goes on
    (month,) = state.state_of(tables.feed("utilities")).months
    assert (month.sent, month.landed, month.rejected) == (4, 3, 1)

    power = UnknownName.objects.get(name="示例电力设备有限公司")
    finding.decide(power, None, by=officer, at=AT, reason="是外地单位")
    seats["keeper"].post(f"{BOARD}delivery/{again.pk}/matched/")
    last = Delivery.objects.get(mends=again)
    jobs.run.func(last.pk)
    assert Delivery.objects.get(pk=last.pk).counts == {"FEED8": 1}


def test_rows_that_wait_are_not_forgotten_when_other_rows_are_mended_first(
    firms: dict[int, Employer],
    seats: dict[str, Client],  # noqa: F811
) -> None:
    rows = "示例包头蒙西奶业" + WATER + f"{firms[2].name}" + WATER.replace("120", "-5")
    delivery = sent_by(
        seats["keeper"], f"{HEAD},旗县代码\n" + rows.replace("300\n", "300,150221\n")
    )
    assert delivery.counts == {"FEED7": 1, "quantity!": 1}
    page = f"{BOARD}delivery/{delivery.pk}/"
    # Whoever has watched it run sees what waits without asking for the page anew.
    assert seats["keeper"].get(f"{page}progress/").headers["HX-Refresh"] == "true"
    mended = f"{HEAD},旗县代码\n{firms[2].name}" + WATER.replace("300\n", "300,150221\n")
    seats["keeper"].post(f"{page}mend/", {"file": SimpleUploadedFile("改.csv", mended.encode())})
    first = Delivery.objects.get(mends=delivery)
    assert "决定以后，重新报送" not in seats["keeper"].get(page).content.decode()  # it still runs
    jobs.run.func(first.pk)

    milk = UnknownName.objects.get(name="示例包头蒙西奶业")
    officer = Person.objects.get(username="keeper")
    finding.decide(milk, firms[1], by=officer, at=AT, reason="看过营业执照")
    assert "决定以后，重新报送" in seats["keeper"].get(page).content.decode()
    seats["keeper"].post(f"{page}matched/")
    again = Delivery.objects.filter(mends=delivery).latest("pk")
    jobs.run.func(again.pk)
    assert in_the_lake() == [code(1), code(2)]
    assert "决定以后，重新报送" not in seats["keeper"].get(page).content.decode()
    (month,) = state.state_of(tables.feed("utilities")).months
    assert (month.sent, month.landed, month.rejected) == (2, 2, 0)


@pytest.mark.usefixtures("firms")
def test_the_county_of_a_row_tells_which_of_two_is_meant(seats: dict[str, Client]) -> None:  # noqa: F811
    rows = "".join(
        f"示例电力设备有限公司,{county}{WATER}"
        for county in ("150221", "150222", "150303", "150299")
    )
    delivery = sent_by(seats["keeper"], f"{HEAD.replace(',月份', ',旗县代码,月份')}\n{rows}")
    assert (delivery.landed, delivery.counts) == (2, {"FEED9": 2})
    assert in_the_lake() == [code(2), code(3)]
    assert not UnknownName.objects.exists()


@pytest.mark.usefixtures("firms")
def test_a_code_goes_before_the_name_and_a_row_needs_one_of_them(
    seats: dict[str, Client],  # noqa: F811
) -> None:
    rows = f"{code(2)},写错的名字{WATER},示例（包头）蒙西乳业有限公司{WATER},{WATER}{code(4)},示例{WATER}"
    delivery = sent_by(seats["keeper"], f"统一社会信用代码,{HEAD}\n{rows}")
    assert (delivery.landed, delivery.counts) == (2, {"FEED6": 1, "FEED4": 1})
    assert in_the_lake() == [code(1), code(2)]
    assert not UnknownName.objects.exists()


@pytest.mark.usefixtures("firms")
def test_the_command_lets_names_wait_for_the_whole_region(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEAD}\n示例乌海矿业有限公司{WATER}没有登记的示例队{WATER}", "utf-8")
    for _ in range(2):
        said = CliRunner().invoke(command, ["load", "utilities", str(path), "--period", "2026-10"])
        assert said.exit_code == 2, said.output
    assert in_the_lake() == [code(4)]
    (waiting,) = UnknownName.objects.all()
    assert (waiting.name, waiting.county, waiting.rows) == ("没有登记的示例队", "15", 1)


def test_other_feeds_are_not_taken_by_name(seats: dict[str, Client]) -> None:  # noqa: F811
    file = SimpleUploadedFile(
        "十月.csv", "单位名称,月份,应缴,实缴,零申报\n示例,2026-09,1,1,否\n".encode()
    )
    seats["keeper"].post(f"{BOARD}tax/", {"period": "2026-09", "file": file})
    delivery = Delivery.objects.get()
    jobs.run.func(delivery.pk)
    assert Delivery.objects.get().state == "broken"


@pytest.mark.parametrize(
    ("feed", "head", "row"),
    [
        ("field_signs", "单位名称,编号,发生日期,迹象", "网-1,2026-10-10,负责人失联"),
        ("court", "单位名称,案号,立案日期,种类", "（2026）内0221执1号,2026-10-10,执行"),
        ("incidents", "单位名称,编号,发生日期,涉及人数,种类", "事-1,2026-10-10,30,聚集"),
    ],
)
def test_who_saw_or_heard_a_case_may_know_the_name_alone(
    firms: dict[int, Employer],  # noqa: ARG001
    seats: dict[str, Client],  # noqa: F811
    feed: str,
    head: str,
    row: str,
) -> None:
    rows = f"{head}\n示例包头蒙西乳业有限责任公司,{row}\n查无此单位,{row.replace('1', '2', 1)}\n"
    file = SimpleUploadedFile("十月.csv", rows.encode())
    seats["keeper"].post(f"{BOARD}{feed}/", {"period": "2026-10", "file": file})
    delivery = Delivery.objects.get()
    jobs.run.func(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.landed, delivery.rejected, delivery.counts.get("FEED7")) == (1, 1, 1)
    (part,) = open_lake().parts(feed)
    told = pl.read_parquet(part.path)
    assert told["uscc"].to_list() == [code(1)]
    assert "employer_name" not in told.columns


def test_who_has_the_codes_by_law_is_asked_for_them() -> None:
    """Banks, agencies and tax offices know the code of whom they deal with: a name would only make room for mistakes."""
    for name in ("payroll", "insurance", "insurance_people", "tax", "projects", "contact_reports", "credit"):  # fmt: skip
        assert "employer_name" not in [c.code for c in tables.table_of(name, "2026-10").columns]
