"""平台工单 — a report as an outside system tells it: 12345, the national clue platform, petitions. By file or by the API.

One shape, one way in: `take` brings it by the same `bringing.bring` as every other channel. The number a platform gave
is the name of the request: sent again, by file or by the API, it is the same case.
"""

from __future__ import annotations

import typing
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import View
from tongzhou.registry import identity, naming, working
from tongzhou.registry.models import Person, Region, Worker

from . import bringing, facts
from .facts import Dispatch
from .models import IntakeReport
from .sending import head_of
from .violations import VIOLATIONS, ViolationCode

Source = Literal["12345", "国家欠薪线索平台", "信访转办", "其他部门移送", "预警", "工会建议书"]
Words = Annotated[str, msgspec.Meta(max_length=8000)]
Short = Annotated[str, msgspec.Meta(max_length=200)]


class OrderPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """反映人、劳动者: as far as the platform knows them. `amount` in fen."""

    name: Annotated[str, msgspec.Meta(max_length=60, title="姓名")]
    phone: Annotated[str, msgspec.Meta(max_length=20, title="手机号")] = ""
    id_number: Annotated[str, msgspec.Meta(max_length=20, title="身份证号")] = ""
    amount: Annotated[int, msgspec.Meta(ge=0, le=10**12, title="金额（分）")] = 0


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """工单: one report of a platform. Dates as 2026-11-26, amounts in fen, regions by their code of six digits."""

    number: Annotated[str, msgspec.Meta(min_length=1, max_length=80, title="来源编号")]
    source: Annotated[Source, msgspec.Meta(title="来源渠道")]
    county: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{6}([0-9]{3})?$", title="实际工作地")]
    words: Annotated[Words, msgspec.Meta(min_length=1, title="反映内容")]
    kind: Annotated[Literal["投诉", "举报"], msgspec.Meta(title="类别")] = "举报"
    employer: Annotated[Short, msgspec.Meta(title="用人单位")] = ""
    uscc: Annotated[str, msgspec.Meta(max_length=30, title="统一社会信用代码")] = ""
    site: Annotated[Short, msgspec.Meta(title="工地、工作地点")] = ""
    violations: Annotated[
        tuple[ViolationCode, ...], msgspec.Meta(max_length=20, title="违法事项")
    ] = ()
    since: Annotated[date | None, msgspec.Meta(title="违法行为发生之日")] = None
    until: Annotated[date | None, msgspec.Meta(title="违法行为终了之日")] = None
    received_on: Annotated[date | None, msgspec.Meta(title="来源单位收到之日")] = None
    answer_by: Annotated[date | None, msgspec.Meta(title="要求反馈之日")] = None
    dispatch: Annotated[Dispatch, msgspec.Meta(title="劳务派遣")] = "不涉及劳务派遣"
    workers: Annotated[int, msgspec.Meta(ge=0, le=100_000, title="涉及人数")] = 0
    people: Annotated[
        tuple[OrderPerson, ...], msgspec.Meta(max_length=500, title="反映人、劳动者")
    ] = ()
    confidential: Annotated[bool, msgspec.Meta(title="要求保密")] = True


def request_of(order: Order) -> str:
    """Return the name of the request: the same order sent again is the same case."""
    return f"{order.source}:{order.number}"[:100]


def take(
    door: Door,
    order: Order,
    *,
    by: Actor,
    person: Person | None,
    at: datetime,
    on: date,
    request: str = "",
) -> bringing.Brought:
    """Bring an order in. Raises ValidationError and Refused, in words; nothing is kept then."""
    _check(order, on)
    head = head_of(list(order.violations))
    people = [
        bringing.Reporter(
            naming.tidy_name(p.name), p.phone, p.id_number, items=_items(head, p.amount, order)
        )
        for p in order.people
    ]
    return bringing.bring(
        door,
        reporters=people,
        against=bringing.Against(order.employer, order.uscc, order.county, order.site),
        by=by,
        person=person,
        at=at,
        on=on,
        request=request or request_of(order),
        kind=order.kind,
        channel=order.source,
        external=order.number,
        violations=order.violations,
        since=order.since,
        until=order.until,
        ongoing=order.until is None,
        story=order.words,
        received_on=order.received_on,
        answer_by=order.answer_by,
        first_seen=min(order.received_on, on) if order.received_on else None,
        dispatch=order.dispatch,
        workers=max(order.workers, len(people)),
        confidential=order.confidential,
    )


