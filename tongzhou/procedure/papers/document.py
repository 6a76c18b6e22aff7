"""公文的结构 — what a document says, free of how it looks. Two writers draw it: Word and PDF.

A document is built by a pure function from facts and never knows a page or a typeface. The words are
those of GB/T 9704-2012 党政机关公文格式, whose clause each class names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tongzhou.law import numeral

Align = Literal["justify", "left", "centre", "right"]
FOUR_LEVELS = 4


@dataclass(frozen=True)
class Heading:
    """结构层次标题 (7.3.3). Level 1 is 黑体, 2 楷体, 3 and 4 仿宋; numbered 一、（一）1.（1）in order.

    Pass `numbered=False` where the words already hold their number, or none is wanted.
    """

    text: str
    level: int = 1
    numbered: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.level <= FOUR_LEVELS:
            raise ValueError("公文结构层次为一至四级")


@dataclass(frozen=True)
class Paragraph:
    """正文段落: two characters in. `lead` are first words set in 楷体, e.g. “申请人：”."""

    text: str
    lead: str = ""
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True)
class Table:
    """表格. Columns as wide as `widths` say in proportion; the head is repeated on every page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    caption: str = ""
    unit: str = ""  # stands above at the right: 单位：元

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"表格每行须有{len(self.head)}格，现有一行为{len(row)}格")
        for given in (self.widths, self.aligns):
            if given and len(given) != len(self.head):
                raise ValueError(f"列宽、对齐须与{len(self.head)}列相符")

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the width of each column as a share of one."""
        widths = self.widths or (1.0,) * len(self.head)
        return tuple(w / sum(widths) for w in widths)


@dataclass(frozen=True)
class Cell:
    """A field of a sheet. `across` counts columns; `tall` is its least height in mm.

    `signed` stands at the foot of the cell, at the right: who signs, and when.
    """

    text: str = ""
    label: bool = False
    across: int = 1
    tall: float = 0
    signed: tuple[str, ...] = ()

    @property
    def is_opinion(self) -> bool:
        """Say whether its words begin at the top, with room below; a short field stands in the middle."""
        return bool(self.signed) or "\n" in self.text or self.tall > 40 or len(self.text) > 60


@dataclass(frozen=True)
class Sheet:
    """表单: an approval or countersigning sheet (审批表、会签单), rows of labelled fields."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.across for cell in row) != len(self.widths):
                raise ValueError(f"表单每行各格合计须占{len(self.widths)}列")

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the width of each column as a share of one."""
        return tuple(w / sum(self.widths) for w in self.widths)


@dataclass(frozen=True)
class NewPage:
    """换页."""


Block = Heading | Paragraph | Table | Sheet | NewPage


@dataclass(frozen=True)
class Letterhead:
    """版头 (7.2): the red name of the body or bodies, and a red line.

    `form` “file” is the ordinary head, with 文件 behind the names; “letter” the letter form (10.1), whose
    number stands at the right. Several bodies (联合行文) share one head, the lead body first.
    """

    bodies: tuple[str, ...]
    form: Literal["file", "letter"] = "file"
    urgency: str = ""  # 特急, 加急
    secrecy: str = ""

    def __post_init__(self) -> None:
        if not self.bodies:
            raise ValueError("版头须写明发文机关")
        if self.form == "letter" and len(self.bodies) > 1:
            raise ValueError("信函格式的版头只用一个发文机关名称")


@dataclass(frozen=True)
class SignatureBlock:
    """落款 (7.3.5): bodies and date, or persons who sign, never broken across pages.

    With `seal` the place of the seal above the date is left free. `characters` writes the date 二〇二六年…,
    as instruments of arbitration do; documents of bodies write 2026年… (7.3.5.4). `people` are (role, name),
    one line each, for instruments that persons sign; `clerks` sign below the date (书记员).
    """

    bodies: tuple[str, ...] = ()
    on: date | None = None
    seal: bool = True
    characters: bool = False
    people: tuple[tuple[str, str], ...] = ()
    clerks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Annex:
    """附件 (7.3.6): begins a page of its own; `landscape` for wide tables."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Imprint:
    """版记 (7.4): copies, and who printed it when, at the foot of the last page."""

    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """公文: everything one document says, from its head to its imprint."""

    title: str
    blocks: tuple[Block, ...] = ()
    head: Letterhead | None = None
    body: str = ""  # stands above the title where there is no head: the name of the commission
    number: str = ""  # 发文字号, with 〔〕
    addressee: str = ""  # 主送机关, without its colon
    signature: SignatureBlock | None = None
    remark: str = ""  # 附注, printed in brackets
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None
    draft: bool = False  # marked on every page; a draft has no effect
    paged: bool = True  # pages are numbered; a file of many single sheets is not
    note: str = ""  # in the page margin: who drew it from what, for printed records

    def every_block(self) -> Iterator[Block]:
        """Yield all blocks, those of annexes too."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks


def ordinal(level: int, number: int) -> str:
    """Return the number of a heading: 一、 （一） 1. （1）  (7.3.3)."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[
        level - 1
    ]


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Write their numbers before the headings that are counted."""
    counts, out = [0] * FOUR_LEVELS, []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level :] = [0] * (FOUR_LEVELS - block.level)
            if block.numbered:
                counts[block.level - 1] += 1
                number = ordinal(block.level, counts[block.level - 1])
                block = replace(block, text=number + block.text, numbered=False)
        out.append(block)
    return tuple(out)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return one paragraph for each line of a text that is not empty."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def listed(annexes: tuple[Annex, ...]) -> tuple[str, ...]:
    """Return the lines of 附件说明 (7.3.4): numbered where there are several, no mark behind the name."""
    if len(annexes) == 1:
        return (annexes[0].title,)
    return tuple(f"{n}. {annex.title}" for n, annex in enumerate(annexes, start=1))
