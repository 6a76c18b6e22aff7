"""违法事项 — the penalty items of the law, as this line names them."""

from __future__ import annotations

from tongzhou.law.penalties import ITEMS

LABELS: dict[str, str] = {code: one.violation.zh for code, one in ITEMS.items()}


def label(code: str) -> str:
    """Return what a violation is called; its id where it is not known any more."""
    return LABELS.get(code, code)


def basis(code: str) -> str:
    """Return the articles of a violation, for choosing it; empty where it is not known any more."""
    one = ITEMS.get(code)
    return "、".join(dict.fromkeys(p.basis for p in one.provisions)) if one else ""
