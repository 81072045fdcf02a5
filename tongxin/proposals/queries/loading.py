"""A proposal with what hangs on it: one query per kind, for its page and for the conditions of its buttons alike."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Prefetch, prefetch_related_objects

from tongxin.accounts.in_hand import fetched_whole
from tongxin.organisations.models import Assembly, TenantModel
from tongxin.proposals.models import Commitment, Evaluation, Handling, Proposal, Reply
from tongxin.proposals.on_paper import annotated

Row = TypeVar("Row", bound=TenantModel)


def load(proposal: Proposal) -> None:
    """Fetch units with their talks, replies and urgings, promises, forms and hearings, and tie them to one another.

    Rows that point at each other share one object, so nothing is asked twice and rules can be answered of rows in hand.
    """
    prefetch_related_objects(
        [proposal],
        Prefetch("handlings", annotated(Handling.objects.select_related("unit"))),
        "handlings__contacts",
        Prefetch("handlings__replies", Reply.objects.select_related("sealed_file")),
        "handlings__replies__items",
        "handlings__urgings",
        Prefetch("commitments", Commitment.objects.select_related("unit")),
        "commitments__steps__evidence",
        Prefetch("evaluations", Evaluation.objects.select_related("member__person", "collective")),
        "hearings",
        "nominations__visits",
    )
    fetched_whole(proposal, "handlings", "nominations")
    handlings = {row.pk: row for row in of(proposal.assembly, proposal.handlings.all())}
    for handling in handlings.values():
        fetched_whole(handling, "replies")
        of(proposal.assembly, (*handling.replies.all(), *handling.urgings.all()))
    for kind in (proposal.commitments, proposal.evaluations):
        for row in of(proposal.assembly, kind.all()):
            row.handling = handlings[row.handling_id]
    of(proposal.assembly, proposal.nominations.all())


def of(assembly: Assembly, rows: Iterable[Row]) -> list[Row]:
    """The rows, each knowing the assembly that is loaded already."""
    found = list(rows)
    for row in found:
        row.assembly = assembly
    return found
