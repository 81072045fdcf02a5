"""Promises drawn out of a reply, confirmed by the unit, followed until the proposer finds them kept (practice 11)."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, performs
from tongxin.lifecycle.table import Due, Tell
from tongxin.papers.models import StoredFile
from tongxin.proposals.lifecycle import COMMITMENT, PROPOSAL
from tongxin.proposals.lifecycle.aftermath import UNIT
from tongxin.proposals.models import Commitment, Handling, Progress, Proposal


@performs(PROPOSAL.draw_commitment)
def draw_commitment(
    proposal: Proposal,
    *,
    actor: Actor,
    handling: Handling,
    text: str,
    promised_for: date,
    owner: str = "",
) -> dict:
    if handling.proposal_id != proposal.pk or handling.replied_on is None:
        raise Refused(_("这个单位没有答复过这件提案。"), field="handling")
    return {"handling": handling.pk, "promised_for": promised_for}


@follows(PROPOSAL.draw_commitment)
def open_commitment(
    proposal: Proposal,
    *,
    actor: Actor,
    event,
    handling: Handling,
    text: str,
    promised_for: date,
    owner: str = "",
) -> None:
    """Numbered within the proposal; the unit confirms it before its clock starts."""
    last = proposal.commitments.aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        handling=handling,
        unit_id=handling.unit_id,
        number=last + 1,
        text=text,
        promised_for=promised_for,
        owner=owner,
    )
    begin(
        COMMITMENT,
        commitment,
        actor,
        cause=event,
        due=(Due("confirm", "proposals.confirm_commitment_within"),),
        tell=(Tell(UNIT),),
    )


@performs(COMMITMENT.confirm)
def confirm(commitment: Commitment, *, actor: Actor) -> None:
    commitment.confirmed_on = clock.today()


@performs(COMMITMENT.reword)
def reword(
    commitment: Commitment, *, actor: Actor, text: str, promised_for: date, owner: str = ""
) -> dict:
    commitment.text = text
    commitment.promised_for = promised_for
    commitment.owner = owner
    return {"promised_for": promised_for}


@performs(COMMITMENT.report_progress)
def report_progress(
    commitment: Commitment,
    *,
    actor: Actor,
    percent: int,
    text: str,
    evidence: StoredFile | None = None,
) -> dict:
    return _step(commitment, percent, text, evidence)


@performs(COMMITMENT.report_done)
def report_done(
    commitment: Commitment,
    *,
    actor: Actor,
    text: str,
    percent: int = 100,
    evidence: StoredFile | None = None,
) -> dict:
    commitment.reported_on = clock.today()
    return _step(commitment, 100, text, evidence)


@performs(COMMITMENT.put_off)
def put_off(commitment: Commitment, *, actor: Actor, promised_for: date, reason: str) -> dict:
    """A later day with its reason; the trail keeps the earlier one."""
    if promised_for <= commitment.promised_for:
        raise Refused(_("新的日期须晚于原来的日期。"), field="promised_for")
    before, commitment.promised_for = commitment.promised_for, promised_for
    commitment.note = reason
    return {"before": before, "promised_for": promised_for}


@performs(COMMITMENT.confirm_kept)
def confirm_kept(commitment: Commitment, *, actor: Actor) -> None:
    commitment.kept_on = clock.today()


@performs(COMMITMENT.dispute)
def dispute(commitment: Commitment, *, actor: Actor, reason: str) -> None:
    commitment.reported_on = None
    commitment.note = reason


@performs(COMMITMENT.lift)
def lift(commitment: Commitment, *, actor: Actor, reason: str) -> None:
    commitment.lifted_on = clock.today()
    commitment.note = reason


def _step(commitment: Commitment, percent: int, text: str, evidence: StoredFile | None) -> dict:
    if not 0 <= percent <= 100:
        raise Refused(_("进度须在0到100之间。"), field="percent")
    commitment.percent = percent
    Progress(
        assembly_id=commitment.assembly_id,
        commitment=commitment,
        on=clock.today(),
        percent=percent,
        text=text,
        evidence=evidence,
    ).save(force_insert=True)
    return {"percent": percent}
