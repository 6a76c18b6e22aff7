"""手机举报投诉 — four plain questions, what follows, a code, a number. No account; works without a script."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongzhou.lines.intake import bringing, doors, procedure, questions, rules, sending
from tongzhou.lines.intake.acts import report
from tongzhou.lines.intake.violations import VIOLATIONS
from tongzhou.procedure import throttle
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.unsent import Unsent
from tongzhou.procedure.weakfields import taken
from tongzhou.registry import phonecode
from tongzhou.registry.models import Body, Region

PURPOSE, DONE = "intake.report", "intake-done"
TITLES = {
    "firm": gettext_lazy("单位"),
    "matter": gettext_lazy("事情"),
    "who": gettext_lazy("谁的事"),
    "reach": gettext_lazy("联系"),
}
HEADINGS = {
    "firm": gettext_lazy("哪个单位、在哪里？"),
    "matter": gettext_lazy("出了什么事？"),
    "who": gettext_lazy("是谁的事、欠多少？"),
    "reach": gettext_lazy("怎么联系您？"),
}
ORDER = tuple(TITLES)


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Say what is asked, how long it takes and what follows; offer to go on with a draft."""
    draft = sending.draft_of(request, at=now())
    context = {"draft": draft, "next": sending.missing(draft) or "reach"}
    return render(request, "intake/apply_start.html", context)


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the answers given so far."""
    sending.draft_of(request, at=now()).drop()
    return redirect("intake-apply:start")


@never_cache
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one question, and keep the answer."""
    at = now()
    draft = sending.draft_of(request, at=at)
    if step not in ORDER:
        raise Http404
    before = ORDER[: ORDER.index(step)]
    if any(s not in draft.answers for s in before):
        return redirect("intake-apply:step", sending.missing(draft))
    posted = request.method == "POST"
    form = _form(
        step, draft, request.POST if posted else None, request.FILES if posted else None, at
    )
    rows = _mates(step, draft, request)
    more = posted and "more" in request.POST
    if posted and not more and form.is_valid() and (rows is None or rows.is_valid()):
        going = _kept(request, step, draft, form, rows, at)
        if going:
            return redirect(*going)
    context = {
        "form": form,
        "rows": rows,
        "step": step,
        "heading": HEADINGS[step],
        "number": ORDER.index(step) + 1,
        "titles": [(code, label, _place(code, step)) for code, label in TITLES.items()],
        "back": ORDER[ORDER.index(step) - 1] if step != ORDER[0] else "",
        "files": sending.files_of(draft) if step == "matter" else (),
        "speaks": draft.answers.get("who", {}).get("speaks", False)
        if not posted
        else "speaks" in request.POST,
        "nameless": sending.is_nameless(draft),
        "more": more,
    }
    bad = bool(form.errors) or (rows is not None and rows.is_bound and not rows.is_valid())
    return render(
        request, "intake/apply_step.html", context, status=422 if bad and not more else 200
    )


def _form(step: str, draft: Unsent, data: Any, uploads: Any, at: Any) -> Any:
    initial = draft.answers.get(step)
    if step == "firm":
        return questions.FirmQuestion(data, initial=initial)
    if step == "matter":
        return questions.MatterQuestion(data, uploads, initial=initial, on=localdate(at))
    if step == "who":
        return questions.WhoQuestion(data, initial=initial)
    return questions.ReachQuestion(
        data,
        initial=sending.reach(draft, at=at),
        on=localdate(at),
        nameless=sending.is_nameless(draft),
    )


def _mates(step: str, draft: Unsent, request: HttpRequest) -> Any:
    if step != "who":
        return None
    if request.method != "POST":
        return questions.mates_of(None, initial=sending_mates(draft))
    if "more" in request.POST:  # the rows typed so far, and some empty ones
        data = request.POST.copy()
        have = int(data.get("mates-TOTAL_FORMS") or 0)
        data["mates-TOTAL_FORMS"] = str(min(have + questions.MORE_ROWS, questions.MOST_MATES))
        return questions.mates_of(data)
    return questions.mates_of(request.POST)


def sending_mates(draft: Unsent) -> list[dict[str, Any]]:
    """Return the mates typed before, whoever is chosen now."""
    return list(draft.answers.get("who", {}).get("mates", ()))


def _kept(
    request: HttpRequest, step: str, draft: Unsent, form: Any, rows: Any, at: Any
) -> tuple[str, ...]:
    """Keep an answer; return where to go, or nothing where it cannot be kept: the form says why."""
    given = dict(form.cleaned_data)
    try:
        if step == "matter":
            fresh = taken(request, form, "evidence", at=at)
            dropped = set(request.POST.getlist("drop"))
            known = [f for f in sending.files_of(draft) if f.digest not in dropped]
            refs = {f.digest: f for f in (*known, *fresh)}
            given.pop("evidence", None)
            given["files"] = [
                {"digest": f.digest, "name": f.name, "size": f.size} for f in refs.values()
            ]
        if step == "who":
            mine = "speaks" in request.POST
            people = rows.people() if given["who"] == "us" else []
            if trouble := questions.represent_trouble(mine, people):
                form.add_error("who", trouble)
                return ()
            given |= {"mates": people, "speaks": mine}
        if step == "reach":
            return _reached(draft, form, given, at)
        draft.put(step, given)
    except Refused as refusal:
        form.add_error("evidence" if step == "matter" else None, str(refusal))
        return ()
    except ValueError as error:
        form.add_error(None, str(error))
        return ()
    return ("intake-apply:step", ORDER[ORDER.index(step) + 1])


