"""The office corrects a record: a new version with its reason, the old one stays."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.lifecycle.perform import performs
from tongxin.records.actions.enter_record import keep_version, name, put_values, readable
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record
from tongxin.records.queries.kinds import kind_of
from tongxin.records.values import Entry


@performs(RECORD.correct)
def correct(record: Record, *, actor: Actor, reason: str, entry: Entry) -> dict[str, Any]:
    """The record says something else from now on; what was submitted or published before stays as it was."""
    kind = kind_of(record.kind, record.assembly)
    reading = readable(kind.fields, entry)
    put_values(record, kind.fields, reading, entry)
    record.kind_revision = kind.row.revision
    name(record, kind, entry)
    version = keep_version(record, actor, reason=reason)
    return {"version": version.number}
