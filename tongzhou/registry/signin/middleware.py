"""What a member of staff must do before anything else: an own password, and a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from tongzhou.registry.models import Person

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class FirstThings:
    """Sends staff to the page where a missing thing is done; their work waits until it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def rooms(self) -> str:
        """The beginning of the address of every page of signing in."""
        return reverse("account_login").rpartition("login/")[0]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        missing = self._missing(request)
        if missing is None:
            return self.get_response(request)
        where, words = missing
        messages.warning(request, words)
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse(where))
        return redirect(where)

    def _missing(self, request: HttpRequest) -> tuple[str, str] | None:
        person = request.user
        if not isinstance(person, Person) or request.path.startswith(self.rooms):
            return None
        if person.password_is_given:
            return "account_change_password", _("请先把初始密码换成自己的密码。")
        if settings.REQUIRE_MFA and person.is_staff and not has_second_factor(request, person):
            return "mfa_index", _("按规定，工作人员登录须启用两步验证，请先设置。")
        return None


def has_second_factor(request: HttpRequest, person: Person) -> bool:
    """Say whether this session passed a second factor, or the person has set one up in it."""
    records = get_authentication_records(request, person)
    if any(record["method"] == "mfa" for record in records):
        return True
    return bool(is_mfa_enabled(person, types=FACTORS))
