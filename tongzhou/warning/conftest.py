"""What the tests of early warning may ask for: a cast, and the rows checked against the journals afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tongzhou.warning.tests.station import Station


@pytest.fixture
def station(db: None, settings: Any, tmp_path: Any) -> Iterator[Station]:  # noqa: ARG001
    """Give the cast; afterwards every row must be what folding the journals again would write."""
    from tongzhou.law import CALENDAR
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild
    from tongzhou.warning.tests.station import assemble

    settings.MEDIA_ROOT = str(tmp_path)
    yield assemble()
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))
