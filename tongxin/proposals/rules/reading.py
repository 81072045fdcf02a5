"""Who may read what (practice 12): the proposal, each of its parts, and what hangs on them."""

from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.proposals.models import Handling
from tongxin.proposals.rules.combining import any_of, here, only_if, role_holder, through
from tongxin.proposals.rules.people import (
    co_signs,
    entered,
    examines,
    gives_evaluation,
    hands_out,
    hands_out_proposal,
    invited,
    proposes,
    works_on,
    works_on_proposal,
)
from tongxin.proposals.terms import (
    CommitmentState,
    ProposalState,
    Satisfaction,
)

HANDED_IN = ~Q(state=ProposalState.DRAFT) & ~Q(
    state=ProposalState.WITHDRAWN, handed_in_on__isnull=True
)
"""Drafts are their writers' alone, and so are drafts that were deleted."""


def reads_as_leader(actor: Actor) -> Q:
    """Leaders and the general office read everything that was handed in."""
    allowed = Role.leaders() | {Role.GENERAL_OFFICE}
    if not actor.is_any(allowed):
        return NOTHING
    return here(actor) & HANDED_IN


def reads_released(actor: Actor) -> Q:
    """Other members and offices read what was docketed and told, if its proposers agreed to be read."""
    allowed = {
        Role.MEMBER,
        Role.COLLECTIVE,
        Role.COMMITTEE_STAFF,
        Role.RESEARCH_OFFICE,
        Role.MEMBER_LIAISON,
    }
    if not actor.is_any(allowed):
        return NOTHING
    return here(actor) & Q(
        released_at__isnull=False,
        may_publish=True,
        state__in=ProposalState.docketed_ones(),
    )


def examined_by_office(actor: Actor) -> Q:
    """The office reads everything handed in, and the drafts it entered on behalf."""
    condition = examines(actor)
    if condition == NOTHING:
        return NOTHING
    return condition & HANDED_IN


view_proposal = any_of(
    proposes,
    co_signs,
    entered,
    examined_by_office,
    hands_out_proposal,
    works_on_proposal,
    reads_as_leader,
    reads_released,
)


concerned = any_of(proposes, co_signs, entered, examined_by_office, reads_as_leader)
"""Those whom a proposal concerns beyond what was released of it: they read its talks and telephones."""


view_handling = any_of(role_holder(*Role.proposals_staff()), hands_out, works_on)
"""The handling's inner side: disputes, assisting opinions, remarks. Proposers see its outer side on the thread."""


def reply_is_told(actor: Actor) -> Q:
    """Replies are for their proposers and the offices once signed; drafts for unit and assigner only."""
    signed = Q(replied_on__isnull=False)
    told = any_of(
        through("handling__proposal", proposes),
        through("handling__proposal", co_signs),
        through("handling__proposal", reads_as_leader),
        only_if(Q(may_publish=True), through("handling__proposal", reads_released)),
    )(actor)
    inner = any_of(
        through("handling", works_on, Handling),
        through("handling", hands_out, Handling),
        role_holder(*Role.proposals_staff()),
    )(actor)
    return any_of(lambda _a: told if told == NOTHING else told & signed, lambda _a: inner)(actor)


def evaluation_told_to_unit(actor: Actor) -> Q:
    """Units see results after the hearing (practice 6)."""
    condition = through("handling", works_on, Handling)(actor)
    return condition if condition == NOTHING else condition & Q(shown_to_unit_on__isnull=False)


def contested_to_assigner(actor: Actor) -> Q:
    """The inspection room decides with the office whether it is handled again, so it reads what was said (practice 6)."""
    condition = through("handling", hands_out, Handling)(actor)
    contested = Q(attitude=Satisfaction.DISSATISFIED) | Q(result=Satisfaction.DISSATISFIED)
    return condition if condition == NOTHING else condition & contested


view_evaluation = any_of(
    gives_evaluation,
    role_holder(*Role.proposals_staff()),
    evaluation_told_to_unit,
    contested_to_assigner,
)


# Parts that hang on a proposal


view_all_co_signatures = any_of(proposes, entered, examined_by_office)


view_decision_list = role_holder(*Role.proposals_staff(), Role.REVIEWER)


view_opinion = through("proposal", examined_by_office)


view_extension = any_of(
    role_holder(*Role.proposals_staff()),
    through("handling", hands_out, Handling),
    through("handling", works_on, Handling),
)


view_hearing = any_of(role_holder(*Role.proposals_staff()), through("proposal", hands_out_proposal))


view_co_signature = any_of(
    invited,
    through("proposal", proposes),
    through("proposal", entered),
    only_if(Q(proposal__handed_in_on__isnull=False), role_holder(*Role.proposals_staff())),
)
"""Staff read the answers once the proposal was handed in: a draft is its writer's own."""


view_commitment = any_of(
    role_holder(*Role.proposals_staff()),
    through("handling", works_on, Handling),
    through("handling", hands_out, Handling),
    only_if(
        ~Q(state=CommitmentState.DRAWN),
        any_of(
            through("proposal", proposes),
            through("proposal", co_signs),
            through("proposal", reads_as_leader),
            through("proposal", reads_released),
        ),
    ),
)


view_nomination = any_of(
    role_holder(*Role.proposals_staff(), *Role.leaders()),
    only_if(
        Q(issued_on__isnull=False),
        any_of(
            through("proposal", proposes),
            through("proposal", works_on_proposal),
            through("proposal", hands_out_proposal),
        ),
    ),
)


view_urging = any_of(
    role_holder(*Role.proposals_staff()),
    through("handling", hands_out, Handling),
    only_if(Q(sent_on__isnull=False), through("handling", works_on, Handling)),
)
"""Urging is between the offices and the unit: neither proposers nor the public ever see it (practice 12)."""
