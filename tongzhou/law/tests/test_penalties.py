"""No officer can fine outside the article, or before its condition is met; the day of the act picks the law."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tongzhou.law.articles import Article, count_of
from tongzhou.law.command import law
from tongzhou.law.instruments import is_in, provisions_of
from tongzhou.law.penalties import (
    CONDITIONS,
    ITEMS,
    Assessment,
    Measure,
    NoProvision,
    assess,
    citations,
    heaviest,
    item,
    provisions_on,
)
from tongzhou.law.penalties.items import aliases, load, named
from tongzhou.law.reviewed import Unfit
from tongzhou.law.tests.examples import day, rows, titled

CENT = Decimal("0.01")
ON = date(2026, 3, 1)
TABLE = rows("penalties.csv")
FACTS = {"ordered", "order_lapsed", "corrected", "unlicensed"}
PAST = {  # the last day before each provision that was not there from the first
    "overtime_illegal": date(2004, 11, 30),
    "roster_missing": date(2008, 9, 17),
    "wage_form": date(2020, 4, 30),
    "project_platform": date(2025, 6, 30),
    "wage_ledger_forged": date(2025, 6, 30),
    "union_obstruct": date(2025, 11, 30),
    "dispatch_unlicensed": date(2013, 6, 30),
    "si_late": date(2011, 6, 30),
    "child_labour_use": date(2002, 11, 30),
}


def facts(row: dict[str, str]) -> dict[str, Any]:
    """Read the facts of a row as an officer wrote them."""
    found = yaml.safe_load(row["事实"])
    numbers = {k: Decimal(str(found[k])) for k in ("amount", "months", "months_before") if k in found}  # fmt: skip
    return {**found, **numbers}


def assessed(row: dict[str, str], subject: Any = "unit", **more: Any) -> Assessment:
    """Assess a row."""
    return assess(row["事项"], on=day(row["行为日"]), subject=subject, **{**facts(row), **more})


def money(found: Assessment) -> list[Measure]:
    """Return the fines and payments that apply to the facts; where two exclude each other, the one that does."""
    those = [each for each in found.measures if each.provision.is_money]
    return [each for each in those if each.can_be_issued] or those


def sides() -> list[tuple[dict[str, str], str, Decimal, Decimal]]:
    """Return every row, for the unit and for the persons responsible, with the range it must come to."""
    columns = (("unit", "下限", "上限"), ("persons", "责任人员下限", "责任人员上限"))
    return [
        (row, side, Decimal(row[low]), Decimal(row[high]))
        for row in TABLE
        for side, low, high in columns
        if row[low]
    ]


CASES = pytest.mark.parametrize(
    ("row", "side", "low", "high"), sides(), ids=lambda x: titled(x) if isinstance(x, dict) else ""
)


@CASES
def test_the_range_is_that_of_the_article(
    row: dict[str, str], side: str, low: Decimal, high: Decimal
) -> None:
    found = assessed(row, side)
    measures = money(found)
    assert sum(each.min for each in measures if each.min is not None) == low
    assert sum(each.max for each in measures if each.max is not None) == high
    issuable = row["能否作出"] == "是"
    assert all(each.can_be_issued is issuable for each in measures)
    assert (found.min, found.max) == ((low, high) if issuable else (0, 0))
    assert bool(found.lacking) is not issuable or len(found.measures) > len(measures)


@CASES
def test_a_decision_just_under_or_just_over_the_article_is_refused(
    row: dict[str, str], side: str, low: Decimal, high: Decimal
) -> None:
    measures = money(assessed(row, side))
    issuable = row["能否作出"] == "是"
    bounds = [(low, high)] if len(measures) == 1 else [(m.min, m.max) for m in measures]
    for each, (least, most) in zip(measures, bounds, strict=True):
        assert least is not None
        assert most is not None
        assert each.admits(least) is (issuable and least > 0)
        assert each.admits(most) is issuable
        assert not each.admits(least - CENT)
        assert not each.admits(most + CENT)
        assert not each.admits(Decimal(0))


def test_every_item_with_money_stands_in_the_table_on_each_side_it_reaches() -> None:
    told = {(row["事项"], side) for row, side, _, _ in sides()}
    has = {
        (each.id, one.side) for each in ITEMS.values() for one in each.provisions if one.is_money
    }
    assert told == has


def test_every_condition_of_money_has_a_row_where_it_fails() -> None:
    conditions = {
        each.id
        for each in ITEMS.values()
        if any("order_lapsed" in one.conditions for one in each.provisions if one.is_money)
    }
    for id_ in conditions:
        for barred in ({}, {"ordered": True}, {"ordered": True, "order_lapsed": True, "corrected": True}):  # fmt: skip
            found = assess(id_, on=ON, workers=3, amount=Decimal(1000), months=Decimal(1), **barred)
            lapsing = [m for m in found.measures if "order_lapsed" in m.provision.conditions]
            assert lapsing
            for each in lapsing:
                assert not each.can_be_issued
                assert each.lacking[0].zh.endswith("不能作出")
                assert each.lacking[0].en.endswith("cannot be issued")


@pytest.mark.parametrize("id_", PAST)
def test_an_act_before_the_law_came_is_not_punished_by_it(id_: str) -> None:
    with pytest.raises(NoProvision, match="施行"):
        assess(id_, on=PAST[id_])
    since = min(each.since for each in item(id_).provisions)
    assert (since - PAST[id_]).days == 1
    assert assess(id_, on=since, workers=1, amount=Decimal(1), months=Decimal(1)).measures


def test_the_older_law_is_told_with_the_lighter_rule() -> None:
    old = assess("dispatch_breach", on=date(2013, 6, 30), workers=4, found=["serious"])
    assert any("行政处罚法第三十七条" in note.zh for note in old.notes)
    new = assess("dispatch_breach", on=date(2013, 7, 1), workers=4)
    assert not any("行政处罚法第三十七条" in note.zh for note in new.notes)


def test_an_order_a_warning_and_a_stop_of_work_are_measures_too() -> None:
    overtime = assess("overtime_illegal", on=ON, workers=3)
    assert [each.kind for each in overtime.measures] == ["warning", "order", "fine"]
    assert overtime.measures[1].provision.label.zh == "责令限期改正"
    account = assess("project_account", on=ON, ordered=True, order_lapsed=True)
    stop, licence = account.measure("stop_work"), account.measure("licence")
    assert stop is not None
    assert stop.can_be_issued
    assert licence is not None
    assert not licence.can_be_issued  # nobody has found the circumstances serious
    assert "情节严重" in licence.lacking[0].zh
    retaliation = assess("retaliation", on=ON)
    assert not any(each.provision.is_money for each in retaliation.measures)


def test_a_number_not_known_is_asked_for() -> None:
    found = assess("overtime_illegal", on=ON)
    fine = found.measure("fine")
    assert fine is not None
    assert (fine.min, fine.needs, fine.can_be_issued) == (None, ("workers",), False)
    assert fine.lacking[0].zh == "缺少受侵害的劳动者人数"
    assert (found.min, found.max) == (0, 0)


def test_gain_decides_between_the_two_fines_for_unlicensed_dispatch() -> None:
    with_gain = assess("dispatch_unlicensed", on=ON, amount=Decimal(40000))
    assert with_gain.measure("confiscate").can_be_issued  # type: ignore[union-attr]
    assert with_gain.max == 200000
    unknown = assess("dispatch_unlicensed", on=ON)
    assert (unknown.min, unknown.max) == (0, 0)
    assert any("尚未查明" in said.zh for said in unknown.lacking)


def test_one_act_that_breaks_two_rules_is_fined_by_the_heavier() -> None:
    table = assess("wage_ledger", on=ON, ordered=True, order_lapsed=True)
    hidden = assess("obstruct_materials", on=ON)
    assert heaviest(hidden, table) is table
    barred = assess("wage_ledger", on=ON)  # no order yet: only the other can be issued
    assert heaviest(barred, hidden) is hidden


def test_a_part_month_of_child_labour_is_left_to_a_person() -> None:
    found = assess("child_labour_use", on=ON, workers=1, months=Decimal("1.5"))
    assert found.max == 7500
    assert any("不满一个月" in note.zh for note in found.notes)


def test_an_item_answers_to_the_names_people_use() -> None:
    assert item("vio_overtime_illegal").id == "overtime_illegal"
    assert item("wage_fine_basic").id == item("vio_wage_fine_basic").id == "wage_basic"
    assert item("违法延长劳动者工作时间").id == "overtime_illegal"
    with pytest.raises(KeyError, match="overtime_illegal"):
        named("overtime_ilegal")
    with pytest.raises(KeyError, match="tongzhou law penalties"):
        named("四不像")
    assert not set(aliases()) & set(ITEMS)


def test_every_item_and_condition_is_told_in_both_languages() -> None:
    for each in ITEMS.values():
        assert each.violation.zh
        assert each.violation.en.isascii()
        assert each.liable.zh
        for note in (each.note, *(one.note for one in each.provisions)):
            assert note is None or (note.zh and note.en.isascii())
    assert all(text.zh and text.en.isascii() for text in CONDITIONS.values())


FIGURE = re.compile(
    r"(?P<pct>百分之)?(?P<n>[0-9]+|[一二三四五六七八九十百千]+)(?P<wan>万)?(?P<unit>元|倍|%)?"
)


def numbers(stated: str) -> set[Decimal]:
    """Return the figures of a phrase of the law: 2万元以上5万元以下 → 20000, 50000; 百分之五十 → 0.5."""
    found = set()
    for one in FIGURE.finditer(stated):
        value = Decimal(count_of(one["n"])) * (10000 if one["wan"] else 1)
        found.add(value / 100 if one["pct"] or one["unit"] == "%" else value)
    return found


def test_the_range_of_every_fine_is_made_of_figures_that_stand_in_its_article() -> None:
    stated: dict[Article, set[Decimal]] = {}
    for each in ITEMS.values():
        for one in each.provisions:
            told = [str(f) for _, p in provisions_of(one.article) for f in p.states]
            for words in (*one.states, *told):
                stated.setdefault(one.article, set()).update(numbers(words))
    silent = {"annual_leave", "special_trade"}  # the same sum again; a figure nobody could compare
    for each in ITEMS.values():
        for one in each.provisions:
            if one.is_money and each.id not in silent:
                whole = replace(one.article, paragraph=None)
                figures = stated.get(one.article, set()) | stated.get(whole, set())
                assert {one.least, one.most} - {Decimal(0)} <= figures, (each.id, one)
    assert {citation.where.removeprefix("罚则 ") for citation in citations()} == set(ITEMS)


def test_a_figure_is_found_in_an_article_as_the_law_writes_it() -> None:
    text = "按照受侵害的劳动者每人1000元以上5000元以下的标准计算"
    assert is_in("1000元以上5000元以下", text)
    assert not is_in("100元以上500元以下", text)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- {id: a, violation: 甲, violation_en: a, laws: []}\n- {id: a, violation: 乙, violation_en: b, laws: []}", "代号重复"),
        ("- {id: a, violation: 甲, violation_en: a, subject: nobody, laws: []}", "责任主体"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动法, article: 999}, from: 2020-01-01, does: [{measure: order}]}]}", "没有登记"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 没有的法, article: 1}, from: 2020-01-01, does: [{measure: order}]}]}", "没有《没有的法》"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动合同法, article: 80}, from: 2020-01-01, does: [{measure: fine, per: total, least: 9, most: 1}]}]}", "幅度"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动合同法, article: 80}, from: 2020-01-01, does: [{measure: fine}]}]}", "须写 per"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动合同法, article: 80}, from: 2020-01-01, does: [{measure: order, when: [moon]}]}]}", "没有条件“moon”"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动合同法, article: 80}, from: 2020-01-01, to: 2019-01-01, does: [{measure: order}]}]}", "早于起日"),
        ("- {id: a, violation: 甲, violation_en: a, laws: [{by: {instrument: 劳动合同法, article: 80}, from: 2020-01-01, does: [{measure: order}]}, {by: {instrument: 劳动合同法, article: 80}, from: 2021-01-01, does: [{measure: order}]}]}", "重叠"),
    ],
)  # fmt: skip
def test_a_table_with_a_mistake_is_not_read(written: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "table.yaml").write_text(written, "utf-8")
    with pytest.raises(Unfit, match=told):
        load(tmp_path)


def test_the_command_lists_the_items_and_opens_one() -> None:
    told = CliRunner().invoke(law, ["penalties"]).output
    assert all(id_ in told for id_ in ITEMS)
    one = CliRunner().invoke(law, ["penalties", "dispatch_breach", "--on", "2026-03-01"]).output
    assert "5000–10000" in one
    assert "1000–5000" not in one
    assert (
        "没有收录"
        in CliRunner().invoke(law, ["penalties", "wage_form", "--on", "2019-01-01"]).output
    )
    wrong = CliRunner().invoke(law, ["penalties", "moon"])
    assert wrong.exit_code == 2
    assert "没有罚则事项" in wrong.output
    as_json = CliRunner().invoke(law, ["penalties", "vio_roster_missing", "--json"]).output
    assert '"least": "2000"' in as_json


def test_provisions_are_those_of_the_day() -> None:
    assert provisions_on("si_fraud", date(2011, 6, 30))[0].instrument == "劳动保障监察条例"
    assert provisions_on("si_fraud", date(2011, 7, 1))[0].basis == "《社会保险法》第八十八条"
    assert provisions_on("female_night_work", ON)[1].basis.endswith("第二十三条第（四）项")
    assert provisions_on("wage_form", date(2019, 1, 1)) == ()
