"""Feeds that arrive: checked, landed in the lake under the day they became known, late or in time, seen by their keepers alone."""

from __future__ import annotations

import errno
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from click.testing import CliRunner

from tongzhou.columns import deliveries, loading, refused
from tongzhou.columns.declare import Table
from tongzhou.columns.models import Delivery
from tongzhou.columns.words import account
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry import sealing
from tongzhou.registry.credit_code import check_character
from tongzhou.registry.identity import check_character as last_of
from tongzhou.registry.models import Employer
from tongzhou.warehouse.feeds import OUTSIDE
from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.loading import dictionary, state, tables
from tongzhou.warehouse.loading.command import feed as command
from tongzhou.warehouse.loading.landing import IntoLake

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def code(n: int) -> str:
    bare = f"91150221MA{n:07d}"
    return bare + check_character(bare)


def number(n: int) -> str:
    return (bare := f"1502211990{n % 12 + 1:02d}01{n:03d}") + last_of(bare)


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: object) -> Path:
    settings.LAKE = str(tmp_path / "lake")  # type: ignore[attr-defined]
    return tmp_path / "lake"


def sent(
    path: Path,
    name: str,
    text: str,
    *,
    period: str = "2026-10",
    on: date = ON,
    at: datetime = AT,
    mends: Delivery | None = None,
) -> Delivery:
    path.write_text(text, "utf-8")
    table = tables.table_of(name, period)
    by = deliveries.Sender("包头市社会保险中心", "1502")
    delivery, _ = deliveries.begin(table, path, by=by, on=on, at=at, period=period, mends=mends)
    return loading.load(table, path, delivery, IntoLake(table, delivery))


PAY_HEAD = "统一社会信用代码,身份证号,月份,应付日期,应发工资,实发工资,发放日期\n"


def pay(n: int, month: str = "2026-10", paid: str = "5000") -> str:
    return f"{code(n)},{number(n)},{month},2026-11-15,5000,{paid},2026-11-15\n"


@pytest.mark.django_db
def test_a_month_of_pay_lands_with_pseudonyms_and_reconciles(tmp_path: Path) -> None:
    rows = pay(1) + pay(2) + pay(2) + pay(3, "2026-09") + pay(4, paid="6000")
    found = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + rows)
    assert (found.sent, found.landed, found.rejected, found.duplicate) == (5, 2, 2, 1)
    assert found.counts == {"FEED1": 1, "PAY2": 1}
    assert deliveries.is_reconciled(found)
    assert found.sums["paid_fen"] == {
        "sent": 2_600_000,
        "landed": 1_000_000,
        "rejected": 1_100_000,
        "duplicate": 500_000,
    }
    (part,) = open_lake().parts("payroll")
    told = pl.read_parquet(part.path)
    assert (part.period, part.received_on) == ("2026-10", ON)
    assert told["worker"].to_list() == sealing.pseudonyms([number(1), number(2)])
    assert told["received_on"].unique().to_list() == [ON]
    again = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + rows)
    assert again == found
    assert len(open_lake().parts("payroll")) == 1


@pytest.mark.django_db
def test_a_later_delivery_says_a_month_anew_and_both_stay_with_their_days(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + pay(1, paid="0"))
    later = sent(tmp_path / "b.csv", "payroll", PAY_HEAD + pay(1), on=date(2026, 11, 28))
    assert (later.landed, later.duplicate) == (1, 0)
    assert [p.received_on for p in open_lake().parts("payroll")] == [ON, date(2026, 11, 28)]


@pytest.mark.django_db
def test_whoever_sends_a_month_again_the_same_day_is_believed_the_last_time(tmp_path: Path) -> None:
    # The digests in the numbers of deliveries fall as they may: none of these days may hang on them.
    for n in range(8):
        sent(tmp_path / f"a{n}.csv", "payroll", PAY_HEAD + pay(n, paid="0"))
        paid = sent(
            tmp_path / f"b{n}.csv", "payroll", PAY_HEAD + pay(n), at=AT + timedelta(minutes=7)
        )
        assert (paid.on, paid.landed) == (ON, 1)
    lake = open_lake()
    engine = connect(lake)
    kept.refresh(lake, engine, feeds=["payroll"])
    told = engine.arrow(kept.read(engine, "payroll")).to_pylist()
    engine.close()
    known = [row for row in told if row["received_on"] < row["superseded_on"]]
    assert len(known) == 8  # that they were told of, and nothing that is owed
    assert not any(row["owed"] for row in known)


