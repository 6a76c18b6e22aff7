"""S1, S2, T1 and the meters U1, U2: what is paid in month after month, and how it falls."""

from __future__ import annotations

import ibis

from .known import YEAR, Known, Table

LATEST = 3  # the last month told lies at most so many months back
READ = 2  # of a meter
FEW = 5  # fewer others than these say nothing about a sector


def _at(rows: Table, age: int, quantity: Table) -> Table:
    """Return the quantity of one month, as an aggregate; null where that month was not told."""
    return (rows.age == age).ifelse(quantity, ibis.null("int64")).max().cast("int64")


def insured(known: Known) -> Table | None:
    """Return insurance_unpaid_months, insured_drop_percent, and now_heads, the last head count told."""
    rows = known.get("insurance")
    if rows is None:
        return None
    unpaid = _unpaid(rows)
    rows = rows.filter(rows.age <= LATEST + 1)
    each = rows.group_by("uscc").agg(
        **{f"h{back}": _at(rows, back, rows.heads) for back in range(LATEST + 2)}
    )
    each = each.left_join(unpaid, "uscc").drop("uscc_right")
    heads = [each[f"h{back}"] for back in range(LATEST + 2)]
    now, before = _latest(heads[:-1], heads[1:])
    drop = (before - now).cast("float64") * 100 / before.cast("float64").nullif(0)
    told = each.select(
        "uscc",
        insurance_unpaid_months=each.unpaid.fill_null(0),
        insured_drop_percent=drop.round(6),
        now_heads=now,
    )
    return told.filter(told.now_heads.notnull())


def _unpaid(rows: Table) -> Table:
    """Return how many months of the last twelve are owed, for those who owe any."""
    rows = rows.filter(rows.age < YEAR, rows.due_fen > rows.paid_fen)
    return rows.group_by("uscc").agg(unpaid=rows.count().cast("int64"))


def _latest(now: list[Table], beside: list[Table]) -> tuple[Table, Table]:
    """Return the newest month told, of those few that count, and what stands beside it."""
    cases = [one.notnull() for one in now]
    newest = ibis.cases(*zip(cases, now, strict=True))
    return newest, ibis.cases(*zip(cases, beside, strict=True))


def taxed(known: Known) -> Table | None:
    """Return tax_unpaid_periods: periods unpaid or returned as zero within twelve months."""
    rows = known.get("tax")
    if rows is None:
        return None
    rows = rows.filter(rows.age < YEAR)
    bad = (rows.due_fen > rows.paid_fen) | rows.zero_return
    each = rows.group_by("uscc").agg(
        tax_unpaid_periods=bad.ifelse(1, 0).sum().cast("int64"), last=rows.age.min()
    )
    # Quarterly returns arrive a month after the quarter: whoever returned nothing for seven is not known.
    return each.filter(each.last <= 7).drop("last")


def metered(known: Known, employers: Table) -> Table | None:
    """Return power_fall_percent, power_place, water_fall_percent, water_unpaid_months.

    A fall is against the same month of last year and beyond what the others of the same sector in the same league fell together (where
    these are fewer than five: of all sectors of the league). What all of them gained is not held against anybody.
    """
    paid, rows = known.get("utilities"), known.get("readings")
    if paid is None or rows is None:
        return None
    back = range(READ + 1)
    rows = rows.filter(rows.kind.isin(["power", "water"]))
    measured = {
        f"{kind[0]}{year}{b}": _at_kind(rows, kind, b + (YEAR if year == "y" else 0))
        for kind in ("power", "water")
        for year in ("n", "y")
        for b in back
    }
    each = rows.group_by("uscc").agg(**measured)
    each = each.left_join(_unpaid(paid.filter(paid.kind == "water")), "uscc").drop("uscc_right")
    each = each.join(employers.select("uscc", "county", "industry"), "uscc")
    told: dict[str, Table] = {}
    for kind in ("p", "w"):
        told[f"{kind}_now"], told[f"{kind}_then"] = _latest(
            [each[f"{kind}n{b}"] for b in back], [each[f"{kind}y{b}"] for b in back]
        )
    each = each.select("uscc", "industry", "unpaid", league=each.county.substr(0, 4), **told)
    each = _with_peers(each)
    ratio = _ratio(each.p_now, each.p_then)
    place = (ratio - each.p_mean) / each.p_std.nullif(0)
    return each.select(
        "uscc",
        power_fall_percent=_fall(each, "p"),
        power_place=place.round(6),
        water_fall_percent=_fall(each, "w"),
        water_unpaid_months=each.w_now.notnull().ifelse(
            each.unpaid.fill_null(0), ibis.null("int64")
        ),
    )


def _with_peers(each: Table) -> Table:
    """Join what the sector of the league, and the whole league, used this year and last: each employer will be left out of its own."""
    told: dict[str, Table] = {}
    for kind in ("p", "w"):
        there = _compared(each, kind)
        told |= {
            f"{kind}_n": there.ifelse(1, 0),
            f"{kind}_sum": there.ifelse(each[f"{kind}_now"], 0),
            f"{kind}_sum_then": there.ifelse(each[f"{kind}_then"], 0),
        }
    each = each.mutate(**told)
    ratio = _ratio(each.p_now, each.p_then)
    sums = {name: each[name].sum().cast("int64") for name in told}
    sector = each.group_by(["league", "industry"]).agg(
        **{f"{name}_sector": one for name, one in sums.items()},
        p_mean=ratio.mean(),
        p_std=ratio.std(how="pop"),
    )
    league = each.group_by("league").agg(**{f"{name}_league": one for name, one in sums.items()})
    each = each.left_join(sector, ["league", "industry"]).drop("league_right", "industry_right")
    return each.left_join(league, "league").drop("league_right")


def _compared(each: Table, kind: str) -> Table:
    return each[f"{kind}_now"].notnull() & (each[f"{kind}_then"] > 0)


def _at_kind(rows: Table, kind: str, age: int) -> Table:
    here = (rows.age == age) & (rows.kind == kind)
    return here.ifelse(rows.quantity, ibis.null("int64")).max().cast("int64")


def _ratio(now: Table, then: Table) -> Table:
    return now.cast("float64") / then.cast("float64").nullif(0)


def _fall(each: Table, kind: str) -> Table:
    def others(of: str) -> tuple[Table, Table]:
        left = {n: each[f"{kind}_{n}_{of}"] - each[f"{kind}_{n}"] for n in ("n", "sum", "sum_then")}
        return left["n"], _ratio(left["sum"], left["sum_then"])

    (sector_count, sector), (league_count, league) = others("sector"), others("league")
    common = ibis.cases((sector_count >= FEW, sector), (league_count >= FEW, league), else_=1.0)
    expected = ibis.least(common.fill_null(1.0), ibis.literal(1.0)).nullif(0)
    fall = (1 - _ratio(each[f"{kind}_now"], each[f"{kind}_then"]) / expected) * 100
    return _compared(each, kind).ifelse(fall, ibis.null("float64")).round(6)
