"""What meetings and activities hang into the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, MEMBERS, OFFICES
from tongxin.accounts.terms import Role
from tongxin.core import pages
from tongxin.core.pages import MenuEntry
from tongxin.gatherings.queries.leave import decides_leave


def declare() -> None:
    """The list for whoever reads any; one's own month; leave to decide; roll calls for liaison officers."""
    pages.declare_menu(
        MenuEntry("gatherings.list", _("会议与活动"), _list, "meeting", order=38, shown=_reads)
    )
    pages.declare_menu(
        MenuEntry("gatherings.rolls", _("点名"), _rolls, "check", order=5, shown=_calls, tab=True)
    )
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


def _list(request: HttpRequest) -> str:
    return reverse("gatherings:list", args=[request.actor.home.slug])


def _reads(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(OFFICES | LEADERS | MEMBERS)


def _rolls(request: HttpRequest) -> str:
    return reverse("gatherings:my_rolls", args=[request.actor.home.slug])


def _calls(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any([Role.GROUP_LIAISON])


def _leaves(request: HttpRequest) -> str:
    return reverse("gatherings:leaves", args=[request.actor.home.slug])


def _is_invited_anywhere(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(MEMBERS | LEADERS)


def _decides_leave(request: HttpRequest) -> bool:
    return request.actor.home is not None and decides_leave(request.actor)
