"""The outbox: every message that leaves the house, or would leave it in the demonstration."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongxin.accounts.access import requires
from tongxin.core.pages import TabLink
from tongxin.notifications import outbox
from tongxin.notifications.paging import page_of
from tongxin.notifications.rules import OUTBOX
from tongxin.notifications.terms import DeliveryStatus


@requires(OUTBOX)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Deliveries with their state, newest first."""
    deliveries = outbox.deliveries_for(request.actor)
    counts = outbox.counts_by_status(deliveries)
    status = request.GET.get("status", "")
    if status in DeliveryStatus.values:
        deliveries = deliveries.filter(status=status)
    total = counts.get(status, 0) if status in DeliveryStatus.values else sum(counts.values())
    pager, rows = page_of(request, deliveries, total)
    context = {
        "posts": outbox.posts(rows),
        "pager": pager,
        "tabs": _tabs(counts, status),
        "is_stopped": bool(outbox.stopped_assemblies() & {None, request.actor.assembly.pk}),
    }
    return render(request, "notifications/outbox.html", context)


def _tabs(counts: dict[str, int], status: str) -> list[TabLink]:
    here = reverse("notifications:outbox")
    everything = TabLink(_("全部"), here, sum(counts.values()), status not in DeliveryStatus.values)
    return [everything] + [
        TabLink(each.label, f"{here}?status={each.value}", counts.get(each, 0), status == each)
        for each in DeliveryStatus
    ]
