"""Once a gathering is over or cancelled, no answer is waited for, closed also no leave: the rows go, set-based."""

from tongxin.core import clock
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.gatherings.terms import GatheringState
from tongxin.lifecycle import deadlines, waiting


def end_waiting(gathering: Gathering) -> None:
    """Take answers and leaves of this gathering off the home pages and stop their clocks."""
    invitations = Invitation._base_manager.filter(gathering=gathering)
    leaves = LeaveRequest._base_manager.filter(invitation__gathering=gathering)
    for lifecycle, rows in ((INVITATION, invitations), (LEAVE, leaves)):
        waiting.end_all(lifecycle, rows)
        deadlines.end_all(lifecycle, rows)


def end_unanswered() -> int:
    """Nobody is asked any more whether they come to what is over; how many gatherings. The clock calls it."""
    over = Gathering._base_manager.filter(
        Gathering.in_state(GatheringState.ANNOUNCED), ends_on__lt=clock.today()
    )
    invitations = Invitation._base_manager.filter(gathering__in=over)
    waiting.end_all(INVITATION, invitations)
    deadlines.end_all(INVITATION, invitations)
    return over.count()
