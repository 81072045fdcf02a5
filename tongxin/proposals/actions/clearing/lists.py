"""Takes cleared words out of lists that were brought in: their rows, their files, what they changed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.accounts.actor import SYSTEM
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow
from tongxin.proposals.actions.clearing.places import PLACES, cleared
from tongxin.proposals.actions.clearing.records import Emptied, hanging
from tongxin.proposals.actions.clearing.words import Words
from tongxin.proposals.models import Clearing, PaperEntry, Proposal, ReturnedFile
from tongxin.proposals.terms import CLEARED, ClearingPart

WIPED: dict[str, Any] = {
    "raw": [],
    "values": {},
    "issues": [],
    "duplicate": None,
    "section": "",
    "sheet": CLEARED,
}


def clear_lists(clearing: Clearing, words: Words, emptied: Emptied) -> None:
    """Wipe the rows concerned, give up lists not yet confirmed, and collect the uploaded files with them."""
    results = _results(clearing.proposal)
    is_whole = clearing.part == ClearingPart.WHOLE
    made = set(results.values_list("row_id", flat=True)) if is_whole else set()
    if is_whole:
        _empty_results(results)
    for batch in _batches(clearing, results if is_whole else results.none()):
        rows = ImportRow.objects.filter(batch=batch)
        concerned = [row.pk for row in rows if row.pk in made or words.are_in(_said(row))]
        if concerned or _comes_with(batch, emptied):
            _clear_batch(batch, concerned, words, emptied)


def _clear_batch(batch: ImportBatch, rows: list[int], words: Words, emptied: Emptied) -> None:
    if batch.stage in Stage.open():
        discard_import(batch, actor=SYSTEM)
    emptied.counts["papers.importrow"] += ImportRow.objects.filter(pk__in=rows).update(**WIPED)
    layouts = [] if words.are_in(batch.layouts) else batch.layouts
    ImportBatch._base_manager.filter(pk=batch.pk).update(trouble="", layouts=layouts)
    emptied.take(batch.file)
    for returned in ReturnedFile._base_manager.filter(batch=batch).select_related("file"):
        if batch.stage in Stage.open() or returned.file_id in emptied.files:
            emptied.take(returned.file)
            ReturnedFile._base_manager.filter(pk=returned.pk).update(name=f"{CLEARED}{returned.pk}")


def _comes_with(batch: ImportBatch, emptied: Emptied) -> bool:
    """Whether a cleared file was uploaded as this list or beside it."""
    digests = {stored.digest for stored in emptied.files.values()}
    beside = ReturnedFile._base_manager.filter(batch=batch, file__digest__in=digests)
    return batch.file.digest in digests or beside.exists()


def _batches(clearing: Clearing, results: QuerySet) -> Iterator[ImportBatch]:
    """The assembly's lists that still say something, and those that this proposal came from."""
    named = PaperEntry._base_manager.filter(handling__proposal=clearing.proposal).values("batch")
    rows = ImportBatch._base_manager.filter(
        Q(wiped_at=None) | Q(pk__in=results.values("batch")) | Q(pk__in=named),
        assembly_id=clearing.assembly_id,
    )
    yield from rows.select_related("file", "assembly")


def _results(proposal: Proposal) -> QuerySet[ImportResult]:
    condition = Q(pk__in=[])
    for model, keys in hanging(proposal):
        condition |= Q(record_type=model._meta.label_lower, record_id__in=keys)
    return ImportResult.objects.filter(condition)


def _empty_results(results: QuerySet[ImportResult]) -> None:
    """What undoing needs stays, but for the words."""
    by_label = {place.model._meta.label_lower: place.words for place in PLACES}
    for result in results:
        secret = by_label.get(result.record_type, ())
        values = {
            name: {
                key: cleared(value) if key in secret else value
                for key, value in getattr(result, name).items()
            }
            for name in ("before", "after")
        }
        ImportResult.objects.filter(pk=result.pk).update(**values)


def _said(row: ImportRow) -> list:
    return [row.raw, row.values, row.issues, row.duplicate, row.section, row.sheet]
