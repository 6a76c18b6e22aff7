"""裁决编辑 — the table of an award: asked, calculated, awarded; each item tested as it is put down."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.acts import deciding as acts
from tongzhou.lines.arbitration.group.chosen import chosen_in
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.trial import awarding, calculating, drafts, grid, workbook
from tongzhou.lines.arbitration.trial.grid import Draft, Item
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure import files
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.judge import hindrance

NAME = "award"
A_PAGE = 25  # claimants on one page of the table
TEXTS = ("found", "reasons", "orders", "pay_within", "wage", "wage_why", "partial")
AWARDING = (acts.award_final, acts.award_other, acts.award_partial)


@dataclass(frozen=True)
class Cell:
    """One item in the table: what is asked, what was calculated, what is put down, and what it makes of it."""

    item: Item
    typed: str
    put: int | None
    calculated: calculating.Reckoned | None
    final: bool | None
    error: str = ""

    @property
    def choice(self) -> str:
        """For a claim that is no sum: what was chosen."""
        return self.typed


@dataclass(frozen=True)
class Group:
    """One claimant of the table with their items."""

    key: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def put(self) -> int:
        return sum(c.put or 0 for c in self.cells)

    @property
    def asked(self) -> int:
        return sum(c.item.asked for c in self.cells)


def typed_of(draft: Draft, item: Item) -> str:
    """Return what stands in the control of an item."""
    amount = draft.amounts.get(item.key, {}).get(item.code)
    if amount is None:
        return ""
    if item.head.money:
        return grid.yuan(amount)
    return grid.GRANT if item.code in draft.granted.get(item.key, ()) else grid.REFUSE


def groups(trial: Trial, draft: Draft, items: list[Item], minimum: awarding.Wage) -> list[Group]:
    """Return these items claimant by claimant, as the table shows them."""
    found: dict[str, list[Cell]] = {}
    names: dict[str, str] = {}
    data = trial.request.POST
    tables = elements.tables(trial.view) if any(map(calculating.knows, items)) else {}
    for item in items:
        put = draft.amounts.get(item.key, {}).get(item.code)
        typed = (
            data.get(item.field, typed_of(draft, item)) if trial.errors else typed_of(draft, item)
        )
        reckoned = calculating.reckon(
            trial.view, item, on=trial.visitor.on, rows=tables.get(item.key)
        )
        final = awarding.is_final(item, put, minimum)
        names[item.key] = item.name
        found.setdefault(item.key, []).append(
            Cell(item, typed, put, reckoned, final, trial.errors.get(item.id, ""))
        )
    return [Group(key, names[key], tuple(cells)) for key, cells in found.items()]


def decides(trial: Trial) -> bool:
    """Say whether this person is of those who decide the case."""
    return trial.sits and any(trial.visitor.acting(act, trial.view) for act in AWARDING)


@counter
def award(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the table and the reasons; save them, fill in by rule or from a workbook, go on to issue."""
    trial = opened(request, uid)
    request.visitor.saw("case", trial.case, "裁决")
    if not decides(trial):
        return _read_only(trial)
    items = grid.open_items(trial.view)
    draft, row = drafts.recall(trial.case, NAME)
    draft = grid.kept(draft, items)
    shown, only = _chosen(request, uid, items)
    keys = list(dict.fromkeys(i.key for i in shown))
    pages = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    mine = [i for i in shown if i.key in set(pages.object_list)]
    if request.method == "POST":
        draft, answer = _posted(trial, draft, items, mine, shown)
        if answer:
            return answer
    minimum = awarding.wage(trial.view, draft, on=trial.visitor.on)
    return trial.shows(
        "arbitration/trial_award.html",
        "award",
        groups=groups(trial, draft, mine, minimum),
        pages=pages,
        extra="&chosen=1" if only else "",
        n_chosen=len(keys) if only else 0,
        draft=draft,
        saved=row,
        totals=grid.totals(draft, items),
        sums=_sums(draft, items, minimum),
        minimum=minimum,
        on_record=awarding.wage_on_record(trial.view, on=trial.visitor.on),
        heads=_reasons(trial, draft, items),
        found=draft.texts.get("found") or awarding.suggested_findings(trial.view),
        plain_heads=_orders(trial, draft, items),
        calculates=any(calculating.knows(i) for i in mine),
        why=hindrance(trial.view, acts.award_other, on=trial.visitor.on),
    )


def _chosen(request: VisitorRequest, uid: str, items: list[Item]) -> tuple[list[Item], bool]:
    """Return the items of those ticked in the ledger, where one came from there, and whether it is so."""
    keys = set(chosen_in(request, uid)) if request.GET.get("chosen") else set()
    found = [i for i in items if i.key in keys]
    return (found, True) if found else (items, False)


def _read_only(trial: Trial) -> HttpResponse:
    """Show to those who do not decide what was decided so far, and nothing of a draft."""
    return redirect("arbitration-trial:effects", trial.case.uid)


def _sums(draft: Draft, items: list[Item], minimum: awarding.Wage) -> dict[str, int]:
    """Return asked and awarded in all, what of it is final and what is not, and how many items are open."""
    sums = {"asked": 0, "put": 0, "final": 0, "other": 0, "open": 0}
    for item in items:
        amount = draft.amounts.get(item.key, {}).get(item.code)
        sums["asked"] += item.asked
        sums["put"] += amount or 0
        sums["open"] += amount is None
        final = awarding.is_final(item, amount, minimum)
        if final is not None:
            sums["final" if final else "other"] += amount or 0
    return sums


def _reasons(trial: Trial, draft: Draft, items: list[Item]) -> list[tuple[str, str, str]]:
    given = awarding.suggested_reasons(trial.view, draft)
    codes = {i.code for i in items}
    return [
        (code, HEADS[code].label, draft.texts.get(f"reasons-{code}") or given.get(code, ""))
        for code in HEADS
        if code in codes
    ]


