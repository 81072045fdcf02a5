"""Two entries of one person who were both invited to the same meetings: which invitation stands, and what is left as it was."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.merge_plan import Plan
from tongxin.accounts.merging import Once, declare, left
from tongxin.accounts.models import Person
from tongxin.gatherings.models import Invitation, Presence, SignIn


def declare_all() -> None:
    """Make the rules known."""
    one_read = gettext_lazy("两人都读过的材料，用保留的人的阅读记录。")
    one_calendar = gettext_lazy("两人都订阅过日历的，保留的人的订阅地址有效。")
    declare(
        Once("gatherings.invitation.person", _one_invitation),
        Once("gatherings.presence.person", _with_invitation, _of_double_invitations),
        Once("gatherings.materialread.person", left(one_read)),
        Once("gatherings.calendaraddress.person", left(one_calendar)),
    )


def _one_invitation(plan: Plan, row: Invitation, twin: Invitation) -> str:
    """The invitation that says more goes to the person; in a meeting that is not over the other counts no more."""
    says_more = _weight(row) > _weight(twin)
    behind = twin if says_more else row
    if says_more:
        plan.change_places(row, twin, "person")
    if row.gathering.is_closed or row.gathering.is_cancelled:
        if says_more:
            _exchange_presences(plan, row, twin)
        return _(
            "已办结或取消的会议两份邀请都在的：两份出席结果都留着，会议的数字不变；"
            "到会较多的一份归保留的人，一样的用保留的人的。"
        )
    if not behind.is_double:
        plan.change(behind, "is_double", True)
    return _(
        "没有办结的会议两份邀请都在的：签过到的一份有效，其次是答复过的，"
        "一样的用保留的人的；另一份不再计入应到。"
    )


def _weight(one: Invitation) -> tuple[int, int]:
    """How much an invitation says of somebody: came, answered, was asked; one that was taken back says nothing."""
    came = one.presences.filter(Presence.there()).count() or int(
        one.sign_ins.filter(SignIn.comings()).exists()
    )
    answered = 0 if one.is_withdrawn else 1 if one.is_unanswered else 2
    return came, answered


def _exchange_presences(plan: Plan, row: Invitation, twin: Invitation) -> None:
    """What stands of each at the end goes with the invitation that it belongs to."""
    for presence in row.presences.all():
        plan.change(presence, "person_id", twin.person_id)
    for presence in twin.presences.all():
        plan.change(presence, "person_id", row.person_id)


def _of_double_invitations(
    rows: models.QuerySet[Presence], kept: Person
) -> Iterator[tuple[Presence, Presence]]:
    """Presences of gatherings to which both were invited: they go with their invitation."""
    theirs = {
        one.gathering_id: one for one in Presence._base_manager.filter(person=kept).order_by("pk")
    }
    both = Invitation._base_manager.filter(person=kept).values("gathering")
    for row in rows.filter(gathering__in=both):
        yield row, theirs.get(row.gathering_id, row)


def _with_invitation(plan: Plan, row: Presence, twin: Presence) -> str:
    return _("出席结果随它的邀请，不另外转移。")
