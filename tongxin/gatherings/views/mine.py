"""One's own meetings and activities: a month on the phone, and one invitation with its answer buttons."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from tongxin import trail
from tongxin.accounts.access import requires, signed_in
from tongxin.accounts.permissions import can, visible
from tongxin.accounts.queries import with_doer
from tongxin.gatherings.asked import last_day_to_ask, leave_for
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Invitation
from tongxin.gatherings.queries.lists import sittings_for
from tongxin.gatherings.queries.mine import month_of, open_doors, unanswered_by
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.offers import available_acts
from tongxin.trail.sentences import sentence

WEEKDAYS = [
    pgettext_lazy("星期", "一"),
    pgettext_lazy("星期", "二"),
    pgettext_lazy("星期", "三"),
    pgettext_lazy("星期", "四"),
    pgettext_lazy("星期", "五"),
    pgettext_lazy("星期", "六"),
    pgettext_lazy("星期", "日"),
]


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, then the month day by day."""
    month = month_of(request.actor, _month(request))
    context = {
        "month": month,
        "weekdays": WEEKDAYS,
        "doors": open_doors(request.actor),
        "back": request.get_full_path(),
        "waiting": [
            (one, available_acts(INVITATION, one, request.actor))
            for one in unanswered_by(request.actor)[:20]
        ],
    }
    return render(request, "gatherings/mine.html", context)


@requires("invitations.view")
@require_GET
def invitation(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """When, where, what to wear; one tap to answer. Whoever organises answers here for somebody who called."""
    rows = Invitation.objects.select_related(
        "assembly", "person", "group", "gathering__assembly", "gathering__kind"
    )
    seen = visible(request.actor, "invitations.view", rows)
    row = get_object_or_404(seen, public_id=public_id, assembly__slug=assembly)
    return render(request, "gatherings/invitation.html", _context(request, row))


def _context(request: HttpRequest, row: Invitation) -> dict[str, Any]:
    """The invitation with its answers, leave, hours and history, as far as this reader sees them."""
    is_own = row.person_id == request.actor.person_id
    organises = can(request.actor, "gatherings.organise", row.gathering)
    return {
        "invitation": row,
        "gathering": row.gathering,
        "is_own": is_own,
        "offers": available_acts(INVITATION, row, request.actor),
        "back": request.GET.get("next", ""),
        "doors": open_doors(request.actor, row.gathering) if is_own else [],
        "due": open_deadlines(row).first(),
        "sittings": sittings_for(row).select_related("group"),
        "leaves": row.leaves.select_related(
            "assembly", "invitation__gathering__assembly"
        ).prefetch_related("sittings__sitting"),
        "leave_until": _leave_until(row),
        "presences": row.presences.select_related("sitting").order_by("sitting__starts_at"),
        "history": _history(row) if organises else [],
        "crumbs": _crumbs(row, is_own, organises),
    }


def _month(request: HttpRequest) -> date | None:
    """The month asked for as 2026-01."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


def _leave_until(row: Invitation) -> date | None:
    rule = leave_for(row.gathering)
    return last_day_to_ask(row.gathering, rule) if rule else None


def _history(row: Invitation) -> list[tuple]:
    """Who answered what when; the office sees who entered an answer for somebody."""
    return [
        (event.at, event.doer or "", sentence(event)) for event in with_doer(trail.events_of(row))
    ]


def _crumbs(row: Invitation, is_own: bool, organises: bool) -> list[tuple]:
    if organises:
        gathering = row.gathering
        args = [gathering.assembly.slug, gathering.public_id]
        return [(str(gathering), reverse("gatherings:people", args=args))]
    return [(_("我的活动"), reverse("gatherings:mine"))] if is_own else []
