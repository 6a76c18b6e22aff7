"""终结、拟处理、告知、决定、加处 — pages with one form for each violation, and what law and table say of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.law import NotRecorded, amount
from tongzhou.law.discretion import Proposal
from tongzhou.law.penalties import Assessment
from tongzhou.lines.inspection.acts import deciding as acts
from tongzhou.lines.inspection.acts import investigating, performing
from tongzhou.lines.inspection.facts import concluding
from tongzhou.lines.inspection.facts import deciding as facts
from tongzhou.lines.inspection.facts.performing import Additional
from tongzhou.lines.inspection.forms import lines as forms
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.procedure import CODE
from tongzhou.lines.inspection.rules import deciding as rules
from tongzhou.lines.inspection.rules import discretion, penalties
from tongzhou.lines.inspection.rules import performing as owing
from tongzhou.lines.inspection.rules.ordering import standing
from tongzhou.lines.inspection.states import FOUND, VIOLATION
from tongzhou.procedure.act_page import others_of
from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.view import Subject

from .acting import Acting, Group, opened, room


def yuan(fen: int | None) -> str:
    """Return an amount for a sentence."""
    return "—" if fen is None else f"{fen / 100:,.2f} 元"


def rest(acting: Acting, kind: Any, *without: str, **initial: Any) -> FactsForm:
    """Return the form of what an act asks besides its table."""
    made = form_for(kind)
    for name in without:
        made.base_fields.pop(name, None)
    return made(acting.data, initial=initial, prefix="act")


@room(INSPECTOR)
def conclude(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what was found of every violation."""
    acting = opened(request, uid, CODE, investigating.conclude)
    open_ = acting.view.of(VIOLATION, "suspected", "found", "unfounded")
    before = rules.findings(acting.view)
    groups = []
    for subject in open_:
        each = forms.FindingForm(
            acting.data, prefix=subject.ref, initial=_found_before(before.get(subject.key))
        )
        words = standing(acting.view, subject.key, request.visitor.on).words
        groups.append(Group(subject.name, subject.key, [words], form=each))
    form = rest(acting, concluding.Conclusion)
    if acting.data is not None:
        if all(g.form.is_valid() for g in groups if g.form) and form.is_valid():
            table = {
                g.key: g.form.finding() for g in groups if isinstance(g.form, forms.FindingForm)
            }
            stated = concluding.Conclusion(findings=table, words=form.cleaned_data["words"])
            if acting.does(stated, table):
                return acting.done()
        else:
            acting.refusal = _("请改好以下各项再提交")
    return acting.show(groups, form)


def _found_before(found: concluding.Finding | None) -> dict[str, Any]:
    if found is None:
        return {"outcome": "查实"}
    names = (
        "outcome",
        "workers",
        "months",
        "since",
        "until",
        "words",
        "evidence",
        "times",
        "flags",
    )
    return {n: getattr(found, n) for n in names} | {"amount": found.amount}


