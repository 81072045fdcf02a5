"""A person's own account: password, devices, sessions, and an overview of all of it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tongxin.accounts import devices, entering, phones, policy, queries, sessions
from tongxin.accounts.access import signed_in
from tongxin.accounts.actions.change_password import change_password
from tongxin.accounts.actions.forget_device import forget_device as forget
from tongxin.accounts.actions.sign_out_elsewhere import sign_out_elsewhere
from tongxin.accounts.forms.refusals import refusals
from tongxin.accounts.forms.sign_in import NewPasswordForm
from tongxin.core import clock


@signed_in
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about one's way in, on one page."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    context = {
        "phone": phones.shown(request.user.phone or ""),
        "app": next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        "passkeys": [each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "recovery": any(each.type == Authenticator.Type.RECOVERY_CODES for each in factors),
        "needs_two": queries.needs_two_factors(request.actor.identities),
        "devices": _devices(request),
        "sessions": _sessions(request),
    }
    return render(request, "accounts/security.html", context)


@signed_in
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password: by wish, or because the one-time code or the old password has served its time."""
    forced = sessions.password_is_due(request)
    ask = request.user.has_usable_password() and not request.user.must_change_password
    form = NewPasswordForm(request.POST or None, ask_current=ask)
    if request.method == "POST" and form.is_valid():
        if ask and not request.user.check_password(form.cleaned_data["current"]):
            form.add_error("current", _("现在的密码不对。"))
        else:
            with refusals(form):
                change_password(request.user, form.cleaned_data["password"], actor=request.actor)
                return _with_new_password(request)
    rules = policy.for_person(request.user.person)
    return render(
        request, "accounts/password.html", {"form": form, "forced": forced, "rules": rules}
    )


@signed_in
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = sign_out_elsewhere(request.user, actor=request.actor, but=request.session.session_key)
    said = ngettext("已退出其他 %(n)d 处登录。", "已退出其他 %(n)d 处登录。", ended) % {"n": ended}
    messages.success(request, said)
    return redirect("accounts:security")


@signed_in
@require_POST
def forget_device(request: HttpRequest, public_id: str) -> HttpResponse:
    """Unbind one of one's own devices."""
    forget(get_object_or_404(request.user.devices, public_id=public_id), actor=request.actor)
    messages.success(request, _("已解除绑定。那台设备下次登录要重新收验证码。"))
    return redirect("accounts:security")


def _with_new_password(request: HttpRequest) -> HttpResponse:
    """Keep this session alive over the change; the others end with the old password."""
    sign_out_elsewhere(request.user, actor=request.actor, but=request.session.session_key)
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)
    record_authentication(request, request.user, entering.PASSWORD, reauthenticated=True)
    sessions.begin(request)
    messages.success(request, _("密码已设好，其他设备上的登录已退出。"))
    return redirect("accounts:security")


def _devices(request: HttpRequest) -> list[dict]:
    bound = request.user.devices.filter(expires_at__gt=clock.now()).order_by("-created_at")
    here = devices.digest(request.COOKIES.get(devices.COOKIE, ""))
    return [
        {"device": each, "name": devices.described(each.browser), "here": each.digest == here}
        for each in bound
    ]


def _sessions(request: HttpRequest) -> list[dict]:
    open_ = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    return [
        {
            "session": each,
            "name": devices.described(each.user_agent),
            "here": each.session_key == here,
        }
        for each in sorted(open_, key=lambda each: each.last_seen_at, reverse=True)
    ]
