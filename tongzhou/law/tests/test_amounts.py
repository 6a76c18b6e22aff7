"""Amounts by place and day, and the tables that are refused before anybody relies on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tongzhou.law import NotRecorded, NotVerified, Unfit, amount
from tongzhou.law.amounts import prefix_of
from tongzhou.law.series import load, tables

TODAY = date(2026, 11, 23)


def test_every_banner_and_county_of_the_region_has_one_class_in_every_version() -> None:
    for version in tables().classings["minimum_wage_class"].versions:
        sizes = [len(areas) for areas in version.classes.values()]
        codes = {code for areas in version.classes.values() for code in areas}
        assert sizes == [32, 30, 41]
        assert len(codes) == 103
        assert all(len(code) == 6 and code.startswith("15") for code in codes)


def test_a_value_read_at_second_hand_is_given_marked_but_not_calculated_with() -> None:
    found = amount("minimum_wage", on=TODAY, region="150203")
    assert found.value == Decimal("2380")
    assert not found.verified
    assert found.notes
    with pytest.raises(NotVerified, match="尚未与原文核对"):
        amount("minimum_wage", on=TODAY, region="150203", accept_unverified=False)


def test_a_value_that_was_checked_may_be_calculated_with() -> None:
    found = amount("minimum_wage", on=date(2025, 11, 30), region="150203", accept_unverified=False)
    assert (found.value, found.source.doc_no) == (Decimal("2270"), "内政办发〔2024〕46号")


def test_a_class_whose_members_nobody_read_makes_the_value_unverified() -> None:
    """Class 3 was found by elimination: the figure is certain, the membership is not."""
    with pytest.raises(NotVerified):
        amount("minimum_wage", on=date(2025, 3, 1), region="152531", accept_unverified=False)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("150203", "150203"),
        ("150200", "1502"),
        ("150000", "15"),
        ("150203001", "150203001"),
        ("150203000", "150203"),
        ("150203000000", "150203"),
        ("150100", "1501"),
        ("15", "15"),
    ],
)
def test_codes_of_gb_t_2260_and_prefix_codes_mean_the_same_place(written: str, code: str) -> None:
    assert prefix_of(written) == code


@pytest.mark.parametrize("written", ["", "15x203", "1502031", "包头", "１５０２０３"])
def test_what_is_no_region_code_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="地区代码"):
        prefix_of(written)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "minimum_wage", "region": "1502"}, "不到旗县"),
        ({"name": "minimum_wage"}, "没有给出"),
        ({"name": "average_wage_previous_year", "on": date(2024, 5, 1)}, "请给出地区代码"),
    ],
)
def test_a_place_too_large_or_missing_is_a_question_not_a_guess(
    asked: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        amount(**{"on": TODAY, **asked})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "nothing"}, "数额表中没有"),
        ({"name": "minimum_wage", "region": "110101"}, "请核对代码"),
        ({"name": "minimum_wage", "region": "150203", "on": date(2010, 1, 1)}, "请先补录"),
        ({"name": "minimum_wage_hourly", "region": "150203", "on": date(2018, 1, 1)}, "未查到"),
        ({"name": "average_wage_previous_year", "region": "15", "on": date(2022, 5, 1)}, "2021"),
        ({"name": "average_wage_previous_year", "region": "11", "on": date(2024, 5, 1)}, "地区 11"),
        ({"name": "crime_threshold_single", "region": "15"}, "须由人设定"),
        ({"name": "disability_lump_months", "key": "11"}, "可选"),
        ({"name": "death_benefit_base", "on": date(2027, 1, 1)}, "2022-01-01 至 2026-12-31"),
    ],
)
def test_what_nobody_has_found_is_said_and_never_made_up(
    asked: dict[str, object], said: str
) -> None:
    with pytest.raises(NotRecorded, match=said):
        amount(**{"on": TODAY, **asked})  # type: ignore[arg-type]


def test_a_source_with_its_article_is_told_as_a_lawyer_cites_it() -> None:
    told = amount("final_award_months", on=TODAY).as_json()
    assert told["source"] == "《劳动争议调解仲裁法》第四十七条"


def test_the_average_of_the_region_serves_its_banners() -> None:
    found = amount("average_wage_previous_year", on=date(2024, 5, 1), region="150203")
    assert (found.key, found.region) == ("15", "150203")


def test_the_two_hundred_and_forty_eight_days_of_the_notice_are_those_of_the_calendar() -> None:
    from_the_notice = amount("working_days_per_year", on=TODAY).value
    per_month = amount("working_days_per_month", on=TODAY).value
    assert (from_the_notice / 12).quantize(Decimal("0.01")) == per_month


SERIES = """
amounts:
  - name: fee
    label: 示例标准
    unit: 元
    by: {by}
    classes: {classes}
    values:
      - from: 2024-01-01
        to: {end}
        source: {source}
        verified: {verified}
        {value}
      - {{from: 2025-01-01, to: null, source: {{instrument: 示例办法}}, verified: false, amount: "2"}}
