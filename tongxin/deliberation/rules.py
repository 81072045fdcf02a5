"""Who prepares, who opens, who moderates, who takes part, who reads: predicates `actor → Q`, and audiences."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS, MEMBERS, OFFICES
from tongxin.accounts.permissions import EVERYTHING, NOTHING
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.deliberation.models import Conversation, DraftText, Statement
from tongxin.deliberation.terms import Admission, ConversationState, DraftState
from tongxin.lifecycle.combining import (
    any_of,
    at,
    here,
    holders_of_role,
    only_if,
    role_holder,
    through,
)
from tongxin.lifecycle.table import Audience, Holder
from tongxin.members.models import Appointment

PREPARING = frozenset(
    {Role.GENERAL_OFFICE, Role.RESEARCH_OFFICE, Role.COMMITTEE_STAFF, Role.COUNTY_OFFICE}
)
"""The offices that prepare a conversation and moderate it."""

APPROVING = frozenset({Role.SECRETARY_GENERAL, Role.CHAIR})
"""Who enters the leading group's decision with its paper (practice 25)."""

RESULT_STATES = (ConversationState.DISCUSSING, ConversationState.CLOSED)

prepares = role_holder(*sorted(PREPARING))
approves = role_holder(*sorted(APPROVING))


def prepare(actor: Actor) -> Q:
    """Whether one prepares anything at all."""
    return EVERYTHING if actor.is_any(PREPARING) and actor.assembly else NOTHING


def _own_bodies(person_id: int) -> Q:
    """Conversations of committees and groups to which one belongs today."""
    today = clock.today()
    posts = Appointment._base_manager.filter(
        member__person_id=person_id, starts_on__lte=today
    ).exclude(ends_on__lte=today)
    return Q(committee__in=posts.values("committee")) | Q(body__in=posts.values("body"))


def _admitted(actor: Actor) -> Q:
    if actor.role != Role.MEMBER or actor.person_id is None:
        return NOTHING
    return here(actor) & (Q(admission=Admission.MEMBERS) | _own_bodies(actor.person_id))


def takes_part(actor: Actor) -> Q:
    """Conversations that one may join as a member; citizens come by their own door."""
    admitted = _admitted(actor)
    return admitted if admitted == NOTHING else admitted & Conversation.has_begun()


def _watches(actor: Actor) -> Q:
    return here(actor) & Conversation.has_begun() if actor.is_any(LEADERS | OFFICES) else NOTHING


view_conversation = any_of(prepares, approves, _watches, takes_part)

PREPARERS = Audience("preparers", _("筹备的办公室"), prepares, holders_of_role(*sorted(PREPARING)))
APPROVERS = Audience("approvers", _("秘书长、主席"), approves, holders_of_role(*sorted(APPROVING)))


def _invited(asked: Conversation | DraftText) -> list[Holder]:
    """Members of the assembly, of the committee, of the body; citizens are told on paper, not here."""
    if asked.admission == Admission.MEMBERS:
        return [Holder(role=Role.MEMBER, assembly_id=asked.assembly_id)]
    if asked.admission in Admission.public():
        return []
    today = clock.today()
    place = Q(committee=asked.committee) if asked.committee_id else Q(body=asked.body)
    held = Appointment._base_manager.filter(place, starts_on__lte=today)
    posts = held.exclude(ends_on__lte=today)
    people = posts.values_list("member__person_id", flat=True).distinct()
    return [Holder(person_id=one) for one in people]


INVITED = Audience("invited", _("受邀参加的委员"), takes_part, _invited)

OF_CONVERSATION = "conversation"
MODERATORS = at(PREPARERS, OF_CONVERSATION, Conversation)


def is_author(actor: Actor) -> Q:
    """What one offered oneself."""
    return here(actor) & Q(author_id=actor.person_id) if actor.person_id else NOTHING


def _author(record: Any) -> list[Holder]:
    return [Holder(person_id=record.author_id)] if record.author_id else []


AUTHOR = Audience("statement_author", _("提出人"), is_author, _author)


_judging = role_holder(*sorted(PREPARING | APPROVING))

view_statement = any_of(
    _judging,
    is_author,
    only_if(Statement.shown(), through(OF_CONVERSATION, view_conversation, Conversation)),
)
"""What is shown, to whoever sees the conversation; the rest to its author and to those who moderate and judge."""


def judges_appeal(actor: Actor) -> Q:
    """Appeals against what somebody else held back."""
    if not actor.is_any(PREPARING | APPROVING) or actor.person_id is None:
        return NOTHING
    return here(actor) & ~Q(statement__moderated_by_id=actor.person_id)


APPELLANT = Audience(
    "appellant",
    _("提出申诉的人"),
    lambda actor: (
        here(actor) & Q(statement__author_id=actor.person_id) if actor.person_id else NOTHING
    ),
    lambda appeal: _author(appeal.statement),
)
APPEAL_JUDGES = Audience(
    "appeal_judges",
    _("未经手的审核人"),
    judges_appeal,
    holders_of_role(*sorted(PREPARING | APPROVING)),
)

# The circle


def _shown_to_all(actor: Actor) -> Q:
    """Results that no longer sway anybody."""
    seen = any_of(approves, _watches, takes_part)(actor)
    return seen if seen == NOTHING else seen & Q(state__in=RESULT_STATES)


view_circle = any_of(prepares, _shown_to_all)


def take_out_circle(actor: Actor) -> Q:
    """Whoever sees the result may take it along; temporary roles take nothing out (practice 16)."""
    return NOTHING if actor.is_any(Role.temporary()) else view_circle(actor)


def take_out_votes(actor: Actor) -> Q:
    """The stances without names, of a conversation that is over."""
    mine = prepares(actor)
    return mine if mine == NOTHING else mine & Q(state=ConversationState.CLOSED)


def speaks_at_circle(actor: Actor) -> Q:
    """Where one may write what one thinks of the circle, under the own name."""
    if actor.person_id is None:
        return NOTHING
    seen = view_circle(actor)
    return seen if seen == NOTHING else seen & Q(state=ConversationState.DISCUSSING)


# Drafts


def _asked(actor: Actor) -> Q:
    admitted = _admitted(actor)
    if admitted == NOTHING:
        return NOTHING
    return admitted & ~Q(state=DraftState.PREPARED)


def _reads_drafts(actor: Actor) -> Q:
    return (
        here(actor) & ~Q(state=DraftState.PREPARED) if actor.is_any(LEADERS | OFFICES) else NOTHING
    )


view_draft = any_of(prepares, _asked, _reads_drafts)


def comments_draft(actor: Actor) -> Q:
    """Drafts on which one may write now."""
    if not actor.is_any(LEADERS | OFFICES | MEMBERS):
        return NOTHING
    readable = any_of(_asked, _reads_drafts)(actor)
    return readable if readable == NOTHING else readable & Q(state=DraftState.OPEN)


def edits_draft(actor: Actor) -> Q:
    """Drafts whose wording one keeps."""
    return prepares(actor)


def take_out_remarks(actor: Actor) -> Q:
    """The remarks on a draft as a list; temporary roles take nothing out (practice 16)."""
    return NOTHING if actor.is_any(Role.temporary()) else prepares(actor)


ASKED = Audience("asked", _("征求意见的对象"), _asked, _invited)


def _drafter(remark: Any) -> list[Holder]:
    drafter = remark.draft.prepared_by_id
    return [Holder(person_id=drafter)] if drafter else []


DRAFTER = Audience("drafter", _("起草人"), lambda actor: NOTHING, _drafter)

OF_DRAFT = "draft"
EDITORS = at(PREPARERS, OF_DRAFT, DraftText)
