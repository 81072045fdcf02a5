"""The secret address of a person's calendar: given on first use, renewed when somebody else may know it."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.models import CalendarAddress

LENGTH = 24


@transaction.atomic
def give_address(*, actor: Actor) -> CalendarAddress:
    """A new address for the actor's own calendar; an earlier one leads nowhere from now on."""
    if actor.person is None:
        raise Refused(_("请先登录。"))
    address = CalendarAddress.objects.filter(person=actor.person).first()
    address = address or CalendarAddress(person=actor.person)
    address.seal_secret(secrets.token_urlsafe(LENGTH))
    address.renewed_at = clock.now()
    address.save()
    trail.record("gatherings.give_address", address, actor)
    return address