"""
GOOD = {
    "by": '""',
    "classes": '""',
    "end": "2024-12-31",
    "source": "{instrument: 示例办法}",
    "verified": "false",
    "value": 'amount: "1"',
}


def write(folder: Path, **changed: str) -> Path:
    """Write a table of one imagined series."""
    (folder / "fee.yaml").write_text(SERIES.format(**{**GOOD, **changed}), "utf-8")
    return folder


def test_a_series_in_order_is_read(tmp_path: Path) -> None:
    assert load(write(tmp_path)).series["fee"].values[0].amount == Decimal("1")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": "null"}, "写法有误"),
        ({"source": "{instrument: ''}"}, "没有出处"),
        ({"end": "2025-06-30"}, "重叠"),
        ({"end": "null"}, "重叠"),
        ({"end": "2025-01-01"}, "重叠"),
        ({"end": "2024-11-30"}, "2024-12-01 至 2024-12-31 之间没有数值"),
        ({"end": "2023-12-31"}, "止日早于起日"),
        ({"verified": "true"}, "没有核对日期"),
        ({"value": ""}, "恰有"),
        ({"value": 'amount: "1"\n        missing: 未查到'}, "恰有"),
        ({"value": 'amounts: {"15": "1"}'}, "取值方式"),
        ({"value": 'amount: "一元"'}, "写法有误"),
        ({"value": 'amount: "1"\n        colour: red'}, "写法有误"),
        ({"by": "region"}, "取值方式"),
    ],
)
def test_a_table_with_a_mistake_is_not_read(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(Unfit, match=said):
        load(write(tmp_path, **changed))


def test_a_series_named_twice_or_without_value_is_refused(tmp_path: Path) -> None:
    text = SERIES.format(**GOOD)
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    (tmp_path / "two.yaml").write_text(text, "utf-8")
    with pytest.raises(Unfit, match="名称重复"):
        load(tmp_path)
    (tmp_path / "two.yaml").unlink()
    empty = "amounts: [{name: fee, label: 示例标准, unit: 元, values: []}]"
    (tmp_path / "one.yaml").write_text(empty, "utf-8")
    with pytest.raises(Unfit, match="没有一个数值"):
        load(tmp_path)


CLASSES = """
classes:
  - name: areas
    label: 示例类区
    versions:
      - from: 2024-01-01
        to: {end}
        source: {{instrument: 示例办法}}
        verified: false
        classes: {{"1": {{"150102": 新城区}}, "2": {{"{second}": 回民区}}}}
      - from: 2025-01-01
        to: null
        source: {{instrument: 示例办法}}
        verified: false
        classes: {{"1": {{"150102": 新城区}}}}
"""


@pytest.mark.parametrize(
    ("second", "end", "said"),
    [
        ("150102", "2024-12-31", "同属两类"),
        ("150103", "2025-12-31", "重叠"),
        ("150103", "2024-10-31", "之间没有"),
    ],
)
def test_an_area_belongs_to_one_class_and_versions_follow_one_another(
    tmp_path: Path, second: str, end: str, said: str
) -> None:
    (tmp_path / "areas.yaml").write_text(CLASSES.format(second=second, end=end), "utf-8")
    with pytest.raises(Unfit, match=said):
        load(tmp_path)


def test_a_series_by_class_needs_classes_for_all_its_time(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text(CLASSES.format(second="150103", end="2024-12-31"), "utf-8")
    given = {"by": "class", "classes": "areas", "value": 'amounts: {"1": "1"}'}
    table = SERIES.replace('amount: "2"', 'amounts: {{"1": "2"}}').format(**{**GOOD, **given})
    (tmp_path / "fee.yaml").write_text(table, "utf-8")
    assert load(tmp_path).series["fee"].classes == "areas"
    (tmp_path / "fee.yaml").write_text(table.replace("classes: areas", "classes: nowhere"), "utf-8")
    with pytest.raises(Unfit, match="没有类区表“nowhere”"):
        load(tmp_path)
    early = table.replace("from: 2024-01-01", "from: 2023-01-01")
    (tmp_path / "fee.yaml").write_text(early, "utf-8")
    with pytest.raises(Unfit, match="类区表“areas”没有版本"):
        load(tmp_path)


def test_a_checked_figure_for_unchecked_members_of_a_class_is_unverified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "areas.yaml").write_text(CLASSES.format(second="150103", end="2024-12-31"), "utf-8")
    given = {"by": "class", "classes": "areas", "value": 'amounts: {"1": "1"}'}
    given |= {"verified": "true\n        verified_on: 2026-11-23"}
    table = SERIES.replace('amount: "2"', 'amounts: {{"1": "2"}}').format(**{**GOOD, **given})
    (tmp_path / "fee.yaml").write_text(table, "utf-8")
    monkeypatch.setattr("tongzhou.law.amounts.tables", lambda: load(tmp_path))
    assert not amount("fee", on=date(2024, 5, 1), region="150102").verified


def test_the_value_of_the_smaller_place_goes_before_that_of_the_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"by": "region", "value": 'amounts: {"15": "1", "1502": "5"}'}
    table = SERIES.replace('amount: "2"', 'amounts: {{"15": "2"}}').format(**{**GOOD, **given})
    (tmp_path / "fee.yaml").write_text(table, "utf-8")
    monkeypatch.setattr("tongzhou.law.amounts.tables", lambda: load(tmp_path))
    asked = {"on": date(2024, 5, 1)}
    assert amount("fee", **asked, region="150203").value == 5  # type: ignore[arg-type]
    assert amount("fee", **asked, region="150102").value == 1  # type: ignore[arg-type]
