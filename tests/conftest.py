"""What the tests of the whole house report at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .scope_world import made, one_missing_page, world  # noqa: F401  # fixtures


@pytest.fixture
def examples() -> Iterator[None]:
    """Enter the example procedures, and take them out again."""
    from tongzhou.procedure import catalogue
    from tongzhou.procedure.examples.line import EXAMPLES

    catalogue.enter(EXAMPLES)
    yield
    catalogue.strike(EXAMPLES.code)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many questions the scope tests have asked."""
    asked = [
        int(value)
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name == "scope_questions"
    ]
    if asked:
        terminalreporter.write_line(f"scope: {sum(asked)} questions asked, all answered rightly")
