from tongxin.gatherings.models.attendance import Desk, Presence, PresenceChange, SignIn
from tongxin.gatherings.models.facts import GatheringFacts, OutcomeFacts, PresenceFacts
from tongxin.gatherings.models.gatherings import (
    AgendaItem,
    Gathering,
    GatheringVersion,
    Material,
    MaterialRead,
    Sitting,
)
from tongxin.gatherings.models.invitations import (
    Invitation,
    InvitationRule,
    LeaveRequest,
    LeaveSitting,
)
from tongxin.gatherings.models.kinds import GatheringKind, GatheringOverlay
from tongxin.gatherings.models.proceedings import (
    DiscussionNote,
    Minutes,
    MinutesLine,
    Outcome,
    Question,
    Speech,
)

__all__ = [
    "AgendaItem",
    "Desk",
    "DiscussionNote",
    "Gathering",
    "GatheringFacts",
    "GatheringKind",
    "GatheringOverlay",
    "GatheringVersion",
    "Invitation",
    "InvitationRule",
    "LeaveRequest",
    "LeaveSitting",
    "Material",
    "MaterialRead",
    "Minutes",
    "MinutesLine",
    "Outcome",
    "OutcomeFacts",
    "Presence",
    "PresenceChange",
    "PresenceFacts",
    "Question",
    "SignIn",
    "Sitting",
    "Speech",
]
