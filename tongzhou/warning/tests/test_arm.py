"""The random arm: this month's list is marked for the draw, last month's is not any more, and outcomes keep their probability."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tongzhou.lines.draws.models import DrawObject
from tongzhou.procedure.refusal import Refused
from tongzhou.warning import arm

from .station import CODES, HERE, MONDAY, Station, at


def listed(*codes):
    return json.dumps(
        {"model": "count", "offered": True, "names": [{"entity": c} for c in codes]}
    ).encode()


def test_the_list_of_a_month_is_marked_and_the_last_one_unmarked(station: Station):
    made = arm.mark(listed(*CODES), region=HERE, month="2026-10", on=MONDAY, at=at(MONDAY))
    assert (made.listed, made.marked, made.elsewhere) == (3, 2, 1)
    first = DrawObject.objects.get(employer=station.firms[0])
    first.tags = "劳务派遣、模型名单"
    first.save()
    again = arm.mark(listed(CODES[1]), region=HERE, month="2026-11", on=MONDAY, at=at(MONDAY, 10))
    assert (again.listed, again.marked) == (1, 1)
    tags = dict(DrawObject.objects.values_list("employer", "tags"))
    assert tags == {station.firms[0].pk: "劳务派遣", station.firms[1].pk: "模型名单"}
    assert DrawObject.objects.get(employer=station.firms[1]).tag_codes == ("listed",)
    page = station.analyst.client.get(reverse("warning:arm"))
    assert [x.month for x in page.context["lists"]] == ["2026-11", "2026-10"]


def test_what_is_no_list_is_refused(station: Station):  # noqa: ARG001
    for raw in (b"x", b'{"names": []}', b'{"names": [{"name": 1}]}'):
        with pytest.raises(Refused):
            arm.mark(raw, region=HERE, month="2026-11", on=MONDAY, at=at(MONDAY))


def test_who_could_not_be_reached_is_neither_found_nor_not():
    told = [
        arm.Outcome(1, "b", "s", 0.1, None, None, o).found
        for o in ("立案查处", "未发现问题", "无法联系", "")
    ]
    assert told == [True, False, None, None]


@pytest.mark.parametrize(
    ("change", "said"),
    [({"offered": False, "basis": "请用“count”"}, "请用“count”"), ({"offered": None}, "准许"), ({}, "重新运行")],
)  # fmt: skip
def test_a_list_the_back_test_does_not_offer_is_not_marked(
    station: Station,  # noqa: ARG001
    change,
    said,
):
    raw = json.dumps({"model": "boosting", "names": [{"entity": CODES[0]}], **change}).encode()
    with pytest.raises(Refused, match=said):
        arm.mark(raw, region=HERE, month="2026-11", on=MONDAY, at=at(MONDAY))
    assert not DrawObject.objects.exists()


@pytest.mark.parametrize(
    ("region", "month", "said"),
    [(HERE, "2026-13", "2026-13"), (HERE, "2026-1", "2026-1"), (HERE, "2026年11月", "月份"), ("999999", "2026-11", "999999")],
)  # fmt: skip
def test_a_month_and_a_region_that_are_none_are_refused(station: Station, region, month, said):  # noqa: ARG001
    with pytest.raises(Refused, match=said):
        arm.mark(listed(CODES[0]), region=region, month=month, on=MONDAY, at=at(MONDAY))
