"""The last step of every way in: note the factor, bind the browser if wished, hand over to allauth's stages."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from django.http import HttpRequest, HttpResponse

from tongxin.accounts import devices
from tongxin.accounts.actions.bind_device import bind_device
from tongxin.accounts.models import User

PASSWORD = "password"  # noqa: S105 — the name of a way in
CODE = "code"


def enter(
    request: HttpRequest, user: User, *, way: str, next_url: str | None = None, bind: bool = False
) -> HttpResponse:
    """Sign in, by way of the stages that are still due; the answer leads to the next page."""
    record_authentication(request, user, way)
    token = devices.token_of(request) if bind else ""
    if token:
        request.device_bound = bind_it(request, user, token)
    response = perform_login(request, user, redirect_url=next_url or next_of(request))
    if token:
        devices.keep(response, request, token)
    return response


def bind_it(request: HttpRequest, user: User, token: str) -> bool:
    """Bind this browser; whether the rulebook allows it."""
    return bind_device(user, token, browser=devices.browser_of(request)) is not None


def next_of(request: HttpRequest) -> str | None:
    """Where the visitor wanted to go, if that is one of our pages."""
    return get_next_redirect_url(request)
