"""What the tests of every room may ask for: the door, and the example procedures in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def examples() -> Iterator[None]:
    """Enter the example procedures, and take them out again."""
    from tongzhou.procedure import catalogue
    from tongzhou.procedure.examples.line import EXAMPLES

    catalogue.enter(EXAMPLES)
    yield
    catalogue.strike(EXAMPLES.code)


@pytest.fixture
def door(db: None, examples: None) -> Iterator[object]:  # noqa: ARG001
    """Give the door; afterwards every row must be what folding the journals again would write."""
    from tongzhou.law import CALENDAR
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.door import Door
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    yield Door(CALENDAR)
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))
