"""A person binds an account of their own to a channel, and takes it off again."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core.errors import Refused
from tongxin.notifications.models import ChannelPreference
from tongxin.notifications.terms import Channel


def bind_channel(person: Person, channel: str, account: str, *, actor: Actor) -> None:
    """Note the account (WeCom user id, open id) under which a channel reaches the person.

    Refused while it is somebody else's: notices would go to the wrong person. The trail names the channel, never
    the account.
    """
    try:
        with transaction.atomic():
            ChannelPreference.objects.update_or_create(
                person=person, channel=channel, defaults={"address": account}
            )
            trail.record("notifications.bind_channel", person, actor, channel=channel)
    except IntegrityError:
        raise Refused(
            _("这个%(channel)s账号已由另一人绑定。请先在那个账号下解除绑定，或与工作人员联系。")
            % {"channel": Channel(channel).label}
        ) from None


@transaction.atomic
def unbind_channel(person: Person, channel: str, *, actor: Actor) -> None:
    """The channel reaches the person no more; what they said about it stays. Nothing bound, nothing happens."""
    bound = ChannelPreference.objects.filter(person=person, channel=channel).exclude(address="")
    if bound.update(address=""):
        trail.record("notifications.unbind_channel", person, actor, channel=channel)
