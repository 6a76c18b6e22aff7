"""调解与先予执行 — what each gets by agreement and by when; what is to be paid before the award."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.law.heads import FOUR_KINDS
from tongzhou.lines.arbitration.acts import deciding, trying
from tongzhou.lines.arbitration.facts.deciding import Advance, Settlement
from tongzhou.lines.arbitration.rules.track import speaks_through_others
from tongzhou.lines.arbitration.trial import awarding, drafts, grid
from tongzhou.lines.arbitration.trial.grid import Draft, Item
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure import files
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.refusal import Refused

from .award import A_PAGE, groups

RULES = ("asked", "percent", "open")
AGREED, PAID_BEFORE = "settlement", "advance"


@counter
def settle(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what each gets, by when, and what else was agreed."""
    trial = opened(request, uid)
    act = deciding.settle
    trial.ask_tribunal(act)
    items = [i for i in grid.open_items(trial.view) if i.head.money]
    draft, answer, pages, mine = _table(trial, AGREED, items, capped=False)
    if (
        answer is None
        and request.POST.get("action") == "do"
        and not (trial.errors or trial.refusal)
    ):
        stated = _settlement(trial, draft)
        if stated and trial.does(act, stated, tuple(stated.items)):
            answer = _done(trial, act, AGREED)
    return answer or _shows(
        trial, "arbitration/trial_settle.html", act, draft, items, pages, mine,
        speaks=speaks_through_others(trial.view),
    )  # fmt: skip


def _table(
    trial: Trial, name: str, items: list[Item], *, capped: bool
) -> tuple[Draft, HttpResponse | None, Any, list[Item]]:
    """Take what was posted of a table that is saved as it goes; return the draft and a redirect if it was only saved."""
    request = trial.request
    draft, _row = drafts.recall(trial.case, name)
    draft = grid.kept(draft, items)
    keys = list(dict.fromkeys(i.key for i in items))
    pages = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    mine = [i for i in items if i.key in set(pages.object_list)]
    if request.method != "POST":
        return draft, None, pages, mine
    draft, trial.errors = grid.posted(draft, mine, request.POST.dict(), capped=capped)
    texts = {
        k: v.strip()
        for k, v in request.POST.dict().items()
        if k in ("pay_on", "terms", "waives", "court", "clear", "hardship")
    }
    draft = msgspec.structs.replace(draft, texts=texts)
    action = request.POST.get("action", "save")
    if action == "bulk" and not trial.errors:
        rule = request.POST.get("rule", "")
        percent = request.POST.get("percent", "").strip().removesuffix("%")
        if rule not in RULES or (rule == "percent" and not percent.isdecimal()):
            trial.errors["percent"] = _("请选择规则；按比例的，请填 0 至 100 之间的整数")
        else:
            share = Decimal(percent) if rule == "percent" else grid.HUNDRED
            draft, _n = grid.by_rule(draft, items, rule, percent=share, capped=capped)
    if trial.errors:
        return draft, None, pages, mine
    drafts.keep(trial.case, name, draft, by=trial.visitor.person, at=trial.visitor.at)
    if action == "do":
        return draft, None, pages, mine
    messages.success(request, _("草稿已保存"))
    number = request.GET.get("page", "")
    where = reverse(
        f"arbitration-trial:{'settle' if name == AGREED else 'advance'}", args=[trial.case.uid]
    )
    return draft, redirect(f"{where}?page={number}" if number.isdigit() else where), pages, mine


def _done(trial: Trial, act: Act[Any], name: str) -> HttpResponse:
    drafts.keep(trial.case, name, None, by=trial.visitor.person, at=trial.visitor.at)
    return trial.done(act, "effects")


def _shows(
    trial: Trial,
    template: str,
    act: Act[Any],
    draft: Draft,
    items: list[Item],
    pages: Any,
    mine: list[Item],
    **more: Any,
) -> HttpResponse:
    minimum = awarding.Wage(None, "")
    return trial.shows(
        template,
        "award",
        act=act,
        groups=groups(trial, draft, mine, minimum),
        pages=pages,
        draft=draft,
        totals=grid.totals(draft, items),
        total=sum(sum(of.values()) for of in draft.amounts.values()),
        people=len(draft.amounts),
        **more,
    )


def _settlement(trial: Trial, draft: Draft) -> Settlement | None:
    """Return the settlement as it would be stated, or None and what is missing."""
    items, texts = grid.chosen(draft), draft.texts
    if not items:
        trial.refusal = _("请填写达成调解的申请人和金额")
        return None
    try:
        pay_on = date.fromisoformat(texts.get("pay_on", ""))
    except ValueError:
        trial.errors["pay_on"] = _("请选择履行期限")
        return None
    consents: tuple[str, ...] = ()
    papers: tuple[FileRef, ...] = ()
    if speaks_through_others(trial.view):
        if "consent" not in trial.request.POST:
            trial.errors["consent"] = _("代表人达成调解的，须经被代表的申请人同意，请核对后勾选")
            return None
        consents = tuple(items)
        try:
            uploads = trial.request.FILES.getlist("consent_papers")
            papers = tuple(files.keep(u, trial.visitor.at) for u in uploads)
        except Refused as refusal:
            trial.errors["consent_papers"] = str(refusal)
            return None
    return Settlement(
        items=items,
        pay_on=pay_on,
        terms=texts.get("terms", ""),
        waives_rest="waives" in trial.request.POST,
        consents=consents,
        consent_papers=papers,
    )


@counter
def advance(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what is to be paid before the award: pay, medical costs, compensation. 调解仲裁法 44."""
    trial = opened(request, uid)
    act = trying.advance
    trial.ask_tribunal(act)
    items = [i for i in grid.open_items(trial.view) if i.head.sort in FOUR_KINDS]
    draft, answer, pages, mine = _table(trial, PAID_BEFORE, items, capped=True)
    if (
        answer is None
        and request.POST.get("action") == "do"
        and not (trial.errors or trial.refusal)
    ):
        stated = _advance(trial, draft)
        if stated and trial.does(act, stated, tuple(stated.items)):
            answer = _done(trial, act, PAID_BEFORE)
    return answer or _shows(trial, "arbitration/trial_advance.html", act, draft, items, pages, mine)


def _advance(trial: Trial, draft: Draft) -> Advance | None:
    items = {k: of for k, of in grid.chosen(draft).items() if any(of.values())}
    court = draft.texts.get("court", "")
    if not items:
        trial.refusal = _("请填写先予执行的申请人和金额")
        return None
    if not court:
        trial.errors["court"] = _("请填写移送执行的人民法院")
        return None
    data = trial.request.POST
    stated = Advance(items=items, clear="clear" in data, hardship="hardship" in data, court=court)
    try:
        stated.check()
    except ValueError as wrong:
        trial.refusal = str(wrong)
        return None
    return stated
