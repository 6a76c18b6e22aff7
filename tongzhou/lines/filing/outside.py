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
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from msgspec import UNSET, UnsetType

from tongzhou.procedure.catalogue import Records
from tongzhou.procedure.facts import ask
from tongzhou.registry import codes, credit_code, identity, papers
from tongzhou.registry.employing import find_employer
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Employer, Region, Worker

from . import declaring
from .declaring import TERMS, Declarer, Paper
from .known import WOMAN
from .models import Employment

CODE, EACH = "filing.employment", 100
MOST_PAY = 1_000_000_000  # fen, as the form takes at most
KEPT_IF_NULL = ("term", "written")  # columns that always say something


def codes_with(choices: type[models.TextChoices]) -> str:
    """Return codes and what they mean, for the document and for whoever sent another."""
    with override(None, deactivate=True):
        return "；".join(f"{value} {label}" for value, label in choices.choices)


Code = Annotated[str, msgspec.Meta(max_length=18)]
Reference = Annotated[str, msgspec.Meta(max_length=40)]
Pay = Annotated[int, msgspec.Meta(ge=1, le=MOST_PAY)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=84)]
Kind = Literal["full", "part", "dispatch", "platform", "over_age", "service"]
Term = Literal["fixed", "open", "task"]
Basis = Literal["", "month", "day", "hour", "piece"]
Written = Literal["paper", "electronic", "none"]
Situation = Literal["", "labour", "managed", "civil"]
IdKind = Literal["resident", "hmt", "permanent", "passport"]
Sex = Literal["", "male", "female"]
EndReason = Literal[
    "", "agreed", "expired", "resigned", "fault", "no_fault", "layoff", "retired", "died", "closed", "other",
]  # fmt: skip


