"""The lifecycles of proposals: one table per noun, data only."""

from tongxin.proposals.lifecycle.aftermath import (
    COMMITMENT,
    EVALUATION,
    NOMINATION,
    URGING,
)
from tongxin.proposals.lifecycle.clearing import CLEARING
from tongxin.proposals.lifecycle.examination import CO_SIGNATURE, DECISION_LIST
from tongxin.proposals.lifecycle.extract import EXTRACT
from tongxin.proposals.lifecycle.handling import EXTENSION, HANDLING
from tongxin.proposals.lifecycle.proposal import PROPOSAL

__all__ = [
    "CLEARING",
    "COMMITMENT",
    "CO_SIGNATURE",
    "DECISION_LIST",
    "EVALUATION",
    "EXTENSION",
    "EXTRACT",
    "HANDLING",
    "NOMINATION",
    "PROPOSAL",
    "URGING",
]
