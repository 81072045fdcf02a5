"""A county compiles what it recorded, signs it and sends it: frozen, with a digest; the city gets a copy (practice 10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.digests import canonical, digest
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, performs
from tongxin.organisations.models import Assembly
from tongxin.papers.models import StoredFile
from tongxin.records.actions.enter_record import said
from tongxin.records.lifecycle import INTAKE, SUBMISSION
from tongxin.records.models import Intake, Record, Submission
from tongxin.records.queries.kinds import Kind, kinds_for
from tongxin.records.queries.submissions import submittable, totals_of


def compile_submission(
    assembly: Assembly,
    *,
    actor: Actor,
    starts_on: date,
    ends_on: date,
    kinds: Sequence[str],
    supersedes: Submission | None = None,
    request_key: str | None = None,
) -> Submission:
    """Freeze what the county recorded of these kinds from `starts_on` up to `ends_on`, which itself is not counted.

    A correction names the accepted submission that it replaces. Refused for kinds that are not submitted and for
    a stretch without days; the county may well have nothing to submit, and says so by an empty one.
    """
    demand(actor, "submissions.compile")
    _check(assembly, actor, starts_on, ends_on, supersedes)
    known = {kind.code: kind for kind in kinds_for(actor, assembly) if submittable(kind)}
    if not kinds or not set(kinds) <= set(known):
        raise Refused(_("请选择要报送的种类。"), field="kinds")
    chosen = [known[code] for code in kinds]
    content = [_row(record) for record in _recorded(assembly, chosen, starts_on, ends_on)]
    submission = Submission(
        assembly=assembly,
        starts_on=starts_on,
        ends_on=ends_on,
        kinds=sorted(kinds),
        totals=totals_of(content),
        content=content,
        digest=digest(canonical(content)),
        supersedes=supersedes,
        compiled_by=actor.person,
    )
    begun: Any = begin(SUBMISSION, submission, actor, request_key=request_key, rows=len(content))
    return begun


@performs(SUBMISSION.send)
def send(
    submission: Submission,
    *,
    actor: Actor,
    signer: str,
    signed_on: date,
    scan: StoredFile | None = None,
) -> dict[str, Any]:
    """Signed by a leader of the county's assembly, perhaps with the sealed sheet as a scan."""
    submission.signer = signer
    submission.signed_on = signed_on
    submission.sent_on = clock.today()
    submission.scan = scan
    return {"rows": len(submission.content), "content": submission.digest, "signed_on": signed_on}


@follows(SUBMISSION.send)
def deliver(submission: Submission, *, actor: Actor, event: Any, **_data: Any) -> None:
    """The city's desk gets a copy of what was signed, in rows of its own."""
    replaced = Intake._base_manager.filter(submission_id=submission.supersedes_id).first()
    intake = Intake(
        assembly_id=submission.assembly.parent_id,
        county=submission.assembly,
        submission=submission,
        supersedes=replaced,
        received_on=clock.today(),
        starts_on=submission.starts_on,
        ends_on=submission.ends_on,
        kinds=submission.kinds,
        totals=submission.totals,
        content=submission.content,
        digest=submission.digest,
        signer=submission.signer,
        signed_on=submission.signed_on,
    )
    begin(INTAKE, intake, actor, cause=event, rows=len(intake.content))


def _check(
    assembly: Assembly,
    actor: Actor,
    starts_on: date,
    ends_on: date,
    supersedes: Submission | None,
) -> None:
    if assembly.pk not in actor.assembly_ids or assembly.parent_id is None:
        raise Refused(_("只有县（市）区政协向市政协报送。"))
    if ends_on <= starts_on:
        raise Refused(_("止日不能早于起日。"), field="ends_on")
    if supersedes is not None and (
        supersedes.assembly_id != assembly.pk or not supersedes.is_accepted
    ):
        raise Refused(_("只能更正本级已被接收的报送。"))


def _recorded(
    assembly: Assembly, kinds: Sequence[Kind], starts_on: date, ends_on: date
) -> QuerySet[Record]:
    rows = Record._base_manager.filter(
        assembly=assembly,
        kind__in=[kind.row.pk for kind in kinds],
        happened_on__gte=starts_on,
        happened_on__lt=ends_on,
        recorded_on__isnull=False,
        withdrawn_on__isnull=True,
        intake__isnull=True,
    )
    return (
        rows.select_related("kind", "assembly", "county")
        .prefetch_related("people", "organisations")
        .order_by("kind__position", "happened_on", "pk")
    )


def _row(record: Record) -> dict[str, Any]:
    return {
        "id": record.pk,
        "version": record.version,
        "kind": record.kind.code,
        **said(record),
    }
