"""What the clock does by itself: silence lapses, urging sheets are drafted. Nothing here sends anything (practice 9)."""

from tongxin.accounts.actor import SYSTEM
from tongxin.core import clock
from tongxin.core.errors import Conflict
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.models.deadlines import DeadlineStatus
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import Act
from tongxin.proposals.actions.take_in_return import clear_unused_returns
from tongxin.proposals.actions.urge import draft_urgings
from tongxin.proposals.lifecycle import CO_SIGNATURE, EVALUATION

LAPSES = (
    (CO_SIGNATURE.confirm, CO_SIGNATURE.lapse),
    (EVALUATION.give, EVALUATION.lapse),
)


def tick() -> int:
    """Let everything lapse whose day has passed and draft what is to be urged; how much was done. Repeats do nothing."""
    lapsed = sum(_lapse(owed, act) for owed, act in LAPSES)
    cleared = clear_unused_returns(actor=SYSTEM)
    return lapsed + draft_urgings(clock.today()) + cleared


def _lapse(owed: Act, act: Act) -> int:
    """Perform `act` on every record whose open deadline for `owed` lies before today."""
    late = Deadline._base_manager.filter(
        act=owed.name, status=DeadlineStatus.OPEN, due_on__lt=clock.today()
    ).values_list("record_id", flat=True)
    records = act.lifecycle.model._base_manager.filter(pk__in=list(late)).order_by("id")
    done = 0
    for record in records:
        try:
            perform(act, record, SYSTEM)
            done += 1
        except Conflict:
            continue  # answered in this very moment
    return done
