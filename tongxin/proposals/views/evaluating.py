"""Evaluating a reply: big buttons, saved at the tap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.lifecycle.addresses import act_url
from tongxin.proposals.actions.evaluate import AXES, mark_axis
from tongxin.proposals.lifecycle import EVALUATION
from tongxin.proposals.models import Evaluation


@requires("evaluations.view")
def evaluation(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The form to give, or what was given."""
    form = _evaluation(request, assembly, public_id)
    for act in (EVALUATION.give, EVALUATION.enter):
        if can(request.actor, act.name, form):
            return redirect(act_url(act, form))
    return render(request, "proposals/evaluation_given.html", {"evaluation": form})


@requires("evaluations.view")
@require_POST
def mark(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One tap: 204 when stored, 422 with the sentence when not."""
    evaluation = _evaluation(request, assembly, public_id)
    axis = next((name for name in AXES if name in request.POST), None)
    try:
        if axis is None:
            return HttpResponse(status=422)
        mark_axis(evaluation, actor=request.actor, axis=axis, answer=request.POST[axis])
    except Refused as refused:
        return HttpResponse(refused.message, status=422)
    return HttpResponse(status=204)


def _evaluation(request: HttpRequest, assembly: str, public_id: str) -> Evaluation:
    return get_object_or_404(
        visible(request.actor, "evaluations.view", Evaluation.objects.all()).select_related(
            "assembly", "proposal", "handling__unit", "member__person", "collective"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
