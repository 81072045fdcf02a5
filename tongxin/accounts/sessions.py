"""How long a session lives: an idle limit and an absolute one, resolved from the rulebook when it begins."""

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from tongxin.accounts import devices, policy, queries
from tongxin.accounts.actions.note_activity import note_activity
from tongxin.accounts.actor import identities_of
from tongxin.core import clock

LIMITS = "limits"
SEEN = "seen"
BACKGROUND_HEADER = "X-Background"
NOTED_EVERY = 60
FRESH = 600


def begin(request: HttpRequest) -> None:
    """Write the limits into a session that has just been signed in.

    They hold until the next sign-in: an edit of the rulebook moves no open session, and no request asks for it.
    """
    user, now = request.user, clock.now()
    rules = policy.for_person(user.person)
    idle, length = timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.session_hours)
    if _is_bound_member(request):
        idle = timedelta(hours=rules.bound_idle_hours)
        length = timedelta(days=rules.bound_session_days)
    changed = user.password_changed_at
    expires = (
        changed + timedelta(days=rules.password_days) if changed and rules.password_days else None
    )
    request.session[LIMITS] = {
        "began": int(now.timestamp()),
        "until": int((now + length).timestamp()),
        "idle": int(idle.total_seconds()),
        "password_until": int(expires.timestamp()) if expires else None,
    }
    request.session[SEEN] = int(now.timestamp())
    request.session.set_expiry(length)


def is_over(request: HttpRequest) -> bool:
    """Whether the session has idled too long or lasted too long."""
    limits, now = request.session[LIMITS], clock.now().timestamp()
    return now >= limits["until"] or now >= request.session[SEEN] + limits["idle"]


def touch(request: HttpRequest) -> None:
    """Note that somebody is there, at most once a minute; what a page asks for by itself does not count."""
    now = int(clock.now().timestamp())
    if BACKGROUND_HEADER in request.headers or now < request.session[SEEN] + NOTED_EVERY:
        return
    request.session[SEEN] = now
    note_activity(request.session.session_key)


def has_begun(request: HttpRequest) -> bool:
    return LIMITS in request.session


def is_fresh(request: HttpRequest) -> bool:
    """Whether the session was signed in within the last ten minutes."""
    return has_begun(request) and clock.now().timestamp() < request.session[LIMITS]["began"] + FRESH


def used_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session by this account."""
    return _used(request, "mfa")


def password_is_due(request: HttpRequest) -> bool:
    """Whether somebody who came in by password must choose a new one first."""
    if not _used(request, "password"):
        return False
    until = request.session[LIMITS]["password_until"]
    return request.user.must_change_password or (
        until is not None and clock.now().timestamp() >= until
    )


def _used(request: HttpRequest, method: str) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record["method"] == method for record in records)


def _is_bound_member(request: HttpRequest) -> bool:
    """Whether a member, and nothing but a member, signs in on a device of their own."""
    if queries.needs_two_factors(identities_of(request.user.person)):
        return False
    return getattr(request, "device_bound", False) or devices.is_bound(request, request.user)
