"""The indicators of a day: a row for each employer that stood in the register, a column for each indicator; missing is missing."""

from __future__ import annotations

from datetime import date

import pandas as pd

from .reading import LATE, YEAR, Feeds, Frame

WHOLE = [
    "wage_unpaid_people", "insurance_unpaid_months", "water_unpaid_months", "tax_unpaid_periods", "complaints_30d",
    "arbitrations_30d", "arbitration_people_30d", "court_signs_365d", "owner_unreachable", "layoff_people",
    "project_missing_items", "project_unpaid_months", "equipment_moved", "gathering_stage",
]  # fmt: skip
PARTS = [
    "wage_arrears_months", "insured_drop_percent", "power_fall_percent", "power_place", "water_fall_percent",
    "layoff_share_percent", "filing_rate_percent",
]  # fmt: skip
STAGES = {"strike_talk": 1, "strike_planned": 2, "strike_happening": 3}
FEW = 5  # fewer others than these say nothing about a sector


def indicators(feeds: Feeds, day: date) -> Frame:
    """Return uscc, county, industry and every indicator as known on a day, by the number of the employer."""
    firms = feeds.registered(day).set_index("employer").sort_index()
    at = firms[["uscc", "county", "industry"]].copy()
    heads = None
    for part in (_pay(feeds, day), insurance := _insurance(feeds, day), _meters(feeds, day, firms), _tax(feeds, day), _reports(feeds, day)):  # fmt: skip
        if part is not None:
            at = at.join(part)
    if insurance is not None:
        heads = at.pop("heads")
    at = _events(at, feeds, day)
    at = _projects(at, feeds, day)
    if heads is not None and feeds.speaks("filings", day):
        at["filing_rate_percent"] = _filed(feeds, day, heads)
    at = at.reindex(columns=["uscc", "county", "industry", *PARTS, *WHOLE])
    return at.astype({**dict.fromkeys(PARTS, "float64"), **dict.fromkeys(WHOLE, "Int64")})


def _unpaid(rows: Frame) -> Frame:
    """Return in how many of the last twelve months less was paid than due."""
    year = rows[rows.age < YEAR]
    return year[year.due_fen > year.paid_fen].groupby("employer").size()


def _newest(rows: Frame, what: str, *, back: int, earlier: int) -> Frame:
    """Return what the newest month of each employer says, at most so many months old, and what a month so much earlier said."""
    rows = rows.loc[rows[what].notna(), ["employer", "age", what]]
    last = rows[rows.age <= back].sort_values("age", kind="stable").drop_duplicates("employer")
    then = rows.assign(age=rows.age - earlier)
    both = last.merge(then, on=["employer", "age"], how="left", suffixes=("", "_then"))
    return both.set_index("employer").rename(columns={what: "now", f"{what}_then": "then"})


def _pay(feeds: Feeds, day: date) -> Frame:
    """W1, W2: the oldest pay that is owed, and the most people, from pay sheets, reports and complaints."""
    said, now = [], pd.Timestamp(day)
    if (pay := feeds.paid(day)) is not None:
        told, owed = pay
        said.append(told.assign(since=pd.NaT, people=0, sure=True))
        said.append(owed.drop(columns="month").assign(sure=False))
    reports = feeds.known("contact_reports", day, months=LATE + 1)
    if reports is not None:
        reports = reports.sort_values("age", kind="stable").drop_duplicates("employer")
        since = reports.arrears_since.where(reports.arrears_people > 0)
        said.append(reports[["employer"]].assign(since=since, people=reports.arrears_people, sure=True))  # fmt: skip
    complaints = feeds.known("complaints", day)
    if complaints is not None and feeds.speaks("complaints", day):
        fresh = complaints.happened_on > now - pd.Timedelta(days=90)
        open_ = complaints.outcome.isna() | (complaints.outcome == "confirmed")
        rows = complaints[fresh & open_ & complaints.wages.eq(True)]
        since = rows.owed_since.where(rows.owed_since <= now)
        said.append(rows[["employer"]].assign(since=since, people=rows.people, sure=False))
    if not said:
        return None
    each = pd.concat([one for one in said if len(one)] or said).groupby("employer")
    each = each.agg({"since": "min", "people": "max", "sure": "max"})
    months = ((now - each.since).dt.days / 30).round(2).clip(lower=0.01)
    nobody = pd.Series(0.0, each.index).where(each.people == 0)
    each["wage_arrears_months"] = months.where(each.since.notna(), nobody)
    each = each[each.since.notna() | each.sure | (each.people > 0)]
    return each[["wage_arrears_months", "people"]].rename(columns={"people": "wage_unpaid_people"})


def _insurance(feeds: Feeds, day: date) -> Frame:
    """S1, S2, and `heads`, the last head count."""
    rows = feeds.known("insurance", day)
    if rows is None:
        return None
    each = _newest(rows, "heads", back=3, earlier=1)
    drop = (each.then - each.now) * 100 / each.then.where(each.then != 0)
    unpaid = _unpaid(rows).reindex(each.index, fill_value=0)
    return pd.DataFrame(
        {
            "insurance_unpaid_months": unpaid,
            "insured_drop_percent": drop.round(6),
            "heads": each.now,
        }
    )


