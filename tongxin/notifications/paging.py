"""Pages of messages: numbered, with addresses that keep the tab."""

from django.db import models
from django.http import HttpRequest

from tongxin.core.lists import Pager

SIZE = 30


def page_of(
    request: HttpRequest, queryset: models.QuerySet, total: int
) -> tuple[Pager, models.QuerySet]:
    """The pager that the address asks for, and its rows."""
    wanted = request.GET.get("page", "")
    pager = Pager(int(wanted) if wanted.isdecimal() else 1, total, SIZE, _addresses(request))
    return pager, queryset[pager.offset : pager.offset + pager.size]


def _addresses(request: HttpRequest):
    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    return url
