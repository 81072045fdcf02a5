"""Who plans, who is invited, who grants leave, who reads: predicates `actor → Q`, and audiences in both directions."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS, MEMBERS, OFFICES, Recorders
from tongxin.accounts.permissions import EVERYTHING, NOTHING
from tongxin.accounts.terms import Role
from tongxin.gatherings.models import Gathering, Invitation, Minutes, Sitting, Speech
from tongxin.gatherings.terms import Approver, GatheringState, Seen, SpeechState
from tongxin.kinds.rules import used_here
from tongxin.lifecycle.combining import (
    any_of,
    at,
    here,
    holders_of_role,
    only_if,
    role_holder,
    some,
    through,
)
from tongxin.lifecycle.table import Audience, Holder

TOLD = (GatheringState.ANNOUNCED, GatheringState.CLOSED, GatheringState.CANCELLED)

# Kinds


def plan_in(actor: Actor) -> Q:
    """The kinds in use of which one may plan a gathering."""
    kinds = Recorders.open_to(actor.role)
    if not kinds or actor.assembly is None:
        return NOTHING
    return used_here(actor) & Q(organisers__in=kinds, state="in_use")


def plan(actor: Actor) -> Q:
    """Whether one plans anything at all."""
    return EVERYTHING if Recorders.open_to(actor.role) and actor.assembly else NOTHING


export = permissions.roles(*((OFFICES | LEADERS) - Role.temporary()))


def view_kind(actor: Actor) -> Q:
    """The kinds that one's assembly may use, for everybody who works or sits there."""
    if actor.assembly is None or not actor.is_any(OFFICES | LEADERS | MEMBERS):
        return NOTHING
    return used_here(actor)


# Gatherings


def organises(actor: Actor) -> Q:
    """Gatherings of the kinds that one's office organises."""
    kinds = Recorders.open_to(actor.role)
    return here(actor) & Q(kind__organisers__in=kinds) if kinds else NOTHING


def is_invited(actor: Actor) -> Q:
    """Gatherings that were announced to oneself."""
    if actor.person_id is None:
        return NOTHING
    standing = Invitation.standing() & Q(person_id=actor.person_id)
    return here(actor) & Q(state__in=TOLD) & some(Invitation, standing, "gathering")


def _reads_kind(actor: Actor) -> Q:
    """By the kind's own word; what only the invited see, leaders see too."""
    seen = [Seen.MEMBERS] if actor.is_any(OFFICES | LEADERS | MEMBERS) else []
    if actor.is_any(OFFICES | LEADERS):
        seen.append(Seen.OFFICES)
    if actor.is_any(LEADERS):
        seen.append(Seen.INVITED)
    return here(actor) & Q(state__in=TOLD, kind__seen__in=seen) if seen else NOTHING


def _leads_group(actor: Actor) -> Q:
    """Gatherings in which one is the liaison officer of a group's sitting."""
    if actor.person_id is None:
        return NOTHING
    own = Q(liaison_id=actor.person_id)
    return here(actor) & Q(state__in=TOLD) & some(Sitting, own, "gathering")


view_gathering = any_of(organises, _reads_kind, is_invited, _leads_group)


def _organisers(gathering: Gathering) -> list[Holder]:
    roles = sorted(Recorders(gathering.kind.organisers).roles)
    return list(holders_of_role(*roles)(gathering))


ORGANISERS = Audience("organisers", _("主办的办公室"), organises, _organisers)

# Invitations and leave

OF_GATHERING = "gathering"

organises_part = through(OF_GATHERING, organises, Gathering)
ORGANISERS_OF_PART = at(ORGANISERS, OF_GATHERING, Gathering)


def is_own(actor: Actor) -> Q:
    """One's own invitation, whatever the identity: a member's and a leader's are one person's."""
    return here(actor) & Q(person_id=actor.person_id) if actor.person_id else NOTHING


def _person_of(invitation: Invitation) -> list[Holder]:
    return [Holder(person_id=invitation.person_id)] if invitation.person_id else []


INVITEE = Audience("invitee", _("被邀请的人"), is_own, _person_of)


def reads_list(actor: Actor) -> Q:
    """Gatherings of which one reads who is invited and what they answered: whoever organises, and the leaders."""
    told = here(actor) & Q(state__in=TOLD) if actor.is_any(LEADERS) else NOTHING
    return any_of(organises, lambda _actor: told)(actor)


BY_PROXY = Audience("proxy", _("主办的办公室（代为答复）"), organises_part)
"""Whoever organises enters what was said on the telephone; nobody waits for that."""


def view_invitation(actor: Actor) -> Q:
    """Lists of who comes: whoever organises, the leaders, and each person's own."""
    if actor.is_any(LEADERS):
        return here(actor)
    return any_of(organises_part, is_own)(actor)


