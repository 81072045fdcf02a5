"""What an extract tells of: the proposals that a request asks about, what hangs on them, and who did what to them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.accounts.queries import with_doer, with_role
from tongxin.organisations.models import Assembly
from tongxin.papers.models import StoredFile
from tongxin.proposals.models import (
    Commitment,
    Contact,
    CoSignature,
    Evaluation,
    Extension,
    Extract,
    Handling,
    Proposal,
    Reply,
    ReplyItem,
    Urging,
)
from tongxin.proposals.terms import CoSignatureState, ExtractQuestion, UrgingState
from tongxin.trail.models import Event
from tongxin.trail.taking import takings

OF_HANDLINGS = (Extension, Evaluation, Commitment, Urging)
"""Whose acts belong to a unit's part of the work."""


def extracts_of(actor: Actor, assembly: Assembly) -> QuerySet[Extract]:
    """An assembly's requests, newest first, as far as this actor may see them."""
    rows = visible(actor, "extracts.view", Extract.objects.filter(assembly=assembly))
    return rows.select_related(
        "assembly",
        "member__person",
        "member__term",
        "unit",
        "proposal__assembly",
        "proposal__lead_proposer",
        "entered_by",
        "decided_by",
        "scan",
        "workbook",
        "document",
    )


def takings_of(extract: Extract) -> QuerySet[Event]:
    """Who took the extract out, and when: newest first, with the names of the people."""
    made = StoredFile._base_manager.filter(pk__in=[extract.workbook_id, extract.document_id])
    return with_role(with_doer(takings(made)))


class Contents:
    """What one request asks for, as it stands now. Drafts are in no extract, and a result that was not released reads
    as not decided (practice 2)."""

    def __init__(self, extract: Extract):
        self.extract = extract

    @cached_property
    def proposals(self) -> list[Proposal]:
        signed = CoSignature._base_manager.filter(state=CoSignatureState.CONFIRMED)
        rows = self._asked.select_related(
            "assembly", "session__term", "category", "lead_proposer__person", "merged_into"
        )
        return list(
            rows.prefetch_related(
                Prefetch("co_signatures", signed.select_related("member__person"))
            ).order_by("handed_in_on", "pk")
        )

    @cached_property
    def handlings(self) -> list[Handling]:
        rows = self._parts.select_related("unit", "proposal")
        return list(rows.order_by("proposal__handed_in_on", "proposal_id", "pk"))

    @cached_property
    def contacts(self) -> list[Contact]:
        rows = Contact._base_manager.filter(handling__in=self._parts)
        return list(rows.select_related("handling__unit", "handling__proposal"))

    @cached_property
    def replies(self) -> list[Reply]:
        """Signed ones."""
        rows = Reply._base_manager.filter(handling__in=self._parts, replied_on__isnull=False)
        return list(rows.select_related("handling__unit", "handling__proposal"))

    @cached_property
    def answers(self) -> list[ReplyItem]:
        """The answers to single suggestions, where one proposal is asked about."""
        if self.extract.question != ExtractQuestion.PROPOSAL:
            return []
        rows = ReplyItem._base_manager.filter(reply__in=self.replies)
        return list(rows.select_related("reply__handling__unit").order_by("reply", "number"))

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        """Given ones."""
        rows = Evaluation._base_manager.filter(handling__in=self._parts, given_on__isnull=False)
        return list(
            rows.select_related(
                "handling__unit", "handling__proposal", "member__person", "collective"
            )
        )

    @cached_property
    def commitments(self) -> list[Commitment]:
        rows = Commitment._base_manager.filter(handling__in=self._parts)
        return list(rows.select_related("unit", "proposal"))

    @cached_property
    def urgings(self) -> list[Urging]:
        """Sent ones."""
        rows = Urging._base_manager.filter(handling__in=self._parts, state=UrgingState.SENT)
        return list(rows.select_related("handling__unit", "handling__proposal", "sent_by"))

    @cached_property
    def events(self) -> list[Event]:
        """Who did what, oldest first, with the names of the people."""
        told = self._asked.exclude(decided_on__isnull=False, released_at__isnull=True)
        rows = Event.objects.filter(
            self._on(Proposal, told)
            | self._on(CoSignature, CoSignature._base_manager.filter(proposal__in=told))
            | self._on(Handling, self._parts)
        )
        for model in OF_HANDLINGS:
            hanging = model._base_manager.filter(handling__in=self._parts)
            rows |= Event.objects.filter(self._on(model, hanging))
        return list(with_role(with_doer(rows)).order_by("id"))

    @cached_property
    def places(self) -> dict[tuple[str, int], Proposal | Handling]:
        """The proposal or unit's part to which each record belongs that an event may speak of."""
        cases = {row.pk: row for row in self.proposals}
        parts = {row.pk: row for row in self.handlings}
        found: dict[tuple[str, int], Proposal | Handling] = {}
        found |= {(Proposal._meta.label_lower, key): row for key, row in cases.items()}
        found |= {(Handling._meta.label_lower, key): row for key, row in parts.items()}
        found |= _placed(CoSignature, "proposal", cases)
        for model in OF_HANDLINGS:
            found |= _placed(model, "handling", parts)
        return found

    @staticmethod
    def _on(model: type[Model], rows: QuerySet) -> Q:
        return Q(record_type=model._meta.label_lower, record_id__in=rows.values("pk"))

    @cached_property
    def _asked(self) -> QuerySet[Proposal]:
        """What was handed in, by the question and within its days."""
        extract = self.extract
        rows = Proposal._base_manager.filter(
            self._question, assembly=extract.assembly_id, handed_in_on__isnull=False
        )
        if extract.starts_on:
            rows = rows.filter(handed_in_on__gte=extract.starts_on)
        return rows.filter(handed_in_on__lte=extract.ends_on) if extract.ends_on else rows

    @property
    def _question(self) -> Q:
        extract = self.extract
        match extract.question:
            case ExtractQuestion.MEMBER:
                return _of_person(extract.member.person_id)
            case ExtractQuestion.UNIT:
                given = Handling._base_manager.filter(
                    proposal=OuterRef("pk"), unit=extract.unit_id, assigned_on__isnull=False
                )
                return Q(Exists(given))
            case ExtractQuestion.PROPOSAL:
                return Q(pk=extract.proposal_id)
        return Q()

    @cached_property
    def _parts(self) -> QuerySet[Handling]:
        """What was assigned; of a unit that is asked about its own part alone."""
        rows = Handling._base_manager.filter(proposal__in=self._asked, assigned_on__isnull=False)
        return rows.filter(unit=self.extract.unit_id) if self.extract.unit_id else rows


def _placed(model: type[Model], field: str, among: Mapping[int, Any]) -> dict[tuple[str, int], Any]:
    rows = model._base_manager.filter(**{f"{field}__in": list(among)})
    return {
        (model._meta.label_lower, key): among[owner] for key, owner in rows.values_list("pk", field)
    }


def _of_person(person_id: int) -> Q:
    """Proposals that somebody led or co-signed, in whatever term."""
    signed = CoSignature._base_manager.filter(
        proposal=OuterRef("pk"),
        member__person=person_id,
        state=CoSignatureState.CONFIRMED,
    )
    return Q(lead_proposer__person=person_id) | Q(Exists(signed))
