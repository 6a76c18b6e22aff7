"""How regulators write where an entity is, what kind it is and what it does."""

from __future__ import annotations

import pytest

from tongzhou.enrolment.reading import (
    COUNTY_ONLY,
    ELSEWHERE,
    HERE,
    UNKNOWN,
    WIDE,
    Places,
    form_of,
    forms,
)
from tongzhou.registry.models import Employer

from .cast import League

PLACES = {
    "150221": ("150221", HERE), "１５０２２１": ("150221", HERE), "150221000000": ("150221", HERE), "150221000": ("150221", HERE),
    "150221100": ("150221100", HERE), "150221100005": ("150221100", HERE), "150221999": ("150221", COUNTY_ONLY),
    "土默特右旗": ("150221", HERE), "土右旗": ("150221", HERE), "包头市土默特右旗": ("150221", HERE),
    "内蒙古自治区包头市土默特右旗": ("150221", HERE), "九原区": ("150207", HERE), "鄂尔多斯市九原区": (None, ELSEWHERE),
    "150621": ("150621", ELSEWHERE), "1502": (None, WIDE), "150200": (None, WIDE), "150200000000": (None, WIDE), "包头": (None, WIDE),
    "15022": (None, UNKNOWN), "999999": (None, UNKNOWN), "某旗": (None, UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_read_by_code_or_name(league: League, text: str) -> None:  # noqa: ARG001
    assert Places.read(["1502"]).places([(text,)]) == [PLACES[text]]


INDUSTRIES = {
    "F": "F", "52": "52", "F52": "52", "5212": "52", "F5212": "52", "f": "F", "52 零售业": "52", "零售业": "52", "批发和零售业": "F",
    "C52": UNKNOWN, "99": UNKNOWN, "随便": UNKNOWN, "1": UNKNOWN, "无": None, "0111": "01",
}  # fmt: skip


@pytest.mark.parametrize("text", INDUSTRIES)
def test_an_industry_is_kept_by_section_or_division(league: League, text: str) -> None:  # noqa: ARG001
    assert Places.read([]).divisions([(text,)]) == [(INDUSTRIES[text],)]


FORMS = {
    "有限责任公司（自然人投资或控股）": "company", "股份有限公司": "company", "合伙企业": "company", "有限责任公司分公司": "branch",
    "个人独资企业": "company", "个体工商户": "sole_trader", "个体户": "sole_trader", "农民专业合作社": "cooperative", "事业单位": "institution",
    "社会团体": "social", "民办非企业单位": "social", "机关、团体": "organ", "其他": "other", "分支机构": "branch", "外国企业常驻代表机构": "branch", "村集体经济组织": "other", "全民所有制": "company", "股份合作制": "company", "乱写": UNKNOWN, "—": None,
}  # fmt: skip


def test_a_kind_of_entity_is_read_as_regulators_write_it() -> None:
    assert {text: found for (text, (found,)) in zip(FORMS, forms([(t,) for t in FORMS]), strict=True)} == FORMS  # fmt: skip


def test_where_no_kind_is_written_the_credit_code_says_it() -> None:
    found = [form_of(f"{two}150221") for two in ("91", "92", "93", "11", "12", "52", "N1")]
    assert found == ["company", "sole_trader", "cooperative", "organ", "institution", "social", "other"]  # fmt: skip
    assert set(found) <= set(Employer.Form.values)
    assert form_of("91150221", is_branch=True) == "branch"
