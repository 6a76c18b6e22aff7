"""A supplier knows names; whose they are is decided by code, by name, or by a person — and a person may take it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Employer, Person, Region
from tongzhou.warehouse.matching import finding, linking, ranking
from tongzhou.warehouse.matching.models import Decision, UnknownName

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAIRY, POWER = "91150221MADEM000B3", "91150221MADEM000D9"


@pytest.fixture
def banner(db: None) -> Region:  # noqa: ARG001
    above = None
    for code, name, level in (
        ("15", "内蒙古自治区", "province"), ("1502", "包头市", "league"), ("150221", "土默特右旗", "county"),
    ):  # fmt: skip
        above = Region.objects.create(code=code, name=name, parent=above, level=level)
    assert above is not None
    for uscc, name in (
        (DAIRY, "示例（包头）蒙西乳业有限责任公司"),
        (POWER, "示例电力设备有限公司"),
    ):
        Employer.objects.create(uscc=uscc, name=name, region=above)
    return above


def find(name: str, county: str = "150221", uscc: str = "") -> finding.Found:
    return finding.find(name=name, county=county, uscc=uscc, source="供水公司", on=ON)


@pytest.mark.usefixtures("banner")
@pytest.mark.parametrize(
    "written",
    [
        "示例(包头)蒙西乳业有限公司",  # half width, another form of company
        "示例（包头）蒙西乳业有限責任公司",
        "示例（包頭）蒙西乳業有限責任公司",  # traditional characters
        "ＳＨＩＬＩ",
    ],
)
def test_another_writing_of_a_name_is_the_same_employer(written: str) -> None:
    expected = ("", "waiting") if written.startswith("Ｓ") else (DAIRY, "name")
    assert (find(written).uscc, find(written).how) == expected


@pytest.mark.usefixtures("banner")
def test_the_code_decides_before_the_name_and_another_county_is_another_employer() -> None:
    assert find("写错的名字", uscc=POWER.lower()).uscc == POWER
    assert find("示例电力设备有限公司", county="150203").how == "waiting"


def test_a_person_decides_once_for_all_rows_and_may_take_it_back(banner: Region) -> None:
    officer = Person.objects.create_user(username="shuju", name="其木格")
    assert find("示例包头蒙西奶业").how == "waiting"
    assert find("示例包头蒙西奶业有限公司").how == "waiting"  # the same name: one line in the queue
    unknown = UnknownName.objects.get()
    assert unknown.rows == 2
    assert linking.rank() == 1
    best = unknown.candidates.order_by("-percent").first()
    assert best is not None
    assert best.employer.uscc == DAIRY
    with pytest.raises(Refused, match="理由"):
        finding.decide(unknown, best.employer, by=officer, at=AT, reason=" ")
    finding.decide(unknown, best.employer, by=officer, at=AT, reason="看过营业执照")
    assert (find("示例包头蒙西奶业").uscc, find("示例包头蒙西奶业").how) == (DAIRY, "decision")
    with pytest.raises(Refused, match="先撤销"):
        finding.decide(unknown, None, by=officer, at=AT, reason="再想想")
    finding.undo(unknown, by=officer, at=AT, reason="认错了")
    assert find("示例包头蒙西奶业").how == "waiting"
    finding.decide(unknown, None, by=officer, at=AT, reason="是外地单位")
    assert find("示例包头蒙西奶业").how == "none"
    assert Decision.objects.count() == 2  # nothing that was decided is forgotten
    assert banner.pk


@pytest.mark.usefixtures("banner")
@pytest.mark.parametrize("area", ["150221", "1502", "15"])
def test_the_night_ranks_the_candidates_of_the_names_that_wait_once(area: str) -> None:
    ranking._done.clear()
    assert find("示例包头蒙西奶业", county=area).how == "waiting"
    unknown = UnknownName.objects.get()
    assert ranking.nightly(at=AT.replace(hour=1)) == 0
    assert ranking.nightly(at=AT) == 1
    best = unknown.candidates.order_by("-percent").first()
    assert best is not None
    assert best.employer.uscc == DAIRY
    assert ranking.nightly(at=AT + timedelta(hours=1)) == 0  # the worker asks again and again


def test_a_night_without_a_name_that_waits_needs_no_library(db: None) -> None:  # noqa: ARG001
    ranking._done.clear()
    assert ranking.nightly(at=AT) == 0
