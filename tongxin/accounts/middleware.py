"""From session to actor: how long a session lives, who acts, and what must be done before any page opens."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tongxin.accounts import identity, queries, sessions
from tongxin.accounts.actor import PUBLIC, Actor, actor_of
from tongxin.accounts.checks import how_to_adopt
from tongxin.accounts.crypto import UnreadableError
from tongxin.accounts.kept_text import refused_page
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.organisations.scope import scope

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


class SessionLimitsMiddleware:
    """Signs out who was away too long or signed in too long ago."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._watch(request)
        return self.get_response(request)

    def _watch(self, request: HttpRequest) -> None:
        if not sessions.has_begun(request):
            sessions.begin(request)
        elif sessions.is_over(request):
            logout(request)
            messages.info(request, _("离开时间较长，已自动退出，请重新登录。"))
        else:
            sessions.touch(request)


class ActorMiddleware:
    """`request.actor` is the signed-in person under the chosen identity; the public outside a session."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request)
        with scope(request.actor.assembly_ids):
            return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return PUBLIC
        return actor_of(request.user.person, request.session.get(identity.SESSION_KEY))


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page; what they were sending is shown to them, not lost."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
            return super().handle_no_permission(request, view_func)
        return refused_page(
            request, _("登录已过期，这一步没有办。请登录后再办，文字都还在。"), status=401
        )


class GateMiddleware:
    """Nothing opens before: a password of one's own, a second factor where one is due, an identity, and a fresh tab."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.view_name
        for open_pages, closed, answer in GATES:
            if closed(request):
                return None if name in open_pages else answer(request)
        return self._stale_tab(request, name)

    def _stale_tab(self, request: HttpRequest, name: str) -> HttpResponse | None:
        if name == identity.SWITCH:
            return None
        try:
            identity.check(request)
        except Refused as refusal:
            return refused_page(request, refusal.message, status=409)
        return None


class UnreadableMiddleware:
    """Where a sealed text cannot be opened, the page says so and what to do; what was typed is shown, not lost."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UnreadableError):
            return None
        logger.error("no key %s in the keyring; ask tongxin check", error.key_id)
        if request.actor.is_any([Role.SYSTEM_MANAGER]):
            asked = how_to_adopt()
        else:
            asked = _("请告诉系统管理员：在服务器上运行 tongxin check，会写明缺什么、怎样补。")
        sentence = _("这里的内容是加密保存的，解开它的密钥不在这台服务器上。内容没有丢。%(next)s")
        return refused_page(request, sentence % {"next": asked}, status=503, title=_("暂时打不开"))


ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
PASSWORD_PAGES = ALWAYS_OPEN | {"accounts:password"}
ENROLMENT_PAGES = PASSWORD_PAGES | {
    "accounts:enrol",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
}
PERSONAL_PAGES = ENROLMENT_PAGES | {
    "accounts:no_identity",
    "accounts:security",
    "accounts:forget_device",
    "usersessions_list",
}


def _lacks_second_factor(request: HttpRequest) -> bool:
    return queries.needs_two_factors(request.actor.identities) and not (
        sessions.used_second_factor(request)
    )


def _ask_second_factor(request: HttpRequest) -> HttpResponse:
    """Enrol one, or show the one there is: an identity may have been granted since the sign-in."""
    by_page = {
        Authenticator.Type.TOTP: "mfa_reauthenticate",
        Authenticator.Type.WEBAUTHN: "mfa_reauthenticate_webauthn",
    }
    page = next(
        (page for kind, page in by_page.items() if is_mfa_enabled(request.user, [kind])), None
    )
    if page is None:
        return redirect("accounts:enrol")
    here = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
    return redirect(f"{reverse(page)}?{here}")


GATES = (
    (PASSWORD_PAGES, sessions.password_is_due, lambda request: redirect("accounts:password")),
    (ENROLMENT_PAGES, _lacks_second_factor, _ask_second_factor),
    (
        PERSONAL_PAGES,
        lambda request: not request.actor.identities,
        lambda request: redirect("accounts:no_identity"),
    ),
)