def _own_leave(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOTHING
    return here(actor) & Q(invitation__person_id=actor.person_id)


def grants_leave(actor: Actor) -> Q:
    """Requests that one decides: by the kind's word the organising office, the secretary-general or the chair."""
    granted = [one for one in Approver if actor.is_any(one.roles)]
    told = here(actor) & Q(approver__in=granted) if granted else NOTHING
    kinds = Recorders.open_to(actor.role)
    own = Q(approver=Approver.ORGANISER, invitation__gathering__kind__organisers__in=kinds)
    if not kinds:
        return told
    return here(actor) & own if told == NOTHING else told | here(actor) & own


def _granters(leave: Any) -> list[Holder]:
    approver = Approver(leave.approver)
    if approver == Approver.ORGANISER:
        return _organisers(leave.invitation.gathering)
    return list(holders_of_role(*sorted(approver.roles))(leave))


LEAVE_ASKER = Audience(
    "leave_asker",
    _("请假的人"),
    _own_leave,
    lambda leave: _person_of(leave.invitation),
)
LEAVE_GRANTERS = Audience("leave_granters", _("批假的人"), grants_leave, _granters)
ORGANISERS_OF_LEAVE = Audience(
    "organisers",
    _("主办的办公室"),
    lambda actor: _organises_by(actor, "invitation__gathering__kind"),
    lambda leave: _organisers(leave.invitation.gathering),
)
view_leave = any_of(_own_leave, grants_leave, ORGANISERS_OF_LEAVE.records)


def _organises_by(actor: Actor, path: str) -> Q:
    """Rows whose gathering, reached by `path`, is of a kind that one's office organises."""
    kinds = Recorders.open_to(actor.role)
    return here(actor) & Q(**{f"{path}__organisers__in": kinds}) if kinds else NOTHING


# What is said and what comes out: rows that hang on a gathering


def view_of_gathering(actor: Actor) -> Q:
    """Whatever hangs on a gathering that one may read."""
    return through(OF_GATHERING, view_gathering, Gathering)(actor)


def is_speaker(actor: Actor) -> Q:
    """One's own speeches."""
    return here(actor) & Q(speaker_id=actor.person_id) if actor.person_id else NOTHING


SPEAKER = Audience(
    "speaker", _("发言人"), is_speaker, lambda speech: [Holder(person_id=speech.speaker_id)]
)
view_speech = any_of(
    is_speaker,
    only_if(Speech.handed_in(), any_of(organises_part, role_holder(*sorted(LEADERS)))),
    only_if(Q(state=SpeechState.DELIVERED), view_of_gathering),
)
"""A draft is its speaker's alone; what was delivered is read by whoever reads the gathering."""


def asked(actor: Actor) -> Q:
    """Questions that one asked."""
    return here(actor) & Q(asked_by_id=actor.person_id) if actor.person_id else NOTHING


ASKER = Audience(
    "asker",
    _("提问人"),
    asked,
    lambda question: [Holder(person_id=question.asked_by_id)] if question.asked_by_id else [],
)


# Doors


def is_liaison(actor: Actor) -> Q:
    """Sittings whose list one calls, once the gathering was announced."""
    if actor.person_id is None:
        return NOTHING
    return here(actor) & Q(liaison_id=actor.person_id, gathering__state__in=TOLD)


call_roll = any_of(organises_part, is_liaison)
watch_door = any_of(call_roll, role_holder(*sorted(LEADERS)))


def _invited(gathering: Gathering) -> list[Holder]:
    """Everybody whose invitation stands and who can be reached; one query."""
    standing = Invitation._base_manager.filter(Invitation.standing(), gathering=gathering)
    people = standing.exclude(person=None).values_list("person_id", flat=True)
    return [Holder(person_id=person) for person in people]


INVITED = Audience("invited", _("被邀请的人"), is_invited, _invited)

IS_TOLD = Q(state__in=TOLD)
"""Gatherings that others than the organising office may read at all."""


def view_presence(actor: Actor) -> Q:
    """What stands of people: whoever organises, the leaders, and each person's own."""
    return view_invitation(actor)


INVITED_TO_PART = at(INVITED, OF_GATHERING, Gathering)


def may_speak(actor: Actor) -> Q:
    """Gatherings for which one may hand in a speech: invited, and speeches were called for."""
    called = Q(state=GatheringState.ANNOUNCED, speeches_due_on__isnull=False)
    return only_if(called, is_invited)(actor)


may_ask = only_if(
    Q(state__in=[GatheringState.ANNOUNCED, GatheringState.CLOSED]), any_of(organises, is_invited)
)
"""Gatherings at which one may ask, or enter what somebody else asked."""


view_question = any_of(view_of_gathering, asked)

take_notes = any_of(organises_part, is_liaison)
view_notes = any_of(take_notes, role_holder(*sorted(LEADERS)))
"""What was said in a group's room: its liaison officer, the organising office, the leaders."""

view_minutes = any_of(
    organises_part,
    role_holder(*sorted(LEADERS)),
    only_if(Minutes.passed(), view_of_gathering),
)
"""Drafts are the organising office's and the leaders'; passed minutes whoever reads the gathering reads."""
