"""`tongzhou law retirement` — the day on which somebody reaches the statutory age of retirement."""

from __future__ import annotations

import json
from datetime import date

import click

from tongzhou.law.refusals import DAY
from tongzhou.law.retirement import ELASTIC, MAN, RULE, WOMAN_50, WOMAN_55
from tongzhou.law.retirement import retirement as reckon


@click.command()
@click.argument("born", type=DAY)
@click.option(
    "--group",
    "codes",
    type=click.Choice([MAN, WOMAN_55, WOMAN_50]),
    multiple=True,
    help="Which group; all of them where none is named.",
)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def retirement(born: date, codes: tuple[str, ...], as_json: bool) -> None:
    """法定退休年龄 — by the day of birth, for men and for the two groups of women."""
    found = [reckon(code, born=born) for code in codes or (MAN, WOMAN_55, WOMAN_50)]
    if as_json:
        told = [
            {
                "group": r.group.code,
                "born": r.born.isoformat(),
                "years": r.age[0],
                "months": r.age[1],
                "delay": r.delay,
                "on": r.on.isoformat(),
                "article": str(RULE),
            }
            for r in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for r in found:
        click.echo(f"{r.group.label}：{r.words}，{r.on} 达到（延迟{r.delay}个月）")
    click.echo(f"依据：{RULE}；弹性提前、延迟见{ELASTIC}")
