"""What people type to come in."""

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import lockout, phones

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 10}


class PhoneForm(forms.Form):
    """The number to which a code is sent."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "autofocus": True}),
    )

    def clean_phone(self) -> str:
        number = phones.plain(self.cleaned_data["phone"])
        if not phones.is_mobile(number):
            raise ValidationError(_("手机号应为 11 位数字，请核对。"))
        return number


class CodeForm(forms.Form):
    """The code that came, and whether this browser is one's own."""

    code = forms.CharField(
        label=_("6 位验证码"),
        max_length=10,
        widget=forms.TextInput(attrs=DIGITS | {"autofocus": True}),
    )
    bind = forms.BooleanField(
        label=_("这是我自己的设备，绑定后少输验证码（公用电脑请勿勾选）"), required=False
    )


class PasswordForm(forms.Form):
    """User name or phone number, with the password or the one-time code of a sheet."""

    username = forms.CharField(
        label=_("用户名或手机号"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("密码或一次性口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice; the present one first, where it was not just typed."""

    current = forms.CharField(
        label=_("现在的密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, ask_current: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not ask_current:
            del self.fields["current"]

    def clean(self) -> None:
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("两次输入的新密码不一样。"))


class CountedMixin:
    """Wrong codes count like wrong passwords, and a locked account gets no further try."""

    def clean_code(self) -> str:
        request = context.request
        if lockout.is_locked(request, self.user):
            raise ValidationError(_("试得太多了，请稍后再试。"))
        try:
            code = super().clean_code()
            self._refuse_used(code)
        except ValidationError:
            lockout.failed(request, self.user)
            raise
        return code

    def _refuse_used(self, code: str) -> None:
        """An app's code is good once while it can be right at all; the library forgets used ones after one period."""
        if self.authenticator.type != Authenticator.Type.TOTP:
            return
        digits = "".join(filter(str.isdecimal, code))
        held = (2 * mfa_settings.TOTP_TOLERANCE + 1) * mfa_settings.TOTP_PERIOD
        if not cache.add(f"accounts.totp.used:{self.user.pk}:{digits}", True, timeout=held):
            raise get_adapter().validation_error("incorrect_code")


class SecondFactorForm(CountedMixin, mfa_forms.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("动态口令或备用码"),
        max_length=20,
        widget=forms.TextInput(attrs=DIGITS | {"maxlength": 20, "autofocus": True}),
    )


class ConfirmSecondFactorForm(CountedMixin, mfa_forms.ReauthenticateForm):
    """The same, to confirm a delicate step."""

    code = forms.CharField(
        label=_("动态口令或备用码"),
        max_length=20,
        widget=forms.TextInput(attrs=DIGITS | {"maxlength": 20, "autofocus": True}),
    )


class ConfirmPasswordForm(ReauthenticateForm):
    """The password, to confirm a delicate step."""

    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class EnrolAppForm(totp_forms.ActivateTOTPForm):
    """The first code shown by the authenticator app."""

    code = forms.CharField(
        label=_("手机上显示的 6 位数字"), max_length=10, widget=forms.TextInput(attrs=DIGITS)
    )


class EnrolPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A name for the passkey; the browser fills in the rest."""

    name = forms.CharField(label=_("给它起个名字"), max_length=40, required=False)
    passwordless = forms.BooleanField(
        label=_("登录时只用它，不必再输密码（设备须有指纹、面容或 PIN）"),
        required=False,
        initial=True,
    )


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("名字"), max_length=40)
