"""Calendar files: one gathering for whoever is invited, and the secret address that calendar programs fetch."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import public, requires, signed_in
from tongxin.core.digests import digest
from tongxin.gatherings.actions.calendar_address import give_address
from tongxin.gatherings.icalendar import MEDIA_TYPE, calendar
from tongxin.gatherings.queries.calendar_entries import address_called, address_of, entry_of
from tongxin.gatherings.queries.mine import Slot, in_calendar, slots_in
from tongxin.gatherings.views.places import gathering_at

HOUR = 3600
MOST_AN_HOUR = 60
"""Calendar programs fetch a few times a day."""


@signed_in
@require_http_methods(["GET", "POST"])
def subscription(request: HttpRequest) -> HttpResponse:
    """One's own address, given on the first tap, renewed on the next."""
    if request.method == "POST":
        give_address(actor=request.actor)
        messages.success(request, _("新地址已生成，旧地址不能再用。"))
        return redirect("gatherings:subscription")
    address = address_of(request.actor)
    link = reverse("gatherings:feed", args=[address.unseal_secret()]) if address else ""
    context = {
        "link": request.build_absolute_uri(link) if link else "",
        "renewed_at": address.renewed_at if address else None,
    }
    return render(request, "gatherings/subscription.html", context)


@public
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address: that person's own, nothing else; sixty times an hour at the most."""
    if _is_too_often(secret):
        return HttpResponse(status=429, headers={"Retry-After": str(HOUR)})
    address = address_called(secret)
    if address is None:
        raise Http404
    return _file(request, _("我的会议与活动"), in_calendar(address.person))


@requires("gatherings.view")
@require_GET
def one_gathering(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One's own sittings of one gathering, for any calendar program."""
    gathering = gathering_at(request, assembly, public_id)
    slots = slots_in(gathering, request.actor)
    if not slots:
        raise Http404
    response = _file(request, str(gathering), slots)
    response["Content-Disposition"] = f'attachment; filename="{gathering.public_id}.ics"'
    return response


def _file(request: HttpRequest, name: str, slots: Iterable[Slot]) -> HttpResponse:
    entries = [
        entry_of(slot, request.build_absolute_uri(slot.invitation.get_absolute_url()))
        for slot in slots
    ]
    response = HttpResponse(calendar(name, entries), content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_too_often(secret: str) -> bool:
    """Counted per address in the cache that all processes share; the secret itself stays out of it."""
    key = f"gatherings.feed:{digest(secret.encode())}"
    if cache.add(key, 1, timeout=HOUR):
        return False
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:
        return False
