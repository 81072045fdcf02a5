"""The spreadsheets that an import hands out: the empty form, the faulty rows to correct, the reconciliation sheet."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from tongxin.core import clock, formats
from tongxin.papers.imports.kinds import ImportColumn, ImportKind
from tongxin.papers.imports.layouts import Layout, read_layouts
from tongxin.papers.imports.matching import FAULT_COLUMN, LINE_COLUMN
from tongxin.papers.imports.queries import SheetAccount, reconciliation, rows_of, sentences
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.imports.terms import Decision
from tongxin.papers.models import ImportBatch
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn, write_workbook, write_xlsx


def template_workbook(kind: ImportKind) -> BinaryIO:
    """An empty list of this kind with one example row; it can be filled in and uploaded as it is."""
    columns = [SheetColumn(column.label, width=_template_width(column)) for column in kind.columns]
    required = [str(column.label) for column in kind.columns if column.required]
    notes = [
        _("必填：%(columns)s。列的顺序和名称可以不同，上传后核对。")
        % {"columns": _("、").join(required)},
        *(f"{column.label}:{column.help}" for column in kind.columns if column.help),
        _("下面一行是示例，填写前请删去。"),
    ]
    example = [column.example for column in kind.columns]
    return write_xlsx(kind.label, columns, [example] if any(example) else [], notes)


def _template_width(column: ImportColumn) -> int:
    return 16 if column.kind in {"text", "names", "list"} else 12


def faulty_workbook(batch: ImportBatch) -> BinaryIO:
    """The faulty rows as they were uploaded, each with what to correct; made to be uploaded again."""
    layouts = [layout for layout in read_layouts(batch.layouts) if layout.is_included]
    labels = {column.code: str(column.label) for column in kind_of(batch).columns}
    sheets = [_faulty_sheet(batch, layout, labels) for layout in layouts]
    return write_workbook(sheets)


def _faulty_sheet(batch: ImportBatch, layout: Layout, labels: dict[str, str]) -> Sheet:
    names = [*layout.header, _(LINE_COLUMN), _(FAULT_COLUMN)]
    return Sheet(
        title=_("待改正的行"),
        name=layout.sheet,
        columns=[SheetColumn(name, "auto") for name in names],
        rows=_faulty_rows(batch, layout, labels),
        notes=[_("改好后直接上传这个文件。已导入的行不在其中。")],
    )


def _faulty_rows(batch: ImportBatch, layout: Layout, labels: dict[str, str]) -> Iterator[list[Any]]:
    rows = rows_of(batch).filter(sheet=layout.sheet, decision=Decision.FAULTY)
    width = len(layout.header)
    for row in rows.iterator(chunk_size=500):
        cells = [*row.raw, *[""] * width][:width]
        yield [*cells, row.number, ";".join(sentences(row, labels, is_error=True))]


def reconciliation_workbook(batch: ImportBatch) -> BinaryIO:
    """What became of every source row, per sheet, with the lines that were no data."""
    labels = (
        (_("工作表"), "text"),
        (_("源数据行"), "number"),
        (_("新增"), "number"),
        (_("更新"), "number"),
        (_("跳过"), "number"),
        (_("有错未导入"), "number"),
        (_("核对"), "text"),
        (_("未作为数据的行"), "text"),
    )
    accounts = reconciliation(batch)
    return write_xlsx(
        _("导入核对表"),
        [SheetColumn(label, kind) for label, kind in labels],
        [*(_account_row(account) for account in accounts), _total_row(accounts)],
        _reconciliation_notes(batch),
    )


def _account_row(account: SheetAccount) -> list[Any]:
    if not account.is_included:
        return [account.sheet, None, None, None, None, None, _("未导入"), None]
    aside = "; ".join(
        _("第 %(number)d 行（%(reason)s）") % {"number": number, "reason": reason}
        for number, reason in account.set_aside
    )
    verdict = _("相符") if account.adds_up else _("不符")
    return [account.sheet, *account.numbers, verdict, aside]


def _total_row(accounts: list[SheetAccount]) -> list[Any]:
    totals = [sum(column) for column in zip(*(one.numbers for one in accounts), strict=True)]
    verdict = _("相符") if all(account.adds_up for account in accounts) else _("不符")
    return [_("合计"), *totals, verdict, None]


def _reconciliation_notes(batch: ImportBatch) -> list[str]:
    notes = [
        _("表格：%(name)s(%(kind)s)") % {"name": batch.file.name, "kind": kind_of(batch).label},
        _("文件摘要（%(algorithm)s）：%(digest)s")
        % {"algorithm": batch.file.algorithm, "digest": batch.file.digest},
    ]
    if batch.confirmed_at:
        notes.append(
            _("导入：%(person)s，%(moment)s")
            % {
                "person": batch.confirmed_by or _("系统"),
                "moment": formats.moment(batch.confirmed_at),
            }
        )
    notes.append(_("制表：%(day)s") % {"day": formats.day(clock.today())})
    return notes
