"""Takes out of a request what no person types and no database keeps: the NUL character."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class WithoutNulMiddleware:
    """Addresses with a NUL are refused, fields lose it. Stands behind the CSRF check, which reads the form first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if NUL in request.path_info:
            raise BadRequest("NUL in the address")
        request.GET = without_nul(request.GET)
        if request.method == "POST":
            request.POST = without_nul(request.POST)
        return None


def without_nul(fields: QueryDict) -> QueryDict:
    """The same fields without the character; the very same where there is none."""
    if not any(NUL in text for name, values in fields.lists() for text in (name, *values)):
        return fields
    plain = fields.copy()
    plain.clear()
    for name, values in fields.lists():
        plain.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    plain._mutable = False
    return plain
