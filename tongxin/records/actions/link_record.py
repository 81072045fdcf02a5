"""Tie a record to what it belongs to: a gathering, a proposal, another record; both stay what they are."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.core.models import Link
from tongxin.records.models import Record

BELONGS_TO = "belongs_to"


@transaction.atomic
def link(record: Record, target: Model, *, actor: Actor) -> Link:
    """Note that the record belongs to `target`, a row of the same assembly; once, however often it is asked."""
    _check_may_link(record, actor)
    if target.assembly_id != record.assembly_id or target == record:  # type: ignore[attr-defined]
        raise Refused(_("只能关联本级的另一件。"))
    made, is_new = Link.objects.get_or_create(**Link.between(record, BELONGS_TO, target))
    if is_new:
        trail.record("records.link", record, actor, **_told(target))
    return made


@transaction.atomic
def unlink(record: Record, target: Model, *, actor: Actor) -> None:
    """Take the tie off."""
    _check_may_link(record, actor)
    taken_off, _rows = Link.objects.filter(**Link.between(record, BELONGS_TO, target)).delete()
    if taken_off:
        trail.record("records.unlink", record, actor, **_told(target))


def _told(target: Model) -> dict:
    return {"to": target._meta.label_lower, "to_id": target.pk}


def _check_may_link(record: Record, actor: Actor) -> None:
    if not can(actor, "records.attach", record):
        raise Refused(_("现在不能关联这条记录。"))
