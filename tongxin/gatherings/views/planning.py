"""Planning a gathering: choose a kind, fill in one short form; or begin from an earlier one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import refuse, request_key
from tongxin.gatherings.actions.plan_gathering import days_like, plan_gathering
from tongxin.gatherings.forms.plan import PlanForm, initial_of, times_of
from tongxin.gatherings.kinds import Kind
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.kinds import parts_of, plannable
from tongxin.gatherings.queries.reading import repeatable
from tongxin.gatherings.views.places import kind_at

MOST_EARLIER = 5


@requires("gatherings.plan")
@require_GET
def choose(request: HttpRequest, assembly: str) -> HttpResponse:
    """The kinds of which one plans gatherings."""
    here = assembly_at(request, assembly)
    context = {
        "assembly": here,
        "parts": parts_of(plannable(request.actor, here)),
        "crumbs": [(_("会议与活动"), reverse("gatherings:list", args=[here.slug]))],
    }
    return render(request, "gatherings/choose.html", context)


@requires("gatherings.plan")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """A new gathering of one kind; `like` names an earlier one to begin from."""
    kind = kind_at(request, assembly, code)
    if not kind.is_offered or not can(request.actor, "gatherings.plan_in", kind.row):
        raise Http404
    like = _like(request, kind)
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, kind=kind, initial=_first(kind, like))
    if form.is_valid():
        try:
            gathering = _planned(request, kind, form, like)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("已建立，还没有通知任何人。"))
            return draft_done(redirect(gathering), _draft_key(kind))
    return render(
        request,
        "gatherings/plan.html",
        _context(request, kind, form, like),
        status=422 if form.errors else 200,
    )


def _planned(request: HttpRequest, kind: Kind, form: PlanForm, like: Gathering | None) -> Gathering:
    """With the days of the earlier one where it had several and none are named now."""
    slots = form.slots
    if like and len(slots) == 1:
        slots = days_like(like, slots[0])
    return plan_gathering(
        kind,
        actor=request.actor,
        plan=form.plan,
        slots=slots,
        like=like,
        request_key=request_key(request),
    )


def _like(request: HttpRequest, kind: Kind) -> Gathering | None:
    if "like" not in request.GET:
        return None
    return repeatable(request.actor, kind).filter(public_id=request.GET["like"]).first()


def _first(kind: Kind, like: Gathering | None) -> dict[str, Any]:
    """What the form begins with: today, or what the earlier one said, for another day."""
    today = {"day": clock.today()}
    if like is None:
        return today
    sitting = like.sittings.first()
    return {**initial_of(like, kind), **(times_of(sitting) if sitting else {}), **today}


def _context(
    request: HttpRequest, kind: Kind, form: PlanForm, like: Gathering | None
) -> dict[str, Any]:
    slug = kind.assembly.slug
    return {
        "kind": kind,
        "form": form,
        "like": like,
        "earlier": [] if like else repeatable(request.actor, kind)[:MOST_EARLIER],
        "draft_key": _draft_key(kind),
        "home": reverse("gatherings:choose", args=[slug]),
    }


def _draft_key(kind: Kind) -> str:
    return f"gathering.{kind.code}"
