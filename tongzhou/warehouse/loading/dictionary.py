"""数据字典 — a feed's declaration in plain types: columns, what may stand in them, checks in words, basis, freshness."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tongzhou.columns.declare import Level, Table
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import AWAITED, OUTSIDE

from . import tables


def described(table: Table) -> dict[str, Any]:
    """Return a declaration as the dictionary shows it; of a feed that others send, as it may arrive."""
    arrives = tables.table_of(table.name, "") if table in OUTSIDE else table
    return {
        "name": table.name,
        "title": table.title,
        "grain": table.grain,
        "source": table.source,
        "basis": table.basis,
        "purpose": table.purpose,
        "comes": comes(table),
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
            for c in arrives.columns
        ],
        "checks": [
            {
                "code": c.code,
                "column": "、".join(arrives[code].label for code in c.columns),
                "says": c.says,
                "mend": c.mend,
                "rejects": c.level is Level.REJECT,
                "article": str(c.article) if c.article else "",
            }
            for c in arrives.every_check
        ],
    }


def comes(table: Table) -> str:
    """Say how a feed comes: told by this installation every night, sent, or both."""
    is_told, is_sent = table.name in exporting.sources(), table in OUTSIDE
    if is_told and is_sent:
        return _("本平台每夜自动导出；其他单位掌握的，在数据台、用命令或接口报送")
    if is_told:
        return _("本平台每夜自动导出，不接收报送")
    if table.name in AWAITED:
        return _("本平台还没有登记这项数据的业务，由数据管理员在数据台、用命令或接口报送")
    return _("由提供单位在数据台、用命令或接口报送")
