"""接口报送 — what another system declares one by one, and what it may read back: no name in full, no identity number."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

import msgspec
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.procedure.catalogue import Records
from tongzhou.procedure.facts import ask
from tongzhou.registry import codes, credit_code, identity
from tongzhou.registry.employing import find_employer
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Employer

from . import declaring
from .declaring import TERMS, Declarer
from .models import Employment

CODE, EACH = "filing.employment", 100
Kind = Literal["full", "part", "dispatch", "platform", "over_age", "service"]


class Declaration(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One act: hire, renew, change or end. Pay in fen. A renewal names the terms that differ and its own first day;
    a change or an ending is found by employer, number, kind and first day.
    """

    act: Annotated[Literal["hire", "renew", "change", "end"], ask("事项")] = "hire"
    uscc: Annotated[str, ask("统一社会信用代码", max_length=18)]
    number: Annotated[str, ask("身份证号码", max_length=20)]
    name: Annotated[str, ask("劳动者姓名", max_length=100)] = ""
    phone: Annotated[str, ask("劳动者手机号", max_length=20)] = ""
    kind: Annotated[Kind, ask("用工形式")] = "full"
    region: Annotated[str, ask("工作地旗县代码", pattern=r"^\d{6}$")]
    starts_on: Annotated[date, ask("起始日期")]
    term: Annotated[Literal["fixed", "open", "task"], ask("合同期限类型")] | None = None
    ends_on: Annotated[date | None, ask("期满日期")] = None
    probation_until: Annotated[date | None, ask("试用期至")] = None
    job: Annotated[str, ask("岗位（工种）", max_length=60)] = ""
    pay: Annotated[Annotated[int, msgspec.Meta(ge=1)] | None, ask("约定工资（分）")] = None
    pay_basis: Annotated[Literal["", "month", "day", "hour", "piece"], ask("计薪方式")] = ""
    weekly_hours: Annotated[Annotated[int, msgspec.Meta(ge=1, le=84)] | None, ask("每周工时")] = (
        None
    )
    written: Annotated[Literal["paper", "electronic", "none"], ask("书面合同")] | None = None
    contract_number: Annotated[str, ask("合同编号", max_length=40)] = ""
    econtract: Annotated[str, ask("电子合同存证编号", max_length=80)] = ""
    signed_on: Annotated[date | None, ask("签订日期")] = None
    insured: Annotated[bool | None, ask("参加社会保险")] = None
    using_uscc: Annotated[str, ask("用工单位信用代码", max_length=18)] = ""
    using_name: Annotated[str, ask("用工单位", max_length=200)] = ""
    platform_class: Annotated[Literal["", "labour", "managed", "civil"], ask("用工情形")] = ""
    ended_on: Annotated[date | None, ask("解除或终止日期")] = None
    end_reason: Annotated[str, ask("解除或终止原因", max_length=8)] = ""
    reason: Annotated[str, ask("事由", max_length=300)] = ""


class Given(msgspec.Struct, kw_only=True):
    """A row as another system may read it."""

    id: int
    uscc: str
    employer: str
    worker: str  # the first character of the name
    kind: str
    region: str
    starts_on: date
    ends_on: date | None
    pay: int | None
    pay_basis: str
    written: str
    insured: bool
    state: str
    ended_on: date | None
    version: int
    declared_on: date
    remarks: list[str] = []


def take(said: Declaration, *, source: str, at: datetime, on: date) -> tuple[Given, bool]:
    """Carry out what was declared; return the row, and whether it is new. Raises ValidationError, by field."""
    by = Declarer(None, Employment.Source.API, at, on, delivery=source[:40])
    employer = _employer(said)
    if said.act == "hire":
        before = _rows(said, employer).filter(starts_on=said.starts_on, kind=said.kind).exists()
        defaults = {"term": "fixed", "written": "none", "insured": False}
        terms = {n: getattr(said, n) for n in TERMS if n != "region_id"} | {
            "region_id": said.region
        }
        terms = {n: defaults[n] if v is None and n in defaults else v for n, v in terms.items()}
        done = declaring.hire(
            employer, number=said.number, name=said.name, phone=said.phone, terms=terms, by=by,
            reason=said.reason,
        )  # fmt: skip
        return _given(done), not before
    row = _row(said, employer)
    if said.act == "renew":
        return _given(declaring.renew(row, terms=_differing(said), by=by, reason=said.reason)), True
    if said.act == "change":
        why = said.reason or _("接口报送变更")
        done = declaring.change(row, terms=_differing(said), by=by, reason=why)
        return _given(done), False
    if row.state == Employment.State.ENDED and row.ended_on == said.ended_on:  # told again
        return _given(declaring.Done(row)), False
    if said.ended_on is None or said.end_reason not in Employment.EndReason.values:
        raise ValidationError({"ended_on": _("请填写解除或终止的日期和原因代码。")})
    done = declaring.end(
        row, ended_on=said.ended_on, end_reason=said.end_reason, by=by, reason=said.reason
    )
    return _given(done), False


