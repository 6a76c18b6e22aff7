"""数据字典 — a feed's declaration in plain types: columns, what may stand in them, checks in words, basis, freshness."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Level, Table


def described(table: Table) -> dict[str, Any]:
    """Return a declaration as the dictionary shows it."""
    return {
        "name": table.name,
        "title": table.title,
        "grain": table.grain,
        "source": table.source,
        "basis": table.basis,
        "purpose": table.purpose,
        "fresh_within_days": table.fresh_within.days if table.fresh_within else None,
        "key": [table[code].label for code in table.key],
        "sums": [table[code].label for code in table.sums],
        "columns": [
            {
                "code": c.code,
                "label": c.label,
                "aliases": list(c.aliases),
                "type": type(c.type).__name__,
                "words": str(c.type.words),
                "required": c.must_be_there,
                "note": c.note,
            }
            for c in table.columns
        ],
        "checks": [
            {
                "code": c.code,
                "column": table[c.column].label,
                "says": c.says,
                "mend": c.mend,
                "rejects": c.level is Level.REJECT,
                "article": str(c.article) if c.article else "",
            }
            for c in table.checks
        ],
    }
