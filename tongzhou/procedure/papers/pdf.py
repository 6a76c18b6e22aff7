"""PDF — a document drawn by WeasyPrint. Needs Pango and a Chinese face; without them Word still works."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .document import Block, Document, Heading, Paragraph, Sheet, Table
from .faces import Face, installed, opened
from .markup import Page
from .trouble import Undrawable

if TYPE_CHECKING:
    from weasyprint import Document as Drawn

COLOURS = "document"  # the name under which the profile stands in the file
HOW = "Word文书不受影响。"


def pdf_available(fonts: Path | None = None) -> tuple[bool, str]:
    """Say whether PDF can be drawn here; if not, why, and what to install. `fonts`: operator's folder."""
    try:
        import weasyprint  # noqa: F401  # Pango is looked for here, and may be missing
    except OSError:
        return False, "本机没有Pango，不能生成PDF：请运行 script/system documents 安装。" + HOW
    if not installed(fonts).chinese:
        return False, (
            "本机没有中文字体，不能生成PDF：请运行 script/system documents 安装，"
            "或将字体文件放入字体目录。" + HOW
        )
    return True, ""


def pdf_of(document: Document, *, fonts: Path | None = None, at: datetime | None = None) -> bytes:
    """Return the document as PDF/A-3u. The same document with the same faces gives the same bytes.

    `at` is the moment written into the file's properties. Raises Undrawable where PDF cannot be drawn,
    or where no face here has one of the characters: a blank box is worse than no page.
    """
    drawn = drawn_pages(document, fonts=fonts)
    if at is not None:
        moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        drawn.metadata.created = drawn.metadata.modified = moment
    drawn.color_profiles[COLOURS] = _colours()
    out: bytes = drawn.write_pdf(
        pdf_variant="pdf/a-3u", pdf_identifier=document.title.encode()[:32], output_intent=COLOURS
    )
    return out


def _colours() -> Any:
    """Return the sRGB profile an archival PDF names; WeasyPrint's own way leaves its file open."""
    from weasyprint.css import ColorProfile

    profile = io.BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    return ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def drawn_pages(document: Document, *, fonts: Path | None = None) -> Drawn:
    """Return the laid-out pages, before they are written. Raises Undrawable."""
    can, why = pdf_available(fonts)
    if not can:
        raise Undrawable(why)
    faces = installed(fonts)
    if lost := faces.missing("".join(said(document))):
        raise Undrawable(
            f"本机字体中没有以下字，不能生成PDF：{lost}。请将含有这些字的字体放入字体目录后再试。"
            + HOW
        )
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    own = [face for face in faces.all if face.own]
    sheet = CSS(
        string="".join(_font_face(number, face) for number, face in enumerate(own)),
        url_fetcher=_fetcher(own),
        font_config=configuration,
    )
    page = HTML(string=Page(faces).html(document), url_fetcher=_fetcher(own))
    return page.render(stylesheets=[sheet], font_config=configuration)


def said(document: Document) -> Iterable[str]:
    """Yield every piece of text the document holds."""
    yield from (document.title, document.body, document.number, document.addressee)
    yield from (document.remark, document.note)
    if document.head:
        yield from document.head.bodies
    if s := document.signature:
        yield from s.bodies
        for role, name in (*s.people, *s.clerks):
            yield from (role, name)
    if document.imprint:
        yield from (*document.imprint.copies, document.imprint.printed_by)
    yield from (annex.title for annex in document.annexes)
    for block in document.every_block():
        yield from _said(block)


def _said(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield from (block.lead, block.text)
    elif isinstance(block, Table):
        yield from (block.caption, block.unit, *block.head)
        for row in block.rows:
            yield from row
    elif isinstance(block, Sheet):
        for cells in block.rows:
            for cell in cells:
                yield from (cell.text, *cell.signed)


def _font_face(number: int, face: Face) -> str:
    weight = 700 if face.bold else 400
    return (
        f'@font-face{{font-family:"{face.css}";font-weight:{weight};src:url(face://own/{number})}}'
    )


def _fetcher(own: list[Face]) -> Any:
    """Return a fetcher that knows the operator's faces and nothing else: a document loads no address."""

    from weasyprint.urls import URLFetcherResponse

    def fetch(url: str, *_: Any, **__: Any) -> URLFetcherResponse:
        if not url.startswith("face://own/"):
            raise ValueError(f"{url}: a document loads nothing from outside")
        face = own[int(url.removeprefix("face://own/"))]
        return URLFetcherResponse(
            url, _bytes_of(face.path, face.index), {"Content-Type": "font/otf"}
        )

    return fetch


@lru_cache(maxsize=8)
def _bytes_of(path: Path, index: int) -> bytes:
    if path.suffix.lower() not in (".ttc", ".otc"):
        return path.read_bytes()
    out = io.BytesIO()
    with opened(path) as fonts:
        fonts[index].save(out)
    return out.getvalue()
