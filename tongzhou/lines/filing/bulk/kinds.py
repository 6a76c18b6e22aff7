"""用工形式的列 — which rows of a file are a labour relation, which are held against a minimum wage. Asked of whole columns."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.filing.rules.checking import LABOUR_KINDS, WRITTEN_KINDS


def labour(c: Any) -> Any:
    """Return the rows of a labour relation, to be reckoned once; through a platform too, where the facts are those of one."""
    return c.kind.is_in(sorted(LABOUR_KINDS)) | of_platform(c)


def of_platform(c: Any) -> Any:
    """Return the rows of work through a platform that is a labour relation."""
    return (c.kind == "platform") & (c.platform_class == "labour")


def needs_writing(c: Any) -> Any:
    """Return the rows whose contract must be in writing."""
    return c.kind.is_in(list(WRITTEN_KINDS)) | of_platform(c)


def is_labour(c: Any) -> Any:
    """Return the rows of a labour relation."""
    return c.is_labour


def has_a_floor(c: Any) -> Any:
    """Return the rows whose pay is held against a minimum."""
    return is_labour(c) | ((c.kind == "platform") & (c.platform_class != "civil"))
