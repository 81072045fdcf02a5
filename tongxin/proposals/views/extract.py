"""Where the discipline team's requests are entered, listed and looked at; their acts have the address of every act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.forms.refusals import refusals
from tongxin.accounts.permissions import can
from tongxin.core.posting import request_key
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations.models import Assembly
from tongxin.proposals.actions.extract import enter_extract
from tongxin.proposals.forms.extract import EnterExtractForm
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract
from tongxin.proposals.queries import extract as queries
from tongxin.proposals.terms import EXTRACT_TONES


@requires("extracts.view")
@require_GET
def extracts(request: HttpRequest, assembly: str) -> HttpResponse:
    """Every request, the latest first."""
    here = assembly_at(request, assembly)
    rows = [(one, EXTRACT_TONES[one.state]) for one in queries.extracts_of(request.actor, here)]
    context = {"assembly": here, "rows": rows, "may_enter": can(request.actor, "extracts.enter")}
    return render(request, "proposals/extract/list.html", context)


@requires("extracts.enter")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, assembly: str) -> HttpResponse:
    """Enter a letter; nothing is written before another person has granted it."""
    here = assembly_at(request, assembly)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EnterExtractForm(*posted, assembly=here)
    if form.is_valid():
        with refusals(form):
            entered = _enter(request, here, form)
            messages.success(request, _("已登记，等待秘书长审批。在此之前不会摘录任何内容。"))
            return redirect(entered)
    status = 422 if form.errors else 200
    context = {"form": form, "assembly": here}
    return render(request, "proposals/extract/enter.html", context, status=status)


def _enter(request: HttpRequest, here: Assembly, form: EnterExtractForm) -> Extract:
    return enter_extract(
        here,
        actor=request.actor,
        letter=form.letter(),
        question=form.asked(),
        reason=form.cleaned_data["reason"],
        request_key=request_key(request),
    )


@requires("extracts.view")
@require_GET
def extract(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One request: what the letter asks, who decided, the files, and who has taken them out."""
    here = assembly_at(request, assembly)
    row = get_object_or_404(queries.extracts_of(request.actor, here), public_id=public_id)
    context = {
        "extract": row,
        "tone": EXTRACT_TONES[row.state],
        "offers": available_acts(EXTRACT, row, request.actor),
        "takes": can(request.actor, "extracts.take", row),
        "reads_proposal": bool(row.proposal) and can(request.actor, "proposals.view", row.proposal),
        "takings": queries.takings_of(row),
    }
    return render(request, "proposals/extract/extract.html", context)
