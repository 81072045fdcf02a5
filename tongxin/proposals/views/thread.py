"""The thread page: one page for all roles, each part there only for those who may see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.proposals.models import Proposal
from tongxin.proposals.queries.thread import Thread


@requires("proposals.view")
def thread(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A proposal with its line, text, answers, promises, people and clocks."""
    proposal = get_object_or_404(
        visible(request.actor, "proposals.view", Proposal.objects.all()).select_related(
            "assembly",
            "session__term",
            "category",
            "lead_proposer__person",
            "lead_proposer__sector",
            "collective",
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
    context = {"thread": Thread(proposal, request.actor), "proposal": proposal}
    return render(request, "proposals/thread.html", context)
