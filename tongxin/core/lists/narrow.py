"""From a list's state to its rows: conditions that never double a row, counts in one query, pages that stay fast."""

from typing import TYPE_CHECKING

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.options import Options
from django.http import HttpRequest

from tongxin.core.lists.declare import Tab
from tongxin.core.lists.pager import Pager

if TYPE_CHECKING:
    from tongxin.core.lists.page import ListPage
    from tongxin.core.lists.state import State


def narrowed(queryset: QuerySet, spec: "ListPage", state: "State") -> QuerySet:
    """The rows that match text and filters, in all tabs."""
    if state.text and spec.search:
        queryset = spec.search(queryset, state.text)
    for filter_ in spec.filters:
        if filter_.code in state.values:
            condition = filter_.condition(state.values[filter_.code])
            queryset = queryset.filter(once(condition, queryset.model))
    return queryset


def within(queryset: QuerySet, tab: Tab, request: HttpRequest) -> QuerySet:
    """The rows of one tab."""
    condition = tab.condition(request)
    return queryset.filter(once(condition, queryset.model)) if condition else queryset


def counts(queryset: QuerySet, tabs: tuple[Tab, ...], request: HttpRequest) -> dict[str, int]:
    """How many rows each tab holds, by one aggregate."""
    aggregates = {f"tab_{tab.code}": _count(queryset.model, tab, request) for tab in tabs}
    found = queryset.order_by().aggregate(**aggregates)
    return {tab.code: found[f"tab_{tab.code}"] for tab in tabs}


def ordered(queryset: QuerySet, spec: "ListPage", sort: str) -> QuerySet:
    """Sorted by a column's fields, the primary key breaking ties so that no row is on two pages."""
    code, downwards = sort.lstrip("-"), sort.startswith("-")
    fields = next((column.order for column in spec.columns if column.code == code), ())
    keys = [_turned(field) if downwards else field for field in fields]
    return queryset.order_by(*keys, "-pk" if downwards else "pk")


def slice_of(queryset: QuerySet, spec: "ListPage", state: "State", pager: Pager) -> list[Model]:
    """One page of rows. Keys are found first, so rows skipped before a late page are never built or joined."""
    keys = _keys(ordered(queryset, spec, state.sort), pager)
    rows = prepared(queryset, state).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _keys(in_order: QuerySet, pager: Pager) -> list[int]:
    """The page's primary keys; a page in the later half is counted from the end."""
    first, last = pager.offset, pager.last_row
    keys = in_order.values_list("pk", flat=True)
    if first * 2 < pager.total:
        return list(keys[first:last])
    return list(keys.reverse()[pager.total - last : pager.total - first])[::-1]


def prepared(queryset: QuerySet, state: "State") -> QuerySet:
    """With what the visible columns need."""
    for column in state.columns:
        if column.prepare:
            queryset = column.prepare(queryset)
    return queryset


def once(condition: Q, model: type[Model]) -> Q:
    """A condition over a to-many relation as a subquery, because a join would repeat the row."""
    if not _repeats(condition, model._meta):
        return condition
    return Q(pk__in=model._base_manager.filter(condition).values("pk"))


def _count(model: type[Model], tab: Tab, request: HttpRequest) -> Count:
    condition = tab.condition(request)
    return Count("pk", filter=once(condition, model)) if condition else Count("pk")


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _repeats(condition: object, options: Options) -> bool:
    if isinstance(condition, Q):
        return any(_repeats(child, options) for child in condition.children)
    return isinstance(condition, tuple) and _crosses_to_many(condition[0], options)


def _crosses_to_many(lookup: str, options: Options) -> bool:
    for name in lookup.split(LOOKUP_SEP):
        try:
            paths = getattr(options.get_field(name), "path_infos", ())
        except FieldDoesNotExist:
            return False
        if any(path.m2m for path in paths):
            return True
        if not paths:
            return False
        options = paths[-1].to_opts
    return False
