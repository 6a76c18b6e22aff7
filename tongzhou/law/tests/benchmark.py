"""A small benchmark table of an office, for the tests of discretion."""

from __future__ import annotations

from tongzhou.law.discretion import Table, read_content

OURS = """
name: 某机关裁量基准
region: "1502"
from: 2022-01-01
instrument: 某机关行政处罚裁量基准
doc_no: 某发〔2021〕1号
approved_by: 王某
items:
  - item: vio_overtime_illegal
    code: NM-025
    heightened_by: [mass_incident]
    lowered_by: [merit]
    bands:
      - {grade: 1, name: 较轻, from: 100, to: 200, workers: {upto: 10}, requires: [corrected]}
      - {grade: 2, from: 200, to: 300, workers: {over: 10, upto: 30}}
      - {grade: 3, from: 300, to: 500, workers: {over: 30}, raised_by: [repeat]}
"""


def ours(text: str = OURS) -> Table:
    """Read the table of an office that has only one item."""
    reading = read_content(text.encode(), named_="ours.yaml")
    assert reading.rejects == [], [str(each) for each in reading.rejects]
    assert reading.table is not None
    return reading.table
