"""How a proposal's state, number and proposer read, per audience: the proposer of a held result still reads 审查中."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.organisations import rulebook
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import (
    PROPOSAL_TONES,
    PROPOSER_LABELS,
    PUBLIC_LABELS,
    ProposalState,
)

OFFICE_ROLES = Role.proposals_staff() | {Role.REVIEWER, Role.PLENARY_GROUP}
EVALUATION_READERS = Role.proposals_staff() | Role.leaders() | {Role.GENERAL_OFFICE}
CONTEST_READERS = EVALUATION_READERS | {Role.ASSIGNER}


@dataclass(frozen=True)
class StateLabel:
    """A state as one audience reads it: its value, words and tone."""

    state: str
    label: str
    tone: str


def state_for(proposal: Proposal, actor: Actor) -> StateLabel:
    """Examiners read the state itself; everybody else reads what has been told, in their own words."""
    if actor.is_any(OFFICE_ROLES):
        label = ProposalState(proposal.state).label
        if proposal.is_held:
            label = _("%(state)s（未下发）") % {"state": label}
        return StateLabel(proposal.state, str(label), PROPOSAL_TONES[proposal.state])
    told = told_state(proposal)
    if told == ProposalState.DISSATISFIED and not _hears_both_sides(proposal, actor):
        told = ProposalState.REPLIED
    words = PROPOSER_LABELS if actor.is_any({Role.MEMBER, Role.COLLECTIVE}) else {}
    label = words.get(told, ProposalState(told).label)
    return StateLabel(told, str(label), PROPOSAL_TONES[told])


def reads_evaluations(actor: Actor) -> bool:
    """Whether lists show how proposers evaluated."""
    return actor.is_any(EVALUATION_READERS)


def _hears_both_sides(proposal: Proposal, actor: Actor) -> bool:
    """Until the hearing nobody else is told that a proposer was dissatisfied, the unit least of all (practice 6)."""
    if actor.is_any(CONTEST_READERS):
        return True
    if proposal.lead_proposer_id:
        return proposal.lead_proposer.person_id == actor.person_id
    return actor.role == Role.COLLECTIVE


def public_state(proposal: Proposal) -> StateLabel:
    """What citizens read."""
    told = told_state(proposal)
    label = PUBLIC_LABELS.get(told, ProposalState(told).label)
    return StateLabel(told, str(label), PROPOSAL_TONES[told])


def told_state(proposal: Proposal) -> str:
    """The state without what is held back: a decision not yet released reads as still examined (practice 2)."""
    return ProposalState.SUBMITTED if proposal.is_held else proposal.state


def number_for(proposal: Proposal, actor: Actor | None = None, *, pattern: str = "") -> str:
    """The case number once told (examiners: once given), else the serial number, else nothing.

    `pattern`: how this assembly writes case numbers, where a list has asked for it once for all rows.
    """
    may_know = proposal.is_released or (actor is not None and actor.is_any(OFFICE_ROLES))
    if proposal.case_number and may_know:
        pattern = pattern or case_pattern(proposal.assembly_id)
        return pattern.format(number=proposal.case_number)
    if proposal.serial_number:
        return _("流水号 %(number)s") % {"number": proposal.serial_number}
    return ""


def case_pattern(assembly_id: int) -> str:
    """How an assembly writes its case numbers, such as 第{number:04d}号."""
    return rulebook.value("proposals.number_pattern", assembly_id)
