"""The way into online deliberation: for the offices that prepare, for leaders, for members who take part."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import can
from tongxin.core import pages
from tongxin.core.pages import MenuEntry


def declare() -> None:
    """One entry; everything else is reached from the list."""
    pages.declare_menu(
        MenuEntry(
            "deliberation.conversations",
            _("网络协商"),
            lambda request: reverse("deliberation:conversations", args=[request.actor.home.slug]),
            "circles",
            order=38,
            shown=_sees,
        )
    )


def _sees(request: HttpRequest) -> bool:
    return request.actor.home is not None and can(request.actor, "conversations.view")
