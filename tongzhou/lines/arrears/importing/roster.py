"""实名制名册 — the roster of a site is read, each line taken or handed back. 保障农民工工资支付条例 28.

A line is a stay: who, from which day. The same worker from the same day is the same stay, as it stands last;
a new stay while an earlier one has no end is handed back. Lines read = entered + renewed + handed back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongzhou.lines.arrears.models import RosterLine
from tongzhou.procedure import tabular
from tongzhou.procedure.tabular import Column, Wrong, day, words
from tongzhou.registry.models import Person, Project, Worker
from tongzhou.registry.sealing import mask_id_number, mask_phone
from tongzhou.registry.working import Given, register_workers

from .columns import number, phone

MOST = 20_000
HEAD = (
    "姓名",
    "身份证号",
    "手机号",
    "班组",
    "工种",
    "进场日期",
    "退场日期",
    "劳动合同签订日期",
    "工资卡尾号",
)
HOW = (
    ("姓名", "必填。照证件写全名"),
    ("身份证号", "必填。整列设为“文本”，以免末几位变成 0"),
    ("手机号", "可不填"),
    ("班组、工种", "可不填"),
    ("进场日期", "必填。如 2026-03-01"),
    ("退场日期", "退场后填写；再次进场另写一行"),
    ("劳动合同签订日期", "未签的不填，名册上会列为缺少合同"),
    ("工资卡尾号", "末四位；不填的列为缺少工资卡"),
)


def card(value: Any) -> str:
    """Read the last four figures of a card; a whole number is cut, so that none is kept. Raises Wrong."""
    typed = re.sub(r"[\s\-*]", "", words(30)(value))
    if not typed:
        return ""
    if not re.fullmatch(r"\d{4,19}", typed):
        raise Wrong("不是卡号", "填写工资卡号的末四位数字")
    return typed[-4:]


def needed(read: Callable[[Any], Any], what: str) -> Callable[[Any], Any]:
    """Read a cell that must be filled. Raises Wrong."""

    def reader(value: Any) -> Any:
        found = read(value)
        if found is None:
            raise Wrong(f"没有填{what}", "请填写，如 2026-03-01")
        return found

    return reader


def columns(on: date) -> tuple[Column, ...]:
    """Return the columns of a roster read on a day."""
    return (
        Column("name", HEAD[0], words(60, least=1), ("工人姓名", "农民工姓名", "农牧民工姓名"), needed=True),
        Column("number", HEAD[1], number(on), ("证件号码", "身份证号码", "身份证"), needed=True, mask=mask_id_number),
        Column("phone", HEAD[2], phone, ("联系电话", "电话", "手机"), mask=mask_phone),
        Column("team", HEAD[3], words(120), ("班组名称", "所属班组")),
        Column("job", HEAD[4], words(60), ("岗位", "工种名称")),
        Column("since", HEAD[5], needed(day(), "进场日期"), ("入场日期", "进场时间"), needed=True),
        Column("until", HEAD[6], day(), ("离场日期", "退场时间")),
        Column("contract_on", HEAD[7], day(), ("合同签订日期", "合同日期", "签订合同日期")),
        Column("card", HEAD[8], card, ("工资卡号", "银行卡号", "银行账号"), mask=lambda typed: f"…{typed[-4:]}"),
    )  # fmt: skip


@dataclass
class Loaded:
    """What became of a roster file."""

    head: list[str]
    told: list[str]
    unknown: list[str]
    entered: int = 0
    renewed: int = 0
    rejects: list[tabular.Reject] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """Return how many lines were read."""
        return self.entered + self.renewed + len(self.rejects)


def load(name: str, file: Any, *, project: Project, by: Person, at: datetime, on: date) -> Loaded:
    """Take a roster into a project: all right lines together or, where the file cannot be read, none.

    Raises ValueError, in words, where the file itself is no roster.
    """
    limits = tabular.Limits(rows=MOST + 20)
    table = tabular.read(tabular.opened(name, file, limits), columns(on))
    loaded = Loaded(table.head, table.told, table.unknown)
    right: list[tabular.Row] = []
    seen: dict[tuple[str, date], int] = {}
    for chunk in table.chunks():
        loaded.rejects += chunk.rejects
        for row in chunk.rows:
            fault = _fault(table, row, seen, on)
            if fault:
                loaded.rejects.append(table.reject(row, fault))
            else:
                seen[row.values["number"], row.values["since"]] = row.line
                right.append(row)
    with transaction.atomic():
        _state(table, right, loaded, project, by, at, on)
    loaded.rejects.sort(key=lambda r: r.line)
    return loaded


def _fault(
    table: tabular.Reading, row: tabular.Row, seen: dict[tuple[str, date], int], on: date
) -> tabular.Fault | None:
    value = row.values
    since, until = value["since"], value.get("until")
    if since > on:
        return table.fault(row, "since", "晚于今天", "进场以后再登记，或改正日期")
    if until and until < since:
        return table.fault(row, "until", "早于进场日期", "请核对两个日期")
    if (before := seen.get((value["number"], since))) is not None:
        return table.fault(row, "number", f"与第{before}行是同一人、同一天进场", "请删去重复的一行")
    return None


def _state(
    table: tabular.Reading,
    rows: list[tabular.Row],
    loaded: Loaded,
    project: Project,
    by: Person,
    at: datetime,
    on: date,
) -> None:
    """Enter the lines; a handful of queries, however many there are."""
    given = [
        Given(r.values["name"], r.values["number"], phone=r.values.get("phone") or "") for r in rows
    ]
    workers = register_workers(given, by=by, at=at, on=on, reason=f"{project.name}实名制名册")
    stays: dict[int, dict[date, RosterLine]] = {}
    for stay in RosterLine.objects.select_for_update().filter(project=project):
        stays.setdefault(stay.worker_id, {})[stay.since] = stay
    new: list[RosterLine] = []
    known: list[RosterLine] = []
    for row, worker in sorted(
        zip(rows, workers, strict=True), key=lambda pair: pair[0].values["since"]
    ):
        fault = _worker_fault(table, row, worker, stays.get(worker.pk, {}))
        if fault:
            loaded.rejects.append(table.reject(row, fault))
            continue
        value = row.values
        mine = stays.setdefault(worker.pk, {})
        fresh = RosterLine(project=project, worker=worker, since=value["since"])
        stay = mine.setdefault(value["since"], fresh)
        (new if stay is fresh else known).append(stay)
        stay.until, stay.contract_on = value.get("until"), value.get("contract_on")
        stay.team, stay.job = value.get("team") or "", value.get("job") or ""
        stay.card, stay.person, stay.at = value.get("card") or "", by, at
    RosterLine.objects.bulk_create(new)
    RosterLine.objects.bulk_update(
        known, ["until", "contract_on", "team", "job", "card", "person", "at"], batch_size=500
    )
    loaded.entered, loaded.renewed = len(new), len(known)


def _worker_fault(
    table: tabular.Reading, row: tabular.Row, worker: Worker, mine: dict[date, RosterLine]
) -> tabular.Fault | None:
    value = row.values
    if worker.name != value["name"]:
        return table.fault(
            row, "name", "与登记簿中这个证件号码的姓名不同", "请对照证件核对姓名和号码"
        )
    for since, stay in mine.items():
        if since < value["since"] and (stay.until is None or stay.until >= value["since"]):
            said = f"前一次（{since}进场）到这一天还没有退场"
            return table.fault(row, "since", said, "请先在前一行填写退场日期")
    return None
