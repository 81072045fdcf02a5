"""Pages over the whole roll: responsibility matrix, conveners, the two coverages, the consistency board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.figures.answers import values
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.members.checks import CHECKS
from tongxin.members.figures.party import COVERAGE, PAIRS
from tongxin.members.queries.contacts import responsibilities
from tongxin.members.queries.coverage import branches_of, convened_sectors, coverage_of
from tongxin.members.views.asking import assembly_of


@requires("members.party_work")
@require_GET
def matrix(request: HttpRequest, assembly: str) -> HttpResponse:
    """Committees with the leaders who contact them and the departments they contact (分工联系)."""
    here = assembly_of(request, assembly)
    context = {"assembly": here, "lines": responsibilities(here), "keeps": _keeps(request)}
    return render(request, "members/matrix.html", context)


@requires("members.view")
@require_GET
def conveners(request: HttpRequest, assembly: str) -> HttpResponse:
    """Sectors with their conveners."""
    here = assembly_of(request, assembly)
    context = {"assembly": here, "sectors": convened_sectors(here), "keeps": _keeps(request)}
    return render(request, "members/conveners.html", context)


@requires("members.party_work")
@require_GET
def coverage(request: HttpRequest, assembly: str) -> HttpResponse:
    """The two full coverages and pairs by kind as figures, with those who are left out."""
    here = assembly_of(request, assembly)
    codes = [one.code for one in (*COVERAGE, *PAIRS)]
    told = values(codes, Scope(here), Period.year(clock.today().year))
    numbers = [told[code].as_number() for code in codes]
    context = {
        "assembly": here,
        "numbers": numbers[: len(COVERAGE)],
        "pairs": numbers[len(COVERAGE) :],
        "branches": branches_of(here),
        "left": coverage_of(here),
    }
    return render(request, "members/coverage.html", context)


@requires("members.keep")
@require_GET
def board(request: HttpRequest, assembly: str) -> HttpResponse:
    """What cannot be right on the roll, check by check."""
    here = assembly_of(request, assembly)
    found = [(check, list(check.find(here))) for check in CHECKS]
    return render(request, "members/board.html", {"assembly": here, "found": found})


def _keeps(request: HttpRequest) -> bool:
    return can(request.actor, "members.keep")
