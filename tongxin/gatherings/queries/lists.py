"""Who is expected at a sitting, and who of them was excused."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongxin.gatherings.models import Invitation, LeaveRequest, LeaveSitting, Sitting
from tongxin.gatherings.terms import Duty, InvitationState


def expected_at(sitting: Sitting) -> QuerySet[Invitation]:
    """The invitations that stand for this sitting, by group where it is one's room; not those who may come and will not."""
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering_id=sitting.gathering_id)
    if sitting.group_id:
        rows = rows.filter(group_id=sitting.group_id)
    return rows.exclude(duty=Duty.MAY, state=InvitationState.UNABLE)


def excused_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those of them whose leave was granted for the whole gathering or for this sitting."""
    of_this = LeaveSitting._base_manager.filter(leave=OuterRef("pk"), sitting=sitting)
    granted = LeaveRequest._base_manager.filter(
        LeaveRequest.granted(), Q(is_whole=True) | Exists(of_this), invitation=OuterRef("pk")
    )
    return expected_at(sitting).filter(Exists(granted))
