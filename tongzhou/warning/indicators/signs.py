"""C1, C2, L1, P1, E1, G1: what happened within some days before, and what a building project lacks."""

from __future__ import annotations

import ibis

from .known import KEY, YEAR, Known, Table

STAGES = {"strike_talk": 1, "strike_planned": 2, "strike_happening": 3}
UNTOLD = 9  # in the place of how many items a project lacks: none of those that were told, and one was not
REPORTED = 2  # months: what a project said longer ago is no longer known


def _within(rows: Table, days: int) -> Table:
    """Return the rows of the last days, the day itself included."""
    return rows.filter(rows.ago >= 0, rows.ago < days)


def complained(known: Known) -> Table | None:
    """Return complaints_30d."""
    rows = known.get("complaints")
    if rows is None:
        return None
    rows = _within(rows, 30)
    return rows.group_by(KEY).agg(complaints_30d=rows.count().cast("int64"))


def disputed(known: Known) -> Table | None:
    """Return arbitrations_30d and arbitration_people_30d. 劳动争议调解仲裁法 7: ten and more are collective."""
    rows = known.get("disputes")
    if rows is None:
        return None
    rows = _within(rows, 30)
    return rows.group_by(KEY).agg(
        arbitrations_30d=rows.count().cast("int64"),
        arbitration_people_30d=rows.people.sum().cast("int64"),
    )


def judged(known: Known) -> Table | None:
    """Return court_signs_365d and missing_owner, of the courts."""
    rows = known.get("court")
    if rows is None:
        return None
    rows = _within(rows, 365)
    gone = rows.kind == "owner_missing"
    return rows.group_by(KEY).agg(
        court_signs_365d=(~gone).ifelse(1, 0).sum().cast("int64"),
        missing_owner=gone.ifelse(1, 0).sum().cast("int64"),
    )


def seen(known: Known) -> Table | None:
    """Return unreachable, equipment_moved and gathering_stage, of grid workers and coordinators."""
    rows = known.get("field_signs")
    if rows is None:
        return None
    rows = _within(rows, 90)
    stage = ibis.cases(*[(rows.sign == name, n) for name, n in STAGES.items()], else_=0)
    return rows.group_by(KEY).agg(
        unreachable=(rows.sign == "owner_unreachable").ifelse(1, 0).sum().cast("int64"),
        equipment_moved=(rows.sign == "equipment_moved").ifelse(1, 0).sum().cast("int64"),
        gathering_stage=stage.max().cast("int64"),
    )


def built(known: Known) -> Table | None:
    """Return project_missing_items and project_unpaid_months of the worst project, and has_project, true. 保障农民工工资支付条例 26–32."""
    rows = known.get("projects")
    if rows is None:
        return None
    rows = rows.filter(rows.age < YEAR)
    items = [rows[item] for item in ("account", "deposit", "real_name")]
    lacks = sum((~item).fill_null(False).ifelse(1, 0) for item in items)
    silent = sum(item.isnull().ifelse(1, 0) for item in items) > 0
    recent = rows.age <= REPORTED
    # The newest month and what is missing in it, in one number: both engines take the greatest.
    by_project = rows.group_by([*KEY, "project"]).agg(
        last=((YEAR - rows.age) * 10 + ((lacks == 0) & silent).ifelse(UNTOLD, lacks))
        .max()
        .cast("int64"),
        unpaid=(recent & ~rows.monthly_pay).fill_null(False).ifelse(1, 0).sum().cast("int64"),
        untold=(recent & rows.monthly_pay.isnull()).ifelse(1, 0).max().cast("int64"),
    )
    fresh = (by_project.last // 10) >= YEAR - REPORTED
    digit = by_project.last % 10
    each = by_project.group_by(KEY).agg(
        lacks=(fresh & (digit < UNTOLD)).ifelse(digit, ibis.null("int64")).max().cast("int64"),
        silent=(fresh & (digit == UNTOLD)).ifelse(1, 0).max().cast("int64"),
        unpaid=by_project.unpaid.max().cast("int64"),
        untold=by_project.untold.max().cast("int64"),
    )
    # What is lacking somewhere is lacking; that nothing is can be said only where every item was told.
    return each.select(
        *KEY,
        project_missing_items=_unless(each.silent, each.lacks),
        project_unpaid_months=_unless(each.untold, each.unpaid),
        has_project=ibis.literal(True),
    )


def _unless(silent: Table, count: Table) -> Table:
    """Return a count; null where it is nought and something was not told."""
    unknown = (silent > 0) & (count.fill_null(0) == 0)
    return unknown.ifelse(ibis.null("int64"), count)
