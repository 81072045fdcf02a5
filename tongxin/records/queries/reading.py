"""What one reader may read of the book: fields of a kind, rows of a list, the page of a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import Readers, Recorders
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock
from tongxin.core.fields import Field, restored, shown
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.organisations.models import Assembly
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record, RecordFile, RecordVersion
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import value_of
from tongxin.search.ties import Tie, ties_of


def is_open_to_all_readers(one: Field) -> bool:
    """Whether whoever reads the record reads this field."""
    return not one.readers


def readable_fields(kind: Kind, actor: Actor) -> list[Field]:
    """The fields that this reader reads; those who record the kind read all."""
    if actor.role in Recorders(kind.row.recorders).roles:
        return list(kind.fields)
    mine = {reader.value for reader in Readers.open_to(actor.role)}
    return [one for one in kind.fields if is_open_to_all_readers(one) or one.readers in mine]


def counts_of(actor: Actor, assembly: Assembly, kinds: Sequence[Kind], year: int) -> dict[int, int]:
    """How many records of a year stand in the assembly's own book, by kind; one query."""
    rows = Record.objects.filter(
        assembly=assembly,
        kind__in=[kind.row.pk for kind in kinds],
        happened_on__year=year,
        recorded_on__isnull=False,
        withdrawn_on__isnull=True,
        intake__isnull=True,
    )
    seen = visible(actor, "records.view", rows)
    return dict(seen.order_by().values_list("kind").annotate(Count("pk")))


def years_of(actor: Actor, assembly: Assembly) -> list[int]:
    """The years of which the book holds something, and this one; the latest first."""
    rows = visible(actor, "records.view", Record.objects.filter(assembly=assembly))
    dates = rows.exclude(happened_on=None).dates("happened_on", "year")
    return sorted({day.year for day in dates} | {clock.today().year}, reverse=True)


def listed(actor: Actor, kind: Kind) -> QuerySet[Record]:
    """The records of one kind that this reader may see, with what a list shows of each."""
    rows = Record.objects.filter(assembly=kind.assembly, kind=kind.row)
    return visible(actor, "records.view", rows)


def record_seen(actor: Actor) -> QuerySet[Record]:
    """The records that this reader may open."""
    rows = Record.objects.select_related(
        "assembly", "kind", "county", "intake", "recorded_by"
    ).prefetch_related("people__person", "organisations__organisation")
    return visible(actor, "records.view", rows)


@dataclass(frozen=True)
class Change:
    """One version: when, by whom, why, and what it said otherwise than the one before."""

    version: RecordVersion
    lines: Sequence[tuple[str, str, str]]


class Page:
    """A record as one reader sees it; every part is asked for once."""

    def __init__(self, record: Record, actor: Actor):
        self.record = record
        self.actor = actor

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.record.kind, self.record.assembly)

    @cached_property
    def fields(self) -> list[Field]:
        return readable_fields(self.kind, self.actor)

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """The fields that hold something, in words; the title stands above them."""
        for one in self.fields[1:]:
            if told := shown(one, value_of(self.record, one)):
                yield str(one.label), told

    @cached_property
    def offers(self) -> list[Offer]:
        return available_acts(RECORD, self.record, self.actor)

    @cached_property
    def may_attach(self) -> bool:
        return can(self.actor, "records.attach", self.record)

    @property
    def may_repeat(self) -> bool:
        return self.kind.is_offered and can(self.actor, "records.record_in", self.kind.row)

    @cached_property
    def files(self) -> list[RecordFile]:
        return list(self.record.files.filter(removed_at__isnull=True).select_related("file"))

    @cached_property
    def changes(self) -> list[Change]:
        """The versions, the latest first; told to those who keep the book's records and to other offices."""
        versions = list(self.record.versions.select_related("by"))
        before = [None, *versions[:-1]]
        return [
            Change(version, self._differing(earlier, version))
            for version, earlier in zip(versions, before, strict=True)
        ][::-1]

    @cached_property
    def ties(self) -> list[Tie]:
        """What it belongs to, as far as this reader may see it."""
        return ties_of(Record, [self.record.pk], self.actor)[self.record.pk]

    def _differing(
        self, earlier: RecordVersion | None, later: RecordVersion
    ) -> list[tuple[str, str, str]]:
        """(label, before, after) for each field that this reader reads and that changed."""
        if earlier is None:
            return []
        lines = [
            (str(one.label), _told(one, earlier), _told(one, later))
            for one in self.fields
            if earlier.values["fields"].get(one.code) != later.values["fields"].get(one.code)
        ]
        for code, label in (
            ("people", self.kind.declared.people),
            ("organisations", self.kind.declared.organisations),
        ):
            before, after = earlier.values[code], later.values[code]
            if before != after:
                lines.append((str(label), "、".join(before), "、".join(after)))
        return lines


def _told(one: Field, version: RecordVersion) -> str:
    return shown(one, restored([one], version.values["fields"]).get(one.code))
