"""Papers as people get them: taken by their link, and read back from the Word and the PDF file itself."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
from playwright.sync_api import Locator
from python_calamine import CalamineWorkbook

from .person import Visitor

BLANKS = re.compile(r"\s+")
NUMBERED = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"^(.*?)stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|(\[[^\]]*\]) TJ|(<[0-9A-Fa-f]+>) Tj")
ONE_TO_ONE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
CALLED = re.compile(rb"/(\w+) (\d+) 0 R")
TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
Glyphs = dict[int, str]


def taken(visitor: Visitor, link: Locator) -> bytes:
    """Follow a link to a file and return what comes."""
    with visitor.page.expect_download() as coming:
        link.click()
    return Path(coming.value.path()).read_bytes()


def word(content: bytes) -> str:
    """Return what a Word document says: its paragraphs, then its tables row by row."""
    document = docx.Document(io.BytesIO(content))
    rows = ["\t".join(c.text for c in r.cells) for t in document.tables for r in t.rows]
    return "\n".join([*(p.text for p in document.paragraphs), *rows])


def rows_of(content: bytes, heading: str) -> list[list[str]]:
    """Return the rows of the table of a Word document that has this heading; the head left out."""
    for table in docx.Document(io.BytesIO(content)).tables:
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        if heading in head:
            return rows
    raise AssertionError(f"no table has a column {heading}")


def sheet(content: bytes, number: int = 0) -> list[list[str]]:
    """Return the lines of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(v) for v in line] for line in book.get_sheet_by_index(number).to_python()]


def pdf(content: bytes) -> str:
    """Return what the pages of a PDF say, without blanks: glyphs as the file itself says they read."""
    assert content.startswith(b"%PDF-"), "not a PDF"
    objects = dict(_objects(content))
    fonts = {
        name.decode(): _glyphs(objects[int(table[1])])
        for each in objects.values()
        for name, font in CALLED.findall(each)
        if (table := TO_UNICODE.search(objects.get(int(font), b"")))
    }
    said = (_said(each, fonts) for each in objects.values() if b" Tf" in each and b"BT" in each)
    return BLANKS.sub("", "".join(said))


def _objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of a file by number: a stream unpacked, those within a stream each by itself."""
    for number, body in NUMBERED.findall(content):
        found = STREAM.match(body)
        if not found:
            yield int(number), body
            continue
        head, data = found.groups()
        data = zlib.decompress(data) if b"/FlateDecode" in head else data
        if b"/ObjStm" not in head:
            yield int(number), data
            continue
        first = int(re.search(rb"/First (\d+)", head)[1])  # type: ignore[index]
        places = [int(x) for x in data[:first].split()]
        starts = [first + x for x in places[1::2]]
        for inner, start, end in zip(places[::2], starts, [*starts[1:], len(data)], strict=True):
            yield inner, data[start:end]


def _glyphs(table: bytes) -> Glyphs:
    """Read a font's table from glyph to characters."""
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in ONE_TO_ONE.findall(table)
    }


def _said(page: bytes, fonts: dict[str, Glyphs]) -> str:
    """Return what one page shows, in the order in which it was set."""
    out, glyphs = [], Glyphs()
    for font, *shown in SHOWN.findall(page):
        if font:
            glyphs = fonts.get(font.decode(), {})
        for code in re.findall(rb"<([0-9A-Fa-f]+)>", b"".join(shown)):
            out += [glyphs.get(int(code[i : i + 4], 16), "") for i in range(0, len(code), 4)]
    return "".join(out)