def _items(head: str, amount: int, order: Order) -> tuple[ClaimItem, ...]:
    if head and amount:
        return (ClaimItem(head=head, amount=amount, since=order.since, until=order.until),)
    return (ClaimItem(head="other", basis="欠付金额待核算"),) if head else ()


def _check(order: Order, on: date) -> None:
    wrong: dict[str, Any] = {}
    if not (order.employer.strip() or order.uscc.strip() or order.site.strip()):
        wrong["employer"] = _("单位名称、统一社会信用代码、工地至少写一个")
    if order.kind == "投诉" and not order.people:
        wrong["people"] = _("投诉要有投诉人；不知道是谁的，类别写“举报”")
    for name in ("received_on", "since", "until"):
        day = getattr(order, name)
        if day and day > on:
            wrong[name] = _("日期还没有到，请核对")
    if order.source in ("信访转办", "工会建议书") and order.received_on is None:
        wrong["received_on"] = _("请填写收到之日，期限从这一天起算")
    if order.since and order.until and order.until < order.since:
        wrong["until"] = _("终了之日早于发生之日，请核对")
    for p in order.people:
        try:
            if not naming.tidy_name(p.name):
                raise ValueError(_("姓名是空的"))
            if p.phone.strip():
                identity.check_phone(p.phone)
            if p.id_number.strip():
                working.check_number(p.id_number, Worker.IdKind.RESIDENT, on=on)
        except ValueError as error:
            wrong.setdefault("people", str(error))
    if not Region.objects.filter(code=order.county).exists():
        wrong["county"] = _("没有这个地区代码，请核对")
    if wrong:
        raise ValidationError(wrong)


def in_words(error: Exception) -> str:
    """Say in Chinese which field of an order is wrong."""
    name = str(error).rpartition("`$.")[2].rstrip("`").partition("[")[0].partition(".")[0]
    known = typing.get_type_hints(Order, include_extras=True).get(name)
    metas = [m for m in getattr(known, "__metadata__", ()) if isinstance(m, msgspec.Meta)]
    label = next((m.title for m in reversed(metas) if m.title), name)
    return _("“%(label)s”填写有误") % {"label": label} if label else _("内容不完整或有不认识的字段")


def codes_of(words: str) -> tuple[str, ...]:
    """Return what a platform's own word for the matter means, by label or by how people say it; may be none."""
    plain = words.strip()
    found = [
        v.code
        for v in VIOLATIONS.values()
        if plain and (v.code == plain or v.label in plain or plain in v.label or v.asked in plain)
    ]
    if not found and any(w in plain for w in ("欠薪", "工资", "工钱")):
        found = ["wage_arrears"]
    return tuple(dict.fromkeys(found))


# --- For the API -------------------------------------------------------------------------------------


def number(order: Order) -> str:
    """Return the number the platform has given."""
    return order.number


def county(order: Order) -> str:
    """Return the county a report lies in."""
    return order.county[:6]


def taken(door: Door, order: Order, *, by: Actor, at: datetime, on: date) -> Case:
    """Bring an order of an outside system; sent again it is the same case. Raises as `take` does."""
    return take(door, order, by=by, person=None, at=at, on=on).case


def found(external: str) -> Case | None:
    """Return the report under a platform's number, the latest where several regions had it."""
    rows = IntakeReport.objects.filter(external=external).exclude(external="")
    row = rows.select_related("case").order_by("-case").first()
    return row.case if row else None


def told(view: View) -> dict[str, Any]:
    """Return what a platform may know of the outcome: in public words, and never who reports."""
    out: dict[str, Any] = {}
    answer = view.said.get("result") or view.said.get("answer")
    refusal, guidance = (view.said.get(act) for act in ("refuse", "guide"))
    if isinstance(answer, facts.Answer):
        out |= {"outcome": answer.outcome, "answer": answer.words}
    if isinstance(refusal, facts.Refusal):
        out |= {"outcome": f"不予受理：{refusal.ground}", "answer": refusal.words}
    if isinstance(guidance, facts.Guidance):
        out |= {"outcome": f"告知向{guidance.way}提出：{guidance.ground}", "answer": guidance.words}
    return out
