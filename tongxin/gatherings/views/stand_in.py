"""Stands in for the pages of planning until they are merged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongxin.accounts.access import requires
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of


@requires("gatherings.view")
def gathering(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    row = gathering_at(request, assembly, public_id)
    return render(
        request, "gatherings/tabbed.html", context_of(request, row, "gatherings:gathering")
    )


@requires("gatherings.view")
def nothing(request: HttpRequest, **_named: str) -> HttpResponse:
    return HttpResponse()
