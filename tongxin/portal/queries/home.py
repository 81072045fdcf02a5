"""How many records stand where: the counts on the home pages' cards, one query a card."""

from django.db.models import Count, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.proposals.models import Commitment, Handling, Proposal
from tongxin.proposals.rules import proposes
from tongxin.proposals.terms import CommitmentState, HandlingState, ProposalState


def mine(actor: Actor) -> QuerySet[Proposal]:
    """One's own proposals but those taken back."""
    return Proposal.objects.filter(proposes(actor)).exclude(state=ProposalState.WITHDRAWN)


def mine_by_state(actor: Actor) -> dict[str, int]:
    """One's own proposals: drafts, those being handled, those whose promises are followed."""
    return mine(actor).aggregate(
        drafts=Count("pk", filter=Q(state=ProposalState.DRAFT)),
        handling=Count("pk", filter=Q(state__in=[ProposalState.DOCKETED, ProposalState.HANDLING])),
        tracking=Count("pk", filter=Q(state=ProposalState.TRACKING)),
    )


def handlings_by_clock(actor: Actor) -> dict[str, int]:
    """A unit's (or a channel's) handlings: overdue, not acknowledged, in work, in review."""
    return visible(actor, "handlings.view", Handling.objects.all()).aggregate(
        late=Count("pk", filter=Q(state__in=HandlingState.at_work(), due_on__lt=clock.today())),
        assigned=Count("pk", filter=Q(state=HandlingState.ASSIGNED)),
        acknowledged=Count("pk", filter=Q(state=HandlingState.ACKNOWLEDGED)),
        reviewing=Count("pk", filter=Q(state=HandlingState.REVIEWING)),
    )


def proposals_by_step(actor: Actor) -> dict[str, int]:
    """Proposals the office sees, by the step that is next."""
    state = ProposalState
    return visible(actor, "proposals.view", Proposal.objects.all()).aggregate(
        submitted=Count("pk", filter=Q(state=state.SUBMITTED)),
        docketed=Count("pk", filter=Q(state=state.DOCKETED)),
        handling=Count("pk", filter=Q(state=state.HANDLING)),
        replied=Count("pk", filter=Q(state__in=[state.REPLIED, state.DISSATISFIED])),
    )


def late_promises() -> int:
    """Promises under way whose date has passed."""
    return Commitment.objects.filter(
        state=CommitmentState.ACTIVE, promised_for__lt=clock.today()
    ).count()