@pytest.mark.django_db
@pytest.mark.parametrize("block", [8 << 20, 120])
def test_a_second_payment_of_a_month_is_not_told_to_need_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("tongzhou.columns.files.LARGE_BLOCK", block)  # in one chunk, and in several
    rows = pay(1, paid="3000") + pay(2) + pay(2) + pay(1, paid="2000")
    found = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + rows)
    assert (found.sent, found.landed, found.rejected, found.duplicate) == (4, 2, 0, 2)
    assert found.counts["FEED11"] == 1  # the row that says the same is not remarked
    assert refused.remarked(found, most=9)["FEED11"] == [5]
    assert deliveries.is_reconciled(found)
    (said,) = [
        line for line in account(tables.table_of("payroll", "2026-10"), found) if "FEED11" in line
    ]
    assert "同一个劳动者 × 月而内容不同，只入库了前面的一行（提示）" in said


@pytest.mark.django_db
def test_a_load_that_was_killed_goes_on_and_still_knows_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongzhou.columns.files.LARGE_BLOCK", 120)
    path = tmp_path / "a.csv"
    path.write_text(PAY_HEAD + pay(1, paid="3000") + pay(2) + pay(3) + pay(1, paid="2000"), "utf-8")
    table, by = tables.table_of("payroll", "2026-10"), deliveries.Sender("银行", "1502")
    waits, _ = deliveries.begin(table, path, by=by, on=ON, at=AT, period="2026-10")

    def killed(of: Delivery) -> None:
        if of.parts_done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.load(table, path, waits, IntoLake(table, waits), say=killed)
    waits.refresh_from_db()
    done = loading.load(table, path, waits, IntoLake(table, waits))
    assert (done.sent, done.landed, done.duplicate, done.counts["FEED11"]) == (4, 3, 1, 1)


@pytest.mark.django_db
def test_a_full_disk_is_said_in_words_and_the_same_command_goes_on_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(PAY_HEAD + pay(1) + pay(2), "utf-8")

    def full(*_: object, **__: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("tongzhou.warehouse.lake.store.Lake.land", full)
        told = CliRunner().invoke(command, ["load", "payroll", str(path), "--period", "2026-10"])
    assert told.exit_code == 1
    assert "磁盘已满。已入库的行不受影响；处理以后再运行同一命令，从中断处继续" in told.output
    again = CliRunner().invoke(command, ["load", "payroll", str(path), "--period", "2026-10"])
    assert "报送 2 行 = 入库 2 + 退回 0 + 重复 0（已对平）" in again.output


@pytest.mark.django_db
def test_a_load_that_was_killed_before_names_told_the_moment_goes_on(tmp_path: Path) -> None:
    first = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + pay(1) + pay(2))
    (part,) = open_lake().parts("payroll")
    Path(part.path).rename(part.path.replace(part.delivery, f"{first.number}-00000"))
    Delivery.objects.all().delete()
    again = sent(tmp_path / "a.csv", "payroll", PAY_HEAD + pay(1) + pay(2))
    assert (again.landed, len(open_lake().parts("payroll"))) == (2, 1)


@pytest.mark.django_db
def test_what_a_killed_load_wrote_gives_way_where_something_was_decided_since(
    tmp_path: Path,
) -> None:
    text = "户名,旗县代码,月份,种类,用量,应缴,实缴\n"
    text += "".join(f"{name},150221,2026-10,水,120,300,300\n" for name in ("示例乳业", "示例矿业"))
    a_region("150221")
    firm = {"name": "示例乳业有限公司", "region_id": "150221"}
    Employer.objects.create(uscc=code(1), **firm)

    def loaded() -> Delivery:
        path = tmp_path / "a.csv"
        path.write_text(text, "utf-8")
        by = deliveries.Sender("供水公司", "1502", scope={"regions": ["1502"]})
        table = tables.table_of("utilities", "2026-10")
        found, _ = deliveries.begin(table, path, by=by, on=ON, at=AT, period="2026-10")
        table, landing = tables.loader(found)
        return loading.load(table, path, found, landing)

    assert loaded().landed == 1
    Delivery.objects.all().delete()  # killed before the part was committed
    Employer.objects.create(uscc=code(2), name="示例矿业有限公司", region_id="150221")
    assert loaded().landed == 2
    (part,) = open_lake().parts("utilities")
    assert sorted(pl.read_parquet(part.path)["uscc"]) == [code(1), code(2)]


