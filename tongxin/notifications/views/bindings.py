"""Binding one's own WeCom or official account: to the provider with a state, back with a code, off again."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.access import signed_in
from tongxin.core.errors import Refused
from tongxin.notifications import channels
from tongxin.notifications.actions.bind_channel import bind_channel, unbind_channel
from tongxin.notifications.channels import Binder, SendingError
from tongxin.notifications.queries import address_of, preferences_of
from tongxin.notifications.terms import ERRORS, Channel

PAGE = "notifications:bindings"
STATE = "notifications.binding"


@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Each account that can be bound here, and whether it is."""
    binders, person = channels.bindable(), request.actor.person
    if not binders:
        raise Http404
    said = preferences_of([person])
    rows = [
        {
            "channel": Channel(channel),
            "is_bound": bool(address_of(person, channel, said.get((person.pk, channel)))),
            "is_offered": bool(_sign_in_url(request, channel, binder, "")),
        }
        for channel, binder in binders.items()
    ]
    context = {"rows": rows, "address": channels.site() + reverse(PAGE)}
    return render(request, "notifications/bindings.html", context)


@signed_in
@never_cache
@require_GET
def start(request: HttpRequest, channel: str) -> HttpResponse:
    """To the provider. A link, not a form: forms of this site lead nowhere else (content security policy)."""
    state = secrets.token_hex(16)
    address = _sign_in_url(request, channel, _binder(channel), state)
    if not address:
        messages.error(request, _("请在微信里打开本页，再绑定公众号。"))
        return redirect(PAGE)
    request.session[STATE] = {"channel": channel, "state": state}
    return redirect(address)


@signed_in
@never_cache
@require_GET
def back(request: HttpRequest, channel: str) -> HttpResponse:
    """From the provider: the state must be the one this browser left with, and counts once."""
    binder, left_with = _binder(channel), request.session.pop(STATE, {})
    came_with = {"channel": channel, "state": request.GET.get("state", "")}
    if not left_with or left_with != came_with:
        messages.error(request, _("这次绑定不是从本页开始的，或已经用过。请重新绑定。"))
    elif not request.GET.get("code"):
        messages.info(request, _("您没有同意，未绑定。"))
    else:
        _bind(request, channel, binder)
    return redirect(PAGE)


@signed_in
@require_POST
def remove(request: HttpRequest, channel: str) -> HttpResponse:
    """Take it off, even where the channel has been shut since."""
    if channel not in Channel.values:
        raise Http404
    unbind_channel(request.actor.person, channel, actor=request.actor)
    messages.success(request, _("已解除绑定，不再向那里发消息。"))
    return redirect(PAGE if channels.bindable() else "notifications:channels")


def _bind(request: HttpRequest, channel: str, binder: Binder) -> None:
    try:
        account = binder.account_of(request.GET["code"])
        bind_channel(request.actor.person, channel, account, actor=request.actor)
    except SendingError as error:
        why = ERRORS.get(error.code, _("服务商没有接受"))
        messages.error(request, _("没有绑定成：%(why)s。") % {"why": why})
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        label = Channel(channel).label
        messages.success(
            request, _("已绑定。以后的消息可以发到您的%(channel)s。") % {"channel": label}
        )


def _binder(channel: str) -> Binder:
    try:
        return channels.bindable()[channel]
    except KeyError:
        raise Http404 from None


def _sign_in_url(request: HttpRequest, channel: str, binder: Binder, state: str) -> str:
    here = channels.site() or request.build_absolute_uri("/").rstrip("/")
    address = here + reverse("notifications:bind_back", args=[channel])
    return binder.sign_in_url(address, state, request.headers.get("User-Agent", ""))
