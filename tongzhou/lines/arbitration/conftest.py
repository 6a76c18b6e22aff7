"""What the tests of the line may ask for: a court with its people, and the rows checked against the journals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tongzhou.lines.arbitration.tests.chamber import Chamber
    from tongzhou.lines.arbitration.tests.court import Court
    from tongzhou.lines.arbitration.tests.many import Commission


@pytest.fixture
def court(db: None, settings: Any, tmp_path: Any) -> Iterator[Court]:  # noqa: ARG001
    """Give the court; afterwards every row must be what folding the journals again would write."""
    from tongzhou.law import CALENDAR
    from tongzhou.lines.arbitration.tests.court import Court
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield Court()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))


@pytest.fixture
def chamber(db: None, settings: Any, tmp_path: Any) -> Iterator[Chamber]:  # noqa: ARG001
    """Give the court with its people at the desk; afterwards the rows are what the journals say."""
    from tongzhou.law import CALENDAR
    from tongzhou.lines.arbitration.tests.chamber import Chamber
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield Chamber()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))


@pytest.fixture
def many(db: None, settings: Any, tmp_path: Any) -> Iterator[Commission]:  # noqa: ARG001
    """Give the commission with its people signed in; afterwards every row must be what the journals say."""
    from tongzhou.lines.arbitration.tests.many import commission
    from tongzhou.procedure.calendar import calendar_now
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield commission()
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))


@pytest.fixture
def phone(many: Commission) -> Any:  # noqa: ARG001  # after the commission, so that tables are there
    """Give a function: the key of a claimant → a browser in which that worker has signed in."""
    from tongzhou.lines.arbitration.tests.many import on_the_phone

    return on_the_phone
