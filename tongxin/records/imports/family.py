"""Lists of records: columns from the kind's declaration, doubles by title and day, all of it in one batch."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import formats
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly
from tongxin.papers.imports.kinds import Context, Family, ImportColumn, ImportKind
from tongxin.papers.imports.of_kinds import import_columns
from tongxin.papers.imports.rows import Applied, Finding, StagedRow
from tongxin.records.actions.enter_many import enter_many, take_back
from tongxin.records.actions.enter_record import names_of
from tongxin.records.declaration import DAY, TITLE
from tongxin.records.models import Record, RecordKind
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import Entry

PREFIX = "records."
NAMES = {"people": ["姓名", "人员"], "organisations": ["单位", "单位名称"]}


def import_code(kind: Kind) -> str:
    """The code under which lists of this kind come into this assembly."""
    return f"{PREFIX}{kind.row.public_id}.{kind.assembly.public_id}"


def find(code: str) -> ImportKind | None:
    """The kind of list with this code."""
    kind = _kind(code)
    return import_kind(kind) if kind else None


def codes(actor: Actor) -> QuerySet:
    """What this actor may import, into the assembly in which they act."""
    rows = visible(actor, "records.record_in", RecordKind.objects.order_by())
    place = Value(f".{actor.assembly.public_id}" if actor.assembly else "")
    return rows.values_list(Concat(Value(PREFIX), "public_id", place), flat=True)


def labels(wanted: Sequence[str]) -> dict[str, str]:
    """The kinds' names, all at once."""
    keys = {code: code.removeprefix(PREFIX).partition(".")[0] for code in wanted}
    rows = RecordKind.objects.filter(public_id__in=keys.values())
    names = {row.public_id: str(row) for row in rows}
    return {code: names[key] for code, key in keys.items() if key in names}


def import_kind(kind: Kind) -> ImportKind:
    """The declaration of lists of one kind of record."""
    return ImportKind(
        import_code(kind),
        kind.name,
        _columns(kind),
        validate=lambda context, rows: _findings(kind, rows),
        permission="records.keep",
        apply=lambda context, rows, actor: _apply(kind, rows, actor),
        touched=_touched,
        undo=lambda context, applied, actor: take_back(_records(applied), actor=actor),
        help=gettext_lazy("导入的记录直接登记，按各自的日期计入数字。"),
    )


def _kind(code: str) -> Kind | None:
    key, _dot, place = code.removeprefix(PREFIX).partition(".")
    row = RecordKind.objects.filter(public_id=key).first()
    assembly = Assembly.objects.filter(public_id=place).first()
    if row is None or assembly is None or row.assembly_id not in (None, assembly.pk):
        return None
    return kind_of(row, assembly)


def _columns(kind: Kind) -> list[ImportColumn]:
    lists = {"people": kind.declared.people, "organisations": kind.declared.organisations}
    return import_columns(kind.fields) + [
        ImportColumn(code, label, NAMES[code], kind="list", help=gettext_lazy("几个的用顿号隔开。"))
        for code, label in lists.items()
        if label
    ]


def _findings(kind: Kind, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    for row in rows:
        for code in NAMES:
            try:
                names_of(kind, Entry({}, **{code: row.get(code, ())}))
            except Refused as refused:
                yield row.error(refused.message.replace("%", "%%"), code)
    yield from _doubles(kind, rows)


def _doubles(kind: Kind, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    """What stands in the book or further up on the list: the same title on the same day."""
    known = _known(kind, rows)
    seen: dict[tuple[str, str], StagedRow] = {}
    for row in rows:
        key = (row[TITLE], row[DAY])
        earlier = seen.setdefault(key, row)
        if earlier is not row:
            yield row.warning(noop("与第 %(number)d 行标题和日期都相同"), number=earlier.number)
        elif found := known.get(key):
            label = _("%(title)s（%(day)s）") % {
                "title": found.title,
                "day": formats.day(found.happened_on),
            }
            yield row.duplicate(label, url=found.get_absolute_url())


def _known(kind: Kind, rows: Sequence[StagedRow]) -> Mapping[tuple[str, str], Record]:
    days = {row[DAY] for row in rows}
    if not days:
        return {}
    found = Record._base_manager.filter(
        assembly=kind.assembly,
        kind=kind.row,
        happened_on__gte=min(days),
        happened_on__lte=max(days),
        withdrawn_on__isnull=True,
        intake__isnull=True,
    ).select_related("assembly")
    return {(record.title, record.happened_on.isoformat()): record for record in found}


def _apply(kind: Kind, rows: Sequence[StagedRow], actor: Actor) -> Iterator[Applied]:
    entries = [
        Entry(row.values, row.get("people", ()), row.get("organisations", ())) for row in rows
    ]
    records = enter_many(kind, entries, actor=actor)
    for row, record in zip(rows, records, strict=True):
        yield Applied.created(row, record)


def _touched(context: Context, applied: Sequence[Applied]) -> Iterator[str]:
    """What was corrected, withdrawn or submitted since."""
    for record in _records(applied):
        if record.version:
            yield _("“%(title)s”导入后又有改动") % {"title": record.title}


def _records(applied: Sequence[Applied]) -> list[Record]:
    keys = [one.record_id for one in applied]
    found = Record._base_manager.in_bulk(keys)
    return [found[key] for key in keys if key in found]


FAMILY = Family(PREFIX, find, "records.keep", codes, labels)
