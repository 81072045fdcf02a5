"""Two small machines: what somebody who is invited answers, and a request for leave."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.gatherings import rules as r
from tongxin.gatherings.asked import answer_by
from tongxin.gatherings.conditions import people as c
from tongxin.gatherings.models import Invitation, LeaveRequest
from tongxin.gatherings.terms import InvitationState as S
from tongxin.gatherings.terms import LeaveState as L
from tongxin.lifecycle.table import CONSEQUENCE, Due, Lifecycle, T

ASKING = (r.INVITEE, r.BY_PROXY)
ASKED_BEFORE = [c.may_answer, c.waits_for_no_leave, c.asked_seldom_enough]


def answered_from_home(invitation: Invitation) -> str:
    """The invitation; after the answer one is back at the home page, where it waited."""
    return f"{invitation.get_absolute_url()}?{urlencode({'next': settings.LOGIN_REDIRECT_URL})}"


def lies_ahead(invitation: Invitation) -> bool:
    """Whether there is still something to answer for."""
    gathering = invitation.gathering
    return gathering.is_announced and gathering.ends_on >= clock.today()


INVITATION = Lifecycle(
    "invitations",
    Invitation,
    label=_("邀请"),
    related=("assembly", "gathering__assembly", "gathering__kind", "person"),
    headline=lambda invitation: str(invitation.gathering),
    states=S,
    initial=S.INVITED,
    acts=[
        T(
            "come",
            [S.INVITED, S.UNABLE],
            S.COMING,
            label=_("参加"),
            by=ASKING,
            when=[c.may_answer],
            awaited=lambda one: one.is_unanswered and lies_ahead(one),
            meets=["confirm"],
            page=answered_from_home,
            done=_("已答复“%(what)s”：参加。主办的办公室看得到。"),
        ),
        T(
            "ask_leave",
            [S.INVITED, S.COMING],
            S.LEAVE_ASKED,
            label=_("请假"),
            by=ASKING,
            given=[c.has_to_ask],
            when=ASKED_BEFORE,
            form="gatherings.forms.answers.LeaveForm",
            meets=["come", "confirm"],
            done=_("已为“%(what)s”请假，等待批复。批复后会通知请假的人。"),
        ),
        T(
            "ask_part",
            [S.INVITED, S.COMING],
            S.COMING,
            label=_("请部分场次的假"),
            by=ASKING,
            given=[c.has_to_ask, c.has_several_sittings],
            when=ASKED_BEFORE,
            form="gatherings.forms.answers.PartLeaveForm",
            meets=["come", "confirm"],
            done=_("已请“%(what)s”部分场次的假，等待批复；其余场次照常参加。"),
        ),
        T(
            "confirm",
            [S.COMING, S.UNABLE, S.LEAVE_ASKED, S.EXCUSED],
            None,
            label=_("确认原来的答复"),
            by=ASKING,
            given=[c.was_moved_since],
            when=[c.may_answer],
            awaited=lambda one: one.is_before_move and lies_ahead(one),
            page=answered_from_home,
            done=_("“%(what)s”改了时间，答复不变，已确认。"),
        ),
        T("excuse", [S.LEAVE_ASKED], S.EXCUSED, label=_("准假"), by=CONSEQUENCE),
        T("expect", [S.LEAVE_ASKED, S.EXCUSED], S.COMING, label=_("应出席"), by=CONSEQUENCE),
        T(
            "decline",
            [S.INVITED, S.COMING],
            S.UNABLE,
            label=_("不参加"),
            by=ASKING,
            given=[c.may_simply_decline],
            when=[c.may_answer],
            meets=["come", "confirm"],
            done=_("已答复“%(what)s”：不参加。改变主意时，打开它改答“参加”。"),
        ),
        T(
            "withdraw",
            [S.INVITED, S.COMING, S.UNABLE, S.LEAVE_ASKED, S.EXCUSED],
            S.WITHDRAWN,
            label=_("撤回邀请"),
            by=r.ORGANISERS_OF_PART,
            when=[c.may_answer],
            tell=[r.INVITEE],
            tone="red",
            done=_("已撤回邀请并通知本人。"),
        ),
        T(
            "invite_again",
            [S.WITHDRAWN],
            S.INVITED,
            label=_("重新邀请"),
            by=r.ORGANISERS_OF_PART,
            when=[c.may_answer],
            due=Due("come", on=lambda one: answer_by(one.gathering)),
            tell=[r.INVITEE],
            done=_("已重新邀请并通知本人。"),
        ),
    ],
)

LEAVE = Lifecycle(
    "leaves",
    LeaveRequest,
    label=_("请假"),
    begun=_("提出请假"),
    related=("assembly", "invitation__gathering__assembly", "invitation__gathering__kind"),
    headline=lambda leave: f"{leave} · {leave.invitation.gathering}",
    states=L,
    initial=L.ASKED,
    acts=[
        T(
            "grant",
            [L.ASKED],
            L.GRANTED,
            label=_("准假"),
            by=r.LEAVE_GRANTERS,
            when=[c.is_another_persons],
            awaited=lambda leave: leave.invitation.gathering.is_announced,
            parents=lambda leave: [leave.invitation],
            tell=[r.LEAVE_ASKER],
            done=_("已准假：%(what)s。已通知请假的人。"),
        ),
        T(
            "enter_grant",
            [L.ASKED],
            L.GRANTED,
            label=_("代录准假"),
            by=r.ORGANISERS_OF_LEAVE,
            given=[c.is_granted_by_another],
            when=[c.is_another_persons],
            form="gatherings.forms.answers.EnterGrantForm",
            parents=lambda leave: [leave.invitation],
            tell=[r.LEAVE_ASKER],
            done=_("已录入准假，并通知请假的人。"),
        ),
        T(
            "refuse",
            [L.ASKED],
            L.REFUSED,
            label=_("不准假"),
            by=[r.LEAVE_GRANTERS, r.ORGANISERS_OF_LEAVE],
            when=[c.is_another_persons],
            form="gatherings.forms.answers.RefuseForm",
            parents=lambda leave: [leave.invitation],
            tell=[r.LEAVE_ASKER],
            tone="red",
            done=_("未准假，已把理由告诉请假的人。"),
        ),
        T(
            "withdraw",
            [L.ASKED, L.GRANTED],
            L.WITHDRAWN,
            label=_("销假"),
            by=[r.LEAVE_ASKER, r.ORGANISERS_OF_LEAVE],
            when=[c.is_not_over],
            parents=lambda leave: [leave.invitation],
            done=_("已销假，按参加计。"),
        ),
        T(
            "lapse",
            [L.ASKED],
            L.WITHDRAWN,
            label=_("随邀请终止"),
            by=CONSEQUENCE,
            parents=lambda leave: [leave.invitation],
        ),
    ],
)
