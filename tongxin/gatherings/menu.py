"""What meetings and activities hang into the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, MEMBERS, OFFICES
from tongxin.accounts.terms import Role
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """The list for whoever reads any; one's own month; leave to decide; roll calls for liaison officers."""
    pages.declare_menu(
        MenuEntry("gatherings.list", _("会议与活动"), _list, "meeting", order=38, shown=_reads)
    )
    pages.declare_menu(
        MenuEntry("gatherings.rolls", _("点名"), _rolls, "check", order=5, shown=_calls, tab=True)
    )


def _list(request: HttpRequest) -> str:
    return reverse("gatherings:list", args=[request.actor.home.slug])


def _reads(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(OFFICES | LEADERS | MEMBERS)


def _rolls(request: HttpRequest) -> str:
    return reverse("gatherings:my_rolls", args=[request.actor.home.slug])


def _calls(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any([Role.GROUP_LIAISON])
