"""Who stands how to a proposal, its parts and its units: the audiences of the lifecycle tables."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.table import Audience, Holder
from tongxin.members.models import Representative
from tongxin.organisations.models import Service, Succession
from tongxin.organisations.queries import successors
from tongxin.proposals.models import CoSignature, Handling, Proposal
from tongxin.proposals.on_paper import stands_in
from tongxin.proposals.rules.combining import (
    any_of,
    here,
    holders_of_role,
    only_if,
    role_holder,
    some,
)
from tongxin.proposals.terms import (
    CoSignatureState,
    HandlingState,
    ProposalState,
    UnitRole,
)

# Proposers


def _represented(actor: Actor) -> models.QuerySet:
    today = clock.today()
    return (
        Representative._base_manager.filter(person_id=actor.person_id, starts_on__lte=today)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
        .values("collective_id")
    )


def proposes(actor: Actor) -> Q:
    """One leads the proposal, or acts for the body that made it. Rights follow the proposal past a mandate's end."""
    if actor.role == Role.MEMBER:
        return here(actor) & Q(lead_proposer__person_id=actor.person_id)
    if actor.role == Role.COLLECTIVE:
        return here(actor) & Q(collective__in=_represented(actor))
    return NOTHING


def proposer_holders(proposal: Proposal) -> list[Holder]:
    if proposal.lead_proposer_id:
        return [Holder(person_id=proposal.lead_proposer.person_id, role=Role.MEMBER)]
    today = clock.today()
    acting = Representative._base_manager.filter(
        collective_id=proposal.collective_id, starts_on__lte=today
    ).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    people = acting.values_list("person_id", flat=True)
    return [Holder(person_id=person_id, role=Role.COLLECTIVE) for person_id in people]


def co_signs(actor: Actor) -> Q:
    """One was asked to co-sign and has not refused."""
    if actor.role != Role.MEMBER:
        return NOTHING
    asked = Q(
        member__person_id=actor.person_id,
        state__in=[CoSignatureState.INVITED, CoSignatureState.CONFIRMED],
    )
    return here(actor) & some(CoSignature, asked)


def co_signer_holders(proposal: Proposal) -> list[Holder]:
    confirmed = proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED)
    return [
        Holder(person_id=person_id, role=Role.MEMBER)
        for person_id in confirmed.values_list("member__person_id", flat=True)
    ]


def entered(actor: Actor) -> Q:
    """Office staff who entered the proposal on behalf (代录)."""
    if not actor.is_any(Role.proposals_staff() | {Role.PLENARY_GROUP, Role.GROUP_LIAISON}):
        return NOTHING
    return here(actor) & Q(entered_by_id=actor.person_id)


def told_proposer(actor: Actor) -> Q:
    """The proposer, or who entered the proposal, once the result was released."""
    return only_if(Q(released_at__isnull=False), any_of(proposes, entered))(actor)


PROPOSER = Audience("proposer", _("提案者"), proposes, proposer_holders)


def withdraws(actor: Actor) -> Q:
    """One's own proposal; what was declined or merged is settled once that was told, and not a day before (practice 2)."""
    settled = Q(state__in=[ProposalState.DECLINED, ProposalState.MERGED])
    return only_if(~(settled & Q(released_at__isnull=False)), any_of(proposes, entered))(actor)


WITHDRAWER = Audience("withdrawer", _("提案者和代录人"), withdraws, proposer_holders)


TOLD_PROPOSER = Audience("told_proposer", _("提案者（下发后）"), told_proposer, proposer_holders)


CO_SIGNERS = Audience("co_signers", _("联名人"), co_signs, co_signer_holders)


ENTERED_BY = Audience("entered_by", _("代录人"), entered)


# The assembly's offices


def not_own_unit(actor: Actor) -> Q:
    """Borrowed staff never examine matters of the unit they come from (practice 16)."""
    if actor.role != Role.PLENARY_GROUP or not actor.organisation_id:
        return Q()
    wished = Proposal.wished_units.through.objects.filter(organisation_id=actor.organisation_id)
    handled = Handling._base_manager.filter(unit_id=actor.organisation_id)
    return ~Q(pk__in=wished.values("proposal_id")) & ~Q(pk__in=handled.values("proposal_id"))


def examines(actor: Actor) -> Q:
    if not actor.is_any(Role.proposals_staff() | {Role.REVIEWER, Role.PLENARY_GROUP}):
        return NOTHING
    return here(actor) & not_own_unit(actor)


OFFICE = Audience(
    "office",
    _("提案委办公室"),
    role_holder(*Role.proposals_staff()),
    holders_of_role(Role.PROPOSALS_OFFICE),
)


CHAIR = Audience(
    "chair",
    _("提案委主任"),
    role_holder(Role.PROPOSALS_CHAIR),
    holders_of_role(Role.PROPOSALS_CHAIR),
)


EXAMINERS = Audience(
    "examiners",
    _("审查人员"),
    examines,
    holders_of_role(Role.REVIEWER, Role.PROPOSALS_OFFICE),
)


LEADERS = Audience(
    "leaders",
    _("主席会议成员"),
    role_holder(Role.CHAIR, Role.VICE_CHAIR),
    holders_of_role(Role.VICE_CHAIR),
)


