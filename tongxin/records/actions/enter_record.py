"""Write into the book: a draft first, or at once; what does not fit its kind or bears a mark of secrecy is refused."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.fields import Field, Reading, kept, read
from tongxin.core.text import forbidden, tidy
from tongxin.lifecycle.perform import begin, perform, performs
from tongxin.members.queries.names import organisations_named, people_named
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import (
    Record,
    RecordOrganisation,
    RecordPerson,
    RecordVersion,
)
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import Entry, columns_of, details_of, values_of

LONGEST_NAME, LONGEST_BODY, MOST_NAMES = 40, 80, 100


@transaction.atomic
def start_record(
    kind: Kind, *, actor: Actor, entry: Entry, request_key: str | None = None
) -> Record:
    """Open a draft; a repeat of `request_key` gives the first one. Fields may still be missing."""
    demand(actor, "records.record_in", kind.row)
    _check_place(kind, actor, entry)
    reading = readable(kind.fields, entry, is_draft=True)
    record = Record(
        assembly=kind.assembly,
        kind=kind.row,
        kind_revision=kind.row.revision,
        recorded_by=actor.person,
    )
    put_values(record, kind.fields, reading, entry)
    before = record.public_id
    begun: Any = begin(RECORD, record, actor, request_key=request_key, kind=kind.code)
    if begun.public_id == before:
        name(begun, kind, entry)
    return begun


@transaction.atomic
def enter_record(
    kind: Kind, *, actor: Actor, entry: Entry, request_key: str | None = None
) -> Record:
    """Write and record at once. Refused with the field that does not fit."""
    readable(kind.fields, entry)
    record = start_record(kind, actor=actor, entry=entry, request_key=request_key)
    if not record.is_draft:
        return record
    entered: Any = perform(RECORD.enter, record, actor)
    return entered


@transaction.atomic
def save_draft(record: Record, *, actor: Actor, seen: int, entry: Entry) -> Record:
    """Change a draft. `seen` is the version on the writer's screen; another one is a Conflict and stores nothing."""
    if not record.is_draft or not can(actor, RECORD.enter.name, record):
        raise Refused(_("现在不能修改这条记录。"))
    kind = kind_of(record.kind, record.assembly)
    _check_place(kind, actor, entry)
    reading = readable(kind.fields, entry, is_draft=True)
    claimed = Record._base_manager.filter(pk=record.pk, version=seen, recorded_on__isnull=True)
    if not claimed.update(version=F("version") + 1):
        raise Conflict(_("这条记录刚在别处改过。请刷新后再改。"))
    fresh = Record._base_manager.get(pk=record.pk)
    put_values(fresh, kind.fields, reading, entry)
    fresh.save()
    name(fresh, kind, entry)
    return fresh


@performs(RECORD.enter)
def enter(record: Record, *, actor: Actor) -> dict[str, Any]:
    """From here it counts; its words are kept as the first version."""
    record.recorded_by = actor.person
    record.recorded_on = clock.today()
    version = keep_version(record, actor)
    return {"version": version.number, "kind": record.kind.code}


def readable(fields: Sequence[Field], entry: Entry, *, is_draft: bool = False) -> Reading:
    """What the entry says, read; refused for what cannot be kept, and unless it is a draft for what is missing."""
    if sentence := forbidden(entry.words):
        raise Refused(sentence)
    reading = read(fields, entry.values)
    given = {code for code, value in entry.values.items() if value not in (None, "")}
    wrong = {code: said for code, said in reading.errors.items() if not is_draft or code in given}
    if wrong:
        code, sentence = next(iter(wrong.items()))
        raise Refused(sentence, field=code)
    return reading


def put_values(record: Record, fields: Sequence[Field], reading: Reading, entry: Entry) -> None:
    """Set columns and details of a record at hand."""
    for column, value in columns_of(fields, reading.values).items():
        setattr(record, column, value)
    record.details = details_of(fields, reading.values)
    record.county = entry.county


def name(record: Record, kind: Kind, entry: Entry) -> None:
    """Make the record's people and organisations those of the entry."""
    names, bodies = names_of(kind, entry)
    record.people.all().delete()
    record.organisations.all().delete()
    people = people_named(names, record.assembly)
    known = organisations_named(bodies)
    RecordPerson._base_manager.bulk_create(
        RecordPerson(
            assembly_id=record.assembly_id, record=record, name=one, person=people.get(one)
        )
        for one in names
    )
    RecordOrganisation._base_manager.bulk_create(
        RecordOrganisation(
            assembly_id=record.assembly_id, record=record, name=one, organisation=known.get(one)
        )
        for one in bodies
    )


def keep_version(record: Record, actor: Actor, *, reason: str = "") -> RecordVersion:
    """Keep what the record says; earlier versions stay."""
    version = RecordVersion(
        assembly_id=record.assembly_id,
        record=record,
        number=record.versions.count() + 1,
        values=said(record),
        reason=reason,
        by=actor.person,
    )
    version.save(force_insert=True)
    return version


def said(record: Record) -> dict[str, Any]:
    """Everything that a record says, as a version and a submission keep it."""
    fields = kind_of(record.kind, record.assembly).fields
    return {
        "fields": kept(fields, values_of(record, fields)),
        "people": [one.name for one in record.people.all()],
        "organisations": [one.name for one in record.organisations.all()],
        "county": record.county.slug if record.county_id else "",
        "revision": record.kind_revision,
    }


def names_of(kind: Kind, entry: Entry) -> tuple[list[str], list[str]]:
    """The people and the organisations of an entry, tidy, each once.

    Refused where one is no name, and where the kind has no list for it: totals of staff name nobody (practice 15).
    """
    people = _distinct(entry.people, LONGEST_NAME)
    bodies = _distinct(entry.organisations, LONGEST_BODY)
    if people and not kind.declared.people:
        raise Refused(_("“%(kind)s”不登人名。") % {"kind": kind})
    if bodies and not kind.declared.organisations:
        raise Refused(_("“%(kind)s”不登单位名单。") % {"kind": kind})
    return people, bodies


def _distinct(names: Sequence[str], longest: int) -> list[str]:
    """Tidy names, each once, in their order."""
    told = list(dict.fromkeys(filter(None, map(tidy, names))))
    if too_long := next((one for one in told if len(one) > longest), None):
        raise Refused(_("“%(name)s”太长，请一个名字一行。") % {"name": too_long[:20]})
    if len(told) > MOST_NAMES:
        raise Refused(_("一条记录最多写 %(most)d 个名字。") % {"most": MOST_NAMES})
    return told


def _check_place(kind: Kind, actor: Actor, entry: Entry) -> None:
    """A kind of one's own assembly or a shipped one; a county of this city."""
    if not actor.is_system and kind.assembly.pk not in actor.assembly_ids:
        raise Refused(_("只能登记本级的记录。"))
    if kind.row.assembly_id not in (None, kind.assembly.pk):
        raise Refused(_("没有这种台账。"))
    if entry.county is not None and entry.county.parent_id != kind.assembly.pk:
        raise Refused(_("请选择本市的县（市）区。"), field="county")
