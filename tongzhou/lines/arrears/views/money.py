"""各人金额 — the acts that state an amount, or an answer, for each of many workers, on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.acts import collecting, ending, ordering
from tongzhou.lines.arrears.rules.ledger import Sums
from tongzhou.lines.arrears.rules.sharing import WAYS, shared
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.declare import Act
from tongzhou.procedure.tabular import Wrong, money
from tongzhou.procedure.view import Subject, View

from .doing import Matter, do, done, form_of, matter, shown

yuan = money()


def _left(_view: View, _key: str, sums: Sums) -> int:
    return max(sums.left, 0)


def _received(_view: View, _key: str, sums: Sums) -> int:
    return max(sums.received, 0)


def _unrecovered(_view: View, _key: str, sums: Sums) -> int:
    return sums.advanced - sums.recovered


def _drawn(view: View, key: str, sums: Sums) -> int:
    return min(max(sums.left, 0), rules.drawn(view, key))


@dataclass(frozen=True)
class Table:
    """How an act asks its amounts: whose, up to how much, and what stands there at first."""

    act: Act[Any]
    states: tuple[str, ...]
    most: Callable[[View, str, Sums], int]
    label: str  # what `most` is called
    start: Callable[[View, str, Sums], int] | None = None
    says_left: bool = False
    optional: bool = False


OWED, RECEIVED = "尚欠", "已到账"
TABLES = {
    t.act.code: t
    for t in (
        Table(collecting.pay, ("owed",), _left, OWED, says_left=True),
        Table(collecting.deposit_in, ("owed",), _left, OWED, _drawn, says_left=True),
        Table(collecting.advance, ("owed",), _left, OWED, _left, says_left=True),
        Table(collecting.draw, ("owed",), _left, OWED, _left),
        Table(collecting.bounce, ("owed", "paid"), _received, RECEIVED),
        Table(collecting.recover, ("owed", "paid"), _unrecovered, "未追回"),
        Table(ending.reopen, ("paid", "owed", "aside"), _received, RECEIVED, optional=True),
    )
}


@dataclass
class Amount:
    """One worker on the page."""

    worker: Subject
    sums: Sums
    most: int
    typed: str
    error: str = ""
    ticked: bool = False


@counter
def amounts(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Ask an amount for each worker, share a sum among them, and do the act."""
    at, table = matter(request, uid), TABLES[code]
    why = at.why_not(table.act)
    rows = _rows(request, at, table)
    trouble, total_typed = "", request.POST.get("total", "")
    if request.POST.get("share"):
        trouble = _share(rows, total_typed, request.POST.get("way", WAYS[0]))
    stated = {r.worker.key: yuan(r.typed) for r in rows if not r.error and r.typed.strip()}
    fen = {k: v for k, v in stated.items() if v}
    given: dict[str, Any] = {"amounts": fen}
    if table.says_left:
        given["left"] = {k: rules.outstanding(at.view, k) - v for k, v in fen.items()}
    form = form_of(request, at, table.act, given=given, drop=("amounts",))
    if request.method == "POST" and not request.POST.get("share"):
        about = tuple(r.worker.key for r in rows if r.ticked) if table.optional else tuple(fen)
        if any(r.error for r in rows):
            trouble = _("请改正标出的金额")
        elif not about:
            trouble = (
                _("请至少填写一人的金额") if not table.optional else _("请勾选恢复办理的劳动者")
            )
        elif form.is_valid():
            trouble = do(request, at, table.act, form.facts(), about=about)
            if not trouble:
                return done(request, at, table.act)
    return shown(
        request, at, "arrears/amounts.html", table.act,
        rows=rows, form=form, table=table, why=why, trouble=trouble, ways=WAYS,
        total=total_typed, way=request.POST.get("way", WAYS[0]), trying=bool(request.POST.get("share")),
        whole=sum(r.most for r in rows), entered=sum(fen.values()),
    )  # fmt: skip


def _rows(request: VisitorRequest, at: Matter, table: Table) -> list[Amount]:
    found = []
    for worker in rules.workers(at.view, *table.states):
        sums = rules.sums(at.view, worker.key)
        most = table.most(at.view, worker.key, sums)
        if most <= 0 and not table.optional:
            continue
        start = table.start(at.view, worker.key, sums) if table.start else 0
        typed = (
            request.POST.get(f"amount-{worker.key}", "")
            if request.method == "POST"
            else in_yuan(start)
        )
        row = Amount(worker, sums, most, typed, ticked=bool(request.POST.get(f"who-{worker.key}")))
        try:
            fen = yuan(typed)
            if fen and fen > most:
                row.error = _("超过%(label)s的 %(sum)s 元") % {
                    "label": table.label,
                    "sum": in_yuan(most),
                }
        except Wrong as wrong:
            row.error = f"{wrong.rule}，{wrong.mend}"
        row.ticked = row.ticked or bool(typed.strip() and not row.error and yuan(typed))
        found.append(row)
    return found


