"""单位用工备案 — an employer, or its agency, declares on the phone: hire, renew, change, end, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tongzhou.lines.filing import declaring, figures, instruments
from tongzhou.lines.filing.crosscheck import telling
from tongzhou.lines.filing.firm import changing
from tongzhou.lines.filing.firms import Acting, acting_for
from tongzhou.lines.filing.forms import (
    ChangeForm,
    EndForm,
    HireForm,
    TermsForm,
    VoidForm,
    counties,
    renewal,
)
from tongzhou.lines.filing.models import NEEDS_WRITING, Employment, PlatformJudgment
from tongzhou.lines.filing.registers import EMPLOYMENTS
from tongzhou.lines.filing.rules import periods
from tongzhou.lines.filing.rules.platform import QUESTIONS, Outcome, against_floor, classify
from tongzhou.procedure import showing
from tongzhou.procedure.calendar import calendar_now
from tongzhou.registry import sealing
from tongzhou.registry.registers import field_label
from tongzhou.ui.forms import Form

EACH = 25
ACTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "renew": (gettext_lazy("续订备案"), ("active",)),
    "change": (gettext_lazy("变更、更正"), ("active", "ended")),
    "end": (gettext_lazy("解除终止备案"), ("active", "ended")),
    "void": (gettext_lazy("作废"), ("active", "ended", "renewed")),
}


@dataclass(frozen=True)
class Desk:
    """One employer's page: who acts, for which employer, when."""

    acting: Acting
    at: datetime
    on: date
    many: bool  # they act for others too

    @property
    def rows(self) -> Any:
        """What this employer has declared, and nothing of anybody else."""
        return Employment.objects.filter(uscc__in=self.acting.usccs)

    @property
    def declarer(self) -> declaring.Declarer:
        return self.acting.declarer(at=self.at, on=self.on)


