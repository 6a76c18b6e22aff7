"""What the tests of the line may ask for: an office with its people, and the rows checked against the journals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tongzhou.lines.filing.tests.cast import Town


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> Iterator[Town]:  # noqa: ARG001
    """Give the town; afterwards every row of a case must be what folding its journal again would write."""
    from tongzhou.lines.filing.tests.cast import Town
    from tongzhou.procedure.calendar import calendar_now
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    settings.DEMO, settings.SMS_SENDER = True, "screen"
    yield Town()
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))
