"""Where a proposal's words and files stand: every field that a clearing empties, and what it leaves, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from tongxin.proposals import models as m
from tongxin.proposals.terms import CLEARED


@dataclass(frozen=True)
class Place:
    """Rows of one model: how they hang on a proposal, their words, and the references to their files."""

    model: type[Model]
    path: str
    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def of(self, proposal: m.Proposal) -> QuerySet:
        return self.model._base_manager.filter(**{self.path: proposal.pk})


BY_HANDLING = "handling__proposal"
PLACES = (
    Place(
        m.Proposal,
        "pk",
        (
            "matter",
            "situation",
            "analysis",
            "suggestions",
            "no_publish_reason",
            "decline_note",
            "return_note",
            "source_note",
        ),
    ),
    Place(m.ProposalVersion, "proposal", ("text", "reason")),
    Place(m.Attachment, "proposal", files=("file",)),
    Place(m.ExaminerOpinion, "proposal", ("note",)),
    Place(m.DecisionItem, "proposal", ("note",)),
    Place(m.Handling, "proposal", ("handler_name", "handler_phone", "passed_on_to", "opinion")),
    Place(m.Contact, BY_HANDLING, ("with_whom", "theme")),
    Place(m.Objection, BY_HANDLING, ("reason", "office_opinion", "decision_note")),
    Place(m.Extension, BY_HANDLING, ("reason", "decision_note")),
    Place(
        m.Reply,
        BY_HANDLING,
        (
            "opening",
            "closing",
            "no_publish_reason",
            "send_back_remark",
            "signer",
            "document_number",
        ),
        ("sealed_file",),
    ),
    Place(m.ReplyItem, "reply__handling__proposal", ("text", "reason", "promise", "responsible")),
    Place(m.Evaluation, "proposal", ("reason",)),
    Place(m.Hearing, "proposal", ("proposer_view", "unit_view", "decision_note")),
    Place(m.Commitment, "proposal", ("text", "owner", "note")),
    Place(m.Progress, "commitment__proposal", ("text",), ("evidence",)),
    Place(
        m.Nomination,
        "proposal",
        ("reason", "leaders", "committee_name", "months", "document", "plan", "report"),
    ),
    Place(m.SupervisionVisit, "nomination__proposal", ("way", "leader", "outcome")),
    Place(m.Urging, BY_HANDLING, ("text", "drop_reason")),
    Place(m.PaperEntry, BY_HANDLING, ("basis",)),
    Place(m.Extract, "proposal", ("reason", "refusal"), ("scan", "workbook", "document")),
)
LEFT = {
    (m.Proposal, "proposer_name"): "who proposed it: receipts, counts and the trail name them, too",
    (m.Proposal, "receipt_digest"): "the digest on the proposer's receipt; gives nothing back",
    (m.ProposalVersion, "algorithm"): "a code",
    (m.ProposalVersion, "digest"): "emptied with its text, then kept in the trail",
    (m.CoSignature, "text_digest"): "the digest of what was confirmed; gives nothing back",
    (m.PaperEntry, "act"): "the code of an act",
    (m.Urging, "act"): "the code of an act",
    (m.Extract, "body"): "which authority asked",
    (m.Extract, "contact"): "who asked",
    (m.Extract, "paper_number"): "a paper's number in a fixed form",
    (m.Clearing, "paper_number"): "a paper's number in a fixed form",
}
"""Fields of words that a clearing leaves, with the reason."""


def place_of(model: type[Model]) -> Place:
    return next(place for place in PLACES if place.model is model)


def cleared(value: Any) -> Any:
    """The value with every word replaced; what was empty stays empty, numbered suggestions keep their numbers."""
    match value:
        case str():
            return CLEARED if value else value
        case list():
            return [cleared(one) for one in value]
        case dict():
            return {key: cleared(one) for key, one in value.items()}
    return value


def strings(value: Any) -> Iterable[str]:
    """Every string inside a value that JSON can hold."""
    match value:
        case str():
            yield value
        case list() | tuple():
            for one in value:
                yield from strings(one)
        case dict():
            for key, one in value.items():
                yield from strings(key)
                yield from strings(one)
