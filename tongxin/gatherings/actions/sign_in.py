"""Somebody comes, or leaves: one row, whatever the way; a repeat changes nothing."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings import door_codes
from tongxin.gatherings.models import Desk, Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import (
    came,
    door_refusal,
    invitation_of,
    is_meant,
    not_taking,
)
from tongxin.gatherings.terms import Direction, SignInWay

SCAN_LASTS = timedelta(minutes=5)
"""How long after scanning one may still press the button: the way through the sign-in page takes a while."""

WRONG_CODES = 10
WRONG_WITHIN = 600


def sign_in(
    sitting: Sitting,
    invitation: Invitation,
    *,
    way: SignInWay,
    mark: str,
    at: datetime | None = None,
    direction: Direction = Direction.IN,
    desk: Desk | None = None,
    actor: Actor | None = None,
) -> SignIn:
    """Note that somebody came (or left) at a moment; a mark that stands there already gives the row that bears it.

    Refused outside the sitting's window, for another group's room, for gatherings that take no sign-ins. Who may note
    it is asked by the ways: the code on the phone, the desk, the liaison officer's list, the gate.
    """
    at = at or clock.now()
    if sentence := not_taking(sitting.gathering) or door_refusal(sitting, at, direction):
        raise Refused(sentence)
    if not is_meant(sitting, invitation):
        raise Refused(_("您不在这一场的名单上。"))
    row = SignIn(
        assembly_id=sitting.assembly_id,
        sitting=sitting,
        invitation=invitation,
        direction=direction,
        way=way,
        at=at,
        received_at=clock.now(),
        mark=mark,
        desk=desk,
        by=actor.person if actor else None,
    )
    return noted(row)


def noted(row: SignIn) -> SignIn:
    """The row, written; or the one that was written before under its mark."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return SignIn._base_manager.get(
            sitting_id=row.sitting_id, invitation_id=row.invitation_id, mark=row.mark
        )
    return row


def sign_in_by_code(
    sitting: Sitting, code: str, *, actor: Actor, scanned_at: datetime | None = None
) -> SignIn:
    """The member's own phone: whoever saw the door's code is at the door.

    `scanned_at`: when the code was seen, where that was before the sign-in to the program; it holds for five minutes.
    """
    invitation = own_invitation(sitting, actor)
    if first := came(sitting, invitation):
        return first
    check_code(sitting, code, actor, scanned_at)
    return sign_in(sitting, invitation, way=SignInWay.CODE, mark="code:in")


def leave_by_phone(sitting: Sitting, *, actor: Actor) -> SignIn:
    """One says oneself that one leaves; pressed twice within a minute it is said once."""
    invitation = own_invitation(sitting, actor)
    if came(sitting, invitation) is None:
        raise Refused(_("您还没有签到。"))
    now = clock.now()
    if now >= sitting.ends_at:
        raise Refused(_("这一场已经结束，不用再登记离场。"))
    return sign_in(
        sitting,
        invitation,
        way=SignInWay.CODE,
        mark=f"code:out:{now.astimezone(clock.SHANGHAI):%Y%m%d%H%M}",
        direction=Direction.OUT,
    )


def own_invitation(sitting: Sitting, actor: Actor) -> Invitation:
    """One's own invitation to a sitting; refused with what to do where there is none."""
    if invitation := invitation_of(sitting, actor):
        return invitation
    if sitting.group_id:
        raise Refused(
            _("这是“%(group)s”的会场，您不在这个组。请看看自己小组的会场在哪里。")
            % {"group": sitting.group}
        )
    raise Refused(_("您不在这次活动的邀请名单上。请到签到台登记。"))


def check_code(
    sitting: Sitting, code: str, actor: Actor, scanned_at: datetime | None = None
) -> None:
    """Refuse a code that the door does not show; ten wrong ones make a person wait."""
    key = f"gatherings.wrong_code:{sitting.pk}:{actor.person_id}"
    if cache.get(key, 0) >= WRONG_CODES:
        raise Refused(_("输错的次数太多，请过十分钟再试，或到签到台签到。"))
    seen_at = scanned_at or clock.now()
    is_lately = clock.now() - seen_at <= SCAN_LASTS
    if is_lately and door_codes.fits(sitting, code, seen_at):
        return
    if not scanned_at:
        cache.add(key, 0, WRONG_WITHIN)
        cache.incr(key)
    raise Refused(_("这个码已经过期，会场码每 30 秒换一次。请再扫一次，或输入屏幕上的六位数字。"))
