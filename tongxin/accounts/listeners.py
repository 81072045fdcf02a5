"""What axes and Django's sign-in tell us goes into the trail."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from tongxin import trail
from tongxin.accounts import queries
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import User


def connect() -> None:
    """Listen; called once when the program starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.locked_out")


def _signed_in(sender: type, user: User, request: HttpRequest, **_kwargs) -> None:
    _record("accounts.sign_in", user)


def _signed_out(sender: type, user: User | None, request: HttpRequest, **_kwargs) -> None:
    if user is not None:
        _record("accounts.sign_out", user)


def _locked_out(
    sender: str, request: HttpRequest, username: str, ip_address: str, **_kwargs
) -> None:
    """Only accounts that exist leave an event; typed names may hold anything, even a password."""
    user = queries.account_named(username or "")
    if user is not None:
        trail.record("accounts.locked_out", user.person, Actor())


def _record(act: str, user: User) -> None:
    trail.record(act, user.person, Actor(person=user.person))
