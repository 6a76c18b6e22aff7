"""台账、认定、清偿责任 — the ledger page, one worker's lines, the finding, and who pays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.acts.ordering import name_payers
from tongzhou.lines.arrears.acts.taking import enter, establish
from tongzhou.lines.arrears.items import ITEMS
from tongzhou.lines.arrears.projects import project_named
from tongzhou.lines.arrears.rules import payers as paying
from tongzhou.lines.arrears.states import EMPLOYER
from tongzhou.procedure import workbook
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.tabular import Wrong, money, month
from tongzhou.registry.models import Employer
from tongzhou.ui.forms import Form

from .doing import Matter, do, done, form_of, matter, shown

SIZE = 50
BLANK = 6


@counter
def ledger(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the ledger, a page of workers at a time, or hand it out as a workbook."""
    at = matter(request, uid)
    at.visitor.saw("case", at.case, _("工资台账"))
    people = rules.workers(at.view)
    q, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = [w for w in people if (not q or q in w.name) and (not state or w.state == state)]
    if request.GET.get("format") == "xlsx":
        return _as_workbook(at, found)
    n = request.GET.get("p", "1")
    last = max(-(-len(found) // SIZE), 1)
    number = min(max(int(n), 1), last) if n.isdigit() else 1
    rows = [
        (w, rules.rows_of(w), rules.sums(at.view, w.key), rules.signed_now(w))
        for w in found[(number - 1) * SIZE : number * SIZE]
    ]
    words = {s.code: s.staff for s in people[0].kind.states} if people else {}
    context = {
        "matter": at,
        "case": at.case,
        "rows": rows,
        "n": len(found),
        "q": q,
        "state": state,
        "states": words.items(),
        "words": words,
        "page": number,
        "last": last,
        "sums": rules.sums(at.view),
        "may_enter": at.able(enter),
        "denied": {w.key for w in rules.denied(at.view)},
        "objected": {s.key for s, _told in rules.objections(at.view)},
    }
    return page(request, "arrears/ledger.html", context)


def _as_workbook(at: Matter, people: list[Any]) -> HttpResponse:
    head = (
        "姓名",
        "月份",
        "项目",
        "应发（元）",
        "扣款（元）",
        "已发（元）",
        "欠付（元）",
        "依据",
        "签认",
    )
    lines = [
        (w.name, r.month, r.label, *(x / 100 for x in (r.due, r.deducted, r.paid, r.owed)), r.basis, "已签认" if rules.signed_now(w) else "")
        for w in people
        for r in rules.rows_of(w)
    ]  # fmt: skip
    totals = [
        (w.name, *(x / 100 for x in (s.found, s.received, s.left)), next(st.staff for st in w.kind.states if st.code == w.state))
        for w in people
        for s in (rules.sums(at.view, w.key),)
    ]  # fmt: skip
    second = ("各人合计", ["姓名", "认定（元）", "到账（元）", "尚欠（元）", "状态"], totals)
    at.visitor.saw("export", at.case, _("工资台账"))
    content = workbook.written("工资台账", head, lines, wide={"依据"}, second=second)
    return workbook.attachment(content, f"{at.case.number or '欠薪'}-工资台账.xlsx")


class LineForm(Form):
    """One line of a worker; empty, it counts for nothing."""

    month = forms.CharField(label=gettext_lazy("月份"), required=False, max_length=20)
    item = forms.ChoiceField(
        label=gettext_lazy("项目"),
        required=False,
        choices=[(i.code, i.label) for i in ITEMS.values()],
    )
    due = YuanField(label=gettext_lazy("应发（元）"), required=False, min_value=0)
    deducted = YuanField(label=gettext_lazy("扣款（元）"), required=False, min_value=0)
    paid = YuanField(label=gettext_lazy("已发（元）"), required=False, min_value=0)
    basis = forms.CharField(label=gettext_lazy("依据"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        n = int(self.prefix.rpartition("-")[2]) + 1 if self.prefix else 1
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} {n}"
        self.fields["month"].widget.attrs["placeholder"] = "2026-05"

    def clean_month(self) -> str:
        """Read a month as people write it."""
        try:
            return str(month()(self.cleaned_data["month"]) or "")
        except Wrong as wrong:
            raise forms.ValidationError(f"{wrong.rule}，{wrong.mend}") from None

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing in a line that was begun."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("due") and not found.get("month") and "month" not in self.errors:
            self.add_error("month", _("请填写月份"))
        if found.get("month") and not found.get("due") and "due" not in self.errors:
            self.add_error("due", _("请填写应发金额"))
        return found


LineSet = forms.formset_factory(LineForm, extra=BLANK, max_num=60)


@counter
def one_worker(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the lines of one worker who is in the case; at a phone on a site or at the counter."""
    at = matter(request, uid)
    why = at.why_not(enter)
    people = rules.workers(at.view, "claimed", "owed")
    if not people:
        raise Http404(_("没有可以登记台账的劳动者，请先导入工资表"))
    named = request.POST.get("who") or request.GET.get("who", "")
    who = next((w for w in people if w.key == named), people[0])
    start = [
        {"month": r.month, "item": r.item, "due": r.due, "deducted": r.deducted or None, "paid": r.paid or None, "basis": r.basis}
        for r in rules.rows_of(who)
    ]  # fmt: skip
    lines = LineSet(request.POST or None, initial=start, prefix="row")
    trouble = ""
    if request.method == "POST" and lines.is_valid():
        rows = tuple(
            facts.Wage(month=d["month"], item=d["item"] or "other", due=d["due"], deducted=d["deducted"] or 0, paid=d["paid"] or 0, basis=d["basis"])
            for d in (f.cleaned_data for f in lines)
            if d.get("month")
        )  # fmt: skip
        stated = facts.Wages(rows={who.key: rows}, names={who.key: who.name})
        trouble = (
            _("请至少填写一行") if not rows else do(request, at, enter, stated, about=(who.key,))
        )
        if not trouble:
            return done(request, at, enter)
    claimed = rules.taken_up(at.view).claims.get(who.key, ())
    return shown(request, at, "arrears/one_worker.html", enter, who=who, people=people, lines=lines, why=why, trouble=trouble, claimed=claimed)  # fmt: skip


@counter
def finding(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what the ledger says of each worker, what was objected, and find what is owed."""
    at = matter(request, uid)
    why = at.why_not(establish)
    people = rules.workers(at.view, "claimed", "owed")
    ready = {w.key: rules.rows_of(w) for w in people if rules.rows_of(w)}
    posted = request.method == "POST"
    chosen = {k: r for k, r in ready.items() if not posted or request.POST.get(f"who-{k}")}
    form = form_of(request, at, establish, given={"rows": chosen}, drop=("rows", "source"))
    trouble = ""
    if posted and not chosen:
        trouble = _("请勾选要认定的劳动者")
    elif posted and form.is_valid():
        trouble = do(request, at, establish, form.facts(), about=tuple(chosen))
        if not trouble:
            return done(request, at, establish)
    rows = [
        (w, ready.get(w.key, ()), sum(r.owed for r in ready.get(w.key, ())), rules.sums(at.view, w.key), rules.signed_now(w), w.key in chosen)
        for w in people
    ]  # fmt: skip
    return shown(
        request, at, "arrears/establish.html", establish, rows=rows, form=form, why=why, trouble=trouble,
        objections=rules.objections(at.view), total=sum(r[2] for r in rows), inferred="infer" in at.view.last,
    )  # fmt: skip


@counter
def who_pays(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask how the work was given out, show who pays first and why, and state it."""
    at = matter(request, uid)
    why = at.why_not(name_payers)
    data = request.POST if request.method == "POST" else request.GET
    chosen = paying.SITUATIONS.get(data.get("situation", ""))
    parties, trouble = _parties(at, data, chosen)
    found: tuple[paying.Payer, ...] = ()
    asked = "found" in data or request.method == "POST"
    if chosen and asked and not trouble:
        try:
            found = paying.payers(
                chosen.code,
                {role: known.key for role, known in parties.items()},
                on=at.visitor.on,
                arrears=max(rules.sums(at.view).left, 0),
                owner_unpaid=bool(data.get("owner_unpaid")),
                owner_owes=money()(data.get("owner_owes", "")),
            )
        except ValueError as error:
            trouble = f"{error}，{error.mend}" if isinstance(error, Wrong) else str(error)
    names = {e.key: e.name for e in parties.values()}
    if request.method == "POST" and chosen and found:
        stated = facts.Liability(
            situation=chosen.label,
            names={p.key: names[p.key] for p in found},
            liable=tuple(
                facts.Liable(
                    employer=p.key,
                    role=p.role,
                    rank=p.rank,
                    limit=p.limit,
                    articles=p.articles,
                    words=p.words,
                )
                for p in found
            ),
            words=data.get("words", "").strip()[:4000],
        )
        trouble = do(request, at, name_payers, stated, about=tuple(stated.names))
        if not trouble:
            return done(request, at, name_payers)
    return shown(
        request, at, "arrears/payers.html", name_payers, why=why, trouble=trouble, chosen=chosen,
        situations=paying.SITUATIONS.values(), roles=_roles(data, chosen, parties),
        found=[(names.get(p.key, ""), p) for p in found], owner_owes=data.get("owner_owes", ""),
        owner_unpaid=bool(data.get("owner_unpaid")), words=data.get("words", ""), told=rules.liability(at.view),
    )  # fmt: skip


class Known:
    """An employer of the register, as the case names it."""

    def __init__(self, employer: Employer) -> None:
        self.key, self.name = EMPLOYER.key(f"e{employer.pk}"), employer.name


def _asked_roles(chosen: paying.Situation) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*chosen.roles, *(["owner"] if chosen.is_site else [])]))


def _roles(
    data: Any, chosen: paying.Situation | None, parties: dict[str, Known]
) -> list[tuple[str, str, str]]:
    """Return what is asked for the situation: role, what it is called, and what stands there."""
    if chosen is None:
        return []
    return [
        (r, paying.ROLES[r], parties[r].name if r in parties else data.get(f"role-{r}", ""))
        for r in _asked_roles(chosen)
    ]


def _parties(
    at: Matter, data: Any, chosen: paying.Situation | None
) -> tuple[dict[str, Known], str]:
    """Return role → employer as typed, else as the project and the case know them; and what is not registered."""
    found: dict[str, Known] = {}
    if chosen is None:
        return found, ""
    asked = _asked_roles(chosen)
    if any(f"role-{r}" in data for r in asked):
        for role in asked:
            name = data.get(f"role-{role}", "").strip()
            match = _employer(name) if name else None
            if name and match is None:
                words = _("登记簿中没有“%(name)s”，请填全名或统一社会信用代码，或先登记")
                return found, words % {"name": name}
            if match:
                found[role] = Known(match)
        return found, ""
    project = project_named(rules.taken_up(at.view).project)
    if project and chosen.is_site:
        found |= {"contractor": Known(project.contractor), "lender": Known(project.contractor)}
        if project.client:
            found["owner"] = Known(project.client)
    taken = {p.key for p in found.values()}
    rest = [r for r in (*chosen.roles[1:], chosen.roles[0]) if r not in found]
    for subject in rules.employers(at.view):
        employer = Employer.objects.filter(pk=subject.ref[1:]).first()
        if employer and subject.key not in taken and rest:
            found[rest.pop(0)] = Known(employer)
    return {r: k for r, k in found.items() if r in asked}, ""


def _employer(name: str) -> Employer | None:
    by_code = Employer.objects.filter(uscc=name).first()
    return by_code or Employer.objects.filter(name=name, merged_into=None).first()
