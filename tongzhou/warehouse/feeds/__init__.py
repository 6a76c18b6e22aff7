"""数据源 — what may arrive in the lake, one declaration a file: columns, key, checks in the officer's words, basis of sharing, freshness.

Pure data, read by pages, jobs and commands alike. `FEEDS` names them all; `OWN` are written by this installation itself out of its lines and
registers (`tongzhou.warehouse.exporting`), `OUTSIDE` are sent by others (signs on site by both: coordinators of our own, and others). A column of identity numbers lies in the lake as its pseudonym only.
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
)
OWN: tuple[Table, ...] = (EMPLOYERS, FILINGS, COMPLAINTS, DISPUTES, INSPECTIONS, INCIDENTS, CREDIT)
FEEDS: dict[str, Table] = {table.name: table for table in (*OUTSIDE, *OWN)}
