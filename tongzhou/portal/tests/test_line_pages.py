"""What a line adds for the parties of its cases: pages of acts, a panel, and who speaks for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tongzhou.procedure import catalogue
from tongzhou.procedure.examples.line import EXAMPLES

from .conftest import World, a_number, act_of, key, page_of

pytestmark = pytest.mark.urls("tongzhou.portal.tests.line_pages")


@pytest.fixture(autouse=True)
def _line() -> Iterator[None]:
    """Enter the examples with a page and a panel for parties."""
    own = replace(
        EXAMPLES,
        party_pages={"example.dispute": {"represent": "line:elect"}},
        party_panels={"example.dispute": "portal/leave.html"},
    )
    catalogue.enter(own)
    yield
    catalogue.strike(own.code)


def test_an_act_that_brings_in_others_is_done_on_the_page_of_its_line(world: World) -> None:
    case = world.dispute(world.saren, world.tana)
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    url = f"/line/{case.uid}/elect/"
    assert url in saren.reads(page_of(case))
    assert saren.opens(act_of(case, "represent"))["Location"] == url
    assert saren.opens(url)["Location"] == page_of(case)
    entry = case.entries.latest("seq")
    assert (entry.act, entry.names) == ("represent", ["萨仁"])
    assert "为谁办理" in saren.reads(act_of(case, "withdraw"))  # now she speaks for both
    assert key(world.tana) in saren.reads(act_of(case, "withdraw"))


def test_a_page_of_a_line_is_404_to_whoever_is_no_party(world: World) -> None:
    case, other = world.dispute(), world.dispute(world.tana)
    saren = world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert saren.opens(f"/line/{other.uid}/elect/").status_code == 404
    assert saren.opens(f"/line/{'0' * 16}/elect/").status_code == 404
    assert world.visitor(world.tana).opens(f"/line/{case.uid}/elect/").status_code == 404


def test_the_panel_of_the_line_stands_on_the_page_of_a_party(world: World) -> None:
    case, saren = world.dispute(), world.visitor(world.saren)
    saren.opens_own_cases(a_number(1))
    assert saren.reads(page_of(case)).count('action="/leave/"') == 2