def _own(handler: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a page of an employer to those who act for it today; a stranger is asked for the phone."""

    @never_cache
    @wraps(handler)
    def guarded(request: HttpRequest, firm: int, **kwargs: Any) -> HttpResponseBase:
        at = now()
        mine = acting_for(request, at=at, on=localdate(at))
        acting = next((a for a in mine if a.employer.pk == firm), None)
        if not mine:
            showing.come_back(request, "employer", reverse("filing-employer:home"))
            return redirect("portal:mine-employer")
        if acting is None:
            raise Http404(_("没有这个页面，或您不是该单位登记的经办人"))
        return handler(request, Desk(acting, at, localdate(at), len(mine) > 1), **kwargs)

    return guarded


@never_cache
def home(request: HttpRequest) -> HttpResponseBase:
    """Show for which employers this visitor may declare; with one of them, go there."""
    at = now()
    mine = acting_for(request, at=at, on=localdate(at))
    if not mine:
        showing.come_back(request, "employer", reverse("filing-employer:home"))
        return redirect("portal:mine-employer")
    if len(mine) == 1:
        return redirect("filing-employer:rows", mine[0].employer.pk)
    return render(request, "filing/firms.html", {"mine": mine})


@_own
def rows(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Show what this employer has declared, newest first, by key; what is to be done comes first."""
    state = request.GET.get("state", "active")
    found = desk.rows if state == "all" else desk.rows.filter(state=Employment.State.ACTIVE)
    after = request.GET.get("after", "")
    if after.isdecimal() and after.isascii():
        found = found.filter(pk__lt=int(after))
    page = list(found.order_by("-pk")[: EACH + 1])
    waiting = desk.rows.filter(state=Employment.State.ACTIVE)
    context = {
        "desk": desk,
        "firm": desk.acting.employer,
        "rows": [(r, r.open_identity().name) for r in page[:EACH]],
        "more": page[EACH - 1].pk if len(page) > EACH else "",
        "state": state,
        "lapsed": waiting.filter(ends_on__lt=desk.on).count(),
        "permits": waiting.filter(permit_until__lt=desk.on).count(),
        "unsigned": waiting.filter(NEEDS_WRITING, written="none").count(),
        "rates": list(figures.of_employer(desk.acting.usccs, on=desk.on).values()),
        "changed": [
            c
            for c in changing.changes_of(desk.acting.employer, on=desk.on, calendar=calendar_now())
            if c.is_open
        ],
        "to_look_at": telling.of_employer(desk.acting.usccs),
        "today": desk.on,
    }
    return render(request, "filing/rows.html", context)


@_own
def hire(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Declare that a worker was hired."""
    initial = {
        "region": desk.acting.employer.region_id[:6],
        "starts_on": desk.on,
        "written": "paper",
    }
    judged = _judged(desk, request.GET.get("judged", ""))
    if judged is not None:
        initial |= {"kind": "platform", "platform_class": judged.situation}
    form = HireForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _rests_on_facts(form, judged):
        said = form.cleaned_data
        try:
            done = declaring.hire(
                desk.acting.employer, number=form.paper(), name=said["name"],
                phone=said["phone"], terms=form.terms(), by=desk.declarer,
            )  # fmt: skip
        except ValidationError as error:
            form.refuse(error)
        else:
            if judged is not None and done.row.kind == Employment.Kind.PLATFORM:
                PlatformJudgment.objects.filter(pk=judged.pk).update(employment=done.row.pk)
            return _told(request, desk, done)
    context = {"desk": desk, "firm": desk.acting.employer, "form": form, "title": _("招用备案")}
    return render(request, "filing/form.html", context, status=422 if form.errors else 200)


@_own
def row(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """Show one period: its terms, by when what is to be done and why, its versions, what may be done."""
    found = _row(desk, pk)
    known = found.open_identity()
    context = {
        "desk": desk,
        "firm": desk.acting.employer,
        "row": found,
        "known": known,
        "permit": sealing.mask_id_number(known.permit),
        "details": [(c.label, t) for c in EMPLOYMENTS.details[1:] if (t := c.text(found))],
        "duties": duties(found, on=desk.on),
        "ages": declaring.ages(found, on=desk.on),
        "retirement": (instruments.RETIREMENT, instruments.RETIREMENT_ELASTIC),
        "remarks": declaring.findings(found, on=desk.on) if found.state == "active" else (),
        "chain": declaring.chain(found),
        "judged": _outcome(found),
        "history": [
            (e, [(field_label(Employment, n), b, a) for n, (b, a) in e.changes.items()])
            for e in EMPLOYMENTS.history(found)
        ],
        "acts": [
            (c, _named(c, found)) for c, (_label, states) in ACTS.items() if found.state in states
        ],
        "today": desk.on,
    }
    return render(request, "filing/row.html", context)


@_own
def act(request: HttpRequest, desk: Desk, pk: int, act: str) -> HttpResponseBase:
    """Renew, change, end or take back one period."""
    found = _row(desk, pk)
    if act not in ACTS or found.state not in ACTS[act][1]:
        raise Http404(_("这条备案现在不能办理这一事项"))
    data = request.POST if request.method == "POST" else None
    form = _form(act, found, data)
    if data is not None and form.is_valid():
        try:
            done = _do(act, found, form, desk.declarer)
        except ValidationError as error:
            form.refuse(error)
        else:
            return _told(request, desk, done)
    context = {
        "desk": desk,
        "firm": desk.acting.employer,
        "row": found,
        "known": found.open_identity(),
        "form": form,
        "title": _named(act, found),
        "act": act,
    }
    return render(request, "filing/form.html", context, status=422 if form.errors else 200)


def _named(act: str, row: Employment) -> Any:
    """Return what an act is called of a row: to end once more what is ended is to put it right."""
    if act == "end" and row.state == Employment.State.ENDED:
        return _("更正解除终止")
    return ACTS[act][0]


def _form(act: str, row: Employment, data: Any) -> Any:
    if act == "renew":
        return TermsForm(data, row=row, initial=renewal(row))
    if act == "change":
        return ChangeForm(data, row=row)
    if act == "end":
        return EndForm(data, initial={"ended_on": row.ended_on, "end_reason": row.end_reason})
    return VoidForm(data)


def _do(act: str, row: Employment, form: Any, by: declaring.Declarer) -> declaring.Done:
    if act == "renew":
        return declaring.renew(row, terms=form.terms(), by=by, permit=form.permit_number)
    if act == "change":
        why, permit = form.cleaned_data["reason"], form.permit_number
        return declaring.change(row, terms=form.terms(), by=by, reason=why, permit=permit)
    if act == "end":
        return declaring.end(row, by=by, **form.cleaned_data)
    return declaring.void(row, by=by, reason=form.cleaned_data["reason"])


def _rests_on_facts(form: HireForm, judged: PlatformJudgment | None) -> bool:
    """Say whether the situation of work through a platform is that of the facts that were stated. 人社部发〔2021〕56号 一."""
    said = form.cleaned_data
    if said["kind"] != Employment.Kind.PLATFORM:
        return True
    if judged is None:
        words = _("请先用“情形判断”回答几个问题，再按判断的结果备案。")
    elif said["platform_class"] != judged.situation:
        words = _("所答的事实指向“%(situation)s”。情形不同的，请重新回答“情形判断”的问题。") % {
            "situation": judged.get_situation_display()
        }
    else:
        return True
    form.add_error("platform_class", words)
    return False


def _judged(desk: Desk, key: str) -> PlatformJudgment | None:
    """Return a judgment of this employer upon which nothing was declared yet."""
    if not (key.isdecimal() and key.isascii()):
        return None
    rows = PlatformJudgment.objects.filter(uscc__in=desk.acting.usccs, employment=None)
    return rows.filter(pk=int(key)).first()


def _outcome(row: Employment) -> Outcome | None:
    """Return on which facts a row of platform work was classed, with the reasons."""
    if not row.platform_class:
        return None
    judged = PlatformJudgment.objects.filter(employment=row.pk).first()
    return classify(judged.answers) if judged else None


def _row(desk: Desk, pk: int) -> Employment:
    found: Employment | None = desk.rows.select_related("region").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条备案，或不是本单位的"))
    return found


def _told(request: HttpRequest, desk: Desk, done: declaring.Done) -> HttpResponseBase:
    messages.success(request, _("已办理备案"))
    for remark in done.remarks:
        messages.warning(request, str(remark))
    return redirect("filing-employer:row", desk.acting.employer.pk, done.row.pk)


def duties(row: Employment, *, on: date) -> list[periods.ByWhen]:
    """Return what is or was to be done about a period, by when and why."""
    calendar = calendar_now()
    needs_writing = row.needs_writing
    first = periods.RENEW if row.how == Employment.How.RENEW else periods.HIRE
    found = [
        periods.by_when(
            first, event=row.starts_on, done_on=row.declared_on, on=on, calendar=calendar
        )
    ]
    if row.state == Employment.State.ACTIVE and row.written == "none" and needs_writing:
        found.append(
            periods.by_when(
                periods.SIGN, event=row.starts_on, done_on=None, on=on, calendar=calendar
            )
        )
    over = row.ended_on or (row.ends_on if declaring.lapsed(row, on=on) else None)
    if over is not None:
        found.append(
            periods.by_when(
                periods.END, event=over, done_on=row.end_declared_on, on=on, calendar=calendar
            )
        )
    if row.ended_on is not None and needs_writing:
        found.append(
            periods.by_when(
                periods.MOVE, event=row.ended_on, done_on=None, on=on, calendar=calendar
            )
        )
    return found


class PlatformForm(Form):
    """新就业形态情形判断: yes or no to each question; income and hours for the floor, if known."""

    region = forms.ChoiceField(label=gettext_lazy("工作地（旗县）"))
    income = forms.DecimalField(
        label=gettext_lazy("一个月的报酬（元，可不填）"), min_value=0, max_digits=10, required=False
    )
    hours = forms.DecimalField(
        label=gettext_lazy("这个月的工作小时（可不填）"),
        min_value=0,
        max_value=744,
        max_digits=7,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("接单到完成的时间加宽放时间，同时送几单的时间只算一次"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = counties()  # type: ignore[attr-defined]
        for q in QUESTIONS:
            self.fields[q.code] = forms.ChoiceField(
                label=q.question,
                choices=[("yes", _("是")), ("no", _("否"))],
                widget=forms.RadioSelect,
            )
        self.order_fields([q.code for q in QUESTIONS])


@_own
def platform(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Ask the facts of work through a platform, and show which situation they point to, and why."""
    form = PlatformForm(
        request.POST or None, initial={"region": desk.acting.employer.region_id[:6]}
    )
    outcome, floor, trouble, judged = None, None, "", None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answers = {q.code: said[q.code] == "yes" for q in QUESTIONS}
        outcome = classify(answers)
        judged = PlatformJudgment.objects.create(
            uscc=desk.acting.usccs[0], person=desk.acting.person, at=desk.at, answers=answers,
            situation=outcome.code, points=outcome.points,
        )  # fmt: skip
        least = declaring.floor_for(said["region"], "platform", "hour", on=desk.on)
        if said["income"] is not None and least is not None:
            try:
                floor = against_floor(
                    income=said["income"], hours=said["hours"] or Decimal(0), floor=least
                )
            except ValueError as error:
                trouble = str(error)
    context = {
        "desk": desk,
        "firm": desk.acting.employer,
        "form": form,
        "outcome": outcome,
        "judged": judged,
        "floor": floor,
        "trouble": trouble,
    }
    return render(request, "filing/platform.html", context, status=422 if form.errors else 200)
