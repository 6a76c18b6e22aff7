"""All indicators of some days, one row for each employer of the register on each day."""

from __future__ import annotations

import ibis

from . import dues, signs, wages
from .catalogue import CATALOGUE
from .known import KEY, Known, Question, Table

NULL = ibis.null("int64")

# Of these, no row means that nothing happened, as long as the feed itself speaks.
COUNTED = {
    "complaints": ("complaints_30d",),
    "disputes": ("arbitrations_30d", "arbitration_people_30d"),
    "court": ("court_signs_365d", "missing_owner"),
    "field_signs": ("unreachable", "equipment_moved", "gathering_stage"),
}


def register(known: Known) -> Table | None:
    """Return the employers that stood in the register on each day: KEY, uscc, county, industry."""
    rows = known.get("employers")
    return None if rows is None else rows.select(*KEY, "uscc", "county", "industry")


def meters(known: Known) -> Table | None:
    """Return what is told of meters."""
    read = known.apart(dues.read, "utilities")
    employers = known.apart(register, "employers")
    return None if read is None else dues.metered(known, read, employers)


# Each part of the question, with the feeds that it asks.
PARTS: tuple[tuple[Question, tuple[str, ...]], ...] = (
    (wages.arrears, ("payroll", "contact_reports", "complaints")),
    (dues.insured, ("insurance",)),
    (meters, ("utilities", "employers")),
    (dues.taxed, ("tax",)),
    (signs.complained, ("complaints",)),
    (signs.disputed, ("disputes",)),
    (signs.judged, ("court",)),
    (signs.seen, ("field_signs",)),
    (wages.layoffs, ("contact_reports",)),
    (wages.contracts, ("filings",)),
    (signs.built, ("projects",)),
)


def values(known: Known) -> Table:
    """Return asked_month, uscc, county, industry and every indicator of the catalogue on the days; null where it is not known.

    Raises LookupError where no register of employers has arrived.
    """
    employers = known.apart(register, "employers")
    if employers is None:
        raise LookupError(
            "数据湖中没有用人单位名册（employers），请先运行 tongzhou feed export employers"
        )
    told = [part for question, feeds in PARTS if (part := known.apart(question, *feeds)) is not None]  # fmt: skip
    whole = employers.select(*KEY)
    for number, part in enumerate(told):
        whole = whole.left_join(part, list(KEY), rname=f"{{name}}_{number}")
    # Numbers first, words last: whatever is joined carries the rest along.
    whole = whole.join(employers, list(KEY), rname="{name}_registered")
    columns = {name: whole[name] for part in told for name in part.columns if name not in KEY}
    _nothing_happened(known, columns)
    if {"now_heads", "contracts"} <= set(columns):
        columns["filing_rate_percent"] = wages.filing_rate(columns["now_heads"], columns["contracts"])  # fmt: skip
    return whole.select(
        "asked_month",
        "uscc",
        "county",
        "industry",
        **{
            one.name: columns.get(one.name, NULL).cast("int64" if one.whole else "float64")
            for one in CATALOGUE
        },
    )


def _nothing_happened(known: Known, columns: dict[str, Table]) -> None:
    """Put zero where a feed that speaks has no row, and put together what two feeds say of one thing."""
    for feed, names in COUNTED.items():
        if feed in known.tables:
            columns |= {name: columns[name].fill_null(0) for name in names}
    if "projects" in known.tables:
        none = columns["has_project"].isnull()
        for name in ("project_missing_items", "project_unpaid_months"):
            columns[name] = none.ifelse(0, columns[name])
    heard = [columns[name] for name in ("missing_owner", "unreachable") if name in columns]
    if heard:
        columns["owner_unreachable"] = sum(one.fill_null(0) for one in heard)
