"""批量导入 — a file of 12345 or of the national clue platform: each line an order, what cannot be taken handed back.

Lines read = brought + known before + rejected, always. A line that fails leaves nothing behind; the others stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, BinaryIO

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction

from tongzhou.procedure import entering, tabular
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import sealing
from tongzhou.registry.models import Person, Region

from . import lists, orders
from .procedure import REPORT

MOST = 2000  # lines of one file by the page; more by the command or in parts
MOST_BYTES = 20 << 20


@dataclass
class Outcome:
    """What became of a file."""

    brought: int = 0
    known: int = 0
    rejects: list[tabular.Reject] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.brought + self.known + len(self.rejects)

    def workbook(self) -> IO[bytes]:
        """Return the rejected lines, to be mended and uploaded again."""
        return tabular.rejected(self.head, self.rejects)


def columns(county: str, on: date) -> tuple[tabular.Column, ...]:
    """Return the columns of an export of orders, under the names platforms give them."""
    return (
        tabular.Column("number", "工单编号", tabular.words(80), ("编号", "线索编号", "受理编号", "工单号", "来源编号"), needed=True, filled=True),
        tabular.Column("words", "反映内容", tabular.words(8000), ("诉求内容", "线索内容", "问题描述", "内容", "反映情况"), needed=True, filled=True),
        tabular.Column("employer", "用人单位", tabular.words(200), ("单位名称", "被反映单位", "欠薪单位", "企业名称")),
        tabular.Column("uscc", "统一社会信用代码", tabular.words(30), ("信用代码",)),
        tabular.Column("site", "工地、工作地点", tabular.words(200), ("项目名称", "工程名称", "地址", "地点", "工作地点", "工地")),
        tabular.Column("county", "地区", _region(county), ("区划", "旗县", "所属地区", "用工地")),
        tabular.Column("matter", "诉求类别", tabular.words(200), ("问题类型", "违法事项", "类别", "事项")),
        tabular.Column("since", "开始日期", tabular.day(), ("欠薪起始", "发生日期", "起始日期")),
        tabular.Column("until", "结束日期", tabular.day(), ("欠薪截止", "截止日期", "终了日期")),
        tabular.Column("received_on", "收到日期", tabular.day(), ("来电时间", "受理时间", "登记时间", "登记日期", "反映日期")),
        tabular.Column("answer_by", "办理期限", tabular.day(), ("反馈期限", "办结期限", "截止办理")),
        tabular.Column("workers", "涉及人数", tabular.whole(0, 100_000, unit="人"), ("人数", "欠薪人数")),
        tabular.Column("amount", "涉及金额", tabular.money(), ("金额", "欠薪金额", "拖欠金额")),
        tabular.Column("name", "反映人", lists.person, ("姓名", "诉求人", "联系人", "投诉人"), mask=sealing.mask_name),
        tabular.Column("phone", "联系电话", lists.phone, ("电话", "手机号", "来电号码"), mask=sealing.mask_phone),
        tabular.Column("id_number", "身份证号", lists.number_on(on), ("证件号码",), mask=sealing.mask_id_number),
        tabular.Column("confidential", "是否保密", tabular.one_of({"是": True, "否": False, "保密": True, "不保密": False}, empty=True)),
    )  # fmt: skip


def _region(county: str) -> Callable[[Any], str]:
    """Return a reader of a region within the county: its code, or its name; nothing is the county itself."""
    rows = list(Region.objects.filter(code__startswith=county).values_list("code", "name"))
    by_name = {name: code for code, name in rows} | {code: code for code, _name in rows}

    def reader(value: Any) -> str:
        typed: str = tabular.words(60)(value)
        if not typed:
            return county
        for name in (typed, typed.rpartition("旗")[2], typed.split()[-1]):
            if name in by_name:
                return by_name[name]
        raise tabular.Wrong(
            "不在本地区", "请填本旗县（市、区）或所属苏木乡镇的名称；其他地区的另行移送"
        )

    return reader


def load(
    name: str,
    file: BinaryIO,
    *,
    source: str,
    county: str,
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    door: Door,
    most: int = MOST,
) -> Outcome:
    """Bring every line of a file. Raises ValueError, in words, where the file itself cannot be read."""
    limits = tabular.Limits(file_bytes=MOST_BYTES, rows=most + 20)
    table = tabular.read(tabular.opened(name, file, limits), columns(county, on))
    found = Outcome(head=table.head, told=table.told, unknown=table.unknown)
    for chunk in table.chunks():
        found.rejects += chunk.rejects
        for row in chunk.rows:
            reject = _line(table, row, found, source, by, person, at, on, door)
            if reject is not None:
                found.rejects.append(reject)
    found.rejects.sort(key=lambda r: r.line)
    return found


def _line(
    table: tabular.Reading,
    row: tabular.Row,
    found: Outcome,
    source: str,
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    door: Door,
) -> tabular.Reject | None:
    try:
        order = order_of(row.values, source, by.region[:6])
        if entering.opened_by(orders.request_of(order), REPORT.code):
            found.known += 1
            return None
        with transaction.atomic():
            orders.take(door, order, by=by, person=person, at=at, on=on)
    except ValidationError as error:
        words = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        faults = [
            table.fault(
                row, "name" if code == "people" else code, "；".join(several), "请核对后重新导入"
            )
            for code, several in words.items()
        ]
        return table.reject(row, *faults)
    except msgspec.ValidationError as error:
        told = orders.in_words(error)
        return table.reject(row, tabular.Fault("整行", "", told, "请核对后重新导入"))
    except Refused as error:
        return table.reject(row, tabular.Fault("整行", "", str(error), "请核对后重新导入"))
    found.brought += 1
    return None


def order_of(values: dict[str, Any], source: str, county: str) -> orders.Order:
    """Return a line as an order. Raises msgspec.ValidationError."""
    person = {
        "name": values.get("name") or "",
        "phone": values.get("phone") or "",
        "id_number": values.get("id_number") or "",
        "amount": values.get("amount") or 0,
    }
    codes = orders.codes_of(values.get("matter") or "") or orders.codes_of(values["words"][:500])
    many = values.get("workers") or 0
    told = {
        "number": values["number"],
        "source": source,
        "county": values.get("county") or county,
        "words": values["words"],
        # A caller who tells of many is not each of them: they report, and their own claims come later.
        "kind": "投诉" if person["name"] and many <= 1 and codes else "举报",
        "employer": values.get("employer") or "",
        "uscc": values.get("uscc") or "",
        "site": values.get("site") or "",
        "violations": codes,
        "since": values.get("since"),
        "until": values.get("until"),
        "received_on": values.get("received_on"),
        "answer_by": values.get("answer_by"),
        "workers": many,
        "people": (person,) if person["name"] else (),
        "confidential": values.get("confidential", True),
    }
    return msgspec.convert(msgspec.to_builtins(told), orders.Order)
