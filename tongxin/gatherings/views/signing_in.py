"""The member's phone: scan the door's code, press once; one's own code for the desk; what was noted of oneself."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import public, signed_in
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings import door_codes
from tongxin.gatherings.actions.call_roll import take_back
from tongxin.gatherings.actions.sign_in import (
    SCAN_LASTS,
    leave_by_phone,
    own_invitation,
    sign_in_by_code,
)
from tongxin.gatherings.forms.door import DoorCodeForm
from tongxin.gatherings.models import Gathering, Sitting
from tongxin.gatherings.queries.door import came, not_taking, reachable, window_of
from tongxin.gatherings.queries.own import Own, own_of
from tongxin.gatherings.views.tabs import context_of

SCANNED = "door_scan"
"""In the session: which code of which door was seen when; it outlasts the way through the sign-in page."""


@public
@never_cache
@require_GET
def scan(request: HttpRequest, assembly: str, public_id: str, code: str) -> HttpResponse:
    """Where the door's picture leads: remembers that it was seen, also of somebody who must sign in first."""
    sitting = get_object_or_404(Sitting._base_manager, public_id=public_id, assembly__slug=assembly)
    now = clock.now()
    if len(code) > door_codes.DIGITS and door_codes.fits(sitting, code, now):
        request.session[SCANNED] = [public_id, code, int(now.timestamp())]
        return redirect("gatherings:sign_in", assembly, public_id)
    return redirect(f"{_page(assembly, public_id)}?old=1")


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One button after scanning; else the six digits are typed."""
    found = reachable(request.actor).filter(assembly__slug=assembly)
    sitting = get_object_or_404(found, public_id=public_id)
    code, scanned_at = _scanned(request, public_id)
    form = DoorCodeForm(request.POST if request.method == "POST" and not code else None)
    refused = ""
    if request.method == "POST" and (code or form.is_valid()):
        try:
            sign_in_by_code(
                sitting,
                code or form.cleaned_data["code"],
                actor=request.actor,
                scanned_at=scanned_at,
            )
            return redirect("gatherings:sign_in", assembly, public_id)
        except Refused as refusal:
            refused, code = refusal.message, ""
    context = _state(request, sitting) | {"form": form, "is_scanned": bool(code)}
    context["refused"] = refused or (_old() if "old" in request.GET else "")
    return render(request, "gatherings/sign_in.html", context, status=_status(context))


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One's own code, what was noted of oneself, and at the end what stands."""
    rows = Gathering.objects.select_related("assembly", "kind")
    rows = visible(request.actor, "gatherings.view", rows)
    gathering = get_object_or_404(rows, public_id=public_id, assembly__slug=assembly)
    own = own_of(gathering, request.actor)
    if own is None:
        return render(request, "gatherings/not_invited.html", {"gathering": gathering}, status=404)
    if request.method == "POST":
        return _change(request, own)
    context = context_of(
        request, gathering, "gatherings:my_sign_in", own=own, not_taking=not_taking(gathering)
    )
    if not context["not_taking"]:
        context["code"] = door_codes.own_code(own.invitation, clock.now())
    page = "gatherings/_own_code.html" if request.htmx else "gatherings/my_sign_in.html"
    return render(request, page, context)


def _change(request: HttpRequest, own: Own) -> HttpResponse:
    """Somebody leaves early, or did not after all."""
    gathering = own.invitation.gathering
    sitting = get_object_or_404(own.sittings, public_id=request.POST.get("sitting", ""))
    try:
        if "stay" in request.POST:
            take_back(own.leavings(sitting), actor=request.actor)
            messages.success(request, _("已撤回离场登记。"))
        else:
            leave_by_phone(sitting, actor=request.actor)
            messages.success(request, _("已登记离场。回来了请撤回，以免少算时间。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("gatherings:my_sign_in", gathering.assembly.slug, gathering.public_id)


def _state(request: HttpRequest, sitting: Sitting) -> dict:
    """What the page says: where one is not meant, why nothing can be done, or since when one is there."""
    context = {"sitting": sitting, "window": window_of(sitting)}
    try:
        invitation = own_invitation(sitting, request.actor)
    except Refused as refused:
        return context | {"stranger": refused.message}
    closed = not_taking(sitting.gathering) or window_of(sitting).refusal(clock.now())
    return context | {"invitation": invitation, "came": came(sitting, invitation), "closed": closed}


def _status(context: dict) -> int:
    """403 for somebody who is not meant, 422 for what was refused."""
    if "stranger" in context:
        return 403
    return 422 if context["refused"] or context["form"].errors else 200


def _scanned(request: HttpRequest, public_id: str) -> tuple[str, datetime | None]:
    """The code that this browser saw at this door within the last minutes."""
    of, code, at = request.session.get(SCANNED, ("", "", 0))
    moment = datetime.fromtimestamp(at, clock.SHANGHAI)
    is_lately = timedelta() <= clock.now() - moment <= SCAN_LASTS
    return (code, moment) if of == public_id and is_lately else ("", None)


def _old() -> str:
    return _("这个码已经过期，会场码每 30 秒换一次。请再扫一次，或输入屏幕上的六位数字。")


def _page(assembly: str, public_id: str) -> str:
    return reverse("gatherings:sign_in", args=[assembly, public_id])
