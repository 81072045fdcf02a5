"""Closing a gathering makes its outcomes count."""

from tongxin.core import clock
from tongxin.figures import history
from tongxin.gatherings.models import Gathering, Outcome


def settle_outcomes(gathering: Gathering) -> int:
    """Count from today what came out and still stands; the number of them. Called inside the closing's transaction."""
    waiting = Outcome._base_manager.filter(
        Outcome.in_force(), gathering=gathering, counted_on__isnull=True
    )
    keys = list(waiting.values_list("pk", flat=True))
    waiting.filter(pk__in=keys).update(
        counted_on=gathering.closed_on or clock.today(), happened_on=gathering.happened_on
    )
    history.keep(Outcome, keys)
    return len(keys)
