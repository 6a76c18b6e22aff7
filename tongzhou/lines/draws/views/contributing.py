"""承诺、揭示 — what a body does for the seed: first the digest, later what it is of. Reckoned in the browser."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.draws import facts, rules
from tongzhou.lines.draws.algorithm.seeding import LONGEST, NONCE
from tongzhou.lines.draws.doing import do
from tongzhou.lines.draws.pages import Room, room_of
from tongzhou.lines.draws.procedure import commit, reveal
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.declare import Act


@counter
def commitment(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take the sealed commitment of this person's body."""
    room = _room(request, uid)
    trouble, typed = "", request.POST.get("commitment", "").strip().lower()
    if request.method == "POST":
        if not re.fullmatch(NONCE, typed):
            trouble = _("承诺值是64位的十六进制数，请核对")
        else:
            trouble = _contributes(request, room, commit, facts.Commitment(commitment=typed))
        if not trouble:
            messages.success(request, _("已承诺。请保管好揭示凭据，揭示前不要告诉任何人。"))
            return redirect("draws:room", uid)
    return _page(request, "draws/commit.html", room, trouble, {"commitment": typed})


@counter
def opening(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take what this person's body had committed to."""
    room = _room(request, uid)
    trouble = ""
    value, nonce = (
        request.POST.get("value", "").strip(),
        request.POST.get("nonce", "").strip().lower(),
    )
    if request.method == "POST":
        mine = room.mine
        if not value or len(value) > LONGEST or not re.fullmatch(NONCE, nonce):
            trouble = _("请填写自选内容（至多200字）和64位的随机串")
        elif mine and not rules.fits(
            room.view, mine.subject, facts.Reveal(value=value, nonce=nonce)
        ):
            trouble = _("与贵单位的承诺值不符。请使用承诺时保存的揭示凭据，一字不差地填写。")
        else:
            trouble = _contributes(request, room, reveal, facts.Reveal(value=value, nonce=nonce))
        if not trouble:
            messages.success(request, _("已揭示"))
            return redirect("draws:room", uid)
    return _page(request, "draws/reveal.html", room, trouble, {"value": value, "nonce": nonce})


def _room(request: VisitorRequest, uid: str) -> Room:
    room = room_of(request.visitor, uid)
    if room.mine is None or room.frozen is None:
        raise Http404(_("承诺和揭示由参与单位的代表办理"))
    return room


def _contributes(
    request: VisitorRequest,
    room: Room,
    act: Act[facts.Commitment] | Act[facts.Reveal],
    stated: facts.Commitment | facts.Reveal,
) -> str:
    assert room.mine
    subject = room.mine.subject
    return do(request, room, act, stated, about=(subject.key,), body=subject.owner)


def _page(
    request: VisitorRequest, template: str, room: Room, trouble: str, typed: dict[str, str]
) -> HttpResponse:
    assert room.mine
    assert room.frozen
    assert room.terms
    act = commit if "commit" in template else reveal
    told = {
        "hash": room.terms.hash,
        "batch": room.frozen.batch,
        "root": room.frozen.root,
        "body": rules.code_of(room.mine.subject.key),
        "name": room.mine.subject.name,
    }
    context = {
        "room": room,
        "case": room.case,
        "told": told,
        "able": room.able(act),
        "trouble": trouble,
        "typed": typed,
    }
    return page(request, template, context, status=422 if trouble else 200)
