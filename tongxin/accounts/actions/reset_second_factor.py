"""Takes a lost second factor off an account, so that a new one can be enrolled."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from tongxin import trail
from tongxin.accounts import permissions
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import User


@transaction.atomic
def reset_second_factor(user: User, *, actor: Actor) -> int:
    """Remove authenticator, passkeys and recovery codes; the account must enrol anew at its next sign-in."""
    permissions.demand(actor, "accounts.lock", user.person)
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    trail.record("accounts.reset_second_factor", user.person, actor, removed=removed)
    return removed
