"""WordprocessingML — styles, page and marks that python-docx has no word for."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from . import words
from .faces import IN_WORD, in_word

LINE = Pt(28.95)
RED = RGBColor(0xE6, 0x00, 0x12)
LEVELS = ("hei", "kai", "fangsong", "fangsong")
ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def _names(text: str) -> tuple[str, ...]:
    return tuple("w:" + name for name in re.findall(r"\w+", text))


# What stands behind an element in the schema of WordprocessingML.
AFTER_SPACING = _names(
    "w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)
AFTER_BORDERS = _names("""
    shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN
    bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
    textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
""")
AFTER_AUTOSPACE = AFTER_BORDERS[AFTER_BORDERS.index("w:autoSpaceDN") + 1 :]
AFTER_TABLE_BORDERS = _names("shd tblLayout tblCellMar tblLook")
AFTER_PLACE = (
    *_names("tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"),
    *_names("tblCellSpacing tblInd tblBorders"),
    *AFTER_TABLE_BORDERS,
)


@lru_cache(maxsize=1)
def blank() -> bytes:
    """Return an empty file with all styles: they are the same in every document, and slow to make."""
    paper = docx.Document()
    styles(paper)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def styles(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    set_face(properties, IN_WORD["fangsong"][0])
    if properties.find(qn("w:lang")) is None:
        put(properties, "w:lang", (), val="en-US", eastAsia="zh-CN")
    normal.font.size = Pt(16)
    for name in ("autoSpaceDE", "autoSpaceDN"):  # 2026年, not 2026 年
        put(normal.element.get_or_add_pPr(), f"w:{name}", AFTER_AUTOSPACE, val="0")
    _spaced(normal, LINE)
    for name, size, line in (
        ("公文正文", 16, LINE),
        ("公文标题", 22, Pt(33)),
        ("发文机关标志", 42, Pt(52)),
        ("表格文字", 12, Pt(18)),
        ("表单文字", 14, Pt(22)),
        ("版记文字", 14, Pt(24)),
        ("页码", 14, Pt(18)),
        ("页边说明", 8, Pt(11)),
        *((f"公文{level}级标题", 16, LINE) for level in (1, 2, 3, 4)),
    ):
        style: Any = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(size)
        style.quick_style = True
        _spaced(style, line)
        if "正文" in name or "级标题" in name:
            style.paragraph_format.first_line_indent = Pt(31.5)
            # 28 characters of 16 pt are wider than 版心: each is set a quarter of a point closer.
            put(style.element.get_or_add_rPr(), "w:spacing", AFTER_SPACING, val="-5")
        if name in ("表格文字", "表单文字"):
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
        if "级标题" in name:
            level = int(name[2])
            style.paragraph_format.keep_with_next = True
            set_face(style.element.get_or_add_rPr(), IN_WORD[LEVELS[level - 1]][0])
            put(style.element.get_or_add_pPr(), "w:outlineLvl", (), val=str(level - 1))
    for name in ("公文标题", "发文机关标志"):
        style = paper.styles[name]
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_face(style.element.get_or_add_rPr(), IN_WORD["title"][0])
    paper.styles["公文标题"].paragraph_format.keep_with_next = True
    paper.styles["发文机关标志"].font.color.rgb = RED


def _spaced(style: Any, line: Any) -> None:
    form = style.paragraph_format
    form.line_spacing, form.line_spacing_rule = line, WD_LINE_SPACING.EXACTLY
    form.space_before = form.space_after = Pt(0)
    form.widow_control = True


def set_page(section: Any, *, landscape: bool = False) -> None:
    """Set A4 with the margins of GB/T 9704; a wide page is the same sheet turned to the left."""
    sides = (37, 26, 35, 28)  # top, right, bottom, left
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.PORTRAIT
    if landscape:
        sides = (28, 37, 26, 35)
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE
    margins = ("top_margin", "right_margin", "bottom_margin", "left_margin")
    for margin, mm in zip(margins, sides, strict=True):
        setattr(section, margin, Mm(mm))
    # The number stands 7 mm below the text: its own five, and the rest of the margin.
    section.footer_distance = Mm(sides[2] - 12)
    section.header_distance = Mm(15)
    # Exact lines of 28.95 pt make the twenty-two; a grid is read differently by each office suite.
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)


def say(line: Line, text: str, role: str = "fangsong", *, size: float = 0, gap: float = 0) -> None:
    """Add words to a paragraph, each run in a face that holds its characters."""
    for face, run in in_word(role, words.proper(text)):
        added = line.add_run(run)
        set_face(added._r.get_or_add_rPr(), face)
        if size:
            added.font.size = Pt(size)
        if gap:
            put(added._r.get_or_add_rPr(), "w:spacing", AFTER_SPACING, val=str(round(gap * 20)))


def set_face(properties: Any, face: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), face)
    for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{which}"), None)


def styled(line: Line, name: str) -> None:
    """Give a paragraph one of our styles; by its name python-docx would look through all of them each time."""
    line._p.style = name  # the identifier of a style is its name without spaces, and ours have none


def fill(cell: Any, text: str, style: str, *, role: str = "fangsong", align: str = "left") -> None:
    """Write text into the first paragraph of a cell, further lines as lines."""
    line = cell.paragraphs[0]
    styled(line, style)
    line.alignment = ALIGN[align]
    for number, part in enumerate(text.split("\n")):
        if number:
            line.add_run().add_break()
        say(line, part, role)


def put(parent: Any, tag: str, before: tuple[str, ...], **attributes: str) -> Any:
    """Add an element at its place: Word refuses a file whose elements are out of order."""
    added = OxmlElement(tag)
    for name, value in attributes.items():
        added.set(qn(f"w:{name}"), value)
    parent.insert_element_before(added, *before)
    return added


def mark(parent: Any, tag: str) -> None:
    parent.append(OxmlElement(tag))


def rule(line: Line, kind: str, *, outwards: bool = False) -> None:
    """Draw a red line under a paragraph; `outwards` past 版心, 170 mm in all."""
    borders = put(line._p.get_or_add_pPr(), "w:pBdr", AFTER_BORDERS)
    size = "12" if kind == "single" else "18"
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": kind, "sz": size, "space": "11", "color": "E60012"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    if outwards:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(-7)


def page_number(line: Line) -> None:
    """Write — 1 — : the number of the page between dashes, one character from the edge."""
    for text, field in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = line.add_run(text if not field else None)
        set_face(run._r.get_or_add_rPr(), IN_WORD["song"][0])
        if field == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif field:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), field)
            run._r.append(mark)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)


def at_foot(grid: Any) -> None:
    """Let a table stand at the foot of the text area, with lines above, between and below."""
    properties = grid._tbl.tblPr
    where = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpYSpec": "bottom"}
    put(properties, "w:tblpPr", AFTER_PLACE, **where)
    borders = put(properties, "w:tblBorders", AFTER_TABLE_BORDERS)
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        line = OxmlElement(f"w:{side}")
        for name, value in {"val": "single", "sz": size, "space": "0", "color": "000000"}.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
