"""The record book: its parts with their kinds, how much stands in each this year, one tap from recording."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible_among
from tongxin.core import clock
from tongxin.core.pages import TabLink
from tongxin.organisations.models import Assembly
from tongxin.records.queries.kinds import Kind, kinds_for, parts_of
from tongxin.records.queries.reading import counts_of, years_of


@dataclass(frozen=True)
class Line:
    """A kind on the book's page."""

    kind: Kind
    count: int
    may_record: bool


@requires("records.view")
@require_GET
def book(request: HttpRequest, assembly: str) -> HttpResponse:
    """The whole book of one assembly for one year."""
    here = assembly_at(request, assembly)
    years = years_of(request.actor, here)
    year = _year(request, years)
    kinds = [kind for kind in kinds_for(request.actor, here) if kind.is_offered]
    context = {
        "assembly": here,
        "parts": _parts(request, here, kinds, year),
        "year": year,
        "years": _tabs(here, years, year),
        "keeps_kinds": can(request.actor, "record_kinds.keep"),
        "submits": can(request.actor, "submissions.compile"),
        "receives": can(request.actor, "intakes.view") and here.parent_id is None,
    }
    return render(request, "records/book.html", context)


def _parts(
    request: HttpRequest, here: Assembly, kinds: list[Kind], year: int
) -> list[tuple[str, list[Line]]]:
    counts = counts_of(request.actor, here, kinds, year)
    rows = visible_among(request.actor, "records.record_in", [kind.row for kind in kinds])
    mine = {row.pk for row in rows}
    return [
        (
            part.label,
            [Line(kind, counts.get(kind.row.pk, 0), kind.row.pk in mine) for kind in part.kinds],
        )
        for part in parts_of(kinds)
    ]


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, if the book has it; else this one."""
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), clock.today().year)


def _tabs(here: Assembly, years: list[int], chosen: int) -> list[TabLink]:
    url = reverse("records:book", args=[here.slug])
    return [TabLink(str(year), f"{url}?year={year}", active=year == chosen) for year in years[:6]]
