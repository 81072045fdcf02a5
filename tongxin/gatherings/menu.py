"""What meetings and activities hang into the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, MEMBERS
from tongxin.core import pages
from tongxin.core.pages import MenuEntry
from tongxin.gatherings.queries.leave import decides_leave


def declare() -> None:
    """One's own month for members and leaders; the requests for leave for whoever decides them."""
    pages.declare_menu(
        MenuEntry(
            "gatherings.mine",
            _("我的活动"),
            lambda request: reverse("gatherings:mine"),
            "meeting",
            order=30,
            shown=_is_invited_anywhere,
            tab=True,
            tab_label=_("会议"),
        )
    )
    pages.declare_menu(
        MenuEntry(
            "gatherings.leaves",
            _("请假"),
            lambda request: reverse("gatherings:leaves", args=[request.actor.home.slug]),
            "person",
            order=32,
            shown=lambda request: request.actor.home is not None and decides_leave(request.actor),
        )
    )


def _is_invited_anywhere(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(MEMBERS | LEADERS)
