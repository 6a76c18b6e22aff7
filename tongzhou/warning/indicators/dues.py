"""S1, S2, T1 and the meters U1, U2: what is paid in month after month, and how it falls."""

from __future__ import annotations

import ibis

from .known import KEY, SPAN, YEAR, Known, Table, joined

LATEST = 3  # the last month told lies at most so many months back
READ = 2  # of a meter
RETURNED = 7
KINDS = {"p": "power", "w": "water"}
WEIGHT = 2**56  # greater than any quantity
FEW = 5  # fewer others than these say nothing about a sector


def _newest(rows: Table, said: Table, beside: Table) -> tuple[Table, Table]:
    """Return, as aggregates, what the newest row says that says anything, and what stands beside it there: each one number, how new the row is
    and then the quantity, which is whole and not below nought.
    """
    newer = (LATEST - rows.age) * WEIGHT
    now, then = (
        said.notnull().ifelse(newer + one.fill_null(-1) + 1, ibis.null("int64")).max()
        for one in (said, beside)
    )
    return now, then


def _said(newest: Table) -> Table:
    """Return the quantity of the newest row, or null."""
    said = newest % WEIGHT
    return (said > 0).ifelse(said - 1, ibis.null("int64")).cast("int64")


def _with_earlier(rows: Table, months: int, *names: str) -> Table:
    """Join to each row what was told of so many months earlier, with the span of days in which that was known."""
    then = rows.select(
        "employer",
        month=rows.month + months,
        then_from="received_on",
        then_until="superseded_on",
        **{f"{name}_then": name for name in names},
    )
    rows = rows.left_join(then, ["employer", "month"])
    return rows.drop("employer_right", "month_right")


def _then(rows: Table, name: str) -> Table:
    """Return what was told of the earlier month, if it was known on the day."""
    known = (rows.then_from <= rows.asked_day) & (rows.then_until > rows.asked_day)
    return known.ifelse(rows[f"{name}_then"], ibis.null("int64"))


def insured(known: Known) -> Table | None:
    """Return insurance_unpaid_months, insured_drop_percent, and now_heads, the last head count told."""
    kept = known.kept("insurance")
    recent = known.kept("insurance", tuple(range(LATEST + 2)))  # and the month before these
    if kept is None or recent is None:
        return None
    rows = recent.filter(recent.heads.notnull()).select("employer", "month", "heads", *SPAN)
    rows = known.on_days(_with_earlier(rows, 1, "heads"))
    rows = rows.filter(rows.age <= LATEST)
    now, before = _newest(rows, rows.heads, _then(rows, "heads"))
    each = rows.group_by(KEY).agg(now=now, before=before)
    each = joined(each, _unpaid(known, kept))
    now, before = _said(each.now), _said(each.before)
    drop = (before - now).cast("float64") * 100 / before.cast("float64").nullif(0)
    return each.select(
        *KEY,
        insurance_unpaid_months=each.unpaid.fill_null(0),
        insured_drop_percent=drop.round(6),
        now_heads=now,
    )


def _unpaid(known: Known, kept: Table) -> Table:
    """Return how many months of the last twelve are owed, for those who owe any."""
    rows = known.on_days(kept.filter(kept.due_fen > kept.paid_fen))
    rows = rows.filter(rows.age < YEAR)
    return rows.group_by(KEY).agg(unpaid=rows.count().cast("int64"))


def taxed(known: Known) -> Table | None:
    """Return tax_unpaid_periods: periods unpaid or returned as zero within twelve months."""
    kept, recent = known.kept("tax"), known.kept("tax", tuple(range(RETURNED + 1)))
    if kept is None or recent is None:
        return None
    # Quarterly returns arrive a month after the quarter: whoever returned nothing for seven is not known.
    told = known.on_days(recent.select("employer", "month", *SPAN))
    told = told.filter(told.age <= RETURNED).select(*KEY).distinct()
    rows = known.on_days(kept.filter((kept.due_fen > kept.paid_fen) | kept.zero_return))
    rows = rows.filter(rows.age < YEAR)
    each = joined(told, rows.group_by(KEY).agg(bad=rows.count().cast("int64")))
    return each.select(*KEY, tax_unpaid_periods=each.bad.fill_null(0))


def read(known: Known) -> Table | None:
    """Return of power and water what was read last, and what in the same month of last year: p_now, p_then, w_now, w_then."""
    kept = known.kept("utilities", (*range(READ + 1), *range(YEAR, YEAR + READ + 1)))
    if kept is None:
        return None
    rows = kept.filter(kept.kind.isin(list(KINDS.values())))
    rows = rows.group_by(["employer", "month", *SPAN]).agg(
        **{name: _of_kind(rows, kind) for name, kind in KINDS.items()}
    )
    rows = known.on_days(_with_earlier(rows, YEAR, *KINDS))
    rows = rows.filter(rows.age <= READ)
    told = {}
    for name in KINDS:
        told[f"{name}_now"], told[f"{name}_then"] = _newest(rows, rows[name], _then(rows, name))
    each = rows.group_by(KEY).agg(**told)
    return each.select(*KEY, **{name: _said(each[name]) for name in told})


def metered(known: Known, read: Table, employers: Table) -> Table:
    """Return power_fall_percent, power_place, water_fall_percent, water_unpaid_months.

    A fall is against the same month of last year and beyond what the others of the same sector in the same league fell together (where
    these are fewer than five: of all sectors of the league). What all of them gained is not held against anybody.
    """
    kept: Table = known.kept("utilities")
    each = joined(read, _unpaid(known, kept.filter(kept.kind == "water")))
    each = each.join(employers.select(*KEY, "county", "industry"), KEY)
    each = each.mutate(league=each.county.substr(0, 4)).drop("county")
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
    league = sector.group_by(["asked_month", "league"]).agg(
        **{f"{name}_league": sector[f"{name}_sector"].sum().cast("int64") for name in told}
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
