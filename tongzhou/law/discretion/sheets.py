"""表格形式的裁量基准 — a benchmark table as a sheet: a head, a row of columns, one row for each grade of an item."""

from __future__ import annotations

import csv
import difflib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.law.discretion.circumstances import FLAGS, MEASURES
from tongzhou.law.discretion.rejects import Reading
from tongzhou.law.discretion.tables import Band, Rule, Span, Table
from tongzhou.law.penalties.items import named

MOST_UNFOLDED, MOST_ROWS = 50_000_000, 20_000
HEAD = {
    "名称": "name", "地区": "region", "文件": "instrument", "文号": "doc_no", "生效日": "since",
    "失效日": "until", "核对人": "approved_by", "核对日": "approved_on", "示例": "illustrative", "说明": "note",
}  # fmt: skip
COLUMNS = (
    "事项", "对象", "按", "档次", "名称", "起", "止",
    "人数超过", "人数不超过", "金额超过", "金额不超过", "月数超过", "月数不超过", "次数超过", "次数不超过",
    "必备情节", "升档情节", "从轻情节", "从重情节", "不得免罚", "生效日", "失效日", "编号",
)  # fmt: skip
SPANS = {"人数": "workers", "金额": "amount", "月数": "months", "次数": "times"}
SIDES = {"": "unit", "单位": "unit", "unit": "unit", "责任人员": "persons", "persons": "persons"}
PERS = {"": "", "每人": "head", "合计": "total", "倍数": "times", "head": "head", "total": "total", "times": "times"}  # fmt: skip
NEEDED = ("事项", "档次", "起", "止")
YES = {"是", "yes", "true", "1", "y"}


def from_csv(content: bytes, reading: Reading) -> None:
    """Read a table from CSV into `reading`."""
    _from_rows(_csv(content, reading), reading)


def from_xlsx(content: bytes, reading: Reading) -> None:
    """Read a table from the first sheet of a workbook into `reading`."""
    _from_rows(_xlsx(content, reading), reading)


def _csv(content: bytes, reading: Reading) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        reading.reject(0, "", "文字编码无法识别，请存为 UTF-8", "unknown encoding: save as UTF-8")
        return []
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as wrong:
        reading.reject(0, "", f"CSV 写法有误：{wrong}", f"not usable CSV: {wrong}")
        return []


def _xlsx(content: bytes, reading: Reading) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            if sum(each.file_size for each in folded.infolist()) > MOST_UNFOLDED:
                reading.reject(0, "", "表格解压后过大", "the workbook unfolds to too much")
                return []
            if folded.testzip() is not None:  # its sizes were told falsely, or it is damaged
                raise zipfile.BadZipFile
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, IndexError, zlib.error, RuntimeError, ValueError):
        reading.reject(0, "", "不是可用的 xlsx 表格", "not a usable xlsx workbook")
        return []
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return (
            f"{exact.to_integral_value():f}" if exact == exact.to_integral_value() else f"{exact:f}"
        )
    return str(value)


def _from_rows(rows: list[list[str]], reading: Reading) -> None:
    if not rows:
        if not reading.rejects:
            reading.reject(0, "", "表格是空的", "the sheet is empty")
        return
    if len(rows) > MOST_ROWS:
        reading.reject(0, "", f"至多 {MOST_ROWS} 行", f"at most {MOST_ROWS} rows")
        return
    start = next((n for n, row in enumerate(rows) if row and row[0].strip() == "事项"), None)
    if start is None:
        reading.reject(
            0, "", "没有找到列名一行（首列为“事项”）", "the row of columns (first: 事项) is missing"
        )
        return
    columns = [cell.strip() for cell in rows[start]]
    if missing := [name for name in NEEDED if name not in columns]:
        reading.reject(
            start + 1, "", f"缺少列：{'、'.join(missing)}", f"columns missing: {missing}"
        )
        return
    if unknown := [name for name in columns if name and name not in COLUMNS]:
        reading.reject(
            start + 1, "", f"不认识的列：{'、'.join(unknown)}", f"unknown columns: {unknown}"
        )
        return
    head = _head(rows[:start], reading)
    grouped = _grouped(rows[start + 1 :], start + 2, columns, reading)
    if head is None:
        return
    rules, places = [], []
    for place, parts in grouped:
        rules.append(parts)
        places.append(place)
    reading.table = msgspec.structs.replace(head, items=rules)
    reading.rows = tuple(places)


def _head(rows: list[list[str]], reading: Reading) -> Table | None:
    told: dict[str, Any] = {"items": []}
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if cells[0] not in HEAD:
            reading.reject(
                number, "", f"表头中不认识的“{cells[0]}”", f"unknown word in the head: {cells[0]}"
            )
            continue
        value = cells[1] if len(cells) > 1 else ""
        if value:
            told[HEAD[cells[0]]] = value
    told["illustrative"] = str(told.get("illustrative", "")).lower() in YES
    for name in ("since", "until", "approved_on"):
        if name in told:
            told["from" if name == "since" else "to" if name == "until" else name] = told.pop(name)
    try:
        return msgspec.convert(told, Table)
    except msgspec.ValidationError as wrong:
        reading.reject(
            0, "", f"表头有误（须有名称、地区、生效日）：{wrong}", f"the head is unfit: {wrong}"
        )
        return None


