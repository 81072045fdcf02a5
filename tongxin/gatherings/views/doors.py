"""The office at the door: each sitting with its numbers, its screen and lists, the desks, people who come unasked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings import door_codes
from tongxin.gatherings.actions.run_desk import close_desk, is_open, open_desk
from tongxin.gatherings.forms.door import OpenDeskForm
from tongxin.gatherings.imports.gate import import_code
from tongxin.gatherings.models import Desk, Gathering, Sitting
from tongxin.gatherings.queries.door import (
    days_of,
    meters_of,
    not_taking,
    roll_of,
    ways_in,
    window_of,
)
from tongxin.gatherings.terms import SignInWay
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of


def sitting_for(
    request: HttpRequest, assembly: str, public_id: str, permission: str = "sittings.watch"
) -> Sitting:
    """A sitting at whose door one stands; whoever only calls a list need not read the gathering's page."""
    rows = Sitting.objects.select_related("gathering__assembly", "gathering__kind", "group")
    found = visible(request.actor, permission, rows)
    return get_object_or_404(found, public_id=public_id, assembly__slug=assembly)


@requires("sittings.watch")
@require_GET
def door(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """All doors of a gathering."""
    rows = Gathering.objects.select_related("assembly", "kind")
    gathering = get_object_or_404(rows, public_id=public_id, assembly__slug=assembly)
    organises = can(request.actor, "gatherings.organise", gathering)
    near, others = days_of(_watched(request, gathering))
    if not (near or organises):
        raise Http404
    context = _with_tabs(
        request,
        gathering,
        organises=organises,
        meters=[
            (one, meter, one.liaison_id == request.actor.person_id or organises)
            for one, meter in meters_of(near)
        ],
        others=others,
        now=clock.now(),
        ways={way.value for way in ways_in(gathering)},
        desks=_desks(gathering) if organises else (),
        desk_form=OpenDeskForm(),
        not_taking=not_taking(gathering),
        gate_url=reverse("papers:import_new", args=[import_code(gathering)]),
    )
    return render(request, "gatherings/door.html", context)


def _watched(request: HttpRequest, gathering: Gathering) -> list[Sitting]:
    """The sittings at whose door this reader may stand, in their order."""
    sittings = gathering.sittings.select_related("group", "liaison", "gathering")
    return list(visible(request.actor, "sittings.watch", sittings))


@requires("gatherings.organise")
@require_POST
def open_one(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A new desk: its link is shown this once, as a code to scan and as an address to open here."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    form = OpenDeskForm(request.POST)
    if form.is_valid():
        try:
            desk, token = open_desk(gathering, form.cleaned_data["label"], actor=request.actor)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            page = request.build_absolute_uri(reverse("gatherings:desk", args=[assembly]))
            context = {"gathering": gathering, "desk": desk, "link": f"{page}#token={token}"}
            return render(request, "gatherings/desk_opened.html", context)
    context = {"gathering": gathering, "form": form}
    return render(request, "gatherings/desk_form.html", context, status=422)


@requires("gatherings.organise")
@require_POST
def close_one(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take a desk back; what it has not sent yet may still come."""
    gatherings = visible(request.actor, "gatherings.organise", Gathering.objects.all())
    rows = Desk.objects.select_related("gathering__assembly").filter(gathering__in=gatherings)
    desk = get_object_or_404(rows, public_id=public_id, assembly__slug=assembly)
    close_desk(desk, actor=request.actor)
    messages.success(
        request,
        _("已收回“%(label)s”：不能再签到，收回前没送出的仍会收下。") % {"label": desk.label},
    )
    return redirect("gatherings:door", assembly, desk.gathering.public_id)


@requires("sittings.call_roll")
@require_GET
def screen(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What hangs on the wall: the code, which htmx renews, or without scripts the whole page renews itself."""
    sitting = sitting_for(request, assembly, public_id, "sittings.call_roll")
    if SignInWay.CODE not in ways_in(sitting.gathering):
        raise Http404
    now, window = clock.now(), window_of(sitting)
    closed = not_taking(sitting.gathering) or window.refusal(now)
    code = door_codes.door_code(sitting, now)
    link = door_codes.link_code(sitting, now)
    address = reverse("gatherings:scan", args=[assembly, public_id, link])
    context = {
        "sitting": sitting,
        "closed": closed,
        "code": f"{code[:3]} {code[3:]}",
        "address": request.build_absolute_uri(address),
        "seconds_left": door_codes.seconds_left(now),
        "meter": roll_of(sitting).meter,
    }
    page = "gatherings/_screen.html" if request.htmx else "gatherings/screen.html"
    return render(request, page, context)


@requires("sittings.watch")
@require_GET
def counter(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """How many are there and who is missing, by group; renews itself."""
    sitting = sitting_for(request, assembly, public_id)
    context = {"sitting": sitting, "roll": roll_of(sitting), "now": clock.now()}
    if request.htmx:
        return render(request, "gatherings/_counter.html", context)
    return render(
        request, "gatherings/counter.html", _with_tabs(request, sitting.gathering, **context)
    )


def _with_tabs(request: HttpRequest, gathering: Gathering, **more) -> dict:
    """The frame of the gathering's pages; a liaison officer who may not read them stands without."""
    context = context_of(request, gathering, "gatherings:door", **more)
    if not can(request.actor, "gatherings.view", gathering):
        context |= {"places": [], "crumbs": []}
    return context


def _desks(gathering: Gathering) -> list[dict]:
    return [
        {"desk": one, "is_open": is_open(one), "skew": abs(one.skew_seconds) // 60}
        for one in gathering.desks.all()
    ]
