"""Every page of desk and portal: no finding of axe at 1440 and 375 px, no sideways scrolling at 320 px in large type."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse

from .person import Opens, Visitor, overflow, violations
from .walk import Kinds, Seen, pages
from .world import World, shared

# Between them they see every kind of page of the desk; who may write comes first, so that forms are open.
WALKERS = [
    "哈斯",
    "其其格",
    "孙丽华",
    "其木格·巴雅尔",
    "斯琴高娃",
    "苏和",
    "巴音",
    "斯琴",
    "娜日娜",
]
# The pages that are theirs before others: a walk that does not come there has missed its way.
OF_AN_OFFICE = {
    "苏日嘎拉": "inspection-field:home",
    "图雅其木格": "coordinators:board",
    "满都拉图": "coordinators-field:home",
    "通拉嘎": "filing:board",
    "托娅": "warning:board",
    "其木格": "matching:names",
}


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    return Kinds()


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return Seen(shared(tmp_path_factory) / "seen")


def faults(visitor: Visitor) -> list[str]:
    """Look at the page as it stands, wide, narrow, and narrowest with large type."""
    page, found = visitor.page, []
    for width in (1440, 375):  # colours do not change with the width
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {line}" for line in violations(page, contrast=width == 1440)]
        found += [f"{width} sideways: {line}" for line in overflow(page)]
    page.evaluate("document.documentElement.dataset.size = 'large'")
    page.set_viewport_size({"width": 320, "height": 640})
    found += [f"320 large, sideways: {line}" for line in overflow(page)]
    return found


@pytest.mark.long
@pytest.mark.apart
@pytest.mark.parametrize("name", [*WALKERS, *OF_AN_OFFICE])
def test_every_page_of_the_desk_can_be_used_by_everybody(
    name: str, region: World, opens: Opens, kinds: Kinds, seen: Seen
) -> None:
    visitor, passed = opens(region).signs_in(name), Counter[str]()
    walk = pages(visitor, "/desk/", kinds, seen, passed)
    found = {kind: wrong for kind in walk if (wrong := faults(visitor))}
    assert found == {}
    assert kinds.kind(reverse(OF_AN_OFFICE.get(name, "desk:cases"))) in passed


def test_every_page_of_the_portal_and_the_sign_in_can_be_used_by_everybody(
    region: World, opens: Opens, kinds: Kinds, seen: Seen
) -> None:
    visitor = opens(region)
    visitor.goes("/account/login/")
    found = {"sign-in": wrong} if (wrong := faults(visitor)) else {}
    found |= {k: wrong for k in pages(visitor, "/", kinds, seen) if (wrong := faults(visitor))}
    assert found == {}


@pytest.mark.parametrize("width", [375, 1440])
def test_in_the_dark_and_in_large_type_nothing_is_harder_to_read(
    width: int, region: World, opens: Opens
) -> None:
    reader = opens(region, width=width, theme="dark", size="large").signs_in("乌仁图雅")
    page, found = reader.page, {}
    for step in ("", "和林格尔县", "会签意见"):
        if step:
            reader.opens(step)
        found |= {f"{step} {line}": page.url for line in violations(page) + overflow(page)}
    for path in ("/desk/p/zones/board/", "/desk/cases/", "/", "/wage/", "/account/login/"):
        reader.goes(path)
        found |= {f"{path} {line}": page.url for line in violations(page) + overflow(page)}
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert found == {}
