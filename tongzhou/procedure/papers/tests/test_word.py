"""The Word file: its words in order, its faces, its page."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tongzhou.procedure.papers import Cell, Document, Heading, Paragraph, Sheet, Table
from tongzhou.procedure.papers.word import docx_of

from .samples import BODIES, LETTER, MEDIATION, PLAIN, REPLY


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(docx_of(document)))


def words_of(document: Document) -> str:
    """Return all words of the body in order, tables too."""
    body = opened(document).element.body
    return "".join(t.text or "" for t in body.iter(qn("w:t")))


def test_everything_is_said_in_the_order_of_the_standard() -> None:
    said = words_of(REPLY)
    order = [
        *BODIES,
        "文　件",
        "内人社函〔2026〕11号",
        "关于同意示例旗构建和谐劳动关系综合试验区建设方案的批复",
        "示例旗人民政府：",
        "一、总体要求",
        "（一）指导思想",
        "二、重点内容",
        "（一）创新",
        "1.机制",
        "（1）协商",
        "每季度召开一次会议。",
        "附件：1. 职责任务分工",
        "2. 示例旗人民政府意见",
        "2026年11月23日",
        "附件1",
        "2027年6月30日",
        "附件2",
        "同意上报。",
        "（盖章）",
        "抄送：自治区党委办公厅，自治区人民政府办公厅。",
        "2026年11月23日印发",
    ]
    place = 0
    for piece in order:
        place = said.find(piece, place)
        assert place >= 0, piece


def test_the_page_is_a4_with_the_margins_of_the_standard_and_wide_tables_lie_down() -> None:
    first, wide, last = opened(REPLY).sections
    sides = (first.page_width, first.page_height)
    sides += (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    assert [round(wide.page_width.mm), round(wide.page_height.mm)] == [297, 210]
    assert round(last.page_width.mm) == 210


def test_each_level_has_its_face_and_stands_in_the_outline_of_word() -> None:
    paper = opened(REPLY)
    faces = {}
    for line in paper.paragraphs:
        if line.runs:
            fonts = line.runs[0]._r.rPr.rFonts
            faces.setdefault(line.style.name, fonts.get(qn("w:eastAsia")))
    assert faces["公文标题"] == "方正小标宋简体"
    assert faces["公文正文"] == "仿宋_GB2312"
    assert [faces[f"公文{n}级标题"] for n in (1, 2, 3, 4)] == [
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
        "仿宋_GB2312",
    ]
    level = paper.styles["公文2级标题"].element.pPr.find(qn("w:outlineLvl"))
    assert level.get(qn("w:val")) == "1"


def test_a_name_that_the_narrow_face_lacks_is_set_in_the_wider_one() -> None:
    line = next(p for p in opened(MEDIATION).paragraphs if "张喆" in p.text)
    faces = {run.text: run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in line.runs}
    assert faces["喆"] == "仿宋"
    assert faces["张"] == "仿宋_GB2312"
    assert faces["申请人："] == "楷体_GB2312"


def test_a_signature_holds_together() -> None:
    lines = [p for p in opened(MEDIATION).paragraphs if p.text]
    last, signer, on, clerk = lines[-4:]
    assert last.paragraph_format.keep_with_next  # no page of signatures alone
    assert [signer.text, on.text, clerk.text] == [
        "仲　裁　员　乌兰图雅",
        "二〇二六年十一月二十三日",
        "书　记　员　李珺",
    ]
    assert signer.paragraph_format.keep_with_next
    assert on.paragraph_format.keep_with_next
    assert not clerk.paragraph_format.keep_with_next


def test_the_number_of_the_page_stands_between_dashes_on_the_outer_side() -> None:
    paper = opened(MEDIATION)
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = foot.paragraphs[0]
        assert line.alignment.name.lower() == side
        assert "".join(t.text for t in line._p.iter(qn("w:t"))) == "—  —"
        assert next(line._p.iter(qn("w:instrText"))).text == "PAGE"


def test_a_letter_has_its_name_on_the_first_page_only() -> None:
    section = opened(LETTER).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "示例旗人力资源和社会保障局"
    assert "文件" not in words_of(LETTER)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert docx_of(REPLY) == docx_of(REPLY)


def test_elements_stand_in_the_order_word_demands() -> None:
    """Word refuses a file in which, say, a border follows an alignment."""
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "widowControl",
        "pBdr",
        "autoSpaceDE",
        "autoSpaceDN",
    ]
    order += ["spacing", "ind", "jc", "outlineLvl"]
    with zipfile.ZipFile(io.BytesIO(docx_of(REPLY))) as archive:
        names = [n for n in archive.namelist() if n.endswith(("document.xml", "styles.xml"))]
        roots = [docx.oxml.parse_xml(archive.read(n)) for n in names]
    seen = 0
    for root in roots:
        for properties in root.iter(qn("w:pPr")):
            tags = [c.tag.rpartition("}")[2] for c in properties]
            known = [order.index(t) for t in tags if t in order]
            assert known == sorted(known), tags
            seen += bool(known)
    assert seen > 50


def test_a_row_with_too_few_cells_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(ValueError, match="须有2格"):
        Table(("姓名", "金额"), (("其其格",),))
    with pytest.raises(ValueError, match="须占3列"):
        Sheet(((Cell("意见", across=2),),), (1, 1, 1))
    with pytest.raises(ValueError, match="一至四级"):
        Heading("过深", 5)


def test_two_tables_that_follow_each_other_stay_two() -> None:
    table = Table(("甲",), (("乙",),))
    paper = opened(Document(title="二表", blocks=(table, table, Paragraph("完"))))
    tags = [child.tag.rpartition("}")[2] for child in paper.element.body]
    assert "tbl,tbl" not in ",".join(tags)
    assert len(paper.tables) == 2


def test_a_document_without_seal_sets_its_date_two_characters_further_right() -> None:
    name, on = [p for p in opened(PLAIN).paragraphs if p.text][-2:]
    assert (name.text, on.text) == ("示例旗总工会", "2026年11月23日")
    assert round(name.paragraph_format.right_indent.pt, 1) == 31.5
    assert on.paragraph_format.right_indent.pt == 0


def test_a_draft_says_so_on_every_page_and_a_note_stands_below() -> None:
    section = opened(PLAIN).sections[0]
    for head in (section.header, section.even_page_header):
        assert head.paragraphs[0].text == "【草稿】"
    assert section.footer.paragraphs[1].text == "由同舟平台依据办理记录生成"
    said = words_of(PLAIN)
    for piece in ("内部", "特急", "示例旗总工会文件", "协商名册", "单位：人", "另页", "居中一行"):
        assert piece in said