def _share(rows: list[Amount], typed: str, way: str) -> str:
    """Put a sum on the page, shared among those who wait; return what is wrong with it, or nothing."""
    try:
        total = yuan(typed)
        if not total:
            return _("请填写本次到账的总额")
        got = shared(total, {r.worker.key: r.most for r in rows}, way if way in WAYS else WAYS[0])
    except Wrong as wrong:
        return f"{wrong.rule}，{wrong.mend}"
    except ValueError as error:
        return str(error)
    for row in rows:
        row.typed, row.error = in_yuan(got.get(row.worker.key, 0)), ""
    return ""


def in_yuan(fen: int) -> str:
    """Return fen as they are typed in yuan; nothing for nought."""
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


@counter
def order(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who is owed what and who must pay, ask until when, and issue the order."""
    at = matter(request, uid)
    act = ordering.order
    why = at.why_not(act)
    owed = {w.key: rules.outstanding(at.view, w.key) for w in rules.workers(at.view, "owed")}
    owed = {k: v for k, v in owed.items() if v > 0}
    liability = rules.liability(at.view)
    first = min((one.rank for one in liability.liable), default=1) if liability else 1
    payers = [one for one in liability.liable if one.rank == first] if liability else []
    form = form_of(request, at, act, given={"amounts": owed}, drop=("amounts",))
    trouble = ""
    if request.method == "POST" and form.is_valid():
        trouble = do(request, at, act, form.facts(), about=tuple(p.employer for p in payers))
        if not trouble:
            return done(request, at, act)
    return shown(
        request, at, "arrears/order.html", act,
        owed=[(at.view.subjects[k], v) for k, v in owed.items()], total=sum(owed.values()),
        payers=[(at.view.subjects[p.employer], p) for p in payers if p.employer in at.view.subjects],
        form=form, why=why, trouble=trouble,
    )  # fmt: skip


@counter
def visit(request: VisitorRequest, uid: str, code: str) -> HttpResponse:
    """Ask what each worker said when called."""
    at = matter(request, uid)
    act = ending.visit3 if code == "visit3" else ending.visit30
    why = at.why_not(act)
    people = rules.workers(at.view, "paid", "owed")
    answers = {w.key: request.POST.get(f"answer-{w.key}", "") for w in people}
    said = {k: v for k, v in answers.items() if v}
    form = form_of(
        request,
        at,
        act,
        given={"answers": said},
        drop=("answers",),
        initial={"called_on": at.visitor.on},
    )
    trouble = ""
    if request.method == "POST" and form.is_valid():
        trouble = do(request, at, act, form.facts(), about=tuple(said))
        if not trouble:
            return done(request, at, act)
    choices = ("已收到", "部分收到", "没有收到", "未联系上")
    return shown(
        request, at, "arrears/visit.html", act, form=form, why=why, trouble=trouble, choices=choices,
        people=[(w, rules.sums(at.view, w.key), answers[w.key]) for w in people],
    )  # fmt: skip


@counter
def confirm(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take down, for one worker who has called or come, how much has arrived in all."""
    at = matter(request, uid)
    people = rules.workers(at.view, "owed", "paid")
    named = request.POST.get("who") or request.GET.get("who", "")
    who = next((w for w in people if w.key == named), people[0] if people else None)
    why = at.why_not(collecting.confirm_all)
    typed, trouble, act = request.POST.get("total", ""), "", collecting.confirm_all
    given: dict[str, Any] = {}
    if who and request.method == "POST":
        act, given, trouble = stated_total(at.view, who.key, typed)
    form = form_of(
        request, at, act, given=given, drop=("total",), initial={"received_on": at.visitor.on}
    )
    if request.method == "POST" and who and not trouble and form.is_valid():
        trouble = do(request, at, act, form.facts(), about=(who.key,))
        if not trouble:
            return done(request, at, act)
    return shown(
        request, at, "arrears/confirm.html", collecting.confirm_all, form=form, why=why, trouble=trouble,
        people=people, who=who, typed=typed, sums=rules.sums(at.view, who.key) if who else None,
    )  # fmt: skip


def stated_total(
    view: View, key: str, typed: str
) -> tuple[Act[facts.Confirmed], dict[str, Any], str]:
    """Return the act and what it states of a sum that somebody says has come in all; or what is wrong with it."""
    known = rules.sums(view, key)
    try:
        total = yuan(typed)
    except Wrong as wrong:
        return collecting.confirm, {}, f"{wrong.rule}，{wrong.mend}"
    if total is None:
        return collecting.confirm, {}, _("请填写一共收到的金额")
    new = total - known.received
    if new < 0:
        words = _("登记的到账金额是 %(sum)s 元；实际收到的比这少的，请选“没有收到”")
        return collecting.confirm, {}, words % {"sum": in_yuan(known.received) or "0"}
    if new > known.left:
        words = _("核定的欠付金额是 %(sum)s 元；收到的比这多的，请与承办的监察员联系")
        return collecting.confirm, {}, words % {"sum": in_yuan(known.found) or "0"}
    act = collecting.confirm_all if new == known.left else collecting.confirm
    return act, {"total": {key: total}, "amounts": {key: new}, "left": {key: known.left - new}}, ""
