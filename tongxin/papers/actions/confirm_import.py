"""Write a checked list into the records, in short transactions; one event for the batch.

Mostly all is made ready first and written in one. A kind whose rows are acts of their own is carried out part by part.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.bulk import Ready, give_way, ready, staged
from tongxin.core.errors import Conflict, Refused
from tongxin.organisations.scope import scope
from tongxin.papers.actions.give_back_import import give_back
from tongxin.papers.actions.tell_orderer import tell_orderer
from tongxin.papers.actions.wipe_import import wipe_sensitive
from tongxin.papers.imports.checking import CheckedRow, add_findings, basis_of
from tongxin.papers.imports.kinds import Context
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.repeats import current, repeated
from tongxin.papers.imports.rows import Applied, Prepared, StagedRow
from tongxin.papers.imports.staging import (
    context_of,
    digest_of,
    findings,
    kind_of,
    staged_rows,
)
from tongxin.papers.imports.terms import CONFIRM, PERMISSION, Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow

TAKEN = gettext_lazy("这一批刚被他人导入、修改或放弃。请刷新页面。")


def confirm_import(
    batch: ImportBatch,
    *,
    actor: Actor,
    request_key: str | None = None,
    seen: int | None = None,
    on_order: bool = False,
) -> ImportBatch:
    """Write what the preview showed. Refuses while rows wait for a choice; if the records changed since the check,
    the preview is brought up to date instead and nothing is written. A repeat of `request_key` gives the first result.

    `on_order`: the worker does what was ordered before (`order_import`), so the batch is under way already.
    """
    demand(actor, PERMISSION, batch)
    if first := repeated(CONFIRM, actor, request_key):
        return first
    expected = Stage.CONFIRMING if on_order else Stage.CHECKED
    try:
        with scope([batch.assembly_id]):
            _confirm(current(batch.pk), expected, actor, request_key, seen)
    except Conflict:
        if first := repeated(CONFIRM, actor, request_key):
            return first
        raise
    wipe_sensitive(batch, actor=actor)
    return current(batch.pk)


def _confirm(
    batch: ImportBatch, expected: Stage, actor: Actor, request_key: str | None, seen: int | None
) -> None:
    _refuse_elsewhere(batch, expected)
    if seen is not None and seen != batch.version:
        raise Conflict(_("预览之后有人改过选择。请刷新页面，再看一遍后导入。"))
    rows = staged_rows(batch)
    _refuse_elsewhere(current(batch.pk), expected)  # whoever gave it up meanwhile emptied its rows
    refuse_undecided(Counter(row.decision for row in rows))
    basis = basis_of(kind_of(batch), context_of(batch), rows)
    if not basis or basis != batch.basis:
        _refuse_outdated(batch, rows)
    if kind_of(batch).parts:
        _carry_out(batch, rows, actor, request_key)
        return
    try:
        writing = _make_ready(batch, rows, basis, actor)
        with staged(writing.tables):
            _write(batch, writing, actor, request_key)
    except IntegrityError as error:
        raise Conflict(_("刚才有人写入了相同的数据，本次没有导入。请重新检查后再导入。")) from error


def _refuse_elsewhere(batch: ImportBatch, expected: Stage) -> None:
    if batch.stage != expected:
        raise Conflict(_("这一批不在待确认状态。请刷新页面。"))


def refuse_undecided(decisions: Counter[str]) -> None:
    """Nothing is imported while rows wait for a choice, or when none would be written."""
    if count := decisions[Decision.UNDECIDED]:
        raise Refused(
            ngettext(
                "还有 %(count)d 行需要选择：新增、更新还是跳过。",
                "还有 %(count)d 行需要选择：新增、更新还是跳过。",
                count,
            )
            % {"count": count}
        )
    if not any(decisions[decision] for decision in Decision.written()):
        raise Refused(_("没有可以导入的行。"))


def _refuse_outdated(batch: ImportBatch, rows: Sequence[StagedRow]) -> None:
    """What the kind finds now must be what the preview showed."""
    changed = _changed(batch, rows)
    if changed:
        sentence = ngettext(
            "检查之后数据有变化，%(count)d 行的预览已更新，没有导入。请再看一遍。",
            "检查之后数据有变化，%(count)d 行的预览已更新，没有导入。请再看一遍。",
            len(changed),
        ) % {"count": len(changed)}
        _renew(batch, changed, sentence)
        raise Conflict(sentence)


def _changed(batch: ImportBatch, rows: Sequence[StagedRow]) -> list[CheckedRow]:
    """Ask the kind again, without a lock: the rows of which it now finds something else than the preview shows."""
    checked = [CheckedRow(replace(row)) for row in rows if row.decision != Decision.FAULTY]
    add_findings(kind_of(batch), context_of(batch), checked)
    repeating = rows_of(batch).filter(duplicate__isnull=False)
    shown = {key: told["ref"] for key, told in repeating.values_list("pk", "duplicate")}
    return [one for one in checked if _has_changed(shown.get(_key(one)), one)]


def _key(one: CheckedRow) -> int:
    return one.row.id or 0


def _has_changed(shown: str | None, one: CheckedRow) -> bool:
    now = one.duplicate.ref if one.duplicate else None
    return shown != now or one.decision == Decision.FAULTY


@transaction.atomic
def _renew(batch: ImportBatch, changed: Sequence[CheckedRow], sentence: str) -> None:
    """Bring the preview up to date; an order ends with it, for its person has not seen these rows."""
    if not _is_reopened(batch, sentence):
        return
    issues = dict(rows_of(batch).values_list("pk", "issues"))
    for one in changed:
        renewed = findings(one)
        kept = [issue for issue in issues[_key(one)] if issue not in renewed["issues"]]
        ImportRow.objects.filter(pk=_key(one)).update(
            **renewed | {"issues": kept + renewed["issues"], "decided_by_person": False}
        )


def _is_reopened(batch: ImportBatch, sentence: str) -> bool:
    if batch.stage == Stage.CONFIRMING:
        return give_back(batch, sentence)
    checked = ImportBatch._base_manager.filter(pk=batch.pk, stage=Stage.CHECKED, run=batch.run)
    return bool(checked.update(version=F("version") + 1))


@dataclass(frozen=True)
class _Writing:
    """All that can be made ready before the transaction, to keep it short."""

    rows: list[StagedRow]
    written: list[StagedRow]
    basis: str
    decisions: dict[str, int]
    digest: str
    prepared: Prepared | None
    results: Ready | None

    @property
    def tables(self) -> list[Ready]:
        """What is inserted, as far as it is made ready."""
        prepared = list(self.prepared.tables) if self.prepared else []
        return prepared + ([self.results] if self.results else [])


def _make_ready(batch: ImportBatch, rows: list[StagedRow], basis: str, actor: Actor) -> _Writing:
    written = [row for row in rows if row.decision in Decision.written()]
    prepare = kind_of(batch).prepare
    prepared = prepare(replace(_watched(batch), actor=actor), written) if prepare else None
    return _Writing(
        rows=rows,
        written=written,
        basis=basis,
        decisions=dict(Counter(row.decision for row in rows)),
        digest=digest_of(batch, written),
        prepared=prepared,
        results=_results(batch, written, prepared.applied) if prepared else None,
    )


def _watched(batch: ImportBatch) -> Context:
    """The context of a batch that somebody watches being written tells the page how far it is."""
    if batch.stage != Stage.CONFIRMING:
        return context_of(batch)
    under_way = ImportBatch._base_manager.filter(pk=batch.pk, version=batch.version)

    def tell(rows: int) -> None:
        under_way.update(rows_prepared=rows)

    return context_of(batch, tell)


@transaction.atomic
def _write(batch: ImportBatch, writing: _Writing, actor: Actor, request_key: str | None) -> None:
    _claim(batch, actor)
    _refuse_moved(batch, writing)
    results = _write_records(batch, writing, actor)
    results.write_rows()
    _note(batch, writing, results.count, actor, request_key)


def _note(
    batch: ImportBatch, writing: _Writing, records: int, actor: Actor, request_key: str | None
) -> None:
    """The one event of the batch, and the word to whoever ordered it."""
    event = trail.record(
        CONFIRM,
        batch,
        actor,
        moved=(batch.stage, Stage.CONFIRMED.value),
        request_key=request_key,
        kind=batch.kind,
        rows=writing.decisions,
        records=records,
        digest=writing.digest,
    )
    if batch.stage == Stage.CONFIRMING:
        tell_orderer(batch, CONFIRM, rows=len(writing.written), event_id=event.pk)


def _carry_out(
    batch: ImportBatch, rows: list[StagedRow], actor: Actor, request_key: str | None
) -> None:
    """Part by part, each in a short transaction; after the last one the batch is confirmed.

    When one is refused, those before it stay: the preview then shows them as done, and the refusal says so.
    """
    writing = _make_ready(batch, rows, "", actor)
    batch = _held(batch)
    applied: list[Applied] = []
    try:
        for part in _parts(batch, writing, actor):
            applied += _enter(batch, part)
            give_way()
    except Refused as refused:
        if not applied:
            raise
        sentence = _("%(refusal)s前面的已经办好，不会重复；这一件和后面的没有办，请再看一遍。")
        told = sentence % {"refusal": refused.message}
        _renew(batch, _changed(batch, rows), told)
        raise type(refused)(told) from refused
    _check_complete(writing.written, applied)
    with transaction.atomic():
        _claim(batch, actor)
        _note(batch, writing, len(applied), actor, request_key)


def _held(batch: ImportBatch) -> ImportBatch:
    """The batch as one's own: whoever else has its page open must look at it again. An ordered one is the worker's."""
    if batch.stage == Stage.CHECKED:
        if not _unchanged(batch).update(version=F("version") + 1):
            raise Conflict(str(TAKEN))
        batch = current(batch.pk)
    return batch


def _parts(
    batch: ImportBatch, writing: _Writing, actor: Actor
) -> Iterable[Callable[[], Sequence[Applied]]]:
    parts = kind_of(batch).parts
    return parts(context_of(batch), writing.written, actor) if parts else ()


@transaction.atomic
def _enter(batch: ImportBatch, part: Callable[[], Sequence[Applied]]) -> Sequence[Applied]:
    """Do one part and note what its rows became, if nobody stopped or took the batch meanwhile."""
    applied = part()
    if not _unchanged(batch).update(rows_prepared=F("rows_prepared") + len(applied)):
        raise Conflict(str(TAKEN))
    ready(_result(batch, one) for one in applied).write_rows()
    return applied


def _refuse_moved(batch: ImportBatch, writing: _Writing) -> None:
    """Nothing that the list was checked against may have changed while it was made ready."""
    if basis_of(kind_of(batch), context_of(batch), writing.rows) != writing.basis:
        raise Conflict(_("刚才有人改动了这份表格对照的数据，本次没有导入。请再导入一次。"))


def _write_records(batch: ImportBatch, writing: _Writing, actor: Actor) -> Ready:
    """Write what the rows become; answers with the results to note."""
    if writing.prepared and writing.results:
        writing.prepared.write(actor=actor)
        return writing.results
    apply = kind_of(batch).apply
    applied = list(apply(context_of(batch), writing.written, actor)) if apply else []
    return _results(batch, writing.written, applied)


def _results(batch: ImportBatch, written: Sequence[StagedRow], applied: Sequence[Applied]) -> Ready:
    _check_complete(written, applied)
    return ready(_result(batch, one) for one in applied)


def _result(batch: ImportBatch, one: Applied) -> ImportResult:
    return ImportResult(
        batch=batch,
        row_id=one.row_id,
        record_type=one.record_type,
        record_id=one.record_id,
        is_new=one.is_new,
        before=dict(one.before),
        after=dict(one.after),
    )


def _claim(batch: ImportBatch, actor: Actor) -> None:
    if not _unchanged(batch).update(
        stage=Stage.CONFIRMED,
        trouble="",
        confirmed_by=actor.person,
        confirmed_at=clock.now(),
        ended_at=clock.now(),
    ):
        raise Conflict(str(TAKEN))


def _unchanged(batch: ImportBatch) -> QuerySet[ImportBatch]:
    """The row of the batch, if nobody has confirmed, stopped, changed or given it up since it was read."""
    return ImportBatch._base_manager.filter(
        pk=batch.pk, stage=batch.stage, run=batch.run, version=batch.version
    )


def _check_complete(written: Sequence[StagedRow], applied: Sequence[Applied]) -> None:
    """A kind that silently leaves out a row would make the reconciliation sheet lie."""
    if forgotten := {row.id for row in written} - {one.row_id for one in applied}:
        raise RuntimeError(f"the import kind's apply left out {len(forgotten)} rows")
