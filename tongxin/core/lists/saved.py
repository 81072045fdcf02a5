"""Saved filters: a name for an address, kept per person and list."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tongxin.core.lists import memory

if TYPE_CHECKING:
    from tongxin.core.lists.page import ListPage

SAVED = "saved"
MOST = 20
NAME_LENGTH = 30


def names(request: HttpRequest, code: str) -> dict[str, str]:
    """Name to query string, oldest first."""
    return dict(memory.load(request, code).get(SAVED, {}))


def change(request: HttpRequest, spec: "ListPage") -> HttpResponse:
    """Keep the current address under a name, or drop a name; then show the list again."""
    filters = names(request, spec.code)
    if dropped := request.POST.get("drop"):
        filters.pop(dropped, None)
    else:
        _add(request, spec, filters)
    memory.save(request, spec.code, memory.load(request, spec.code) | {SAVED: filters})
    return HttpResponseRedirect(request.get_full_path())


def _add(request: HttpRequest, spec: "ListPage", filters: dict[str, str]) -> None:
    name = request.POST.get("name", "").strip()[:NAME_LENGTH]
    if not name:
        messages.error(request, _("请给这组筛选起个名字。"))
    elif len(filters) >= MOST and name not in filters:
        messages.error(request, _("最多保存 %(n)d 组筛选，请先删去不用的。") % {"n": MOST})
    else:
        filters[name] = spec.state(request, request.GET).url().partition("?")[2]
        messages.success(
            request, _("已保存筛选「%(name)s」，在列表上方一点即用。") % {"name": name}
        )
