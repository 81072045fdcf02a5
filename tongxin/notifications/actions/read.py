"""Note that notices have been read."""

from django.db import models

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.notifications.models import Notice


def mark_read(notices: models.QuerySet[Notice], actor: Actor) -> int:
    """The first reading counts; an office's notice is read when one of its people opened it."""
    return notices.filter(read_at__isnull=True).update(
        read_at=clock.now(), read_by_id=actor.person_id
    )
