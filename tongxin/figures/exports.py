"""The figures page as sheets of a workbook; the writer comes from a higher app."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.figures.answers import Answered, Share
from tongxin.figures.book import FilledChapter, FilledTable
from tongxin.figures.charts import Chart


@dataclass(frozen=True)
class PlainSheet:
    """A worksheet: the first column holds words, cells are numbers where they count."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    notes: Sequence[str] = ()


Writer = Callable[[Sequence[PlainSheet]], BinaryIO]

_writers: list[Writer] = []


def use_writer(writer: Writer) -> None:
    """Name what turns sheets into a workbook."""
    _writers[:] = [writer]


def workbook(filled: FilledChapter, notes: Sequence[str]) -> BinaryIO:
    """One workbook: all figures with their definitions, then each table, then each chart's parts."""
    return _writers[0](list(_sheets(filled, notes)))


def _sheets(filled: FilledChapter, notes: Sequence[str]) -> Iterator[PlainSheet]:
    columns = [_("指标"), _("数值"), _("单位"), _("定义"), _("依据")]
    yield PlainSheet(_("数字"), columns, [_line(one) for one in filled.definitions], notes)
    for table in filled.tables:
        yield _table(table, notes)
    for chart in filled.charts:
        yield _chart(chart, notes)


def _line(answered: Answered) -> list[str | int | float | None]:
    declared = answered.figure
    unit = "" if isinstance(answered, Share) else str(declared.unit)
    return [
        str(declared.label),
        _plain(answered),
        unit,
        str(declared.definition),
        str(declared.clause),
    ]


def _table(filled: FilledTable, notes: Sequence[str]) -> PlainSheet:
    total = [_("合计"), *(_plain(cell) for cell in filled.total.cells)]
    rows = [[row.label, *(_plain(cell) for cell in row.cells)] for row in filled.rows]
    columns = [filled.heading, *filled.columns]
    return PlainSheet(str(filled.table.label), columns, [*rows, total], notes)


def _chart(chart: Chart, notes: Sequence[str]) -> PlainSheet:
    rows = [[bar.label, _plain(bar.answer)] for bar in chart.bars]
    return PlainSheet(chart.label, [_("分项"), _("数值")], rows, notes)


def _plain(answered: Answered | None) -> str | int | float | None:
    """A share in words, money in yuan, any other number as it is."""
    if answered is None:
        return None
    if isinstance(answered, Share):
        return answered.shown
    return answered.value / formats.FEN if answered.figure.is_money else answered.value
