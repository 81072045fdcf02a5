"""Signs an account out elsewhere."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from tongxin.accounts.models import User


@transaction.atomic
def end_sessions(user: User, *, but: str | None = None) -> int:
    """End all sessions of an account, except the one with the key `but`; how many there were."""
    ending = UserSession.objects.filter(user=user).exclude(session_key=but)
    keys = list(ending.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ending.delete()
    return len(keys)
