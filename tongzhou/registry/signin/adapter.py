"""How allauth meets our people: phones, sealed secrets, Chinese sentences."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import identity, sealing
from tongzhou.registry.models import Person

MISMATCH = _("用户名或密码不正确，请核对后重新填写。")
RATE_LIMITED = _("操作过于频繁，请稍候几分钟再试。")
INCORRECT_CODE = _("动态码不正确或已过期，请填写身份验证器当前显示的6位数字。")


class PhoneField(forms.CharField):
    """A mobile number, as the registers keep it."""

    def clean(self, value: Any) -> str:
        try:
            return identity.check_phone(super().clean(value))
        except identity.NotAPhone as error:
            raise ValidationError(str(error)) from error


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a registrar; the phone is kept sealed and found by its hash."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("此账号已停用，请联系本单位登记管理员。"),
        "enter_current_password": _("请填写现在使用的密码。"),
        "incorrect_password": _("密码不正确，请重新填写。"),
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "phone_password_mismatch": MISMATCH,
        "too_many_login_attempts": RATE_LIMITED,
        "rate_limited": RATE_LIMITED,
        "incorrect_code": INCORRECT_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where work waits: the desk for staff, the portal for everybody else."""
        is_staff = isinstance(request.user, Person) and request.user.is_staff
        return resolve_url(settings.LOGIN_REDIRECT_URL if is_staff else "/")

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneField(label=_("手机号"), **kwargs)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        person = Person.objects.get(pk=user.pk)
        return (person.phone.open(), True) if person.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:  # noqa: ARG002
        person = Person.objects.get(pk=user.pk)
        person.phone = phone
        person.save(update_fields=["phone", "phone_hash"])

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        """Nothing to do: a registrar checks the phone before writing it down."""

    def get_user_by_phone(self, phone: str) -> Person | None:
        try:
            return Person.objects.by_phone(identity.check_phone(phone))
        except identity.NotAPhone:
            return None

    def get_user_search_fields(self) -> list[str]:
        return ["username", "email"]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are sealed like other secrets."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("按规定工作人员须使用两步验证，请先添加另一种方式。"),
        "cannot_generate_recovery_codes": _("请先启用身份验证器或安全密钥，再生成恢复码。"),
        "incorrect_code": INCORRECT_CODE,
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, place="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, place="mfa")

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())
