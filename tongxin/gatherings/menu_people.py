"""What invitations hang into the frame of every page: one's own month, the requests for leave for whoever decides them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, MEMBERS
from tongxin.core import pages
from tongxin.core.pages import MenuEntry
from tongxin.gatherings.queries.leave import decides_leave


def declare() -> None:
    """Two entries; on the phone one's own month stands below."""
    pages.declare_menu(
        MenuEntry(
            "gatherings.mine",
            _("我的活动"),
            "gatherings:mine",
            "clock",
            order=30,
            shown=_is_invited_anywhere,
            tab=True,
            tab_label=_("会议"),
        )
    )
    pages.declare_menu(
        MenuEntry("gatherings.leaves", _("请假"), _leaves, "person", order=39, shown=_decides_leave)
    )


def _leaves(request: HttpRequest) -> str:
    return reverse("gatherings:leaves", args=[request.actor.home.slug])


def _is_invited_anywhere(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(MEMBERS | LEADERS)


def _decides_leave(request: HttpRequest) -> bool:
    return request.actor.home is not None and decides_leave(request.actor)
