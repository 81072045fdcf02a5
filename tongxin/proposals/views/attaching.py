"""Hanging files on a proposal while it is written, and taking them off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.proposals.actions.attach import attach, detach
from tongxin.proposals.forms.member import AttachForm
from tongxin.proposals.views.writing import writable


@requires("proposals.view")
def attach_file(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A page of its own for a file that was refused; the writing page posts here, too."""
    proposal = writable(request, assembly, public_id)
    form = AttachForm(request.POST or None, request.FILES or None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        try:
            attach(proposal, actor=request.actor, kind=kind, source=upload, name=upload.name)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, _("已附上“%(name)s”。") % {"name": upload.name})
            return redirect(_back(assembly, public_id))
    context = {"proposal": proposal, "form": form, "back": _back(assembly, public_id)}
    return render(request, "proposals/attach.html", context, status=422 if form.errors else 200)


@requires("proposals.view")
@require_POST
def remove_file(request: HttpRequest, assembly: str, public_id: str, file_id: str) -> HttpResponse:
    """Take one file off; another tap on a stale page changes nothing."""
    proposal = writable(request, assembly, public_id)
    attachment = get_object_or_404(proposal.attachments, file__public_id=file_id)
    detach(attachment, actor=request.actor)
    messages.success(request, _("已去掉“%(name)s”。") % {"name": attachment.file.name})
    return redirect(_back(assembly, public_id))


def _back(assembly: str, public_id: str) -> str:
    return f"{reverse('proposals:write', args=[assembly, public_id])}#files"
