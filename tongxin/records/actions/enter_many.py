"""Many records at once, out of a list that was checked: recorded from the start, in a few statements."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.fields import kept
from tongxin.figures import history
from tongxin.lifecycle.perform import perform
from tongxin.members.queries.names import organisations_named, people_named
from tongxin.records.actions.enter_record import names_of, readable
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import (
    Record,
    RecordOrganisation,
    RecordPerson,
    RecordVersion,
)
from tongxin.records.queries.kinds import Kind
from tongxin.records.values import Entry, columns_of, details_of, values_of

Named = tuple[list[str], list[str]]


@transaction.atomic
def enter_many(kind: Kind, entries: Sequence[Entry], *, actor: Actor) -> list[Record]:
    """The records, in the order of the entries. The batch's own event tells of them all; refused if one does not fit."""
    demand(actor, "records.record_in", kind.row)
    records = [_record(kind, entry, actor) for entry in entries]
    Record._base_manager.bulk_create(records)
    named = [names_of(kind, entry) for entry in entries]
    _name(kind, records, named)
    RecordVersion._base_manager.bulk_create(
        RecordVersion(
            assembly_id=record.assembly_id,
            record=record,
            number=1,
            values=_said(kind, record, names),
            by=actor.person,
        )
        for record, names in zip(records, named, strict=True)
    )
    history.keep_new(Record, [record.pk for record in records])
    search.touch(*records)
    return records


def take_back(records: Sequence[Record], *, actor: Actor) -> None:
    """An import is undone: its records are withdrawn, each by its own act, because they were counted."""
    for record in records:
        perform(RECORD.withdraw, record, actor, reason=_("撤销导入"))


def _record(kind: Kind, entry: Entry, actor: Actor) -> Record:
    values = readable(kind.fields, entry).values
    return Record.already_recorded(
        assembly=kind.assembly,
        kind=kind.row,
        kind_revision=kind.row.revision,
        recorded_by=actor.person,
        recorded_on=clock.today(),
        details=details_of(kind.fields, values),
        **columns_of(kind.fields, values),
    )


def _name(kind: Kind, records: Sequence[Record], named: Sequence[Named]) -> None:
    people = people_named({name for names, _bodies in named for name in names}, kind.assembly)
    known = organisations_named({name for _names, bodies in named for name in bodies})
    here = {"assembly": kind.assembly}
    pairs = list(zip(records, named, strict=True))
    RecordPerson._base_manager.bulk_create(
        RecordPerson(**here, record=record, name=name, person=people.get(name))
        for record, (names, _bodies) in pairs
        for name in names
    )
    RecordOrganisation._base_manager.bulk_create(
        RecordOrganisation(**here, record=record, name=name, organisation=known.get(name))
        for record, (_names, bodies) in pairs
        for name in bodies
    )


def _said(kind: Kind, record: Record, named: Named) -> dict[str, Any]:
    names, bodies = named
    return {
        "fields": kept(kind.fields, values_of(record, kind.fields)),
        "people": names,
        "organisations": bodies,
        "county": "",
        "revision": record.kind_revision,
    }