@room(INSPECTOR)
def propose(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what law and table say of each violation found, and ask what is proposed.

    A fine outside the band makes it an act of two officers, with an argument.
    """
    acting = opened(request, uid, CODE, acts.propose)
    on = request.visitor.on
    groups = []
    for subject in acting.view.of(VIOLATION, FOUND.code):
        assessed = penalties.assessed(acting.view, subject.key, on)
        said = discretion.proposed(acting.view, subject.key, on)
        group = Group(subject.name, subject.key, notes(acting, subject, assessed, said))
        group.warnings = cautions(assessed, said)
        group.form = forms.ProposedForm(
            acting.data, prefix=subject.ref, initial=_first(acting, subject, assessed, said)
        )
        groups.append(group)
    form = rest(acting, concluding.Opinion, "hearing_from")
    if acting.data is not None:
        valid = all(g.form.is_valid() for g in groups if g.form) and form.is_valid()
        if not valid:
            acting.refusal = _("请改好以下各项再提交")
        elif _proposes(acting, groups, form):
            return acting.done()
    if acting.data is not None and acting.act is acts.propose_departing:
        acting.refusal = acting.refusal or _("罚款在裁量基准建议的幅度以外，请选择共同确认的监察员")
    kind = acting.act.hands or acts.propose_departing.hands
    assert kind
    seconds = others_of(acting.view, kind, str(request.visitor.person.pk))
    return acting.show(groups, form, seconds=seconds, optional=acting.act is acts.propose)


def _proposes(acting: Acting, groups: list[Group], form: FactsForm) -> bool:
    on = acting.request.visitor.on
    table: dict[str, concluding.Proposed] = {}
    for group in groups:
        assert isinstance(group.form, forms.ProposedForm)
        assessed = penalties.assessed(acting.view, group.key, on)
        said = discretion.proposed(acting.view, group.key, on)
        table[group.key] = group.form.proposed(known(assessed, said))
    departs = any(line.departs for line in table.values())
    acting.act = acts.propose_departing if departs else acts.propose
    kind = concluding.Departure if departs else concluding.Opinion
    stated = kind(
        lines=table,
        words=form.cleaned_data["words"],
        major=form.cleaned_data.get("major", False),
        hearing_from=hearing_from(acting),
    )
    return acting.does(stated, table)


def hearing_from(acting: Acting) -> int | None:
    """Return the fine from which the region gives a hearing, in fen; None where nobody has set it. 行政处罚法 63."""
    try:
        found = amount(
            "hearing_fine_threshold", on=acting.request.visitor.on, region=acting.view.region
        )
    except NotRecorded:
        return None
    return int(found.value * 100)


def known(assessed: Assessment | None, said: Proposal | None) -> dict[str, Any]:
    """Return what law and table say of a violation, as the opinion keeps it."""
    least, most = penalties.bounds(assessed, "fine")
    low, high = discretion.band(said)
    articles = [str(m.article) for m in assessed.measures] if assessed else []
    return {
        "basis": "、".join(dict.fromkeys(articles)),
        "least": least,
        "most": most,
        "low": low,
        "high": high,
        "grade": str(said.grade) if said and said.grade else "",
        "grade_name": said.name.zh if said else "",
        "per": said.provision.per if said else "",
        "reasons": tuple(r.zh for r in said.reasons) if said else (),
        "illustrative": bool(said and said.illustrative),
    }


def notes(
    acting: Acting, subject: Subject, assessed: Assessment | None, said: Proposal | None
) -> list[str]:
    """Return what is known of a violation: the order, each measure with its range, the band with its reasons."""
    on = acting.request.visitor.on
    out = [_("责令改正：%(words)s") % {"words": standing(acting.view, subject.key, on).words}]
    for m in assessed.measures if assessed else ():
        words = f"{m.provision.label.zh}（{m.article}）"
        if m.min is not None and m.max is not None:
            words += f" {m.min:,.2f} – {m.max:,.2f} 元"
        words += "：" + ("；".join(t.zh for t in m.lacking) or _("条件具备"))
        out += [words, *(step.zh for step in m.steps)]
    low, high = discretion.band(said)
    if said and low is not None:
        label = _("裁量基准建议：%(grade)s，%(low)s 至 %(high)s")
        out.append(label % {"grade": said.name.zh, "low": yuan(low), "high": yuan(high)})
    out += [r.zh for r in said.reasons] if said else []
    found = rules.findings(acting.view)[subject.key]
    grounds = penalties.exemptions(found, penalties.corrected(acting.view, subject.key, on), on)
    if grounds:
        out.append(_("可以适用：%(grounds)s") % {"grounds": "、".join(grounds)})
    return out


def cautions(assessed: Assessment | None, said: Proposal | None) -> list[str]:
    """Return what the officer must not overlook: an example table, an article nobody has checked."""
    out = []
    if said and said.illustrative:
        out.append(_("裁量基准为示例，不是正式标准，仅供参考。请导入自治区公布的基准表。"))
    if assessed and any(not m.article.verified for m in assessed.measures):
        out.append(_("所据条文尚未由法律人员核对，须经法制审核。"))
    return out


def _first(
    acting: Acting, subject: Subject, assessed: Assessment | None, said: Proposal | None
) -> dict[str, Any]:
    """Return what the form begins with: what was proposed before, else what the law allows now."""
    before = rules.opinion(acting.view)
    line = before.lines.get(subject.key) if before else None
    if line:
        names = ("measure", "fine", "warning", "pay", "exemption", "words", "argument")
        return {n: getattr(line, n) for n in names}
    found = rules.findings(acting.view)[subject.key]
    grounds = penalties.exemptions(
        found, penalties.corrected(acting.view, subject.key, acting.request.visitor.on),
        acting.request.visitor.on,
    )  # fmt: skip
    if grounds:
        return {"measure": "不予处罚", "exemption": grounds[0]}
    if penalties.corrected(acting.view, subject.key, acting.request.visitor.on):
        return {"measure": "改正后结案"}
    fine = assessed.measure("fine") if assessed else None
    if fine is not None and fine.can_be_issued:
        low, _high = discretion.band(said)
        return {
            "measure": "行政处罚",
            "fine": low if low is not None else int((fine.min or 0) * 100),
        }
    return {"measure": "行政处理", "pay": found.amount or None}


@room(INSPECTOR)
def tell(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what is intended and ask the words of the notice; a hearing is offered where the law gives it."""
    acting = opened(request, uid, CODE, acts.tell)
    said = rules.opinion(acting.view)
    lines = said.lines if said else {}
    must = rules.must_offer_hearing(said)
    groups = [Group(acting.view.subjects[k].name, k, _intended(line)) for k, line in lines.items()]
    words = said.words if said else ""
    until = request.visitor.on + timedelta(days=7)
    form = rest(acting, facts.Notice, words=words, until=until, hearing=must)
    if acting.data is not None:
        if not form.is_valid():
            acting.refusal = _("请改好以下各项再提交")
        else:
            d = form.cleaned_data
            stated = facts.Notice(
                fines={k: p.fine for k, p in lines.items() if p.fine},
                pays={k: p.pay for k, p in lines.items() if p.pay},
                words=d["words"], until=d["until"], hearing=d["hearing"],
            )  # fmt: skip
            about = [k for k, p in lines.items() if p.measure in ("行政处罚", "行政处理")]
            if acting.does(stated, about):
                return acting.done()
    return acting.show(groups, form)


def _intended(line: concluding.Proposed) -> list[str]:
    out: list[str] = [line.measure]
    if line.fine:
        out.append(_("罚款 %(sum)s") % {"sum": yuan(line.fine)})
    if line.warning:
        out.append(_("警告"))
    if line.pay:
        out.append(_("责令支付劳动者 %(sum)s") % {"sum": yuan(line.pay)})
    return out + ([line.words] if line.words else [])


@room(HEAD)
def punish(request: VisitorRequest, uid: str) -> HttpResponse:
    """Decide the penalties that were told."""
    return _decide(request, uid, acts.punish, "行政处罚")


@room(HEAD)
def treat(request: VisitorRequest, uid: str) -> HttpResponse:
    """Decide what else was told: payment to workers."""
    return _decide(request, uid, acts.treat, "行政处理")


def _decide(request: VisitorRequest, uid: str, act: Any, measure: str) -> HttpResponse:
    acting = opened(request, uid, CODE, act)
    said = rules.opinion(acting.view)
    found = {s.key for s in acting.view.of(VIOLATION, FOUND.code)}
    lines = {
        k: p for k, p in (said.lines if said else {}).items() if p.measure == measure and k in found
    }
    groups = []
    for key, line in lines.items():
        start = {"fine": line.fine, "warning": line.warning, "pay": line.pay, "words": line.words}
        each = forms.DecidedForm(acting.data, prefix=key.partition("/")[2], initial=start)
        groups.append(Group(acting.view.subjects[key].name, key, _intended(line), form=each))
    without = ("perform_by",) if measure == "行政处罚" else ()
    until = request.visitor.on + timedelta(days=15)
    form = rest(acting, facts.Decision, *without, words=said.words if said else "", perform_by=until,
                major=bool(said and said.major))  # fmt: skip
    if acting.data is not None:
        if not all(g.form.is_valid() for g in groups if g.form) or not form.is_valid():
            acting.refusal = _("请改好以下各项再提交")
        else:
            table = {
                g.key: g.form.decided(lines[g.key].basis)
                for g in groups
                if isinstance(g.form, forms.DecidedForm)
            }
            d = form.cleaned_data
            stated = facts.Decision(
                lines=table, words=d["words"], reasons=d["reasons"], major=d["major"],
                perform_by=d.get("perform_by"),
            )  # fmt: skip
            if acting.does(stated, table):
                return acting.done()
    return acting.show(groups, form)


@room(HEAD)
def add_fine(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the arithmetic of what is added by today, and decide it."""
    acting = opened(request, uid, CODE, performing.add_fine)
    on = request.visitor.on
    found = owing.additions(acting.view, on)
    names = {s.key: s.name for s in acting.view.of(VIOLATION)}
    groups = [Group(names[a.key], a.key, [a.lines(names[a.key])]) for a in found]
    due = owing.pay_until(acting.view)
    if not found:
        groups = [Group(_("没有可以加处的罚款"), notes=[_("缴纳期限未满，或者罚款已经缴清。")])]
    if acting.data is not None and found and due:
        stated = Additional(
            unpaid={a.key: a.unpaid for a in found},
            amounts={a.key: a.amount for a in found},
            since=due + timedelta(days=1),
            until=on,
            days=(on - due).days,
            arithmetic=tuple(a.lines(names[a.key]) for a in found),
        )
        if acting.does(stated, stated.amounts):
            return acting.done()
    return acting.show(groups)
