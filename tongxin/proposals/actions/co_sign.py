"""Co-signing: invited by the lead proposer, read and confirmed by each colleague, asked again when the text changes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.digests import canonical, digest
from tongxin.core.errors import Refused
from tongxin.figures import history
from tongxin.lifecycle.perform import begin, perform, performs
from tongxin.lifecycle.table import Due, Tell
from tongxin.members.models import Member
from tongxin.proposals import rules
from tongxin.proposals.actions.save_draft import may_write
from tongxin.proposals.lifecycle import CO_SIGNATURE
from tongxin.proposals.models import CoSignature, Proposal
from tongxin.proposals.terms import CoSignatureState, ProposerKind


def text_digest(proposal: Proposal) -> str:
    """What a co-signer confirms: the digest of the words as they stand."""
    return digest(canonical(proposal.text()))


@transaction.atomic
def invite(proposal: Proposal, *, actor: Actor, members: Iterable[Member]) -> list[CoSignature]:
    """Ask colleagues to co-sign; whoever was asked before is not asked twice."""
    if not may_write(proposal, actor):
        raise Refused(_("提案已经提交，不能再邀请联名。"))
    asked = set(proposal.co_signatures.values_list("member_id", flat=True))
    fresh = []
    for member in members:
        if member.pk in asked:
            continue
        if member.pk == proposal.lead_proposer_id:
            raise Refused(_("第一提案人不用联名。"), field="members")
        if member.assembly_id != proposal.assembly_id:
            raise Refused(_("只能邀请本级政协委员联名。"), field="members")
        signature = CoSignature(
            assembly_id=proposal.assembly_id,
            proposal=proposal,
            member=member,
            invited_on=clock.today(),
        )
        fresh.append(
            begin(
                CO_SIGNATURE,
                signature,
                actor,
                due=(Due("confirm", "proposals.co_sign_within"),),
                tell=(Tell(rules.INVITEE),),
            )
        )
    if fresh and proposal.proposer_kind == ProposerKind.INDIVIDUAL:
        Proposal._base_manager.filter(pk=proposal.pk).update(proposer_kind=ProposerKind.JOINT)
        history.keep(Proposal, [proposal.pk])
    return fresh


@performs(CO_SIGNATURE.confirm)
def confirm(signature: CoSignature, *, actor: Actor, read_digest: str = "") -> None:
    """The colleague stands by the words they read; a text changed meanwhile must be read again."""
    present = text_digest(signature.proposal)
    if read_digest and read_digest != present:
        raise Refused(_("文字刚有改动，请再读一遍后确认。"))
    signature.text_digest = present
    signature.answered_on = clock.today()


@performs(CO_SIGNATURE.refuse)
def refuse(signature: CoSignature, *, actor: Actor) -> None:
    signature.answered_on = clock.today()


@performs(CO_SIGNATURE.ask_again)
def ask_again(signature: CoSignature, *, actor: Actor) -> None:
    signature.invited_on = clock.today()
    signature.answered_on = None


@transaction.atomic
def ask_again_after_change(proposal: Proposal, *, actor: Actor) -> int:
    """Everyone who confirmed other words is asked again; the number of them (practice 8)."""
    outdated = list(
        proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED).exclude(
            text_digest=text_digest(proposal)
        )
    )
    if outdated:
        event = trail.record("proposals.reword", proposal, actor, asked=len(outdated))
        for signature in outdated:
            perform(CO_SIGNATURE.text_changed, signature, actor, cause=event)
    return len(outdated)


@performs(CO_SIGNATURE.text_changed)
def text_changed(signature: CoSignature, *, actor: Actor) -> None:
    signature.answered_on = None
