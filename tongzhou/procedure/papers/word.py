"""Word — the same document as DOCX, in styles an officer finds by their Chinese names.

Faces are named, not embedded: Word draws them with what the reader's machine has, where 仿宋_GB2312 and
方正小标宋 usually are. No office suite is needed here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from . import words
from .document import (
    Annex,
    Block,
    Cell,
    Document,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    Paragraph,
    Sheet,
    SignatureBlock,
    Table,
    listed,
    numbered,
)
from .markup import SIDE_BY_SIDE, head_size, two_lines
from .titles import title_lines
from .wordml import (
    ALIGN,
    LEVELS,
    LINE,
    at_foot,
    blank,
    fill,
    mark,
    page_number,
    put,
    rule,
    say,
    set_page,
    styled,
)

CHARACTER = 15.75  # pt: 16, set closer
BODY_WIDTH, WIDE_WIDTH = 156.0, 225.0  # mm
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def docx_of(document: Document, *, at: datetime | None = None) -> bytes:
    """Return the document as DOCX. The same document and `at` give the same bytes.

    `at` is the moment written into the file's properties.
    """
    paper = docx.Document(io.BytesIO(blank()))
    Writer(paper).write(document)
    properties = paper.core_properties
    properties.title, properties.author, properties.language = document.title[:255], "", "zh-CN"
    properties.comments = ""
    moment = (at or NO_MOMENT).astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = moment
    out = io.BytesIO()
    paper.save(out)
    return fixed(out.getvalue())


def fixed(archive: bytes) -> bytes:
    """Return a zip archive without the moments of its making, so that equal content is equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class Writer:
    """Writes one document into an empty Word file."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.width = BODY_WIDTH
        set_page(paper.sections[0])
        paper.settings.odd_and_even_pages_header_footer = True

    def write(self, document: Document) -> None:
        """Write everything, from the head to the imprint."""
        self._margin(document)
        self._top(document)
        self.blocks(numbered(document.blocks))
        self._hold_last(document.signature or document.annexes)
        self._listing(document.annexes)
        if document.signature:
            self._signature(document.signature)
        if document.remark:
            self.line(f"（{document.remark}）", "公文正文")
        for number, annex in enumerate(document.annexes, start=1):
            self._annex(annex, number if len(document.annexes) > 1 else None)
        if document.imprint:
            self._imprint(document.imprint)

    def line(
        self,
        text: str,
        style: str,
        *,
        role: str = "fangsong",
        indent: bool = True,
        align: str = "",
        into: Any = None,
    ) -> Line:
        """Add a paragraph; `into` is the cell, header or footer it goes to."""
        line: Line = (into or self.paper).add_paragraph()
        styled(line, style)
        if not indent:
            line.paragraph_format.first_line_indent = Pt(0)
        if align:
            line.alignment = ALIGN[align]
        for number, part in enumerate(text.split("\n")):
            if number:
                line.add_run().add_break()
            say(line, part, role)
        return line

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks in order."""
        write: dict[type, Callable[..., object]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Table: self._table,
            Sheet: self._sheet,
            NewPage: lambda _: self.paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE),
        }
        for block in blocks:
            write[type(block)](block)

    def _top(self, document: Document) -> None:
        if document.head:
            self._head(document.head, document.number)
        if document.body:
            self.line(document.body, "公文标题", role="title")
        title = self.line(title_lines(document.title), "公文标题", role="title")
        title.paragraph_format.space_after = LINE
        if document.head:
            title.paragraph_format.space_before = Pt(57.9)
        if document.number and not document.head:
            number = self.line(document.number, "公文正文", indent=False, align="right")
            number.paragraph_format.space_after = LINE
        if document.addressee:
            self.line(document.addressee + "：", "公文正文", indent=False)

    def _heading(self, heading: Heading) -> None:
        self.line(heading.text, f"公文{heading.level}级标题", role=LEVELS[heading.level - 1])

    def _paragraph(self, p: Paragraph) -> None:
        indent = p.indent and p.align in ("justify", "left")
        line = self.line(p.lead, "公文正文", role="kai", indent=indent, align=p.align)
        for number, part in enumerate(p.text.split("\n")):
            if number:
                line.add_run().add_break()
            say(line, part)

    def _table(self, table: Table) -> None:
        if table.caption:
            line = self.line(table.caption, "公文正文", role="hei", indent=False, align="centre")
            line.paragraph_format.keep_with_next = True
        if table.unit:
            line = self.line(table.unit, "表格文字", align="right")
            line.paragraph_format.keep_with_next = True
        grid = self._grid(len(table.rows) + 1, table.shares)
        for cell, text in zip(grid.rows[0].cells, table.head, strict=True):
            fill(cell, text, "表格文字", role="hei", align="centre")
        mark(grid.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        aligns = table.aligns or ("left",) * len(table.head)
        for row, texts in zip(list(grid.rows)[1:], table.rows, strict=True):
            mark(row._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, text, align in zip(row.cells, texts, aligns, strict=True):
                fill(cell, text, "表格文字", align=align)
        self._gap()

    def _sheet(self, sheet: Sheet) -> None:
        grid = self._grid(len(sheet.rows), sheet.shares)
        for row, cells in zip(grid.rows, sheet.rows, strict=True):
            mark(row._tr.get_or_add_trPr(), "w:cantSplit")
            row.height = Mm(max(10.0, *(cell.tall for cell in cells)))
            place = 0
            for cell in cells:
                target = row.cells[place]
                if cell.across > 1:
                    target = target.merge(row.cells[place + cell.across - 1])
                place += cell.across
                self._field(target, cell)
        self._gap()

    def _field(self, target: Any, cell: Cell) -> None:
        if cell.label:
            fill(target, cell.text, "表单文字", role="hei", align="centre")
            put(target._tc.get_or_add_tcPr(), "w:vAlign", (), val="center")
            return
        fill(target, cell.text, "表单文字")
        if not cell.is_opinion:
            put(target._tc.get_or_add_tcPr(), "w:vAlign", (), val="center")
        for number, signed in enumerate(cell.signed):
            line = self.line(signed, "表单文字", align="right", into=target)
            line.paragraph_format.space_before = Pt(0 if number else 12)

    def _gap(self) -> None:
        """Part a table from what follows: Word joins two tables that touch."""
        gap = self.paper.add_paragraph()
        styled(gap, "表格文字")
        gap.paragraph_format.line_spacing = Pt(6)

    def _grid(self, rows: int, shares: tuple[float, ...]) -> Any:
        grid = self.paper.add_table(rows, len(shares), style="Table Grid")
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = Mm(self.width * share)
            for cell in column.cells:
                cell.width = Mm(self.width * share)
        return grid

    def _head(self, head: Letterhead, number: str) -> None:
        letter = head.form == "letter"
        where: Any = self._first_page_header() if letter else self.paper
        for grade in (head.secrecy, head.urgency):
            if grade:
                self.line(grade, "公文正文", role="hei", indent=False)
        size = head_size(head)
        longest = max(len(b) for b in head.bodies)
        for place, body in enumerate(head.bodies):
            line = where.paragraphs[0] if letter else where.add_paragraph()
            line.style = self.paper.styles["发文机关标志"]
            line.paragraph_format.line_spacing = Pt(size * 1.25)
            if not letter and not place:
                line.paragraph_format.space_before = Mm(35)
            gap = (longest - len(body)) * size / max(len(body) - 1, 1)
            say(line, body[:-1], "title", size=size, gap=gap)
            say(line, body[-1:], "title", size=size)
            if head.form == "file" and len(head.bodies) == 1:
                say(line, "文件", "title", size=size)
            if letter:
                rule(line, "thickThinSmallGap", outwards=True)
        if head.form == "file" and len(head.bodies) > 1:
            # Word knows no mark beside several lines: 文件 stands below them, in the middle.
            line = self.line("", "发文机关标志")
            line.paragraph_format.line_spacing = Pt(size * 1.25)
            say(line, "文　件", "title", size=size)
        if number:
            align = "right" if letter else "centre"
            line = self.line(number, "公文正文", indent=False, align=align)
            line.paragraph_format.space_before = Pt(10 if letter else 57.9)
            if not letter:
                rule(line, "single")

    def _first_page_header(self) -> Any:
        """Return the header of the first page, 30 mm from its edge (10.1), its foot with a red line."""
        section = self.paper.sections[0]
        section.different_first_page_header_footer = True
        section.header_distance = Mm(30)
        header = section.first_page_header
        header.is_linked_to_previous = False
        rule(section.first_page_footer.paragraphs[0], "thinThickSmallGap", outwards=True)
        return header

    def _listing(self, annexes: tuple[Annex, ...]) -> None:
        number = CHARACTER * 1.2 if len(annexes) > 1 else 0.0
        for place, text in enumerate(listed(annexes)):
            line = self.line(("" if place else "附件：") + text, "公文正文")
            line.paragraph_format.left_indent = Pt(CHARACTER * 5 + number)
            hang = number if place else CHARACTER * 3 + number
            line.paragraph_format.first_line_indent = Pt(-hang)
            line.paragraph_format.keep_with_next = True
            if not place:
                line.paragraph_format.space_before = LINE

    def _hold_last(self, follows: object) -> None:
        """Keep the last words with what follows: a page with nothing but a signature proves nothing."""
        if follows and self.paper.paragraphs:
            self.paper.paragraphs[-1].paragraph_format.keep_with_next = True

    def _signature(self, block: SignatureBlock) -> None:
        on = ""
        if block.on:
            on = words.day_in_characters(block.on) if block.characters else words.day(block.on)
        lines = [self._signed(f"{role}　{name}", 4) for role, name in block.people]
        if len(block.bodies) > 1:
            self._joint(block)
            lines.append(self._signed(on, 4))
        elif block.seal or block.people:
            # The body stands centred over its date; the longer of the two ends four from the edge.
            over = (len(block.bodies[0]) - wide(on)) / 2 if block.bodies else 0.0
            lines += [self._signed(b, 4 + max(-over, 0)) for b in block.bodies]
            lines.append(self._signed(on, 4 + max(over, 0)))
        else:  # without a seal the date begins two characters right of the name (7.3.5.2)
            lines += [self._signed(b, 2) for b in block.bodies]
            lines.append(self._signed(on, 0))
        if len(block.bodies) < 2:  # a joint signature has made its room in the table
            lines[0].paragraph_format.space_before = Pt(86.85 if block.seal else 57.9)
        for place, (role, name) in enumerate(block.clerks):
            line = self._signed(f"{role}　{name}", 4)
            line.paragraph_format.space_before = Pt(0) if place else LINE
            lines.append(line)
        for line in lines[:-1]:
            line.paragraph_format.keep_with_next = True

    def _signed(self, text: str, characters: float) -> Line:
        line = self.line(text, "公文正文", indent=False, align="right")
        line.paragraph_format.right_indent = Pt(CHARACTER * characters)
        line.paragraph_format.keep_together = True
        return line

    def _joint(self, block: SignatureBlock) -> None:
        rows = -(-len(block.bodies) // SIDE_BY_SIDE)
        grid = self.paper.add_table(rows, SIDE_BY_SIDE)
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        for place, body in enumerate(block.bodies):
            cell = grid.cell(place // SIDE_BY_SIDE, place % SIDE_BY_SIDE)
            fill(cell, two_lines(body), "公文正文", align="centre")
            form = cell.paragraphs[0].paragraph_format
            form.first_line_indent, form.space_before = Pt(0), Pt(57.9)
            form.keep_with_next = True

    def _annex(self, annex: Annex, number: int | None) -> None:
        section = self.paper.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        set_page(section, landscape=annex.landscape)
        self.width = WIDE_WIDTH if annex.landscape else BODY_WIDTH
        heading = self.line(f"附件{number or ''}", "公文正文", role="hei", indent=False)
        heading.paragraph_format.space_after = LINE
        self.line(
            title_lines(annex.title), "公文标题", role="title"
        ).paragraph_format.space_after = LINE
        self.blocks(numbered(annex.blocks))
        self.width = BODY_WIDTH

    def _imprint(self, imprint: Imprint) -> None:
        rows: list[tuple[str, str]] = []
        if imprint.copies:
            rows.append(("抄送：" + "，".join(imprint.copies) + "。", ""))
        if imprint.printed_by or imprint.printed_on:
            on = f"{words.day(imprint.printed_on)}印发" if imprint.printed_on else ""
            rows.append((imprint.printed_by, on))
        if not rows:
            return
        grid = self.paper.add_table(len(rows), 2)
        grid.autofit = False
        for row, (left, right) in zip(grid.rows, rows, strict=True):
            row.cells[0].width, row.cells[1].width = Mm(106), Mm(50)
            first = row.cells[0] if right else row.cells[0].merge(row.cells[1])
            fill(first, left, "版记文字")
            if right:
                fill(row.cells[1], right, "版记文字", align="right")
        at_foot(grid)
        self._gap()  # a table that floats hangs on the paragraph behind it

    def _margin(self, document: Document) -> None:
        section = self.paper.sections[0]
        for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            line = foot.paragraphs[0]
            line.style = self.paper.styles["页码"]
            line.alignment = ALIGN[side]
            if document.paged:
                page_number(line)
            if document.note:
                self.line(document.note, "页边说明", role="song", align="centre", into=foot)
        if document.draft:
            for head in (section.header, section.even_page_header):
                head.is_linked_to_previous = False
                line = head.paragraphs[0]
                line.alignment = ALIGN["right"]
                say(line, "【草稿】", "hei", size=14)


def wide(text: str) -> float:
    """Return how many characters wide a date stands: two figures take the place of one."""
    return sum(0.5 if c.isdigit() and c.isascii() else 1 for c in text)