class Declaration(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One act: hire, renew, change or end. Pay in fen. A renewal names the terms that differ and its own first day;
    a change or an ending is found by employer, number, kind and first day. What is left out stays as it is; null, or an
    empty text, takes it away.
    """

    act: Annotated[
        Literal["hire", "renew", "change", "end"],
        ask("事项", help="hire 招用；renew 续订；change 变更、更正；end 解除或终止"),
    ] = "hire"
    uscc: Annotated[str, ask("统一社会信用代码", max_length=18)]
    id_kind: Annotated[
        IdKind, ask("证件类型", help=f"{codes_with(Worker.IdKind)}；不填按居民身份证")
    ] = "resident"
    number: Annotated[str, ask("证件号码", max_length=20)]
    born_on: Annotated[
        date | None, ask("出生日期", help="护照、旧版外国人永久居留身份证填写，号码里没有")
    ] = None
    sex: Annotated[Sex, ask("性别", help="male 男；female 女；与出生日期同样填写")] = ""
    name: Annotated[str, ask("劳动者姓名", max_length=100)] = ""
    phone: Annotated[str, ask("劳动者手机号", max_length=20)] = ""
    kind: Annotated[Kind, ask("用工形式", help=codes_with(Employment.Kind))] = "full"
    region: Annotated[str, ask("工作地旗县代码", pattern=r"^\d{6}$", help="六位数字，GB/T 2260")]
    starts_on: Annotated[date, ask("起始日期")]
    term: Annotated[
        Term | UnsetType | None, ask("合同期限类型", help=codes_with(Employment.Term))
    ] = UNSET
    ends_on: Annotated[date | UnsetType | None, ask("期满日期")] = UNSET
    probation_until: Annotated[date | UnsetType | None, ask("试用期至")] = UNSET
    job: Annotated[Annotated[str, msgspec.Meta(max_length=60)] | UnsetType, ask("岗位（工种）")] = (
        UNSET
    )
    pay: Annotated[
        Pay | UnsetType | None, ask("约定工资（分）", help="整数，以分计，最多一千万元")
    ] = UNSET
    pay_basis: Annotated[
        Basis | UnsetType, ask("计薪方式", help=codes_with(Employment.PayBasis))
    ] = UNSET
    weekly_hours: Annotated[Hours | UnsetType | None, ask("每周工时", help="1 至 84")] = UNSET
    written: Annotated[
        Written | UnsetType | None, ask("书面合同", help=codes_with(Employment.Written))
    ] = UNSET
    contract_number: Annotated[Reference | UnsetType, ask("合同编号")] = UNSET
    econtract: Annotated[
        Annotated[str, msgspec.Meta(max_length=80)] | UnsetType, ask("电子合同存证编号")
    ] = UNSET
    signed_on: Annotated[date | UnsetType | None, ask("签订日期")] = UNSET
    insured: Annotated[bool | UnsetType | None, ask("参加社会保险")] = UNSET
    using_uscc: Annotated[Code | UnsetType, ask("用工单位信用代码")] = UNSET
    using_name: Annotated[
        Annotated[str, msgspec.Meta(max_length=200)] | UnsetType, ask("用工单位")
    ] = UNSET
    platform_class: Annotated[
        Situation | UnsetType, ask("用工情形", help=codes_with(Employment.PlatformClass))
    ] = UNSET
    permit: Annotated[
        Reference | UnsetType,
        ask("工作许可证号", help="持护照的填写；已加载到社会保障卡的，照填许可号码"),
    ] = UNSET
    permit_until: Annotated[
        date | UnsetType | None, ask("工作许可有效期至", help="持护照的填写")
    ] = UNSET
    ended_on: Annotated[date | None, ask("解除或终止日期")] = None
    end_reason: Annotated[
        EndReason, ask("解除或终止原因", help=codes_with(Employment.EndReason))
    ] = ""
    reason: Annotated[str, ask("事由", max_length=300)] = ""


class Given(msgspec.Struct, kw_only=True):
    """A row as another system may read it."""

    id: int
    uscc: str
    employer: str
    worker: str  # the first character of the name
    id_kind: str
    kind: str
    region: str
    starts_on: date
    term: str
    ends_on: date | None
    probation_until: date | None
    pay: int | None
    pay_basis: str
    written: str
    insured: bool | None  # null: not told
    permit_until: date | None
    state: str
    ended_on: date | None
    version: int
    declared_on: date
    remarks: list[str] = []


def take(said: Declaration, *, source: str, at: datetime, on: date) -> tuple[Given, bool]:
    """Carry out what was declared; return the row, and whether it is new. Raises ValidationError, by field."""
    by = Declarer(None, Employment.Source.API, at, on, delivery=source[:40])
    employer, said = _employer(said), _checked(said, on)
    if said.act == "hire":
        before = _rows(said, employer).filter(starts_on=said.starts_on, kind=said.kind).exists()
        done = declaring.hire(
            employer, number=_paper(said), name=said.name, phone=said.phone, terms=_whole(said), by=by,
            reason=said.reason,
        )  # fmt: skip
        return _given(done), not before
    if said.act == "renew":
        return _renewed(said, employer, by)
    row = _row(said, employer)
    if said.act == "change":
        why = said.reason or _("接口报送变更")
        done = declaring.change(
            row, terms=_differing(said), by=by, reason=why, permit=_permit(said)
        )
        return _given(done), False
    told_again = row.state == Employment.State.ENDED and row.ended_on == said.ended_on
    if told_again and said.end_reason in ("", row.end_reason):
        return _given(declaring.Done(row)), False
    if said.ended_on is None:
        raise ValidationError({"ended_on": _("请填写解除或终止的日期。")})
    if not said.end_reason:
        known = codes_with(Employment.EndReason)
        raise ValidationError(
            {"end_reason": _("请填写解除或终止原因的代码：%(codes)s。") % {"codes": known}}
        )
    done = declaring.end(
        row, ended_on=said.ended_on, end_reason=said.end_reason, by=by, reason=said.reason
    )
    return _given(done), False


def _renewed(said: Declaration, employer: Employer, by: Declarer) -> tuple[Given, bool]:
    """Renew; the same renewal told again is given back as it stands."""
    terms = _differing(said)
    rows_ = _rows(said, employer).filter(kind=said.kind, starts_on=said.starts_on)
    known = rows_.filter(how=Employment.How.RENEW).exclude(state=Employment.State.VOID).first()
    if known is None:
        row = _row(said, employer)
        done = declaring.renew(row, terms=terms, by=by, reason=said.reason, permit=_permit(said))
        return _given(done), True
    other_permit = _permit(said) not in (None, known.open_identity().permit)
    if other_permit or any(getattr(known, name) != value for name, value in terms.items()):
        raise ValidationError(
            {
                "starts_on": _(
                    "这一期续订已经备案，内容与这次报送的不同；要更改的，请用 change 变更。"
                )
            }
        )
    return _given(declaring.Done(known)), False


def _paper(said: Declaration) -> Paper:
    """Return the paper of a worker who is hired, as it was stated."""
    woman = said.sex == WOMAN if said.sex else None
    return Paper(said.number, said.id_kind, said.born_on, woman, _permit(said) or "")


def _permit(said: Declaration) -> str | None:
    """Return the number of the work permit; None where it was left out."""
    return said.permit.strip() if isinstance(said.permit, str) else None


def _checked(said: Declaration, on: date) -> Declaration:
    """Return what was declared, tidied, held against what the forms ask besides the rules. Raises ValidationError."""
    wrong: dict[str, str] = {}
    if said.id_kind != papers.RESIDENT:
        # A row is found by its number alone: whoever names another paper must not mean that of a resident.
        try:
            papers.check(said.number, said.id_kind, on=on)
        except ValueError as error:
            wrong["number"] = str(error)
    if said.act == "hire" and not _is_a_county(said.region):
        wrong["region"] = _("没有这个旗县代码，请按行政区划代码填写工作地的旗县。")
    job = said.job.strip() if isinstance(said.job, str) else said.job
    if job == "" or (said.act == "hire" and job is UNSET):
        wrong["job"] = _("请填写岗位（工种）。")
    using = said.using_uscc
    if isinstance(using, str) and using.strip():
        try:
            using = credit_code.check(using)
        except credit_code.NotACreditCode as error:
            wrong["using_uscc"] = str(error)
    if wrong:
        raise ValidationError(wrong)
    return msgspec.structs.replace(said, job=job, using_uscc=using)


def _is_a_county(code: str) -> bool:
    return Region.objects.filter(code=code, level=codes.COUNTY, is_administrative=True).exists()


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
    """Say in Chinese which field of a declaration is wrong, and what may stand there."""
    name = str(error).rpartition("`$.")[2].rstrip("`").partition("[")[0]
    known = typing.get_type_hints(Declaration, include_extras=True).get(name)
    metas = [m for m in getattr(known, "__metadata__", ()) if isinstance(m, msgspec.Meta)]
    if not metas:
        return _("内容不完整或有不认识的字段")
    words = _("“%(label)s”填写有误") % {"label": metas[-1].title}
    return f"{words}：{metas[-1].description}" if metas[-1].description else words


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


def _whole(said: Declaration) -> dict[str, Any]:
    """Return all terms of a hiring: what was left out as it is where nobody says otherwise."""
    empty = Employment()
    blank = {n: getattr(empty, n) for n in TERMS if n != "region_id"}
    return blank | {"term": "fixed"} | _told(said) | {"region_id": said.region, "kind": said.kind}


def _differing(said: Declaration) -> dict[str, Any]:
    """Return the terms that were told: what was left out stays as it is. An open term has no last day."""
    told = _told(said)
    return {"ends_on": None} | told if told.get("term") == "open" else told


def _told(said: Declaration) -> dict[str, Any]:
    told = {n: getattr(said, n) for n in TERMS if n not in ("region_id", "kind")}
    return {
        n: v for n, v in told.items() if v is not UNSET and not (v is None and n in KEPT_IF_NULL)
    }


def _given(done: declaring.Done) -> Given:
    row = done.row
    return Given(
        id=row.pk, uscc=row.uscc, employer=row.employer_name, worker=row.name_masked, kind=row.kind,
        region=row.region_id, starts_on=row.starts_on, id_kind=row.id_kind, permit_until=row.permit_until, term=row.term, ends_on=row.ends_on,
        probation_until=row.probation_until, pay=row.pay, pay_basis=row.pay_basis, written=row.written, insured=row.insured, state=row.state,
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
