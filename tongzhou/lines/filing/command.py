"""`tongzhou filing` — load files (`bulk`), and rank for review; a nightly job calls `rank` for the whole region."""

from __future__ import annotations

import json
from datetime import datetime

import click
from django.utils.timezone import localdate

from .bulk.command import filing

__all__ = ["filing"]


@filing.command()
@click.option(
    "--county", "counties", multiple=True, help="旗县代码，可以多次；不填则为有备案的全部旗县"
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="哪一天的情形，默认今天")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def rank(counties: tuple[str, ...], as_of: datetime | None, as_json: bool) -> None:
    """Rank the employers of counties by risk, for the review at the desk; each county anew, all or nothing."""
    from .models import Employment
    from .review import ranking

    day = as_of.date() if as_of else localdate()
    wanted = counties or tuple(
        Employment.objects.order_by("county").values_list("county", flat=True).distinct()
    )
    found = {county: ranking.rank(county, on=day) for county in wanted}
    if as_json:
        click.echo(json.dumps({"as_of": day.isoformat(), "counties": found}, ensure_ascii=False))
        return
    for county, n in found.items():
        click.echo(f"{county}：{n} 家单位需要关注")
