"""数据源 — what may arrive in the lake, one declaration a file: columns, key, checks in the officer's words, basis of sharing, freshness.

Pure data, read by pages, jobs and commands alike. `FEEDS` names them all; `OWN` are written by this installation itself out of its lines and
registers (`tongzhou.warehouse.exporting`), `OUTSIDE` are sent by others. Some are both: what coordinators of our own report is exported, what others gather is
sent; incidents and credit decisions are sent by the keeper of data as long as no line here keeps them (`AWAITED`). `BY_NAME`: a row may bear a name in the place of a code. A column of identity numbers lies in the lake as its pseudonym only.
"""

from __future__ import annotations

from tongzhou.columns.declare import Table

from .complaints import COMPLAINTS
from .contact_reports import CONTACT_REPORTS
from .court import COURT
from .credit import CREDIT
from .disputes import DISPUTES
from .employers import EMPLOYERS
from .field_signs import FIELD_SIGNS
from .filings import FILINGS
from .incidents import INCIDENTS
from .inspections import INSPECTIONS
from .insurance import INSURANCE, INSURANCE_PEOPLE
from .payroll import PAYROLL
from .projects import PROJECTS
from .tax import TAX
from .utilities import UTILITIES

OUTSIDE: tuple[Table, ...] = (
    PAYROLL,
    INSURANCE,
    INSURANCE_PEOPLE,
    UTILITIES,
    TAX,
    COURT,
    PROJECTS,
    CONTACT_REPORTS,
    FIELD_SIGNS,
    INCIDENTS,
    CREDIT,
)
OWN: tuple[Table, ...] = (EMPLOYERS, FILINGS, COMPLAINTS, DISPUTES, INSPECTIONS)
# Whoever tells these may know a name and no credit code: suppliers, courts, people on site, police and petitions.
BY_NAME = frozenset({UTILITIES.name, COURT.name, FIELD_SIGNS.name, INCIDENTS.name})
AWAITED = frozenset({INCIDENTS.name, CREDIT.name})  # a line of our own is to tell them one day
FEEDS: dict[str, Table] = {table.name: table for table in (*OUTSIDE, *OWN)}