SECRETARY_GENERAL = Audience(
    "secretary_general",
    _("秘书长"),
    role_holder(Role.SECRETARY_GENERAL),
    holders_of_role(Role.SECRETARY_GENERAL),
)


# Units and those who hand out


def _channels(actor: Actor) -> models.QuerySet:
    """The channels that an assigning office hands proposals out through."""
    return Service._base_manager.filter(
        organisation_id=actor.organisation_id, assembly_id__in=actor.assembly_ids
    ).values("channel")


def hands_out(actor: Actor) -> Q:
    """Handlings of one's channel."""
    if actor.role != Role.ASSIGNER:
        return NOTHING
    return here(actor) & Q(channel__in=_channels(actor))


def hands_out_proposal(actor: Actor) -> Q:
    """Docketed proposals with a unit of one's channel."""
    condition = hands_out(actor)
    if condition == NOTHING:
        return NOTHING
    return here(actor) & some(Handling, condition & ~Q(state=HandlingState.ENDED))


def assigner_holders(handling: Handling) -> list[Holder]:
    return _assigners(handling.assembly_id, [handling.channel])


def proposal_assigner_holders(proposal: Proposal) -> list[Holder]:
    channels = proposal.handlings.exclude(state=HandlingState.ENDED).values_list(
        "channel", flat=True
    )
    return _assigners(proposal.assembly_id, list(channels))


def _assigners(assembly_id: int, channels: list[str]) -> list[Holder]:
    offices = (
        Service._base_manager.filter(assembly_id=assembly_id, channel__in=channels)
        .filter(
            organisation_id__in=RoleAssignment.objects.in_force(clock.today())
            .filter(role=Role.ASSIGNER)
            .values("organisation_id")
        )
        .values_list("organisation_id", flat=True)
    )
    return [
        Holder(role=Role.ASSIGNER, organisation_id=office, assembly_id=assembly_id)
        for office in sorted(set(offices))
    ]


def _own_units(actor: Actor) -> Q:
    """The actor's unit, and those it succeeded (a reorganised unit has a dated successor)."""
    inherited = Succession.objects.filter(
        successor_id=actor.organisation_id, on__lte=clock.today()
    ).values("predecessor_id")
    return Q(unit_id=actor.organisation_id) | Q(unit_id__in=inherited)


def works_on(actor: Actor) -> Q:
    """Handlings of one's unit that were tried out or assigned; drafts are nobody's but the office's."""
    if not actor.is_any({Role.UNIT_CLERK, Role.UNIT_LEADER}):
        return stands_in(actor)
    return here(actor) & _own_units(actor) & ~Q(state__in=HandlingState.hidden_from_unit())


def works_on_proposal(actor: Actor) -> Q:
    condition = works_on(actor)
    if condition == NOTHING:
        return NOTHING
    return here(actor) & some(Handling, condition)


def unit_holders(handling: Handling) -> list[Holder]:
    return [
        Holder(role=Role.UNIT_CLERK, organisation_id=unit.pk, assembly_id=handling.assembly_id)
        for unit in successors(handling.unit, clock.today())
    ]


def lead_units(proposal: Proposal) -> list[Holder]:
    replying = proposal.handlings.filter(role__in=UnitRole.replying()).exclude(
        state=HandlingState.ENDED
    )
    return [holder for handling in replying for holder in unit_holders(handling)]


UNIT = Audience("unit", _("承办单位"), works_on, unit_holders)


ASSIGNER = Audience("assigner", _("交办部门"), hands_out, assigner_holders)


PROPOSAL_ASSIGNER = Audience(
    "proposal_assigner", _("交办部门"), hands_out_proposal, proposal_assigner_holders
)


UNIT_LEADERS = Audience(
    "unit_leaders",
    _("承办单位负责人"),
    lambda actor: NOTHING,
    lambda handling: [
        Holder(role=Role.UNIT_LEADER, organisation_id=unit.pk, assembly_id=handling.assembly_id)
        for unit in successors(handling.unit, clock.today())
    ],
)


LEAD_UNIT = Audience(
    "lead_unit",
    _("主办单位"),
    lambda actor: NOTHING,
    lambda handling: lead_units(handling.proposal),
)


PROPOSAL_UNITS = Audience("proposal_units", _("主办单位"), works_on_proposal, lead_units)


# Whoever is asked


def gives_evaluation(actor: Actor) -> Q:
    """One's own form: the member asked, or whoever acts for the collective."""
    if actor.role == Role.MEMBER:
        return here(actor) & Q(member__person_id=actor.person_id)
    if actor.role == Role.COLLECTIVE:
        return here(actor) & Q(collective__in=_represented(actor))
    return NOTHING


def evaluator_holders(evaluation) -> list[Holder]:
    if evaluation.member_id:
        return [Holder(person_id=evaluation.member.person_id, role=Role.MEMBER)]
    return proposer_holders(evaluation.proposal)


EVALUATOR = Audience("evaluator", _("评价人"), gives_evaluation, evaluator_holders)


def invited(actor: Actor) -> Q:
    if actor.role != Role.MEMBER:
        return NOTHING
    return here(actor) & Q(member__person_id=actor.person_id)


INVITEE = Audience(
    "invitee",
    _("受邀联名人"),
    invited,
    lambda signature: [Holder(person_id=signature.member.person_id, role=Role.MEMBER)],
)
