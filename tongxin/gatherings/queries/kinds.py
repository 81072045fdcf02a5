"""The kinds that somebody may know or plan, and how they are parted."""

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.gatherings.kinds import SHELF, Kind
from tongxin.organisations.models import Assembly

kind_for, kinds_for, parts_of = SHELF.kind_for, SHELF.kinds_for, SHELF.parts_of


def plannable(actor: Actor, assembly: Assembly) -> list[Kind]:
    """The kinds of which this actor plans gatherings here."""
    rows = visible(actor, "gatherings.plan_in", SHELF.rows_for(actor, assembly))
    return [kind for kind in SHELF.laid_over(list(rows), assembly) if kind.is_offered]
