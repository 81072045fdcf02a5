"""The declared list: checks its declaration, answers requests, exports, resolves what was ticked."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from tongxin.core.lists import memory, narrow, saved
from tongxin.core.lists.declare import Bulk, Column, EmptyPlace, Filter, Tab, Words
from tongxin.core.lists.listing import Listing
from tongxin.core.lists.state import COLUMNS, KEEP, RESERVED, SORT, State, parameter_names

PARTIAL = "core/_table.html"
EVERYTHING = Tab("all", _("全部"))
UNIT = _("条")
NOTHING_YET = EmptyPlace(_("这里还没有内容"))


@dataclass(frozen=True)
class ListPage:
    """A list as one declaration; the engine does the rest.

    `search(queryset, text)` narrows by the search box; `default_sort` is a column's code with an optional minus;
    `key` names the field that ticks carry.
    """

    code: str
    label: Words
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    tabs: Sequence[Tab] = ()
    search: Callable[[QuerySet, str], QuerySet] | None = None
    default_sort: str = ""
    unit: Words = UNIT
    page_size: int = 50
    row_url: Callable[[Any], str] | None = None
    row_tone: Callable[[Any], str] | None = None
    bulk: Sequence[Bulk] = ()
    export_url: Callable[[HttpRequest], str] | None = None
    empty: EmptyPlace = NOTHING_YET
    key: str = "public_id"
    template: str = "core/list.html"

    def __post_init__(self) -> None:
        names = [name for filter_ in self.filters for name in parameter_names(filter_)]
        self._refuse_doubles("filter", names + list(RESERVED))
        self._refuse_doubles("column", [column.code for column in self.columns])
        self._refuse_doubles("tab", [tab.code for tab in self.tabs])
        for sort in filter(None, (self.default_sort, *(tab.sort for tab in self.tabs))):
            if not self.can_sort(sort):
                raise ImproperlyConfigured(f"list {self.code}: cannot sort by {sort!r}")

    @cached_property
    def headline(self) -> Column:
        """The column that names the row and carries its link."""
        return next((column for column in self.columns if column.headline), self.columns[0])

    @cached_property
    def all_tabs(self) -> tuple[Tab, ...]:
        return tuple(self.tabs) or (EVERYTHING,)

    def can_sort(self, sort: str) -> bool:
        """Whether `sort` names a column that sorts."""
        return any(column.code == sort.removeprefix("-") and column.sort for column in self.columns)

    def respond(self, request: HttpRequest, queryset: QuerySet, **context: Any) -> HttpResponse:
        """The page, or only its list when HTMX asks for that; a POST keeps or drops a saved filter."""
        if request.method == "POST":
            return saved.change(request, self)
        listing = self.listing(request, queryset)
        if request.GET.get(KEEP):
            self._keep(request)
            if not self._wants_part(request, listing):
                return HttpResponseRedirect(listing.url)
        return self._render(request, listing, context)

    def listing(self, request: HttpRequest, queryset: QuerySet) -> Listing:
        """The list as this request asks for it."""
        return Listing(self, request, queryset, self.state(request, request.GET))

    def state(self, request: HttpRequest, data: QueryDict) -> State:
        """An address read with what this person's list remembers."""
        return State(self, request, data, memory.load(request, self.code))

    def header(self, request: HttpRequest) -> list[str]:
        """The labels of the visible columns, for an export."""
        columns = self.state(request, request.GET).columns
        return [str(column.export_label or column.label) for column in columns]

    def rows(self, request: HttpRequest, queryset: QuerySet) -> Iterator[list[Any]]:
        """The plain values of every row that the address asks for, read in portions, for an export."""
        state = self.state(request, request.GET)
        found = narrow.within(narrow.narrowed(queryset, self, state), state.tab, request)
        in_order = narrow.ordered(narrow.prepared(found, state), self, state.sort)
        for record in in_order.iterator(chunk_size=2000):
            yield [column.value(record) for column in state.columns]

    def selected(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows ticked in a posted form, or all that its address asks for when 'all' was ticked."""
        if not request.POST.get("all"):
            return queryset.filter(**{f"{self.key}__in": request.POST.getlist("ids")})
        state = self.state(request, QueryDict(request.POST.get("query", "")))
        return narrow.within(narrow.narrowed(queryset, self, state), state.tab, request)

    def _render(
        self, request: HttpRequest, listing: Listing, context: dict[str, Any]
    ) -> HttpResponse:
        part = self._wants_part(request, listing)
        response = render(request, PARTIAL if part else self.template, context | {"list": listing})
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if part:
            response["HX-Push-Url"] = listing.url
        return response

    @staticmethod
    def _wants_part(request: HttpRequest, listing: Listing) -> bool:
        return request.headers.get("HX-Target") == listing.dom_id

    def _keep(self, request: HttpRequest) -> None:
        """Remember the sort or columns that the reader has just chosen here."""
        remembered = memory.load(request, self.code)
        wishes = {SORT: request.GET.get(SORT), COLUMNS: request.GET.getlist(COLUMNS)}
        chosen = remembered | {name: wish for name, wish in wishes.items() if wish}
        if chosen != remembered:
            memory.save(request, self.code, chosen)

    def _refuse_doubles(self, what: str, codes: list[str]) -> None:
        doubles = sorted(code for code, times in Counter(codes).items() if times > 1)
        if doubles:
            raise ImproperlyConfigured(f"list {self.code}: {what} {', '.join(doubles)} twice")
