"""The rulebook's pages: everybody in the assembly reads it, its office changes it from a day on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.organisations import rulebook as rules
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.organisations.models import Assembly
from tongxin.organisations.rulebook import Parameter
from tongxin.portal import rulebook as pages
from tongxin.portal.forms.rulebook import RuleForm


@requires("rulebook.view")
def rulebook(request: HttpRequest, assembly: str) -> HttpResponse:
    """All rules with their values today."""
    here = assembly_at(request, assembly)
    context = {"assembly": here, "chapters": pages.chapters(here)}
    return render(request, "portal/rulebook.html", context)


@requires("rulebook.view")
def rule(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """One rule: its source, its history, and for the office a new value."""
    here, declared = assembly_at(request, assembly), _declared(code)
    may_change = can(request.actor, "rulebook.change") and here == request.actor.home
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    present, entry = rules.ruling(code, here.pk)
    form = RuleForm(request.POST or None, parameter=declared, present=present)
    if request.method == "POST" and form.is_valid():
        return _changed(request, here, declared, form)
    context = {
        "assembly": here,
        "line": pages.Line(declared, entry),
        "history": pages.history(here, declared),
        "form": form if may_change else None,
    }
    return render(request, "portal/rule.html", context, status=422 if form.errors else 200)


def _changed(
    request: HttpRequest, here: Assembly, declared: Parameter, form: RuleForm
) -> HttpResponse:
    try:
        change_rule(
            here,
            actor=request.actor,
            code=declared.code,
            value=form.value(),
            valid_from=form.cleaned_data["valid_from"],
            reason=form.cleaned_data["reason"],
        )
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("已修改“%(label)s”。") % {"label": declared.label})
    return redirect("rule", here.slug, declared.code)


def _declared(code: str) -> Parameter:
    try:
        return rules.parameter(code)
    except KeyError as unknown:
        raise Http404 from unknown
