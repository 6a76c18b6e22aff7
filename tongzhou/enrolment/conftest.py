"""What the tests of the room may ask for: a league with its registrars, and lists of employers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tongzhou.enrolment.tests.cast import League


@pytest.fixture
def league(db: None, settings: Any, tmp_path: Any) -> League:  # noqa: ARG001
    from tongzhou.enrolment.tests.cast import League

    settings.MEDIA_ROOT = str(tmp_path)
    return League(tmp_path)
