"""Two small machines: what somebody who is invited answers, and a request for leave."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.models import Invitation, LeaveRequest
from tongxin.gatherings.terms import InvitationState as S
from tongxin.gatherings.terms import LeaveState as L
from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T

INVITATION = Lifecycle(
    "invitations",
    Invitation,
    label=_("邀请"),
    related=("assembly", "gathering__kind"),
    headline=lambda invitation: str(invitation.gathering),
    states=S,
    initial=S.INVITED,
    acts=[
        T(
            "come",
            [S.INVITED, S.UNABLE],
            S.COMING,
            label=_("参加"),
            by=[r.INVITEE, r.ORGANISERS_OF_PART],
            awaited=lambda invitation: invitation.state == S.INVITED,
        ),
        T("ask_leave", [S.INVITED, S.COMING], S.LEAVE_ASKED, label=_("请假"), by=CONSEQUENCE),
        T("excuse", [S.LEAVE_ASKED], S.EXCUSED, label=_("准假"), by=CONSEQUENCE),
        T("expect", [S.LEAVE_ASKED, S.EXCUSED], S.COMING, label=_("应出席"), by=CONSEQUENCE),
        T(
            "decline",
            [S.INVITED, S.COMING],
            S.UNABLE,
            label=_("不能参加"),
            by=[r.INVITEE, r.ORGANISERS_OF_PART],
        ),
        T(
            "withdraw",
            [S.INVITED, S.COMING, S.UNABLE, S.LEAVE_ASKED, S.EXCUSED],
            S.WITHDRAWN,
            label=_("撤回邀请"),
            by=r.ORGANISERS_OF_PART,
            tone="red",
        ),
    ],
)

LEAVE = Lifecycle(
    "leaves",
    LeaveRequest,
    label=_("请假"),
    related=("assembly", "invitation__gathering__kind"),
    states=L,
    initial=L.ASKED,
    acts=[
        T("grant", [L.ASKED], L.GRANTED, label=_("准假"), by=r.LEAVE_GRANTERS, awaited=True),
        T("refuse", [L.ASKED], L.REFUSED, label=_("不准假"), by=r.LEAVE_GRANTERS),
        T("withdraw", [L.ASKED, L.GRANTED], L.WITHDRAWN, label=_("销假"), by=r.LEAVE_ASKER),
    ],
)
