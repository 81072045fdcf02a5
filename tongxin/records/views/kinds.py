"""Where staff keep the kinds: their own, drafted and opened without a programmer, and their words for shipped ones."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.lifecycle.offers import available_acts
from tongxin.records.actions.keep_kinds import add_kind, lay_over
from tongxin.records.forms.kinds import AddKindForm, OverlayForm
from tongxin.records.lifecycle import KIND
from tongxin.records.models import RecordKind
from tongxin.records.queries.kinds import SHELF, all_shipped, kind_of, parts_of
from tongxin.records.views.places import assembly_at, kind_at, request_key


@requires("record_kinds.keep")
@require_GET
def kinds(request: HttpRequest, assembly: str) -> HttpResponse:
    """All kinds of the assembly: its own ones first, then those that came with the program."""
    here = assembly_at(request, assembly)
    context = {
        "assembly": here,
        "own": SHELF.all_own(here),
        "parts": parts_of(all_shipped(here)),
        "crumbs": [(_("台账"), reverse("records:book", args=[here.slug]))],
    }
    return render(request, "records/kinds.html", context)


@requires("record_kinds.keep")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, assembly: str) -> HttpResponse:
    """A new kind, as a draft."""
    here = assembly_at(request, assembly)
    form = AddKindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = add_kind(
                here,
                actor=request.actor,
                declared=form.declared,
                request_key=request_key(request),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("已拟好。看过没有问题，就可以启用。"))
            return redirect(row)
    context = {"form": form, "home": reverse("records:kinds", args=[here.slug])}
    return render(request, "records/kind_form.html", context, status=422 if form.errors else 200)


@requires("record_kinds.keep")
@require_GET
def kind_page(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One kind of the assembly's own: what it asks, who records and reads, its buttons."""
    here = assembly_at(request, assembly)
    row = get_object_or_404(RecordKind, public_id=public_id, assembly=here)
    context = {
        "row": row,
        "kind": kind_of(row, here),
        "offers": available_acts(KIND, row, request.actor),
        "crumbs": [(_("台账种类"), reverse("records:kinds", args=[here.slug]))],
    }
    return render(request, "records/kind.html", context)


@requires("record_kinds.keep")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The assembly's own name and fields for a shipped kind."""
    kind = kind_at(request, assembly, code)
    if not kind.row.is_shipped:
        raise Http404
    form = OverlayForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name", "is_hidden")}
        try:
            lay_over(kind.row, kind.assembly, actor=request.actor, fields=form.own_fields, **words)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("已保存，只对本级有效；程序升级不会改动。"))
            return redirect("records:kinds", kind.assembly.slug)
    context = {"form": form, "kind": kind}
    return render(request, "records/settings.html", context, status=422 if form.errors else 200)
