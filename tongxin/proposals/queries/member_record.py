"""A member's page: seats, posts and proposals, as far as this reader may see them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.core import formats
from tongxin.members.models import Appointment, Mandate, Member
from tongxin.proposals import labels
from tongxin.proposals.models import CoSignature, Proposal
from tongxin.proposals.queries import listing
from tongxin.proposals.terms import CoSignatureState, ProposalState


@dataclass(frozen=True)
class ProposalLine:
    """A proposal as a line: number and state in this reader's words."""

    proposal: Proposal
    number: str
    state: labels.StateLabel


class MemberRecord:
    """What one page shows of a member: all terms of the same person in the assembly."""

    def __init__(self, member: Member, actor: Actor):
        self.member = member
        self.actor = actor

    @cached_property
    def seats(self) -> list[Member]:
        """The person's seats, latest term first."""
        rows = Member.objects.filter(
            assembly_id=self.member.assembly_id, person_id=self.member.person_id
        )
        return list(rows.select_related("term", "sector").order_by("-term__number"))

    @cached_property
    def mandates(self) -> list[Mandate]:
        rows = Mandate.objects.filter(member__in=self.seats)
        return list(rows.select_related("member__term", "member__sector").order_by("-starts_on"))

    @cached_property
    def posts(self) -> list[Appointment]:
        rows = Appointment.objects.filter(member__in=self.seats)
        return list(rows.select_related("committee", "sector", "body").order_by("-starts_on", "id"))

    @property
    def facts(self) -> list[tuple[str, object]]:
        """What the roll says of the present seat; party, birth and number only for those who may."""
        member = self.member
        facts = [
            (_("界别"), member.sector),
            (_("常委"), _("是") if member.is_standing else _("否")),
            (_("工作单位及职务"), member.employer),
            (_("委员证号"), member.card_number),
        ]
        return facts + (self._private_facts() if self.sees_private else [])

    @cached_property
    def sees_private(self) -> bool:
        return can(self.actor, "members.view_private", self.member)

    def _private_facts(self) -> list[tuple[str, object]]:
        member = self.member
        return [
            (_("政治面貌"), member.party_name),
            (_("出生年月"), formats.month(member.born_in)),
            (_("学历"), member.education),
            (_("手机号"), member.person.phone),
        ]

    @cached_property
    def led(self) -> list[ProposalLine]:
        """Proposals of which the member is the lead proposer."""
        return self._lines(Q(lead_proposer__in=self.seats))

    @cached_property
    def co_signed(self) -> list[ProposalLine]:
        signed = CoSignature.objects.filter(member__in=self.seats, state=CoSignatureState.CONFIRMED)
        return self._lines(Q(pk__in=signed.values("proposal_id")))

    def _lines(self, condition: Q) -> list[ProposalLine]:
        pattern = labels.case_pattern(self.member.assembly_id)
        return [
            ProposalLine(
                proposal,
                labels.number_for(proposal, self.actor, pattern=pattern),
                labels.state_for(proposal, self.actor),
            )
            for proposal in self._visible(condition)
        ]

    def _visible(self, condition: Q) -> QuerySet[Proposal]:
        rows = Proposal.objects.filter(condition, assembly_id=self.member.assembly_id)
        shown = visible(self.actor, "proposals.view", rows.exclude(state=ProposalState.DRAFT))
        return (
            listing.listed(shown)
            .select_related("assembly", "lead_proposer")
            .order_by("-handed_in_on", "-id")
        )
