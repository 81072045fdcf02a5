"""A person signs themselves out on their other devices."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import User


@transaction.atomic
def sign_out_elsewhere(user: User, *, actor: Actor, but: str) -> int:
    """End every session but the one with the key `but`; how many there were."""
    ended = end_sessions(user, but=but)
    trail.record("accounts.end_sessions", user.person, actor, ended=ended)
    return ended
