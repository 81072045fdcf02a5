"""Requests for leave: the desk of whoever decides, one request, many granted at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core.drawn import state
from tongxin.core.errors import Refused
from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.gatherings.forms.answers import NoteForm
from tongxin.gatherings.lifecycle import LEAVE
from tongxin.gatherings.models import LeaveRequest
from tongxin.gatherings.queries.leave import (
    asked_for,
    decides_leave,
    leaves_called,
    leaves_seen,
)
from tongxin.gatherings.queries.people import leaves_asked_before
from tongxin.gatherings.terms import LeaveGround
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform, refusal
from tongxin.lifecycle.table import Act
from tongxin.organisations.models import Assembly


@requires("leaves.view")
@require_http_methods(["GET", "POST"])
def leaves(request: HttpRequest, assembly: str) -> HttpResponse:
    """Those that one decides or organises; one's own."""
    here = assembly_at(request, assembly)
    return page_for(request, here).respond(request, leaves_seen(request.actor, here))


@requires("leaves.view")
@require_GET
def leave(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One request with what was asked before."""
    seen = leaves_seen(request.actor, assembly_at(request, assembly))
    row = get_object_or_404(seen, public_id=public_id)
    desk, decides = reverse("gatherings:leaves", args=[assembly]), decides_leave(request.actor)
    context = {
        "leave": row,
        "gathering": row.invitation.gathering,
        "asked_for": asked_for(row),
        "parts": [part.sitting for part in row.sittings.select_related("sitting")],
        "offers": available_acts(LEAVE, row, request.actor),
        "before": leaves_asked_before(row)[:10] if decides else [],
        "back": desk if decides else "",
        "crumbs": [(gettext_lazy("请假"), desk)],
    }
    return render(request, "gatherings/leave.html", context)


@requires("leaves.view")
@require_POST
def grant_many(request: HttpRequest, assembly: str) -> HttpResponse:
    """First who would be excused and who not, and why; confirmed, all that can be granted or entered are."""
    here = assembly_at(request, assembly)
    if not decides_leave(request.actor):
        raise Http404
    rows = leaves_seen(request.actor, here)
    chosen = page_for(request, here).selected(request, rows).order_by("id")
    lines = [(row, *_way(request, row)) for row in chosen]
    note = request.POST.get("decision_note", "").strip()
    asks = any(act is LEAVE.enter_grant for _row, act, _why in lines)
    if "confirmed" not in request.POST or (asks and not note):
        context = {"lines": lines, "assembly": here, "asks": asks, "form": _note_form(request)}
        return render(request, "gatherings/grant_many.html", context)
    done = sum(_granted(request, row, act, note) for row, act, why in lines if act and not why)
    messages.success(
        request, ngettext("已准假 %(n)d 份。", "已准假 %(n)d 份。", done) % {"n": done}
    )
    return redirect("gatherings:leaves", assembly)


def _way(request: HttpRequest, row: LeaveRequest) -> tuple[Act | None, str | None]:
    """By which act this one is granted here, and what refuses it."""
    for act in (LEAVE.grant, LEAVE.enter_grant):
        if can(request.actor, act.name, row):
            return act, refusal(act, row, request.actor)
    return None, _("已经批过，或者不由您办理。")


def _note_form(request: HttpRequest) -> NoteForm:
    return NoteForm(request.POST if "confirmed" in request.POST else None)


def _granted(request: HttpRequest, row: LeaveRequest, act: Act, note: str) -> bool:
    data = {"decision_note": note[:100]} if act is LEAVE.enter_grant else {}
    try:
        perform(act, row, request.actor, **data)
    except Refused as refused:
        messages.error(request, f"{row}：{refused.message}")
        return False
    return True


def page_for(request: HttpRequest, here: Assembly) -> ListPage:
    """The desk: what waits first, then what was decided."""
    return ListPage(
        code="gatherings.leaves",
        label=gettext_lazy("请假"),
        unit=gettext_lazy("份"),
        columns=[
            Column(
                "name",
                gettext_lazy("姓名"),
                attr="invitation",
                headline=True,
                sort=("invitation__person__pinyin", "invitation__name"),
            ),
            Column(
                "gathering",
                gettext_lazy("活动"),
                attr="invitation.gathering",
                sort="invitation__gathering__happened_on",
                wraps=True,
            ),
            Column("ground", gettext_lazy("事由"), attr="get_ground_display", sort="ground"),
            Column("reason", gettext_lazy("具体情况"), wraps=True),
            Column("substitute", gettext_lazy("由谁代会"), hidden_by_default=True),
            Column("reach", gettext_lazy("范围"), render=_reach),
            Column("asked_on", gettext_lazy("请假日期"), sort="asked_on", hidden_by_default=True),
            Column("approver", gettext_lazy("由谁批"), attr="get_approver_display"),
            Column(
                "state",
                gettext_lazy("状态"),
                render=lambda row: state(row.tone, row.get_state_display()),
                export=lambda row: row.get_state_display(),
            ),
        ],
        filters=[Filter("ground", gettext_lazy("事由"), choices=LeaveGround.choices)],
        tabs=[
            Tab("asked", gettext_lazy("待批"), LeaveRequest.asked()),
            Tab("granted", gettext_lazy("已准假"), LeaveRequest.granted()),
            Tab("all", gettext_lazy("全部")),
        ],
        search=leaves_called,
        default_sort="asked_on",
        row_url=lambda row: row.get_absolute_url(),
        bulk=[
            Bulk(
                "grant",
                gettext_lazy("一并准假"),
                lambda asked: reverse("gatherings:grant_many", args=[here.slug]),
                shown=lambda asked: decides_leave(asked.actor),
            )
        ],
        empty=EmptyPlace(
            gettext_lazy("没有等待批复的请假"),
            gettext_lazy("应到的人请假后列在这里；点开看具体情况，或选中几份一并准假。"),
        ),
    )


def _reach(row: LeaveRequest) -> str:
    told = _("全程") if row.is_whole else _("部分场次")
    told = _("%(reach)s（逾期请假）") % {"reach": told} if row.is_late else told
    before = row.invitation.is_before_move
    return _("%(reach)s（改期以前请的）") % {"reach": told} if before else told
