"""W1, W2 and what else is said by pay sheets, complaints and contact employers: arrears, lay-offs, filing."""

from __future__ import annotations

import ibis

from .known import KEY, SPAN, YEAR, Known, Table, days_before

SAID_RECENTLY = 2  # months: pay of a month arrives in the next
COMPLAINED = 90  # days
DAYS_A_MONTH = 30


def arrears(known: Known) -> Table | None:
    """Return wage_arrears_months and wage_unpaid_people by employer. 保障农民工工资支付条例 11, 13, 38."""
    told = [t for t in (_paid(known), _reported(known), _complained(known)) if t is not None]
    if not told:
        return None
    said = told[0]
    for other in told[1:]:
        said = said.union(other)
    each = said.group_by(KEY).agg(
        days=said.days.max(), people=said.people.max(), sure=said.sure.max()
    )
    months = (each.days.cast("float64") / DAYS_A_MONTH).round(2)
    owed, none = each.days.notnull(), (each.sure == 1) & (each.people == 0)
    # Whoever is only complained about is in arrears or unknown; silence of complainants proves nothing. Where somebody is said to be
    # unpaid and nobody says since when, the people are known and the months are not.
    return each.filter(owed | (each.sure == 1) | (each.people > 0)).select(
        *KEY,
        wage_arrears_months=ibis.cases(
            (owed, ibis.greatest(months, ibis.literal(0.01))),
            (none, 0.0),
            else_=ibis.null("float64"),
        ),
        wage_unpaid_people=each.people,
    )


def _paid(known: Known) -> Table | None:
    """Return for how long an employer owes, the people of each month, and whether it was told of at all of late."""
    kept, recent = known.kept("payroll"), known.kept("payroll", tuple(range(SAID_RECENTLY + 1)))
    if kept is None or recent is None:
        return None
    told = known.on_days(recent.filter(~recent.owed).select("employer", "month", *SPAN))
    told = told.filter(told.age <= SAID_RECENTLY).select(*KEY).distinct()
    told = told.mutate(days=ibis.null("int64"), people=ibis.literal(0, "int64"), sure=ibis.literal(1, "int64"))  # fmt: skip
    owed = kept.filter(kept.owed)  # workers of one employer mostly go together
    owed = owed.group_by(["employer", "month", "due_on", *SPAN]).agg(people=owed.count())
    rows = known.on_days(owed)
    rows = rows.filter(
        rows.age < YEAR, rows.due_on < rows.asked_day
    )  # not due yet is not in arrears
    by_month = rows.group_by([*KEY, "age"]).agg(
        days=days_before(rows, rows.due_on).max(), people=rows.people.sum().cast("int64")
    )
    sure = (by_month.age <= SAID_RECENTLY).ifelse(1, 0).cast("int64")
    return told.union(by_month.select(*KEY, "days", "people", sure=sure))


def _reported(known: Known) -> Table | None:
    rows = known.get("contact_reports")
    if rows is None:
        return None
    rows = _newest(rows).mutate(sure=ibis.literal(1, "int64"))
    days = (rows.arrears_people > 0).ifelse(
        days_before(rows, rows.arrears_since), ibis.null("int64")
    )
    return rows.group_by(KEY).agg(
        days=days.max(), people=rows.arrears_people.max().cast("int64"), sure=rows.sure.max()
    )


def _complained(known: Known) -> Table | None:
    rows = known.get("complaints")
    if rows is None:
        return None
    rows = rows.filter(
        rows.wages, rows.ago < COMPLAINED, rows.outcome.isnull() | (rows.outcome == "confirmed")
    ).mutate(sure=ibis.literal(0, "int64"))
    since = days_before(rows, rows.owed_since)
    return rows.group_by(KEY).agg(
        days=(since >= 0).ifelse(since, ibis.null("int64")).max(),
        people=rows.people.max().cast("int64"),
        sure=rows.sure.max(),
    )


def _newest(rows: Table) -> Table:
    """Return the newest report of late of each contact employer: it tells how things stand, and an older one how they stood."""
    rows = rows.filter(rows.age <= SAID_RECENTLY)
    last = rows.group_by(KEY).agg(month=rows.month.max())
    return rows.semi_join(last, [*KEY, "month"])


def layoffs(known: Known) -> Table | None:
    """Return layoff_people and layoff_share_percent of the newest report of each contact employer. 劳动合同法 41."""
    rows = known.get("contact_reports")
    if rows is None:
        return None
    newest = _newest(rows)
    each = newest.group_by(KEY).agg(
        people=newest.layoffs_planned.max().cast("int64"), heads=newest.heads.max().cast("int64")
    )
    share = each.people.cast("float64") * 100 / each.heads.cast("float64").nullif(0)
    return each.select(*KEY, layoff_people=each.people, layoff_share_percent=share.round(6))


def contracts(known: Known) -> Table | None:
    """Return how many contracts in force the bureau knows of, by employer."""
    rows = known.get("filings")
    if rows is None:
        return None
    return rows.group_by(KEY).agg(contracts=rows.change.sum().cast("int64"))


def filing_rate(now_heads: Table, contracts: Table) -> Table:
    """Return filing_rate_percent: contracts in force that were filed, against the last head count insured; null without one."""
    heads = (now_heads > 0).ifelse(now_heads, ibis.null("int64")).cast("float64")
    rate = contracts.fill_null(0).cast("float64") * 100 / heads
    return heads.notnull().ifelse(
        ibis.least(rate, ibis.literal(100.0)).round(6), ibis.null("float64")
    )
