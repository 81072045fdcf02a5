"""A county compiles its roll, signs and submits it; the city accepts it or sends it back (practice 10)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock, sequences
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.members.models import RollSubmission, SubmittedSeat, Term
from tongxin.members.queries.compiled import compiled, digest_of
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Tier


@transaction.atomic
def compile_roll(
    assembly: Assembly, *, actor: Actor, request_key: str | None = None
) -> RollSubmission:
    """Freeze the county's roll of today into a submission that waits for its signature."""
    demand_keeping(actor, assembly.pk)
    if first := trail.earlier(actor, request_key):
        return RollSubmission._base_manager.get(pk=first.record_id)
    if assembly.tier != Tier.COUNTY or assembly.parent is None:
        raise Refused(_("只有县（市）区政协向市政协报送名册。"))
    term = Term._base_manager.filter(assembly=assembly).order_by("-number").first()
    if term is None:
        raise Refused(_("请先登记本届。"))
    submission = RollSubmission(
        assembly=assembly,
        addressee=assembly.parent,
        term=term,
        number=sequences.take(f"members.roll_submissions:{assembly.pk}"),
    )
    _freeze(submission)
    begun: Any = begin(
        ROLL_SUBMISSION, submission, actor, request_key=request_key, **_facts(submission)
    )
    return begun


@performs(ROLL_SUBMISSION.recompile)
def recompile(submission: RollSubmission, *, actor: Actor) -> dict[str, Any]:
    """The roll as it stands now, in place of what was frozen before."""
    _freeze(submission)
    return _facts(submission)


@performs(ROLL_SUBMISSION.submit)
def submit(
    submission: RollSubmission, *, actor: Actor, signer: str, document: str
) -> dict[str, Any]:
    """From here the content cannot change: a correction is a new submission."""
    submission.signer = signer
    submission.document = document
    submission.submitted_on = clock.today()
    return _facts(submission)


@performs(ROLL_SUBMISSION.accept)
def accept(submission: RollSubmission, *, actor: Actor) -> dict[str, Any]:
    """The city counts this roll from today; the county's row is locked, so that two are never accepted at once."""
    Assembly.objects.select_for_update().get(pk=submission.assembly_id)
    if digest_of(submission.content) != submission.digest:
        raise Refused(_("名册内容与签发时的摘要不符，不能接收。"))
    submission.accepted_on = clock.today()
    return _facts(submission)


@follows(ROLL_SUBMISSION.accept)
def count_seats(submission: RollSubmission, *, actor: Actor, event: Any) -> None:
    """What was accepted before counts no more; the new seats are written into the city's own rows."""
    former = RollSubmission._base_manager.filter(
        RollSubmission.in_force(), assembly_id=submission.assembly_id
    )
    for one in former.exclude(pk=submission.pk):
        perform(ROLL_SUBMISSION.supersede, one, actor, cause=event)
    lines = submission.content["members"]
    SubmittedSeat._base_manager.bulk_create([_seat(submission, line) for line in lines])


@performs(ROLL_SUBMISSION.supersede)
def supersede(submission: RollSubmission, *, actor: Actor) -> None:
    """Its seats stay as they were counted, until today."""
    submission.superseded_on = clock.today()
    submission.seats.filter(counted_until__isnull=True).update(counted_until=clock.today())


@performs(ROLL_SUBMISSION.send_back)
def send_back(submission: RollSubmission, *, actor: Actor, reason: str) -> None:
    """The county reads why and submits anew."""
    submission.reason = reason


def _freeze(submission: RollSubmission) -> None:
    submission.as_of_on = clock.today()
    submission.content = compiled(submission.assembly, submission.term, submission.as_of_on)
    submission.digest = digest_of(submission.content)


def _facts(submission: RollSubmission) -> dict[str, Any]:
    return {"digest": submission.digest, "members": submission.totals["members"]}


def _seat(submission: RollSubmission, line: dict[str, str]) -> SubmittedSeat:
    return SubmittedSeat(
        assembly_id=submission.addressee_id,
        submission=submission,
        county_id=submission.assembly_id,
        name=line["name"],
        gender=line["gender"],
        born_in=date.fromisoformat(f"{line['born']}-01") if line["born"] else None,
        sector_name=line["sector"],
        party_name=line["party"],
        education=line["education"],
        employer=line["employer"],
        counted_from=submission.accepted_on,
    )
