"""How notices of invitations read: nothing of the matter outside, what, when and where after signing in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.gatherings.models import Invitation, LeaveRequest
from tongxin.notifications import words
from tongxin.notifications.models import Notice
from tongxin.notifications.terms import NoticeKind
from tongxin.notifications.words import Words


def declare() -> None:
    """Called once, when the app is ready."""
    words.declare(
        "invitations.begin", _saying(lambda notice: _("有一个会议（活动）通知，请查看并答复"))
    )
    words.declare(
        "invitations.invite_again",
        _saying(lambda notice: _("有一个会议（活动）通知，请查看并答复")),
    )
    words.declare(
        "invitations.withdraw", _saying(lambda notice: _("有一个会议（活动）不再请您参加"))
    )
    words.declare("leaves.begin", _asked)
    words.declare("gatherings.reschedule", _saying(_moved))
    words.declare("invitations.come", _saying(_unanswered), NoticeKind.REMINDER)
    words.declare("invitations.eve", _saying(_soon), NoticeKind.REMINDER)


def _saying(title: Callable[[Notice], str]) -> words.Speaker:
    def speak(notice: Notice, record: Any) -> Words:
        return Words(title(notice), in_short(record) if isinstance(record, Invitation) else "")

    return speak


def _asked(notice: Notice, record: LeaveRequest | None) -> Words:
    return Words(
        _("有一份请假等待批复"), f"{record} · {record.invitation.gathering}" if record else ""
    )


def _moved(notice: Notice) -> str:
    if notice.facts.get("asks"):
        return _("有一个会议（活动）改了时间，请查看并确认答复")
    return _("有一个会议（活动）改了地点或安排，请查看")


def _unanswered(notice: Notice) -> str:
    due_on = formats.day(date.fromisoformat(notice.facts["due_on"]))
    return _("有一个会议（活动）还没有答复，请在%(day)s前答复") % {"day": due_on}


def _soon(notice: Notice) -> str:
    day = formats.long_day(date.fromisoformat(notice.facts["on"]))
    return _("%(day)s有会议（活动），请准时参加") % {"day": day}


def in_short(invitation: Invitation) -> str:
    """What, when, where."""
    gathering = invitation.gathering
    parts = [gathering.title, formats.long_day(gathering.happened_on), gathering.place]
    return _("，").join(part for part in parts if part)
