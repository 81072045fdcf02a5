"""Minutes of a gathering: read, made from the records, edited line by line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, request_key, seen_version, status_of
from tongxin.gatherings.actions.draft_minutes import draft_minutes
from tongxin.gatherings.actions.edit_minutes import save_minutes
from tongxin.gatherings.forms.minutes import LinesForm
from tongxin.gatherings.lifecycle import MINUTES
from tongxin.gatherings.models import Gathering, Minutes
from tongxin.gatherings.queries.minutes import Page, has_minutes
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of
from tongxin.lifecycle.offers import available_acts

HERE = "gatherings:minutes"
ORGANISE = "gatherings.organise"


@requires("gatherings.view")
@require_GET
def minutes(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The minutes as far as one may read them; who organises begins them here."""
    gathering = gathering_at(request, assembly, public_id)
    row = _minutes(request, gathering)
    keeps = can(request.actor, ORGANISE, gathering)
    if not has_minutes(gathering) or (row is None and not keeps):
        raise Http404
    offers = available_acts(MINUTES, row, request.actor) if row else []
    context = context_of(request, gathering, HERE, minutes=row, keeps=keeps, offers=offers)
    if row is not None:
        context |= {"page": Page(row), "versions": list(row.versions.select_related("by"))}
    return render(request, "gatherings/minutes.html", context)


@requires("gatherings.organise")
@require_POST
def draft(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Make the minutes from the records, or make them anew; edited lines keep their words."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    try:
        draft_minutes(gathering, actor=request.actor, request_key=request_key(request))
        messages.success(request, _("已按现在的记录生成纪要，改过的行保留。"))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(HERE, assembly, public_id)
    return redirect("gatherings:edit_minutes", assembly, public_id)


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Every line as a box, beside it what its record says now, and the way to it."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    row = _minutes(request, gathering)
    if row is None or row.is_passed:
        raise Http404
    page = Page(row)
    form = LinesForm(posted(request), rows=page.lines)
    if form.is_valid() and _save(request, row, form):
        return draft_done(redirect(HERE, assembly, public_id), f"minutes.{row.public_id}")
    parts = [(part, form.boxes_of(part.lines), form.box_of(part.part)) for part in page.parts]
    context = context_of(request, gathering, HERE, minutes=row, page=page, form=form, parts=parts)
    return render(request, "gatherings/edit_minutes.html", context, status=status_of(form))


def _save(request: HttpRequest, row: Minutes, form: LinesForm) -> bool:
    told: dict[str, Any] = {"lines": form.lines, "added": form.added}
    try:
        save_minutes(row, actor=request.actor, seen=seen_version(request), **told)
    except Refused as refused:
        refuse(form, refused)
        return False
    messages.success(request, _("纪要已保存。"))
    return True


def _minutes(request: HttpRequest, gathering: Gathering) -> Minutes | None:
    """The minutes, if there are any and one may read them."""
    rows = Minutes.objects.filter(gathering=gathering).select_related(
        "assembly", "scan", "passed_by", "gathering__assembly", "gathering__kind"
    )
    return visible(request.actor, "minutes.view", rows).first()
