"""`tongzhou law`, as an officer and as a machine call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongzhou.law.command import law
from tongzhou.law.tests.test_calendar import ENTRY


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the texts of whoever runs it."""
    monkeypatch.setenv("TONGZHOU_LAW_TEXTS", str(tmp_path / "mine"))


def call(*words: str) -> Result:
    """Call the command as from a shell."""
    return CliRunner().invoke(law, list(words))


def answer(*words: str) -> dict[str, Any]:
    """Call with --json and read the answer."""
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.output)
    return told


def test_the_day_after_the_spring_festival_is_named_and_every_day_explained() -> None:
    told = answer("due", "--from", "2026-02-13", "--length", "5", "--unit", "workday")
    assert told["due"] == "2026-02-27"
    account = {row["date"]: row for row in told["account"] if row["kind"] != "due"}
    assert account["2026-02-14"]["reason"] == "调休上班，计入"
    assert account["2026-02-23"]["article"] == "《全国年节及纪念日放假办法》第二条"
    assert account["2026-02-24"]["number"] == 2
    assert len(account) == 15
    assert any("2026-02-24 起续计" in line for line in told["explanation"])


def test_a_person_reads_the_same_in_sentences() -> None:
    result = call("due", "--from", "2026-02-13", "--length", "5", "--unit", "workday")
    assert result.output.startswith("届满之日：2026-02-27 星期五")
    assert "2026-02-15 星期日    —  春节  《全国年节及纪念日放假办法》第二条" in result.output


def test_roll_over_can_be_refused() -> None:
    asked = ("due", "--from", "2026-08-18", "--length", "45", "--unit", "day")
    assert answer(*asked)["due"] == "2026-10-08"
    assert answer(*asked, "--roll")["rolled_from"] == "2026-10-02"
    assert answer(*asked, "--no-roll")["due"] == "2026-10-02"


def test_a_hearing_notice_is_counted_back() -> None:
    asked = ("due", "--from", "2026-10-08", "--length", "5", "--unit", "workday", "--back")
    assert answer(*asked)["due"] == "2026-09-23"
    assert call(*asked).output.startswith("最迟之日：2026-09-23")
    paid = ("due", "--from", "2026-02-15", "--length", "0", "--unit", "day", "--back", "--roll")
    assert answer(*paid)["due"] == "2026-02-14"


def test_a_stay_is_not_counted_and_an_open_one_leaves_no_date() -> None:
    asked = ("due", "--from", "2026-06-01", "--length", "45", "--unit", "day")
    assert answer(*asked, "--hold", "2026-06-10:2026-06-20:中止")["due"] == "2026-07-27"
    open_ = answer(*asked, "--hold", "2026-06-10::中止")
    assert (open_["due"], open_["left"]) == (None, 37)
    assert call(*asked, "--hold", "2026-06-10::中止").output.startswith("期间尚未届满：余 37 日")


def test_months_and_years_are_counted_too() -> None:
    month = answer("due", "--from", "2026-01-31", "--length", "1", "--unit", "month")
    year = answer("due", "--from", "2024-02-29", "--length", "1", "--unit", "year")
    assert (month["due"], year["due"]) == ("2026-02-28", "2025-02-28")


def test_hours_are_counted_from_the_moment() -> None:
    asked = ("due", "--from", "2026-02-14T10:20", "--length", "24", "--unit", "hour")
    assert answer(*asked)["due"] == "2026-02-15T10:20:00+08:00"
    assert call(*asked).output.startswith("届满时刻：2026-02-15 10:20")


def test_a_year_not_yet_published_is_said_to_people_and_machines() -> None:
    asked = ("due", "--from", "2027-09-30", "--length", "5", "--unit", "workday")
    assert "2027年放假安排尚未公布" in answer(*asked)["assumptions"][0]
    assert "2027年放假安排尚未公布" in call(*asked).output


