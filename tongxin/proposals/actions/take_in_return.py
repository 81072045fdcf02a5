"""Take in what a unit on paper sent back: checked as a whole, kept with its sealed files, shown before anything is entered."""

import io
from collections.abc import Sequence

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.organisations.models import Assembly
from tongxin.papers.actions.clear_file import clear_file
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import START, start_import
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.repeats import repeated
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch
from tongxin.proposals.imports.return_files import Upload, open_return
from tongxin.proposals.imports.returns import RETURNS
from tongxin.proposals.models import Reply, ReturnedFile

SEALED = "proposals.sealed_reply"


def take_in_return(
    uploads: Sequence[Upload],
    *,
    assembly: Assembly,
    actor: Actor,
    kind: ImportKind = RETURNS,
    request_key: str | None = None,
) -> ImportBatch:
    """A batch with its preview, and nothing entered; a repeat of `request_key` gives the first batch.

    Refuses as a whole what cannot be opened, what was damaged on the way, and what bears a secrecy mark.
    """
    demand(actor, kind.permission)
    if first := repeated(START, actor, request_key):
        return first
    opened = open_return(uploads, kind)
    files = [
        store_file(SEALED, io.BytesIO(one.data), one.name, assembly=assembly, actor=actor)
        for one in opened.sealed
    ]
    sheet = opened.sheet
    batch = start_import(
        kind,
        io.BytesIO(sheet.data),
        sheet.name,
        assembly=assembly,
        actor=actor,
        request_key=request_key,
    )
    ReturnedFile._base_manager.bulk_create(
        ReturnedFile(assembly=assembly, batch=batch, name=one.name, file=file)
        for one, file in zip(opened.sealed, files, strict=True)
    )
    return match_import(batch, read_layouts(batch.layouts), {}, actor=actor)


def clear_unused_returns(*, actor: Actor) -> int:
    """Clear the sealed files of returns that were given up or whose row was left out; how many."""
    over = ReturnedFile._base_manager.filter(
        batch__stage__in=[Stage.CONFIRMED, Stage.DISCARDED], file__cleared_at=None
    )
    unused = over.exclude(
        file__in=Reply._base_manager.filter(sealed_file__isnull=False).values("sealed_file")
    )
    rows = list(unused.select_related("file"))
    for row in rows:
        clear_file(row.file, actor=actor, reason="import_over")
    return len(rows)
