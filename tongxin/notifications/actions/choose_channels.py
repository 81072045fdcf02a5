"""A person says by which channels they want to be told."""

from collections.abc import Mapping

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.notifications.models import ChannelPreference


@transaction.atomic
def choose_channels(person: Person, choices: Mapping[str, bool | None], *, actor: Actor) -> None:
    """Keep the choice per channel; addresses stay as they are."""
    for channel, is_on in choices.items():
        ChannelPreference.objects.update_or_create(
            person=person, channel=channel, defaults={"is_on": is_on}
        )
    trail.record("notifications.choose_channels", person, actor, channels=sorted(choices))
