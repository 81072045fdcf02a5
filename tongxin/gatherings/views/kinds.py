"""Where staff keep the kinds: their own, drafted and opened without a programmer, and their words for shipped ones."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.keep_kinds import add_kind, lay_over
from tongxin.gatherings.declaration import Declaration
from tongxin.gatherings.forms.kinds import AddKindForm, OverlayForm
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING_KIND
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.queries.kinds import SHELF, kind_for, parts_of
from tongxin.gatherings.views.places import assembly_at, kind_at, request_key
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations.models import Assembly


@requires("gathering_kinds.keep")
@require_GET
def kinds(request: HttpRequest, assembly: str) -> HttpResponse:
    """All kinds of the assembly: its own ones first, then those that came with the program."""
    here = assembly_at(request, assembly)
    context = {
        "assembly": here,
        "own": SHELF.all_own(here),
        "parts": parts_of(SHELF.all_shipped(here)),
        "crumbs": [(_("会议与活动"), reverse("gatherings:list", args=[here.slug]))],
    }
    return render(request, "gatherings/kinds.html", context)


@requires("gathering_kinds.keep")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, assembly: str) -> HttpResponse:
    """A new kind, as a draft; `like` names one to begin from."""
    here = assembly_at(request, assembly)
    posted = request.POST if request.method == "POST" else None
    form = AddKindForm(posted, like=_like(request, here))
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
    context = {"form": form, "home": reverse("gatherings:kinds", args=[here.slug])}
    return render(request, "gatherings/kind_form.html", context, status=422 if form.errors else 200)


def _like(request: HttpRequest, here: Assembly) -> Declaration | None:
    kind = kind_for(request.actor, here, request.GET.get("like", ""))
    return kind.declared if kind else None


@requires("gathering_kinds.keep")
@require_GET
def kind_page(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One kind of the assembly's own: what it asks, who is expected, its buttons."""
    here = assembly_at(request, assembly)
    row = get_object_or_404(GatheringKind, public_id=public_id, assembly=here)
    context = {
        "row": row,
        "kind": kind_of(row, here),
        "offers": available_acts(GATHERING_KIND, row, request.actor),
        "crumbs": [(_("活动种类"), reverse("gatherings:kinds", args=[here.slug]))],
    }
    return render(request, "gatherings/kind.html", context)


@requires("gathering_kinds.keep")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """The assembly's own words, days, leave and fields for a shipped kind."""
    kind = kind_at(request, assembly, code)
    if not kind.row.is_shipped:
        raise Http404
    form = OverlayForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.is_valid():
        try:
            lay_over(kind.row, kind.assembly, actor=request.actor, own=form.own)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("已保存，只对本级有效；程序升级不会改动。"))
            return redirect("gatherings:kinds", kind.assembly.slug)
    context = {"form": form, "kind": kind}
    return render(request, "gatherings/settings.html", context, status=422 if form.errors else 200)
