"""Every component in every state, to look at and to test; open only on demonstrations and in development."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.views import samples

View = Callable[[HttpRequest], HttpResponse]


def on_show(view: View) -> View:
    """Hide a gallery page from a site in real use."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request)

    shown.permission = "public"
    return shown


@on_show
def components(request: HttpRequest) -> HttpResponse:
    """All components, inside the desk frame of a sample clerk."""
    return render(request, "core/gallery/components.html", samples.components(request))


@on_show
def sample_list(request: HttpRequest) -> HttpResponse:
    """A list with tabs, filters, chips, ticks and pages."""
    context = {"frame": samples.SampleFrame(request), "list": samples.listing(request)}
    return render(request, "core/list.html", context)


@on_show
def write(request: HttpRequest) -> HttpResponse:
    """A form that keeps drafts, checks for secrecy marks and shows its errors."""
    if request.method == "POST":
        return JsonResponse(
            {"saved_at": f"{clock.now().astimezone(clock.SHANGHAI):%H:%M}", "version": 1}
        )
    return render(request, "core/gallery/write.html", samples.writing(request))


@on_show
def wrong(request: HttpRequest) -> HttpResponse:
    """The form as it comes back with errors."""
    return render(request, "core/gallery/write.html", samples.wrong(request))


@on_show
def public(request: HttpRequest) -> HttpResponse:
    """The frame of the public site."""
    return render(request, "core/gallery/public.html")


@on_show
def plain(request: HttpRequest) -> HttpResponse:
    """The frame of the sign-in pages."""
    return render(request, "core/gallery/plain.html", {"title": _("登录")})