@pytest.mark.django_db
def test_a_part_that_lay_in_the_lake_before_the_kill_is_not_written_twice(tmp_path: Path) -> None:
    text = PAY_HEAD + pay(1) + pay(2)
    first = sent(tmp_path / "a.csv", "payroll", text)
    # Killed after the file was written and before the part was committed: the database knows nothing of it.
    Delivery.objects.all().delete()
    again = sent(tmp_path / "a.csv", "payroll", text)
    assert (again.number, again.landed) == (first.number, 2)
    (part,) = open_lake().parts("payroll")
    assert open_lake().rows_of(part) == 2


@pytest.mark.django_db
def test_a_feed_is_late_when_its_next_month_has_not_come(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + pay(1), period="2026-10")
    stands = state.state_of(tables.feed("payroll"))
    assert (stands.newest_period, stands.expected_by) == ("2026-10", date(2026, 12, 25))
    assert (stands.is_late(date(2026, 12, 25)), stands.is_late(date(2026, 12, 26))) == (False, True)
    assert state.state_of(tables.feed("tax")).is_late(ON) is None


@pytest.mark.django_db
def test_a_court_without_a_case_that_month_sends_the_head_alone_and_is_not_late(
    tmp_path: Path,
) -> None:
    head = ",".join(c.label for c in tables.feed("court").columns) + "\n"
    for period, on in (("2026-09", date(2026, 10, 9)), ("2026-10", ON)):
        done = sent(tmp_path / f"{period}.csv", "court", head, period=period, on=on)
        assert (done.state, done.sent) == ("done", 0)
    parts = open_lake().parts("court")
    assert [(p.period, p.received_on) for p in parts] == [
        ("2026-09", date(2026, 10, 9)),
        ("2026-10", ON),
    ]
    assert pl.read_parquet(parts[0].path).is_empty()
    found = state.state_of(tables.feed("court"))
    assert (found.newest_period, found.is_late(ON)) == ("2026-10", False)


@pytest.mark.django_db
@pytest.mark.parametrize("table", OUTSIDE, ids=lambda table: table.name)
def test_the_head_of_any_feed_alone_says_that_there_was_nothing(
    table: Table, tmp_path: Path
) -> None:
    head = ",".join(c.label for c in table.columns) + "\n"
    done = sent(
        tmp_path / "a.csv", table.name, head, period="2026-09" if table.every == 3 else "2026-10"
    )
    assert (done.state, done.why, done.sent) == ("done", "", 0)
    (part,) = open_lake().parts(table.name)
    assert open_lake().rows_of(part) == 0


@pytest.mark.django_db
def test_a_file_in_which_every_row_is_wrong_is_not_a_month_without_cases(tmp_path: Path) -> None:
    sent(tmp_path / "a.csv", "payroll", PAY_HEAD + pay(1, paid="许多"))
    assert not open_lake().parts("payroll")
    assert state.state_of(tables.feed("payroll")).newest_period == ""


@pytest.mark.django_db
def test_a_feed_without_amounts_is_reconciled_by_count(tmp_path: Path) -> None:
    table = next(one for one in OUTSIDE if not one.sums)
    head = ",".join(c.label for c in table.columns) + "\n"
    wrong = "？" + "," * (len(table.columns) - 1) + "\n"
    done = sent(tmp_path / "a.csv", table.name, head + wrong * 3)
    assert (done.state, done.sent, done.rejected) == ("done", 3, 3)
    assert deliveries.is_reconciled(done)


@pytest.mark.django_db
def test_taxes_are_expected_by_the_quarter(tmp_path: Path) -> None:
    table = tables.feed("tax")
    head = ",".join(c.label for c in table.columns) + "\n"
    sent(tmp_path / "t.csv", "tax", head, period="2026-09")
    assert state.state_of(table).expected_by == date(2026, 12, 31) + table.fresh_within


def test_every_feed_has_a_dictionary_a_basis_and_a_source() -> None:
    for table in OUTSIDE:
        told = dictionary.described(table)
        assert told["basis"], table.name
        assert told["source"], table.name
        assert told["key"], table.name
    with pytest.raises(ValueError, match="由本平台自动生成"):
        tables.feed("filings")
    with pytest.raises(ValueError, match="没有名为"):
        tables.feed("nothing")
