"""裁量基准 — where inside the range of the law a penalty should lie, by the table of the office.

A table is data of the office that issued it: bands with their circumstances, each step inside the range of the
article. `propose` says which band fits and why; a person decides, and argues a departure. The table that comes with
the house is an illustration and says so: `tongzhou law discretion import` reads the real one.
"""

from tongzhou.law.discretion.circumstances import FLAGS, Conduct
from tongzhou.law.discretion.proposal import Proposal, propose
from tongzhou.law.discretion.reading import Reading, Reject, read_content, read_table
from tongzhou.law.discretion.spread import Sample, Spread, spread
from tongzhou.law.discretion.tables import Band, Rule, Table, tables_on

__all__ = [
    "FLAGS",
    "Band",
    "Conduct",
    "Proposal",
    "Reading",
    "Reject",
    "Rule",
    "Sample",
    "Spread",
    "Table",
    "propose",
    "read_content",
    "read_table",
    "spread",
    "tables_on",
]
