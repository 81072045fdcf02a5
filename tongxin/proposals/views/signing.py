"""A colleague's phone: read the text, then co-sign or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.lifecycle.offers import available_acts
from tongxin.proposals.lifecycle import CO_SIGNATURE
from tongxin.proposals.models import CoSignature


@requires("co_signatures.view")
def co_signature(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The whole text first, the two answers below it; whoever declined no longer reads on."""
    signature = get_object_or_404(
        visible(request.actor, "co_signatures.view", CoSignature.objects.all()).select_related(
            "assembly", "member__person", "proposal__assembly", "proposal__lead_proposer__person"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
    context = {
        "signature": signature,
        "proposal": signature.proposal,
        "reads_text": can(request.actor, "proposals.view", signature.proposal),
        "offers": available_acts(CO_SIGNATURE, signature, request.actor),
    }
    return render(request, "proposals/co_signature.html", context)
