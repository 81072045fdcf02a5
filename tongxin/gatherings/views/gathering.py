"""The page of a gathering: what is next, when and where, its agenda, how much stands on its other pages."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.pages import Number
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.reading import Page, Tally
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import PLACES, context_of


@requires("gatherings.view")
@require_GET
def gathering(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One gathering, for all readers; each part is there only for those who may see it."""
    row = gathering_at(request, assembly, public_id)
    page = Page(row, request.actor)
    plan_url = reverse("gatherings:plan", args=[assembly, row.kind.code])
    repeats = can(request.actor, "gatherings.plan_in", row.kind) and page.kind.is_offered
    context = context_of(
        request,
        row,
        "gatherings:gathering",
        page=page,
        next=page.next,
        answers=_linked(request, row, page.answers),
        numbers=_linked(request, row, page.numbers),
        repeat_url=f"{plan_url}?like={row.public_id}" if repeats else "",
    )
    return render(request, "gatherings/gathering.html", context)


def _linked(request: HttpRequest, row: Gathering, tallies: Sequence[Tally]) -> list[Number]:
    """The numbers, each with the way to its page for those who may go it."""
    mine = {place.name for place in PLACES if place.shown(request.actor, row)}
    args = [row.assembly.slug, row.public_id]
    return [
        Number(one.label, one.value, url=reverse(one.place, args=args) if one.place in mine else "")
        for one in tallies
    ]
