"""Names of people and firms."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongzhou.registry import naming
from tongzhou.registry.models import Person

LONG = "·".join(
    ["阿拉坦其其格", "巴雅尔", "斯琴高娃", "乌力吉巴图", "额尔敦其木格", "孟克吉雅"] * 2
)


@pytest.mark.parametrize("dot", "·•‧∙⋅・･．.")
def test_a_name_is_one_name_whatever_dot_the_keyboard_gives(dot: str) -> None:
    assert naming.tidy_name(f" 阿拉坦其其格 {dot} 巴雅尔 ") == "阿拉坦其其格·巴雅尔"


def test_a_latin_name_keeps_its_spaces_and_full_stops() -> None:
    assert naming.tidy_name("  John  Q. Public ") == "John Q. Public"


@pytest.mark.django_db
def test_a_name_of_any_length_is_kept_whole_and_found_by_its_letters() -> None:
    assert len(LONG) > 50
    person = Person.objects.create_user("alatan", name=LONG)
    person.refresh_from_db()
    assert person.name == LONG
    assert person.pinyin.startswith("alatanqiqigebayaer")
    assert Person.objects.filter(initials__startswith="altqqgbye").get() == person


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(name: str) -> None:
    once = naming.tidy_name(name)
    assert naming.tidy_name(once) == once


def test_two_writings_of_one_firm_agree() -> None:
    key = naming.company_key("示例（包头）矿业有限责任公司")
    assert key == naming.company_key("示例(包头)矿业 有限公司")
    assert key != naming.company_key("示例（包头）煤业有限公司")
    assert naming.company_key("公司") == "公司"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
@example("示例ABC an科技(an)有限公司2号")
@example("长春重庆银行乐业")
def test_both_spellings_are_made_at_once_as_each_alone(name: str) -> None:
    name = name.replace(naming.NOT_SPELT, "")
    assert naming.spelt(name) == (naming.pinyin_of(name), naming.initials_of(name))
