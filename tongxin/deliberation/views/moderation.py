"""The moderation queue: what waits, who has it open, the rules in view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.access import requires
from tongxin.core import clock
from tongxin.deliberation.actions.moderate import claim
from tongxin.deliberation.queries.moderating import open_appeals, queue_of
from tongxin.deliberation.terms import HoldRule
from tongxin.deliberation.views.places import conversation_at

MODERATE = "conversations.moderate"


@requires("conversations.moderate")
@require_GET
def queue(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What waits, the oldest first; appeals below."""
    row = conversation_at(request, assembly, public_id, MODERATE)
    context = {
        "conversation": row,
        "waiting": queue_of(row),
        "appeals": open_appeals(row),
        "rules": HoldRule.labels,
        "now": clock.now(),
        "crumbs": [(row, row.get_absolute_url())],
    }
    return render(request, "deliberation/queue.html", context)


@requires("conversations.moderate")
@require_POST
def next_one(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Open the oldest that nobody has open."""
    row = conversation_at(request, assembly, public_id, MODERATE)
    mine = next((one for one in queue_of(row) if claim(one, actor=request.actor)), None)
    if mine is None:
        messages.info(request, _("没有要审的了。"))
        return redirect("deliberation:queue", assembly, public_id)
    return redirect(mine)
