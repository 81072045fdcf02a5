"""The content of a chapter of the figures page: sentences, charts and tables for one question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.utils.translation import gettext as _

from tongxin.core.pages import Number
from tongxin.figures.answers import Answered, Part, Share, answer, explained_bounds, parted
from tongxin.figures.charts import Chart, of_figures, of_parts
from tongxin.figures.declare import (
    Breakdown,
    Chapter,
    Declared,
    FigurePanel,
    Panel,
    Ratio,
    Table,
)
from tongxin.figures.question import Question

Parted = list[tuple[Part, dict[str, Answered]]]


@dataclass(frozen=True)
class TableRow:
    """One part of a table; None where a group of figures knows nothing of it."""

    label: str
    cells: tuple[Answered | None, ...]


@dataclass(frozen=True)
class FilledTable:
    table: Table
    figures: tuple[Declared, ...]
    rows: tuple[TableRow, ...]
    total: TableRow

    @property
    def heading(self) -> str:
        """What the rows are."""
        by, _figures = self.table.groups[0]
        return str(by.label)

    @cached_property
    def parts(self) -> list[str]:
        """What heads the columns of a turned table: the total, then the parts."""
        return [_("合计"), *(row.label for row in self.rows)]

    @property
    def turned(self) -> Iterator[TableRow]:
        """A line for each figure that counts anything; a part that adds nothing to it is left blank."""
        for number, label in enumerate(self.columns):
            cells = [row.cells[number] for row in (self.total, *self.rows)]
            if _says_something(cells[0]):
                yield TableRow(label, tuple(one if _says_something(one) else None for one in cells))

    @cached_property
    def columns(self) -> list[str]:
        """The figures' labels, heading the columns and naming each cell where rows are cards."""
        return [str(one.label) for one in self.figures]


class FilledChapter:
    """A chapter with its answers; counted when first asked, each base and each breakdown once."""

    def __init__(self, chapter: Chapter, question: Question):
        self.chapter = chapter
        self.question = question

    @cached_property
    def answers(self) -> dict[str, Answered]:
        """Every figure that the chapter names."""
        return answer(self.question, list(dict.fromkeys(self._named())))

    @property
    def sentences(self) -> Iterator[list[Number]]:
        """What stands first: each sentence as numbers with their words."""
        for sentence in self.chapter.sentences:
            codes = {one.code for one in sentence}
            yield [self._number(one, codes) for one in sentence]

    @cached_property
    def charts(self) -> list[Chart]:
        return [self._chart(panel) for panel in self.chapter.panels]

    @property
    def tables(self) -> list[FilledTable]:
        return [self._filled(table) for table in self.chapter.tables]

    @property
    def bounds(self) -> Iterator[tuple[str, str]]:
        """For every share that somebody kept silent about: its label and how far it could be off."""
        for answered in self.answers.values():
            if isinstance(answered, Share) and (sentence := explained_bounds(answered)):
                yield str(answered.figure.label), sentence

    @property
    def definitions(self) -> list[Answered]:
        """The answers in the order of the page, for the list of definitions."""
        return list(self.answers.values())

    @cached_property
    def _parts(self) -> dict[str, Parted]:
        return {
            by.code: parted(self.question, list(figures), by)
            for by, figures in self._wanted.items()
        }

    @cached_property
    def _wanted(self) -> dict[Breakdown, dict[Declared, None]]:
        """Which figures are asked of each breakdown."""
        wanted: dict[Breakdown, dict[Declared, None]] = {}
        for panel in self.chapter.panels:
            if isinstance(panel, Panel):
                wanted.setdefault(panel.by, {})[panel.figure] = None
        for table in self.chapter.tables:
            for by, figures in table.groups:
                wanted.setdefault(by, {}).update(dict.fromkeys(figures))
        return wanted

    def _named(self) -> Iterator[Declared]:
        yield from chain.from_iterable(self.chapter.sentences)
        for panel in self.chapter.panels:
            yield panel.figure
            yield from panel.parts if isinstance(panel, FigurePanel) else ()
        for table in self.chapter.tables:
            yield from chain.from_iterable(group for _by, group in table.groups)

    def _chart(self, panel: Panel | FigurePanel) -> Chart:
        if isinstance(panel, FigurePanel):
            return of_figures(panel, self.answers)
        return of_parts(panel, self.answers[panel.figure.code], self._parts[panel.by.code])

    def _number(self, one: Declared, codes: set[str]) -> Number:
        is_told = isinstance(one, Ratio) and {one.over.code, one.under.code} <= codes
        return self.answers[one.code].as_number(bare=is_told)

    def _filled(self, table: Table) -> FilledTable:
        groups = [(figures, dict(self._by_key(by))) for by, figures in table.groups]
        labels = {key: part.label for _f, group in groups for key, (part, _a) in group.items()}
        figures = tuple(one for group, _parts in groups for one in group)
        rows = tuple(
            TableRow(labels[key], tuple(_cells(groups, key)))
            for key in merged([list(group) for _f, group in groups])
        )
        total = TableRow("", tuple(self.answers[one.code] for one in figures))
        return FilledTable(table, figures, rows, total)

    def _by_key(self, by: Breakdown) -> Iterator[tuple[str, tuple[Part, dict[str, Answered]]]]:
        return ((part.key, (part, answers)) for part, answers in self._parts[by.code])


def _says_something(answered: Answered | None) -> bool:
    return isinstance(answered, Share) or (answered is not None and answered.value != 0)


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order out of several: what only a later one knows stands behind what it follows there."""
    keys: list[str] = []
    for order in orders:
        place = 0
        for key in order:
            if key in keys:
                place = keys.index(key)
            else:
                keys.insert(place, key)
            place += 1
    return keys


def _cells(groups, key: str) -> Iterator[Answered | None]:
    for figures, parts in groups:
        _part, answers = parts.get(key, (None, {}))
        yield from (answers.get(one.code) for one in figures)
