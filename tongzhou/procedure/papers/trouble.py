"""What can go wrong when a document is drawn, in words for the officer."""

from __future__ import annotations


class Undrawable(Exception):
    """The document cannot be drawn in this format; the message says why and what helps."""
