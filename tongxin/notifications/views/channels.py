"""By which channels a person wants to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import signed_in
from tongxin.notifications import channels
from tongxin.notifications.actions.choose_channels import choose_channels
from tongxin.notifications.forms import ChannelsForm


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Show and keep the choices."""
    form = ChannelsForm(request.POST or None, person=request.actor.person)
    if request.method == "POST" and form.is_valid():
        choose_channels(request.actor.person, form.choices(), actor=request.actor)
        messages.success(request, _("已记下。以后的消息照此发送，站内消息始终都有。"))
        return redirect("notifications:channels")
    context = {"form": form, "may_bind": bool(channels.bindable())}
    return render(request, "notifications/channels.html", context)
