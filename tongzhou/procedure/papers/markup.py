"""版面 — a document as HTML with the style sheet of GB/T 9704, for the PDF writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

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
from .faces import Faces
from .titles import title_lines

# 版心 156 × 225 mm: 22 lines of 28.95 pt, 28 characters of 15.79 pt (16 pt set a little closer).
STYLE = """
@page{size:A4;margin:37mm 26mm 35mm 28mm;
 @bottom-right{content:"— " counter(page) " —";font:14pt %(song)s;vertical-align:top;padding:7mm 14pt 0 0;white-space:nowrap}
 @bottom-left{content:none}@footnote{border:none;margin:0;padding:0}}
@page:left{@bottom-right{content:none}
 @bottom-left{content:"— " counter(page) " —";font:14pt %(song)s;vertical-align:top;padding:7mm 0 0 14pt;white-space:nowrap}}
@page wide{size:A4 landscape;margin:28mm 37mm 26mm 35mm}
html{font:16pt/28.95pt %(fangsong)s;letter-spacing:-.22pt;color:#000}
body{margin:0;text-align:justify;overflow-wrap:anywhere;widows:2;orphans:2}
p,h1,h2,h3,h4,div{margin:0;font-weight:inherit;font-size:16pt}
.fangsong{font-family:%(fangsong)s}.title,h1{font-family:%(title)s;font-weight:%(bold)s}
.hei,h2,th{font-family:%(hei)s;font-weight:400}.kai,h3,.lead{font-family:%(kai)s;font-weight:400}
.song{font-family:%(song)s}
p,h2,h3,h4,h5{text-indent:31.58pt}h2,h3,h4,h5{break-after:avoid;margin:0;font-size:16pt}
h4,h5{font-weight:400;font-family:inherit}
.flush{text-indent:0}.left{text-align:left}.centre{text-align:center;text-indent:0}.right{text-align:right;text-indent:0}
h1{font-size:22pt;line-height:33pt;letter-spacing:0;text-align:center;margin:0 0 28.95pt;break-after:avoid}
.body{font-size:22pt;line-height:33pt;text-align:center;text-indent:0;letter-spacing:0}.body+h1{margin-top:0}
.below-head{margin-top:57.9pt}
.number{text-align:center;text-indent:0}.number.alone{text-align:right;margin-bottom:28.95pt}
.head{color:#e60012;text-align:center;letter-spacing:0}.head.file{padding-top:35mm}
.head table{margin:0 auto;width:auto;border:none}.head td{border:none;padding:0;vertical-align:middle;white-space:nowrap}
.head table.joint td.mark{padding-left:8pt}.headline{margin-top:57.9pt}
.rule{border-top:1pt solid #e60012;margin:4mm 0 0}
.letter .rule{border-top:2pt solid #e60012;border-bottom:.6pt solid #e60012;height:1.2pt;margin:4mm -7mm 0}
.letter-number{text-align:right;text-indent:0;margin-top:10pt}
.grade{font-family:%(hei)s;text-indent:0;color:#000;text-align:left;letter-spacing:0}
.annexes{margin:28.95pt 0 0 31.58pt;text-indent:0}
.annexes div{padding-left:47.4pt;text-indent:-47.4pt}.annexes.many div{padding-left:66pt;text-indent:-18.6pt}
.annexes.many div:first-child{text-indent:-66pt}
.sign{break-inside:avoid;break-before:avoid;margin-top:57.9pt}.sign p{text-indent:0}.annexes{break-before:avoid;break-inside:avoid}
.sign.sealed{padding-top:28.95pt}.sign .row{display:flex;text-align:center;margin-bottom:57.9pt}.sign .row div{flex:1}
.sign .row:last-of-type{margin-bottom:0}.sign .end{display:flex;justify-content:flex-end;padding-right:63.2pt}
.sign .end p{text-align:center;white-space:nowrap}.sign .bare{text-align:right;padding-right:31.6pt}.sign .bare.late{padding-right:0}
.sign .person{text-align:right;padding-right:63.2pt;white-space:pre}.sign .clerks{margin-top:28.95pt}
.remark{text-indent:31.58pt}
table{border-collapse:collapse;width:100%%;font-size:12pt;line-height:18pt;letter-spacing:0;margin:6pt 0;table-layout:fixed}
thead{display:table-header-group}tr{break-inside:avoid}
td,th{border:.75pt solid #000;padding:3pt 5pt;text-indent:0;text-align:left;vertical-align:middle;overflow-wrap:anywhere;white-space:pre-line}
th{text-align:center}td.right{text-align:right}td.centre{text-align:center}
.caption{font-family:%(hei)s;text-align:center;text-indent:0;break-after:avoid}.unit{font-size:12pt;line-height:18pt;text-align:right;text-indent:0;break-after:avoid}
.sheet td{font-size:14pt;line-height:22pt;padding:5pt 7pt}.sheet td.label{text-align:center;font-family:%(hei)s}
.sheet td.opinion{vertical-align:top}.sheet .signed{text-align:right;margin-top:12pt;font-size:14pt;line-height:22pt}
.annex{break-before:page}.annex.wide{page:wide}.annex .mark{font-family:%(hei)s;text-indent:0;margin-bottom:28.95pt}
.new-page{break-before:page;height:0}
.imprint{float:footnote;footnote-display:block}.imprint::footnote-call{content:none}.imprint::footnote-marker{content:none}
.imprint div{font-size:14pt;line-height:24pt;padding:2pt 14pt;text-indent:0;border-top:.5pt solid #000}
.imprint div:first-child{border-top:1pt solid #000}.imprint div:last-child{border-bottom:1pt solid #000}
.imprint .copies{padding-left:56pt;text-indent:-42pt}.imprint .printed{display:flex;justify-content:space-between}.imprint .printed span{white-space:nowrap}
.draft{position:fixed;top:-24mm;right:0;font:14pt %(hei)s;border:.75pt solid #000;padding:1pt 8pt;text-indent:0;white-space:nowrap}
.note{position:fixed;bottom:-29mm;left:0;right:0;font:8pt/11pt %(song)s;color:#555;text-align:center;text-indent:0}
"""


SIDE_BY_SIDE = 2  # seals are up to 4.5 cm wide: two, with their names, fit 版心
LONG_NAME = 13
_REGION = re.compile(r"(.{2,9}?(?:自治区|省|市|盟|旗|县|区))(.{4,})")


class Page:
    """Draws one document. `faces` decides for every run of characters which face draws it."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces

    def html(self, document: Document) -> str:
        """Return the whole page: style sheet, content, language and title."""
        parts = [*self._margin(document), *self._top(document)]
        parts += self._blocks(numbered(document.blocks))
        parts += self._listing(document.annexes)
        if document.signature:
            parts.append(self._signature(document.signature))
        if document.remark:
            parts.append(f'<p class="remark">（{self.text(document.remark)}）</p>')
        for number, annex in enumerate(document.annexes, start=1):
            parts += self._annex(annex, number if len(document.annexes) > 1 else None)
        if document.imprint:
            parts.append(self._imprint(document.imprint))
        kind = ' class="letter"' if document.head and document.head.form == "letter" else ""
        return (
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>{escape(document.title)}</title><style>{self._style(document)}</style></head>"
            f"<body{kind}>{''.join(parts)}</body></html>"
        )

    def text(self, text: str, role: str = "fangsong") -> str:
        """Return words as HTML, each run that its role's first face lacks in the next face."""
        first = self.faces.by_role[role][0]
        out = []
        for face, run in self.faces.runs(role, words.proper(text)):
            body = escape(run)
            if face is not first:
                bold = ";font-weight:700" if face.bold else ";font-weight:400"
                body = f"<span style='font-family:\"{face.css}\"{bold}'>{body}</span>"
            out.append(body)
        return "".join(out)

    def _style(self, document: Document) -> str:
        chains = {
            role: ",".join(f'"{f.css}"' for f in chain) + ",serif"
            for role, chain in self.faces.by_role.items()
        }
        bold = 700 if self.faces.by_role["title"][0].bold else 400
        style = STYLE % (chains | {"bold": bold})
        if not document.paged:
            style += "@page{@bottom-right{content:none}}@page:left{@bottom-left{content:none}}"
        if document.head and document.head.form == "letter":
            style += (
                "@page:first{margin-top:30mm;@bottom-right{content:'';margin:8mm -7mm 0;padding:0;"
                "height:1.2pt;border-top:.6pt solid #e60012;border-bottom:2pt solid #e60012;width:170mm}}"
            )
        return style

    def _margin(self, document: Document) -> Iterable[str]:
        if document.draft:
            yield '<div class="draft">草　稿</div>'
        if document.note:
            yield f'<div class="note">{self.text(document.note, "song")}</div>'

    def _top(self, document: Document) -> Iterable[str]:
        if document.head:
            yield self._head(document.head, document.number)
        if document.body:
            yield f'<p class="body title">{self.text(document.body, "title")}</p>'
        below = ' class="below-head"' if document.head else ""
        yield f"<h1{below}>{_lines(self.text(title_lines(document.title), 'title'))}</h1>"
        if document.number and not document.head:
            yield f'<p class="number alone">{self.text(document.number)}</p>'
        if document.addressee:
            yield f'<p class="flush">{self.text(document.addressee)}：</p>'

    def _head(self, head: Letterhead, number: str) -> str:
        grade = "".join(
            f'<p class="grade">{self.text(g, "hei")}</p>' for g in (head.secrecy, head.urgency) if g
        )
        size = head_size(head)
        style = f"font-size:{size}pt;line-height:{size * 1.25:.1f}pt"
        rows = [
            f'<tr><td class="title" style="{style}">{self._spread(b, head, size)}</td></tr>'
            for b in head.bodies
        ]
        if head.form == "file":
            mark = f'<td class="mark title" rowspan="{len(rows)}" style="{style}">文件</td></tr>'
            rows[0] = rows[0].removesuffix("</tr>") + mark
        joint = ' class="joint"' if len(rows) > 1 else ""
        names = f"<table{joint}>{''.join(rows)}</table>"
        if head.form == "letter":
            after = f'<p class="letter-number">{self.text(number)}</p>' if number else ""
            return (
                f'<div class="head letter-head">{names}</div><div class="rule"></div>{grade}{after}'
            )
        line = f'<p class="number headline">{self.text(number)}</p>' if number else ""
        return f'{grade}<div class="head file">{names}</div>{line}<div class="rule"></div>'

    def _spread(self, body: str, head: Letterhead, size: float) -> str:
        """Return a name as wide as the longest beside it."""
        gap = (max(len(b) for b in head.bodies) - len(body)) * size / max(len(body) - 1, 1)
        first, last = self.text(body[:-1], "title"), self.text(body[-1:], "title")
        return f'<span style="letter-spacing:{gap:.2f}pt">{first}</span>{last}'

    def _blocks(self, blocks: Iterable[Block]) -> Iterable[str]:
        draw: dict[type, Callable[..., str]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Table: self._table,
            Sheet: self._sheet,
            NewPage: lambda _: '<div class="new-page"></div>',
        }
        return [draw[type(block)](block) for block in blocks]

    def _heading(self, heading: Heading) -> str:
        role = ("hei", "kai", "fangsong", "fangsong")[heading.level - 1]
        tag = f"h{heading.level + 1}"
        return f"<{tag}>{self.text(heading.text, role)}</{tag}>"

    def _paragraph(self, p: Paragraph) -> str:
        classes = [
            *(["flush"] if not p.indent else []),
            *([p.align] if p.align != "justify" else []),
        ]
        lead = f'<span class="lead">{self.text(p.lead, "kai")}</span>' if p.lead else ""
        mark = f' class="{" ".join(classes)}"' if classes else ""
        return f"<p{mark}>{lead}{_lines(self.text(p.text))}</p>"

    def _table(self, table: Table) -> str:
        columns = "".join(f'<col style="width:{share:.2%}">' for share in table.shares)
        head = "".join(f"<th>{self.text(h, 'hei')}</th>" for h in table.head)
        aligns = table.aligns or ("left",) * len(table.head)
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td class="{align}">{self.text(text)}</td>'
                for text, align in zip(row, aligns, strict=True)
            )
            + "</tr>"
            for row in table.rows
        )
        caption = (
            f'<p class="caption">{self.text(table.caption, "hei")}</p>' if table.caption else ""
        )
        unit = f'<p class="unit">{self.text(table.unit)}</p>' if table.unit else ""
        return (
            f"{caption}{unit}<table><colgroup>{columns}</colgroup>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _sheet(self, sheet: Sheet) -> str:
        columns = "".join(f'<col style="width:{share:.2%}">' for share in sheet.shares)
        rows = "".join(
            f"<tr>{''.join(self._cell(cell) for cell in row)}</tr>" for row in sheet.rows
        )
        return f'<table class="sheet"><colgroup>{columns}</colgroup>{rows}</table>'

    def _cell(self, cell: Cell) -> str:
        span = f' colspan="{cell.across}"' if cell.across > 1 else ""
        tall = f' style="height:{cell.tall}mm"' if cell.tall else ""
        text = self.text(cell.text, "hei" if cell.label else "fangsong")
        signed = "".join(f'<div class="signed">{self.text(s)}</div>' for s in cell.signed)
        kind = "label" if cell.label else "opinion" if cell.is_opinion else "field"
        return f'<td class="{kind}"{span}{tall}>{text}{signed}</td>'

    def _listing(self, annexes: tuple[Annex, ...]) -> Iterable[str]:
        if annexes:
            lines = listed(annexes)
            first, *rest = [self.text(line) for line in lines]
            many = " many" if rest else ""
            body = f"<div>附件：{first}</div>" + "".join(f"<div>{line}</div>" for line in rest)
            yield f'<div class="annexes{many}">{body}</div>'

    def _signature(self, block: SignatureBlock) -> str:
        date_ = ""
        if block.on:
            date_ = words.day_in_characters(block.on) if block.characters else words.day(block.on)
        people = "".join(self._person(*p) for p in block.people)
        clerks = "".join(self._person(*p) for p in block.clerks)
        clerks = f'<div class="clerks">{clerks}</div>' if clerks else ""
        names = [
            _lines(self.text(two_lines(b) if len(block.bodies) > 1 else b)) for b in block.bodies
        ]
        if len(names) > 1:
            names, end = [], self._rows(names) + f'<div class="end"><p>{date_}</p></div>'
        elif block.seal or people:
            end = f'<div class="end"><div>{"".join(f"<p>{n}</p>" for n in (*names, date_))}</div></div>'
        else:  # without a seal the date begins two characters right of the name (7.3.5.2)
            end = "".join(f'<p class="bare">{n}</p>' for n in names)
            end += f'<p class="bare late">{date_}</p>'
        return f'<div class="sign{" sealed" if block.seal else ""}">{people}{end}{clerks}</div>'

    def _rows(self, names: list[str]) -> str:
        """Return the names of a joint document side by side, each over the place of its seal."""
        rows = (names[i : i + SIDE_BY_SIDE] for i in range(0, len(names), SIDE_BY_SIDE))
        drawn = "".join(
            f'<div class="row">{"".join(f"<div>{name}</div>" for name in row)}</div>'
            for row in rows
        )
        return f"<section>{drawn}</section>"

    def _person(self, role: str, name: str) -> str:
        return f'<p class="person">{self.text(role)}　{self.text(name)}</p>'

    def _annex(self, annex: Annex, number: int | None) -> Iterable[str]:
        wide = " wide" if annex.landscape else ""
        mark = f"附件{number}" if number else "附件"
        yield f'<section class="annex{wide}"><p class="mark">{self.text(mark, "hei")}</p>'
        yield f"<h1>{_lines(self.text(title_lines(annex.title), 'title'))}</h1>"
        yield from self._blocks(numbered(annex.blocks))
        yield "</section>"

    def _imprint(self, imprint: Imprint) -> str:
        lines = []
        if imprint.copies:
            copies = self.text("抄送：" + "，".join(imprint.copies) + "。")
            lines.append(f'<div class="copies">{copies}</div>')
        if imprint.printed_by or imprint.printed_on:
            on = f"{words.day(imprint.printed_on)}印发" if imprint.printed_on else ""
            lines.append(
                f'<div class="printed"><span>{self.text(imprint.printed_by)}</span>'
                f"<span>{self.text(on)}</span></div>"
            )
        return f'<span class="imprint">{"".join(lines)}</span>'


def two_lines(body: str) -> str:
    """Return a long name broken behind its region, so that two stand side by side."""
    found = _REGION.match(body)
    return "\n".join(found.groups()) if found and len(body) > LONG_NAME else body


def head_size(head: Letterhead) -> float:
    """Return the size of the red name in points: as large as fits 版心, at most 42 (7.2.4)."""
    longest = max(len(b) for b in head.bodies) + (2.3 if head.form == "file" else 0)
    return round(min(42.0, 436 / longest), 1)


def _lines(html: str) -> str:
    return html.replace("\n", "<br>")
