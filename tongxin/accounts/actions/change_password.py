"""Gives an account a new password."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongxin import trail
from tongxin.accounts import passwords, policy
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import FormerPassword, User
from tongxin.core import clock
from tongxin.core.errors import Refused


def change_password(user: User, raw: str, *, actor: Actor) -> None:
    """Set the password if the rulebook allows it; the account's other sessions end with the old one.

    Hashing is slow by design, so it is done before the transaction opens.
    """
    rules = policy.for_person(user.person)
    if found := passwords.problems(user, raw, rules):
        raise Refused(" ".join(found), field="password")
    _store(user, make_password(raw), actor)


@transaction.atomic
def _store(user: User, hashed: str, actor: Actor) -> None:
    user.password = hashed
    user.password_changed_at = clock.now()
    user.must_change_password = False
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    FormerPassword(user=user, password=hashed).save()
    trail.record("accounts.change_password", user.person, actor)
