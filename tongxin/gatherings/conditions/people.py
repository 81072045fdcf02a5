"""When an answer to an invitation or a decision on leave is possible: each answers with the refusing sentence, or None."""

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.asked import leave_for
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest, Sitting
from tongxin.gatherings.terms import Duty

# Answers


def may_answer(invitation: Invitation, actor: Actor) -> str | None:
    """It was announced and is not over."""
    return _is_under_way(invitation.gathering)


def may_simply_decline(invitation: Invitation, actor: Actor) -> str | None:
    """Whoever is expected asks for leave instead, where the kind knows leave."""
    if _has_to_ask(invitation):
        return _("应到的人不能参加时须请假。")
    return None


def was_moved_since(invitation: Invitation, actor: Actor) -> str | None:
    """Only an answer that was given for another time needs confirming."""
    return None if invitation.is_before_move else _("答复以后没有改过时间。")


def has_to_ask(invitation: Invitation, actor: Actor) -> str | None:
    """Leave is for those who are expected, in kinds that know it."""
    if not _has_to_ask(invitation):
        return _("不须请假，答复“不参加”即可。")
    return None


def asked_seldom_enough(invitation: Invitation, actor: Actor) -> str | None:
    """The kind says how often one may ask in one gathering."""
    leave = leave_for(invitation.gathering)
    if leave is None or not leave.most:
        return None
    if invitation.leaves.count() >= leave.most:
        return _("同一次活动最多请假 %(n)d 次，请与主办的办公室联系。") % {"n": leave.most}
    return None


def waits_for_no_leave(invitation: Invitation, actor: Actor) -> str | None:
    """One request is decided before the next."""
    if invitation.leaves.filter(LeaveRequest.asked()).exists():
        return _("已有一份请假在等批复，批复以后可以再请。")
    return None


def has_several_sittings(invitation: Invitation, actor: Actor) -> str | None:
    """Leave for some sittings makes sense where there are several."""
    if Sitting._base_manager.filter(concerns(invitation)).count() < 2:
        return _("只有一场，不分场次请假。")
    return None


def concerns(invitation: Invitation) -> Q:
    """The sittings at which somebody is expected: those for all, and those of the own group."""
    everybodys = Q(group__isnull=True)
    own = Q(group_id=invitation.group_id) if invitation.group_id else Q(pk__in=[])
    return Q(gathering_id=invitation.gathering_id) & (everybodys | own)


def _has_to_ask(invitation: Invitation) -> bool:
    return invitation.duty == Duty.MUST and leave_for(invitation.gathering) is not None


def _is_under_way(gathering: Gathering) -> str | None:
    if not gathering.is_announced:
        return _("这次活动现在不收答复。")
    if gathering.ends_on < clock.today():
        return _("这次活动已经结束。")
    return None


# Leave


def is_another_persons(leave: LeaveRequest, actor: Actor) -> str | None:
    """Nobody grants leave to himself."""
    if actor.person_id is not None and actor.person_id == leave.invitation.person_id:
        return _("自己请的假由别人批。")
    return None


def is_granted_by_another(leave: LeaveRequest, actor: Actor) -> str | None:
    """The office enters what somebody else decided; what it decides itself it grants."""
    if leave.is_for_organiser:
        return _("由本办公室直接批复。")
    return None


def is_not_over(leave: LeaveRequest, actor: Actor) -> str | None:
    """Leave is taken back while there is still something to come to."""
    return _is_under_way(leave.invitation.gathering)