def _grouped(
    rows: list[list[str]], first: int, columns: list[str], reading: Reading
) -> Iterator[tuple[int, Rule]]:
    """Return the rules, each with the row it begins in; rows of one item, side and unit belong together."""
    found: dict[tuple[str, ...], list[tuple[int, Band, dict[str, str]]]] = {}
    spoilt: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, start=first):
        cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name}
        if not any(cells.values()):
            continue
        key: tuple[str, ...] = (cells["事项"], cells.get("对象", ""), cells.get("按", ""), cells.get("生效日", ""), cells.get("失效日", ""))  # fmt: skip
        try:
            found.setdefault(key, []).append((number, _row_band(cells), cells))
        except ValueError as wrong:
            reading.reject(number, cells["事项"], str(wrong), f"not usable: {wrong}")
            spoilt.add(key)
    rules = []
    for key, bands in found.items():
        if key in spoilt:
            continue  # its row is rejected already; the item cannot be used without it
        try:
            rules.append((bands[0][0], _row_rule(key, bands)))
        except (ValueError, msgspec.ValidationError) as wrong:
            reading.reject(bands[0][0], key[0], str(wrong), f"not usable: {wrong}")
    return iter(rules)


def _row_rule(key: tuple[str, ...], bands: list[tuple[int, Band, dict[str, str]]]) -> Rule:
    written, side, per, since, until = key
    if side not in SIDES:
        raise ValueError(f"对象“{side}”须为 单位 或 责任人员")
    if per not in PERS:
        raise ValueError(f"按“{per}”须为 每人、合计 或 倍数")
    try:
        id_ = named(written)
    except KeyError as unknown:
        raise ValueError(str(unknown.args[0])) from None
    cells = [one for _, _, one in bands]
    told = {
        "item": id_,
        "side": SIDES[side],
        "per": PERS[per],
        "bands": [],
        "lowered_by": sorted({code for one in cells for code in _flags(one.get("从轻情节", ""))}),
        "heightened_by": sorted(
            {code for one in cells for code in _flags(one.get("从重情节", ""))}
        ),
        "never_waived": any(one.get("不得免罚", "").lower() in YES for one in cells),
        "code": next((one["编号"] for one in cells if one.get("编号")), ""),
        **({"from": since} if since else {}),
        **({"to": until} if until else {}),
    }
    rule = msgspec.convert(told, Rule)
    return msgspec.structs.replace(
        rule, bands=sorted((b for _, b, _ in bands), key=lambda b: b.grade)
    )


def _row_band(cells: dict[str, str]) -> Band:
    """Read one row as a band. Raises `ValueError` with a Chinese sentence."""
    grade = _number("档次", cells["档次"])
    if grade != grade.to_integral_value() or not 1 <= grade <= 20:
        raise ValueError(f"档次“{cells['档次']}”须为 1 至 20 的整数")
    spans = {}
    for word, measure in SPANS.items():
        over, upto = cells.get(f"{word}超过", ""), cells.get(f"{word}不超过", "")
        if over or upto:
            spans[measure] = Span(
                _number(f"{word}超过", over or "0"),
                _number(f"{word}不超过", upto) if upto else None,
            )
    return Band(
        int(grade),
        _number("起", cells["起"]),
        _number("止", cells["止"]),
        cells.get("名称", ""),
        **spans,
        requires=_flags(cells.get("必备情节", "")),
        raised_by=_flags(cells.get("升档情节", "")),
    )


def _number(column: str, written: str) -> Decimal:
    text = written.replace(",", "").replace("，", "").removesuffix("元").removesuffix("倍").strip()
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{column}“{written[:20]}”须为数字") from None
    if not value.is_finite() or not 0 <= value < Decimal("1e12"):
        raise ValueError(f"{column}“{written[:20]}”超出范围")
    return value


def _flags(written: str) -> list[str]:
    """Read circumstances by code or by their words, with ； or ; between them. Raises `ValueError`."""
    by_words = {text.zh: code for code, text in FLAGS.items()}
    words = [word.strip() for word in re.split(r"[；;\n]", written) if word.strip()]
    found = [by_words.get(word, word) for word in words]
    for word in found:
        if word not in FLAGS:
            like = difflib.get_close_matches(word, [*FLAGS, *by_words], n=1, cutoff=0.3)
            hint = f"，是否指“{like[0]}”" if like else ""
            raise ValueError(f"没有情节“{word[:40]}”{hint}；几项之间用分号隔开")
    return found


def as_rows(table: Table) -> Iterator[list[str]]:
    """Yield the table as the lines of a sheet, so that an office can fill in its own."""
    head = {
        "名称": table.name, "地区": table.region, "文件": table.instrument, "文号": table.doc_no,
        "生效日": table.since.isoformat(), "失效日": table.until.isoformat() if table.until else "",
        "核对人": table.approved_by, "核对日": table.approved_on.isoformat() if table.approved_on else "",
        "示例": "是" if table.illustrative else "否", "说明": table.note,
    }  # fmt: skip
    for word, value in head.items():
        yield [word, value]
    yield list(COLUMNS)
    sides = {"unit": "单位", "persons": "责任人员"}
    pers = {"": "", "head": "每人", "total": "合计", "times": "倍数"}
    for rule in table.items:
        for band in rule.bands:
            spans: list[str] = []
            for measure in MEASURES:  # in the order of the columns
                span = band.span(measure)
                spans += (
                    [f"{span.over:f}", "" if span.upto is None else f"{span.upto:f}"]
                    if span
                    else ["", ""]
                )
            yield [
                rule.item, sides[rule.side], pers.get(rule.per, ""), str(band.grade), band.title.zh,
                f"{band.low:f}", f"{band.high:f}", *spans,
                *("；".join(FLAGS[code].zh for code in codes) for codes in (band.requires, band.raised_by, rule.lowered_by, rule.heightened_by)),
                "是" if rule.never_waived else "", rule.since.isoformat() if rule.since else "",
                rule.until.isoformat() if rule.until else "", rule.code,
            ]  # fmt: skip
