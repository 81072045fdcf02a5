"""Proposers evaluate a reply on two axes; the lead proposer's form counts (practice 6)."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.figures import history
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.organisations import rulebook
from tongxin.proposals.lifecycle import EVALUATION, PROPOSAL
from tongxin.proposals.models import Evaluation, Proposal
from tongxin.proposals.terms import EvaluationState, ProposalState, Satisfaction

AXES = ("attitude", "result", "contacted")


@transaction.atomic
def mark_axis(evaluation: Evaluation, *, actor: Actor, axis: str, answer: str) -> Evaluation:
    """Saved at the tap: one axis of one's own form, before it is given."""
    if axis not in AXES:
        raise ValueError(axis)
    if not can(actor, "evaluations.give", evaluation):
        raise Refused(_("现在不能评价。"))
    allowed = Evaluation._meta.get_field(axis).choices
    if answer not in [value for value, _label in allowed]:
        raise Refused(_("请从所列选项中选择。"), field=axis)
    Evaluation._base_manager.filter(pk=evaluation.pk, state=EvaluationState.DUE).update(
        **{axis: answer}
    )
    history.keep(Evaluation, [evaluation.pk])
    return Evaluation._base_manager.get(pk=evaluation.pk)


@performs(EVALUATION.give)
def give(evaluation: Evaluation, *, actor: Actor, **answers: str) -> None:
    """The form is given. The trail records that, never what."""
    _fill(evaluation, answers)


@performs(EVALUATION.enter)
def enter(evaluation: Evaluation, *, actor: Actor, **answers: str) -> None:
    """The office enters a paper form on behalf (代录)."""
    _fill(evaluation, answers)


def _fill(evaluation: Evaluation, answers: dict[str, str]) -> None:
    for name in (*AXES, "reason"):
        if name in answers:
            setattr(evaluation, name, answers[name])
    if not evaluation.attitude or not evaluation.result:
        raise Refused(_("请对办理态度和办理结果都作出评价。"), field="result")
    dissatisfied = Satisfaction.DISSATISFIED in (evaluation.attitude, evaluation.result)
    if dissatisfied and not evaluation.reason.strip():
        raise Refused(_("评价“不满意”请写明意见。"), field="reason")
    evaluation.given_on = clock.today()


@follows(EVALUATION.give)
def settle(evaluation: Evaluation, *, actor: Actor, event, **_answers) -> None:
    settle_proposal(evaluation, actor, event)


@follows(EVALUATION.enter)
def settle_entered(evaluation: Evaluation, *, actor: Actor, event, **_answers) -> None:
    settle_proposal(evaluation, actor, event)


@follows(EVALUATION.lapse)
def settle_silent(evaluation: Evaluation, *, actor: Actor, event) -> None:
    settle_proposal(evaluation, actor, event)


def settle_proposal(evaluation: Evaluation, actor: Actor, event) -> None:
    """When the forms that count are in: contested, tracked, or closed."""
    proposal = Proposal._base_manager.get(pk=evaluation.proposal_id)
    if not evaluation.counts or proposal.state != ProposalState.REPLIED:
        return
    forms = list(_present_forms(proposal))
    if any(form.state == EvaluationState.DUE for form in forms):
        return
    if any(form.result == Satisfaction.DISSATISFIED for form in forms):
        perform(PROPOSAL.contest, proposal, actor, cause=event, forms=forms)
        return
    Evaluation._base_manager.filter(
        proposal=proposal, state=EvaluationState.GIVEN, shown_to_unit_on__isnull=True
    ).update(shown_to_unit_on=clock.today())
    followed = rulebook.value("proposals.classes_followed", proposal.assembly_id)
    open_promises = proposal.commitments.exclude(state__in=["kept", "lifted"]).exists()
    act = (
        PROPOSAL.track
        if proposal.reply_class in followed or open_promises
        else PROPOSAL.close_replied
    )
    perform(act, proposal, actor, cause=event, forms=forms)


@performs(PROPOSAL.contest)
def contest(proposal: Proposal, *, actor: Actor, forms: list[Evaluation]) -> None:
    _note_satisfaction(proposal, forms)


@performs(PROPOSAL.track)
def track(proposal: Proposal, *, actor: Actor, forms: list[Evaluation]) -> None:
    _note_satisfaction(proposal, forms)


@performs(PROPOSAL.close_replied)
def close_replied(proposal: Proposal, *, actor: Actor, forms: list[Evaluation]) -> None:
    _note_satisfaction(proposal, forms)
    proposal.closed_on = clock.today()


def _note_satisfaction(proposal: Proposal, forms: list[Evaluation]) -> None:
    """The least satisfied of the forms that count; silence stays silence."""
    given = [form for form in forms if form.state == EvaluationState.GIVEN]
    if given:
        proposal.satisfaction = max((form.result for form in given), key=Satisfaction.values.index)
        proposal.evaluated_on = max(form.given_on for form in given)


def _present_forms(proposal: Proposal):
    """The forms that count, of each unit's latest round."""
    return proposal.evaluations.filter(counts=True, round=F("handling__round"))
