"""Once a gathering is closed or cancelled, no answer and no leave is waited for: the rows on home pages go, set-based."""

from tongxin.core import clock
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.models.deadlines import DeadlineStatus


def end_waiting(gathering: Gathering) -> None:
    """Take answers and leaves of this gathering off the home pages and stop their clocks."""
    invitations = Invitation._base_manager.filter(gathering=gathering)
    leaves = LeaveRequest._base_manager.filter(invitation__gathering=gathering)
    for lifecycle, rows in ((INVITATION, invitations), (LEAVE, leaves)):
        of_these = {"record_type": lifecycle.record_type, "record_id__in": rows.values("pk")}
        Waiting._base_manager.filter(**of_these).delete()
        running = Deadline._base_manager.filter(status=DeadlineStatus.OPEN, **of_these)
        running.update(status=DeadlineStatus.CANCELLED, closed_on=clock.today())
