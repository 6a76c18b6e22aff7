"""退回的行 — rows that did not land are kept sealed with their part, until somebody mends them, and written as a file to mend.

The file holds the row number of the first upload, so that it may be sent again with its mended rows alone. Rows that were there already
are listed with it and need no mending.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple

import msgspec

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular.reading import LINE, TELLS
from tongzhou.registry import sealing

from .declare import Table
from .models import Delivery

PLACE = "columns.refused"
NOTHING: Mapping[str, list[int]] = {}
WAKES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Fault(NamedTuple):
    """A fault of a row: the code of the check or of the reading, the column, what stood there (masked), the rule, how to mend it."""

    code: str
    column: str
    shown: str
    rule: str
    mend: str


class Words(NamedTuple):
    """What is said of many cells alike: a fault but for what stood there."""

    code: str
    column: str
    rule: str
    mend: str


class Refused(NamedTuple):
    """A row that does not land: its number, its cells in the order of the file, and why."""

    line: int
    cells: Sequence[str | None]
    why: Sequence[Fault]


# A row as it is kept: its number, its cells, and of each fault which words it has and what stood there.
Row = tuple[int, Sequence[str | None], list[tuple[int, str]]]


class Refusals(msgspec.Struct):
    """Rows that do not land. Whatever is said of many of them is kept once."""

    said: list[Words]
    rows: list[Row]

    def __iter__(self) -> Iterator[Refused]:
        """Yield each row with its faults in words."""
        for line, cells, why in self.rows:
            yield Refused(line, cells, [self._fault(n, shown) for n, shown in why])

    def _fault(self, n: int, shown: str) -> Fault:
        code, column, rule, mend = self.said[n]
        return Fault(code, column, shown, rule, mend)


class Kept(msgspec.Struct):
    """What a part keeps of its rows."""

    refused: Refusals
    doubled: list[tuple[int, int]]  # row, and that of this file it repeats; 0: it is stored already
    remarked: dict[str, list[int]]  # by the code of the check, the rows that landed with it
    noted: dict[str, list[int]] = {}  # the same, found where the rows landed

    @property
    def wrong(self) -> Iterable[Refused]:
        """The rows that stayed out."""
        return self.refused

    def remarks_of_rows(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the codes of remarks with the rows they are about."""
        yield from self.remarked.items()
        yield from self.noted.items()


