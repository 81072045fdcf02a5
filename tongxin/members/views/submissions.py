"""Rolls that counties submit: the county's own, and what the city received; two-tier totals."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.lifecycle.offers import available_acts
from tongxin.members.actions.submit_roll import compile_roll
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.members.models import RollSubmission
from tongxin.members.queries.tiers import tiers_of
from tongxin.members.views.asking import assembly_of


@requires("roll_submissions.view")
@require_GET
def submissions(request: HttpRequest, assembly: str) -> HttpResponse:
    """A county sees its own, a city what it received, with the members of both tiers."""
    here = assembly_of(request, assembly)
    context = {
        "assembly": here,
        "submissions": _rows(request),
        "tiers": tiers_of(here),
        "may_compile": can(request.actor, "roll_submissions.recompile"),
    }
    return render(request, "members/submissions.html", context)


@requires("roll_submissions.recompile")
@require_POST
def compile_one(request: HttpRequest, assembly: str) -> HttpResponse:
    """Freeze the county's roll of today."""
    here = assembly_of(request, assembly)
    key = request.POST.get("request_key") or None
    try:
        made = compile_roll(here, actor=request.actor, request_key=key)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("members:submissions", here.slug)
    messages.success(request, _("已汇总。核对后签发报送。"))
    return redirect(made)


@requires("roll_submissions.view")
@require_GET
def submission(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One submission: totals, roll, digest, the acts; the same page for county and city."""
    row = get_object_or_404(_rows(request), public_id=public_id, assembly__slug=assembly)
    context = {
        "submission": row,
        "offers": available_acts(ROLL_SUBMISSION, row, request.actor),
    }
    return render(request, "members/submission.html", context)


def _rows(request: HttpRequest) -> QuerySet[RollSubmission]:
    rows = visible(request.actor, "roll_submissions.view", RollSubmission.objects.all())
    return rows.select_related("assembly", "addressee", "term")
