"""The city's desk accepts a county's submission, or sends it back; only what is accepted counts for both levels."""

from collections.abc import Mapping
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.fields import restored
from tongxin.figures import history
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.records.lifecycle import INTAKE, RECORD, SUBMISSION
from tongxin.records.models import (
    Intake,
    Record,
    RecordKind,
    RecordOrganisation,
    RecordPerson,
)
from tongxin.records.values import columns_of, details_of


@performs(INTAKE.accept)
def accept(intake: Intake, *, actor: Actor) -> dict[str, Any]:
    """Its rows stand in the city's book from now on, marked with the county they came from."""
    intake.decided_on = clock.today()
    return {"rows": len(intake.content), "content": intake.digest}


@performs(INTAKE.send_back)
def send_back(intake: Intake, *, actor: Actor, reason: str) -> None:
    intake.decided_on = clock.today()
    intake.return_reason = reason


@follows(INTAKE.accept)
def take_over(intake: Intake, *, actor: Actor, event: Any, **_data: Any) -> None:
    """What the submission corrects goes; its own rows come; the county is told."""
    if intake.supersedes_id:
        _supersede(intake.supersedes, actor, event)
    kinds = RecordKind.objects.filter(assembly__isnull=True, code__in=intake.kinds)
    by_code = {kind.code: kind for kind in kinds}
    records = Record._base_manager.bulk_create(
        [_record(intake, row, by_code[row["kind"]]) for row in intake.content]
    )
    _name(records, intake)
    history.keep_new(Record, [record.pk for record in records])
    perform(SUBMISSION.be_accepted, intake.submission, actor, cause=event)


@follows(INTAKE.send_back)
def tell_county(intake: Intake, *, actor: Actor, event: Any, reason: str) -> None:
    perform(SUBMISSION.be_returned, intake.submission, actor, cause=event, reason=reason)


@performs(SUBMISSION.be_returned)
def be_returned(submission: Any, *, actor: Actor, reason: str) -> None:
    """The county reads why; it compiles anew."""
    submission.return_reason = reason


def _supersede(replaced: Intake, actor: Actor, event: Any) -> None:
    for record in replaced.records.filter(withdrawn_on__isnull=True).order_by("pk"):
        perform(RECORD.supersede, record, actor, cause=event)
    perform(INTAKE.supersede, replaced, actor, cause=event)
    perform(SUBMISSION.be_superseded, replaced.submission, actor, cause=event)


def _record(intake: Intake, row: Mapping[str, Any], kind: RecordKind) -> Record:
    fields = kind.declared.all_fields
    values = restored(fields, row["fields"])
    return Record.already_recorded(
        assembly_id=intake.assembly_id,
        kind=kind,
        kind_revision=row["revision"],
        county_id=intake.county_id,
        intake=intake,
        recorded_on=clock.today(),
        details=details_of(fields, values),
        **columns_of(fields, values),
    )


def _name(records: list[Record], intake: Intake) -> None:
    """The names as the county wrote them; whom they mean is the county's to know."""
    here = {"assembly_id": intake.assembly_id}
    pairs = list(zip(records, intake.content, strict=True))
    RecordPerson._base_manager.bulk_create(
        RecordPerson(**here, record=record, name=one)
        for record, row in pairs
        for one in row["people"]
    )
    RecordOrganisation._base_manager.bulk_create(
        RecordOrganisation(**here, record=record, name=one)
        for record, row in pairs
        for one in row["organisations"]
    )
