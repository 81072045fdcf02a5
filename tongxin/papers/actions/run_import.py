"""The worker's part of a long import: carry out what was ordered, under the identity that ordered it."""

from django.utils.translation import gettext as _
from django_tasks import task

from tongxin.accounts.actor import SYSTEM, Actor, acting_as
from tongxin.accounts.models import RoleAssignment
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.give_back_import import broken, give_back, what_stands
from tongxin.papers.actions.undo_import import undo_import
from tongxin.papers.actions.wipe_import import wipe_sensitive
from tongxin.papers.imports.repeats import current
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch


def run_import(batch_id: int) -> None:
    """Do what is still ordered; run twice, or taken again after its worker died, it does nothing twice.

    A refusal or a fault gives the batch back with the reason. An identity that was lost meanwhile is refused.
    """
    batch = current(batch_id)
    if batch.stage not in (Stage.CONFIRMING, Stage.UNDOING):
        _finish(batch)
        return
    try:
        _carry_out(batch)
    except Refused as refusal:
        give_back(batch, refusal.message)
    except Exception:
        give_back(batch, broken(batch))
        raise


@task
def run_in_background(batch_id: int) -> None:
    """The same as a job of the worker."""
    run_import(batch_id)


def _carry_out(batch: ImportBatch) -> None:
    act = confirm_import if batch.stage == Stage.CONFIRMING else undo_import
    act(batch, actor=_orderer(batch), request_key=batch.order_key or None, on_order=True)


def _orderer(batch: ImportBatch) -> Actor:
    """The person under the identity of the order, if it is in force today and the account is not locked."""
    held = RoleAssignment.objects.in_force(clock.today()).filter(pk=batch.ordered_as_id)
    working = held.exclude(person__user__is_active=False)
    found = working.select_related("person", "assembly", "organisation").first()
    if found is None:
        sentence = _("%(person)s已没有当时的身份，%(stands)s。请由现任的人再办。")
        raise Refused(sentence % {"person": batch.ordered_by, "stands": what_stands(batch)})
    return acting_as(found)


def _finish(batch: ImportBatch) -> None:
    """A worker may have died between the commit and the wiping of identity numbers."""
    if batch.stage == Stage.CONFIRMED:
        wipe_sensitive(batch, actor=SYSTEM)