def test_a_notice_not_yet_in_the_house_can_be_tried(tmp_path: Path) -> None:
    table = tmp_path / "notices.yaml"
    table.write_text(ENTRY.format(verified="true", to="2027-01-03"), "utf-8")
    asked = ("due", "--from", "2026-12-31", "--length", "1", "--unit", "workday")
    assert answer(*asked)["due"] == "2027-01-01"
    told = answer(*asked, "--notices", str(table))
    assert (told["due"], told["assumptions"]) == ("2027-01-04", [])
    assert answer("calendar", "2027", "--notices", str(table))["published"] is True


def test_the_minimum_wage_of_a_place_and_day_comes_with_its_source() -> None:
    told = answer("amount", "minimum_wage", "--region", "150203", "--on", "2026-03-01")
    assert (told["value"], told["unit"], told["key"]) == ("2380", "元/月", "1")
    assert told["verified"] is False
    assert "最低工资标准" in told["source"]
    text = call("amount", "minimum_wage", "--region", "150203", "--on", "2026-03-01").output
    assert "待核，不能直接用于计算" in text


def test_who_calculates_can_ask_for_verified_values_only() -> None:
    asked = ("amount", "minimum_wage", "--region", "150203", "--verified-only", "--on")
    assert call(*asked, "2025-06-01").exit_code == 0
    refused = call(*asked, "2026-03-01")
    assert refused.exit_code == 2
    assert "尚未与原文核对" in refused.output


def test_an_article_tells_its_validity_and_what_rests_on_it() -> None:
    told = answer("article", "劳动合同法", "八十五")
    assert told["from"] == "2008-01-01"
    assert told["rests_on_it"][0]["where"] == "数额 pay_order_compensation"
    assert told["text"] is None
    assert (
        "引用：数额 pay_order_compensation（百分之五十"
        in call("article", "劳动合同法", "85").output
    )
    text = call("article", "劳动合同法", "54").output
    assert text.startswith("《中华人民共和国劳动合同法》第五十四条")
    assert "数字：15日" in text
    assert "原文：未导入" in text
    assert "核对：待核" in call("article", "集体合同规定", "42").output


def test_an_inserted_article_and_the_note_on_its_instrument_are_told() -> None:
    text = call("article", "刑法", "276之一").output
    assert text.startswith("《中华人民共和国刑法》第二百七十六条之一")
    assert "说明：生效日登记的是第二百七十六条之一的施行日。" in text


def test_an_article_of_another_day_is_of_the_version_then_in_force() -> None:
    old = answer("article", "放假办法", "2", "--on", "2020-05-01")
    new = answer("article", "放假办法", "2")
    assert (old["to"], new["to"]) == ("2024-12-31", None)
    assert call("article", "放假办法", "2", "--on", "1990-01-01").exit_code == 2


