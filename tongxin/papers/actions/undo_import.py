"""Take a confirmed list back, unless something was built on it since: all made ready first, then one short transaction."""

from collections.abc import Callable, Sequence
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.organisations.scope import scope
from tongxin.papers.actions.tell_orderer import tell_orderer
from tongxin.papers.imports.changes import changed_since
from tongxin.papers.imports.repeats import current, repeated
from tongxin.papers.imports.rows import Applied
from tongxin.papers.imports.staging import context_of, kind_of, results_of
from tongxin.papers.imports.terms import PERMISSION, UNDO, Stage
from tongxin.papers.models import ImportBatch


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


def undo_import(
    batch: ImportBatch,
    *,
    actor: Actor,
    request_key: str | None = None,
    on_order: bool = False,
) -> ImportBatch:
    """Let the kind remove what the batch created and put back what it changed; all of it or nothing.

    `on_order`: the worker does what was ordered before (`order_import`), so the batch is under way already.
    """
    demand(actor, PERMISSION, batch)
    if first := repeated(UNDO, actor, request_key):
        return first
    expected = Stage.UNDOING if on_order else Stage.CONFIRMED
    with scope([batch.assembly_id]):
        _undo(current(batch.pk), expected, actor, request_key)
    return current(batch.pk)


def _undo(batch: ImportBatch, expected: Stage, actor: Actor, request_key: str | None) -> None:
    if batch.stage != expected:
        raise Conflict(_("这一批不在已导入状态，不能撤销。请刷新页面。"))
    results = results_of(batch)
    refuse_touched(batch, results)
    try:
        _write(batch, results, _made_ready(batch, results), actor, request_key)
    except IntegrityError as error:
        raise Conflict(_("刚才有人用到了这一批的记录，本次没有撤销。请再试一次。")) from error


def refuse_touched(batch: ImportBatch, results: Sequence[Applied] | None = None) -> None:
    """TouchedSince where anything of the batch was changed or used since; Refused for kinds that always stay."""
    kind = kind_of(batch)
    if not kind.can_be_undone:
        raise Refused(_("这种表格导入后不能整批撤销。"))
    wrote = results_of(batch) if results is None else results
    touched = kind.touched(context_of(batch), wrote) if kind.touched else ()
    if lines := [*changed_since(batch), *map(str, touched)]:
        raise TouchedSince(lines)


def _made_ready(batch: ImportBatch, results: Sequence[Applied]) -> Callable[..., None]:
    """What is left to do inside the transaction."""
    kind, context = kind_of(batch), context_of(batch)
    if kind.prepare_undo:
        return kind.prepare_undo(context, results)
    return partial(_undo_at_once, batch, results)


def _undo_at_once(batch: ImportBatch, results: Sequence[Applied], *, actor: Actor) -> None:
    if undo := kind_of(batch).undo:
        undo(context_of(batch), results, actor)


@transaction.atomic
def _write(
    batch: ImportBatch,
    results: Sequence[Applied],
    take_back: Callable[..., None],
    actor: Actor,
    request_key: str | None,
) -> None:
    _claim(batch)
    refuse_touched(batch, results)
    take_back(actor=actor)
    event = trail.record(
        UNDO,
        batch,
        actor,
        moved=(batch.stage, Stage.UNDONE.value),
        request_key=request_key,
        kind=batch.kind,
        records=len(results),
    )
    if batch.stage == Stage.UNDOING:
        tell_orderer(batch, UNDO, records=len(results), event_id=event.pk)


def _claim(batch: ImportBatch) -> None:
    standing = ImportBatch._base_manager.filter(
        pk=batch.pk, stage=batch.stage, version=batch.version
    )
    if not standing.update(stage=Stage.UNDONE, trouble="", ended_at=clock.now()):
        raise Conflict(_("这一批不在已导入状态，不能撤销。请刷新页面。"))
