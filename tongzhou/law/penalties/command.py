"""`tongzhou law penalties` — the items of the table, and what the law says about one on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tongzhou.law.penalties.items import ITEMS, Item, Provision, item
from tongzhou.law.refusals import DAY, Command, Wrong


@click.command(cls=Command)
@click.argument("id_", metavar="[ITEM]", required=False)
@click.option("--on", type=DAY, help="违法行为之日；不填则列出各个时期的规定")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def penalties(id_: str | None, on: date | None, as_json: bool) -> None:
    """罚则事项：依据、幅度、条件 — the penalty items, their articles, ranges and conditions."""
    if id_ is None:
        found = list(ITEMS.values())
    else:
        try:
            found = [item(id_)]
        except KeyError as unknown:
            raise Wrong(str(unknown.args[0])) from None
    if as_json:
        click.echo(json.dumps([as_dict(one, on) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in _lines(one, on, whole=id_ is not None):
            click.echo(line)


def as_dict(one: Item, on: date | None) -> dict[str, Any]:
    """Return an item with its provisions (those of the day, if one is given) in plain types."""
    return {
        "id": one.id,
        "violation": one.violation.as_json(),
        "liable": one.liable.as_json(),
        "aliases": list(one.aliases),
        "general": one.general,
        "note": one.note.as_json() if one.note else None,
        "provisions": [_provision(each) for each in (one.on(on) if on else one.provisions)],
    }


def _provision(one: Provision) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "label": one.label.as_json(),
        "article": one.basis,
        "also": [str(each) for each in one.also],
        "verified": one.article.verified,
        "from": one.since.isoformat(),
        "to": one.until.isoformat() if one.until else None,
        "side": one.side,
        "unit": one.per or None,
        "least": None if one.least is None else str(one.least),
        "most": None if one.most is None else str(one.most),
        "of": one.of.as_json() if one.of.zh else None,
        "may": one.may,
        "conditions": list(one.conditions),
        "note": one.note.as_json() if one.note else None,
    }


def _lines(one: Item, on: date | None, *, whole: bool) -> Iterator[str]:
    if not whole:
        yield f"{one.id:24}{one.violation.zh}"
        return
    yield f"{one.violation.zh}（{one.id}）　责任主体：{one.liable.zh}"
    if one.note:
        yield f"说明：{one.note.zh}"
    provisions = one.on(on) if on else one.provisions
    if not provisions:
        yield f"{on} 的行为没有收录可适用的规定"
    for each in provisions:
        span = f"{each.since} 至 {each.until or '今'}"
        yield f"{each.label.zh}{_range(each)}　{each.basis}　{span}" + "".join(
            f"　须：{code}" for code in each.conditions
        )


def _range(one: Provision) -> str:
    if one.least is None or one.most is None:
        return ""
    side = "（责任人员）" if one.side == "persons" else ""
    may = "（可以）" if one.may else ""
    rate = f"{one.least:f}" if one.least == one.most else f"{one.least:f}–{one.most:f}"
    unit = f"{one.of.zh}的倍数" if one.per == "times" else f"元，{one.unit.zh}"
    return f"{side}{may} {rate} {unit}"
