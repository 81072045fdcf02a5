"""Keeps guessers out: failures are counted per account and per address, in the database, by django-axes."""

from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongxin.accounts import policy, queries
from tongxin.accounts.models import User
from tongxin.core import clock
from tongxin.core.text import tidy

ADDRESS_FACTOR = 40

Credentials = dict[str, Any] | None


class Handler(AxesDatabaseHandler):
    """Counts within the rulebook's span; an address may fail forty times as often, for a whole hall may share one."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        since = clock.now() - cool_off(request)
        recent = AccessAttempt.objects.filter(attempt_time__gte=since)
        by_account = _sum(recent.filter(username=account_name(request, credentials)))
        by_address = _sum(recent.filter(ip_address=address_of(request), ip_address__isnull=False))
        return max(by_account, by_address // ADDRESS_FACTOR)


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether an account is locked out for the moment; then the middleware answers with the page that says so."""
    if AxesProxyHandler.is_allowed(request, {"username": user.username}):
        return False
    request.axes_locked_out = True
    return True


def failed(request: HttpRequest, user: User) -> None:
    """Count a wrong second factor as axes counts a wrong password."""
    user_login_failed.send(
        sender=__name__, credentials={"username": user.username}, request=request
    )


def failures_of(user: User) -> int:
    """Wrong passwords and codes within the span that counts."""
    since = clock.now() - policy.for_everybody().lock_time
    return _sum(AccessAttempt.objects.filter(username=user.username, attempt_time__gte=since))


def lift(user: User) -> None:
    """Forget the failures of an account."""
    AxesProxyHandler.reset_attempts(username=user.username)


def failure_limit(request: HttpRequest, credentials: Credentials) -> int:
    """AXES_FAILURE_LIMIT."""
    return policy.for_everybody().lock_failures


def cool_off(request: HttpRequest | None):
    """AXES_COOLOFF_TIME."""
    return policy.for_everybody().lock_time


def account_name(request: HttpRequest | None, credentials: Credentials) -> str:
    """AXES_USERNAME_CALLABLE: one name for an account however it is called; unknown names count as typed."""
    typed = tidy((credentials or {}).get("username") or "")[:150]
    user = queries.account_named(typed)
    return user.username if user else typed.lower()


def address_of(request: HttpRequest) -> str | None:
    """AXES_CLIENT_IP_CALLABLE: the client's address, behind as many proxies as the settings say."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Credentials = None
) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: the page that says how long, and whom to ask; the same for known and unknown names."""
    minutes = policy.for_everybody().lock_minutes
    return render(request, "accounts/locked.html", {"minutes": minutes}, status=429)


def _sum(attempts) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
