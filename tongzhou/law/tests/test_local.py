"""What the law leaves to the region is set by a person who answers for it; nothing has a default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.law import Hold, NotRecorded, Unfit, amount
from tongzhou.law.claims import calculate
from tongzhou.law.command import law
from tongzhou.law.local import local_values
from tongzhou.law.penalties.hearing import hearing, late_fine

ON = date(2026, 3, 1)
PAPER = ["--instrument", "某院规定", "--doc-no", "某高法〔2014〕1号", "--by", "王某", "--on", "2026-02-01"]  # fmt: skip


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the figures of the office in a file of this test."""
    file = tmp_path / "own" / "local.yaml"
    monkeypatch.setenv("TONGZHOU_LAW_LOCAL", str(file))
    return file


def put(name: str, value: str, *, region: str = "15", since: str = "2014-01-01", more: tuple[str, ...] = ()) -> str:  # fmt: skip
    """Set a figure through the command; return what it says."""
    line = ["local", "set", name, "--region", region, "--from", since, "--value", value, *PAPER, *more]  # fmt: skip
    done = CliRunner().invoke(law, line)
    assert done.exit_code in (0, 2), done.output
    return done.output


def test_a_threshold_nobody_set_is_asked_for_and_one_set_is_used_with_its_paper() -> None:
    with pytest.raises(NotRecorded, match="须由人设定"):
        amount("crime_threshold_group", on=ON, region="150203")
    assert "已设定" in put("crime_threshold_group", "50000")
    found = amount("crime_threshold_group", on=ON, region="150203", accept_unverified=False)
    assert (found.value, found.verified, found.key) == (50000, True, "15")
    assert "某高法〔2014〕1号" in str(found.source)
    assert "核对人 王某" in found.notes[-1]
    with pytest.raises(NotRecorded):
        amount("crime_threshold_group", on=date(2013, 6, 1), region="15")


def test_the_calculator_of_the_crime_uses_what_the_office_has_set() -> None:
    facts = {"workers": 12, "months": 1, "total": "90000", "order_expired": True}
    assert calculate("wage_crime", facts, on=ON).facts["outcome"] == "parameter_missing"
    put("crime_threshold_group", "50000")
    assert calculate("wage_crime", facts, on=ON).facts["outcome"] == "possible_crime"


def test_the_closest_region_goes_first_and_old_cases_keep_the_old_figure() -> None:
    put("hearing_fine_threshold", "50000", since="2022-01-01")
    put("hearing_fine_threshold", "30000", region="1502", since="2023-01-01")
    put("hearing_fine_threshold", "40000", since="2025-01-01")
    at = {(r, d): amount("hearing_fine_threshold", on=d, region=r).value for r in ("150203", "150102") for d in (date(2022, 6, 1), date(2024, 6, 1), ON)}  # fmt: skip
    assert list(at.values()) == [50000, 30000, 30000, 50000, 50000, 40000]
    assert [one.until for one in local_values()] == [date(2024, 12, 31), None, None]
    assert "已有自 2025-01-01 起的数值" in put("hearing_fine_threshold", "1", since="2025-01-01")


@pytest.mark.parametrize(
    ("name", "value", "region", "since", "told"),
    [
        ("crime_threshold_single", "4999.99", "15", "2014-01-01", "超出法定幅度 5000 至 20000"),
        ("crime_threshold_single", "20000.01", "15", "2014-01-01", "超出法定幅度"),
        ("crime_threshold_group", "100001", "15", "2014-01-01", "超出法定幅度 30000 至 100000"),
        ("crime_threshold_group", "50000", "15", "2012-01-01", "生效日 2012-01-01 过早"),
        ("wage_deposit_rate_local", "1.5", "15", "2023-01-01", "超出法定幅度"),
        ("hearing_fine_threshold", "-1", "15", "2023-01-01", "不得为负数"),
        ("final_award_months", "13", "15", "2023-01-01", "没有可以由本地设定的标准"),
        ("hearing_fine_threshold", "1", "150203001", "2023-01-01", "须为二、四或六位"),
        ("hearing_fine_threshold", "many", "15", "2023-01-01", "须为数字"),
    ],
)
def test_a_figure_the_law_does_not_leave_to_the_region_is_refused(
    name: str, value: str, region: str, since: str, told: str
) -> None:
    said = put(name, value, region=region, since=since)
    assert said.startswith("错误：")
    assert told in said
    assert local_values() == ()


