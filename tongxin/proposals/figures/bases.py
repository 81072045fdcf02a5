"""The rows that the figures of proposals count, and how they are listed."""

from tongxin.figures.declare import Base
from tongxin.members.models import Member
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
)
EVALUATIONS = Base(
    "evaluations",
    Evaluation,
    "proposal__handed_in_on",
    "evaluations.view",
    lists.evaluations,
    EvaluationFacts,
)
COMMITMENTS = Base(
    "commitments",
    Commitment,
    "proposal__handed_in_on",
    "commitments.view",
    lists.commitments,
    CommitmentFacts,
)
MEMBERS = Base("members", Member, "", "figures.members", lists.members)
"""All numbers of one question speak of the same proposals: those handed in during the period, and what became of them."""
