"""要素表 — what each side says of the facts, what is disputed, what the tribunal finds; for one or for hundreds."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import trying as acts
from tongzhou.lines.arbitration.facts.trying import Findings
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT
from tongzhou.lines.arbitration.trial import stating, summary
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.view import Subject

A_PAGE = 20
ALL = "all"


def proof_words() -> tuple[str, str]:
    """Return who has to prove: the employer; whoever asserts it."""
    return _("用人单位"), _("主张的一方")


def claimant_of(trial: Trial, key: str) -> Subject:
    """Return the claimant of this key. Raises Http404."""
    found = trial.view.subjects.get(key)
    if found is None or found.kind is not CLAIMANT:
        raise Http404(_("本案没有这名申请人"))
    return found


def neighbours(trial: Trial, key: str) -> tuple[Subject | None, Subject | None, int, int]:
    """Return the claimants before and after, the number of this one and how many there are."""
    found = trial.view.of(CLAIMANT)
    at = next(n for n, s in enumerate(found) if s.key == key)
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    return before, after, at + 1, len(found)


@counter
def table(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the element table: of the only claimant, of the one chosen, or of the group in short."""
    trial = opened(request, uid)
    request.visitor.saw("case", trial.case, "要素表")
    claimants = trial.view.of(CLAIMANT)
    key = request.GET.get("who") or (claimants[0].key if len(claimants) == 1 else "")
    only = request.GET.get("only") == "disputed"
    return _one(trial, key, only=only) if key else _many(trial, only=only)


def _one(trial: Trial, key: str, *, only: bool) -> HttpResponse:
    claimant = claimant_of(trial, key)
    rows = elements.table(trial.view, claimant)
    shown = [r for r in rows if r.standing == "disputed"] if only else rows
    before, after, number, count = neighbours(trial, key)
    return trial.shows(
        "arbitration/trial_elements.html",
        "elements",
        claimant=claimant,
        lines=summary.lines(claimant, shown, words=proof_words()),
        disputed=sum(1 for r in rows if r.standing == "disputed"),
        total=len(rows),
        only=only,
        before=before,
        after=after,
        number=number,
        count=count,
        reasons=_reasons(claimant),
        respondents=trial.view.of(RESPONDENT),
    )


def _reasons(claimant: Subject) -> list[str]:
    return [
        told.facts.reasons
        for told in claimant.told
        if isinstance(told.facts, Findings) and told.facts.reasons
    ]


def _many(trial: Trial, *, only: bool) -> HttpResponse:
    tables = elements.tables(trial.view)
    shared = summary.shared(tables)
    people = summary.people(trial.view, tables)
    wanted = trial.request.GET.get("q", "").strip()
    listed = [p for p in people if wanted in p.name and (p.disputed or not only)]
    pages = Paginator(listed, A_PAGE).get_page(trial.request.GET.get("page"))
    return trial.shows(
        "arbitration/trial_elements_many.html",
        "elements",
        shared=[s for s in shared if s.standing["disputed"] or not only],
        people=pages,
        count=len(people),
        only=only,
        q=wanted,
        respondents=trial.view.of(RESPONDENT),
    )


@counter
def state(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask at the counter what a side says, from paper or by word of mouth."""
    trial = opened(request, uid)
    act = acts.state_elements
    trial.ask(act)
    view = trial.view
    sides = view.of(CLAIMANT) + view.of(RESPONDENT)
    key = request.GET.get("who") or view.of(CLAIMANT)[0].key
    claimant = claimant_of(trial, key)
    side = request.GET.get("side") or claimant.key
    if side not in {s.key for s in sides} or (side.startswith("claimant/") and side != key):
        raise Http404(_("本案没有这名当事人"))
    asked = stating.questions(view, side, key)
    if request.method == "POST" and not trial.refusal:
        asked = stating.answered(asked, request.POST.dict())
        trial.errors = {f"el-{one.code}": one.error for one in asked if one.error}
        said = stating.stated(view, key, asked)
        if not trial.errors and not said.of:
            trial.refusal = _("请至少填写一项")
        if not trial.errors and not trial.refusal and trial.does(act, said, (side,)):
            return trial.done(act, "elements")
    before, after, number, count = neighbours(trial, key)
    return trial.shows(
        "arbitration/trial_state.html",
        "elements",
        act=act,
        asked=asked,
        claimant=claimant,
        side=view.subjects[side],
        is_respondent=side.startswith("respondent/"),
        sides=[claimant, *view.of(RESPONDENT)],
        before=before,
        after=after,
        number=number,
        count=count,
    )


@counter
def find(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what the tribunal finds: of one claimant, or of all at once where a fact is common to them."""
    trial = opened(request, uid)
    act = acts.find_facts
    trial.ask_tribunal(act)
    claimants = trial.view.of(CLAIMANT)
    key = request.GET.get("who") or (claimants[0].key if len(claimants) == 1 else ALL)
    tables = elements.tables(trial.view)
    if key != ALL:
        tables = {claimant_of(trial, key).key: tables[key]}
    rows = _asked_of(tables)
    typed = {code: request.POST.get(code, "").strip() for code in rows}
    follows = {code: request.POST.get(f"{code}-take", "") for code in rows}
    reasons = request.POST.get("reasons", "").strip()
    if request.method == "POST" and not trial.refusal:
        stated = _found(trial, tables, typed, reasons)
        if stated and trial.does(act, stated, tuple(stated.of)):
            return trial.done(act, "elements")
    return trial.shows(
        "arbitration/trial_find.html",
        "elements",
        act=act,
        claimant=trial.view.subjects.get(key),
        rows=[(e, said, typed[code], follows[code]) for code, (e, said) in rows.items()],
        reasons=reasons,
        count=len(tables),
    )


def _asked_of(
    tables: dict[str, list[elements.Row]],
) -> dict[str, tuple[elements.Element, summary.Shared]]:
    """Return the elements to be found: those not agreed everywhere, the disputed first."""
    shared = [s for s in summary.shared(tables) if s.standing["agreed"] < s.people]
    shared.sort(key=lambda s: -s.standing["disputed"])
    return {s.element.code: (s.element, s) for s in shared}


def _found(
    trial: Trial, tables: dict[str, list[elements.Row]], typed: dict[str, str], reasons: str
) -> Findings | None:
    """Return the findings typed; `=claimant` and `=respondent` follow what each side has said of each."""
    of: dict[str, dict[str, str]] = {}
    for key, rows in tables.items():
        for row in rows:
            wanted = typed.get(row.element.code, "")
            follow = trial.request.POST.get(f"{row.element.code}-take", "")
            value = {"mine": row.claimant_says, "theirs": row.respondent_says}.get(follow, wanted)
            if not value or row.standing == "agreed":
                continue
            try:
                of.setdefault(key, {})[row.element.code] = stating.read(row.element, value)
            except ValueError as wrong:
                trial.errors[f"el-{row.element.code}"] = str(wrong)
    if trial.errors:
        return None
    if not of:
        trial.refusal = _("请至少认定一项")
        return None
    return Findings(of=of, reasons=reasons)
