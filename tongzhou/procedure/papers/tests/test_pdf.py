"""The PDF: pages, lines, characters and faces as they are really laid out."""

from __future__ import annotations

import contextlib
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tongzhou.procedure.papers import Document, Paragraph, SignatureBlock, Undrawable, faces, pdf
from tongzhou.procedure.papers.markup import Page
from tongzhou.procedure.papers.pdf import drawn_pages, pdf_available, pdf_of

from .samples import BODIES, DAY, LETTER, MEDIATION, PLAIN, REPLY, TEN

MM = 96 / 25.4  # pixels of CSS


def lines_of(page: Any) -> list[tuple[float, float, str]]:
    """Return what a page holds line by line: (left in mm, top in mm, words)."""
    out: list[tuple[float, float, str]] = []
    for box in page._page_box.descendants(placeholders=True):
        if type(box).__name__ == "LineBox":
            text = "".join(
                b.text for b in box.descendants() if type(b).__name__ == "TextBox" and b.text
            )
            if text.strip():
                left = next(b.position_x for b in box.descendants() if hasattr(b, "text"))
                out.append((round(left / MM, 1), round(box.position_y / MM, 1), text))
    return out


def test_a_draft_without_seal_says_so_on_both_its_pages() -> None:
    first, second = (lines_of(page) for page in drawn_pages(PLAIN).pages)
    for page in (first, second):
        said = [text for _, _, text in page]
        assert "草　稿" in said
        assert "由同舟平台依据办理记录生成" in said
    order = [text for _, _, text in first]
    for piece in ("内部", "特急", "协商名册", "单位：人", "第一行", "第二行"):
        assert piece in order
    name = next(left for left, _, text in second if text == "示例旗总工会")
    on = next(left for left, _, text in second if text == "2026年11月23日")
    assert name > 100
    assert on > 100


def unpacked(written: bytes) -> list[bytes]:
    """Return a PDF with its compressed streams opened."""
    out = [written]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", written, re.DOTALL):
        with contextlib.suppress(zlib.error):
            out.append(zlib.decompress(stream))
    return out


@pytest.fixture(scope="module")
def reply() -> list[list[tuple[float, float, str]]]:
    return [lines_of(page) for page in drawn_pages(REPLY).pages]


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    full = Document(title="题", blocks=(Paragraph("国" * 28 * 60, indent=False),))
    second = lines_of(drawn_pages(full).pages[1])
    body = [text for _, top, text in second if 37 <= top <= 262]
    assert len(body) == 22
    assert {len(text) for text in body} == {28}


def test_everything_stands_in_order_from_head_to_imprint(reply: Any) -> None:
    said = "".join(text for page in reply for _, _, text in page)
    place = 0
    for piece in (
        "内人社函〔2026〕11号",
        "示例旗人民政府：",
        "一、总体要求",
        "（一）指导思想",
        "1.机制",
        "（1）协商",
        "附件：1. 职责任务分工",
        "2026年11月23日",
        "附件1",
        "附件2",
        "同意上报。",
    ):
        place = said.find(piece, place)
        assert place >= 0, piece
    assert "抄送：自治区党委办公厅，自治区人民政府办公厅。" in said


def test_the_number_of_a_page_stands_on_its_outer_side(reply: Any) -> None:
    first = next(line for line in reply[0] if line[2] == "— 1 —")
    second = next(line for line in reply[1] if line[2] == "— 2 —")
    assert first[0] > 140  # a right page
    assert second[0] < 40  # a left page
    assert first[1] > 262  # below the text


def test_the_signature_of_four_bodies_is_on_one_page_with_words_before_it(reply: Any) -> None:
    signed = [n for n, page in enumerate(reply) if any("总工会" in t for _, _, t in page)][-1]
    page = [text for _, _, text in reply[signed]]
    assert sum(any(body.endswith(text) for body in BODIES) for text in page) == 4
    assert "2026年11月23日" in page
    first = next(i for i, t in enumerate(page) if any(body.endswith(t) for body in BODIES))
    assert first > 0  # never a page of seals alone


def test_the_head_of_a_table_is_repeated_on_a_wide_page() -> None:
    wide = [p for p in drawn_pages(REPLY).pages if p.width > p.height]
    assert len(wide) >= 2
    assert all(any(text == "牵头单位" for _, _, text in lines_of(page)) for page in wide)


