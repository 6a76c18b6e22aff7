"""`tongzhou law calc`: help that documents every input, answers for machines, refusals that name the field."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongzhou.law.claims import CHOICES, KINDS
from tongzhou.law.command import law

SEVERANCE = {"start": "2019-03-01", "end": "2026-08-31", "avg_wage": "8000"}
DOUBLE = {"start": "2026-03-10", "signed": "2026-05-20", "monthly_wage": "6000"}
HOURS = {"monthly_wage": "6000", "weekday_hours": "20"}


def call(*words: str, given: str | None = None) -> Result:
    """Run `tongzhou law calc` with these words."""
    return CliRunner().invoke(law, ["calc", *words], input=given)


def asked(kind: str, inputs: Any, *words: str) -> Result:
    """Run a calculator on an object given as JSON."""
    given = inputs if isinstance(inputs, str) else json.dumps(inputs)
    return call(kind, "--json", "-", "--on", "2026-11-26", *words, given=given)


def test_the_help_lists_every_kind_in_both_languages() -> None:
    told, said = call("--help").output, call("--lang", "en", "--help").output
    for kind in KINDS.values():
        assert kind.code in told
        assert kind.label in told
        assert kind.label_en in said


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_the_help_of_a_kind_documents_every_input(kind: Any) -> None:
    told, said = call(kind.code, "--help").output, call(kind.code, "--lang", "en", "--help").output
    for each in kind.inputs:
        assert f"  {each.name}  {each.label}" in told
        assert f"  {each.name}  {each.label_en}" in said
        assert not each.required or "必填" in told
        for code in each.choices:
            assert f"{code}  " in told


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_input_has_its_english_and_a_name_that_code_can_bear(kind: Any) -> None:
    for each in kind.inputs:
        for one in (each, *each.columns):
            assert one.name.isidentifier()
            assert one.label
            assert one.label_en
            assert bool(one.help) == bool(one.help_en)
        assert (each.sort == "choice") == bool(each.choices)
        assert (each.sort == "table") == bool(each.columns)
    assert 1 <= sum(each.first for each in kind.inputs) <= 8


def test_a_file_serves_as_well_as_the_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(SEVERANCE), "utf-8")
    told = json.loads(call("severance", "--json", str(file)).output)
    assert (told["amount"], told["months"]) == ("64000.00", "8")


def test_without_json_options_and_standard_input_give_a_page_to_read() -> None:
    page = call("severance", "--start", "2019-03-01", "--end", "2026-08-31", "--avg-wage", "8000")
    assert "64000.00" in page.output
    assert "《劳动合同法》第四十七条" in page.output
    read = call("severance", "--lang", "en", given=json.dumps(SEVERANCE))
    assert "Severance pay — Amount: 64000.00" in read.output
    table = call("arrears", "--ledger", '[{"month": "2026-01", "payable": 5000, "paid": 3000}]')
    assert "2000.00" in table.output
    months = call(
        "double_wage", *(f"--{name.replace('_', '-')}={value}" for name, value in DOUBLE.items())
    )
    assert "6000 × 15 ÷ 21 = 4285.71" in months.output
    assert "没有金额" in call("medical_period", "--total-years", "12", "--unit-years", "6").output


def test_an_answer_holds_what_a_machine_and_a_lawyer_need() -> None:
    told = json.loads(
        asked("severance", {**SEVERANCE, "avg_wage": 2100, "region": "150203"}).output
    )
    step = next(step for step in told["steps"] if step["parameters"])
    (parameter,) = step["parameters"]
    assert (parameter["value"], parameter["from"], parameter["verified"]) == (
        "2380",
        "2025-12-01",
        False,
    )
    assert told["unverified_amount"] == told["amount"] == "19040.00"
    assert "《劳动合同法实施条例》第二十七条" in told["cites"]
    assert {note["code"] for note in told["warnings"]} == {"unverified_parameter"}
    assert {"zh", "en"} <= set(told["decisions"][0])
    assert told["inputs"]["region"] == "150203"
    assert told["calendar"]


def test_a_floor_that_does_not_bite_is_an_assumption_and_no_warning() -> None:
    told = json.loads(
        asked("severance", {**SEVERANCE, "region": "150203", "local_avg_monthly_wage": 9000}).output
    )
    assert told["warnings"] == []
    assert "2380" in told["assumptions"][0]["zh"]
    assert told["unverified_amount"] == "0.00"


def test_a_choice_of_practice_is_stated_and_may_be_overridden_under_either_name() -> None:
    told = json.loads(asked("double_wage", DOUBLE).output)
    rule = next(each for each in told["choices"] if each["name"] == "day_rule")
    assert (rule["option"], rule["default"]) == ("A", True)
    told = json.loads(asked("double_wage", {**DOUBLE, "double_wage_day_rule": "b"}).output)
    rule = next(each for each in told["choices"] if each["name"] == "day_rule")
    assert (rule["option"], rule["default"]) == ("B", False)
    assert told["period_from"] == "2026-04-11"


def test_every_choice_belongs_to_a_calculator_and_gives_its_reason() -> None:
    names = {each.name for kind in KINDS.values() for each in kind.inputs}
    for choice in CHOICES:
        assert choice.name in names
        assert choice.default in choice.options
        assert choice.why.zh
        assert choice.unverified


def test_limitation_is_a_warning_until_the_other_side_raises_it() -> None:
    late = {
        "start": "2024-01-01",
        "end": "2025-06-30",
        "monthly_wage": 5000,
        "arbitration_applied": "2026-06-15",
    }
    told = json.loads(asked("double_wage", late).output)
    assert told["amount"] == "55000.00"
    assert "limitation_risk" in {note["code"] for note in told["warnings"]}
    raised = json.loads(asked("double_wage", {**late, "limitation_raised": True}).output)
    assert raised["amount"] == "0.00"


def test_timesheet_hours_are_read_as_they_were_meant_and_the_reading_is_stated() -> None:
    evening = {"monthly_wage": 5220, "timesheet": [{"date": "2026-09-21", "hours": 2}]}
    whole = {"monthly_wage": 5220, "timesheet": [{"date": "2026-09-21", "hours": 10}]}
    for inputs, said in ((evening, "视为加班时间"), (whole, "视为当日全部工作时间")):
        told = json.loads(asked("overtime", inputs).output)
        assert told["amount"] == "90.00"
        assert any(said in each["zh"] for each in told["assumptions"])


def test_a_month_of_forty_hours_is_paid_and_flagged() -> None:
    told = json.loads(asked("overtime", {"monthly_wage": 5220, "weekday_hours": 40}).output)
    assert told["amount"] == "1800.00"
    assert "over_36_hours" in {note["code"] for note in told["warnings"]}


def test_what_was_paid_too_much_is_said() -> None:
    told = json.loads(asked("severance", {**SEVERANCE, "already_paid": 90000}).output)
    assert told["amount"] == "0.00"
    assert "paid_more" in {note["code"] for note in told["warnings"]}


def test_a_year_without_published_holidays_is_an_assumption() -> None:
    late = {"start": "2027-01-04", "end": "2027-04-15", "monthly_wage": 6000}
    told = json.loads(asked("double_wage", late).output)
    assert any("2027" in each["en"] for each in told["assumptions"])


BAD: list[tuple[str, Any, str, str]] = [
    ("severance", {**SEVERANCE, "end": "2018-01-01"}, "end：早于 start", "end: lies before start"),
    ("severance", {**SEVERANCE, "avg_wage": -1}, "avg_wage：不得为负数", "avg_wage: must not be negative"),
    ("severance", {**SEVERANCE, "avg_wage": "NaN"}, "avg_wage：", "avg_wage:"),
    ("severance", {**SEVERANCE, "avg_wage": "inf"}, "avg_wage：", "avg_wage:"),
    ("severance", {**SEVERANCE, "avg_wage": [8000]}, "avg_wage：须为数字", "avg_wage: must be a number"),
    ("severance", {**SEVERANCE, "avg_wage": True}, "avg_wage：须为数字", "avg_wage: must be a number"),
    ("severance", {**SEVERANCE, "avg_wage": "八千"}, "avg_wage：", "avg_wage:"),
    ("severance", {**SEVERANCE, "avg_wage": "8_000"}, "avg_wage：", "avg_wage:"),
    ("severance", {**SEVERANCE, "avg_wage": "9" * 400}, "avg_wage：", "out of range"),
    ("severance", '{"start": "2019-03-01", "end": "2026-08-31", "avg_wage": 1e400}', "avg_wage：", "out of range"),
    ("severance", '{"avg_wage": NaN}', "--json：", "--json: not usable JSON"),
    ("severance", '{"avg_wage": 1, "avg_wage": 2}', "avg_wage：在文件中重复", "avg_wage: stands twice"),
    ("severance", "[1]", "--json：须为一个对象", "--json: must be an object"),
    ("severance", "{", "--json：", "--json:"),
    ("severance", "[" * 200000, "--json：", "--json:"),
    ("severance", '{"avg_wage": ' + "9" * 5000 + "}", "--json：", "--json:"),
    ("severance", {}, "start：缺少", "start: missing"),
    ("severance", {**SEVERANCE, "avg_wage": None}, "avg_wage：缺少", "avg_wage: missing"),
    ("severance", {**SEVERANCE, "start": "2026-02-30"}, "start：日期无法识别", "start: not a date"),
    ("severance", {**SEVERANCE, "start": 20260101}, "start：日期", "start: not a date"),
    ("severance", {**SEVERANCE, "start": "0001-01-01"}, "start：日期 0001-01-01 超出范围", "out of range"),
    ("severance", {**SEVERANCE, "end": "9999-12-31"}, "end：日期 9999-12-31 超出范围", "out of range"),
    ("severance", {**SEVERANCE, "monthly_wages": []}, "monthly_wages：至少", "monthly_wages: must hold"),
    ("severance", {**SEVERANCE, "monthly_wages": [1]}, "只能给一个", "not both"),
    ("severance", {"start": "2020-01-01", "end": "2021-01-01", "monthly_wages": [1] * 13}, "至多十二个月", "at most"),
    ("severance", {**SEVERANCE, "monthly_wages": 5}, "monthly_wages：", "monthly_wages:"),
    ("severance", {**SEVERANCE, "reason": "47"}, "reason：须为下列之一", "reason: must be one of"),
    ("severance", {**SEVERANCE, "reason": ["38"]}, "reason：", "reason:"),
    ("severance", {**SEVERANCE, "region": "1502"}, "region：", "region:"),
    ("severance", {**SEVERANCE, "region": "110101"}, "region：", "region:"),
    ("severance", {**SEVERANCE, "region": "包头"}, "region：地区代码", "region: not a region code"),
    ("severance", {**SEVERANCE, "region": "150203", "end": "2010-01-01", "start": "2009-01-01"}, "region：", "min_wage may be given"),
    ("severance", {**SEVERANCE, "avg_wages": 1}, "avg_wages：没有这个输入项；是否指 avg_wage", "did you mean avg_wage"),
    ("severance", {**SEVERANCE, "zzz": 1}, "zzz：没有这个输入项", "zzz: no such input"),
    ("severance", {**SEVERANCE, "average_wage": 1}, "avg_wage：与 average_wage 重复", "given twice"),
    ("severance", {**SEVERANCE, "prior_months": "1.5"}, "prior_months：须为整数", "whole number"),
    ("unlawful_dismissal", {**SEVERANCE, "wants_to_continue": "maybe"}, "wants_to_continue：", "true or false"),
    ("double_wage", {"start": "2026-01-01"}, "monthly_wage：缺少", "monthly_wage: missing"),
    ("double_wage", {**DOUBLE, "monthly_wage": None, "monthly_wages": {"2026-04": 1}}, "缺少 2026-05", "2026-05 is missing"),
    ("double_wage", {**DOUBLE, "monthly_wages": [6000]}, "monthly_wages：须写明", "must name the months"),
    ("double_wage", {**DOUBLE, "monthly_wages": [{"month": "2026-04"}]}, "monthly_wages：每行", "each row"),
    ("double_wage", {**DOUBLE, "monthly_wages": {"April": 1}}, "monthly_wages：月份无法识别", "not a month"),
    ("double_wage", {**DOUBLE, "continued": True}, "contract_expired：", "contract_expired:"),
    ("double_wage", {**DOUBLE, "day_rule": "C"}, "day_rule：须为下列之一", "day_rule: must be one of"),
    ("overtime", {"weekday_hours": 1}, "monthly_wage：缺少", "monthly_wage: missing"),
    ("overtime", {"monthly_wage": 1}, "weekday_hours：缺少", "weekday_hours: missing"),
    ("overtime", {**HOURS, "hourly": 3}, "hourly：与 monthly_wage", "hourly: give either"),
    ("overtime", {**HOURS, "timesheet": [{"date": "2026-01-01", "hours": 1}]}, "weekday_hours：", "together with timesheet"),
    ("overtime", {"monthly_wage": 1, "timesheet": [{"date": "2026-01-01"}]}, "timesheet[1].hours：", "exactly one"),
    ("overtime", {"monthly_wage": 1, "timesheet": [{"date": "2026-01-01", "hours": 25}]}, "timesheet[1].hours：须在 0 至 24", "between 0 and 24"),
    ("overtime", {"monthly_wage": 1, "timesheet": [{"hours": 1}]}, "timesheet[1].date：缺少", "timesheet[1].date: missing"),
    ("overtime", {"monthly_wage": 1, "timesheet": [5]}, "timesheet[1].input：", "must be an object"),
    ("overtime", {"monthly_wage": 1, "timesheet": []}, "timesheet：至少要有一行", "at least one row"),
    ("overtime", {"monthly_wage": 1, "timesheet": "x"}, "timesheet：须为若干行", "list of rows"),
    ("overtime", {**HOURS, "date": "1990-01-01"}, "date：所在日期没有可用的标准", "no standard is recorded"),
    ("annual_leave", {"avg_wage": 1}, "worked_years：缺少", "worked_years: missing"),
    ("annual_leave", {"days": 2}, "avg_wage：缺少", "avg_wage: missing"),
    ("annual_leave", {"avg_wage": 1, "full_days": 5, "joined": "2026-05-01", "left": "2026-04-01"}, "left：早于 joined", "left: lies before"),
    ("arrears", {}, "ledger：缺少", "ledger: missing"),
    ("arrears", {"monthly_wage": 1, "to": "2026-01-01"}, "from：缺少", "from: missing"),
    ("arrears", {"monthly_wage": 1, "from": "1949-10-01", "to": "2199-01-01"}, "to：至多", "to: at most"),
    ("arrears", {"ledger": [{"month": "2026-13", "payable": 1}]}, "ledger[1].month：月份无法识别", "not a month"),
    ("arrears", {"ledger": [{"month": "2026-01", "payable": 1}], "paid": 1}, "paid：已给出 ledger", "together with ledger"),
    ("arrears", {"ledger": [{"month": "2026-01", "payable": 1}], "order_expired": True, "extra_rate": "1.2"}, "extra_rate：须在 0.5 至 1 之间", "between 0.5 and 1"),
    ("min_wage_shortfall", {"class": 1}, "entries：缺少", "entries: missing"),
    ("min_wage_shortfall", {"month": "2026-01", "countable": 1}, "region：缺少", "region: missing"),
    ("min_wage_shortfall", {"class": 4, "month": "2026-01", "countable": 1}, "class：须为下列之一", "class: must be one of"),
    ("min_wage_shortfall", {"class": 1, "entries": [{"month": "2026-01"}]}, "entries[1].countable：", "exactly one"),
    ("min_wage_shortfall", {"class": 1, "month": "2018-01", "hourly_wage": 1, "hours": 1}, "class：", "class:"),
    ("min_wage_shortfall", {"class": 1, "month": "2026-01", "hourly_wage": 1}, "hours：", "hours:"),
    ("min_wage_shortfall", {"min_wage": 2000, "month": "2026-01", "hourly_wage": 1, "hours": 2}, "region：缺少", "region: missing"),
    ("min_wage_shortfall", {"class": 1, "countable": 1, "entries": [{"month": "2026-01", "base": 1}]}, "countable：已给出 entries", "together with entries"),
    ("notice_pay", {"ground": "40"}, "previous_month_wage：缺少", "previous_month_wage: missing"),
    ("work_injury", {"grade": 11, "own_wage": 1}, "grade：须为下列之一", "grade: must be one of"),
    ("work_injury", {}, "grade：缺少", "grade: missing"),
    ("work_injury", {"grade": 3}, "own_wage：缺少", "own_wage: missing"),
    ("work_injury", {"grade": 6, "leaving": True, "own_wage": 1}, "pool_avg_monthly：", "pool_avg_monthly:"),
    ("illegal_probation", {"full_wage": 1}, "contract_months：缺少", "contract_months: missing"),
    ("illegal_probation", {"full_wage": 1, "contract_months": 12}, "served_months：缺少", "served_months: missing"),
    ("illegal_probation", {"full_wage": 1, "contract_months": 12, "start": "2026-01-01"}, "served_until：缺少", "served_until: missing"),
    ("stoppage_pay", {"monthly_wage": 1, "months": 3, "worked": True}, "region：缺少", "region: missing"),
    ("sick_pay", {}, "region：缺少", "region: missing"),
    ("medical_period", {"total_years": 3, "unit_years": 5}, "unit_years：不得多于", "must not exceed"),
    ("deduction_limit", {"wage": 5000}, "region：缺少", "region: missing"),
    ("final_award", {"class": 1, "items": [{"kind": "wages"}]}, "items[1].amount：缺少数额", "amount is missing"),
    ("final_award", {"class": 1, "items": [{"kind": "gold", "amount": 1}]}, "items[1].kind：须为", "items[1].kind: must be"),
    ("final_award", {"class": 1, "items": [{"kind": "wages", "amount": 1, "label": "长" * 201}]}, "items[1].label：", "items[1].label:"),
    ("wage_crime", {"workers": 0, "months": 1, "total": 1}, "workers：", "workers:"),
    ("wage_crime", {"workers": 1, "months": 1, "total": 1, "threshold_single": 1}, "threshold_single：须在 5000 至 20000", "between 5000 and 20000"),
    ("inspection_penalty", {}, "violation：缺少", "violation: missing"),
    ("inspection_penalty", {"violation": "overtime_ilegal"}, "是否指 overtime_illegal", "did you mean overtime_illegal"),
    ("inspection_penalty", {"violation": "overtime_illegal"}, "workers：缺少（受侵害的劳动者人数）", "workers: missing"),
    ("inspection_penalty", {"violation": "overtime_illegal", "workers": 0}, "workers：", "workers:"),
    ("inspection_penalty", {"violation": "overtime_illegal", "workers": "1.5"}, "workers：须为整数", "whole number"),
    ("inspection_penalty", {"violation": "child_labour_use", "workers": 1}, "months：缺少", "months: missing"),
    ("inspection_penalty", {"violation": "wage_arrears", "ordered": True}, "amount：缺少", "amount: missing"),
    ("inspection_penalty", {"violation": "wage_form", "on": "2019-01-01"}, "on：“以实物", "no provision was in force on 2019-01-01"),
    ("inspection_penalty", {"violation": "wage_form", "on": "soon"}, "on：日期无法识别", "on: not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "inputs", "told", "said"), BAD)
def test_what_cannot_be_used_is_refused_by_name_in_the_language_asked_for(
    kind: str, inputs: Any, told: str, said: str
) -> None:
    for lang, prefix, words in (("zh", "错误：", told), ("en", "Error: ", said)):
        result = asked(kind, inputs, "--lang", lang)
        assert result.exit_code == 2, result.output
        assert result.output.startswith(prefix)
        assert words in result.output
        assert "Traceback" not in result.output
        assert len(result.output) < 3000


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("severance", "--json", "nowhere.json"), "--json：无法读取 nowhere.json"),
        (("severance", "--json"), "选项 --json 缺少内容"),
        (("severance", "--colour", "red"), "没有选项 --colour"),
        (("severance", "--colour", "red", "--lang", "en"), "Error: No such option"),
        (("severance", "--on", "soon", "--start", "2020-01-01"), "--on：日期"),
        (("severance", "--on", "1800-01-01", "--start", "2020-01-01"), "on：须在"),
        (("severance", "--lang", "fr"), "zh、en"),
        (("--lang", "fr", "severance"), "zh、en"),
        (("gold",), "没有“gold”这个命令"),
        (("arrears", "--ledger", "["), "--json"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused(words: tuple[str, ...], told: str) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert told in result.output


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert call("severance", "--json", str(file)).exit_code == 2
    file.write_bytes(b"[" + b" " * 4_000_001 + b"]")
    assert "--json：无法读取" in call("severance", "--json", str(file)).output


def test_the_calculators_load_no_framework() -> None:
    code = "import sys, tongzhou.law.claims.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_the_page_of_documentation_names_every_kind_its_inputs_and_what_it_gives(kind: Any) -> None:
    page = (Path(__file__).parents[3] / "docs" / "calculators.md").read_text("utf-8")
    (section,) = (part for part in page.split("\n### ") if part.startswith(f"{kind.code} · "))
    for each in kind.inputs:
        assert f"`{each.name}`" in section
    for name, _, _ in kind.facts:
        assert f"`{name}`" in section
    for cited in kind.cites:
        assert str(cited) in section


def test_the_page_of_documentation_states_every_choice_with_its_options() -> None:
    page = (Path(__file__).parents[3] / "docs" / "calculators.md").read_text("utf-8")
    for choice in CHOICES:
        (line,) = (line for line in page.splitlines() if line.startswith(f"| `{choice.name}` |"))
        assert all(f"`{option}` {text.en}" in line for option, text in choice.options.items())