def _reached(draft: Unsent, form: Any, given: dict[str, Any], at: Any) -> tuple[str, ...]:
    if not sending.is_nameless(draft):
        try:
            phonecode.issue(given["phone"], PURPOSE, at=at)
        except ValidationError as error:
            form.add_error("phone", error)
            return ()
        except phonecode.CannotSend as error:
            form.add_error(None, str(error))
            return ()
    until = (at + sending.KEPT).timestamp()
    draft.put("reach", given | {"until": until}, phone=given.get("phone", ""))
    return ("intake-apply:check",)


def _place(code: str, now_at: str) -> str:
    at, here = ORDER.index(code), ORDER.index(now_at)
    return "now" if at == here else "done" if at < here else ""


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Show all that was answered and which doors are open; take the code, and bring the report in."""
    at = now()
    draft = sending.draft_of(request, at=at)
    if missing := sending.missing(draft):
        return redirect("intake-apply:step", missing)
    given = sending.reach(draft, at=at)
    if given is None:
        return redirect("intake-apply:step", "reach")
    nameless = sending.is_nameless(draft)
    form = None if nameless else questions.CodeQuestion(request.POST or None)
    trouble = ""
    if request.method == "POST":
        trouble = _sent(request, draft, given, form, at)
        if not trouble and not (form and form.errors):
            return redirect("intake-apply:done")
    on = localdate(at)
    told = sending.told(draft, on=on)
    phone = given.get("phone", "")
    addresses = sending.addresses()
    context = {
        "form": form,
        "trouble": trouble,
        "draft": draft,
        "firm": draft.answers["firm"],
        "matter": draft.answers["matter"],
        "violations": [VIOLATIONS[c] for c in told.violations if c in VIOLATIONS],
        "who": dict(questions.WHO)[draft.answers["who"]["who"]],
        "mates": sending.mates(draft),
        "amount": told.amount,
        "given": given,
        "files": sending.files_of(draft),
        "doors": [(d, addresses.get(d.code, "")) for d in doors.doors(told, on=on)],
        "phone": f"{phone[:3]}****{phone[-4:]}" if phone else "",
        "messages_shown": phonecode.shown_messages(phone)[:1] if phone else [],
        "nameless": nameless,
        "county": Region.objects.filter(code=draft.answers["firm"]["county"]).first(),
    }
    bad = bool(trouble) or bool(form and form.errors)
    return render(request, "intake/apply_check.html", context, status=422 if bad else 200)


def _sent(request: HttpRequest, draft: Unsent, given: dict[str, Any], form: Any, at: Any) -> str:
    """Bring the report in; return in words why not. What is wrong with the code stands at the form."""
    if form is not None:
        if not form.is_valid():
            return ""
        answer = phonecode.check(given["phone"], form.cleaned_data["code"], PURPOSE, at=at)
        if answer is not phonecode.Answer.RIGHT:
            form.add_error("code", str(phonecode.WORDS[answer]))
            return ""
    elif not throttle.allow(request, "intake.nameless", most=5, at=at):
        return _("匿名举报提交得太频繁，请一小时后再试，或拨打 12333")
    try:
        brought = sending.send(draft, given, at=at, on=localdate(at))
    except ValidationError as error:
        return "；".join(error.messages)
    except Refused as refusal:
        return str(refusal)
    request.session[DONE] = {"uid": brought.case.uid, "word": brought.word}
    draft.drop()
    return ""


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Give the number, and say who answers by which day. Only to the session that has reported."""
    kept = request.session.get(DONE) or {}
    case = Case.objects.filter(uid=kept.get("uid", ""), procedure=report_code()).first()
    if case is None:
        raise Http404(_("没有刚提交的举报投诉。查进度请用编号和手机号"))
    view = Door(calendar_now()).view(case)
    clock = view.clock(procedure.acceptance)
    context = {
        "case": case,
        "word": kept.get("word", ""),
        "answer_by": clock.due if clock else None,
        "why": clock.why() if clock else [],
        "body": Body.objects.filter(region=case.region, kind="inspection", is_active=True).first(),
        "people": len(rules.workers(view)),
        "many": len(rules.workers(view)) >= rules.MANY,
        "represented": bool(rules.representatives(view)),
    }
    return render(request, "intake/apply_done.html", context)


def report_code() -> str:
    """Return the code of the procedure of reports."""
    return procedure.REPORT.code


@never_cache
def tip(request: HttpRequest) -> HttpResponse:
    """Let whoever reported without a name see how far it is: by number and word, and nothing but states."""
    case, view, trouble = None, None, ""
    if request.method == "POST":
        if not throttle.allow(request, "intake.tip", most=20, at=now()):
            trouble = _("查得太频繁，请一小时后再试")
        else:
            found = Case.objects.filter(
                number=request.POST.get("number", "").strip()[:60] or "-", procedure=report_code()
            ).first()
            seen = Door(calendar_now()).view(found) if found else None
            word = request.POST.get("word", "")[:40]
            said = rules.report(seen) if seen else None
            if (
                found
                and seen
                and said
                and said.lookup
                and said.lookup == bringing.word_digest(word)
            ):
                case, view = found, seen
            else:
                trouble = _("编号和查询码对不上，请核对后再查")
    context = {
        "case": case,
        "steps": _steps(view) if view else [],
        "clock": view.clock(procedure.acceptance) if view else None,
        "trouble": trouble,
        "act": report,
    }
    return render(request, "intake/tip.html", context, status=422 if trouble else 200)


def _steps(view: Any) -> list[tuple[str, Any]]:
    return [(view.procedure.states[code].public, day) for code, day, _seq in view.path]