def test_the_imprint_stands_at_the_foot_of_the_last_page(reply: Any) -> None:
    top = next(top for _, top, text in reply[-1] if text.startswith("抄送"))
    assert 230 < top < 262


def test_a_signature_never_breaks_wherever_the_page_ends() -> None:
    for length in range(11, 16):
        document = Document(
            title="通知",
            blocks=tuple(Paragraph(TEN) for _ in range(length)),
            signature=SignatureBlock(("示例旗人力资源和社会保障局",), DAY),
        )
        pages = [[t for _, _, t in lines_of(p)] for p in drawn_pages(document).pages]
        holding = [p for p in pages if "2026年11月23日" in p]
        assert len(holding) == 1
        assert "示例旗人力资源和社会保障局" in holding[0]


def test_the_letter_form_begins_higher_and_counts_from_the_second_page() -> None:
    page = lines_of(drawn_pages(LETTER).pages[0])
    name = page[0]
    assert "示例旗人力资源和社会保障" in name[2]
    assert 29 < name[1] < 33
    assert not any(text.startswith("—") for _, _, text in page)


def test_it_is_an_archival_pdf_and_always_the_same() -> None:
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    first = pdf_of(MEDIATION, at=at)
    assert first.startswith(b"%PDF-")
    said = b"".join(unpacked(first))
    assert b'pdfaid:part="3" pdfaid:conformance="U"' in said
    assert b"OutputIntents" in said
    assert "仲裁调解书".encode("utf-16-be").hex().encode() in said.lower()
    assert first == pdf_of(MEDIATION, at=at)


def a_face(folder: Path, family: str, characters: str) -> None:
    """Make a face that draws these characters, as a box each, and nothing else."""
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for character in characters:
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, 800), (900, 800), (900, 0)):
            pen.lineTo(point)
        pen.closePath()
        glyphs[f"u{ord(character):X}"] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(c): f"u{ord(c):X}" for c in characters})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400, fsSelection=0x40)
    builder.setupPost()
    builder.save(folder / f"{family}.ttf")


def test_a_name_is_drawn_by_the_next_face_where_the_first_lacks_it(tmp_path: Path) -> None:
    a_face(tmp_path, "仿宋_GB2312", "申请人张、与李王。：")
    known = faces.installed(tmp_path)
    runs = [(face.family, run) for face, run in known.runs("fangsong", "张喆与李珺、王堃。")]
    own = "仿宋_GB2312"
    assert [run for family, run in runs if family == own] == ["张", "与李", "、王", "。"]
    assert [run for family, run in runs if family != own] == ["喆", "珺", "堃"]
    assert known.missing("张喆珺堃赟") == ""


def test_an_operators_face_is_used_in_the_page(tmp_path: Path) -> None:
    a_face(tmp_path, "仿宋_GB2312", "".join(dict.fromkeys("正文段落甲乙丙")))
    document = Document(title="正文", blocks=(Paragraph("正文段落喆"),))
    html = Page(faces.installed(tmp_path)).html(document)
    assert 'font:16pt/28.95pt "own 仿宋_GB2312 0"' in html
    written = pdf_of(document, fonts=tmp_path)
    assert b"own" not in written[:100]
    assert len(written) > 1000


def test_a_character_no_face_has_is_named_instead_of_drawn_as_a_box() -> None:
    with pytest.raises(Undrawable, match="没有以下字，不能生成PDF：\U0001f9ff") as refusal:
        pdf_of(Document(title="通知", blocks=(Paragraph("张\U0001f9ff到庭"),)))
    assert "Word文书不受影响" in str(refusal.value)


def test_without_chinese_faces_the_page_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(faces, "SYSTEM", ())
    nothing = tmp_path / "none"
    faces._installed.cache_clear()
    try:
        can, why = pdf_available(nothing)
        assert not can
        assert "没有中文字体" in why
        assert "Word文书不受影响" in why
    finally:
        faces._installed.cache_clear()


def test_without_pango_the_page_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    can, why = pdf.pdf_available()
    assert not can
    assert "Pango" in why
    with pytest.raises(Undrawable, match="script/system documents"):
        pdf_of(LETTER)
