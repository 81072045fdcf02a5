"""The rows that the figures of proposals count, and how they are listed.

All numbers of one question speak of the same proposals: those handed in during the period, and what became of them.
"""

from django.db.models import Exists, F, OuterRef, Q

from tongxin.figures.declare import Base
from tongxin.figures.question import Question
from tongxin.members.models import Mandate, Member
from tongxin.proposals.figures import lists
from tongxin.proposals.models import (
    Commitment,
    CommitmentFacts,
    Evaluation,
    EvaluationFacts,
    Handling,
    HandlingFacts,
    Proposal,
    ProposalFacts,
)


def _assigned(question: Question) -> Q:
    """Parts that units really have: drafts and what went to another unit do not count."""
    return Q(assigned_on__isnull=False, ended_on__isnull=True)


def _of_latest_round(question: Question) -> Q:
    """Forms that count, of each unit's latest round: what is handled again waits for its new form."""
    same_round = question.of(HANDLINGS).filter(
        **{question.owner(HANDLINGS): OuterRef("handling_id")}, round=OuterRef("round")
    )
    return Q(counts=True) & Q(Exists(same_round))


def _on_roll(question: Question) -> Q:
    """Held the seat on at least one day of the period (periods are half-open)."""
    mandates = Mandate._base_manager.filter(
        starts_on__lt=question.period.end, starts_on__lte=question.day
    ).filter(
        Q(ends_on__isnull=True)
        | Q(ends_on__gt=question.period.start) & Q(ends_on__gt=F("starts_on"))
    )
    return Q(pk__in=question.known(mandates).values("member_id"))


PROPOSALS = Base(
    "proposals", Proposal, "handed_in_on", "proposals.view", lists.proposals, ProposalFacts
)
HANDLINGS = Base(
    "handlings",
    Handling,
    "proposal__handed_in_on",
    "handlings.view",
    lists.handlings,
    HandlingFacts,
    only=_assigned,
)
EVALUATIONS = Base(
    "evaluations",
    Evaluation,
    "proposal__handed_in_on",
    "evaluations.view",
    lists.evaluations,
    EvaluationFacts,
    only=_of_latest_round,
)
COMMITMENTS = Base(
    "commitments",
    Commitment,
    "proposal__handed_in_on",
    "commitments.view",
    lists.commitments,
    CommitmentFacts,
)
MEMBERS = Base("members", Member, "", "members.view", lists.members, only=_on_roll)
