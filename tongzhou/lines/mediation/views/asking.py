"""网上申请 — five plain questions on a phone, then a number, and who answers by when. No account, no script."""

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

from tongzhou.law.heads import HEADS
from tongzhou.lines.mediation import bringing, calculated, procedure, questions, rules
from tongzhou.lines.mediation.draft import PURPOSE, Draft, files_of
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.weakfields import taken
from tongzhou.registry import phonecode
from tongzhou.registry.models import Worker

DONE = "mediation-done"
TITLES = {
    "employer": gettext_lazy("单位"),
    "trouble": gettext_lazy("事情"),
    "time": gettext_lazy("时间"),
    "sums": gettext_lazy("金额"),
    "person": gettext_lazy("联系"),
}
ORDER = tuple(TITLES)
WRONG = {
    phonecode.Answer.WRONG: gettext_lazy("验证码不对，请看清短信再填"),
    phonecode.Answer.EXPIRED: gettext_lazy("验证码已失效，请返回上一步重新获取"),
    phonecode.Answer.SPENT: gettext_lazy("错误次数过多，请返回上一步重新获取验证码"),
}


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Say what is asked, how long it takes and what follows; offer to go on with a draft."""
    draft = Draft(request, at=now())
    if text := request.GET.get("claim", ""):  # from the page of a calculation
        draft.take(calculated.taken(text, calendar=calendar_now()))
        return redirect("mediation-apply:start")
    context = {"draft": draft, "titles": TITLES.items(), "next": _next_of(draft)}
    return render(request, "mediation/apply_start.html", context)


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the answers given so far."""
    Draft(request, at=now()).drop()
    return redirect("mediation-apply:start")


def _next_of(draft: Draft) -> str:
    return draft.missing() or "person"


def _form(step: str, draft: Draft, data: Any, uploads: Any) -> Any:
    if step == "employer":
        return questions.EmployerQuestion(data, initial=draft.answers.get(step))
    if step == "town":
        return questions.TownQuestion(data, county=draft.county, initial=draft.answers.get(step))
    if step == "trouble":
        first = {"heads": list(draft.calculated)}
        return questions.TroubleQuestion(data, initial=draft.answers.get(step) or first)
    if step == "time":
        return questions.TimeQuestion(data, initial=draft.answers.get(step))
    if step == "sums":
        return questions.SumQuestion(data, heads=draft.heads, initial=draft.sums_so_far())
    at = now()
    known = {k: v for k, v in (draft.person or {}).items() if k != "evidence"}
    return questions.PersonQuestion(data, uploads, on=localdate(at), initial=known)


