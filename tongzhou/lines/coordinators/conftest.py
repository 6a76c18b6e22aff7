"""What the tests of the line may ask for: a team, and the rows checked against the journals afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tongzhou.procedure.tests.field import phone  # noqa: F401  # a fixture

if TYPE_CHECKING:
    from tongzhou.lines.coordinators.tests.team import Team


@pytest.fixture
def team(db: None, settings: Any, tmp_path: Any) -> Iterator[Team]:  # noqa: ARG001
    """Give the team; afterwards every row must be what folding the journals again would write."""
    from tongzhou.lines.coordinators.tests.team import Team
    from tongzhou.procedure.calendar import calendar_now
    from tongzhou.procedure.catalogue import versions_of
    from tongzhou.procedure.models import Case
    from tongzhou.procedure.project import rebuild

    settings.MEDIA_ROOT = str(tmp_path)
    yield Team()
    assert not list(rebuild(Case.objects.all(), calendar_now(), versions_of))
