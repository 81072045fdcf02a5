"""Corrections: a member asks, the liaison office sees old and new side by side, one by one or many at once."""

from functools import partial

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.lists import Bulk, Column, EmptyPlace, ListPage, Tab
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform, refusal
from tongxin.members.actions.correct import ask_correction
from tongxin.members.fields import BY_CODE, differences
from tongxin.members.forms.own import CorrectForm
from tongxin.members.lifecycle import CORRECTION
from tongxin.members.models import Correction
from tongxin.members.views.asking import Asked, ask, assembly_of, member_of, posted
from tongxin.organisations.models import Assembly


@requires("members.correct")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One's own data, to be put right."""
    member = member_of(request, assembly, public_id, "members.correct")
    home = reverse("members:record", args=[assembly, public_id])
    note = _("改动由委员联络部门审核后生效，登录用的手机号不变。")
    asked = Asked(
        _("更正我的资料"), _("提请更正"), home, _("已提交，等待委员联络部门审核。"), member, note
    )
    form = CorrectForm(*posted(request), member=member)
    key = request.POST.get("request_key") or None
    act = partial(ask_correction, member, actor=request.actor, request_key=key)
    return ask(request, form, act, asked)


@requires("corrections.view")
@require_http_methods(["GET", "POST"])
def corrections(request: HttpRequest, assembly: str) -> HttpResponse:
    """What waits, and what was decided."""
    here = assembly_of(request, assembly)
    return _page(here).respond(request, _rows(request, here))


@requires("corrections.view")
@require_GET
def correction(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Old and new side by side, and the acts."""
    here = assembly_of(request, assembly)
    row = get_object_or_404(_rows(request, here), public_id=public_id)
    context = {
        "correction": row,
        "differences": differences(row),
        "offers": available_acts(CORRECTION, row, request.actor),
    }
    return render(request, "members/correction.html", context)


@requires("corrections.approve")
@require_POST
def approve_many(request: HttpRequest, assembly: str) -> HttpResponse:
    """First what would change for each; confirmed, all that can be adopted are."""
    here = assembly_of(request, assembly)
    chosen = _page(here).selected(request, _rows(request, here)).order_by("id")
    lines = [
        (row, differences(row), refusal(CORRECTION.approve, row, request.actor)) for row in chosen
    ]
    if "confirmed" not in request.POST:
        return render(request, "members/approve_many.html", {"lines": lines, "assembly": here})
    done = sum(_approved(request, row) for row, _changes, why in lines if why is None)
    messages.success(
        request, ngettext("已采用 %(n)d 份更正。", "已采用 %(n)d 份更正。", done) % {"n": done}
    )
    return redirect("members:corrections", here.slug)


def _approved(request: HttpRequest, row: Correction) -> bool:
    try:
        perform(CORRECTION.approve, row, request.actor)
    except Refused as refused:
        messages.error(request, f"{row}：{refused.message}")
        return False
    return True


def _rows(request: HttpRequest, here: Assembly) -> QuerySet[Correction]:
    rows = visible(request.actor, "corrections.view", Correction.objects.filter(assembly=here))
    return rows.select_related("assembly", "member__person", "member__photo", "photo")


def _page(here: Assembly) -> ListPage:
    return ListPage(
        code="corrections",
        label=gettext_lazy("资料更正"),
        unit=gettext_lazy("份"),
        columns=[
            Column("member", gettext_lazy("委员"), headline=True, sort="member__person__pinyin"),
            Column("fields", gettext_lazy("更正什么"), render=_named, wraps=True),
            Column("asked_on", gettext_lazy("提出日期"), sort="asked_on"),
            Column("state", gettext_lazy("状态"), attr="get_state_display"),
            Column("decided_on", gettext_lazy("审核日期"), sort="decided_on"),
        ],
        tabs=[
            Tab("waiting", gettext_lazy("待审核"), Correction.waiting()),
            Tab("decided", gettext_lazy("已办"), ~Correction.waiting()),
            Tab("all", gettext_lazy("全部"), Q()),
        ],
        default_sort="-asked_on",
        row_url=lambda row: row.get_absolute_url(),
        bulk=[
            Bulk(
                "approve",
                gettext_lazy("一并采用"),
                lambda asked: reverse("members:approve_many", args=[here.slug]),
                shown=lambda asked: can(asked.actor, "corrections.approve"),
            )
        ],
        empty=EmptyPlace(
            gettext_lazy("没有等待审核的更正"),
            gettext_lazy("委员在自己的登记页上提出的更正会出现在这里。"),
        ),
    )


def _named(row: Correction) -> str:
    """The fields concerned, in words."""
    codes = [*row.wished, *(["photo"] if row.photo_id else [])]
    return "、".join(str(BY_CODE[code].label) for code in codes)