def rows(regions: Sequence[str], *, subject: str, after: int) -> list[Given]:
    """Return what is declared by an employer for work in these regions, by key, a hundred at a time; taken back: left out."""
    reach = reduce(or_, (_within(r) for r in regions), Q(pk__in=[]))
    found = Employment.objects.filter(reach, uscc=credit_code.tidy(subject), pk__gt=after)
    found = found.exclude(state=Employment.State.VOID).order_by("pk")[:EACH]
    return [_given(declaring.Done(row)) for row in found]


def _within(region: str) -> Q:
    level = codes.LEVELS.get(len(region), codes.COUNTY)
    column = level if level in (codes.PROVINCE, codes.LEAGUE) else codes.COUNTY
    return Q(**{column: region[: codes.LENGTHS[column]]})


def in_words(error: Exception) -> str:
    """Say in Chinese which field of a declaration is wrong."""
    name = str(error).rpartition("`$.")[2].rstrip("`").partition("[")[0]
    known = typing.get_type_hints(Declaration, include_extras=True).get(name)
    metas = [m for m in getattr(known, "__metadata__", ()) if isinstance(m, msgspec.Meta)]
    label = next((m.title for m in reversed(metas) if m.title), name)
    return _("“%(label)s”填写有误") % {"label": label} if label else _("内容不完整或有不认识的字段")


def _employer(said: Declaration) -> Employer:
    employer = find_employer(said.uscc)
    if employer is None:
        raise ValidationError(
            {"uscc": _("登记簿中没有这个统一社会信用代码的单位，请先登记该单位。")}
        )
    return employer


def _rows(said: Declaration, employer: Employer) -> Any:
    known = Employer.objects.filter(pk__in=employer.family()).exclude(uscc=None)
    hashed = hash_of("id_number", identity.tidy(said.number))
    return Employment.objects.filter(
        worker_hash=hashed, uscc__in=known.values("uscc"), county=said.region[:6]
    )


def _row(said: Declaration, employer: Employer) -> Employment:
    """Return the row an act is about: for a renewal the active one before it, else the one from that day."""
    rows_ = _rows(said, employer).filter(kind=said.kind)
    if said.act == "renew":
        rows_ = rows_.filter(starts_on__lt=said.starts_on, state=Employment.State.ACTIVE)
    else:
        rows_ = rows_.filter(starts_on=said.starts_on)
    found: Employment | None = rows_.order_by("-starts_on").first()
    if found is None:
        raise ValidationError(
            {"starts_on": _("没有可以办理这一事项的备案，请核对单位、号码、用工形式和起始日期。")}
        )
    return found


def _differing(said: Declaration) -> dict[str, Any]:
    """Return the terms that were told: what was left out stays as it is."""
    told = {n: getattr(said, n) for n in TERMS if n not in ("region_id", "kind")}
    return {n: v for n, v in told.items() if v not in (None, "")}


def _given(done: declaring.Done) -> Given:
    row = done.row
    return Given(
        id=row.pk, uscc=row.uscc, employer=row.employer_name, worker=row.name_masked, kind=row.kind,
        region=row.region_id, starts_on=row.starts_on, ends_on=row.ends_on, pay=row.pay,
        pay_basis=row.pay_basis, written=row.written, insured=row.insured, state=row.state,
        ended_on=row.ended_on, version=row.version, declared_on=row.declared_on,
        remarks=[str(r) for r in done.remarks],
    )  # fmt: skip


EMPLOYMENTS = Records(
    label="劳动用工备案",
    asks=Declaration,
    gives=Given,
    region=lambda said: said.region,
    take=take,
    rows=rows,
    in_words=in_words,
)
