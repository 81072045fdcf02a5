"""Once a gathering is closed or cancelled, no answer and no leave is waited for: the rows on home pages go, set-based."""

from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.lifecycle import deadlines, waiting


def end_waiting(gathering: Gathering) -> None:
    """Take answers and leaves of this gathering off the home pages and stop their clocks."""
    invitations = Invitation._base_manager.filter(gathering=gathering)
    leaves = LeaveRequest._base_manager.filter(invitation__gathering=gathering)
    for lifecycle, rows in ((INVITATION, invitations), (LEAVE, leaves)):
        waiting.end_all(lifecycle, rows)
        deadlines.end_all(lifecycle, rows)
