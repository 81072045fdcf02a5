"""Keeping order: the categories an assembly reports by, and units that were reorganised."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tongxin.accounts.access import assembly_at, requires
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.actions.found_assembly import reorganise
from tongxin.organisations.models import Organisation
from tongxin.organisations.queries import services_of
from tongxin.proposals.actions.change_categories import change_categories, in_force
from tongxin.proposals.forms.keeping import CategoriesForm, ReorganisationForm
from tongxin.proposals.models import Category
from tongxin.proposals.views.unit_list import listed


@requires("categories.keep")
def categories(request: HttpRequest, assembly: str) -> HttpResponse:
    """What is offered today as lines of one box; saved with the day from which it holds."""
    here = assembly_at(request, assembly)
    rows = Category.objects.filter(assembly=here)
    present = rows.filter(in_force(clock.today())).values_list("name", flat=True)
    initial = {"names": "\n".join(present), "valid_from": clock.today()}
    form = CategoriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_categories(here, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, _("类别已保存。"))
            return redirect("proposals:categories", here.slug)
    context = {"assembly": here, "form": form, "ended": rows.filter(valid_to__lte=clock.today())}
    return render(request, "proposals/categories.html", context, status=422 if form.errors else 200)


@requires("units.keep")
def reorganisation(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """From a day on others answer for this unit, in open proposals, too; what it answered stays its own."""
    here = assembly_at(request, assembly)
    service = get_object_or_404(listed(request, here), organisation__public_id=public_id)
    unit = service.organisation
    serving = services_of(here, clock.today()).order_by().values("organisation_id")
    others = Organisation.objects.filter(pk__in=serving).exclude(pk=unit.pk)
    form = ReorganisationForm(request.POST or None, units=others)
    if request.method == "POST" and form.is_valid():
        try:
            reorganise(unit, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, _("已登记：“%(unit)s”的职责有了承接单位。") % {"unit": unit})
            return redirect("proposals:unit", here.slug, public_id)
    context = {"service": service, "unit": unit, "form": form}
    status = 422 if form.errors else 200
    return render(request, "proposals/reorganisation.html", context, status=status)