def _meters(feeds: Feeds, day: date, firms: Frame) -> Frame:
    """U1, U2: how much less than a year ago was used, beyond what the others used less together."""
    rows = feeds.known("utilities", day, months=YEAR + LATE + 1)
    if rows is None:
        return None
    each = {}
    for kind in ("power", "water"):
        mine = rows[rows.kind == kind]
        read = _newest(mine, "quantity", back=LATE, earlier=YEAR)
        pairs = read[read.then > 0].join(firms[["league", "industry"]], how="inner")
        ratio = pairs.now / pairs.then
        common = _common(pairs)
        each[f"{kind}_fall_percent"] = ((1 - ratio / common.where(common > 0)) * 100).round(6)
        if kind == "power":
            sector = ratio.groupby([pairs.league, pairs.industry])
            spread = sector.transform("std", ddof=0)
            place = (ratio - sector.transform("mean")) / spread.where(spread > 0)
            each["power_place"] = place.round(6)
        else:
            each["water_unpaid_months"] = _unpaid(mine).reindex(read.index, fill_value=0)
    return pd.DataFrame(each)


def _common(pairs: Frame) -> Frame:
    """Return what the others of the sector, or where these are few of the league, used of what they used a year ago; no more than all of it."""
    pairs = pairs.assign(n=1)
    own = pairs[["n", "now", "then"]]
    sector = pairs.groupby(["league", "industry"])[["n", "now", "then"]].transform("sum") - own
    league = pairs.groupby("league")[["n", "now", "then"]].transform("sum") - own
    of_sector = (sector.now / sector.then).where(sector.n >= FEW)
    of_league = (league.now / league.then).where(league.n >= FEW)
    return of_sector.fillna(of_league).fillna(1.0).clip(upper=1.0)


def _tax(feeds: Feeds, day: date) -> Frame:
    """T1: periods unpaid or returned as zero; whoever returned nothing for seven months is not known."""
    rows = feeds.known("tax", day)
    if rows is None:
        return None
    told = rows[rows.age <= 7].employer.unique()
    bad = rows[(rows.due_fen > rows.paid_fen) | rows.zero_return.eq(True)]
    periods = bad.groupby("employer").size().reindex(told, fill_value=0)
    return periods.to_frame("tax_unpaid_periods")


def _reports(feeds: Feeds, day: date) -> Frame:
    """B1: what the newest report of a contact employer plans."""
    rows = feeds.known("contact_reports", day, months=LATE + 1)
    if rows is None:
        return None
    last = rows.sort_values("age", kind="stable").drop_duplicates("employer").set_index("employer")
    share = last.layoffs_planned * 100 / last.heads.where(last.heads != 0)
    return pd.DataFrame(
        {"layoff_people": last.layoffs_planned, "layoff_share_percent": share.round(6)}
    )


def _events(at: Frame, feeds: Feeds, day: date) -> Frame:
    """C1, C2, L1, E1, G1: what happened within some days; zero where the feed speaks and has nothing."""
    gone = []

    def within(feed: str, days: int) -> Frame:
        rows = feeds.known(feed, day)
        if rows is None or not feeds.speaks(feed, day):
            return None
        ago = (pd.Timestamp(day) - rows.happened_on).dt.days
        return rows[ago.between(0, days - 1)]

    def each(told: Frame) -> Frame:
        return told.reindex(at.index).fillna(0)

    if (rows := within("complaints", 30)) is not None:
        at["complaints_30d"] = each(rows.groupby("employer").size())
    if (rows := within("disputes", 30)) is not None:
        at["arbitrations_30d"] = each(rows.groupby("employer").size())
        at["arbitration_people_30d"] = each(rows.groupby("employer").people.sum())
    if (rows := within("court", 365)) is not None:
        missing = rows.kind == "owner_missing"
        at["court_signs_365d"] = each(rows[~missing].groupby("employer").size())
        gone.append(each(rows[missing].groupby("employer").size()))
    if (rows := within("field_signs", 90)) is not None:
        at["equipment_moved"] = each(rows[rows.sign == "equipment_moved"].groupby("employer").size())  # fmt: skip
        at["gathering_stage"] = each(rows.sign.map(STAGES).astype("float64").groupby(rows.employer).max())  # fmt: skip
        gone.append(each(rows[rows.sign == "owner_unreachable"].groupby("employer").size()))
    if gone:
        at["owner_unreachable"] = sum(gone)
    return at


def _projects(at: Frame, feeds: Feeds, day: date) -> Frame:
    """P1: what the worst project lacks; zero for whoever builds nothing, as long as the platform speaks."""
    rows = feeds.known("projects", day)
    if rows is None or not feeds.speaks("projects", day):
        return at
    items = ("account", "deposit", "real_name")
    rows = rows.assign(
        lacks=sum(rows[item].eq(False).astype("int64") for item in items),
        silent=sum(rows[item].isna().astype("int64") for item in items) > 0,
        unpaid=rows.monthly_pay.eq(False) & (rows.age <= LATE),
        untold=rows.monthly_pay.isna() & (rows.age <= LATE),
    )
    last = rows.sort_values("age", kind="stable").drop_duplicates(["employer", "project"])
    fresh = last[last.age <= LATE].groupby("employer")
    told = rows.groupby(["employer", "project"], observed=True).unpaid.sum().groupby("employer").max()  # fmt: skip
    untold, builds = rows.groupby("employer").untold.max(), at.index.isin(told.index)
    for name, most, blind in (("missing_items", fresh.lacks.max(), fresh.silent.max()), ("unpaid_months", told, untold)):  # fmt: skip
        known = most.where(~(blind.reindex(most.index, fill_value=False) & (most == 0)))
        at[f"project_{name}"] = known.reindex(at.index).where(builds, 0)
    return at


def _filed(feeds: Feeds, day: date, heads: Frame) -> Frame:
    """K1: contracts in force that were filed, against the last head count insured."""
    rows, now = feeds.known("filings", day), pd.Timestamp(day)
    begun = rows.starts_on <= now
    ended = (rows.ended_on <= now) | (rows.ends_on < now)
    filed = rows[begun & ~ended].groupby("employer").size().reindex(heads.index).fillna(0)
    return (filed * 100 / heads.where(heads > 0)).clip(upper=100.0).round(6)
