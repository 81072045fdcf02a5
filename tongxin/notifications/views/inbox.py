"""The inbox (消息): what somebody was told, newest first; opening one leads to its record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tongxin.accounts.access import signed_in
from tongxin.core.pages import TabLink
from tongxin.notifications import queries
from tongxin.notifications.actions.read import mark_read
from tongxin.notifications.paging import page_of

UNREAD = "unread"


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All notices, or those nobody has opened."""
    counts = queries.inbox_counts(request.actor)
    only_unread = request.GET.get("show") == UNREAD
    notices = queries.inbox(request.actor)
    shown = notices.filter(read_at__isnull=True) if only_unread else notices
    total = counts.unread if only_unread else counts.all
    pager, rows = page_of(request, shown.select_related("assembly", "organisation"), total)
    context = {
        "lines": queries.lines(rows),
        "pager": pager,
        "unread": counts.unread,
        "tabs": _tabs(counts, only_unread),
    }
    return render(request, "notifications/inbox.html", context)


@signed_in
@require_safe
def open_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read it and go to what it speaks of."""
    mine = queries.inbox(request.actor).filter(public_id=public_id)
    notice = get_object_or_404(mine)
    mark_read(mine, request.actor)
    if not queries.is_still_open(notice, request.actor):
        messages.info(request, _("这件已不由您办理，不能再打开；消息留作记录。"))
        return redirect("notifications:inbox")
    return redirect(queries.url_of(notice) or "notifications:inbox")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Put everything aside at once."""
    count = mark_read(queries.inbox(request.actor), request.actor)
    sentence = ngettext("已把 %(n)d 条消息标为已读。", "已把 %(n)d 条消息标为已读。", count)
    messages.success(request, sentence % {"n": count})
    return redirect("notifications:inbox")


def _tabs(counts: queries.Counts, only_unread: bool) -> list[TabLink]:
    here = reverse("notifications:inbox")
    return [
        TabLink(_("全部"), here, counts.all, not only_unread),
        TabLink(_("未读"), f"{here}?show={UNREAD}", counts.unread, only_unread),
    ]
