"""Lists brought in through the engine as a person would: uploaded, matched as proposed, checked, confirmed."""

import io

from tongxin.accounts.actor import Actor
from tongxin.organisations.models import Assembly
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.models import ImportBatch


def bring(
    kind: str,
    text: str,
    *,
    assembly: Assembly,
    actor: Actor,
    confirmed: bool = True,
    **options: str,
) -> ImportBatch:
    """A CSV text as far as the preview, or with `confirmed` into the records."""
    source = io.BytesIO(text.encode())
    batch = start_import(kinds.kind(kind), source, "名单.csv", assembly=assembly, actor=actor)
    batch = match_import(batch, read_layouts(batch.layouts), options, actor=actor)
    return confirm_import(batch, actor=actor) if confirmed else batch


def findings(batch: ImportBatch) -> list[tuple[str, list[str]]]:
    """Each row's decision and the messages found, filled in."""
    return [
        (row.decision, [issue["message"] % issue["params"] for issue in row.issues])
        for row in rows_of(batch)
    ]
