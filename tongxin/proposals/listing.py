"""Reads for lists: rows with what a list shows of them, as told to one actor; the search box; look-alikes."""

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.proposals import labels
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import HandlingState, ProposalState

SIMILAR = 0.4


def listed(queryset: QuerySet) -> QuerySet:
    """What a list of proposals shows of each row, without a query per row."""
    shown_units = Handling._base_manager.exclude(state=HandlingState.ENDED).select_related("unit")
    return queryset.select_related(
        "assembly", "category", "session__term", "lead_proposer__sector", "collective"
    ).prefetch_related(Prefetch("handlings", shown_units.order_by("id"), to_attr="shown_handlings"))


def as_told(queryset: QuerySet, actor: Actor) -> QuerySet:
    """Number, state and day as this actor may know them, to show and to sort by: held decisions tell nothing (practice 2)."""
    if actor.is_any(labels.OFFICE_ROLES):
        return queryset.annotate(
            told_number=F("case_number"), told_state=F("state"), told_docketed_on=F("docketed_on")
        )
    is_told, held = Q(released_at__isnull=False), Q(decided_on__isnull=False, released_at=None)
    return queryset.annotate(
        told_number=Case(When(is_told, then=F("case_number"))),
        told_state=Case(
            When(held, then=Value(ProposalState.SUBMITTED)),
            When(state=ProposalState.DISSATISFIED, then=Value(ProposalState.REPLIED)),
            default=F("state"),
        ),
        told_docketed_on=Case(When(is_told, then=F("docketed_on"))),
    )


def found(queryset: QuerySet, text: str) -> QuerySet:
    """The search box of a list: case number, serial number, matter, proposer, pinyin initials, unit."""
    text = text.strip()
    condition = (
        Q(matter__icontains=text)
        | Q(proposer_name__icontains=text)
        | Q(lead_proposer__person__initials__istartswith=text)
    )
    digits = text.strip("第号 ")
    if digits.isdecimal() and len(digits) < 9:
        condition |= Q(told_number=int(digits)) | Q(serial_number=int(digits))
    return queryset.filter(condition)


def similar_to(proposal: Proposal, actor: Actor, limit: int = 5) -> list[Proposal]:
    """Other proposals that this actor may see whose matter shares most character pairs with this one's, newest first."""
    wanted = _pairs(proposal.matter)
    if not wanted:
        return []
    rarest = sorted(wanted, key=len, reverse=True)[:12]
    condition = Q()
    for pair in rarest:
        condition |= Q(matter__contains=pair)
    rows = (
        visible(
            actor,
            "proposals.view",
            Proposal._base_manager.filter(condition, assembly=proposal.assembly_id),
        )
        .exclude(pk=proposal.pk)
        .exclude(state=ProposalState.DRAFT)
        .select_related("assembly", "session__term")
        .order_by("-id")[:300]
    )
    scored = [(len(wanted & _pairs(row.matter)) / len(wanted), row) for row in rows]
    best = sorted((pair for pair in scored if pair[0] >= SIMILAR), key=lambda pair: -pair[0])
    return [row for _score, row in best[:limit]]


def _pairs(text: str) -> set[str]:
    """Neighbouring characters of a matter without the frame that all matters share."""
    core = text.removeprefix("关于").removesuffix("的建议").removesuffix("的提案")
    return {core[place : place + 2] for place in range(len(core) - 1)}
