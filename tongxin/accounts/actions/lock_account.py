"""Keeps somebody out of their account, and lets them in again."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import lockout, permissions
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actions.forget_device import forget_devices
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import User
from tongxin.accounts.terms import LockReason
from tongxin.core.errors import Refused


@transaction.atomic
def lock_account(user: User, *, actor: Actor, reason: LockReason | str) -> None:
    """Lock the account until a security manager unlocks it; sign it out everywhere at once."""
    permissions.demand(actor, "accounts.lock", user.person)
    if not User.objects.filter(pk=user.pk, is_active=True).update(
        is_active=False, locked_for=LockReason(reason)
    ):
        raise Refused(_("账号已经锁定。"))
    end_sessions(user)
    forget_devices(user)
    trail.record("accounts.lock_account", user.person, actor, reason=LockReason(reason))


@transaction.atomic
def unlock_account(user: User, *, actor: Actor) -> None:
    """Lift the lock, whether a manager set it or wrong passwords did."""
    permissions.demand(actor, "accounts.lock", user.person)
    User.objects.filter(pk=user.pk).update(is_active=True, locked_for="")
    lockout.lift(user)
    trail.record("accounts.unlock_account", user.person, actor)
