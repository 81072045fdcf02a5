"""The review before publishing: which proposals and replies may go out, which are out, which are kept back and why."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tongxin.proposals.models import Handling, Proposal, Reply
from tongxin.proposals.terms import HandlingState, ProposalState, UnitRole

SIGNED = Q(replied_on__isnull=False)


def reviewed(queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Docketed, released proposals, with their signed replies as `signed_handlings`."""
    signed = Prefetch("replies", Reply._base_manager.filter(SIGNED), to_attr="signed_replies")
    handlings = _answered().select_related("unit").prefetch_related(signed).order_by("id")
    return (
        queryset.filter(state__in=ProposalState.docketed_ones(), released_at__isnull=False)
        .select_related("assembly", "session__term", "category", "lead_proposer", "collective")
        .prefetch_related(Prefetch("handlings", handlings, to_attr="signed_handlings"))
    )


def releasable(proposal: Proposal) -> list[Handling]:
    """The handlings whose reply is signed and not out, in order; whether each may go out is the act's question."""
    rows = _answered().filter(proposal=proposal, replies__replied_on__isnull=False)
    unpublished = rows.exclude(replies__published_on__isnull=False).distinct()
    return list(unpublished.select_related("assembly", "unit", "proposal").order_by("id"))


def not_out() -> Q:
    """May be read outside, but is not."""
    return Q(published_on__isnull=True, may_publish=True)


def replies_not_out() -> Q:
    """The proposal is out; a signed reply that its unit lets out is not."""
    return Q(published_on__isnull=False) & Q(Exists(_waiting_replies()))


def out() -> Q:
    return Q(published_on__isnull=False)


def kept_back() -> Q:
    """By the proposer, or (the proposal is out) by a unit for its reply."""
    by_unit = Reply._base_manager.filter(
        SIGNED, handling__proposal=OuterRef("pk"), may_publish=False
    )
    return Q(may_publish=False) | Q(Exists(by_unit))


def _answered() -> QuerySet[Handling]:
    """Units that answer the proposer and have answered."""
    return Handling._base_manager.filter(state=HandlingState.REPLIED, role__in=UnitRole.replying())


def _waiting_replies() -> QuerySet[Reply]:
    return Reply._base_manager.filter(
        SIGNED,
        handling__in=_answered().values("pk"),
        handling__proposal=OuterRef("pk"),
        may_publish=True,
        published_on__isnull=True,
    )
