"""查进度 — number and phone, then the code, then the way of the case in public words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tongzhou.portal import following
from tongzhou.portal.forms import CodeForm, NumberForm
from tongzhou.procedure.models import Case
from tongzhou.registry import phonecode

ASKED = "asked"  # in the session: the number and the phone a code was asked for
WRONG = {
    phonecode.Answer.WRONG: gettext_lazy("验证码不对，请看清短信再填"),
    phonecode.Answer.EXPIRED: gettext_lazy("验证码已失效，请返回上一步重新获取"),
    phonecode.Answer.SPENT: gettext_lazy("错误次数过多，请返回上一步重新获取验证码"),
}


@never_cache
def number(request: HttpRequest) -> HttpResponse:
    """Ask for number and phone, and send a code."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            following.ask_code(given["number"], given["phone"], at=now())
        except ValidationError as error:
            form.add_error("phone", error)
        except phonecode.CannotSend as error:
            form.add_error(None, str(error))
        else:
            request.session[ASKED] = [given["number"], given["phone"]]
            return redirect("portal:code")
    return render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and open the case."""
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("portal:follow")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = following.case_of(asked[0])
        answer = phonecode.Answer.EXPIRED
        if case is not None:
            answer = phonecode.check(
                asked[1], form.cleaned_data["code"], following.purpose_of(case), at=now()
            )
        if case is not None and answer is phonecode.Answer.RIGHT:
            following.open_for(request, case, at=now())
            del request.session[ASKED]
            return redirect("portal:case", uid=case.uid)
        # The same words whether the number is wrong or the code: a stranger learns nothing.
        form.add_error("code", str(WRONG[answer]))
    context = {
        "form": form,
        "phone": f"{asked[1][:3]}****{asked[1][-4:]}",
        "messages_shown": phonecode.shown_messages(asked[1])[:1],
    }
    return render(request, "portal/code.html", context, status=422 if form.errors else 200)


@never_cache
def case(request: HttpRequest, uid: str) -> HttpResponse:
    """Show the way of a case to somebody who has shown the phone."""
    found = Case.objects.filter(uid=uid).first()
    if found is None or not following.may_follow(request, found, at=now()):
        raise Http404(_("请先用编号和手机号查询"))
    context = {"p": following.progress(found, on=localdate(now()))}
    return render(request, "portal/case.html", context)
