"""Take a confirmed list back, unless something was built on it since."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.organisations.scope import scope
from tongxin.papers.imports.changes import changed_since
from tongxin.papers.imports.repeats import current, repeated
from tongxin.papers.imports.rows import Applied
from tongxin.papers.imports.staging import context_of, kind_of, results_of
from tongxin.papers.imports.terms import PERMISSION, Stage
from tongxin.papers.models import ImportBatch

UNDO = "papers.undo_import"


class TouchedSince(Refused):
    """Records of the batch were changed or used after the import; `lines` says which."""

    def __init__(self, lines: list[str]):
        super().__init__(
            ngettext(
                "不能撤销：导入之后有 %(count)d 处已被改动或引用。",
                "不能撤销：导入之后有 %(count)d 处已被改动或引用。",
                len(lines),
            )
            % {"count": len(lines)}
        )
        self.lines = lines


def undo_import(batch: ImportBatch, *, actor: Actor, request_key: str | None = None) -> ImportBatch:
    """Let the kind remove what the batch created and put back what it changed; all of it or nothing."""
    demand(actor, PERMISSION, batch)
    if first := repeated(UNDO, actor, request_key):
        return first
    kind = kind_of(batch)
    if kind.undo is None:
        raise Refused(_("这种表格导入后不能整批撤销。"))
    results = results_of(batch)
    with scope([batch.assembly_id]):
        _undo(batch, results, actor, request_key)
    return current(batch.pk)


@transaction.atomic
def _undo(
    batch: ImportBatch, results: Sequence[Applied], actor: Actor, request_key: str | None
) -> None:
    kind, context = kind_of(batch), context_of(batch)
    confirmed = ImportBatch._base_manager.filter(pk=batch.pk, stage=Stage.CONFIRMED)
    if not confirmed.update(stage=Stage.UNDONE, ended_at=clock.now()):
        raise Conflict(_("这一批不在已导入状态，不能撤销。请刷新页面。"))
    touched = kind.touched(context, results) if kind.touched else ()
    if lines := [*changed_since(batch), *map(str, touched)]:
        raise TouchedSince(lines)
    if kind.undo:
        kind.undo(context, results, actor)
    trail.record(
        UNDO,
        batch,
        actor,
        moved=(Stage.CONFIRMED.value, Stage.UNDONE.value),
        request_key=request_key,
        kind=batch.kind,
        records=len(results),
    )
