"""All indicators of some days, one row for each employer of the register on each day."""

from __future__ import annotations

import ibis

from . import dues, signs, wages
from .catalogue import CATALOGUE
from .known import KEY, Known, Question, Table, joined

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
    whole = employers.select(*KEY)
    for question, feeds in PARTS:
        part = known.apart(question, *feeds)
        if part is not None:
            whole = joined(whole, part)
    whole = _nothing_happened(known, whole)
    if {"now_heads", "contracts"} <= set(whole.columns):
        whole = whole.mutate(filing_rate_percent=wages.filing_rate(whole))
    whole = employers.join(
        whole, KEY
    )  # numbers first, words last: whatever is joined carries the rest along
    return whole.select(
        "asked_month",
        "uscc",
        "county",
        "industry",
        **{
            one.name: _column(whole, one.name).cast("int64" if one.whole else "float64")
            for one in CATALOGUE
        },
    )


def _column(whole: Table, name: str) -> Table:
    return whole[name] if name in whole.columns else ibis.null("int64")


def _nothing_happened(known: Known, whole: Table) -> Table:
    """Put zero where a feed that speaks has no row, and join what two feeds say of one thing."""
    zero = {
        name: whole[name].fill_null(0)
        for feed, names in COUNTED.items()
        if known.get(feed) is not None
        for name in names
    }
    whole = whole.mutate(**zero)
    built = known.apart(signs.built, "projects")
    if built is not None:
        has_project = built.mutate(has_project=True)
        whole = joined(whole, has_project)
        none = whole.has_project.isnull()
        whole = whole.mutate(
            project_missing_items=none.ifelse(0, whole.project_missing_items),
            project_unpaid_months=none.ifelse(0, whole.project_unpaid_months),
        )
    heard = [whole[name] for name in ("missing_owner", "unreachable") if name in whole.columns]
    if heard:
        whole = whole.mutate(owner_unreachable=sum(one.fill_null(0) for one in heard))
    return whole
