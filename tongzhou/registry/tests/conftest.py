"""The people of these tests, and the few places where they work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from tongzhou.registry import codes
from tongzhou.registry.models import Body, Person, Region

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=HERE)
TODAY = date(2026, 3, 2)
PLACES = {
    "15": "内蒙古自治区",
    "1502": "包头市",
    "1506": "鄂尔多斯市",
    "150221": "土默特右旗",
    "150221001": "示例街道",
    "150621": "达拉特旗",
}


def place(code: str, name: str) -> Region:
    return Region.objects.create(
        code=code,
        name=name,
        short_name=name,
        level=codes.level_of(code),
        parent_id=codes.parent_of(code) or None,
        basis="gbt2260",
        pinyin="",
        initials="",
    )


@pytest.fixture
def places(db: None) -> dict[str, Region]:  # noqa: ARG001
    return {code: place(code, name) for code, name in PLACES.items()}


@dataclass
class Cast:
    """巴特尔 of 土默特右旗, 乌云 of 达拉特旗, 其木格 the registrar of 包头市, and where they work."""

    bateer: Person
    wuyun: Person
    qimuge: Person
    banner: Body
    other_banner: Body
    league: Body


@pytest.fixture
def cast(places: dict[str, Region]) -> Cast:
    def body(region: str, name: str) -> Body:
        return Body.objects.create(kind="hrss", name=name, short_name=name, region=places[region])

    def person(username: str, name: str) -> Person:
        return Person.objects.create_user(username, name=name, is_staff=True)

    return Cast(
        bateer=person("bateer", "巴特尔"),
        wuyun=person("wuyun", "乌云"),
        qimuge=person("qimuge", "其木格"),
        banner=body("150221", "土默特右旗人力资源和社会保障局"),
        other_banner=body("150621", "达拉特旗人力资源和社会保障局"),
        league=body("1502", "包头市人力资源和社会保障局"),
    )


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()  # rate limits are kept there