@never_cache
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one question, and keep the answer."""
    draft = Draft(request, at=now())
    if step not in (*ORDER, "town"):
        raise Http404
    before = _before(step)
    if any(s not in draft.answers for s in before):
        return redirect("mediation-apply:step", _next_of(draft))
    posted = request.method == "POST"
    if step == "sums" and not posted:
        fresh = calculated.kept(request.session, calendar=calendar_now())
        draft.take({code: item for code, item in fresh.items() if code in draft.heads})
    form = _form(step, draft, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        if step != "person":
            draft.put(step, form.cleaned_data)
            return redirect("mediation-apply:step", _after(step, draft))
        if _send(request, draft, form):
            return redirect("mediation-apply:code")
    shown = "employer" if step == "town" else step
    context = {
        "form": form,
        "step": step,
        "title": TITLES[shown],
        "number": ORDER.index(shown) + 1,
        "titles": [(code, label, _place(code, shown)) for code, label in TITLES.items()],
        "back": _back(step),
        "items": _calculated(draft) if step == "sums" else [],
    }
    return render(request, "mediation/apply_step.html", context, status=422 if form.errors else 200)


def _before(step: str) -> tuple[str, ...]:
    return ORDER[:1] if step == "town" else ORDER[: ORDER.index(step)]


def _after(step: str, draft: Draft) -> str:
    if step == "employer":
        return "town" if questions.towns(draft.county) else "trouble"
    return "trouble" if step == "town" else ORDER[ORDER.index(step) + 1]


def _back(step: str) -> str:
    if step == "town":
        return "employer"
    at = ORDER.index(step)
    return ORDER[at - 1] if at else ""


def _place(code: str, now_at: str) -> str:
    at, here = ORDER.index(code), ORDER.index(now_at)
    return "now" if at == here else "done" if at < here else ""


def _calculated(draft: Draft) -> list[Any]:
    """Return the heads ticked that have a calculator, so that the page can lead there."""
    return [HEADS[code] for code in draft.heads if code in HEADS and HEADS[code].calc]


def _send(request: HttpRequest, draft: Draft, form: Any) -> bool:
    """Keep the fifth answer sealed and send the code; say at the form why not."""
    at, given = now(), dict(form.cleaned_data)
    try:
        given["evidence"] = [
            {"digest": f.digest, "name": f.name, "size": f.size}
            for f in taken(request, form, "evidence", at=at)
        ]
        phonecode.issue(given["phone"], PURPOSE, at=at)
    except Refused as refusal:
        form.add_error("evidence", str(refusal))
    except ValidationError as error:
        form.add_error("phone", error)
    except phonecode.CannotSend as error:
        form.add_error(None, str(error))
    else:
        draft.waits(given)
        return True
    return False


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Show all that was answered, take the code, and bring the case in."""
    at = now()
    draft = Draft(request, at=at)
    if step := draft.missing():
        return redirect("mediation-apply:step", step)
    person = draft.person
    if person is None:
        return redirect("mediation-apply:step", "person")
    form = questions.CodeQuestion(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = phonecode.check(person["phone"], form.cleaned_data["code"], PURPOSE, at=at)
        if answer is not phonecode.Answer.RIGHT:
            form.add_error("code", str(WRONG[answer]))
        elif case := _brought(draft, person, form):
            request.session[DONE] = case.uid
            draft.drop()
            return redirect("mediation-apply:done")
    phone = person["phone"]
    context = {
        "form": form,
        "draft": draft,
        "employer": draft.answers["employer"]["employer"],
        "name": person["name"],
        "items": draft.items(),
        "phone": f"{phone[:3]}****{phone[-4:]}",
        "messages_shown": phonecode.shown_messages(phone)[:1],
    }
    return render(request, "mediation/apply_code.html", context, status=422 if form.errors else 200)


def _brought(draft: Draft, person: dict[str, Any], form: Any) -> Case | None:
    at = now()
    first = draft.answers["employer"]
    by = bringing.clerk_of(Actor("", person["name"], PARTY.code, draft.county), draft.region)
    try:
        return bringing.bring(
            Door(calendar_now()),
            claimant=bringing.Claimant(
                name=person["name"],
                id_number=person["id_number"],
                phone=person["phone"],
                id_kind=Worker.IdKind(person["id_kind"]),
                address=person.get("address", ""),
            ),
            against=bringing.Opponent(first["employer"], first.get("uscc", ""), draft.county),
            by=by,
            person=None,
            at=at,
            on=localdate(at),
            region=draft.region,
            items=draft.items(),
            request=draft.token,
            channel="网上",
            language=person["language"],
            electronic=bool(person.get("electronic")),
            evidence=files_of(person),
            **draft.matter(),
        )
    except ValidationError as error:
        form.add_error(None, "；".join(error.messages))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Give the number, and say who answers by which day. Only to the session that has applied."""
    case = Case.objects.filter(uid=request.session.get(DONE, "")).first()
    if case is None:
        raise Http404(_("没有刚提交的申请。查进度请用编号和手机号"))
    view = Door(calendar_now()).view(case)
    centre = bringing.centre_of(case.region)
    accept = view.clock(procedure.acceptance)
    statute = view.clock(procedure.statute)
    context = {
        "case": case,
        "centre": centre,
        "answer_by": accept.due if accept else None,
        "agree_by": statute.due if statute else None,
        "why": accept.why() if accept else [],
        "differs": rules.application(view).phone_differs,
        "respondents": [s.name for s in rules.subjects(view, "respondent")],
    }
    return render(request, "mediation/apply_done.html", context)
