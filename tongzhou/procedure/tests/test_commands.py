"""What the operator runs: rebuild, load a holiday notice, check, draw the pages."""

from datetime import date

import pytest
from click.testing import CliRunner

from tongzhou.law import CALENDAR
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.command import procedure
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples.dispute import DISPUTE
from tongzhou.procedure.examples.plan import PLAN
from tongzhou.procedure.models import CalendarNotice, Case, ClockRow, Notice, SubjectRow
from tongzhou.procedure.pages import index, page, readings_of

from .cast import COUNTY, a_contract, a_dispute, an_officer

NOTICE = """
- year: 2027
  document: 国办发明电〔2026〕0号（示例）
  verified: true
  verified_on: 2026-11-23
  holidays:
    - {name: 元旦, from: 2027-01-01, to: 2027-01-03, statutory: [2027-01-01]}
    - {name: 春节, from: 2027-02-05, to: 2027-02-12, statutory: [2027-02-05]}
  worked: [2027-02-13]
"""


@pytest.fixture
def run(examples):  # noqa: ARG001
    def call(*words):
        return CliRunner().invoke(procedure, [str(w) for w in words])

    return call


@pytest.fixture
def reviewer(db):  # noqa: ARG001
    """Give a reviewer of the county, and a colleague elsewhere."""
    return [an_officer("reviewer", COUNTY), an_officer("reviewer", "150303")]


def test_a_rebuild_lists_what_differs_writes_it_and_then_finds_nothing(door, run):
    case = a_dispute(door)
    ClockRow.objects.filter(case=case, limit="decision").update(due=date(2020, 1, 1))
    SubjectRow.objects.filter(case=case, kind="claimant").delete()
    dry = run("rebuild", "--dry-run")
    assert dry.exit_code == 1
    assert f"案件 {case.pk} ClockRow decision|：due 2020-01-01 → 2026-04-16" in dry.output
    assert f"案件 {case.pk} SubjectRow claimant/0：缺少" in dry.output
    assert "共 1 件，1 件有差异，未写入" in dry.output
    assert ClockRow.objects.get(case=case, limit="decision").due == date(2020, 1, 1)
    assert "已写入" in run("rebuild").output
    again = run("rebuild", "--dry-run")
    assert again.exit_code == 0
    assert again.output == "共 1 件，0 件有差异，未写入\n"


def test_a_rebuild_may_be_shared_out_by_number(door, run):
    cases = [a_dispute(door) for _ in range(3)]
    part = run("rebuild", "--dry-run", "--since-id", cases[1].pk, "--until-id", cases[1].pk)
    assert "共 1 件" in part.output
    assert "共 0 件" in run("rebuild", "--dry-run", "--procedure", "example.plan").output


def test_a_row_too_many_is_taken_away(door, run):
    case = a_dispute(door)
    SubjectRow.objects.create(
        case=case, key="claimant/x", kind="claimant", state="claiming", since=date(2026, 3, 2)
    )
    assert "SubjectRow claimant/x：多余" in run("rebuild").output
    assert not SubjectRow.objects.filter(case=case, key="claimant/x").exists()


def test_a_holiday_notice_moves_open_limits_and_tells_whose_they_are(door, run, reviewer, tmp_path):
    case = a_contract(door, received="2026-12-18")  # fifteen days end on Saturday 2 January
    assert ClockRow.objects.get(case=case, limit="review").due == date(2027, 1, 4)
    other = a_contract(door, received="2027-01-23")  # fifteen days end on Sunday 7 February
    assert ClockRow.objects.get(case=other, limit="review").due == date(2027, 2, 8)
    file = tmp_path / "notice.yaml"
    file.write_text(NOTICE, encoding="utf-8")
    result = run("notice", file, "--by", "示例甲")
    assert result.exit_code == 0, result.output
    assert f"案件 {other.pk} review：2027-02-08 → 2027-02-13" in result.output
    assert "已载入2027年放假通知；复核 2 件，移动期限 1 个，通知 1 人次" in result.output
    notice = Notice.objects.get()
    assert (notice.person, notice.case) == (reviewer[0], other)
    assert "“审查异议”由2027-02-08改为2027-02-13" in notice.text
    assert "国办发明电〔2026〕0号" in notice.text
    assert calendar_now().is_workday(date(2027, 2, 13))
    assert Door(calendar_now()).view(other).clocks["review", ""].due == date(2027, 2, 13)
    assert run("rebuild", "--dry-run").exit_code == 0
    # … and back again, so that what follows is read with the calendar of the package
    CalendarNotice.objects.all().delete()
    assert calendar_now() is CALENDAR
    assert run("rebuild").exit_code == 0


def test_a_notice_that_contradicts_itself_is_not_loaded(run, tmp_path, db):  # noqa: ARG001
    file = tmp_path / "notice.yaml"
    file.write_text(NOTICE.replace("2027-02-13", "2027-02-12"), encoding="utf-8")
    result = run("notice", file)
    assert result.exit_code == 1
    assert "既列为放假又列为调休上班" in result.output
    file.write_text(NOTICE.replace("verified: true", "verified: false"), encoding="utf-8")
    assert "没有已核对" in run("notice", file).output
    assert not CalendarNotice.objects.exists()


def test_a_case_of_a_line_that_is_gone_is_left_alone(door, run):
    case = a_dispute(door)
    Case.objects.filter(pk=case.pk).update(procedure="gone.line", state="?")
    assert "共 0 件" in run("rebuild").output
    Case.objects.filter(pk=case.pk).update(procedure="example.dispute", state="accepted")


def test_the_pages_are_drawn_once_and_then_found_true(run, tmp_path):
    assert "example.dispute.md" in run("pages", "--to", tmp_path).output
    assert run("pages", "--to", tmp_path).output == ""
    assert run("pages", "--to", tmp_path, "--check").exit_code == 0
    (tmp_path / "example.dispute.md").write_text("改", encoding="utf-8")
    (tmp_path / "old.md").write_text("旧", encoding="utf-8")
    outdated = run("pages", "--to", tmp_path, "--check")
    assert outdated.exit_code == 1
    assert "example.dispute.md 与规程不一致" in outdated.output
    run("pages", "--to", tmp_path)
    assert not (tmp_path / "old.md").exists()


def test_a_page_tells_what_the_declaration_says():
    text = page(DISPUTE)
    assert "applied --> accepted: 受理" in text
    assert "accepted --> closed: 全部办结" in text
    assert "| 裁决 | 45日 | 《劳动争议调解仲裁法》第四十三条 | 受理 | 随案件办结 |" in text
    assert "批准延期，累计至多15日" in text
    assert "机关逾期，不丧失权利：出具逾期未决证明" in text
    assert "权利丧失；办结后继续计算" in text
    assert "停止“立案审查”；起算“送达申请书副本”；起算“裁决”" in text
    assert "不续加，但计入累计延长日数" in text
    assert "移交 `example.dispute`" in text
    assert page(DISPUTE) == text


def test_a_page_of_a_round_names_who_signs():
    assert "自治区总工会（2部分）" in page(PLAN)
    assert "[试验区建设方案会签](example.plan.md)" in index([PLAN])
    assert [r.code for r in readings_of(PLAN)] == ["sign_again_after_return"]


def test_the_check_of_the_examples_finds_no_error(run):
    result = run("check")
    assert result.exit_code == 0
    assert "个规程" in result.output
