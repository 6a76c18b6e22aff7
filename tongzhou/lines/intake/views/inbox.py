"""收件箱 — the page of all channels, and giving many reports to somebody at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.intake import desk, facts, inbox
from tongzhou.lines.intake.acts import assign
from tongzhou.lines.intake.facts import CHANNELS
from tongzhou.lines.intake.procedure import REPORT, REQUEST
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import NO_DUE
from tongzhou.procedure.refusal import Refused

MOST = 100


@counter
def board(request: VisitorRequest) -> HttpResponse:
    """Show what has come in by every channel."""
    visitor = request.visitor
    if REPORT.code not in visitor.sight.procedures and REQUEST.code not in visitor.sight.procedures:
        raise Http404(_("收件箱由举报投诉受理人员使用"))
    wanted = inbox.Wanted.read(request.GET)
    lines, after = inbox.page_of(wanted, visitor)
    counts = inbox.counts(visitor)
    visitor.saw("list", None, f"intake?{wanted.query()}")
    assigns = desk.may_assign(visitor)
    context = {
        "wanted": wanted,
        "lines": lines,
        "next": f"{wanted.query()}&after={after}".lstrip("&") if after else "",
        "channels": [(c, counts[c], wanted.query(channel=c)) for c in CHANNELS],
        "all": (sum(counts.values()), wanted.query(channel="")),
        "states": [(code, label, wanted.query(state=code)) for code, label in inbox.STATES.items()],
        "dues": inbox.DUE.items(),
        "handlers": inbox.HANDLER.items(),
        "today": visitor.on,
        "may_bring": desk.may_bring(visitor),
        "may_assign": assigns,
        "people": desk.colleagues(visitor.actors[0].region, visitor.on) if assigns else [],
        "requests": _requests(request),
    }
    return page(request, "intake/inbox.html", context)


def _requests(request: VisitorRequest) -> list[tuple[object, bool]]:
    """Return the requests between regions that wait, with whether their clock has run out. One query."""
    visitor = request.visitor
    rows = visitor.cases(REQUEST.code).filter(is_open=True).order_by("due_at", "pk")[:20]
    return [(c, c.next_due != NO_DUE and c.next_due < visitor.on) for c in rows]


@counter
@require_POST
def assign_many(request: VisitorRequest) -> HttpResponse:
    """Give the chosen reports to one person; say which could not be given, and why."""
    visitor = request.visitor
    if not desk.may_assign(visitor):
        raise Http404(_("分派由受理负责人办理"))
    chosen = {str(p.pk): p for p in desk.colleagues(visitor.actors[0].region, visitor.on)}
    person = chosen.get(request.POST.get("person", ""))
    uids = list(dict.fromkeys(request.POST.getlist("selected")))[:MOST]
    back = redirect(f"{reverse('intake:inbox')}?{request.POST.get('query', '')[:200]}")
    if person is None or not uids:
        messages.warning(request, _("请选择要分派的事项和承办人"))
        return back
    key, given, skipped = f"handler/{person.pk}", 0, []
    for case in visitor.cases(REPORT.code).filter(uid__in=uids).order_by("due_at", "pk"):
        view = visitor.door.view(case)
        actors = visitor.acting(assign, view)
        if key in view.subjects and view.subjects[key].state == "carrying":
            continue
        try:
            if not actors:
                raise Refused(_("不在本辖区"))
            visitor.door.act(
                case,
                assign.code,
                by=actors[0],
                at=visitor.at,
                facts=facts.Assignment(names={key: person.name}),
                about=(key,),
            )
            given += 1
        except Refused as refusal:
            skipped.append(f"{case}：{refusal}")
    if given:
        messages.success(
            request, _("已把 %(n)s 件分派给%(name)s") % {"n": given, "name": person.name}
        )
    for words in skipped[:5]:
        messages.warning(request, words)
    return back
