"""The month on one page: a grid on a desk, a list of days on a phone."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.days import EARLIEST, LATEST
from tongxin.core.pages import TabLink
from tongxin.gatherings.queries.calendar import month_of

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
MINE = "mine"


@requires("gatherings.view")
@require_GET
def month(request: HttpRequest, assembly: str) -> HttpResponse:
    """`month` (2026-01) and `whose=mine` choose; this month and everything otherwise."""
    here = assembly_at(request, assembly)
    first, only_mine = _asked(request.GET.get("month", "")), request.GET.get("whose") == MINE
    url = reverse("gatherings:calendar", args=[here.slug])
    when = f"{url}?month={first:%Y-%m}"
    context = {
        "assembly": here,
        "month": month_of(request.actor, here, first, only_mine=only_mine),
        "whose": MINE if only_mine else "",
        "views": [
            TabLink(_("本级全部"), when, active=not only_mine),
            TabLink(_("邀请我的"), f"{when}&whose={MINE}", active=only_mine),
        ],
        "plans": can(request.actor, "gatherings.plan"),
        "crumbs": [(_("会议与活动"), reverse("gatherings:list", args=[here.slug]))],
    }
    return render(request, "gatherings/calendar.html", context)


def _asked(text: str) -> date:
    """The first day of the month asked for; of this one where that is none anybody means."""
    if MONTH.fullmatch(text):
        first = date.fromisoformat(f"{text}-01") if text[:4] != "0000" else EARLIEST
        if EARLIEST < first < LATEST:
            return first
    return clock.today().replace(day=1)
