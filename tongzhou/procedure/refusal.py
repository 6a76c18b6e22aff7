"""Refusals. The message is for the person at the counter: what was refused, why, what to do instead."""

from __future__ import annotations


class Refused(Exception):
    """The act could not be done."""


class NotTheirOffice(Refused):
    """This person may not do it."""


class NotNow(Refused):
    """This case does not allow it now."""


class OutOfTime(Refused):
    """The limit has run out and took the right with it."""


class Stale(Refused):
    """Somebody else was faster; nothing is lost, but the case must be read again."""
