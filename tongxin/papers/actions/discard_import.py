"""Give up a list that was not imported: its rows and its file go."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict
from tongxin.papers.actions.wipe_import import wipe_rows
from tongxin.papers.imports.repeats import current, repeated
from tongxin.papers.imports.terms import PERMISSION, Stage
from tongxin.papers.models import ImportBatch

DISCARD = "papers.discard_import"


def discard_import(
    batch: ImportBatch, *, actor: Actor, request_key: str | None = None
) -> ImportBatch:
    """End the batch before confirmation; nothing of the list stays but that it was there."""
    demand(actor, PERMISSION, batch)
    if first := repeated(DISCARD, actor, request_key):
        return first
    with transaction.atomic():
        under_way = ImportBatch._base_manager.filter(pk=batch.pk, stage__in=Stage.open())
        if not under_way.update(stage=Stage.DISCARDED, ended_at=clock.now()):
            raise Conflict(_("这一批已经导入或放弃。请刷新页面。"))
        trail.record(
            DISCARD,
            batch,
            actor,
            moved=(batch.stage, Stage.DISCARDED.value),
            request_key=request_key,
            kind=batch.kind,
        )
    wipe_rows(batch, actor=actor)
    return current(batch.pk)
