"""Confirm a list or take it back: short ones at once, long ones by order, which the worker carries out."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict
from tongxin.papers.actions.confirm_import import confirm_import, refuse_undecided
from tongxin.papers.actions.run_import import run_in_background
from tongxin.papers.actions.undo_import import refuse_touched, undo_import
from tongxin.papers.imports.queries import decisions_of
from tongxin.papers.imports.repeats import current, repeated
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.imports.terms import ORDERED, PERMISSION, Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult


def confirm_or_order(
    batch: ImportBatch,
    *,
    actor: Actor,
    request_key: str | None = None,
    seen: int | None = None,
) -> ImportBatch:
    """The batch confirmed, or under way to it. What can be refused at once is: rows without a choice, a stale page."""
    demand(actor, PERMISSION, batch)
    decisions = decisions_of(batch)
    if sum(decisions[one] for one in Decision.written()) <= kind_of(batch).at_once:
        return confirm_import(batch, actor=actor, request_key=request_key, seen=seen)
    refuse_undecided(decisions)
    return _ordered(batch, Stage.CONFIRMING, actor, request_key, seen)


def undo_or_order(
    batch: ImportBatch, *, actor: Actor, request_key: str | None = None
) -> ImportBatch:
    """The batch taken back, or under way to it. Refused at once with the list of what was touched since."""
    demand(actor, PERMISSION, batch)
    if ImportResult.objects.filter(batch=batch).count() <= kind_of(batch).at_once:
        return undo_import(batch, actor=actor, request_key=request_key)
    if current(batch.pk).stage == Stage.CONFIRMED:
        refuse_touched(batch)
    return _ordered(batch, Stage.UNDOING, actor, request_key)


def _ordered(
    batch: ImportBatch,
    stage: Stage,
    actor: Actor,
    request_key: str | None,
    seen: int | None = None,
) -> ImportBatch:
    """Ordered once, however often and by however many people; a repeat of `request_key` gets the same answer."""
    if first := repeated(ORDERED[stage], actor, request_key):
        return first
    try:
        _order(batch, stage, actor, request_key, seen)
    except Conflict:
        if not _is_repeat(current(batch.pk), stage, actor, request_key):
            raise
    return current(batch.pk)


@transaction.atomic
def _order(
    batch: ImportBatch, stage: Stage, actor: Actor, request_key: str | None, seen: int | None
) -> None:
    """The order and its job, in one transaction: from here on nobody changes a decision."""
    standing = ImportBatch._base_manager.filter(pk=batch.pk, stage=stage.given_back_to)
    if seen is not None:
        standing = standing.filter(version=seen)
    if not standing.update(
        stage=stage,
        ordered_by=actor.person,
        ordered_as=actor.assignment,
        ordered_at=clock.now(),
        order_key=request_key or "",
        rows_prepared=0,
        trouble="",
    ):
        raise Conflict(_refusal(current(batch.pk), stage))
    run_in_background.enqueue(batch.pk)


def _refusal(present: ImportBatch, wanted: Stage) -> str:
    match present.stage:
        case Stage.CONFIRMING:
            return _("这一批已经确认，正在后台导入，不用再按。")
        case Stage.UNDOING:
            return _("这一批正在后台撤销，不用再按。")
        case Stage.CHECKED if wanted == Stage.CONFIRMING:
            return _("预览之后有人改过选择。请刷新页面，再看一遍后导入。")
    if wanted == Stage.UNDOING:
        return _("这一批不在已导入状态，不能撤销。请刷新页面。")
    return _("这一批不在待确认状态。请刷新页面。")


def _is_repeat(present: ImportBatch, stage: Stage, actor: Actor, request_key: str | None) -> bool:
    """The same press of the button again, while the first one is under way."""
    return bool(
        request_key
        and present.stage == stage
        and (present.order_key, present.ordered_by_id) == (request_key, actor.person_id)
    )
