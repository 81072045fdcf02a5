"""The switch that stops all sending: of one assembly, or of everybody (practice 9)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.notifications import outbox
from tongxin.notifications.actions.switch import resume_sending, stop_sending
from tongxin.notifications.rules import SWITCH, SWITCH_ALL
from tongxin.organisations.models import Assembly

EVERYBODY, OURS = "everybody", "ours"


@requires(SWITCH)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The switches that this identity may turn, with what waits behind each."""
    reaches = [OURS, EVERYBODY] if can(request.actor, SWITCH_ALL) else [OURS]
    panels = [outbox.panel(reach, _assembly(request, reach)) for reach in reaches]
    return render(request, "notifications/sending.html", {"panels": panels})


@requires(SWITCH)
@require_POST
def stop(request: HttpRequest, reach: str) -> HttpResponse:
    """Stop, with the reason."""
    assembly = _assembly(request, reach)
    try:
        stop_sending(assembly, actor=request.actor, reason=request.POST.get("reason", ""))
        messages.success(request, _("已停发。站内消息照常，对外消息先压住，恢复时再定是否补发。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("notifications:sending")


@requires(SWITCH)
@require_POST
def resume(request: HttpRequest, reach: str) -> HttpResponse:
    """Send again, with or without what piled up."""
    discard = request.POST.get("waiting") == "discard"
    resume_sending(_assembly(request, reach), actor=request.actor, discard=discard)
    messages.success(request, _("已恢复发送。"))
    return redirect("notifications:sending")


def _assembly(request: HttpRequest, reach: str) -> Assembly | None:
    """The assembly whose switch is meant; None: everybody's."""
    if reach == EVERYBODY and can(request.actor, SWITCH_ALL):
        return None
    if reach == OURS and request.actor.assembly is not None:
        return request.actor.assembly
    raise Http404
