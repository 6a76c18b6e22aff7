"""表格导入 — tables that people upload: opened with care, read by declared columns, what is wrong handed back.

A line declares the columns it reads (`Column`: label, other names, how a cell is read). `opened` looks at the
file before anything reads it, and `read` gives the rows in chunks: those that are right, and those that are
not, each fault with its column, its rule and how to mend it. `rejected` writes the latter as a workbook that
can be mended and uploaded again. Nothing is lost: lines read = taken + rejected, and `Tally` says so.

    columns = (Column("name", "姓名", words(60)), Column("amount", "应发工资", money(), aliases=("工资",)))
    table = read(opened(upload.name, upload), columns)
    for chunk in table.chunks():
        keep(chunk.rows)
"""

from .cells import Wrong, day, money, month, one_of, whole, words
from .opening import Limits, Opened, opened
from .reading import Chunk, Column, Fault, Reading, Reject, Row, Tally, read
from .rejects import rejected

__all__ = [
    "Chunk",
    "Column",
    "Fault",
    "Limits",
    "Opened",
    "Reading",
    "Reject",
    "Row",
    "Tally",
    "Wrong",
    "day",
    "money",
    "month",
    "one_of",
    "opened",
    "read",
    "rejected",
    "whole",
    "words",
]
