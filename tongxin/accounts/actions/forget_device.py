"""Unbinds browsers from an account."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import BoundDevice, User


@transaction.atomic
def forget_device(device: BoundDevice, *, actor: Actor) -> None:
    """Trust one browser no more: its owner gave it away or lost it."""
    device.delete()
    trail.record("accounts.forget_device", device.user.person, actor)


def forget_devices(user: User) -> None:
    """Trust none of an account's browsers any more; part of larger acts that leave their own event."""
    BoundDevice.objects.filter(user=user).delete()
