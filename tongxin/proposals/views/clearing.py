"""Where a clearing is asked for, looked at and kept account of; its acts have the address of every act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.posting import request_key
from tongxin.lifecycle.offers import available_acts
from tongxin.proposals.actions.clearing import ask_clearing
from tongxin.proposals.forms.clearing import AskClearingForm
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Proposal
from tongxin.proposals.queries import clearing as queries


@requires("clearings.ask")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Choose what is to be cleared; nothing happens before the security manager confirms."""
    rows = visible(request.actor, "clearings.ask", Proposal.objects.select_related("assembly"))
    proposal = get_object_or_404(rows, public_id=public_id, assembly__slug=assembly)
    form = AskClearingForm(_posted(request), proposal=proposal)
    if form.is_valid():
        key = request_key(request)
        data = form.data_for_action()
        try:
            clearing = ask_clearing(proposal, actor=request.actor, request_key=key, **data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("已提出，等待安全管理员确认。"))
            return redirect(clearing)
    context = {"form": form, "proposal": proposal, "relatives": queries.relatives_of(proposal)}
    status = 422 if form.errors else 200
    return render(request, "proposals/clearing/ask.html", context, status=status)


@requires("clearings.view")
@require_GET
def clearings(request: HttpRequest, assembly: str) -> HttpResponse:
    """Every clearing of the assembly, with its dates: what backups are to be held against."""
    here = assembly_at(request, assembly)
    context = {"assembly": here, "clearings": queries.clearings_of(request.actor, here)}
    return render(request, "proposals/clearing/list.html", context)


@requires("clearings.view")
@require_GET
def clearing(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One clearing: what was asked, by whom; the buttons; what was done and what is left to do by hand."""
    here = assembly_at(request, assembly)
    row = get_object_or_404(queries.clearings_of(request.actor, here), public_id=public_id)
    context = {
        "clearing": row,
        "part": queries.part_label(row),
        "offers": available_acts(CLEARING, row, request.actor),
        "account": queries.account_of(row),
        "reads_proposal": can(request.actor, "proposals.view", row.proposal),
    }
    return render(request, "proposals/clearing/clearing.html", context)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
