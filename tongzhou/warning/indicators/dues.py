"""S1, S2, T1 and the meters U1, U2: what is paid in month after month, and how it falls."""

from __future__ import annotations

import ibis

from .known import KEY, SPAN, YEAR, Known, Table, joined

LATEST = 3  # the last month told lies at most so many months back
READ = 2  # of a meter
FEW = 5  # fewer others than these say nothing about a sector


def _at(rows: Table, age: int, quantity: Table) -> Table:
    """Return the quantity of one month, as an aggregate; null where that month was not told."""
    return (rows.age == age).ifelse(quantity, ibis.null("int64")).max().cast("int64")


def insured(known: Known) -> Table | None:
    """Return insurance_unpaid_months, insured_drop_percent, and now_heads, the last head count told."""
    kept = known.kept("insurance")
    if kept is None:
        return None
    rows = known.on_days(kept.select("employer", "month", "heads", *SPAN))
    rows = rows.filter(rows.age <= LATEST + 1)
    each = rows.group_by(KEY).agg(
        **{f"h{back}": _at(rows, back, rows.heads) for back in range(LATEST + 2)}
    )
    each = joined(each, _unpaid(known, kept))
    heads = [each[f"h{back}"] for back in range(LATEST + 2)]
    now, before = _latest(heads[:-1], heads[1:])
    drop = (before - now).cast("float64") * 100 / before.cast("float64").nullif(0)
    told = each.select(
        *KEY,
        insurance_unpaid_months=each.unpaid.fill_null(0),
        insured_drop_percent=drop.round(6),
        now_heads=now,
    )
    return told.filter(told.now_heads.notnull())


def _unpaid(known: Known, kept: Table) -> Table:
    """Return how many months of the last twelve are owed, for those who owe any."""
    rows = known.on_days(kept.filter(kept.due_fen > kept.paid_fen))
    rows = rows.filter(rows.age < YEAR)
    return rows.group_by(KEY).agg(unpaid=rows.count().cast("int64"))


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
    each = rows.group_by(KEY).agg(
        tax_unpaid_periods=bad.ifelse(1, 0).sum().cast("int64"), last=rows.age.min()
    )
    # Quarterly returns arrive a month after the quarter: whoever returned nothing for seven is not known.
    return each.filter(each.last <= 7).drop("last")


def read(known: Known) -> Table | None:
    """Return p0, p0_then … w2_then: what was read in each of the last months, and in the same month of last year."""
    kept = known.kept("utilities")
    if kept is None:
        return None
    kinds = {"p": "power", "w": "water"}
    rows = kept.filter(kept.kind.isin(list(kinds.values())))
    rows = rows.group_by(["employer", "month", *SPAN]).agg(
        **{k: _of_kind(rows, kind) for k, kind in kinds.items()}
    )
    then = rows.select(
        "employer", month=rows.month + YEAR, p_then="p", w_then="w", then_from="received_on", then_until="superseded_on"
    )  # fmt: skip
    rows = rows.left_join(then, ["employer", "month"]).drop("employer_right", "month_right")
    rows = known.on_days(rows)
    rows = rows.filter(rows.age <= READ)
    known_then = (rows.then_from <= rows.asked_day) & (rows.then_until > rows.asked_day)
    told = {}
    for kind in kinds:
        beside = known_then.ifelse(rows[f"{kind}_then"], ibis.null("int64"))
        for back in range(READ + 1):
            told[f"{kind}{back}"] = _at(rows, back, rows[kind])
            told[f"{kind}{back}_then"] = _at(rows, back, beside)
    return rows.group_by(KEY).agg(**told)


def metered(known: Known, read: Table, employers: Table) -> Table:
    """Return power_fall_percent, power_place, water_fall_percent, water_unpaid_months.

    A fall is against the same month of last year and beyond what the others of the same sector in the same league fell together (where
    these are fewer than five: of all sectors of the league). What all of them gained is not held against anybody.
    """
    kept = known.kept("utilities")
    each = joined(read, _unpaid(known, kept.filter(kept.kind == "water")))
    each = each.join(employers.select(*KEY, "county", "industry"), KEY)
    told: dict[str, Table] = {}
    for kind in ("p", "w"):
        told[f"{kind}_now"], told[f"{kind}_then"] = _latest(
            [each[f"{kind}{b}"] for b in range(READ + 1)],
            [each[f"{kind}{b}_then"] for b in range(READ + 1)],
        )
    each = each.select(*KEY, "industry", "unpaid", league=each.county.substr(0, 4), **told)
    each = _with_peers(each)
    ratio = _ratio(each.p_now, each.p_then)
    place = (ratio - each.p_mean) / each.p_std.nullif(0)
    return each.select(
        *KEY,
        power_fall_percent=_fall(each, "p"),
        power_place=place.round(6),
        water_fall_percent=_fall(each, "w"),
        water_unpaid_months=each.w_now.notnull().ifelse(
            each.unpaid.fill_null(0), ibis.null("int64")
        ),
    )


def _of_kind(rows: Table, kind: str) -> Table:
    return (rows.kind == kind).ifelse(rows.quantity, ibis.null("int64")).max().cast("int64")


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
    sector = each.group_by(["asked_month", "league", "industry"]).agg(
        **{f"{name}_sector": one for name, one in sums.items()},
        p_mean=ratio.mean(),
        p_std=ratio.std(how="pop"),
    )
    league = each.group_by(["asked_month", "league"]).agg(
        **{f"{name}_league": one for name, one in sums.items()}
    )
    each = each.left_join(sector, ["asked_month", "league", "industry"])
    each = each.drop("asked_month_right", "league_right", "industry_right")
    each = each.left_join(league, ["asked_month", "league"])
    return each.drop("asked_month_right", "league_right")


def _compared(each: Table, kind: str) -> Table:
    return each[f"{kind}_now"].notnull() & (each[f"{kind}_then"] > 0)


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
