"""The lists of the matrix's city: an announced plenary with answers, leave in two states, somebody no longer invited."""

from datetime import date, datetime, time, timedelta

from django.db import models

from tests.factories.cities import City
from tongxin.accounts.actor import Actor
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.actions.set_rules import add_rule
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING, INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, GatheringKind, Invitation, LeaveRequest
from tongxin.gatherings.values import Plan, Slot
from tongxin.lifecycle.perform import perform

DAY = date(2026, 2, 10)
LATER = "改期的来宾"


def build(city: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """All of it through the actions; `mark` makes the words that are found again wherever they leak to."""
    general = actors["general"]
    guest = mark("名单外来宾")
    plenary = _plenary(city, general, guest)
    _leave(plenary, city.members[1], actors["cosign"], mark("请假的具体情况"))
    granted = _leave(plenary, city.members[2], actors["other"], mark("已准假的情况"))
    noted = {"decision_note": mark("批准的依据")}
    withdrawn = perform(INVITATION.withdraw, _invitation(plenary, city.members[3]), general)
    return {
        "invited_meeting": plenary,
        "invited_sitting": plenary.sittings.first(),
        "asked_invitation": _invitation(plenary, city.members[0]),
        "free_invitation": _guest(plenary, guest),
        "moved_invitation": _moved(plenary, general),
        "withdrawn_invitation": withdrawn,
        "leave": LeaveRequest._base_manager.get(invitation__person=city.members[1].person),
        "granted_leave": perform(LEAVE.enter_grant, granted, general, **noted),
    }


def _plenary(city: City, general: Actor, guest: str) -> Gathering:
    row = GatheringKind.objects.get(code="plenary", assembly__isnull=True)
    starts = datetime.combine(DAY, time(9), tzinfo=SHANGHAI)
    halves = [starts, starts + timedelta(hours=6)]
    gathering = plan_gathering(
        kind_of(row, city.assembly),
        actor=general,
        plan=Plan({"title": "全体会议", "place": "大礼堂"}),
        slots=[Slot(half, half + timedelta(hours=2)) for half in halves],
    )
    names = [{"person": None, "name": name, "words": "市直单位"} for name in (guest, LATER)]
    add_rule(gathering, actor=general, source="named", names=names, duty="may", capacity="guest")
    return perform(GATHERING.announce, gathering, general)


def _leave(gathering: Gathering, member, actor: Actor, reason: str) -> LeaveRequest:
    invitation = _invitation(gathering, member)
    perform(INVITATION.ask_leave, invitation, actor, ground="private", reason=reason)
    return invitation.leaves.get()


def _invitation(gathering: Gathering, member) -> Invitation:
    return Invitation._base_manager.get(gathering=gathering, person=member.person)


def _guest(gathering: Gathering, name: str) -> Invitation:
    return Invitation._base_manager.get(gathering=gathering, person=None, name=name)


def _moved(gathering: Gathering, general: Actor) -> Invitation:
    """Somebody who answered before the time was changed."""
    came = perform(INVITATION.come, _guest(gathering, LATER), general)
    Invitation._base_manager.filter(pk=came.pk).update(is_before_move=True)
    return came
