"""What the address of a list says (text, tab, filters, sort, columns, page), and the addresses it leads to."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from tongxin.core.lists.declare import Column, DateRange, Filter, Kind, Tab

if TYPE_CHECKING:
    from tongxin.core.lists.page import ListPage

TEXT, TAB, SORT, COLUMNS, PAGE, KEEP = "q", "tab", "sort", "cols", "page", "keep"
RESERVED = frozenset({TEXT, TAB, SORT, COLUMNS, PAGE, KEEP})
FROM, TO = "_from", "_to"


class State:
    """A list's address, read once. What it does not know it leaves out, so links never carry nonsense on."""

    def __init__(
        self,
        spec: "ListPage",
        request: HttpRequest,
        data: QueryDict,
        remembered: dict[str, Any],
    ):
        self._spec = spec
        self._request = request
        self._data = data
        self._remembered = remembered
        self.text = data.get(TEXT, "").strip()
        self.page = _number(data.get(PAGE, ""))

    @cached_property
    def tab(self) -> Tab:
        """The named view asked for, else the first one."""
        wanted = self._data.get(TAB)
        tabs = self._spec.all_tabs
        return next((tab for tab in tabs if tab.code == wanted), tabs[0])

    @cached_property
    def sort(self) -> str:
        """A column's code, with a minus when downwards."""
        usual = self.tab.sort or self._spec.default_sort
        wishes = (self._data.get(SORT), self._remembered.get(SORT), usual)
        return next((wish for wish in wishes if wish and self._spec.can_sort(wish)), "")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns to show, in their declared order; the headline always."""
        codes = self._data.getlist(COLUMNS) or self._remembered.get(COLUMNS)
        return [
            column
            for column in self._spec.columns
            if column is self._spec.headline
            or (column.code in codes if codes else not column.hidden_by_default)
        ]

    @cached_property
    def values(self) -> dict[str, Any]:
        """The filters that are set, by code."""
        read = {filter_.code: self._value(filter_) for filter_ in self._spec.filters}
        return {code: value for code, value in read.items() if value}

    @cached_property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each filter for this request, asked once."""
        return {
            filter_.code: filter_.options(self._request)
            for filter_ in self._spec.filters
            if filter_.kind == Kind.CHOICES
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether a text or a filter leaves rows out."""
        return bool(self.text or self.values)

    @cached_property
    def params(self) -> dict[str, list[str]]:
        """The address's parameters, without what is unknown, default or empty."""
        params = {
            TEXT: [self.text],
            TAB: [self.tab.code if self._data.get(TAB) == self.tab.code else ""],
            SORT: [self.sort if self._data.get(SORT) == self.sort else ""],
            COLUMNS: [column.code for column in self.columns] if COLUMNS in self._data else [],
            PAGE: [str(self.page) if self.page > 1 else ""],
        }
        for code, value in self.values.items():
            params |= _as_params(code, value)
        return {
            name: kept for name, values in params.items() if (kept := list(filter(None, values)))
        }

    def url(self, **changes: str | list[str] | None) -> str:
        """This address with some parameters changed; any change but a page starts at the first page."""
        params = dict(self.params)
        if changes:
            params.pop(PAGE, None)
        for name, value in changes.items():
            params[name] = [value] if isinstance(value, str) else value or []
        query = QueryDict(mutable=True)
        for name, values in params.items():
            query.setlist(name, values)
        return (
            f"{self._request.path}?{query.urlencode()}" if query.urlencode() else self._request.path
        )

    def carried(self, *without: str) -> list[tuple[str, str]]:
        """Hidden inputs for a form that sets the parameters named in `without` itself."""
        left_out = {PAGE, KEEP, *without}
        return [
            (name, value)
            for name, values in self.params.items()
            if name not in left_out
            for value in values
        ]

    def _value(self, filter_: Filter) -> Any:
        if filter_.kind == Kind.CHOICES:
            known = {value for value, _label in self.options[filter_.code]}
            return [value for value in self._data.getlist(filter_.code) if value in known]
        if filter_.kind == Kind.TEXT:
            return self._data.get(filter_.code, "").strip()
        start = _day(self._data.get(filter_.code + FROM, ""))
        end = _day(self._data.get(filter_.code + TO, ""))
        return DateRange(start, end) if start or end else None


def parameter_names(filter_: Filter) -> list[str]:
    """The address parameters that belong to a filter."""
    if filter_.kind == Kind.DATES:
        return [filter_.code + FROM, filter_.code + TO]
    return [filter_.code]


def _as_params(code: str, value: Any) -> dict[str, list[str]]:
    if isinstance(value, DateRange):
        days = {FROM: value.start, TO: value.end}
        return {code + suffix: [day.isoformat()] for suffix, day in days.items() if day}
    return {code: [value] if isinstance(value, str) else list(value)}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
