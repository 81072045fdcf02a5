"""The lists of a gathering at any moment: who is expected, excused, here, missing."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongxin.gatherings.conditions.people import concerns
from tongxin.gatherings.models import (
    Gathering,
    Invitation,
    LeaveRequest,
    LeaveSitting,
    SignIn,
    Sitting,
)
from tongxin.gatherings.terms import Duty, InvitationState


def expected_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those whom a sitting concerns: invited and not withdrawn, of its group where it has one.

    Whoever may come and has not answered is among them: they may sign in. Who declined is not, unless they came
    nevertheless. `counted_at` leaves both out.
    """
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering_id=sitting.gathering_id)
    declined = Q(duty=Duty.MAY, state=InvitationState.UNABLE)
    rows = rows.filter(~declined | signed_in_at(sitting))
    return rows.filter(group_id=sitting.group_id) if sitting.group_id else rows


def counted_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those of them who are expected (应到): who must come, and who may and said so."""
    return expected_at(sitting).filter(Invitation.counted())


def excused_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those of them with granted leave, for the whole gathering or for this sitting."""
    return expected_at(sitting).filter(excused_from(sitting))


def here_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those of them who signed in."""
    return expected_at(sitting).filter(signed_in_at(sitting))


def missing_at(sitting: Sitting) -> QuerySet[Invitation]:
    """Those who are expected, have no leave and did not sign in."""
    return counted_at(sitting).exclude(excused_from(sitting)).exclude(signed_in_at(sitting))


def excused_from(sitting: Sitting) -> Q:
    """A condition on invitations: leave was granted for this sitting."""
    granted = LeaveRequest._base_manager.filter(
        LeaveRequest.granted(),
        invitation=OuterRef("pk"),
        invitation__gathering=sitting.gathering_id,
    )
    this_one = LeaveSitting._base_manager.filter(leave=OuterRef("pk"), sitting=sitting)
    return Q(Exists(granted.filter(Q(is_whole=True) | Exists(this_one))))


def signed_in_at(sitting: Sitting) -> Q:
    """A condition on invitations: they came."""
    came = SignIn._base_manager.filter(SignIn.comings(), sitting=sitting)
    return Q(pk__in=came.values("invitation_id"))


def sittings_for(invitation: Invitation) -> QuerySet[Sitting]:
    """The sittings that concern somebody, in their order."""
    return Sitting._base_manager.filter(concerns(invitation))


def sittings_of(gathering: Gathering) -> list[Sitting]:
    """All sittings, each with its gathering and group at hand."""
    sittings = list(gathering.sittings.select_related("group"))
    for sitting in sittings:
        sitting.gathering = gathering
    return sittings
