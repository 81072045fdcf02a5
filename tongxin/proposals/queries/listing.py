"""Reads for lists: rows with what a list shows of them, as told to one actor; the search box; look-alikes."""

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.proposals import labels
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.search import PROPOSALS
from tongxin.proposals.terms import HandlingState, ProposalState


def listed(queryset: QuerySet) -> QuerySet:
    """What every list of proposals shows of a row, without a query per row and without the long texts."""
    shown_units = Handling._base_manager.exclude(state=HandlingState.ENDED).select_related("unit")
    rows = queryset.defer("situation", "analysis", "suggestions").select_related("category")
    return rows.prefetch_related(
        Prefetch("handlings", shown_units.order_by("id"), to_attr="shown_handlings")
    )


def as_told(queryset: QuerySet, actor: Actor) -> QuerySet:
    """Number, state and day as this actor may know them, to show and to sort by: held decisions tell nothing (practice 2)."""
    if actor.is_any(labels.OFFICE_ROLES):
        return queryset.annotate(
            told_number=F("case_number"), told_state=F("state"), told_docketed_on=F("docketed_on")
        )
    is_told, held = Q(released_at__isnull=False), Q(decided_on__isnull=False, released_at=None)
    return queryset.select_related("lead_proposer").annotate(
        told_number=Case(When(is_told, then=F("case_number"))),
        told_state=Case(
            When(held, then=Value(ProposalState.SUBMITTED)),
            When(state=ProposalState.DISSATISFIED, then=Value(ProposalState.REPLIED)),
            default=F("state"),
        ),
        told_docketed_on=Case(When(is_told, then=F("docketed_on"))),
    )


def found(queryset: QuerySet, text: str) -> QuerySet:
    """The search box of a list: words of the text, numbers, proposers and units by name or initials.

    The index holds what was handed in; a draft, which only its writer sees, is found by its matter.
    """
    text = text.strip()
    drafted = Q(handed_in_on__isnull=True, matter__icontains=text)
    condition = search.matching(text, PROPOSALS.code) | drafted
    digits = text.strip("第号 ")
    if digits.isdecimal() and len(digits) < 9:
        condition |= Q(told_number=int(digits)) | Q(serial_number=int(digits))
    return queryset.filter(condition)


def similar_to(proposal: Proposal, actor: Actor, limit: int = 5) -> list[Proposal]:
    """Other proposals of the assembly that this actor may see: nearly the same texts, then related matters."""
    text = "\n".join([proposal.situation, proposal.analysis, *proposal.suggestions])
    alike = search.similar(actor, text, limit, title=proposal.matter, besides=[proposal.pk])
    rows = Proposal._base_manager.filter(assembly=proposal.assembly_id).select_related(
        "assembly", "session__term"
    )
    found = rows.in_bulk([one.hit.record.pk for one in alike])
    return [found[one.hit.record.pk] for one in alike if one.hit.record.pk in found]
