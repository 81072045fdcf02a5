"""Printing: the batch page of the offices and units, and the one address of every paper."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_GET

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.papers.files import hand_out
from tongxin.proposals.papers.batches import BatchPage
from tongxin.proposals.papers.declaring import printout
from tongxin.proposals.papers.ordering import Order

CHINESE = "zh-hans"


@require_GET
@requires("handlings.view")
def batch(request: HttpRequest, assembly: str) -> HttpResponse:
    """The papers of a session from one cut-off; a unit finds its own letter and bundle."""
    here = assembly_at(request, assembly)
    order = _order(request, here)
    context = {"page": BatchPage(here, order), "assembly": here}
    return render(request, "proposals/papers.html", context)


@require_GET
@requires("proposals.view")
def printed(
    request: HttpRequest, assembly: str, family: str, public_id: str, code: str, form: str
) -> HttpResponse:
    """One paper as PDF or DOCX, a list also as XLSX; Chinese whatever language the screen speaks."""
    if request.actor.is_any(Role.temporary()):
        raise PermissionDenied
    here = assembly_at(request, assembly)
    found = printout(family, code)
    if found is None or form not in found.formats:
        raise Http404
    order = _order(request, here)
    if order.session is None:
        raise Http404
    subject = get_object_or_404(found.subjects(request.actor, here), public_id=public_id)
    with translation.override(CHINESE):
        name, stream = found.file(subject, order, form)
    return hand_out(found.paper.code, subject, request.actor, stream, name, form)


def _order(request: HttpRequest, here: Assembly) -> Order:
    """Who asks for which session as of which moment: the latest session and now, unless they say otherwise."""
    sessions = PlenarySession._base_manager.filter(assembly=here).select_related("assembly", "term")
    wanted = request.GET.get("session")
    session = (
        get_object_or_404(sessions, public_id=wanted)
        if wanted
        else sessions.order_by("-opens_on").first()
    )
    site = request.build_absolute_uri("/").rstrip("/")
    return Order(request.actor, _moment(request.GET.get("at", "")), site, session)


def _moment(written: str) -> datetime:
    """The cut-off, in Shanghai time unless it says otherwise; never later than now."""
    now = clock.now()
    if not written:
        return now
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Http404 from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.SHANGHAI)
    return min(moment, now)
