"""Between checked rows in memory and staged rows in the database; nothing is written here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tongxin.core.digests import canonical, digest
from tongxin.papers.files import open_stored
from tongxin.papers.imports import kinds
from tongxin.papers.imports.checking import CheckedRow
from tongxin.papers.imports.kinds import Context, ImportKind, tell_nobody
from tongxin.papers.imports.rows import Applied, StagedRow
from tongxin.papers.imports.terms import Decision
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow
from tongxin.papers.spreadsheets.reading import read_tables
from tongxin.papers.spreadsheets.tables import Table

PORTION = 1000


def kind_of(batch: ImportBatch) -> ImportKind:
    return kinds.kind(batch.kind)


def context_of(batch: ImportBatch, tell: Callable[[int], None] = tell_nobody) -> Context:
    """`tell` hears how many rows are done."""
    return Context(batch.assembly, batch.pk, batch.options, tell)


def tables_of(batch: ImportBatch) -> list[Table]:
    """The tables of the uploaded file, read again."""
    kind = kind_of(batch)
    with open_stored(batch.file) as file:
        return read_tables(file.read(), batch.file.name, known=kind.known_names, limits=kind.limits)


def stored_row(batch: ImportBatch, run: int, position: int, one: CheckedRow) -> ImportRow:
    """The staged row of a checked one."""
    return ImportRow(
        batch=batch,
        run=run,
        position=position,
        sheet=one.row.sheet,
        number=one.row.number,
        section=one.row.section,
        raw=list(one.row.raw),
        values=one.row.values,
        **findings(one),
    )


def findings(one: CheckedRow) -> dict[str, Any]:
    """The fields of a staged row that say what was found."""
    return {
        "issues": [issue.as_json() for issue in one.issues],
        "duplicate": one.duplicate.as_json() if one.duplicate else None,
        "decision": one.decision,
        "has_warnings": any(not issue.is_error for issue in one.issues),
    }


def staged_rows(batch: ImportBatch) -> list[StagedRow]:
    """The rows of the last check as `validate`, `prepare` and `apply` see them, in the order of the file.

    Their cells as written (`raw`) are left in the database: nothing asks for them by then, and thousands weigh much.
    """
    rows = ImportRow.objects.filter(batch=batch, run=batch.run).defer("raw", "issues")
    words: dict[str, str] = {}
    return [_staged(row, words) for row in rows.iterator(chunk_size=PORTION)]


def _staged(row: ImportRow, words: dict[str, str]) -> StagedRow:
    """Columns, days and units are the same words in every row: `words` keeps each of them once."""
    return StagedRow(
        sheet=row.sheet,
        number=row.number,
        raw=(),
        values={
            words.setdefault(code, code): words.setdefault(value, value)
            if isinstance(value, str)
            else value
            for code, value in row.values.items()
        },
        section=row.section,
        id=row.pk,
        decision=Decision(row.decision),
        ref=(row.duplicate or {}).get("ref", ""),
    )


def results_of(batch: ImportBatch) -> list[Applied]:
    """What the batch wrote, in the order of its rows."""
    return [
        Applied(result.row_id, result.record_type, result.record_id, result.is_new, result.before)
        for result in ImportResult.objects.filter(batch=batch).order_by("id").iterator(PORTION)
    ]


def digest_of(batch: ImportBatch, rows: Iterable[StagedRow]) -> str:
    """One digest over the salted digests of all rows written: what the trail keeps of their content."""
    return digest(canonical([row_digest(batch.salt, row) for row in rows]))


def row_digest(salt: str, row: StagedRow) -> str:
    """Proves what a row said, to whoever holds the row and the batch's salt."""
    return digest(canonical([salt, row.sheet, row.number, row.decision, row.values]))


def in_chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Slices of `size`: each is written in a transaction of its own, so that nobody waits long."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
