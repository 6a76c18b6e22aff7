"""The forms of signing in: allauth's own, with the labels and error texts of this house."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person
from tongzhou.ui.forms import speak_plainly

LABELS = {
    "login": _("用户名、手机号或电子邮箱"),
    "password": _("密码"),
    "oldpassword": _("现在的密码"),
    "password1": _("新密码"),
    "password2": _("再填一次新密码"),
    "code": _("动态码"),
    "name": _("名称"),
}


class Plain:
    """Gives the fields of an allauth form our labels, and takes their placeholders away."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "8"}
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "至少10个字符，不用常见密码，也不与用户名、姓名、邮箱相近。"
            )
        speak_plainly(self)  # type: ignore[arg-type]


class SignIn(Plain, account.LoginForm):  # type: ignore[misc]
    """登录."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class AgainPassword(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """再次验证密码."""


class ChangePassword(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """更改密码."""

    def clean(self) -> Any:
        data = super().clean()
        if data and data.get("password1") and data.get("password1") == data.get("oldpassword"):
            self.add_error("password1", _("新密码不能与现在的密码相同，请另设一个。"))
        return data

    def save(self) -> None:
        super().save()
        Person.objects.filter(pk=self.user.pk).update(password_is_given=False)


class SetPassword(Plain, account.SetPasswordForm):  # type: ignore[misc]
    """设置密码."""


class SecondFactor(Plain, mfa.AuthenticateForm):  # type: ignore[misc]
    """两步验证."""


class AgainSecondFactor(Plain, mfa.ReauthenticateForm):  # type: ignore[misc]
    """再次验证动态码."""


class ActivateTotp(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """启用身份验证器."""


class DeactivateTotp(Plain, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """停用身份验证器."""


class AddKey(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """添加安全密钥."""


class RenameKey(Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """安全密钥改名."""


class NewRecoveryCodes(Plain, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """生成恢复码."""
