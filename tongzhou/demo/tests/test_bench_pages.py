"""The naive page that the work list is measured against shows the same cases, or the measure says nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import override_settings

from tongzhou.demo import bench, bench_pages
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Appointment, Body, Person

from .test_million import thousand  # noqa: F401

CASE = re.compile(r"/desk/case/(\w+)/")


@pytest.mark.usefixtures("thousand")
def test_the_naive_page_and_the_constants_show_what_the_list_shows() -> None:
    county = Case.objects.filter(is_open=True).values_list("county", flat=True)[0]
    Case.objects.update(region=county, province="15", league=county[:4], county=county)
    body = Body.objects.create(kind="inspection", name="监察", region_id=county)
    person = Person.objects.create_user("watcher", name="苏日嘎拉", is_staff=True)
    Appointment.objects.create(
        person=person, office="example_inspector", body=body, since=date(2020, 1, 1)
    )
    bench_pages._drawn.clear()
    with override_settings(ROOT_URLCONF="tongzhou.demo.bench_pages"):
        visitor = bench.Browser(person)
        pages = {}
        for path in ("/desk/cases/", "/bench/constants/", "/bench/naive/?after=0"):
            status, content = visitor.ask(path)
            assert status == 200, path
            pages[path] = list(dict.fromkeys(CASE.findall(content.decode())))
        mark = bench_pages.mark_of(2, person, date(2026, 11, 23))
        _status, deep = visitor.ask(f"/desk/cases/?after={mark}")
        _status, turned = visitor.ask("/bench/naive/?after=1")
    listed = pages.pop("/desk/cases/")
    assert len(listed) == bench_pages.SIZE
    assert all(found == listed for found in pages.values())
    assert CASE.findall(deep.decode()) == CASE.findall(turned.decode()) != []
