"""What doors hang into the frame: a liaison officer's own lists. Everybody else comes by the gathering's page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Role
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """One entry, on the phone's tabs, too: the officer stands in the hall."""
    pages.declare_menu(
        MenuEntry("gatherings.rolls", _("点名"), _own, "check", order=5, shown=_calls, tab=True)
    )


def _own(request: HttpRequest) -> str:
    return reverse("gatherings:my_rolls", args=[request.actor.home.slug])


def _calls(request: HttpRequest) -> bool:
    return request.actor.home is not None and request.actor.is_any([Role.GROUP_LIAISON])
