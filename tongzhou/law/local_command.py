"""`tongzhou law local` — what an office has to set itself, what it has set, and setting it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import click

from tongzhou.law.amounts import prefix_of
from tongzhou.law.local import LocalValue, local_values, open_values, put
from tongzhou.law.refusals import DAY, Field, Group, Wrong
from tongzhou.law.reviewed import Unfit


def read_value(written: str) -> Decimal:
    """Read a number. Raises `ValueError`."""
    try:
        value = Decimal(written.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{written}”须为数字") from None
    if not value.is_finite():
        raise ValueError(f"“{written}”须为数字")
    return value


@click.group(cls=Group)
def local() -> None:
    """本地标准：列出、设定 — figures the office has to set itself: crime thresholds, hearing amounts, deposit rates."""


@local.command("list")
def list_() -> None:
    """列出已设定的，以及尚待设定的 — what is set, and what is still open."""
    try:
        told = list(_lines())
    except Unfit as wrong:
        raise Wrong(str(wrong)) from None
    for line in told:
        click.echo(line)


def _lines() -> Iterator[str]:
    for one in local_values():
        until = one.until or "今"
        yield f"已设：{one.name}　{one.region}　{one.amount:f}　{one.since} 至 {until}　{one.source}　核对人 {one.approved_by}"
    for series, value in open_values():
        until = f" 至 {value.until}" if value.until else " 起"
        yield f"待设：{series.name}　{series.label}（{series.unit}）　{value.since}{until}　{value.missing}"


@local.command("set")
@click.argument("name")
@click.option("--region", required=True, type=Field("地区代码", prefix_of), help="地区代码，如 15")
@click.option("--from", "since", required=True, type=DAY, help="生效日")
@click.option("--to", "until", type=DAY, help="失效日，如某年的平均工资")
@click.option("--value", required=True, type=Field("数值", read_value), help="数值")
@click.option("--instrument", required=True, help="文件名称")
@click.option("--doc-no", required=True, help="文号")
@click.option("--by", "approved_by", required=True, help="核对人")
@click.option("--on", "approved_on", required=True, type=DAY, help="核对日")
@click.option("--note", default="", help="说明")
def set_(
    name: str,
    region: str,
    since: date,
    until: date | None,
    value: Decimal,
    instrument: str,
    doc_no: str,
    approved_by: str,
    approved_on: date,
    note: str,
) -> None:
    """设定一项，旧值自前一日止 — set a figure; the one before it ends the day before."""
    one = LocalValue(name, region, since, value, instrument, doc_no, approved_by, approved_on, until, note)  # fmt: skip
    try:
        file = put(one)
    except (ValueError, Unfit) as wrong:
        raise Wrong(str(wrong)) from None
    except OSError as wrong:
        raise Wrong(f"无法写入：{wrong.strerror}") from None
    click.echo(f"已设定 {name} = {value:f}（{region}，{since} 起），存于 {file}")
