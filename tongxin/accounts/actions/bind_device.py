"""Binds a browser to an account whose owner just proved who they are with a code."""

from datetime import timedelta

from django.db import transaction

from tongxin import trail
from tongxin.accounts import devices, policy
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import BoundDevice, User
from tongxin.core import clock


@transaction.atomic
def bind_device(user: User, token: str, *, browser: str) -> BoundDevice | None:
    """Trust the browser that keeps `token` for as many days as the rulebook says (none, if it says 0)."""
    days = policy.for_person(user.person).device_days
    if not days:
        return None
    device, _created = BoundDevice.objects.update_or_create(
        user=user,
        digest=devices.digest(token),
        defaults={"browser": browser[:200], "expires_at": clock.now() + timedelta(days=days)},
    )
    trail.record("accounts.bind_device", user.person, Actor(person=user.person), days=days)
    return device
