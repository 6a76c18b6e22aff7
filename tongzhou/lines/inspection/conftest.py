"""What the tests of the line may ask for: a brigade with its people, and the rows checked against the journals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tongzhou.procedure.tests.field import phone  # noqa: F401  # a fixture

if TYPE_CHECKING:
    from tongzhou.lines.inspection.tests.brigade import Brigade
    from tongzhou.lines.inspection.tests.station import Station


@pytest.fixture
def brigade(db: None, settings: Any, tmp_path: Any) -> Iterator[Brigade]:  # noqa: ARG001
    """Give the brigade; afterwards every row must be what folding the journals again would write."""
    from tongzhou.law import CALENDAR
    from tongzhou.lines.inspection.tests.brigade import Brigade
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield Brigade()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))


@pytest.fixture
def station(db: None, settings: Any, tmp_path: Any) -> Iterator[Station]:  # noqa: ARG001
    """Give the brigade with its people at the desk; afterwards the rows are what the journals say."""
    from tongzhou.lines.inspection.tests.station import Station
    from tongzhou.procedure.calendar import calendar_now
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield Station()
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))
