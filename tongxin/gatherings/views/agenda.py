"""A sitting's agenda, point by point; and the sitting once more on another day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import request_key, seen_version
from tongxin.gatherings.actions.set_agenda import copy_sitting, set_agenda
from tongxin.gatherings.forms.sittings import AgendaForm, CopyForm
from tongxin.gatherings.views.places import sitting_at


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """All points on one page; numbers order them."""
    sitting = sitting_at(request, assembly, public_id, "gatherings.organise")
    form = AgendaForm(request.POST if request.method == "POST" else None, sitting=sitting)
    if form.is_valid():
        try:
            set_agenda(sitting, actor=request.actor, points=form.points, seen=seen_version(request))
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("议程已保存。"))
            return draft_done(redirect(sitting.gathering), f"agenda.{public_id}")
    context = {"sitting": sitting, "form": form, "draft_key": f"agenda.{public_id}"}
    return render(request, "gatherings/agenda.html", context, status=422 if form.errors else 200)


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Asks for the day."""
    sitting = sitting_at(request, assembly, public_id, "gatherings.organise")
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            copy_sitting(
                sitting,
                actor=request.actor,
                on=form.cleaned_data["on"],
                request_key=request_key(request),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("已照样再排一场。"))
            return redirect(sitting.gathering)
    context = {"sitting": sitting, "form": form}
    return render(request, "gatherings/copy.html", context, status=422 if form.errors else 200)
