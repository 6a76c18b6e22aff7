"""What an officer reads beside a name is words, not the name of a column of ours."""

from __future__ import annotations

import pytest

from tongzhou.warning.backtest.reasons import phrase


@pytest.mark.parametrize(
    ("name", "source", "value", "said"),
    [
        ("rows_91d", "", 3, "近91天记录数3"), ("findings_share", "", 0.25, "历次检查中查实的比例0.25"),
        ("last_finding", "fault", 2, "最近一次检查的结果为2"), ("kind=检查", "kind", 4, "“kind”为“检查”的记录4条"),
        ("plugin:n", "plugin:n", 1, "自编特征“n”为1"), ("费用_sum_91d", "费用", 20, "近91天“费用”合计20"),
        ("visits_days_since", "", 12, "距上次检查12天"), ("built", "built", 1990, "“built”为1,990"),
    ],
)  # fmt: skip
def test_every_feature_is_told_in_words(name: str, source: str, value: float, said: str) -> None:
    assert phrase(name, source, value, False, "zh") == said
    assert phrase(name, source, value, False, "en")


def test_a_category_is_told_by_its_column() -> None:
    assert phrase("district_last", "district", 1, True, "zh") == "所属“district”"
