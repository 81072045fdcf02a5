"""How many records stand where: the counts on the home pages' cards, one query a card."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.models import Waiting
from tongxin.organisations.models import Assembly
from tongxin.proposals import labels
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.queries.exchange import not_packed
from tongxin.proposals.rules import proposes
from tongxin.proposals.terms import HandlingState, ProposalState


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
    """Proposals this actor sees, by the step that is next as they know it: what is held reads as being examined."""
    state = ProposalState
    examined = actor.is_any(labels.OFFICE_ROLES)
    held = NOTHING if examined else Q(decided_on__isnull=False, released_at__isnull=True)
    return visible(actor, "proposals.view", Proposal.objects.all()).aggregate(
        submitted=Count("pk", filter=Q(state=state.SUBMITTED) | held),
        docketed=Count("pk", filter=Q(state=state.DOCKETED) & ~held),
        handling=Count("pk", filter=Q(state=state.HANDLING)),
        replied=Count("pk", filter=Q(state__in=[state.REPLIED, state.DISSATISFIED])),
    )


@dataclass(frozen=True)
class OnPaper:
    """How many parts wait for units that work on paper, how many of them went out in no package, the nearest day."""

    count: int
    unpacked: int
    nearest: date | None


def waiting_on_paper(actor: Actor, assembly: Assembly) -> OnPaper:
    """What waits for units whose paper this actor exchanges: nobody else is reminded of it. Two queries."""
    rows = Handling.objects.filter(Handling.at_work(), assembly=assembly)
    parts = visible(actor, "handlings.enter", rows)
    waiting = Waiting._base_manager.filter(
        record_type=HANDLING.record_type,
        record_id__in=parts.values("pk"),
        role__in=[Role.UNIT_CLERK, Role.UNIT_LEADER],
    )
    counted = waiting.aggregate(count=Count("record_id", distinct=True), nearest=Min("due_on"))
    unpacked = parts.filter(not_packed()).count() if counted["count"] else 0
    return OnPaper(counted["count"], unpacked, counted["nearest"])
