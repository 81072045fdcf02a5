"""Take in a list: look for secrecy marks, keep the file, find its tables, propose which column is which."""

from typing import BinaryIO

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.organisations.models import Assembly
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.files import safe_name
from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.layouts import layout_of
from tongxin.papers.imports.repeats import repeated
from tongxin.papers.imports.terms import SOURCE_FILE
from tongxin.papers.models import ColumnMemory, ImportBatch
from tongxin.papers.secrecy import refuse_marked_name, refuse_marked_sheets
from tongxin.papers.spreadsheets.reading import read_grids, tables_in
from tongxin.papers.spreadsheets.tables import Table

START = "papers.start_import"


def start_import(
    kind: ImportKind,
    source: BinaryIO,
    name: str,
    *,
    assembly: Assembly,
    actor: Actor,
    request_key: str | None = None,
) -> ImportBatch:
    """A new batch with its proposed column matches; a repeat gives the first batch.

    Refuses what cannot be read, and a secrecy mark in any cell: nothing of such a file is kept, staged or shown.
    """
    demand(actor, kind.permission)
    if first := repeated(START, actor, request_key):
        return first
    name = safe_name(name)
    source.seek(0)
    grids = read_grids(source.read(kind.limits.file_bytes + 1), name, kind.limits)
    refuse_marked_name(name)
    refuse_marked_sheets(grids)
    tables = tables_in(grids, kind.known_names)
    layouts = _layouts(tables, kind, assembly)
    file = store_file(
        SOURCE_FILE,
        source,
        name,
        assembly=assembly,
        actor=actor,
        max_bytes=kind.limits.file_bytes,
    )
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            assembly=assembly,
            kind=kind.code,
            file=file,
            layouts=layouts,
            rows_total=sum(len(table.rows) for table in tables),
            started_by=actor.person,
        )
        trail.record(START, batch, actor, request_key=request_key, kind=kind.code)
    return batch


def _layouts(tables: list[Table], kind: ImportKind, assembly: Assembly) -> list[dict]:
    memories = ColumnMemory.objects.filter(assembly=assembly, kind=kind.code)
    remembered = dict(memories.values_list("signature", "matches"))
    is_alone = len(tables) == 1
    return [layout_of(table, kind, remembered, is_alone).as_json() for table in tables]
