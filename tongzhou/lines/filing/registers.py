"""登记簿 — declared employment as the desk shows it, and what the county's office does to it at the window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import codes, credit_code, identity, offices, papers
from tongzhou.registry.fields import hash_of
from tongzhou.registry.forms.firms import FirmField
from tongzhou.registry.models import Employer, Person, Worker
from tongzhou.registry.registers import Change, Column, Filter, Keeper, Register, Saved
from tongzhou.registry.registers.place import IN_LEAGUE
from tongzhou.registry.registers.register import day

from . import declaring
from .declaring import Declarer
from .forms import WORKER, ChangeForm, EndForm, HireForm, TermsForm, VoidForm, renewal
from .models import Employment, PlatformJudgment
from .offices import OFFICER, READERS
from .rules.platform import QUESTIONS

FIRMS = 100  # employers whose names begin alike


def in_reach(person: Person, on: date) -> Q:
    """Whoever keeps or reads this register in a region sees what is declared for work there, and nothing else."""
    held = offices.widest(h.region for h in person.holdings(on) if h.office in READERS)
    reach = Q(pk__in=[])
    for region in held:
        level = codes.LEVELS.get(len(region), codes.COUNTY)
        column = level if level in (codes.PROVINCE, codes.LEAGUE, codes.COUNTY) else codes.COUNTY
        reach |= Q(**{column: region[: codes.LENGTHS[column]]})
    return reach


def found_by(words: str) -> Q:
    """Find by the whole number of an identity card or a passport, by credit code, or by the beginning of the employer's name.

    Each is an equality that an index answers: the name is looked up among the employers of the register. A worker's
    name is not searched: only its mask is kept in plain.
    """
    typed = identity.tidy(words)
    if papers.tells(typed):
        return Q(worker_hash=hash_of("id_number", typed))
    if len(credit_code.tidy(words)) == 18:
        return Q(uscc=credit_code.tidy(words))
    firms = Employer.objects.filter(name__startswith=words).exclude(uscc=None).order_by("name")
    found = Q(uscc__in=list(firms.values_list("uscc", flat=True)[:FIRMS]))
    if papers.is_shaped(typed, papers.kind_of(typed)):
        found |= Q(worker_hash=hash_of("id_number", typed))
    return found


def yuan(fen: int | None, basis: str) -> str:
    """Return pay as a cell shows it: 4200.00 元（按月）."""
    if fen is None:
        return ""
    of = dict(Employment.PayBasis.choices).get(basis, "")
    return f"{Decimal(fen) / 100:.2f} 元" + (f"（{of}）" if of else "")


def term_words(row: Employment) -> str:
    """Return the term as a cell shows it."""
    until = day(row.ends_on) or str(row.get_term_display())
    return _("%(since)s 至 %(until)s") % {"since": row.starts_on, "until": until}


def state_words(row: Employment) -> str:
    """Return the state, with the day it was ended, or that it changed."""
    words = str(row.get_state_display())
    if row.ended_on:
        return f"{words}（{row.ended_on}）"
    return (
        _("%(state)s（第%(n)s版）") % {"state": words, "n": row.version}
        if row.version > 1
        else words
    )


def facts_words(row: Employment) -> str:
    """Return on which facts the situation of work through a platform rests, as the employer stated them, or that there are none."""
    if row.kind != Employment.Kind.PLATFORM:
        return ""
    judged = PlatformJudgment.objects.filter(employment=row.pk).first()
    if judged is None:
        return _("没有情形判断记录，请核对事实")
    stated = [q.question for q in QUESTIONS if judged.answers.get(q.code)]
    return _("%(situation)s（%(points)s分）；属实的：%(facts)s") % {
        "situation": judged.get_situation_display(),
        "points": judged.points,
        "facts": "；".join(str(one) for one in stated) or _("无"),
    }


def desk_declarer(keeper: Keeper) -> Declarer:
    """Return the office at its window as the one who declares."""
    return Declarer(keeper.person, Employment.Source.DESK, keeper.at, keeper.on)


class _FirmHireForm(HireForm):
    """招用 at the window: for which employer."""

    employer = FirmField(label=gettext_lazy("用人单位"))
    field_order = ["employer", *WORKER]  # as Django declares it


def _through(form: Any, act: Any) -> Saved | None:
    try:
        return Saved(act().row)
    except ValidationError as error:
        form.refuse(error)
        return None


def _hire(form: Any, keeper: Keeper) -> Saved | None:
    said = form.cleaned_data
    return _through(
        form,
        lambda: declaring.hire(
            said["employer"], number=form.paper(), name=said["name"], phone=said["phone"],
            terms=form.terms(), by=desk_declarer(keeper),
        ),
    )  # fmt: skip


def _renew(form: Any, keeper: Keeper) -> Saved | None:
    by, permit = desk_declarer(keeper), form.permit_number
    return _through(
        form, lambda: declaring.renew(form.row, terms=form.terms(), by=by, permit=permit)
    )


def _change(form: Any, keeper: Keeper) -> Saved | None:
    by, why, permit = desk_declarer(keeper), form.cleaned_data["reason"], form.permit_number
    return _through(
        form,
        lambda: declaring.change(form.row, terms=form.terms(), by=by, reason=why, permit=permit),
    )


def _end(form: Any, keeper: Keeper) -> Saved | None:
    return _through(
        form, lambda: declaring.end(form.row, by=desk_declarer(keeper), **form.cleaned_data)
    )


def _void(form: Any, keeper: Keeper) -> Saved | None:
    return _through(
        form, lambda: declaring.void(form.row, by=desk_declarer(keeper), **form.cleaned_data)
    )


def _of(form: type[forms.Form], **more: Any) -> Any:
    def make(data: Any, keeper: Keeper, record: Employment | None) -> forms.Form:
        kw: dict[str, Any] = {}
        if issubclass(form, TermsForm):
            kw = {"within": keeper.region, "row": record}
            if more.get("renews") and record is not None:
                kw["initial"] = renewal(record)
        made = form(data, **kw)
        made.row = record  # type: ignore[attr-defined]
        return made

    return make


def _is(*states: str) -> Any:
    return lambda record, _keeper: record.state in states


CHANGES = (
    Change("hire", gettext_lazy("招用备案"), _of(_FirmHireForm), _hire, new=True, icon="user-plus"),
    Change("renew", gettext_lazy("续订备案"), _of(TermsForm, renews=True), _renew, fits=_is("active"), icon="refresh-cw"),
    Change("change", gettext_lazy("变更、更正"), _of(ChangeForm), _change, fits=_is("active", "ended")),
    Change("end", gettext_lazy("解除终止备案"), _of(EndForm), _end, fits=_is("active", "ended"), icon="user-minus"),
    Change("void", gettext_lazy("作废"), _of(VoidForm), _void, fits=_is("active", "ended", "renewed"), danger=True, icon="ban"),
)  # fmt: skip


def _choices(choices: Any) -> Any:
    return lambda _person, _on: [(str(v), str(label)) for v, label in choices]


EMPLOYMENTS = Register(
    code="employments",
    label=gettext_lazy("用工备案"),
    noun=gettext_lazy("备案"),
    model=Employment,
    columns=(
        Column("worker", gettext_lazy("劳动者"), lambda e: e.name_masked, lead=True),
        Column("employer", gettext_lazy("用人单位"), lambda e: e.employer_name),
        Column("paper", gettext_lazy("证件类型"), lambda e: str(e.get_id_kind_display()), phone=False),
        Column("kind", gettext_lazy("用工形式"), lambda e: str(e.get_kind_display()), phone=False),
        Column("term", gettext_lazy("期限"), term_words),
        Column("pay", gettext_lazy("约定工资"), lambda e: yuan(e.pay, e.pay_basis), phone=False),
        Column("declared", gettext_lazy("备案日期"), lambda e: day(e.declared_on), phone=False),
        Column("state", gettext_lazy("状态"), state_words),
    ),
    order="id",
    search=found_by,
    hint=gettext_lazy("完整证件号、信用代码或单位名称"),
    scope=in_reach,
    filters=(
        IN_LEAGUE,
        Filter("kind", gettext_lazy("用工形式"), _choices(Employment.Kind.choices), lambda v: Q(kind=v)),
        Filter("state", gettext_lazy("状态"), _choices(Employment.State.choices), lambda v: Q(state=v)),
        Filter("written", gettext_lazy("书面合同"), _choices(Employment.Written.choices), lambda v: Q(written=v)),
        Filter("paper", gettext_lazy("证件类型"), _choices(Worker.IdKind.choices), lambda v: Q(id_kind=v)),
    ),
    details=(
        Column("worker", gettext_lazy("劳动者"), lambda e: e.name_masked),
        Column("paper", gettext_lazy("证件类型"), lambda e: str(e.get_id_kind_display())),
        Column("employer", gettext_lazy("用人单位"), lambda e: f"{e.employer_name}（{e.uscc}）"),
        Column("region", gettext_lazy("工作地"), lambda e: e.region.name),
        Column("kind", gettext_lazy("用工形式"), lambda e: str(e.get_kind_display())),
        Column("using", gettext_lazy("用工单位"), lambda e: f"{e.using_name}（{e.using_uscc}）" if e.using_uscc else ""),
        Column("class", gettext_lazy("用工情形"), lambda e: str(e.get_platform_class_display()) if e.platform_class else ""),
        Column("facts", gettext_lazy("情形判断"), facts_words),
        Column("job", gettext_lazy("岗位（工种）"), lambda e: e.job),
        Column("term", gettext_lazy("期限"), lambda e: f"{e.get_term_display()}，{term_words(e)}"),
        Column("probation", gettext_lazy("试用期至"), lambda e: day(e.probation_until)),
        Column("pay", gettext_lazy("约定工资"), lambda e: yuan(e.pay, e.pay_basis)),
        Column("hours", gettext_lazy("每周工时"), lambda e: str(e.weekly_hours or "")),
        Column("written", gettext_lazy("书面合同"), lambda e: str(e.get_written_display())),
        Column("number", gettext_lazy("合同编号"), lambda e: e.contract_number),
        Column("econtract", gettext_lazy("电子合同存证编号"), lambda e: e.econtract),
        Column("signed", gettext_lazy("签订日期"), lambda e: day(e.signed_on)),
        Column("insured", gettext_lazy("参加社会保险"), lambda e: {True: _("是"), False: _("否")}.get(e.insured, "")),
        Column("permit", gettext_lazy("工作许可有效期至"), lambda e: day(e.permit_until)),
        Column("how", gettext_lazy("备案事项"), lambda e: str(e.get_how_display())),
        Column("declared", gettext_lazy("备案"), lambda e: f"{e.declared_on} {e.get_source_display()} {e.delivery}".strip()),
        Column("state", gettext_lazy("状态"), state_words),
        Column("ended", gettext_lazy("解除或终止"), lambda e: f"{e.ended_on} {e.get_end_reason_display()}" if e.ended_on else ""),
    ),
    joins=("region",),
    icon="file-user",
    changes=CHANGES,
    kept_by=(OFFICER.code,),
)  # fmt: skip
