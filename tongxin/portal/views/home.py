"""「待我办理」: the first page after signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongxin.accounts.access import public, signed_in
from tongxin.portal import home


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """What waits for this identity, then the cards of its role."""
    groups, total = home.tasks(request.actor)
    context = {
        "groups": groups,
        "total": total,
        "elsewhere": home.elsewhere(request.actor),
        "first_panels": home.panels(request, first=True),
        "panels": home.panels(request),
    }
    return render(request, "portal/me.html", context)


@public
def front(request: HttpRequest) -> HttpResponse:
    """The bare address: one's own page; for visitors what is public, in the demonstration its door."""
    if request.user.is_authenticated:
        return redirect("me")
    return redirect("demo" if settings.DEMO else "public:assemblies")
