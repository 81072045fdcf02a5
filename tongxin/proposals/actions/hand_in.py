"""The lead proposer hands in: serial number, version, receipt (practice 3, 8)."""

from datetime import datetime

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import PersonAlias
from tongxin.core import clock
from tongxin.core.digests import DEFAULT_ALGORITHM, canonical, digest
from tongxin.core.errors import Refused
from tongxin.core.sequences import take
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.members.models import PlenarySession
from tongxin.proposals.actions.co_sign import text_digest
from tongxin.proposals.lifecycle import CO_SIGNATURE, PROPOSAL
from tongxin.proposals.models import CoSignature, Proposal, ProposalVersion
from tongxin.proposals.terms import CoSignatureState, ProposerKind


@performs(PROPOSAL.hand_in)
def hand_in(proposal: Proposal, *, actor: Actor) -> dict:
    """Give the serial number and freeze the text. Session or ordinary follows from the session's window."""
    _check_confirmed_words(proposal)
    moment = clock.now()
    proposal.session = session_at(proposal.assembly_id, moment)
    proposal.is_session = proposal.session.window_opens_on <= clock.today() and (
        moment <= proposal.session.cutoff_at
    )
    return number_and_receipt(proposal, actor, at=moment)


def number_and_receipt(proposal: Proposal, actor: Actor, *, at: datetime) -> dict:
    """Serial number, first version and the digest that proves what was handed in at that moment, with which files."""
    proposal.serial_number = take(f"proposals.serial:{proposal.assembly_id}:{proposal.session_id}")
    proposal.handed_in_at = at
    proposal.handed_in_on = clock.day_of(at)
    version = keep_version(proposal, actor)
    proposal.receipt_digest = digest(
        canonical(
            {
                "text": version.digest,
                "serial": proposal.serial_number,
                "session": proposal.session_id,
                "at": at,
                "files": _digests_of_files(proposal),
            }
        )
    )
    return {"serial": proposal.serial_number, "text": version.digest}


def _digests_of_files(proposal: Proposal) -> list[str]:
    """What hangs on the proposal when it is handed in."""
    hanging = proposal.attachments.filter(removed_at__isnull=True)
    return sorted(hanging.values_list("file__digest", flat=True))


@follows(PROPOSAL.hand_in)
def settle_invitations(proposal: Proposal, *, actor: Actor, event) -> None:
    """Unanswered invitations lapse, and the second signature of one person; a joint proposal nobody joined is an individual one."""
    doubles = proposal.co_signatures.filter(member__person__in=PersonAlias.gone())
    for signature in doubles.filter(CoSignature.confirmed()):
        perform(CO_SIGNATURE.text_changed, signature, actor, cause=event)
    for signature in list(proposal.co_signatures.filter(state=CoSignatureState.INVITED)):
        perform(CO_SIGNATURE.lapse_at_hand_in, signature, actor, cause=event)


@performs(PROPOSAL.hand_in_again)
def hand_in_again(proposal: Proposal, *, actor: Actor) -> dict:
    """After changes the proposal keeps its serial number and gets a new version; opinions on the old words are superseded."""
    _check_confirmed_words(proposal)
    proposal.decided_on = None
    proposal.released_at = None
    proposal.return_note = ""
    proposal.opinions.filter(superseded_at__isnull=True).update(superseded_at=clock.now())
    version = keep_version(proposal, actor, reason=_("按意见修改"))
    return {"version": version.number, "text": version.digest}


def keep_version(proposal: Proposal, actor: Actor, *, reason: str = "") -> ProposalVersion:
    """Keep the words as they stand; earlier versions stay."""
    text = proposal.text()
    version = ProposalVersion(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        number=proposal.versions.count() + 1,
        text=text,
        digest=digest(canonical(text)),
        algorithm=DEFAULT_ALGORITHM,
        reason=reason,
        author=actor.person,
    )
    version.save(force_insert=True)
    return version


def session_at(assembly_id: int, moment) -> PlenarySession:
    """The session a proposal belongs to: the latest whose window has opened (its ordinary ones follow it)."""
    day = clock.day_of(moment)
    session = (
        PlenarySession._base_manager.filter(assembly_id=assembly_id, window_opens_on__lte=day)
        .order_by("-window_opens_on")
        .first()
    )
    if session is None:
        raise Refused(_("还没有登记全体会议，暂时不能提交。请联系提案委办公室。"))
    return session


def _check_confirmed_words(proposal: Proposal) -> None:
    """Nobody's name stands under words they did not read (practice 8)."""
    if proposal.proposer_kind != ProposerKind.JOINT:
        return
    outdated = proposal.co_signatures.filter(state=CoSignatureState.CONFIRMED).exclude(
        text_digest=text_digest(proposal)
    )
    if outdated.exists():
        raise Refused(_("联名人确认后文字又有改动，请先重新征求联名。"))
