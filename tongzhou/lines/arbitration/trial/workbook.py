"""裁决表 — the table of an award as a workbook: out with what is asked, in again with what is awarded."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import python_calamine
import xlsxwriter
from django.utils.translation import gettext as _

from .grid import GRANT, REFUSE, Draft, Item, posted

KEY, NAME, HEAD, ASKED, CALCULATED, PUT = (
    "编号",
    "申请人",
    "请求事项",
    "请求金额",
    "计算金额",
    "裁决金额",
)
WORDS = {"支持": GRANT, "不支持": REFUSE}
MOST_ERRORS = 20


def written(
    title: str, items: Iterable[Item], draft: Draft, calculated: Mapping[tuple[str, str], int] = {}
) -> bytes:
    """Return the open items as a workbook; amounts in yuan, what is put down so far in the last column."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("裁决表")
    head = book.add_format({"bold": True, "bg_color": "#F0F3F8", "border": 1, "align": "center"})
    text = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    money = book.add_format({"border": 1, "valign": "top", "num_format": "#,##0.00"})
    sheet.merge_range(0, 0, 0, 5, title, book.add_format({"bold": True, "font_size": 14}))
    for at, (word, width) in enumerate(
        ((KEY, 12), (NAME, 16), (HEAD, 30), (ASKED, 14), (CALCULATED, 14), (PUT, 14))
    ):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, word, head)
    for line, item in enumerate(items, start=2):
        for at, words in enumerate((item.key.partition("/")[2], item.name, item.head.label)):
            sheet.write_string(line, at, words, text)
        _amount(sheet, line, 3, item.asked if item.head.money else None, money)
        _amount(sheet, line, 4, calculated.get((item.key, item.code)), money)
        put = draft.amounts.get(item.key, {}).get(item.code)
        if item.head.money or put is None:
            _amount(sheet, line, 5, put, money)
        else:
            granted = item.code in draft.granted.get(item.key, ())
            sheet.write_string(line, 5, "支持" if granted else "不支持", text)
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    return out.getvalue()


def _amount(sheet: Any, line: int, at: int, amount: int | None, style: Any) -> None:
    if amount is None:
        sheet.write_blank(line, at, None, style)
    else:
        sheet.write_number(line, at, float(Decimal(amount) / 100), style)


def read(
    content: bytes, items: list[Item], draft: Draft, *, capped: bool
) -> tuple[Draft, list[str], int]:
    """Return the draft with what the workbook puts down, what is wrong line by line, and how many lines count.

    Where anything is wrong nothing is taken: half a table is worse than none. An empty cell leaves the item open.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, OSError, ValueError):
        return draft, [_("不是可以读取的 Excel 文件，请下载裁决表后在其中填写")], 0
    start = next(
        (n for n, row in enumerate(rows) if KEY in row and PUT in row and HEAD in row), None
    )
    if start is None:
        return draft, [_("表中没有“编号、请求事项、裁决金额”几列，请用下载的裁决表填写")], 0
    columns = [rows[start].index(word) for word in (KEY, HEAD, PUT)]
    known = {(i.key.partition("/")[2], i.head.label): i for i in items}
    data: dict[str, str] = {}
    errors: list[str] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        ref, label, put = (_plain(row[at]) if at < len(row) else "" for at in columns)
        if not (ref or label or put):
            continue
        item = known.get((ref, label))
        if item is None:
            errors.append(_("第 %(n)d 行：没有编号“%(ref)s”的“%(head)s”这一项待裁决") % {
                "n": number, "ref": ref, "head": label,
            })  # fmt: skip
        elif item.field in data:
            errors.append(_("第 %(n)d 行：与前面的行重复") % {"n": number})
        else:
            data[item.field] = WORDS.get(put, put)
            lines[item.id] = number
    changed, wrong = posted(draft, items, data, capped=capped)
    errors += [
        _("第 %(n)d 行：%(words)s") % {"n": lines[id_], "words": words}
        for id_, words in wrong.items()
    ]
    return (draft, errors[:MOST_ERRORS], 0) if errors else (changed, [], len(data))


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value).strip()
