"""Says of every view who may open it; a page one may not open does not exist for one."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from tongxin.accounts.permissions import can, permission
from tongxin.organisations.models import Assembly

View = Callable[..., HttpResponse]

PUBLIC = "public"
SIGNED_IN = "signed in"


def requires(name: str) -> Callable[[View], View]:
    """Only for those who hold the permission for something; the view asks again about the row itself."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            permission(name)
            if not can(request.actor, name):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permission = name
        return guarded

    return decorate


def public(view: View) -> View:
    """For everybody, signed in or not."""
    opened = login_not_required(view)
    opened.permission = PUBLIC
    return opened


def signed_in(view: View) -> View:
    """For whoever is signed in, about themselves only."""
    view.permission = SIGNED_IN
    return view


def assembly_at(request: HttpRequest, slug: str) -> Assembly:
    """The assembly of an address, if one's identity reads it; else it does not exist."""
    return get_object_or_404(Assembly, slug=slug, pk__in=request.actor.assembly_ids)
