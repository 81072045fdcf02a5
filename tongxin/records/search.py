"""What can be found of the record book: what stands in it, by title, words and names."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.names import syllables
from tongxin.core import formats
from tongxin.records.models import Record, RecordOrganisation, RecordPerson
from tongxin.records.queries.reading import is_open_to_all_readers
from tongxin.records.terms import RecordState
from tongxin.search import kinds
from tongxin.search.kinds import Entry, Kind, Shown


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.declare(RECORDS)


def _entry(record: Record) -> Entry:
    """Only what every reader of the record may read: fields with readers of their own are left out."""
    fields = [one for one in record.kind.declared.fields if is_open_to_all_readers(one)]
    words = [record.details.get(one.code) for one in fields]
    people = [one.name for one in record.people.all()]
    initials = ["".join(part[0] for part in syllables(name)) for name in people]
    names = [*people, *initials, *(one.name for one in record.organisations.all())]
    return Entry(
        record.title, "\n".join(one for one in words if isinstance(one, str)), tuple(names)
    )


def _load(rows: QuerySet) -> QuerySet:
    """The worker indexes outside every scope: names are asked of the base managers."""
    return rows.select_related("assembly", "kind").prefetch_related(
        Prefetch("people", RecordPerson._base_manager.all()),
        Prefetch("organisations", RecordOrganisation._base_manager.all()),
    )


def _show(records: Sequence[Record], actor: Actor) -> list[Shown]:
    return [
        Shown(
            record.title,
            record.get_absolute_url(),
            f"{record.kind} · {formats.day(record.happened_on)}",
        )
        for record in records
    ]


RECORDS = Kind(
    "records",
    _("台账"),
    Record,
    "records.view",
    _entry,
    _show,
    only=Record.in_state(RecordState.RECORDED),
    load=_load,
)
