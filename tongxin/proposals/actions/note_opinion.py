"""An examiner notes an opinion: it decides nothing, and the trail keeps only that it was given (practice 1)."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import performs
from tongxin.organisations.models import Organisation
from tongxin.proposals.actions.claim import let_go
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Category, ExaminerOpinion, Proposal
from tongxin.proposals.terms import Outcome, Stage


@performs(PROPOSAL.note_opinion)
def note_opinion(
    proposal: Proposal,
    *,
    actor: Actor,
    outcome: str,
    decline_reason: str = "",
    decline_route: str = "",
    merge_into: Proposal | None = None,
    note: str = "",
    category: Category | None = None,
    units: tuple[Organisation, ...] = (),
) -> dict:
    """First opinion, then a second by somebody else; one's own opinion may be replaced until the list is decided."""
    _check(proposal, outcome, decline_reason, decline_route, merge_into)
    stage = stage_for(proposal, actor)
    proposal.opinions.filter(stage=stage, superseded_at__isnull=True).update(
        superseded_at=clock.now()
    )
    opinion = ExaminerOpinion(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        stage=stage,
        examiner=actor.person,
        outcome=outcome,
        decline_reason=decline_reason,
        decline_route=decline_route,
        merge_into=merge_into,
        note=note,
        category=category,
    )
    opinion.save(force_insert=True)
    opinion.intended_units.set(units)
    if category is not None:
        proposal.category = category
    let_go(proposal, actor=actor)
    return {"stage": stage}


def stage_for(proposal: Proposal, actor: Actor) -> str:
    """Whose turn this opinion is: the first examiner may change their mind, anyone else is the second."""
    first = proposal.opinions.filter(stage=Stage.FIRST, superseded_at__isnull=True).first()
    if first is None or first.examiner_id == actor.person_id:
        return Stage.FIRST
    return Stage.SECOND


def _check(proposal, outcome, decline_reason, decline_route, merge_into) -> None:
    if outcome == Outcome.DECLINE and not (decline_reason and decline_route):
        raise Refused(_("拟不立案须选理由和去向。"), field="decline_reason")
    if outcome == Outcome.MERGE:
        if merge_into is None or merge_into.pk == proposal.pk:
            raise Refused(_("请选择要并入的提案。"), field="merge_into")
        if merge_into.assembly_id != proposal.assembly_id:
            raise Refused(_("只能并入本级政协的提案。"), field="merge_into")
