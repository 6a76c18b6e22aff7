"""图表 — a bar chart as Word itself draws it (DrawingML), put into a document made by the house. No picture, no script.

The figures stand in a small workbook inside the document and in the chart itself, as Word, WPS and LibreOffice write charts themselves: each of them
shows it, and lets the numbers be edited. The table under it holds the same numbers for whoever cannot see it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK_ID = "rId1"  # the only relation of a chart
EMU = 360_000  # a centimetre
COLOURS = {"red": "B4261D", "orange": "B03A0C", "yellow": "C79A1B", "blue": "1652A8"}
PLAIN = "3B71B8"


def bar_xml(
    title: str, labels: Sequence[str], values: Sequence[int], colours: Sequence[str] = ()
) -> bytes:
    """Return the part of a horizontal bar chart: one series of whole numbers, the first label on top."""
    n = len(labels)
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(x)}</c:v></c:pt>' for i, x in enumerate(labels))
    numbers = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values))
    named = f'<c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(title)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    fills = "".join(
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_fill(colour)}</c:dPt>'
        for i, colour in enumerate(colours)
    )
    size = '<a:defRPr sz="900"/>'
    text = f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{size}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{RELATION}"><c:roundedCorners val="0"/>'
        f'<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1100" b="1"/><a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>{named}{_fill(PLAIN)}<c:invertIfNegative val="0"/>{fills}'
        '<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${n + 1}</c:f><c:strCache><c:ptCount val="{n}"/>{points}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!$B$2:$B${n + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{n}"/>{numbers}'
        "</c:numCache></c:numRef></c:val></c:ser>"
        '<c:gapWidth val="60"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{text}'
        '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="1001"/><c:crosses val="autoZero"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:externalData r:id="{BOOK_ID}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def book(title: str, labels: Sequence[str], values: Sequence[int]) -> bytes:
    """Return the workbook behind a chart: labels and numbers, as its references name them. The same figures give the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        made.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001
        sheet = made.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ["", title])
        for row, pair in enumerate(zip(labels, values, strict=True), start=1):
            sheet.write_row(row, 0, pair)
    return out.getvalue()


def _fill(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'


def put_before(
    document: Any,
    element: Any,
    title: str,
    labels: Sequence[str],
    values: Sequence[int],
    *,
    colours: Sequence[str] = (),
) -> None:
    """Put a bar chart into a Word document, as a paragraph before an element of its body."""
    package = document.part.package
    taken = sum(1 for part in package.iter_parts() if "/word/charts/" in str(part.partname))
    name = PackURI(f"/word/charts/chart{taken + 1}.xml")
    part = Part(name, CONTENT, bar_xml(title, labels, values, colours), package)
    inside = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{taken + 1}.xlsx")
    behind = part.relate_to(
        Part(inside, BOOK, book(title, labels, values), package), f"{RELATION}/package"
    )
    assert behind == BOOK_ID
    relation = document.part.relate_to(part, f"{RELATION}/chart")
    height = int(EMU * (1.8 + 0.62 * len(labels)))
    described = escape(
        f"{title}：" + "，".join(f"{x} {v}" for x, v in zip(labels, values, strict=True)),
        {'"': "&quot;"},
    )
    element.addprevious(
        parse_xml(
            f'<w:p xmlns:w="{WORD}" xmlns:wp="{PLACE}" xmlns:a="{MAIN}" xmlns:c="{CHART}" xmlns:r="{RELATION}">'
            '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{int(14.5 * EMU)}" cy="{height}"/><wp:docPr id="{900 + taken}" name="图{taken + 1}" descr="{described}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )
    )
