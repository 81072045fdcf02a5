"""How allauth is bent to our house: closed sign-up, our stages, our words, secrets encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import crypto, queries, sessions
from tongxin.accounts.actor import identities_of
from tongxin.accounts.models import User

BACKEND = "tongxin.accounts.backends.AccountBackend"
SEALED_FOR = "mfa"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("试得太多了，请稍后再试。"),
        "incorrect_password": _("密码不对。"),
        "incorrect_code": _("验证码不对。"),
        "rate_limited": _("试得太多了，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["tongxin.accounts.stages.DeviceStage", "allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failures are counted by axes, in the database; allauth's own count would double it."""

    def login(self, request: HttpRequest, user: User) -> None:
        user.backend = BACKEND
        super().login(request, user)
        sessions.begin(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in need not prove it again."""
        return not sessions.is_fresh(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        words = {
            "reauthenticate": gettext("用密码确认"),
            "mfa_reauthenticate": gettext("用动态口令或备用码确认"),
            "mfa_reauthenticate:webauthn": gettext("用通行密钥确认"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("您的身份须有第二因素。请先添加另一个，再停用这一个。"),
        "cannot_generate_recovery_codes": _("请先启用动态口令或通行密钥。"),
        "incorrect_code": _("验证码不对。请核对手机时间，输入当前显示的 6 位数字。"),
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return gettext("同心")

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, bound_to=SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text, bound_to=SEALED_FOR)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who needs two factors."""
        if queries.second_factors(authenticator.user) > 1:
            return True
        return not queries.needs_two_factors(identities_of(authenticator.user.person))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("通行密钥 %(number)d") % {"number": number}

    def get_public_key_credential_user_entity(self, user: User) -> dict:
        return super().get_public_key_credential_user_entity(user) | {
            "display_name": user.person.name
        }
