"""Reminders: by hand to those who have not answered, by the clock to all who are expected the next day."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.gatherings.asked import answer_by
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Gathering, Invitation
from tongxin.gatherings.parameters.people import REMINDER_DAYS
from tongxin.gatherings.queries.reminding import expected_in, soon, unanswered_among
from tongxin.lifecycle.table import Holder
from tongxin.notifications.actions.remind import next_loud_moment
from tongxin.notifications.actions.tell import notice_for, post
from tongxin.notifications.models import Notice
from tongxin.notifications.rules import QUIET_FROM, QUIET_UNTIL
from tongxin.notifications.terms import NoticeKind
from tongxin.organisations import rulebook

REMIND = "gatherings.remind"
EVE = "invitations.eve"


@transaction.atomic
def remind(gathering: Gathering, invitations: Iterable[Invitation], *, actor: Actor) -> int:
    """Those of them who have not answered, once a day at the most; how many."""
    demand(actor, "gatherings.organise", gathering)
    due_on = answer_by(gathering)
    facts = {"due_on": due_on.isoformat(), "left": (due_on - clock.today()).days}
    names = {
        f"answer:{one.pk}:{clock.today()}": one for one in unanswered_among(gathering, invitations)
    }
    notices = [_notice(INVITATION.come.name, one, name, facts) for name, one in names.items()]
    written = post(_new(notices, gathering.assembly_id))
    if written:
        trail.record(REMIND, gathering, actor, reminded=len(written))
    return len(written)


def remind_of_coming() -> int:
    """Everybody expected at a gathering whose day is near, once, in daytime; how many are new. The clock calls it."""
    return sum(_remind_of(gathering) for gathering in soon(clock.today()))


def _remind_of(gathering: Gathering) -> int:
    """Not those who were invited today: their notice says the same."""
    days = rulebook.value(REMINDER_DAYS, gathering.assembly_id)
    today = clock.today()
    if not days or today < gathering.happened_on - timedelta(days=days):
        return 0
    names = {
        f"eve:{one.pk}:{gathering.happened_on}": one
        for one in expected_in(gathering)
        if clock.day_of(one.created_at) < today
    }
    facts = {"on": gathering.happened_on.isoformat()}
    notices = [_notice(EVE, one, name, facts) for name, one in names.items()]
    return len(post(_new(notices, gathering.assembly_id), not_before=_in_daytime(gathering)))


def _in_daytime(gathering: Gathering) -> datetime:
    here = gathering.assembly_id
    return next_loud_moment(
        clock.now(), rulebook.value(QUIET_FROM, here), rulebook.value(QUIET_UNTIL, here)
    )


def _notice(act: str, invitation: Invitation, once: str, facts: dict[str, Any]) -> Notice:
    holder = Holder(person_id=invitation.person_id)
    return notice_for(act, invitation, holder, kind=NoticeKind.REMINDER, facts=facts, once=once)


def _new(notices: Sequence[Notice], assembly_id: int) -> list[Notice]:
    """Those that were not written before."""
    names = [notice.once for notice in notices]
    rows = Notice._base_manager.filter(assembly_id=assembly_id, once__in=names)
    written = set(rows.values_list("once", flat=True))
    return [notice for notice in notices if notice.once not in written]
