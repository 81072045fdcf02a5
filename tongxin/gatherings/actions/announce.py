"""Announce a gathering: everybody on its list is invited at once, and from here the door and the lists are open."""

from typing import Any

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.invite import invite_all
from tongxin.gatherings.deadlines import last_notice_day
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering
from tongxin.lifecycle.perform import follows, performs


@performs(GATHERING.announce)
def announce(gathering: Gathering, *, actor: Actor, short_notice: str = "") -> dict[str, Any]:
    """`short_notice`: why the notice goes out later than the kind's rule allows (Wuxi 2012: 7 and 3 days before)."""
    is_late = clock.today() > last_notice_day(gathering)
    if is_late and not short_notice.strip():
        raise Refused(_("已经过了通知期限，请说明为什么现在才通知。"), field="short_notice")
    gathering.announced_on = clock.today()
    gathering.short_notice = short_notice if is_late else ""
    return {"late": is_late}


@follows(GATHERING.announce)
def invite(gathering: Gathering, *, actor: Actor, event: Any, **data: Any) -> None:
    invite_all(gathering, actor=actor, cause=event)
