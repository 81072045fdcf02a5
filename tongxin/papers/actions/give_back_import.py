"""An order that came to nothing: the batch stands again where it was ordered, with the reason; its person is told."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.core import clock
from tongxin.papers.actions.tell_orderer import tell_orderer
from tongxin.papers.imports.terms import ORDERED, Stage
from tongxin.papers.models import ImportBatch, ImportResult
from tongxin.papers.models.imports import LONGEST_TROUBLE

OVERDUE = timedelta(hours=1)
BROKEN = gettext_noop("后台处理中断，什么都没有改动。请再试一次；如再次中断，请联系管理员。")
BROKEN_HALFWAY = gettext_noop(
    "后台处理中断，前面的已经办好，不会重复。请再试一次；如再次中断，请联系管理员。"
)


@transaction.atomic
def give_back(batch: ImportBatch, trouble: str, *, actor: Actor = SYSTEM) -> bool:
    """End the order that `batch` carries; whether it was still under way. A worker that is late writes nothing then.

    Whoever ordered it is told, unless it is their own doing.
    """
    stage = Stage(batch.stage)
    under_way = ImportBatch._base_manager.filter(pk=batch.pk, stage=stage, version=batch.version)
    if not under_way.update(
        stage=stage.given_back_to,
        version=F("version") + 1,
        trouble=trouble[:LONGEST_TROUBLE],
    ):
        return False
    if actor.person_id != batch.ordered_by_id:
        tell_orderer(batch, ORDERED[stage])
    return True


def broken(batch: ImportBatch) -> str:
    """Why an order ended that nobody refused or stopped; to be translated when it is shown."""
    return BROKEN_HALFWAY if is_halfway(batch) else BROKEN


def what_stands(batch: ImportBatch) -> str:
    """The second half of a sentence on an order that came to nothing."""
    if is_halfway(batch):
        return _("前面的已经办好，不会重复")
    return _("什么都没有改动")


def is_halfway(batch: ImportBatch) -> bool:
    """Whether a batch that is carried out part by part has some of them behind it."""
    under_way = Stage(batch.stage) in (Stage.CONFIRMING, Stage.CHECKED)
    return under_way and ImportResult.objects.filter(batch=batch).exists()


def give_back_overdue() -> int:
    """What the clock does with orders that no worker finished, as when their job killed three of them; how many."""
    overdue = ImportBatch._base_manager.filter(
        stage__in=ORDERED, ordered_at__lt=clock.now() - OVERDUE
    )
    return sum(give_back(batch, broken(batch)) for batch in overdue)
