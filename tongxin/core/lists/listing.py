"""A list as one request sees it: what the templates draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.core.lists import narrow, saved
from tongxin.core.lists.declare import Bulk, Column, DateRange, Filter, Kind, Words
from tongxin.core.lists.pager import Pager
from tongxin.core.lists.rows import Cell, Place, Row
from tongxin.core.lists.state import COLUMNS, KEEP, SORT, TEXT, State, parameter_names
from tongxin.core.pages import TabLink

if TYPE_CHECKING:
    from tongxin.core.lists.page import ListPage


@dataclass(frozen=True)
class Head:
    """A column's head; `direction` says how the list is sorted by it, `url` sorts the other way."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    label: str
    url: str


@dataclass(frozen=True)
class Option:
    """A choice and whether it is in force."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class FilterBox:
    """A filter with its present value, as the panel shows it."""

    filter: Filter
    value: Any
    options: tuple[Option, ...]


class Listing:
    """Made by `ListPage.listing`; queries run when a template first asks, each once."""

    def __init__(self, spec: "ListPage", request: HttpRequest, queryset: QuerySet, state: State):
        self.spec = spec
        self.request = request
        self.state = state
        self._queryset = queryset

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows per tab under the present text and filters."""
        return narrow.counts(self._narrowed, self.spec.all_tabs, self.request)

    @cached_property
    def records(self) -> list[Model]:
        """The records of this page."""
        if not self.total:
            return []
        found = narrow.within(self._narrowed, self.state.tab, self.request)
        return narrow.slice_of(found, self.spec, self.state, self.pager)

    @cached_property
    def _narrowed(self) -> QuerySet:
        return narrow.narrowed(self._queryset, self.spec, self.state)

    @property
    def dom_id(self) -> str:
        return f"list-{self.spec.code}"

    @property
    def target(self) -> str:
        """The selector by which HTMX finds this list."""
        return f"#{self.dom_id}"

    @property
    def is_searchable(self) -> bool:
        return self.spec.search is not None

    @property
    def url(self) -> str:
        return self.state.url()

    @property
    def query(self) -> str:
        """The address's query string, for bulk acts and exports."""
        return self.url.partition("?")[2]

    @property
    def total(self) -> int:
        return self.counts[self.state.tab.code]

    @cached_property
    def pager(self) -> Pager:
        return Pager(
            self.state.page, self.total, self.spec.page_size, lambda n: self.state.url(page=str(n))
        )

    @property
    def tabs(self) -> list[TabLink]:
        return [
            TabLink(
                tab.label,
                self.state.url(tab=tab.code),
                self.counts[tab.code],
                tab is self.state.tab,
            )
            for tab in self.spec.tabs
        ]

    @property
    def heads(self) -> Iterator[Head]:
        for column in self.state.columns:
            up, down = self.state.sort == column.code, self.state.sort == f"-{column.code}"
            wanted = f"-{column.code}" if up else column.code
            url = self.state.url(**{SORT: wanted, KEEP: "1"}) if column.sort else ""
            yield Head(column, url, "ascending" if up else "descending" if down else "")

    @property
    def rows(self) -> Iterator[SafeString]:
        """The rows as markup, each with its tick box where something can be done with several."""
        form = f"{self.dom_id}-bulk" if self.bulk else ""
        return (self._row(record).drawn(form) for record in self.records)

    @property
    def chips(self) -> list[Link]:
        """What narrows the list, each with the address that drops it."""
        chips = [Link(f"「{self.state.text}」", self.state.url(q=None))] if self.state.text else []
        for filter_ in self.spec.filters:
            if filter_.code in self.state.values:
                dropped = self.state.url(**dict.fromkeys(parameter_names(filter_)))
                chips.append(Link(self._in_words(filter_), dropped))
        return chips

    @property
    def clear_url(self) -> str:
        """The address without text and filters."""
        names = [name for filter_ in self.spec.filters for name in parameter_names(filter_)]
        return self.state.url(**dict.fromkeys([TEXT, *names]))

    @property
    def filter_boxes(self) -> list[FilterBox]:
        return [self._box(filter_) for filter_ in self.spec.filters]

    @property
    def column_boxes(self) -> list[Option]:
        """The columns to choose from; the headline always stands."""
        return [
            Option(column.code, column.label, column in self.state.columns)
            for column in self.spec.columns
            if column is not self.spec.headline
        ]

    @property
    def carried_by_filters(self) -> list[tuple[str, str]]:
        names = [name for filter_ in self.spec.filters for name in parameter_names(filter_)]
        return self.state.carried(TEXT, *names)

    @property
    def carried_by_columns(self) -> list[tuple[str, str]]:
        return self.state.carried(COLUMNS)

    @cached_property
    def saved(self) -> list[Link]:
        """The person's own filters."""
        names = saved.names(self.request, self.spec.code)
        return [Link(name, f"{self.request.path}?{query}") for name, query in names.items()]

    @cached_property
    def bulk(self) -> list[Link]:
        return [Link(str(act.label), act.url(self.request)) for act in self._bulk_acts]

    @property
    def export_url(self) -> str:
        address = self.spec.export_url(self.request) if self.spec.export_url else ""
        return f"{address}?{self.query}" if address and self.query else address

    @property
    def empty_action_url(self) -> str:
        return self.spec.empty.action_url(self.request)

    @property
    def _bulk_acts(self) -> list[Bulk]:
        return [act for act in self.spec.bulk if act.shown(self.request)]

    def _row(self, record: Any) -> Row:
        spec = self.spec
        return Row(
            key=str(getattr(record, spec.key)) if self.bulk else "",
            url=spec.row_url(record) if spec.row_url else "",
            tone=spec.row_tone(record) if spec.row_tone else "",
            cells=[Cell(place, place.column.cell(record)) for place in self._places],
        )

    @cached_property
    def _places(self) -> list[Place]:
        return [Place(column, column is self.spec.headline) for column in self.state.columns]

    def _box(self, filter_: Filter) -> FilterBox:
        value = self.state.values.get(filter_.code)
        options = tuple(
            Option(code, label, code in (value or []))
            for code, label in self.state.options.get(filter_.code, [])
        )
        return FilterBox(filter_, value, options)

    def _in_words(self, filter_: Filter) -> str:
        value = self.state.values[filter_.code]
        if filter_.kind == Kind.CHOICES:
            labels = dict(self.state.options[filter_.code])
            value = _("、").join(labels[code] for code in value)
        elif isinstance(value, DateRange):
            value = _days_in_words(value)
        return _("%(label)s：%(value)s") % {"label": filter_.label, "value": value}


def _days_in_words(days: DateRange) -> str:
    start, end = formats.day(days.start), formats.day(days.end)
    if start and end:
        return f"{start} – {end}"
    return _("%(day)s 起") % {"day": start} if start else _("%(day)s 止") % {"day": end}