def _orders(trial: Trial, draft: Draft, items: list[Item]) -> list[tuple[str, str, str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        if not item.head.money:
            found.setdefault(item.code, []).append(item.key)
    return [
        (
            code,
            HEADS[code].label,
            draft.texts.get(f"order-{code}") or awarding.suggested_order(trial.view, code, keys),
        )
        for code, keys in found.items()
    ]


def _posted(
    trial: Trial, draft: Draft, items: list[Item], mine: list[Item], shown: list[Item]
) -> tuple[Draft, HttpResponse | None]:
    """Take what was posted: always the table and the texts, then what the button asks for.

    A rule fills in what is `shown`: all open items, or those of the claimants chosen in the ledger.
    """
    request, action = trial.request, trial.request.POST.get("action", "save")
    if action == "upload":
        draft, done = _upload(trial, draft, items)
    else:
        draft, trial.errors = grid.posted(draft, mine, request.POST.dict(), capped=True)
        draft = _with_texts(trial, draft, items)
        done = _("草稿已保存")
        if action == "bulk" and not trial.errors:
            draft, done = _by_rule(trial, draft, shown)
    if trial.errors or trial.refusal:
        return draft, None
    drafts.keep(trial.case, NAME, draft, by=trial.visitor.person, at=trial.visitor.at)
    if action == "issue":
        return draft, redirect("arbitration-trial:issue", trial.case.uid)
    messages.success(request, done)
    where = reverse("arbitration-trial:award", args=[trial.case.uid])
    return draft, redirect(f"{where}?{request.GET.urlencode()}" if request.GET else where)


def _with_texts(trial: Trial, draft: Draft, items: list[Item]) -> Draft:
    """Take the texts. What was left as suggested is not kept, so that it follows what is put down later."""
    codes = {i.code for i in items}
    names = [*TEXTS, *(f"reasons-{c}" for c in codes), *(f"order-{c}" for c in codes)]
    texts = dict(draft.texts)
    before = awarding.suggested_reasons(trial.view, drafts.recall(trial.case, NAME)[0])
    suggested = {f"reasons-{code}": words for code, words in before.items()}
    suggested |= {"found": awarding.suggested_findings(trial.view)}
    suggested |= {f"order-{c}": w for c, _label, w in _orders(trial, Draft(), items)}
    for name in names:
        typed = trial.request.POST.get(name, "").replace("\r\n", "\n").strip()
        if typed and typed != suggested.get(name, "").strip():
            texts[name] = typed
        else:
            texts.pop(name, None)
    _check_texts(trial, texts)
    return msgspec.structs.replace(draft, texts=texts)


def _check_texts(trial: Trial, texts: dict[str, str]) -> None:
    days = texts.get("pay_within", "")
    if days and not (days.isdigit() and 1 <= int(days) <= awarding.MOST_DAYS):
        trial.errors["pay_within"] = _("支付期限请填 1 至 90 日")
    if texts.get("wage"):
        try:
            grid.fen(texts["wage"])
        except ValueError as wrong:
            trial.errors["wage"] = str(wrong)
        if not texts.get("wage_why"):
            trial.errors["wage_why"] = _("另行采用最低工资标准的，请写明理由和依据")


def _by_rule(trial: Trial, draft: Draft, items: list[Item]) -> tuple[Draft, str]:
    data = trial.request.POST
    rule, code = data.get("rule", ""), data.get("rule_head", "")
    if rule not in grid.RULES:
        trial.errors["rule"] = _("请选择批量规则")
        return draft, ""
    percent = grid.HUNDRED
    if rule == "percent":
        try:
            percent = Decimal(data.get("percent", "").strip().removesuffix("%"))
        except InvalidOperation:
            percent = Decimal(-1)
        if not (percent.is_finite() and 0 <= percent <= 100):
            trial.errors["percent"] = _("比例请填 0 至 100 之间的数，如 80")
            return draft, ""
    chosen = [i for i in items if not code or i.code == code]
    known = (
        calculating.all_of(trial.view, chosen, on=trial.visitor.on) if rule == "calculated" else {}
    )
    draft, count = grid.by_rule(draft, chosen, rule, percent=percent, calculated=known)
    return draft, _("已按规则填写 %(n)d 项") % {"n": count}


def _upload(trial: Trial, draft: Draft, items: list[Item]) -> tuple[Draft, str]:
    upload = trial.request.FILES.get("table")
    if upload is None:
        trial.errors["table"] = _("请选择填写好的裁决表")
        return draft, ""
    if (upload.size or 0) > 10 * files.MEGABYTE:
        trial.errors["table"] = _("裁决表请控制在 10 MB 以内")
        return draft, ""
    draft, wrong, count = workbook.read(upload.read(), items, draft, capped=True)
    trial.errors = {f"table-{n}": words for n, words in enumerate(wrong)}
    return draft, _("已从裁决表读入 %(n)d 项") % {"n": count}


@counter
def table(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give the table of the award as a workbook, to be filled in and read back."""
    trial = opened(request, uid)
    trial.ask_tribunal(acts.award_other)
    items = grid.open_items(trial.view)
    draft, _row = drafts.recall(trial.case, NAME)
    known = calculating.all_of(trial.view, items, on=trial.visitor.on)
    request.visitor.saw("export", trial.case, "裁决表")
    title = f"{trial.case.number or trial.case.title}裁决表"
    content = workbook.written(title, items, grid.kept(draft, items), known)
    response = HttpResponse(content, content_type=files.TYPES["xlsx"].mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title + '.xlsx')}"
    response["Cache-Control"] = "no-store"
    return response
