"""「待我办理」: the first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongxin.portal import home


def me(request: HttpRequest) -> HttpResponse:
    """What waits for this identity, then the cards of its role."""
    groups, total = home.tasks(request.actor)
    context = {"groups": groups, "total": total, "panels": home.panels(request)}
    return render(request, "portal/me.html", context)


def front(request: HttpRequest) -> HttpResponse:
    """The bare address: one's own page, or the sign-in that leads there."""
    return redirect("me")
