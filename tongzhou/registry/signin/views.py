"""Pages of signing in that allauth does not have: lock-out, one session, demonstration doors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from allauth.account.utils import get_login_redirect_url
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tongzhou.registry import offices
from tongzhou.registry.models import Appointment, EmployerUser, Holding, Person, Region

BACKEND = "tongzhou.registry.signin.backends.Lock"
TOO_MANY = 429


class SignInView(LoginView):  # type: ignore[misc]
    """登录 — with the demonstration's people below it, where there is a demonstration."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_groups": demo_groups()}


sign_in = SignInView.as_view()


@dataclass(frozen=True)
class DemoDoor:
    """One person of the demonstration, as the sign-in page shows them."""

    person: Person
    offices: tuple[str, ...]
    region: str


def demo_groups() -> list[dict[str, Any]]:
    """Return the people of the demonstration by region, the widest first; none in earnest."""
    if not settings.DEMO:
        return []
    held: dict[int, list[Holding]] = {}
    serving = Appointment.objects.on(timezone.localdate()).filter(person__is_demo=True)
    for appointment in serving.select_related("body", "delegated_from__person").order_by("id"):
        held.setdefault(appointment.person_id, []).append(appointment.holding)
    firms: dict[int, list[str]] = {}
    today = timezone.localdate()
    acting = EmployerUser.objects.filter(
        Q(until=None) | Q(until__gte=today), since__lte=today, person__is_demo=True
    )
    for user in acting.select_related("employer").order_by("id"):
        firms.setdefault(user.person_id, []).append(f"{user.employer} · {user.get_role_display()}")
    people = Person.objects.filter(is_demo=True, is_active=True).order_by("id")
    doors = [_door(person, held.get(person.pk, []), firms.get(person.pk, [])) for person in people]
    doors.sort(key=lambda door: (door.region == "", len(door.region), door.region))
    names = Region.objects.in_bulk({door.region for door in doors})
    return [
        {"region": names.get(region), "doors": list(of_region)}
        for region, of_region in groupby(doors, key=lambda door: door.region)
    ]


def _door(person: Person, held: list[Holding], firms: list[str]) -> DemoDoor:
    words = (*(f"{h.body_name} · {offices.label(h.office)}" for h in held), *firms)
    return DemoDoor(person, words, min((h.region for h in held), key=len, default=""))


@never_cache
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a person of the demonstration, without a password; elsewhere there is no such page."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, pk=pk, is_demo=True, is_active=True)
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect(get_login_redirect_url(request))


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: Any = None
) -> HttpResponse:
    """Answer an attempt on a locked account: for how long, and what to do."""
    pause = get_cool_off(request)
    minutes = math.ceil(pause.total_seconds() / 60) if pause else 0
    return render(request, "account/locked.html", {"minutes": minutes}, status=TOO_MANY)


@require_GET
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """我的登录 — where one is signed in, newest first."""
    mine = sorted(
        UserSession.objects.purge_and_list(request.user), key=lambda s: s.created_at, reverse=True
    )
    return render(request, "usersessions/usersession_list.html", {"sessions": mine})


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one session of one's own out, wherever it is."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        return redirect("account_logout")
    session.end()
    messages.success(request, _("该处登录已退出。"))
    return redirect("usersessions_list")
