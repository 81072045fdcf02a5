"""Release a batch: what was decided is told to all at one moment (practice 2)."""

from django.db import models, transaction

from tongxin.core import clock
from tongxin.notifications.actions.tell import queue
from tongxin.notifications.models import Notice
from tongxin.notifications.queries import HELD
from tongxin.organisations.models import Assembly


@transaction.atomic
def release(assembly: Assembly, batch: str) -> int:
    """Show every held notice of the batch and queue its deliveries; how many. The caller's act is in the trail."""
    moment = clock.now()
    ours = Notice._base_manager.filter(assembly=assembly, batch=batch)
    count = ours.filter(HELD).update(released_at=moment)
    if count:
        queue(list(ours.filter(released_at=moment).order_by("id")))
    return count


@transaction.atomic
def withdraw(record: models.Model, batch: str) -> int:
    """Take back what one record would have told with the batch: the decision was changed before its release."""
    return Notice._base_manager.filter(
        HELD, batch=batch, record_type=record._meta.label_lower, record_id=record.pk
    ).update(withdrawn_at=clock.now())
