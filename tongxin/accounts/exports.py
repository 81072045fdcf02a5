"""A list of this app as a workbook; what writes workbooks comes from a higher app."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tongxin.core.lists import ListPage
from tongxin.organisations.models import Assembly

Exporter = Callable[[ListPage, HttpRequest, QuerySet, Assembly], HttpResponseBase]

_exporters: list[Exporter] = []


def use_exporter(exporter: Exporter) -> None:
    """Name what turns a list, as its reader sees it, into a recorded download."""
    _exporters[:] = [exporter]


def export(
    page: ListPage, request: HttpRequest, queryset: QuerySet, assembly: Assembly
) -> HttpResponseBase:
    """The download; Refused for more rows than a worksheet holds."""
    return _exporters[0](page, request, queryset, assembly)
