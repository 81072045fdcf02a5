"""Language, colours, text size and density: the same form for everyone, signed in or not."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tongxin.core import preferences

HOME = "/"


@login_not_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Show the choices, or keep those posted and go back to where the person was."""
    if request.method == "GET":
        return render(request, "core/preferences.html", {"next": _next(request, request.GET)})
    response = HttpResponseRedirect(_next(request, request.POST))
    preferences.keep(response, request, request.POST)
    return response


change.permission = "public"


def _next(request: HttpRequest, data: dict[str, str]) -> str:
    wanted = data.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else HOME
