"""Both sides of a submission: the county compiles, signs and follows it; the city's desk reads and decides (practice 10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.posting import refuse, request_key
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations.models import Assembly
from tongxin.records.actions.send_submission import compile_submission
from tongxin.records.forms.submissions import CompileForm
from tongxin.records.lifecycle import INTAKE, SUBMISSION
from tongxin.records.models import Intake, Submission
from tongxin.records.queries.kinds import all_shipped, kinds_for
from tongxin.records.queries.submissions import sheets_of, submittable


@requires("submissions.view")
@require_GET
def submissions(request: HttpRequest, assembly: str) -> HttpResponse:
    """What this assembly has submitted."""
    here = assembly_at(request, assembly)
    rows = Submission.objects.filter(assembly=here).select_related("assembly").defer("content")
    context = {
        "assembly": here,
        "submissions": visible(request.actor, "submissions.view", rows),
        "may_compile": can(request.actor, "submissions.compile"),
        "crumbs": _crumbs(here),
    }
    return render(request, "records/submissions.html", context)


@requires("submissions.compile")
@require_http_methods(["GET", "POST"])
def compile_page(request: HttpRequest, assembly: str) -> HttpResponse:
    """Choose days and kinds; `corrects` names the accepted submission that is to be replaced."""
    here = assembly_at(request, assembly)
    kinds = [kind for kind in kinds_for(request.actor, here) if submittable(kind)]
    corrected = _corrected(request, here)
    posted = request.POST if request.method == "POST" else None
    form = CompileForm(posted, kinds=kinds, supersedes=corrected)
    if form.is_valid():
        try:
            submission = compile_submission(
                here,
                actor=request.actor,
                supersedes=corrected,
                request_key=request_key(request),
                **form.data_for_action(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(submission)
    context = {"assembly": here, "form": form, "corrected": corrected, "crumbs": _crumbs(here)}
    return render(request, "records/compile.html", context, status=422 if form.errors else 200)


@requires("submissions.view")
@require_GET
def submission(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One submission as it was frozen."""
    here = assembly_at(request, assembly)
    rows = Submission.objects.filter(assembly=here).select_related("assembly", "scan")
    seen = visible(request.actor, "submissions.view", rows)
    row = get_object_or_404(seen, public_id=public_id)
    kinds = kinds_for(request.actor, here)
    correct_url = f"{reverse('records:compile', args=[here.slug])}?corrects={row.public_id}"
    may_correct = row.is_accepted and can(request.actor, "submissions.compile")
    context = {
        "row": row,
        "sheets": sheets_of(row.content, row.totals, kinds),
        "offers": available_acts(SUBMISSION, row, request.actor),
        "correct_url": correct_url if may_correct else "",
        "crumbs": [(_("报送"), reverse("records:submissions", args=[here.slug]))],
    }
    return render(request, "records/submission.html", context)


@requires("intakes.view")
@require_GET
def intakes(request: HttpRequest, assembly: str) -> HttpResponse:
    """What counties sent to this assembly's desk."""
    here = assembly_at(request, assembly)
    rows = Intake.objects.filter(assembly=here).select_related("assembly", "county")
    context = {
        "assembly": here,
        "intakes": visible(request.actor, "intakes.view", rows.defer("content")),
        "crumbs": _crumbs(here),
    }
    return render(request, "records/intakes.html", context)


@requires("intakes.view")
@require_GET
def intake(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One of them, row by row, with the buttons of the desk."""
    here = assembly_at(request, assembly)
    rows = Intake.objects.filter(assembly=here).select_related(
        "assembly", "county", "submission__scan", "supersedes"
    )
    row = get_object_or_404(visible(request.actor, "intakes.view", rows), public_id=public_id)
    context = {
        "row": row,
        "sheets": sheets_of(row.content, row.totals, all_shipped(here)),
        "offers": available_acts(INTAKE, row, request.actor),
        "crumbs": [(_("收到的报送"), reverse("records:intakes", args=[here.slug]))],
    }
    return render(request, "records/submission.html", context)


def _corrected(request: HttpRequest, here: Assembly) -> Submission | None:
    """The accepted submission that the address names."""
    if "corrects" not in request.GET:
        return None
    return get_object_or_404(
        Submission.objects.filter(Submission.accepted(), assembly=here),
        public_id=request.GET["corrects"],
    )


def _crumbs(here: Assembly) -> list[tuple[str, str]]:
    return [(_("台账"), reverse("records:book", args=[here.slug]))]
