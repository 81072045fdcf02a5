"""What stands of everybody since the gathering was closed, and the form in which the office corrects it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core import formats
from tongxin.core.errors import Refused
from tongxin.core.pages import TabLink
from tongxin.gatherings.actions.correct_presence import correct_presence
from tongxin.gatherings.forms.door import CorrectPresenceForm
from tongxin.gatherings.models import Gathering, Invitation, Presence, PresenceChange, Sitting
from tongxin.gatherings.queries.presences import results_of
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of


@requires("sittings.watch")
@require_GET
def results(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The results of one sitting at a time; every corrected one says so."""
    gathering = gathering_at(request, assembly, public_id)
    sittings = list(gathering.sittings.select_related("group", "gathering"))
    wanted = request.GET.get("sitting", "")
    sitting = next((one for one in sittings if one.public_id == wanted), next(iter(sittings), None))
    if sitting is None or not can(request.actor, "sittings.watch", sitting):
        raise Http404
    text = request.GET.get("q", "").strip()
    context = context_of(
        request,
        gathering,
        "gatherings:presence",
        sitting=sitting,
        results=results_of(sitting, text),
        text=text,
        tabs=_tabs(sittings, sitting),
        may_correct=gathering.is_closed and can(request.actor, "gatherings.organise", gathering),
    )
    return render(request, "gatherings/presence.html", context)


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def correct(
    request: HttpRequest, assembly: str, public_id: str, sitting: str, person: str
) -> HttpResponse:
    """One person's result at one sitting, with what it was before."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    place = get_object_or_404(gathering.sittings.select_related("gathering"), public_id=sitting)
    invitation = get_object_or_404(gathering.invitations.all(), public_id=person)
    form = CorrectPresenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            correct_presence(place, invitation, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("已更正，自现在起按新的结果计数；原来的结果和理由都留着。"))
            return redirect("gatherings:presence", assembly, public_id)
    context = _correcting(gathering, place, invitation) | {"form": form}
    return render(
        request, "gatherings/presence_form.html", context, status=422 if form.errors else 200
    )


def _correcting(gathering: Gathering, sitting: Sitting, invitation: Invitation) -> dict:
    rows = Presence.objects.filter(sitting=sitting, invitation=invitation)
    changes = PresenceChange.objects.filter(presence__in=rows).select_related("by")
    return {
        "gathering": gathering,
        "sitting": sitting,
        "invitation": invitation,
        "presence": rows.first(),
        "changes": changes,
    }


def _tabs(sittings: list[Sitting], chosen: Sitting) -> list[TabLink]:
    if len(sittings) < 2:
        return []
    return [
        TabLink(
            one.title or formats.moment(one.starts_at),
            f"?sitting={one.public_id}",
            active=one == chosen,
        )
        for one in sittings
    ]
