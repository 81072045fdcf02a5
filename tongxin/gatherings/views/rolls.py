"""The list by hand: the liaison officer ticks a few names and says whether these came, or all but these."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.core.posting import request_key
from tongxin.gatherings.actions.call_roll import call_roll, take_back
from tongxin.gatherings.actions.walk_in import walk_in
from tongxin.gatherings.forms.door import WalkInForm
from tongxin.gatherings.models import Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import Roll, called_by, not_taking, roll_of
from tongxin.gatherings.terms import SignInWay
from tongxin.gatherings.views.doors import sitting_for

THESE, OTHERS = "these", "others"


@requires("sittings.call_roll")
@require_GET
def mine(request: HttpRequest, assembly: str) -> HttpResponse:
    """The sittings whose list one calls oneself, the next ones first."""
    here = assembly_at(request, assembly)
    context = {
        "coming": called_by(request.actor, here),
        "past": called_by(request.actor, here, past=True),
    }
    return render(request, "gatherings/my_rolls.html", context)


@requires("sittings.call_roll")
@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Who has not come yet, to be ticked; below, who came. Without scripts, one tap a name."""
    sitting = sitting_for(request, assembly, public_id, "sittings.call_roll")
    if request.method == "POST":
        try:
            count = call_roll(sitting, _meant(request, sitting), actor=request.actor)
            said = ngettext("已记 %(n)d 人到会。", "已记 %(n)d 人到会。", count)
            messages.success(request, said % {"n": count})
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("gatherings:call_roll", assembly, public_id)
    context = _context(request, sitting, roll_of(sitting), WalkInForm())
    return render(request, "gatherings/roll.html", context)


@requires("sittings.call_roll")
@require_POST
def back(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Somebody was ticked by mistake: what was noted of them at this sitting no longer stands."""
    sitting = sitting_for(request, assembly, public_id, "sittings.call_roll")
    rows = SignIn.objects.filter(
        SignIn.standing(), sitting=sitting, invitation__public_id=request.POST.get("person", "")
    ).select_related("sitting__gathering", "invitation")
    try:
        if take_back(rows, actor=request.actor):
            messages.success(request, _("已撤回。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("gatherings:call_roll", assembly, public_id)


@requires("sittings.call_roll")
@require_POST
def admit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Somebody came who is on no list."""
    sitting = sitting_for(request, assembly, public_id, "sittings.call_roll")
    form = WalkInForm(request.POST)
    if form.is_valid():
        try:
            person = walk_in(
                sitting, **form.cleaned_data, actor=request.actor, request_key=request_key(request)
            )
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("“%(name)s”已签到。") % {"name": person.name})
            return redirect("gatherings:call_roll", assembly, public_id)
    context = _context(request, sitting, roll_of(sitting), form)
    return render(request, "gatherings/roll.html", context, status=422)


def _meant(request: HttpRequest, sitting: Sitting) -> list[Invitation]:
    """The ticked ones; or those who stood on the page to be expected, all but the ticked."""
    ticked = set(request.POST.getlist("person"))
    if request.POST.get("who") == OTHERS:
        ticked = set(request.POST.getlist("listed")) - ticked
    return [
        line.invitation for line in roll_of(sitting).lines if line.invitation.public_id in ticked
    ]


def _context(request: HttpRequest, sitting: Sitting, roll: Roll, form: WalkInForm) -> dict:
    organises = can(request.actor, "gatherings.organise", sitting.gathering)
    return {
        "sitting": sitting,
        "roll": roll,
        "form": form,
        "not_taking": not_taking(sitting.gathering),
        "arrived": [
            (line, organises or all(mark.way == SignInWay.LIST for mark in line.marks))
            for line in roll.arrived
        ],
    }
