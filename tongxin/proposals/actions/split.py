"""Two matters in one proposal: after asking the lead proposer, the office makes two of it (分案; one matter, one case)."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.proposals.actions.co_sign import text_digest
from tongxin.proposals.actions.hand_in import keep_version, number_and_receipt
from tongxin.proposals.lifecycle import CO_SIGNATURE, PROPOSAL
from tongxin.proposals.models import Attachment, CoSignature, Lineage, Proposal
from tongxin.proposals.terms import AttachmentKind, CoSignatureState, Relation


@performs(PROPOSAL.split)
def split(
    proposal: Proposal, *, actor: Actor, moved: list[int], matter: str, agreed_on: date
) -> dict:
    """Take the suggestions with these numbers (from 1) out; what stays is a new version, opinions are asked anew."""
    stays = [
        words for number, words in enumerate(proposal.suggestions, start=1) if number not in moved
    ]
    if not stays or len(stays) == len(proposal.suggestions):
        raise Refused(_("两件提案都至少要有一条建议。"), field="moved")
    proposal.suggestions = stays
    proposal.opinions.filter(superseded_at__isnull=True).update(superseded_at=clock.now())
    version = keep_version(proposal, actor, reason=_("分案"))
    return {"version": version.number, "taken": moved, "agreed_on": agreed_on}


@follows(PROPOSAL.split)
def make_the_other(
    proposal: Proposal, *, actor: Actor, event, moved: list[int], matter: str, **_data
) -> None:
    """The second proposal: same proposers, same day, its own serial number, and where it comes from."""
    before = proposal.versions.order_by("-number")[1].text["suggestions"]
    other = begin(PROPOSAL, _copy(proposal, matter, before, moved), actor, cause=event)
    other.wished_units.set(proposal.wished_units.all())
    for signature in proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED):
        begin(CO_SIGNATURE, _signed(other, signature), actor, cause=event)
    for hanging in proposal.attachments.filter(kind=AttachmentKind.ANNEX, removed_at__isnull=True):
        Attachment.objects.create(
            assembly_id=other.assembly_id,
            proposal=other,
            file_id=hanging.file_id,
            kind=hanging.kind,
        )
    Lineage(
        assembly_id=other.assembly_id,
        source=other,
        target=proposal,
        relation=Relation.SPLIT_FROM,
        since_on=clock.today(),
    ).save(force_insert=True)
    perform(PROPOSAL.split_off, other, actor, cause=event)


@performs(PROPOSAL.split_off)
def split_off(proposal: Proposal, *, actor: Actor) -> dict:
    """It was handed in with the one it comes from; its number and receipt are its own."""
    return number_and_receipt(proposal, actor, at=proposal.handed_in_at)


def _copy(proposal: Proposal, matter: str, suggestions: list[str], moved: list[int]) -> Proposal:
    names = (
        "assembly_id",
        "session_id",
        "is_session",
        "proposer_kind",
        "lead_proposer_id",
        "collective_id",
        "proposer_name",
        "entered_by_id",
        "situation",
        "analysis",
        "category_id",
        "may_publish",
        "no_publish_reason",
        "handed_in_at",
    )
    shared = {name: getattr(proposal, name) for name in names}
    taken = [suggestions[number - 1] for number in moved]
    return Proposal(matter=matter, suggestions=taken, **shared)


def _signed(other: Proposal, signature: CoSignature) -> CoSignature:
    """Who had confirmed the whole text confirmed this part of it, too."""
    return CoSignature(
        assembly_id=other.assembly_id,
        proposal=other,
        member_id=signature.member_id,
        state=CoSignatureState.CONFIRMED,
        invited_on=signature.invited_on,
        answered_on=signature.answered_on,
        text_digest=text_digest(other),
    )
