"""What meetings and activities hang into the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import LEADERS, MEMBERS, OFFICES
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """One entry for whoever reads any; one's own month; the requests for leave for whoever decides them."""
    pages.declare_menu(
        MenuEntry("gatherings.list", _("会议与活动"), _list, "meeting", order=38, shown=_reads)
    )


def _list(request: HttpRequest) -> str:
    return reverse("gatherings:list", args=[request.actor.home.slug])


def _reads(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any(OFFICES | LEADERS | MEMBERS)
