"""Settle which column is which, remember it for the next list of this shape, and have the rows checked."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Conflict, Refused
from tongxin.papers.actions.check_import import check_import, check_in_background
from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.layouts import Layout
from tongxin.papers.imports.matching import applicable
from tongxin.papers.imports.repeats import current
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.imports.terms import PERMISSION, Stage
from tongxin.papers.models import ColumnMemory, ImportBatch

BACKGROUND_ROWS = 2_000


def match_import(
    batch: ImportBatch,
    layouts: Sequence[Layout],
    options: Mapping[str, str],
    *,
    actor: Actor,
) -> ImportBatch:
    """Refuses while a required column or option is missing. Large lists are checked by the worker, others at once."""
    demand(actor, PERMISSION, batch)
    kind = kind_of(batch)
    for layout in layouts:
        layout.matches = applicable(layout.matches, kind.columns_for(actor))
    _check_layouts(layouts, kind)
    _check_options(options, kind, batch)
    total = sum(layout.row_count for layout in layouts if layout.is_included)
    with transaction.atomic():
        matched = ImportBatch._base_manager.filter(
            pk=batch.pk, stage__in=Stage.changeable()
        ).update(
            stage=Stage.CHECKING,
            layouts=[layout.as_json() for layout in layouts],
            options=dict(options),
            rows_total=total,
            rows_checked=0,
            trouble="",
        )
        if not matched:
            raise Conflict(_("这一批已经导入或放弃，不能再改列名对应。"))
        _remember(batch, layouts)
        if total > BACKGROUND_ROWS:
            check_in_background.enqueue(batch.pk)
    if total <= BACKGROUND_ROWS:
        check_import(batch.pk)
    return current(batch.pk)


def _check_layouts(layouts: Sequence[Layout], kind: ImportKind) -> None:
    included = [layout for layout in layouts if layout.is_included]
    if not included:
        raise Refused(_("没有选中任何工作表。请至少选一个要导入的工作表。"))
    for layout in included:
        if missing := layout.missing(kind):
            raise Refused(
                _(
                    "工作表“%(sheet)s”缺少必需的列：%(missing)s。请指定对应的列，或不导入这个工作表。"
                )
                % {"sheet": layout.sheet, "missing": _("、").join(missing)}
            )


def _check_options(options: Mapping[str, str], kind: ImportKind, batch: ImportBatch) -> None:
    for option in kind.options:
        chosen = options.get(option.code, "")
        known = {str(value) for value, _label in option.choices(batch.assembly)}
        if (option.required and not chosen) or (chosen and chosen not in known):
            raise Refused(_("请选择“%(option)s”。") % {"option": option.label}, field=option.code)


def _remember(batch: ImportBatch, layouts: Sequence[Layout]) -> None:
    for layout in layouts:
        if layout.is_included:
            ColumnMemory.objects.update_or_create(
                assembly=batch.assembly,
                kind=batch.kind,
                signature=layout.signature,
                defaults={"matches": layout.matches},
            )
