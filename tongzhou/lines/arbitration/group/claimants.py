"""申请人名单 — a line of the list is one claimant: who it is, the employment, an amount under each head. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from tongzhou.law.heads import HEADS, Head, heads_for
from tongzhou.procedure.claims import ClaimItem, Particulars
from tongzhou.registry.identity import check_phone
from tongzhou.registry.identity import tidy as tidy_number
from tongzhou.registry.models import Worker
from tongzhou.registry.naming import tidy_name
from tongzhou.registry.working import Given, check_number

from . import cells
from .cells import NUMBER, PHONE, Fault, Sheet, Wrong

T = TypeVar("T")

LINE, NAME, KIND, ADDRESS = "行号", "姓名", "证件类型", "送达地址"
CONSENT, HIRED, LEFT, POST, BASIS = "同意电子送达", "入职日期", "离职日期", "岗位", "依据"
TELLS = "问题"  # in the file of lines to mend; not read
NEEDED = (NAME, NUMBER)
ABOUT = (NAME, KIND, NUMBER, PHONE, ADDRESS, CONSENT, HIRED, LEFT, POST)
KINDS: dict[str, Worker.IdKind] = {str(k.label): k for k in Worker.IdKind} | {
    "": Worker.IdKind.RESIDENT,
    "身份证": Worker.IdKind.RESIDENT,
    "居民身份证": Worker.IdKind.RESIDENT,
    "港澳台居民居住证": Worker.IdKind.HONG_KONG_MACAO_TAIWAN,
    "外国人永久居留身份证": Worker.IdKind.PERMANENT,
    "护照": Worker.IdKind.PASSPORT,
}
CONSENTS = {
    "": "",
    "否": "不同意",
    "不同意": "不同意",
    "是": "同意",
    "同意": "同意",
    "同意，含裁决书、调解书": "同意，含裁决书、调解书",
    "同意,含裁决书、调解书": "同意，含裁决书、调解书",
}
USUAL = ("wages", "overtime", "double_wage", "severance", "unlawful_dismissal", "annual_leave")
HOW = (
    (NAME, "必填。照证件写全名，少数民族姓名不省略"),
    (KIND, "居民身份证、港澳台居民居住证、外国人永久居留身份证、护照；不填为居民身份证"),
    (NUMBER, "必填。整列设为“文本”，以免末几位变成 0"),
    (PHONE, "11位手机号；手机号和送达地址至少填一项"),
    (ADDRESS, "能收到文书的地址"),
    (CONSENT, "同意、不同意，或“同意，含裁决书、调解书”；不填视为未表示同意"),
    (HIRED, "如 2018-08-20；不清楚的不填"),
    (LEFT, "还在职的不填"),
    ("各项请求", "一项一列，单位为元，没有这项请求的留空；不涉及金额的填“是”"),
    (BASIS, "计算依据，如“2025年3月至6月，每月3200元”；也可以加“加班工资依据”这样的列，只说明一项"),
)


NOTHING_TOLD = Particulars()


@dataclass(frozen=True)
class Row:
    """A line of the list after it was read: what it says, or what is wrong with it."""

    line: int
    cells: dict[str, str]
    given: Given | None = None
    items: tuple[ClaimItem, ...] = ()
    particulars: Particulars = NOTHING_TOLD
    faults: tuple[Fault, ...] = ()
    told: tuple[str, ...] = ()  # what the officer should know, and need not mend

    @property
    def total(self) -> int:
        """Return what the line claims in all, in fen."""
        return sum(item.amount for item in self.items)

    @property
    def number(self) -> str:
        """Return the identity number as a screen may show it."""
        return cells.masked(NUMBER, self.cells.get(NUMBER, ""))

    def with_fault(self, column: str, rule: str, mend: str) -> Row:
        """Return the line with one more thing wrong."""
        fault = Fault(column, cells.masked(column, self.cells.get(column, "")), rule, mend)
        return replace(self, faults=(*self.faults, fault))


def heads_by_label() -> dict[str, Head]:
    """Return the heads a worker may claim under, by every name a column may bear."""
    found: dict[str, Head] = {}
    for head in heads_for():
        for name in (head.label, head.label.partition("（")[0], head.asked):
            found.setdefault(cells.label(name), head)
    return found


def template_head(chosen: Iterable[str]) -> list[str]:
    """Return the columns of a template for some heads of claim."""
    heads = [HEADS[code] for code in chosen if code in HEADS]
    return [*ABOUT, *(f"{h.label}（元）" if h.money else h.label for h in heads), BASIS]


def unknown(head: Sequence[str]) -> list[str]:
    """Return the columns that are not read."""
    known = {*ABOUT, LINE, BASIS, TELLS, *heads_by_label()}
    known |= {f"{name}{BASIS}" for name in heads_by_label()}
    return [name for name in head if name not in known]


def checked(sheet: Sheet, *, on: date) -> list[Row]:
    """Return every line of the list as it stands, in its order."""
    heads = heads_by_label()
    return _once_each([_row(n, line, heads, on) for n, line in sheet.lines])


def _row(n: int, line: Mapping[str, str], heads: Mapping[str, Head], on: date) -> Row:
    faults: list[Fault] = []

    def read(column: str, how: Callable[[str], T], otherwise: T) -> T:
        value = line.get(column, "")
        try:
            return how(value)
        except Wrong as wrong:
            rule, mend = wrong.rule, wrong.mend
        except ValueError as wrong:
            rule, mend = str(wrong).rstrip("。"), "请对照证件改正"
        faults.append(Fault(column, cells.masked(column, value), rule, mend))
        return otherwise

    kind = read(KIND, _kind, Worker.IdKind.RESIDENT)
    given = Given(
        name=read(NAME, _name, ""),
        id_number=read(NUMBER, lambda v: _number(v, kind, on), ""),
        id_kind=kind,
        phone=read(PHONE, lambda v: check_phone(v) if v else "", ""),
        address=line.get(ADDRESS, ""),
    )
    particulars = Particulars(
        hired_on=read(HIRED, cells.day, None),
        left_on=read(LEFT, cells.day, None),
        post=line.get(POST, ""),
        electronic=read(CONSENT, _consent, ""),
    )
    items = tuple(_items(line, heads, read))
    row = Row(n, dict(line), given, items, particulars, tuple(faults))
    return _whole(row, on)


def _whole(row: Row, on: date) -> Row:
    """Check what no cell shows by itself."""
    p = row.particulars
    if p.hired_on and p.hired_on > on:
        row = row.with_fault(HIRED, "入职日期在今天以后", "请核对年份")
    if p.hired_on and p.left_on and p.left_on < p.hired_on:
        row = row.with_fault(LEFT, "离职日期早于入职日期", "请核对两个日期")
    bad_phone = any(f.column == PHONE for f in row.faults)
    if not row.cells.get(PHONE) and not row.cells.get(ADDRESS) and not bad_phone:
        row = row.with_fault(PHONE, "手机号和送达地址都没有填", "至少填一项，以便送达")
    if p.electronic.startswith("同意") and not row.cells.get(PHONE):
        row = row.with_fault(CONSENT, "同意电子送达，但没有手机号", "请填手机号，或改为不同意")
    claims = {item.head for item in row.items}
    amounts_wrong = any(f.column in heads_by_label() for f in row.faults)
    if not claims and not amounts_wrong:
        row = row.with_fault("各项请求", "没有任何请求", "至少填一项请求的金额")
    return row


def _items(
    line: Mapping[str, str], heads: Mapping[str, Head], read: Callable[..., Any]
) -> Iterable[ClaimItem]:
    seen: set[str] = set()
    for column, of in heads.items():
        if column not in line or of.code in seen:
            continue
        amount = read(column, cells.fen, 0) if of.money else int(read(column, cells.yes, False))
        if not amount:
            continue
        seen.add(of.code)
        basis = line.get(f"{column}{BASIS}") or line.get(BASIS, "")
        yield ClaimItem(head=of.code, amount=amount if of.money else 0, basis=basis)


def _kind(value: str) -> Worker.IdKind:
    found = KINDS.get(cells.tidy(value))
    if found is None:
        raise Wrong(
            "没有这种证件类型", "填 居民身份证、港澳台居民居住证、外国人永久居留身份证 或 护照"
        )
    return found


def _consent(value: str) -> Any:
    found = CONSENTS.get(value.strip())
    if found is None:
        raise Wrong("应填同意或不同意", "填 同意、不同意，或“同意，含裁决书、调解书”")
    return found


def _name(value: str) -> str:
    name = tidy_name(value)
    if not name:
        raise Wrong("没有填姓名", "照证件填写全名")
    if value.startswith("=") or any(c.isdigit() for c in name):
        raise Wrong("不像姓名", "照证件填写全名，不带编号")
    return name


def _number(value: str, kind: Worker.IdKind, on: date) -> str:
    plain = cells.tidy(value)
    if not plain:
        raise Wrong("没有填证件号码", "照证件填写")
    if cells.ROUNDED.match(plain):
        raise Wrong("证件号码按数字保存，末几位已经丢失", "把整列设为“文本”格式，对照证件重新填写")
    return check_number(plain, kind, on=on)


def _once_each(rows: list[Row]) -> list[Row]:
    """Let a person who is listed twice count once; where the two lines differ, ask for one."""
    first: dict[tuple[str, str], Row] = {}
    found = []
    for row in rows:
        key = _who(row)
        before = first.get(key) if key else None
        if before is None or key is None:
            if key:
                first[key] = row
            found.append(row)
            continue
        if not row.faults and (before.items, before.given) == (row.items, row.given):
            told = f"与第{before.line}行是同一人，内容相同，只计一次"
            found.append(replace(row, items=(), told=(*row.told, told)))
            continue
        rule = f"与第{before.line}行是同一人（证件号码相同），内容不同"
        found.append(row.with_fault(NUMBER, rule, "请合并为一行，或改正抄错的号码"))
    return found


def _who(row: Row) -> tuple[str, str] | None:
    if row.given is None or not row.given.id_number:
        return None
    return str(row.given.id_kind), tidy_number(row.given.id_number)


def mended(before: Sheet, after: Sheet) -> Sheet:
    """Return a list in which the lines of a file of mended lines take the place of their own.

    A line without a number, or with one the list does not have, is a further line. A masked number or phone
    that nobody touched stays what it was.
    """
    lines = {n: dict(line) for n, line in before.lines}
    following = max(lines, default=1)
    for _n, typed in after.lines:
        n = int(typed[LINE]) if typed.get(LINE, "").isdigit() else 0
        if n not in lines:
            following += 1
            n = following
        old = lines.get(n, {})
        new = {
            c: cells.kept(c, v, old.get(c, "")) for c, v in typed.items() if c not in (LINE, TELLS)
        }
        lines[n] = old | new
    head = dict.fromkeys((*before.head, *after.head))
    kept = tuple(c for c in head if c not in (LINE, TELLS))
    return Sheet(kept, tuple(sorted(lines.items())))


def rejects(
    sheet: Sheet, rows: Iterable[Row]
) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """Return head and lines of the file to mend (numbers and phones masked), and the list of what is wrong."""
    columns = [c for c in sheet.head if c not in (LINE, TELLS)]
    lines, faults = [], []
    for row in rows:
        said = "；".join(f"{f.column}：{f.rule}，{f.mend}" for f in row.faults)
        shown = [cells.masked(c, row.cells.get(c, "")) for c in columns]
        lines.append([str(row.line), *shown, said])
        faults += [[str(row.line), f.column, f.shown, f.rule, f.mend] for f in row.faults]
    return [LINE, *columns, TELLS], lines, faults
