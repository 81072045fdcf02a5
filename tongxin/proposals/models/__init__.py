from tongxin.proposals.models.aftermath import (
    Commitment,
    Evaluation,
    Hearing,
    Nomination,
    Progress,
    SupervisionVisit,
    Urging,
)
from tongxin.proposals.models.clearing import Clearing
from tongxin.proposals.models.examination import (
    DecisionItem,
    DecisionList,
    ExaminerClaim,
    ExaminerOpinion,
)
from tongxin.proposals.models.exchange import (
    Package,
    PackedHandling,
    PaperEntry,
    ReturnedFile,
)
from tongxin.proposals.models.extract import Extract
from tongxin.proposals.models.facts import (
    CommitmentFacts,
    EvaluationFacts,
    HandlingFacts,
    ProposalFacts,
)
from tongxin.proposals.models.handling import (
    Contact,
    Extension,
    Handling,
    Objection,
    Reply,
    ReplyItem,
)
from tongxin.proposals.models.proposals import (
    Attachment,
    Category,
    Lineage,
    Proposal,
    ProposalVersion,
)
from tongxin.proposals.models.signatures import CoSignature

__all__ = [
    "Attachment",
    "Category",
    "Clearing",
    "CoSignature",
    "Commitment",
    "CommitmentFacts",
    "Contact",
    "DecisionItem",
    "DecisionList",
    "Evaluation",
    "EvaluationFacts",
    "ExaminerClaim",
    "ExaminerOpinion",
    "Extension",
    "Extract",
    "Handling",
    "HandlingFacts",
    "Hearing",
    "Lineage",
    "Nomination",
    "Objection",
    "Package",
    "PackedHandling",
    "PaperEntry",
    "Progress",
    "Proposal",
    "ProposalFacts",
    "ProposalVersion",
    "Reply",
    "ReplyItem",
    "ReturnedFile",
    "SupervisionVisit",
    "Urging",
]
