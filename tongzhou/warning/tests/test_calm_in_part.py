"""What is missing is never good news: a run says how many of the calm are calm only as far as their data go."""

from __future__ import annotations

from tongzhou.warning.indicators import running

TOLD = {
    "as_of": "2026-11-26", "employers": 40, "hits": 9, "levels": {"grey": 0, "calm": 31, "red": 9}, "calm_in_part": 31,
    "months_reckoned": 1, "months_kept": 3, "gravest": [],
}  # fmt: skip


def test_a_lake_without_payrolls_is_told_beside_the_count_of_the_calm() -> None:
    said = running.in_words(TOLD)
    assert "未见异常的31家中，31家有规则因缺数据不能判断" in said


def test_where_nothing_is_missing_nothing_is_added() -> None:
    assert "缺数据" not in running.in_words({**TOLD, "calm_in_part": 0})
