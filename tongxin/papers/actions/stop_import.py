"""Stop an order that the worker has not finished: back to the page on which it was given; what was done part by part stays."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Conflict
from tongxin.papers.actions.give_back_import import give_back, what_stands
from tongxin.papers.imports.repeats import current
from tongxin.papers.imports.terms import ORDERED, PERMISSION
from tongxin.papers.models import ImportBatch


def stop_import(batch: ImportBatch, *, actor: Actor) -> ImportBatch:
    """Whoever may import may stop it. Refused once it is finished."""
    demand(actor, PERMISSION, batch)
    present = current(batch.pk)
    told = {"person": actor.person or actor, "stands": what_stands(present)}
    sentence = _("%(person)s停止了后台处理，%(stands)s。") % told
    if present.stage not in ORDERED or not give_back(present, sentence, actor=actor):
        raise Conflict(_("后台已经处理完毕，不能再停止。"))
    return current(batch.pk)
