"""The reply on its way out: looked at by the inspection room, signed, numbered, sealed (practice 5)."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.figures import history
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.lifecycle.table import Due, Tell
from tongxin.organisations import rulebook
from tongxin.papers.models import StoredFile
from tongxin.proposals import rules
from tongxin.proposals.conditions import all_units_replied, current_reply
from tongxin.proposals.lifecycle import EVALUATION, HANDLING, PROPOSAL
from tongxin.proposals.models import Evaluation, Handling, Proposal
from tongxin.proposals.terms import CoSignatureState, ReplyClass, UnitRole

EVALUATE_WITHIN = (Due("give", "proposals.evaluate_within"),)


@performs(HANDLING.send_back)
def send_back(handling: Handling, *, actor: Actor, remark: str) -> None:
    """Between the two offices: proposers never see the remark (practice 12)."""
    reply = current_reply(handling)
    reply.send_back_remark = remark
    reply.save()


@performs(HANDLING.clear)
def clear(handling: Handling, *, actor: Actor, reply_class: str = "") -> dict:
    """Looked at before signature; the inspection room may set another class."""
    reply = current_reply(handling)
    changed = reply_class and reply_class != reply.reply_class
    if changed:
        reply.reply_class = reply_class
    reply.send_back_remark = ""
    reply.reviewed_by = actor.person
    reply.reviewed_on = clock.today()
    reply.save()
    return {"class": reply.reply_class, "changed": bool(changed)}


@performs(HANDLING.reply)
def reply(
    handling: Handling,
    *,
    actor: Actor,
    signer: str,
    document_number: str,
    sealed_file: StoredFile,
    replied_on: date | None = None,
) -> dict:
    """The signed and sealed file is the reply; its day may be the paper's, never in the future."""
    return _seal(handling, signer, document_number, sealed_file, replied_on or clock.today())


@performs(HANDLING.enter_reply)
def enter_reply(
    handling: Handling,
    *,
    actor: Actor,
    signer: str,
    document_number: str,
    sealed_file: StoredFile,
    looked_on: date | None = None,
) -> dict:
    """A reply that was looked at, signed and sealed on paper: the days and names are the paper's, nobody's click."""
    if looked_on and looked_on > actor.day:
        raise Refused(_("审核日期不能晚于答复日期。"), field="looked_on")
    present = current_reply(handling)
    present.reviewed_on = looked_on
    present.send_back_remark = ""
    present.save()
    return _seal(handling, signer, document_number, sealed_file, actor.day)


def _seal(
    handling: Handling, signer: str, document_number: str, sealed_file: StoredFile, on: date
) -> dict:
    if on > clock.today():
        raise Refused(_("答复日期不能晚于今天。"), field="replied_on")
    present = current_reply(handling)
    present.signer = signer
    present.document_number = document_number
    present.sealed_file = sealed_file
    present.replied_on = on
    present.save()
    handling.replied_on = on
    handling.first_replied_on = handling.first_replied_on or on
    handling.reply_class = present.reply_class
    return {"class": present.reply_class, "replied_on": on, "round": handling.round}


@follows(HANDLING.enter_reply)
@follows(HANDLING.reply)
def ask_for_evaluation(handling: Handling, *, actor: Actor, event, **_data) -> None:
    """Each proposer gets a form; when the last owing unit has replied, the proposal counts as replied."""
    proposal = handling.proposal
    for evaluation in _forms(handling):
        begin(
            EVALUATION,
            evaluation,
            actor,
            cause=event,
            due=EVALUATE_WITHIN,
            tell=(Tell(rules.EVALUATOR),),
        )
    fresh = Proposal._base_manager.get(pk=proposal.pk)
    if all_units_replied(fresh, actor) is None:
        perform(PROPOSAL.all_replied, fresh, actor, cause=event)


@performs(PROPOSAL.all_replied)
def all_replied(proposal: Proposal, *, actor: Actor) -> dict:
    """The proposal's class follows the rulebook's rule over its units' classes."""
    handlings = list(proposal.handlings.filter(replied_on__isnull=False).order_by("id"))
    proposal.replied_on = max(handling.replied_on for handling in handlings)
    proposal.reply_class = class_of(proposal, handlings)
    return {"class": proposal.reply_class}


@follows(PROPOSAL.all_replied)
def pass_over_the_silent(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    """Assisting units that said nothing are not waited for any longer: their silence is noted, it never blocks (practice 5)."""
    silent = proposal.handlings.filter(
        role=UnitRole.ASSIST, state__in=HANDLING.pass_over.sources
    ).order_by("id")
    for handling in silent:
        perform(HANDLING.pass_over, handling, actor, cause=event)


def class_of(proposal: Proposal, handlings: list[Handling]) -> str:
    """One class for the main case: the lowest of its units', or the first one's (parameter class_rule)."""
    classes = [handling.reply_class for handling in handlings if handling.reply_class]
    if not classes:
        return ""
    if rulebook.value("proposals.class_rule", proposal.assembly_id) == "lead":
        return classes[0]
    return max(classes, key=ReplyClass.values.index)


@performs(HANDLING.handle_again)
def handle_again(handling: Handling, *, actor: Actor) -> dict:
    """A new round with a new clock; the first reply stays in the record."""
    handling.round += 1
    handling.replied_on = None
    return {"round": handling.round}


@performs(HANDLING.raise_class)
def raise_class(handling: Handling, *, actor: Actor, reply_class: str, reason: str) -> dict:
    """A second reply: what was promised is done, so the class rises; never falls."""
    order = ReplyClass.values.index
    if order(reply_class) >= order(handling.reply_class):
        raise Refused(_("二次答复只能提高办理结果。"), field="reply_class")
    before, handling.reply_class = handling.reply_class, reply_class
    return {"before": before, "class": reply_class}


@follows(HANDLING.raise_class)
def raise_proposal_class(handling: Handling, *, actor: Actor, event, **_data) -> None:
    proposal = handling.proposal
    handlings = list(proposal.handlings.filter(replied_on__isnull=False).order_by("id"))
    Proposal._base_manager.filter(pk=proposal.pk).update(reply_class=class_of(proposal, handlings))
    history.keep(Proposal, [proposal.pk])


def _forms(handling: Handling) -> list[Evaluation]:
    proposal = handling.proposal
    shared = {
        "assembly_id": handling.assembly_id,
        "proposal": proposal,
        "handling": handling,
        "round": handling.round,
    }
    if proposal.collective_id:
        return [Evaluation(collective=proposal.collective, counts=True, **shared)]
    forms = [Evaluation(member=proposal.lead_proposer, counts=True, **shared)]
    for signature in proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED).select_related(
        "member"
    ):
        forms.append(Evaluation(member=signature.member, **shared))
    return forms
