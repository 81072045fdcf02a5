"""One unit's part of a proposal, as one actor may see it."""

from functools import cached_property
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.lifecycle.waiting import waited_on
from tongxin.proposals import labels
from tongxin.proposals.lifecycle import (
    EXTENSION,
    HANDLING,
    URGING,
)
from tongxin.proposals.models import (
    Evaluation,
    Handling,
    Reply,
)
from tongxin.proposals.terms import (
    HandlingState,
    UnitRole,
)


class HandlingPage:
    """One unit's part of a proposal, for those who may see its inner side."""

    def __init__(self, handling: Handling, actor: Actor):
        self.handling = handling
        self.proposal = handling.proposal
        self.actor = actor
        self.number = labels.number_for(handling.proposal, actor)

    @cached_property
    def offers(self) -> list[Offer]:
        return available_acts(HANDLING, self.handling, self.actor)

    @cached_property
    def main_offer(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.main and not offer.refusal), None)

    @cached_property
    def other_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer is not self.main_offer]

    @cached_property
    def waiting(self) -> list[Waiting]:
        return list(waited_on(self.handling))

    @cached_property
    def deadlines(self) -> list[Deadline]:
        return list(open_deadlines(self.handling))

    @cached_property
    def may_draft(self) -> bool:
        """Whether the reply editor opens for this actor now."""
        return self.handling.owes_reply and any(
            offer.act is HANDLING.send_for_review for offer in self.offers
        )

    @cached_property
    def replies(self) -> list[Reply]:
        rows = visible(self.actor, "replies.view", self.handling.replies.all())
        return list(rows.select_related("sealed_file").prefetch_related("items"))

    @cached_property
    def contacts(self) -> list:
        return list(self.handling.contacts.all())

    @cached_property
    def objections(self) -> list:
        return list(self.handling.objections.select_related("suggested_unit"))

    @cached_property
    def extensions(self) -> list[tuple[Any, list[Offer]]]:
        rows = visible(self.actor, "extensions.view", self.handling.extensions.all())
        return [
            (row, available_acts(EXTENSION, row, self.actor))
            for row in rows.select_related("assembly", "handling__assembly")
        ]

    @cached_property
    def colleagues(self) -> list[Handling]:
        """The other units of the proposal; a lead unit reads its assisting units' opinions."""
        rows = self.proposal.handlings.exclude(pk=self.handling.pk)
        return list(
            rows.exclude(state__in=[*HandlingState.before_assignment(), HandlingState.ENDED])
            .select_related("unit")
            .order_by("id")
        )

    @cached_property
    def reads_opinions(self) -> bool:
        return self.handling.role == UnitRole.LEAD or self.actor.role not in (
            Role.UNIT_CLERK,
            Role.UNIT_LEADER,
        )

    @cached_property
    def urgings(self) -> list[tuple[Any, list[Offer]]]:
        rows = visible(self.actor, "urgings.view", self.handling.urgings.all())
        return [
            (row, available_acts(URGING, row, self.actor))
            for row in rows.select_related("assembly", "handling", "sent_by")
        ]

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        rows = visible(self.actor, "evaluations.view", self.handling.evaluations.all())
        return list(
            rows.select_related("member__person", "collective", "handling__unit", "assembly")
        )