def test_a_text_that_was_imported_is_printed(tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    (source / "劳动合同法.md").write_text(
        "第五十四条 示例文本，十五日内。\n\n第九百条 某。", "utf-8"
    )
    result = call("import", str(source))
    assert result.exit_code == 0
    assert "已导入 1 份文本" in result.output
    assert "原文：示例文本，十五日内。" in call("article", "劳动合同法", "54").output
    assert "核对：未登记" in call("article", "劳动合同法", "900").output
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("import", str(empty)).exit_code == 2
    (tmp_path / "mine" / "劳动合同法.md").unlink()
    (tmp_path / "mine").rmdir()
    (tmp_path / "mine").write_text("not a folder", "utf-8")
    assert "无法写入" in call("import", str(source)).output


def test_the_check_fails_on_a_wrong_figure_and_names_the_article(tmp_path: Path) -> None:
    text = tmp_path / "劳动合同法.md"
    text.write_text("第五十四条 示例文本，十六日内。", "utf-8")
    result = call("check", "--texts", str(tmp_path))
    assert result.exit_code == 1
    assert "不符：《劳动合同法》第五十四条：条文中没有15日（目录 cc_review）" in result.output
    text.unlink()
    other = tmp_path / "刑法.md"
    other.write_text("第二百七十六条之一 示例，三年以下。", "utf-8")
    passed = call("check", "--texts", str(tmp_path))
    assert passed.exit_code == 0
    assert "无文本：《劳动合同法》" in passed.output
    told = answer("check", "--texts", str(tmp_path))
    assert (told["confirmed"], told["wrong"]) == (2, [])  # the table, and a calculator


def test_the_check_without_texts_says_how_to_bring_them() -> None:
    result = call("check")
    assert result.exit_code == 2
    assert "tongzhou law import" in result.output


def test_the_calendar_of_a_year_can_be_read() -> None:
    told = answer("calendar", "2026")
    assert (told["workdays"], told["document"]) == (248, "国办发明电〔2025〕7号")
    text = call("calendar", "2026").output
    assert "休  2026-02-17 星期二  春节（法定）" in text
    assert "班  2026-02-14 星期六  调休上班" in text
    assert "尚未公布" in call("calendar", "2027").output


WORKDAYS = ("due", "--from", "2026-02-13", "--length", "5", "--unit", "workday")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("due", "--length", "5", "--unit", "workday"), "缺少 --from"),
        (
            ("due", "--from", "2026-02-30", "--length", "5", "--unit", "day"),
            "--from（起算日）：日期",
        ),
        (("due", "--from", "2026-02-13T25:00", "--length", "5", "--unit", "hour"), "时刻"),
        (("due", "--from", "2026-02-13", "--length", "-1", "--unit", "day"), "--length"),
        (("due", "--from", "2026-02-13", "--length", "x", "--unit", "day"), "整数"),
        (("due", "--from", "2026-02-13", "--length", "5", "--unit", "week"), "workday、day"),
        (("due", "--from", "2026-02-13", "--length", "9000", "--unit", "year"), "年份"),
        (("due", "--from", "2026-02-13T10:00", "--length", "5", "--unit", "day"), "只写日期"),
        (
            ("due", "--from", "2026-02-13T10:00", "--length", "5", "--unit", "hour", "--back"),
            "不能与 --back",
        ),
        ((*WORKDAYS, "--hold", "2026-03-01"), "--hold"),
        ((*WORKDAYS, "--hold", "2026-03-11:2026-03-01:中止"), "早于起日"),
        ((*WORKDAYS, "--back", "--hold", "2026-03-01:2026-03-11:中止"), "不能与 --back 同用"),
        ((*WORKDAYS, "--notices", "nowhere.yaml"), "找不到数据表"),
        ((*WORKDAYS, "--colour"), "没有选项 --colour"),
        ((*WORKDAYS, "--from"), "--from"),
        ((*WORKDAYS, "extra"), "用法有误"),
        (("amount", "minimum_wage", "--region", "15x", "--on", "2026-01-01"), "--region：地区代码"),
        (("amount", "minimum_wage", "--region", "150203", "--on", "2001-01-01"), "请先补录"),
        (("amount", "minimum_wage", "--on", "soon"), "--on"),
        (("amount", "--on", "2026-01-01"), "缺少 NAME"),
        (("article", "劳动合同", "54"), "是否指《劳动合同法》"),
        (("article", "劳动合同法", "X"), "条号"),
        (("article", "劳动合同法", "540"), "未登记"),
        (("article", "劳动合同法", "54", "--module", "no_such_room"), "--module"),
        (("article", "劳动合同法", "54", "--texts", "nowhere"), "没有文件夹"),
        (("calendar", "MMXXVI"), "YEAR"),
        (("clock",), "没有“clock”这个命令"),
    ],
)
def test_input_that_cannot_be_used_is_refused_in_chinese_naming_the_field(
    words: tuple[str, ...], said: str
) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert result.output.startswith("错误：")
    assert said in result.output


def test_the_clock_starts_without_the_framework() -> None:
    """The portal's calculators and machines call it often: it must not load Django."""
    code = "import sys, tongzhou.law.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