@pytest.mark.parametrize("at", ["5000", "20000"])
def test_the_ends_of_the_range_may_be_set(at: str) -> None:
    assert "已设定" in put("crime_threshold_single", at)


def test_the_list_tells_what_is_set_and_what_is_open() -> None:
    put("city_average_monthly_wage_previous_year", "8123", region="1502", since="2026-01-01", more=("--to", "2026-12-31"))  # fmt: skip
    told = CliRunner().invoke(law, ["local", "list"]).output
    assert (
        "已设：city_average_monthly_wage_previous_year　1502　8123　2026-01-01 至 2026-12-31"
        in told
    )
    assert "待设：crime_threshold_single" in told


def test_a_spoilt_file_stops_with_a_sentence(own_file: Path) -> None:
    own_file.parent.mkdir()
    own_file.write_text("- {name: moon}", "utf-8")
    with pytest.raises(Unfit, match="写法有误"):
        local_values()
    told = CliRunner().invoke(law, ["local", "list"])
    assert told.exit_code == 2
    own_file.write_text("- {name: moon, region: '15', from: 2020-01-01, amount: '1', instrument: 甲, doc_no: 乙, approved_by: 丙, approved_on: 2020-01-01}", "utf-8")  # fmt: skip
    with pytest.raises(Unfit, match="没有可以由本地设定的标准"):
        local_values()


def test_the_right_to_a_hearing_follows_the_amount_of_the_region() -> None:
    asked = hearing("fine", Decimal(50000), region="150203", on=ON)
    assert (asked.due, asked.must_tell) == (None, True)
    assert "没有设定" in asked.why.zh
    put("hearing_fine_threshold", "50000", since="2022-01-01")
    put("hearing_fine_threshold_person", "5000", since="2022-01-01")
    for yuan, side, due in ((49999, "unit", False), (50000, "unit", True), (4999, "persons", False), (5000, "persons", True)):  # fmt: skip
        found = hearing("fine", Decimal(yuan), region="150203", on=ON, side=side)  # type: ignore[arg-type]
        assert (found.due, found.must_tell) == (due, due)
    assert hearing("stop_work", Decimal(0), region="15", on=ON).due
    assert hearing("licence", Decimal(0), region="15", on=ON).due
    assert hearing("warning", Decimal(0), region="15", on=ON).due is False
    assert hearing("confiscate", Decimal(1), region="15", on=ON).due is None


def test_a_fine_paid_late_grows_three_per_cent_a_day_and_never_beyond_itself() -> None:
    fine, due = Decimal(20000), date(2026, 3, 16)
    assert late_fine(fine, due=due, until=due).amount == 0
    assert late_fine(fine, due=due, until=date(2026, 3, 17)).amount == 600
    last, full = (late_fine(fine, due=due, until=date(2026, 4, day)) for day in (18, 19))
    assert (last.days, last.amount, last.capped) == (33, 19800, False)
    assert (full.days, full.amount, full.capped) == (34, 20000, True)


def test_the_days_of_a_suit_are_not_reckoned() -> None:
    fine, due = Decimal(20000), date(2026, 3, 16)
    suit = Hold(date(2026, 3, 20), date(2026, 6, 1), "诉讼")
    found = late_fine(fine, due=due, until=date(2026, 6, 2), holds=[suit])
    assert (found.days, found.amount) == (5, 3000)
    open_suit = Hold(date(2026, 3, 20), None, "诉讼")
    assert late_fine(fine, due=due, until=date(2026, 6, 2), holds=[open_suit]).days == 3


@given(st.decimals("0.01", 10**7, places=2), st.integers(0, 400))
def test_the_additional_fine_never_exceeds_the_fine(fine: Decimal, days: int) -> None:
    due = date(2026, 1, 1)
    found = late_fine(fine, due=due, until=date.fromordinal(due.toordinal() + days))
    assert 0 <= found.amount <= fine
    assert found.days == days