class KeptAsRows(msgspec.Struct, array_like=True):
    """What a part kept until every saying was kept once; installations have such parts."""

    wrong: list[Refused]
    doubled: list[tuple[int, int]]
    remarks: dict[str, list[int]] | list[Refused]  # once as whole rows

    @property
    def remarked(self) -> dict[str, list[int]]:
        """The rows that landed with a remark, by its code."""
        if isinstance(self.remarks, dict):
            return self.remarks
        found: dict[str, list[int]] = {}
        for row in self.remarks:
            for fault in row.why:
                found.setdefault(fault.code, []).append(row.line)
        return found

    def remarks_of_rows(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the codes of remarks with the rows they are about."""
        yield from self.remarked.items()


def encoded(wrong: Refusals, remarked: dict[str, list[int]]) -> bytes:
    """Return what a part keeps of rows that stay out and of rows that are remarked: packed, not sealed yet; nothing where there are none."""
    if not (wrong.rows or remarked):
        return b""
    return _packed(msgspec.json.encode({"refused": wrong, "remarked": remarked})[:-1])


def sealed(
    told: bytes, doubled: list[tuple[int, int]], noted: Mapping[str, list[int]] = NOTHING
) -> str:
    """Return what a part keeps, sealed; "" where every row landed without a remark. `told` comes from `encoded`, `noted` from where the rows landed."""
    if not (told or doubled or noted):
        return ""
    rest = b"," + msgspec.json.encode({"doubled": doubled, "noted": noted})[1:]
    return sealing.seal_bytes((told or NONE) + _packed(rest), place=PLACE)


def _packed(text: bytes) -> bytes:
    """Return a text as a member of a gzip: members that follow each other are one text, and a quarter is left of it."""
    return gzip.compress(text, compresslevel=1, mtime=0)


def of(delivery: Delivery) -> Iterator[Kept | KeptAsRows]:
    """Yield what each part keeps, in order: a reading of personal data."""
    parts = delivery.parts.exclude(refused="").order_by("number")
    for text in parts.values_list("refused", flat=True).iterator(chunk_size=20):
        yield _opened(sealing.unseal_bytes(text, place=PLACE))


def _opened(kept: bytes) -> Kept | KeptAsRows:
    if kept.startswith(b"["):
        return msgspec.json.decode(kept, type=KeptAsRows)
    if kept.startswith(b"{"):  # until it was packed
        return msgspec.json.decode(kept, type=Kept)
    return msgspec.json.decode(gzip.decompress(kept), type=Kept)


NONE = _packed(b'{"refused":{"said":[],"rows":[]},"remarked":{}')


def head_of(delivery: Delivery) -> list[str]:
    """Return the head of the file without the columns a reject file adds; none of a file that was not read, or has no head."""
    return [h for h in (delivery.head or [[]])[0] if h not in (LINE, TELLS)]


def workbook(delivery: Delivery) -> IO[bytes]:
    """Return the rows to mend as a workbook, at its beginning. Whoever asks closes it."""
    rejects = (
        tabular.Reject(
            row.line, list(row.cells), tuple(tabular.Fault(*told[1:]) for told in row.why)
        )
        for kept in of(delivery)
        for row in kept.wrong
    )
    return tabular.rejected(head_of(delivery), rejects)


def lines(delivery: Delivery, *, of_code: str = "") -> Iterator[bytes]:
    """Yield the rows to mend as a CSV in UTF-8 that Excel opens: for more rows than a sheet should hold. `of_code`: those with this fault alone."""
    head = head_of(delivery)
    yield ("\ufeff" + _line([LINE, *head, TELLS])).encode()
    for kept in of(delivery):
        for row in kept.wrong:
            if of_code and all(why.code != of_code for why in row.why):
                continue
            cells = [*row.cells[: len(head)], *[None] * (len(head) - len(row.cells))]
            tells = "；".join(f"{column}：{rule}，{mend}" for _, column, _, rule, mend in row.why)
            yield _line([str(row.line), *map(_asleep, cells), tells]).encode()


def faults(delivery: Delivery, *, most: int) -> list[tuple[int, Fault]]:
    """Return the first faults, row by row, as a page may show them: what stood there is masked."""
    found: list[tuple[int, Fault]] = []
    for kept in of(delivery):
        found += [(row.line, why) for row in kept.wrong for why in row.why]
        if len(found) >= most:
            break
    return found[:most]


def doubled(delivery: Delivery, *, most: int) -> list[tuple[int, int]]:
    """Return the first rows that were there already: the row, and the row of the file it repeats (0: stored before)."""
    found: list[tuple[int, int]] = []
    for kept in of(delivery):
        found += kept.doubled
        if len(found) >= most:
            break
    return found[:most]


def remarked(delivery: Delivery, *, most: int) -> dict[str, list[int]]:
    """Return by its code the first rows that landed with a remark."""
    found: dict[str, list[int]] = {}
    for kept in of(delivery):
        for code, lines in kept.remarks_of_rows():
            some = found.setdefault(code, [])
            some += lines[: most - len(some)]
    return found


def remark_lines(delivery: Delivery, table: Table) -> Iterator[bytes]:
    """Yield the rows that landed with a remark as a CSV in UTF-8 that Excel opens: row, column, remark, what to do."""
    checks = {check.code: check for check in table.every_check}
    yield ("\ufeff" + _line([LINE, "列", "提示", "怎样处理"])).encode()
    for kept in of(delivery):
        rows = sorted((line, code) for code, lines in kept.remarks_of_rows() for line in lines)
        for line, code in rows:
            if check := checks.get(code):
                label = "、".join(table[column].label for column in check.columns)
                yield _line([str(line), label, check.says, check.mend]).encode()


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _asleep(cell: str | None) -> str:
    """Return a cell that no sheet takes for a formula."""
    text = cell or ""
    return f"'{text}" if text.startswith(WAKES) else text
